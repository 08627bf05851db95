//! Query parameters and ids in the path.
//!
//! That a parameter is known and stands once is checked for every route by the contract middleware; here is its value.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use crate::problem::{ApiError, ErrorCode};

/// The query parameters of a route.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let pairs = serde_urlencoded::Deserializer::new(form_pairs(request.query_string()));
        ready(serde_path_to_error::deserialize(pairs).map(Self).map_err(|error| {
            let text = error.inner().to_string();
            let missing = text.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
            let name = missing.map_or_else(|| error.path().to_string(), str::to_owned);
            match missing {
                Some(_) => ApiError::parameter(name, ErrorCode::InvalidParameter, "必填", "Required"),
                None => ApiError::parameter(name, ErrorCode::InvalidParameter, "值无法接受", "Not an acceptable value"),
            }
        }))
    }
}

fn form_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// The id in the path. What is no id names nothing: 404, like an id that nothing has.
#[derive(Debug, Clone, Copy)]
pub struct Id<T>(pub T);

impl<T: FromStr> FromRequest for Id<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let text = request.match_info().get("id").unwrap_or_default();
        ready(T::from_str(text).map(Self).or(Err(ApiError::new(ErrorCode::NotFound))))
    }
}
