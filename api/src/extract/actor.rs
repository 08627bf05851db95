//! The caller: the account behind the bearer token, with the context that every use case is given.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use app::auth::Recognised;
use app::context::Context;
use domain::ids::SessionId;

use crate::middleware::TraceId;
use crate::problem::{ApiError, ErrorCode};
use crate::state::AppState;

/// A recognised caller, free to use the service.
#[derive(Debug, Clone)]
pub struct Caller {
    /// What use cases are given.
    pub context: Context,
    /// The session that the token belongs to.
    pub session_id: SessionId,
}

/// A recognised caller who may still have to change the password: enough for the few routes that help with that.
#[derive(Debug, Clone)]
pub struct Bearer {
    /// The caller.
    pub caller: Caller,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

impl FromRequest for Bearer {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = request.app_data::<Data<AppState>>().ok_or_else(|| ApiError::new(ErrorCode::Internal))?;
            let token = bearer_token(&request)?;
            let now = state.clock.now();
            let Recognised { actor, session_id, must_change_password } = state.doorkeeper.recognise(token, now).await?;
            let trace_id = request.extensions().get::<TraceId>().map(|trace| trace.0.clone()).unwrap_or_default();
            let context = Context {
                actor,
                now,
                trace_id,
                world: state.world.get(),
                seconded_may_sign: state.config.seconded_may_sign,
            };
            Ok(Self { caller: Caller { context, session_id }, must_change_password })
        })
    }
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bearer = Bearer::from_request(request, payload);
        Box::pin(async move {
            let Bearer { caller, must_change_password } = bearer.await?;
            if must_change_password { Err(ApiError::new(ErrorCode::PasswordMustChange)) } else { Ok(caller) }
        })
    }
}

fn bearer_token(request: &HttpRequest) -> Result<&str, ApiError> {
    let mut headers = request.headers().get_all(AUTHORIZATION);
    match (headers.next(), headers.next()) {
        (Some(header), None) => header
            .to_str()
            .ok()
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or_else(|| ApiError::new(ErrorCode::Unauthenticated)),
        (Some(_), Some(_)) => {
            Err(ApiError::new(ErrorCode::MalformedRequest).detail("Authorization 头重复", "Two Authorization headers"))
        }
        (None, _) => Err(ApiError::new(ErrorCode::Unauthenticated)),
    }
}
