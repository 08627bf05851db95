//! Answers: of a change, of one thing, of a list.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{ETAG, HeaderName, LINK, LOCATION, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::IfNoneMatch;
use crate::problem::{ApiError, ErrorCode};

/// The answer to a change, in a form that can be kept and given again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reply {
    status: u16,
    location: Option<String>,
    version: Option<i32>,
    retry_after: Option<u32>,
    body: Option<Box<serde_json::value::RawValue>>,
    /// Whether this is the answer of an earlier, equal request.
    #[serde(skip)]
    replayed: bool,
}

impl Reply {
    fn with(status: StatusCode, body: &impl Serialize) -> Result<Self, ApiError> {
        let body =
            serde_json::value::to_raw_value(body).map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
        Ok(Self {
            status: status.as_u16(),
            location: None,
            version: None,
            retry_after: None,
            body: Some(body),
            replayed: false,
        })
    }

    /// 201 with the new thing, where it is, and its version.
    pub fn created(location: String, version: i32, body: &impl Serialize) -> Result<Self, ApiError> {
        Ok(Self { location: Some(location), version: Some(version), ..Self::with(StatusCode::CREATED, body)? })
    }

    /// 201 with the record of an act that has no version of its own.
    pub fn recorded(body: &impl Serialize) -> Result<Self, ApiError> {
        Self::with(StatusCode::CREATED, body)
    }

    /// 200 with the changed thing and its new version.
    pub fn changed(version: i32, body: &impl Serialize) -> Result<Self, ApiError> {
        Ok(Self { version: Some(version), ..Self::with(StatusCode::OK, body)? })
    }

    /// 202 with the operation that will do it, and when to ask again.
    pub fn accepted(location: String, version: i32, body: &impl Serialize) -> Result<Self, ApiError> {
        let with_body = Self::with(StatusCode::ACCEPTED, body)?;
        Ok(Self { location: Some(location), version: Some(version), retry_after: Some(1), ..with_body })
    }

    /// The same answer once more, to a repeated request.
    pub fn again(self) -> Self {
        Self { replayed: true, ..self }
    }

    /// 204.
    pub fn done() -> Self {
        Self {
            status: StatusCode::NO_CONTENT.as_u16(),
            location: None,
            version: None,
            retry_after: None,
            body: None,
            replayed: false,
        }
    }
}

impl Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        if let Some(version) = self.version {
            response.insert_header((ETAG, etag(version)));
        }
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        if self.replayed {
            response.insert_header((HeaderName::from_static("idempotency-replayed"), "true"));
        }
        match self.body {
            Some(body) => response.content_type("application/json").body(body.get().to_owned()),
            None => response.finish(),
        }
    }
}

/// 200 with an answer that is nowhere kept.
#[derive(Debug)]
pub struct Answer<T>(pub T);

impl<T: Serialize> Responder for Answer<T> {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok().json(self.0)
    }
}

/// One thing, with the entity tag of its version; 304 to a caller who has it.
#[derive(Debug)]
pub struct Tagged<T> {
    tag: String,
    retry_after: Option<u32>,
    conditional: bool,
    body: T,
}

impl<T> Tagged<T> {
    /// A thing at a version.
    pub fn new(version: i32, body: T) -> Self {
        Self { tag: etag(version), retry_after: None, conditional: true, body }
    }

    /// A thing at a version of which parts are computed at each reading: never said to be unchanged.
    pub fn computed(version: i32, body: T) -> Self {
        Self { conditional: false, ..Self::new(version, body) }
    }

    /// A thing whose tag is its content's digest: what has no version of its own.
    pub fn by_content(body: T) -> Self
    where
        T: Serialize,
    {
        let bytes = serde_json::to_vec(&body).unwrap_or_default();
        let digest = store::seal::sha256(&bytes);
        let tag: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Self { tag: format!("\"{tag}\""), retry_after: None, conditional: true, body }
    }

    /// With the seconds after which to ask again.
    pub fn retry_after(self, seconds: Option<u32>) -> Self {
        Self { retry_after: seconds, ..self }
    }
}

impl<T: Serialize> Responder for Tagged<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        if self.conditional && IfNoneMatch::of(request).has(&self.tag) {
            return HttpResponse::NotModified().insert_header((ETAG, self.tag)).finish();
        }
        let mut response = HttpResponse::Ok();
        response.insert_header((ETAG, self.tag));
        if let Some(seconds) = self.retry_after {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        response.json(self.body)
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items of this page.
    #[schema(max_items = 200)]
    pub items: Vec<T>,
    /// Where the next page begins; null at the end.
    pub next_cursor: Option<String>,
}

impl<T: Serialize> Responder for Page<T> {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        if let Some(cursor) = &self.next_cursor {
            let others = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != "cursor");
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(others)
                .append_pair("cursor", cursor)
                .finish();
            response.insert_header((LINK, format!("<{}?{query}>; rel=\"next\"", request.path())));
        }
        response.json(self)
    }
}

/// The entity tag of a version.
pub fn etag(version: i32) -> String {
    format!("\"{version}\"")
}
