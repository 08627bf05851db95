//! The outermost frame of every request.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use futures_util::FutureExt;

use super::trace::TraceId;
use crate::extract::language_of;
use crate::problem::{ApiError, ErrorCode, render};

/// Gives the request its trace, answers errors as problems in the caller's language, turns a panic into a 500 problem,
/// sets the headers that every answer has, and writes one log line.
pub async fn frame(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let trace = TraceId::of(request.headers());
    request.extensions_mut().insert(trace.clone());
    // HEAD is answered like GET; the server itself leaves the body out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let plain = request.request().clone();
    let route = request.match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let (mut response, cause) = match outcome {
        Ok(Ok(response)) => answered(response.map_into_boxed_body(), &trace),
        Ok(Err(error)) => failed(&plain, &error, &trace),
        Err(_panic) => {
            let error = ApiError::new(ErrorCode::Internal);
            let answer = render(&error, language_of(plain.headers()), &fresh_instance(), &trace.0);
            (ServiceResponse::new(plain.clone(), answer), Some("panic".to_owned()))
        }
    };
    set_headers(response.headers_mut(), plain.path(), &trace);
    log(&plain, &route, response.status(), began, &trace, cause);
    Ok(response)
}

/// An answer of a handler: where it is an error, rendered now that language and trace are known.
fn answered(response: ServiceResponse<BoxBody>, trace: &TraceId) -> (ServiceResponse<BoxBody>, Option<String>) {
    let Some(error) = response.response().error() else { return (response, None) };
    let (answer, cause) = problem(response.request(), error, trace);
    (response.into_response(answer), cause)
}

fn failed(request: &HttpRequest, error: &Error, trace: &TraceId) -> (ServiceResponse<BoxBody>, Option<String>) {
    let (answer, cause) = problem(request, error, trace);
    (ServiceResponse::new(request.clone(), answer), cause)
}

fn problem(request: &HttpRequest, error: &Error, trace: &TraceId) -> (HttpResponse, Option<String>) {
    let language = language_of(request.headers());
    match error.as_error::<ApiError>() {
        Some(error) => (render(error, language, &fresh_instance(), &trace.0), chain(error)),
        None => {
            let code = match error.as_response_error().status_code() {
                StatusCode::NOT_FOUND => ErrorCode::NotFound,
                StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::PayloadTooLarge,
                StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout,
                StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
                status if status.is_client_error() => ErrorCode::MalformedRequest,
                _ => ErrorCode::Internal,
            };
            (render(&ApiError::new(code), language, &fresh_instance(), &trace.0), Some(error.to_string()))
        }
    }
}

fn fresh_instance() -> String {
    store::fresh_id().hyphenated().to_string()
}

/// The error and what it came from, for the log.
fn chain(error: &ApiError) -> Option<String> {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.cause.as_deref().map(|cause| {
        let cause: &(dyn std::error::Error + 'static) = cause;
        cause
    });
    let mut out = Vec::new();
    while let Some(error) = cause {
        out.push(error.to_string());
        cause = error.source();
    }
    (!out.is_empty()).then(|| out.join(": "))
}

fn set_headers(headers: &mut HeaderMap, path: &str, trace: &TraceId) {
    let set = |headers: &mut HeaderMap, name: &'static str, value: &'static str| {
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    };
    set(headers, "cache-control", "no-store");
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "referrer-policy", "no-referrer");
    // The documentation page runs its own script and styles, from this server alone.
    let policy = if path.starts_with("/docs") {
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    set(headers, "content-security-policy", policy);
    headers.append(HeaderName::from_static("vary"), HeaderValue::from_static("Accept-Language"));
    if let Ok(value) = HeaderValue::from_str(&trace.0) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

/// One line a request: no query string, no body, no name.
fn log(request: &HttpRequest, route: &str, status: StatusCode, began: Instant, trace: &TraceId, cause: Option<String>) {
    let took = began.elapsed();
    let method = request.method().as_str().to_owned();
    let labels = [
        ("route", route.to_owned()),
        ("method", method.clone()),
        ("status", status.as_str().to_owned()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
    let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let (status, trace_id) = (status.as_u16(), trace.0.as_str());
    match cause {
        Some(cause) if status >= 500 => tracing::error!(route, method, status, took_us, trace_id, cause, "request failed"),
        Some(cause) => tracing::info!(route, method, status, took_us, trace_id, cause, "request"),
        None => tracing::info!(route, method, status, took_us, trace_id, "request"),
    }
}
