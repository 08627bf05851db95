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
}

/// Reads the body, at most `limit` bytes of it, announced or not, for no longer than the settings allow: who sends slowly must
/// not hold a connection for ever.
pub async fn read_body(request: &HttpRequest, payload: &mut Payload, limit: usize) -> Result<Vec<u8>, ApiError> {
    refuse_encoded(request)?;
    let too_large = || {
        ApiError::new(ErrorCode::PayloadTooLarge)
            .detail(format!("请求体不得超过 {limit} 字节"), format!("At most {limit} bytes"))
    };
    let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let state = request.app_data::<Data<AppState>>().ok_or_else(|| ApiError::new(ErrorCode::Internal))?;
    let read = async {
        let mut body = Vec::with_capacity(announced.unwrap_or(0));
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| ApiError::new(ErrorCode::MalformedRequest).because(error))?;
            if body.len() + chunk.len() > limit {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    };
    let too_slow = |_elapsed| Err(ApiError::new(ErrorCode::RequestTimeout));
    tokio::time::timeout(state.config.body_time, read).await.unwrap_or_else(too_slow)
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
