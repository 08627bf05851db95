//! Forms with a file (`multipart/form-data`), read whole within their limit.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use actix_multipart::{Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::text::Text;
use futures_util::{StreamExt, stream};
use sha2::{Digest, Sha256};

use super::body::{BodyDigest, read_body};
use crate::problem::{ApiError, ErrorCode, Place};

/// A part of a form.
#[derive(Debug, Default)]
pub struct Part {
    /// The name of the file, where the part is one and has one.
    pub file_name: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// A form whose parts are the ones asked for, each once.
#[derive(Debug)]
pub struct Upload {
    parts: BTreeMap<String, Part>,
    /// Over names and contents: a repetition has another boundary, and so other bytes, but the same parts.
    pub digest: BodyDigest,
}

impl Upload {
    /// Reads a form of these parts, at most `limit` bytes in all.
    ///
    /// # Errors
    /// 413 for what is larger; 400 for what is no form or does not match its `Content-Digest`; 422 for a part that is
    /// unknown, missing or repeated, all of them named.
    pub async fn read(
        request: &HttpRequest,
        payload: &mut Payload,
        limit: usize,
        names: &[&str],
    ) -> Result<Self, ApiError> {
        expect_form(request)?;
        let body = read_body(request, payload, limit).await?;
        check_digest(request, &body)?;
        let (mut parts, mut problem) = (BTreeMap::new(), ApiError::new(ErrorCode::ValidationFailed));
        let whole = stream::once(async move { Ok(Bytes::from(body)) });
        let mut form = Multipart::new(request.headers(), whole);
        while let Some(field) = form.next().await {
            let mut field = field.map_err(|error| malformed(&error))?;
            let disposition = field.content_disposition();
            let file_name = disposition.and_then(|about| about.get_filename()).map(str::to_owned);
            let name = field.name().unwrap_or_default().to_owned();
            let mut bytes = Vec::new();
            while let Some(chunk) = field.next().await {
                bytes.extend_from_slice(&chunk.map_err(|error| malformed(&error))?);
            }
            let place = Place::Pointer(format!("/{name}"));
            if !names.contains(&name.as_str()) {
                problem = problem.fault(place, "unknown_member", Text::new("未知的部分", "Unknown part"));
                continue;
            }
            match parts.entry(name) {
                Entry::Vacant(empty) => {
                    empty.insert(Part { file_name, bytes });
                }
                Entry::Occupied(_) => {
                    problem = problem.fault(place, "repeated_member", Text::new("部分重复", "Repeated part"));
                }
            }
        }
        for name in names.iter().filter(|name| !parts.contains_key(**name)) {
            problem = problem.fault(Place::Pointer(format!("/{name}")), "required", Text::new("必填", "Required"));
        }
        if !problem.more.faults.is_empty() {
            return Err(problem);
        }
        let digest = digest_of(&parts);
        Ok(Self { parts, digest })
    }

    /// Takes a part out.
    pub fn take(&mut self, name: &str) -> Part {
        self.parts.remove(name).unwrap_or_default()
    }

    /// Takes a part out that is one of these words.
    ///
    /// # Errors
    /// 422 for any other word.
    pub fn take_word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<T, ApiError> {
        let part = self.take(name);
        let word = words.iter().find(|(word, _)| word.as_bytes() == part.bytes.as_slice());
        word.map(|(_, value)| *value).ok_or_else(|| {
            let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            let message = Text::new(format!("须为 {known} 之一"), format!("One of {known}"));
            ApiError::new(ErrorCode::ValidationFailed).fault(
                Place::Pointer(format!("/{name}")),
                "unknown_code",
                message,
            )
        })
    }
}

fn expect_form(request: &HttpRequest) -> Result<(), ApiError> {
    const FORM: &str = "multipart/form-data";
    let given = request.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if given.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(FORM) {
        Ok(())
    } else {
        Err(ApiError::new(ErrorCode::UnsupportedMediaType).header("accept-post", FORM))
    }
}

fn malformed(error: &MultipartError) -> ApiError {
    ApiError::new(ErrorCode::MalformedMultipart).because(std::io::Error::other(error.to_string()))
}

/// `Content-Digest` (RFC 9530) over the body as it was sent. Digests by other algorithms are passed over.
fn check_digest(request: &HttpRequest, body: &[u8]) -> Result<(), ApiError> {
    let lines = request.headers().get_all("content-digest").filter_map(|value| value.to_str().ok());
    let mut given = lines.flat_map(|line| line.split(',')).filter_map(|digest| digest.trim().strip_prefix("sha-256="));
    let matches = |digest: &str| {
        let base64 = digest.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
        base64.and_then(|text| STANDARD.decode(text).ok()).is_some_and(|digest| digest == BodyDigest::of(body).0)
    };
    if given.all(matches) { Ok(()) } else { Err(ApiError::new(ErrorCode::DigestMismatch)) }
}

fn digest_of(parts: &BTreeMap<String, Part>) -> BodyDigest {
    let mut hasher = Sha256::new();
    for (name, part) in parts {
        for piece in [name.as_bytes(), part.file_name.as_deref().unwrap_or_default().as_bytes(), &part.bytes] {
            hasher.update(Sha256::digest(piece));
        }
    }
    BodyDigest(hasher.finalize().into())
}
