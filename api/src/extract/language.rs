//! The language of an answer's texts.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use actix_web::{FromRequest, HttpRequest};
use domain::text::Language;

use crate::problem::ApiError;

/// The language that the caller asked for; Chinese by default.
#[derive(Debug, Clone, Copy)]
pub struct Lang(pub Language);

impl FromRequest for Lang {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(Ok(Self(language_of(request.headers()))))
    }
}

/// The most wanted of `zh` and `en` by `Accept-Language`; what cannot be read is passed over.
pub fn language_of(headers: &HeaderMap) -> Language {
    let wanted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut best = (0.0, Language::Zh);
    for range in wanted.split(',') {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
        let language = match tag.split('-').next() {
            Some("zh" | "*") => Language::Zh,
            Some("en") => Language::En,
            Some(_) | None => continue,
        };
        if weight > best.0 {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    #[test]
    fn the_heavier_language_wins_and_chinese_is_the_default() {
        for (header, expected) in [
            ("", Language::Zh),
            ("en", Language::En),
            ("en-GB,zh;q=0.9", Language::En),
            ("fr, zh-CN;q=0.5, en;q=0.4", Language::Zh),
            ("de", Language::Zh),
            ("en;q=0", Language::Zh),
            (";;;,q=", Language::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
            assert_eq!(language_of(&headers), expected, "{header}");
        }
    }
}
