//! One who knocks at the door, known by nothing but the address.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::auth::Visit;

use crate::middleware::TraceId;
use crate::problem::{ApiError, ErrorCode};
use crate::state::AppState;

/// Where a request comes from, when, and in which trace.
#[derive(Debug, Clone)]
pub struct Visitor(pub Visit);

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let Some(state) = request.app_data::<Data<AppState>>() else {
            return ready(Err(ApiError::new(ErrorCode::Internal)));
        };
        let source = request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default();
        let trace_id = request.extensions().get::<TraceId>().map(|trace| trace.0.clone()).unwrap_or_default();
        ready(Ok(Self(Visit { source, now: state.clock.now(), trace_id })))
    }
}
