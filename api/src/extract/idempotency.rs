//! `Idempotency-Key`: the same request sent twice is done once.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use domain::ids::AccountId;
use sha2::{Digest, Sha256};

use super::body::BodyDigest;
use crate::problem::{ApiError, ErrorCode};

/// The key that came with a request, if one did.
#[derive(Debug, Clone)]
pub struct Idempotency {
    key: Option<String>,
    method: String,
    path: String,
}

/// A request that may be a repetition: where its answer is kept, and what the request must be to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotentRequest {
    /// SHA-256 over caller, method, path and key.
    pub id: Vec<u8>,
    /// SHA-256 over method, path and body.
    pub fingerprint: Vec<u8>,
}

impl Idempotency {
    /// The request as one of this account's, with this body. None when no key came.
    pub fn of(self, account_id: AccountId, body: BodyDigest) -> Option<IdempotentRequest> {
        let key = self.key?;
        let digest = |parts: &[&[u8]]| {
            let mut hasher = Sha256::new();
            for part in parts {
                hasher.update(Sha256::digest(part));
            }
            hasher.finalize().to_vec()
        };
        let (method, path) = (self.method.as_bytes(), self.path.as_bytes());
        Some(IdempotentRequest {
            id: digest(&[account_id.to_string().as_bytes(), method, path, key.as_bytes()]),
            fingerprint: digest(&[method, path, &body.0]),
        })
    }
}

impl FromRequest for Idempotency {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let (method, path) = (request.method().to_string(), request.path().to_owned());
        let mut headers = request.headers().get_all("idempotency-key");
        let key = match (headers.next(), headers.next()) {
            (None, _) => Ok(None),
            (Some(header), None) => header.to_str().ok().and_then(well_formed).map(Some).ok_or(()),
            (Some(_), Some(_)) => Err(()),
        };
        ready(key.map(|key| Self { key, method, path }).map_err(|()| ApiError::new(ErrorCode::InvalidIdempotencyKey)))
    }
}

/// 16 to 64 letters, digits, `-` and `_`; a structured-field string (in quotes) or bare.
fn well_formed(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    let good = (16..=64).contains(&bare.len())
        && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    good.then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_taken_bare_or_in_quotes() {
        let key = "01939f2e-6f0a-7c11-9b7e-2f6d1c0a55e1";
        assert_eq!(well_formed(key).as_deref(), Some(key));
        assert_eq!(well_formed(&format!("\"{key}\"")).as_deref(), Some(key));
        for wrong in ["", "short", &"x".repeat(65), "has space in the middle", "\"unbalanced-quote-here"] {
            assert_eq!(well_formed(wrong), None, "{wrong}");
        }
    }
}
