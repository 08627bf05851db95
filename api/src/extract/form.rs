//! Forms with files (`multipart/form-data`), read part by part as they arrive.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::HeaderMap;
use actix_web::web::{Bytes, Data};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, Sleep, sleep_until};

use super::body::{refuse_by_headers, too_large};
use crate::problem::{ApiError, ErrorCode};
use crate::state::AppState;

/// The slowest that a form may arrive once it has had the time that any body has, in bytes a second. A large file over a poor
/// line gets the time it needs; who only pretends to send does not.
const LEAST_PER_SECOND: u32 = 64 * 1024;

/// A form that is being read.
pub struct Form {
    parts: Multipart,
    body: Body,
}

impl Form {
    /// Begins to read a form of at most `limit` bytes in all.
    ///
    /// # Errors
    /// 415 for what is no form, 413 for what is announced to be larger.
    pub fn open(request: &HttpRequest, payload: Payload, limit: usize) -> Result<Self, ApiError> {
        expect_form(request)?;
        refuse_by_headers(request, limit)?;
        let state = request.app_data::<Data<AppState>>().ok_or_else(|| ApiError::new(ErrorCode::Internal))?;
        let body = Body::arriving(payload, limit, state.config.body_time, Stated::in_headers(request.headers()));
        Ok(Self { parts: Multipart::new(request.headers(), body.clone()), body })
    }

    /// The next part, which must have been let go of before the one after it is asked for.
    ///
    /// # Errors
    /// 400 for what is no form, 408 for what does not arrive, 413 for what is too large.
    pub async fn next(&mut self) -> Result<Option<Part>, ApiError> {
        let Some(field) = self.parts.next().await else { return Ok(None) };
        let field = field.map_err(|error| self.body.fault(&error))?;
        let disposition = field.content_disposition();
        let file_name = disposition.and_then(|about| about.get_filename()).map(str::to_owned);
        let (name, stated) = (field.name().unwrap_or_default().to_owned(), Stated::in_headers(field.headers()));
        Ok(Some(Part { name, file_name, field, stated, body: self.body.clone() }))
    }

    /// Reads to the end of the body.
    ///
    /// # Errors
    /// 400 where the body does not match its `Content-Digest`; those of [`next`](Self::next).
    pub async fn end(mut self) -> Result<(), ApiError> {
        while let Some(piece) = self.body.next().await {
            piece.map_err(|error| self.body.fault(&MultipartError::Payload(error)))?;
        }
        self.body.0.borrow().stated.check()
    }
}

/// One part of a form.
pub struct Part {
    /// Its name.
    pub name: String,
    /// The name of the file, where the part is one and has one.
    pub file_name: Option<String>,
    field: Field,
    stated: Stated,
    body: Body,
}

impl Part {
    /// The next piece of it.
    ///
    /// # Errors
    /// 400 where the part does not match a `Content-Digest` of its own; those of [`Form::next`].
    pub async fn piece(&mut self) -> Result<Option<Bytes>, ApiError> {
        match self.field.next().await {
            Some(piece) => {
                let piece = piece.map_err(|error| self.body.fault(&error))?;
                self.stated.take(&piece);
                Ok(Some(piece))
            }
            None => self.stated.check().map(|()| None),
        }
    }

    /// The whole of it, at most `limit` bytes.
    ///
    /// # Errors
    /// 413 for what is larger; those of [`piece`](Self::piece).
    pub async fn bytes(mut self, limit: usize) -> Result<Vec<u8>, ApiError> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.piece().await? {
            if bytes.len() + piece.len() > limit {
                return Err(too_large(limit));
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes)
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

/// The digests stated in a `Content-Digest` (RFC 9530), and that of what has passed. Digests by other algorithms are passed over.
struct Stated {
    digests: Vec<String>,
    hasher: Sha256,
}

impl Stated {
    fn in_headers(headers: &HeaderMap) -> Self {
        let lines = headers.get_all("content-digest").filter_map(|value| value.to_str().ok());
        let digests =
            lines.flat_map(|line| line.split(',')).filter_map(|digest| digest.trim().strip_prefix("sha-256="));
        Self { digests: digests.map(str::to_owned).collect(), hasher: Sha256::new() }
    }

    fn take(&mut self, bytes: &[u8]) {
        if !self.digests.is_empty() {
            self.hasher.update(bytes);
        }
    }

    fn check(&self) -> Result<(), ApiError> {
        let passed = self.hasher.clone().finalize();
        let matches = |digest: &String| {
            let base64 = digest.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
            base64.and_then(|text| STANDARD.decode(text).ok()).is_some_and(|digest| digest == passed.as_slice())
        };
        if self.digests.iter().all(matches) { Ok(()) } else { Err(ApiError::new(ErrorCode::DigestMismatch)) }
    }
}

/// The body as it arrives: counted, timed, digested. The reader of the parts has one handle on it, the form another.
#[derive(Clone)]
struct Body(Rc<RefCell<Arriving>>);

struct Arriving {
    payload: Payload,
    limit: usize,
    received: usize,
    stated: Stated,
    began: Instant,
    patience: Duration,
    alarm: Pin<Box<Sleep>>,
    fault: Option<ApiError>,
}

impl Body {
    fn arriving(payload: Payload, limit: usize, patience: Duration, stated: Stated) -> Self {
        let began = Instant::now();
        let alarm = Box::pin(sleep_until(began + patience));
        Self(Rc::new(RefCell::new(Arriving {
            payload,
            limit,
            received: 0,
            stated,
            began,
            patience,
            alarm,
            fault: None,
        })))
    }

    /// What an error of the parts' reader comes from.
    fn fault(&self, error: &MultipartError) -> ApiError {
        let own = self.0.borrow_mut().fault.take();
        own.unwrap_or_else(|| {
            ApiError::new(ErrorCode::MalformedMultipart).because(std::io::Error::other(error.to_string()))
        })
    }
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.borrow_mut().poll_piece(context)
    }
}

impl Arriving {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, PayloadError>>> {
        if self.alarm.as_mut().poll(context).is_ready() {
            return self.broken_off(ApiError::new(ErrorCode::RequestTimeout));
        }
        let piece = std::task::ready!(self.payload.poll_next_unpin(context));
        if let Some(Ok(bytes)) = &piece {
            self.received += bytes.len();
            if self.received > self.limit {
                return self.broken_off(too_large(self.limit));
            }
            self.stated.take(bytes);
            let more = u32::try_from(self.received).unwrap_or(u32::MAX) / LEAST_PER_SECOND;
            self.alarm.as_mut().reset(self.began + self.patience + Duration::from_secs(more.into()));
        }
        Poll::Ready(piece)
    }

    fn broken_off(&mut self, fault: ApiError) -> Poll<Option<Result<Bytes, PayloadError>>> {
        self.fault = Some(fault);
        Poll::Ready(Some(Err(PayloadError::Overflow)))
    }
}
