//! The outermost frame of every request.

use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse};
use domain::proceedings::ActCode;
use domain::text::Language;
use futures_util::FutureExt;

use super::trace::TraceId;
use super::unread::HeldBody;
use crate::extract::language_of;
use crate::problem::{ApiError, ErrorCode, render};

/// Gives the request its trace, answers errors as problems in the caller's language, turns a panic into a 500 problem,
/// sets the headers that every answer has, and writes one log line.
pub async fn frame(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let trace = TraceId::of(request.headers());
    request.extensions_mut().insert(trace.clone());
    // HEAD is answered like GET; the server itself leaves the body out.
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let route = Route::of(&request);
    request.extensions_mut().insert(route.clone());
    let asked = Asked {
        path: request.path().to_owned(),
        method: request.method().as_str().to_owned(),
        route,
        language: language_of(request.headers()),
        trace,
        began,
        body: HeldBody::of(&mut request),
    };
    // No handle on the request is kept across this call: routing needs it for itself alone.
    let outcome = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    match outcome {
        Ok(Ok(response)) => {
            let (mut response, cause) = asked.answered(response.map_into_boxed_body());
            asked.finish(response.response_mut(), cause);
            Ok(response.map_body(|_, body| asked.holding(body)))
        }
        Ok(Err(error)) => {
            let (mut answer, cause) = asked.problem(&error);
            asked.finish(&mut answer, cause);
            Err(InternalError::from_response(error, answer.map_body(|_, body| asked.holding(body))).into())
        }
        Err(_panic) => {
            let mut answer =
                render(&ApiError::new(ErrorCode::Internal), asked.language, &fresh_instance(), &asked.trace.0);
            asked.finish(&mut answer, Some("panic".to_owned()));
            Err(InternalError::from_response("panic", answer.map_body(|_, body| asked.holding(body))).into())
        }
    }
}

/// The pattern of the route that the request is for, looked up once: `/api/v1/supervisees/{id}`.
#[derive(Debug, Clone)]
pub(super) struct Route(pub(super) Rc<str>);

impl Route {
    fn of(request: &ServiceRequest) -> Self {
        match request.match_pattern() {
            None => Self(Rc::from("unmatched")),
            Some(pattern) if pattern.contains(ACT) => Self(Rc::from(of_act(&pattern, request.path()))),
            Some(pattern) => Self(Rc::from(pattern)),
        }
    }
}

/// The segment of a pattern that stands for any act: each act is documented as a path of its own.
const ACT: &str = "{act}";

/// The documented pattern of a path to an act. What is no act stays unnamed, so that nobody makes up patterns.
fn of_act(pattern: &str, path: &str) -> String {
    let segments = pattern.split('/').zip(path.split('/')).map(|(pattern, given)| match ActCode::of_path(given) {
        Some(_) if pattern == ACT => given,
        _ => pattern,
    });
    segments.collect::<Vec<_>>().join("/")
}

/// What of a request is needed to answer it in the end.
struct Asked {
    path: String,
    method: String,
    route: Route,
    language: Language,
    trace: TraceId,
    began: Instant,
    body: Option<HeldBody>,
}

impl Asked {
    /// An answer of a handler: where it is an error, rendered now.
    fn answered(&self, response: ServiceResponse<BoxBody>) -> (ServiceResponse<BoxBody>, Option<String>) {
        let Some(error) = response.response().error() else { return (response, None) };
        let (answer, cause) = self.problem(error);
        (response.into_response(answer), cause)
    }

    fn problem(&self, error: &Error) -> (HttpResponse, Option<String>) {
        let render = |error: &ApiError| render(error, self.language, &fresh_instance(), &self.trace.0);
        match error.as_error::<ApiError>() {
            Some(error) => (render(error), error.causes()),
            None => {
                let code = match error.as_response_error().status_code() {
                    StatusCode::NOT_FOUND => ErrorCode::NotFound,
                    StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::PayloadTooLarge,
                    StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout,
                    StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::UnsupportedMediaType,
                    status if status.is_client_error() => ErrorCode::MalformedRequest,
                    _ => ErrorCode::Internal,
                };
                (render(&ApiError::new(code)), Some(error.to_string()))
            }
        }
    }

    /// The answer's body, which holds the request's until it is sent.
    fn holding(self, answer: BoxBody) -> BoxBody {
        match self.body {
            Some(request) => request.held_by(answer),
            None => answer,
        }
    }

    fn finish(&self, response: &mut HttpResponse, cause: Option<String>) {
        let status = response.status();
        set_headers(response.headers_mut(), &self.path, &self.trace);
        self.log(status, cause);
    }

    /// One line a request: no query string, no body, no name.
    fn log(&self, status: StatusCode, cause: Option<String>) {
        let took = self.began.elapsed();
        let (route, method) = (&*self.route.0, self.method.as_str());
        let labels =
            [("route", route.to_owned()), ("method", method.to_owned()), ("status", status.as_str().to_owned())];
        metrics::counter!("http_requests_total", &labels).increment(1);
        metrics::histogram!("http_request_duration_seconds", "route" => route.to_owned()).record(took.as_secs_f64());
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let (status, trace_id) = (status.as_u16(), self.trace.0.as_str());
        match cause {
            Some(cause) if status >= 500 => {
                tracing::error!(route, method, status, took_us, trace_id, cause, "request failed");
            }
            Some(cause) => tracing::info!(route, method, status, took_us, trace_id, cause, "request"),
            None => tracing::info!(route, method, status, took_us, trace_id, "request"),
        }
    }
}

fn fresh_instance() -> String {
    store::fresh_id().hyphenated().to_string()
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

#[cfg(test)]
mod tests {
    use actix_web::body::to_bytes;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, init_service, try_call_service};
    use actix_web::{App, web};

    use super::*;

    async fn panics() -> HttpResponse {
        panic!("the secret of the house")
    }

    #[actix_web::test]
    async fn a_panic_is_a_problem_that_tells_nothing_and_the_next_request_is_served() {
        let app = App::new().wrap(from_fn(frame)).route("/panics", web::get().to(panics));
        let service = init_service(app.route("/works", web::get().to(HttpResponse::Ok))).await;
        for _ in 0..3 {
            let refused = try_call_service(&service, TestRequest::get().uri("/panics").to_request()).await.unwrap_err();
            let answer = refused.as_response_error().error_response();
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(answer.headers().get("content-type").unwrap(), "application/problem+json");
            assert!(answer.headers().contains_key("x-request-id"));
            let body = to_bytes(answer.into_body()).await.unwrap();
            let body = String::from_utf8(body.to_vec()).unwrap();
            assert!(body.contains("\"code\":\"internal\"") && !body.contains("secret"), "{body}");
            let served = try_call_service(&service, TestRequest::get().uri("/works").to_request()).await.unwrap();
            assert_eq!(served.status(), StatusCode::OK);
        }
    }
}
