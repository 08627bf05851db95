//! The form of an answer that has more than one.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::ACCEPT;
use actix_web::{FromRequest, HttpRequest};

use crate::problem::ApiError;

/// The media types that the caller takes, as `Accept` says it.
#[derive(Debug, Clone, Default)]
pub struct Accept(String);

impl FromRequest for Accept {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let lines = request.headers().get_all(ACCEPT).filter_map(|line| line.to_str().ok());
        ready(Ok(Self(lines.collect::<Vec<_>>().join(","))))
    }
}

impl Accept {
    /// Whether this media type is wanted by name, and more than the one that is answered otherwise.
    pub fn prefers(&self, media_type: &str, otherwise: &str) -> bool {
        let named = self.weight(|range| range == media_type);
        let default = self.weight(|range| range == otherwise);
        named > default.max(0.0)
    }

    /// The weight of the first range that is meant; below zero where none is.
    fn weight(&self, is_meant: impl Fn(&str) -> bool) -> f32 {
        let ranges = self.0.split(',').map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            (name, weight)
        });
        ranges.filter(|(name, _)| is_meant(name)).map(|(_, weight)| weight).next().unwrap_or(-1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_taken_when_it_is_named_and_wanted_more() {
        for (header, expected) in [
            ("", false),
            ("*/*", false),
            ("text/*", false),
            ("application/json", false),
            ("text/calendar", true),
            ("Text/Calendar; charset=utf-8", true),
            ("text/calendar, */*;q=0.1", true),
            ("text/calendar;q=0.9, application/json", false),
            ("application/json;q=0.5, text/calendar;q=0.6", true),
            ("text/calendar, application/json", false),
            ("text/calendar;q=0", false),
            (";;;,q=", false),
        ] {
            let accept = Accept(header.to_owned());
            assert_eq!(accept.prefers("text/calendar", "application/json"), expected, "{header}");
        }
    }
}
