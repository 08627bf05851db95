//! JSON bodies: read strictly, with every unknown member named, then checked for shape.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use domain::text::Text;
use serde::Deserializer;
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::{Map, Value};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use super::body::{BodyDigest, read_body};
use crate::problem::{ApiError, ErrorCode, Place};

/// The most that a JSON body may hold, in bytes.
const JSON_LIMIT: usize = 1024 * 1024;

/// A JSON body of a known type, with the digest of its bytes.
#[derive(Debug)]
pub struct Json<T>(pub T, pub BodyDigest);

/// A JSON merge patch (RFC 7396) of a thing whose members `T` lists: the members as sent, `null` to clear.
#[derive(Debug)]
pub struct MergePatch<T> {
    /// The members as sent, for where `null` and absence differ.
    pub members: Map<String, Value>,
    /// The members as their type.
    pub body: T,
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            expect_type(&request, "application/json", "accept-post")?;
            let body = read_body(&request, &mut payload, JSON_LIMIT).await?;
            Ok(Self(parse(&body)?, BodyDigest::of(&body)))
        })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for MergePatch<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            expect_type(&request, "application/merge-patch+json", "accept-patch")?;
            let body = read_body(&request, &mut payload, JSON_LIMIT).await?;
            Ok(Self { body: parse(&body)?, members: serde_json::from_slice(&body).map_err(|error| malformed(&error))? })
        })
    }
}

/// A JSON body that is read only when it is known what it should be, and that the caller may say it.
#[derive(Debug)]
pub struct Unread {
    pub(super) bytes: Vec<u8>,
    /// The digest of its bytes.
    pub digest: BodyDigest,
}

impl Unread {
    /// Reads it, as strictly as every other body.
    ///
    /// # Errors
    /// As [`Json`]: 400 for what is not JSON, 422 with pointers for what is not as it should be.
    pub fn read<'body, S: DeserializeSeed<'body>>(&'body self, seed: S) -> Result<S::Value, ApiError> {
        read_whole(&self.bytes, seed)
    }
}

impl FromRequest for Unread {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            expect_type(&request, "application/json", "accept-post")?;
            let bytes = read_body(&request, &mut payload, JSON_LIMIT).await?;
            Ok(Self { digest: BodyDigest::of(&bytes), bytes })
        })
    }
}

/// Reads a value that a patch has made, as strictly as a body; `base` is where it stands in the request.
///
/// # Errors
/// 422 with pointers.
pub fn read_value<S: for<'de> DeserializeSeed<'de, Value = T>, T>(
    value: Value,
    seed: S,
    base: &str,
) -> Result<T, ApiError> {
    let mut unknown = Vec::new();
    let read = strictly(value, seed, &mut unknown);
    let value = read.map_err(|(at, error)| wrong_member(&format!("{base}{at}"), &error))?;
    let problem = unknown_members(unknown.into_iter().map(|at| format!("{base}{at}")));
    if problem.more.faults.is_empty() { Ok(value) } else { Err(problem) }
}

fn expect_type(request: &HttpRequest, wanted: &'static str, answer: &'static str) -> Result<(), ApiError> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case(wanted) {
        Ok(())
    } else {
        Err(ApiError::new(ErrorCode::UnsupportedMediaType).header(answer, wanted))
    }
}

fn malformed(error: &serde_json::Error) -> ApiError {
    let (line, column) = (error.line(), error.column());
    ApiError::new(ErrorCode::MalformedJson)
        .detail(format!("第 {line} 行第 {column} 列无法读取"), format!("Unreadable at line {line}, column {column}"))
}

/// Parses a body into its type.
///
/// # Errors
/// 400 for what is not JSON, 422 with a pointer for a member that is unknown, missing, repeated, of the wrong kind
/// or outside its shape.
pub fn parse<T: DeserializeOwned + Validate>(body: &[u8]) -> Result<T, ApiError> {
    let (value, problem) = parse_as(body, PhantomData::<T>)?;
    let mut problem = without_nul(problem, body);
    if let Err(errors) = value.validate() {
        problem = with_shape_faults(problem, "", &errors);
    }
    if problem.more.faults.is_empty() { Ok(value) } else { Err(problem) }
}

/// Parses a body as its seed reads it; with the faults that do not keep it from being read.
pub(super) fn parse_as<'body, S: DeserializeSeed<'body>>(
    body: &'body [u8],
    seed: S,
) -> Result<(S::Value, ApiError), ApiError> {
    // Syntax first: what is not JSON at all is said to be so, whatever type was wanted.
    let _syntax: serde::de::IgnoredAny = serde_json::from_slice(body).map_err(|error| malformed(&error))?;
    let mut unknown = Vec::new();
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = strictly(&mut json, seed, &mut unknown).map_err(|(at, error)| match error.is_data() {
        true => wrong_member(&at, &error),
        false => malformed(&error),
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok((value, unknown_members(unknown.into_iter())))
}

/// Reads the whole of what was sent, or says what is wrong with it.
pub(super) fn read_whole<'body, S: DeserializeSeed<'body>>(body: &'body [u8], seed: S) -> Result<S::Value, ApiError> {
    let (value, problem) = parse_as(body, seed)?;
    let problem = without_nul(problem, body);
    if problem.more.faults.is_empty() { Ok(value) } else { Err(problem) }
}

/// Reads what the seed reads, noting unknown members; an error comes with the place where it arose.
fn strictly<'de, D, S>(from: D, seed: S, unknown: &mut Vec<String>) -> Result<S::Value, (String, serde_json::Error)>
where
    D: Deserializer<'de, Error = serde_json::Error>,
    S: DeserializeSeed<'de>,
{
    let mut track = |path: serde_ignored::Path<'_>| unknown.push(pointer(&path.to_string()));
    let mut place = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(from, &mut place);
    let read = seed.deserialize(serde_ignored::Deserializer::new(tracked, &mut track));
    read.map_err(|error| (pointer(&place.path().to_string()), error))
}

fn unknown_members(unknown: impl Iterator<Item = String>) -> ApiError {
    unknown.fold(ApiError::new(ErrorCode::ValidationFailed), |problem, at| {
        problem.fault(Place::Pointer(at), "unknown_member", Text::new("未知的成员", "Unknown member"))
    })
}

/// NUL cannot be kept by every database, and no text of ours has a use for it.
fn without_nul(problem: ApiError, body: &[u8]) -> ApiError {
    if !body.windows(6).any(|window| window == b"\\u0000") {
        return problem;
    }
    let message = Text::new("文本中不得含有空字符", "Text must not contain NUL");
    problem.fault(Place::Pointer(String::new()), "control_character", message)
}

/// serde's message names types and members, never values of strings, except for unknown variants: those are cut off.
fn wrong_member(at: &str, error: &serde_json::Error) -> ApiError {
    let text = error.to_string();
    let code = if text.starts_with("missing field") {
        "required"
    } else if text.starts_with("duplicate field") {
        "repeated_member"
    } else if text.starts_with("unknown variant") || text.starts_with("unknown code") {
        "unknown_code"
    } else {
        "wrong_type"
    };
    let named = text.split('`').nth(1).filter(|_| code == "required" || code == "repeated_member");
    let at = named.map_or_else(|| at.to_owned(), |member| format!("{}/{member}", at.trim_end_matches('/')));
    let message = match code {
        "required" => Text::new("必填", "Required"),
        "repeated_member" => Text::new("成员重复", "Repeated member"),
        "unknown_code" => Text::new("不是已知的代码", "Not a known code"),
        _ => Text::new("类型或格式不正确", "Wrong type or format"),
    };
    ApiError::new(ErrorCode::ValidationFailed).fault(Place::Pointer(at), code, message)
}

/// `custody.custody_days` and `[3].name` as JSON pointers.
fn pointer(path: &str) -> String {
    let mut out = String::new();
    for part in path.split('.').filter(|part| !part.is_empty() && *part != "?") {
        for piece in part.split('[') {
            let piece = piece.trim_end_matches(']');
            if !piece.is_empty() {
                out.push('/');
                out.push_str(&piece.replace('~', "~0").replace('/', "~1"));
            }
        }
    }
    out
}

fn with_shape_faults(mut problem: ApiError, base: &str, errors: &ValidationErrors) -> ApiError {
    for (member, kind) in errors.errors() {
        let at = format!("{base}/{member}");
        problem = match kind {
            ValidationErrorsKind::Field(faults) => faults.iter().fold(problem, |problem, fault| {
                let (code, message) = shape_fault(&fault.code);
                problem.fault(Place::Pointer(at.clone()), code, message)
            }),
            ValidationErrorsKind::Struct(inner) => with_shape_faults(problem, &at, inner),
            ValidationErrorsKind::List(items) => items
                .iter()
                .fold(problem, |problem, (index, inner)| with_shape_faults(problem, &format!("{at}/{index}"), inner)),
        };
    }
    problem
}

fn shape_fault(code: &str) -> (String, Text) {
    let message = match code {
        "length" => Text::new("长度超出范围", "Length out of range"),
        "range" => Text::new("数值超出范围", "Value out of range"),
        _ => Text::new("格式不正确", "Malformed"),
    };
    (code.to_owned(), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, Validate)]
    struct Sample {
        #[validate(length(max = 3))]
        name: String,
        #[serde(default)]
        days: Option<u32>,
    }

    fn codes(body: &str) -> Vec<(String, String)> {
        match parse::<Sample>(body.as_bytes()) {
            Ok(_) => Vec::new(),
            Err(error) if error.more.faults.is_empty() => vec![(error.code.code().to_owned(), String::new())],
            Err(error) => error
                .more
                .faults
                .into_iter()
                .map(|fault| match fault.place {
                    Place::Pointer(at) => (fault.code.into_owned(), at),
                    Place::Parameter(at) => (fault.code.into_owned(), at),
                    Place::Header(at) => (fault.code.into_owned(), at.to_owned()),
                })
                .collect(),
        }
    }

    #[test]
    fn each_fault_names_its_member() {
        let one = |code: &str, at: &str| vec![(code.to_owned(), at.to_owned())];
        assert_eq!(codes(r#"{"name":"ab","days":3}"#), []);
        assert_eq!(parse::<Sample>(br#"{"name":"ab","days":3}"#).unwrap().days, Some(3));
        assert_eq!(codes(r#"{"name":"ab","x":1}"#), one("unknown_member", "/x"));
        assert_eq!(codes(r#"{"name":"abcd"}"#), one("length", "/name"));
        assert_eq!(codes(r#"{"days":1}"#), one("required", "/name"));
        assert_eq!(codes(r#"{"name":"a","name":"b"}"#), one("repeated_member", "/name"));
        assert_eq!(codes(r#"{"name":"a","days":"b"}"#), one("wrong_type", "/days"));
        assert_eq!(codes(r#"{"name":"\u0000"}"#), one("control_character", ""));
        assert_eq!(codes(r#"{"name":"a"} x"#), one("malformed_json", ""));
        assert_eq!(codes(r#"{"name":"\ud800"}"#), one("malformed_json", ""));
        assert_eq!(codes(&"[".repeat(10_000)).len(), 1);
    }
}
