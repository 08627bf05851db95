//! A request's body, read whole within its limit.

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use actix_web::web::Data;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};

use crate::problem::{ApiError, ErrorCode};
use crate::state::AppState;

/// SHA-256 of the body as it arrived: what an idempotency key is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyDigest(pub [u8; 32]);

impl BodyDigest {
    /// Of these bytes.
    pub fn of(body: &[u8]) -> Self {
        Self(Sha256::digest(body).into())
    }

    /// Of the parts of a form: a repetition has another boundary, and so other bytes, but the same parts.
    pub fn of_parts<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(Sha256::digest(part));
        }
        Self(hasher.finalize().into())
    }
}

/// Reads the body, at most `limit` bytes of it, announced or not, for no longer than the settings allow: who sends slowly must
/// not hold a connection for ever.
pub async fn read_body(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Vec<u8>, ApiError> {
    let announced = refuse_by_headers(request, limit)?;
    let state = request.app_data::<Data<AppState>>().ok_or_else(|| ApiError::new(ErrorCode::Internal))?;
    let read = async {
        let mut body = Vec::with_capacity(announced.unwrap_or(0));
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| ApiError::new(ErrorCode::MalformedRequest).because(error))?;
            if body.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    let too_slow = |_elapsed| Err(ApiError::new(ErrorCode::RequestTimeout));
    tokio::time::timeout(state.config.body_time, read).await.unwrap_or_else(too_slow)
}

/// Refuses a body that is announced to be compressed, or larger than the limit. Gives the length that is announced.
pub(super) fn refuse_by_headers(request: &HttpRequest, limit: usize) -> Result<Option<usize>, ApiError> {
    refuse_encoded(request)?;
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) { Err(too_large(limit)) } else { Ok(announced) }
}

/// A body, or what of it is a file, is larger than this.
pub fn too_large(limit: usize) -> ApiError {
    ApiError::new(ErrorCode::PayloadTooLarge).detail(format!("不得超过 {limit} 字节"), format!("At most {limit} bytes"))
}

/// Compressed requests are not accepted: a small body must not become a large one.
fn refuse_encoded(request: &HttpRequest) -> Result<(), ApiError> {
    match request.headers().get(CONTENT_ENCODING) {
        Some(encoding) if encoding.as_bytes() != b"identity" => {
            Err(ApiError::new(ErrorCode::UnsupportedMediaType).header("accept-encoding", "identity"))
        }
        Some(_) | None => Ok(()),
    }
}
