//! Query parameters and ids in the path.
//!
//! That a parameter is known and stands once is checked for every route by the contract middleware; here is its value.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use chrono::{DateTime, TimeDelta};
use domain::time::{Date, Instant, parse_date};
use serde::Deserialize;
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

/// A day in a query, written `YYYY-MM-DD` and in no other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(pub Date);

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse_date(&text).map(Self).ok_or("not a day")
    }
}

/// A moment in a query (RFC 3339).
///
/// Answers carry milliseconds while the database keeps microseconds. So a moment taken from an answer means the whole of its
/// millisecond: what happened then is known as of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Moment(pub Instant);

impl TryFrom<String> for Moment {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let moment = DateTime::parse_from_rfc3339(&plus_restored(&text))?.to_utc();
        let whole = moment.timestamp_subsec_micros().is_multiple_of(1000);
        Ok(Self(if whole { moment + TimeDelta::microseconds(999) } else { moment }))
    }
}

/// In a query `+` means a space, so an offset written plainly arrives as ` 08:00`; here it gets its sign back.
pub fn plus_restored(text: &str) -> Cow<'_, str> {
    let is_offset = |tail: &str| tail.len() == 5 && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    match text.rsplit_once(' ').filter(|(moment, offset)| moment.contains('T') && is_offset(offset)) {
        Some((moment, offset)) => Cow::Owned(format!("{moment}+{offset}")),
        None => Cow::Borrowed(text),
    }
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

/// The two ids in the path: the thing's, and that of what belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Ids<T, U>(pub T, pub U);

impl<T: FromStr, U: FromStr> FromRequest for Ids<T, U> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let mut texts = request.match_info().iter().map(|(_, text)| text);
        let mut ids = || Some(Self(texts.next()?.parse().ok()?, texts.next()?.parse().ok()?));
        ready(ids().ok_or_else(|| ApiError::new(ErrorCode::NotFound)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_gets_back_the_plus_that_the_query_took() {
        assert_eq!(plus_restored("2026-05-06T09:30:00 08:00"), "2026-05-06T09:30:00+08:00");
        for untouched in ["2026-05-06T09:30:00+08:00", "2026-05-06", "2026-05-06 09:30", "", " "] {
            assert_eq!(plus_restored(untouched), untouched);
        }
        assert!(Moment::try_from("2026-05-06T09:30:00 08:00".to_owned()).is_ok());
    }
}
