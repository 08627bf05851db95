//! Conditional requests (RFC 9110 §13) on row versions.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{IF_MATCH, IF_NONE_MATCH};
use actix_web::{FromRequest, HttpRequest};
use domain::text::Text;

use crate::problem::{ApiError, ErrorCode, Place};

/// The versions that the caller has seen (`If-Match: "7"`), required on changes.
#[derive(Debug, Clone)]
pub struct IfMatch(Vec<i32>);

impl IfMatch {
    /// Whether the caller has seen this version. Strong comparison: `W/"7"` never matches.
    pub fn has_seen(&self, version: i32) -> bool {
        self.0.contains(&version)
    }
}

impl FromRequest for IfMatch {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let Some(header) = request.headers().get(IF_MATCH) else {
            return ready(Err(ApiError::new(ErrorCode::PreconditionRequired).fault(
                Place::Header("If-Match"),
                "required",
                Text::new("须带 If-Match，值为所读版本的 ETag", "Send If-Match with the ETag that was read"),
            )));
        };
        let text = header.to_str().unwrap_or_default();
        if text.trim() == "*" {
            return ready(Err(ApiError::new(ErrorCode::InvalidPrecondition).fault(
                Place::Header("If-Match"),
                "any_version",
                Text::new("不接受 If-Match: *", "If-Match: * is not accepted"),
            )));
        }
        ready(Ok(Self(text.split(',').filter_map(|tag| strong(tag.trim())).collect())))
    }
}

/// What a PUT says of the thing that it writes whole.
#[derive(Debug, Clone)]
pub enum PutCondition {
    /// That there is none yet (`If-None-Match: *`).
    Create,
    /// Which version was seen (`If-Match`).
    Replace(IfMatch),
}

impl FromRequest for PutCondition {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let create = IfNoneMatch::of(request).any;
        match (create, request.headers().contains_key(IF_MATCH)) {
            (true, false) => ready(Ok(Self::Create)),
            (false, true) => ready(IfMatch::from_request(request, payload).into_inner().map(Self::Replace)),
            (true, true) => ready(Err(ApiError::new(ErrorCode::InvalidPrecondition).fault(
                Place::Header("If-Match"),
                "contradictory",
                Text::new("不能同时带 If-Match 和 If-None-Match", "Either If-Match or If-None-Match"),
            ))),
            (false, false) => ready(Err(ApiError::new(ErrorCode::PreconditionRequired).fault(
                Place::Header("If-Match"),
                "required",
                Text::new(
                    "新建须带 If-None-Match: *，替换须带 If-Match",
                    "Send If-None-Match: * to create, If-Match with the ETag that was read to replace",
                ),
            ))),
        }
    }
}

/// The versions that the caller has at hand (`If-None-Match`). Malformed ones are ignored, as the standard demands.
#[derive(Debug, Clone, Default)]
pub struct IfNoneMatch {
    any: bool,
    tags: Vec<String>,
}

impl IfNoneMatch {
    /// Whether the caller has this entity tag's representation already. Weak comparison.
    pub fn has(&self, tag: &str) -> bool {
        self.any || self.tags.iter().any(|seen| seen == tag)
    }

    /// Of a request.
    pub fn of(request: &HttpRequest) -> Self {
        let texts = request.headers().get_all(IF_NONE_MATCH).filter_map(|value| value.to_str().ok());
        let mut seen = Self::default();
        for tag in texts.flat_map(|text| text.split(',')).map(str::trim) {
            if tag == "*" {
                seen.any = true;
            } else {
                seen.tags.push(tag.strip_prefix("W/").unwrap_or(tag).to_owned());
            }
        }
        seen
    }
}

fn strong(tag: &str) -> Option<i32> {
    tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}
