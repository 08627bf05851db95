//! The contract at work: what the document does not name is refused, for every route alike.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse};
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};
use utoipa::openapi::{OpenApi, RefOr};

use super::frame::Route;
use crate::problem::{ApiError, ErrorCode};

/// Which methods each path has, and which query parameters each of them knows.
#[derive(Debug, Default)]
pub struct Contract {
    paths: BTreeMap<String, BTreeMap<&'static str, BTreeSet<String>>>,
}

impl Contract {
    /// Read off the OpenAPI document.
    pub fn of(document: &OpenApi) -> Arc<Self> {
        let paths = document.paths.paths.iter().map(|(path, item)| (path.clone(), methods(item))).collect();
        Arc::new(Self { paths })
    }

    fn parameters(&self, pattern: &str, method: &str) -> Option<&BTreeSet<String>> {
        self.paths.get(pattern)?.get(method)
    }

    /// The methods of the documented path that this request path is, if it is one.
    fn allowed(&self, path: &str) -> Option<Vec<&'static str>> {
        self.paths
            .iter()
            .find(|(pattern, _)| matches(pattern, path))
            .map(|(_, methods)| methods.keys().copied().collect())
    }
}

fn methods(item: &PathItem) -> BTreeMap<&'static str, BTreeSet<String>> {
    let each = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    each.into_iter().filter_map(|(method, operation)| Some((method, query_parameters(operation.as_ref()?)))).collect()
}

fn query_parameters(operation: &Operation) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    });
    parameters
        .filter(|parameter| parameter.parameter_in == ParameterIn::Query)
        .map(|parameter| parameter.name.clone())
        .collect()
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(given)) if wanted == given || (wanted.starts_with('{') && !given.is_empty()) => {}
            (_, _) => return false,
        }
    }
}

/// Refuses a query parameter that the route does not know, or that stands twice.
pub async fn enforce(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let known = request.app_data::<Data<Contract>>().cloned();
    let route = request.extensions().get::<Route>().cloned();
    if let (Some(contract), Some(Route(pattern))) = (known, route)
        && let Some(parameters) = contract.parameters(&pattern, request.method().as_str())
        && let Err(refused) = check(request.query_string(), parameters)
    {
        return Ok(request.error_response(refused));
    }
    next.call(request).await
}

fn check(query: &str, known: &BTreeSet<String>) -> Result<(), ApiError> {
    let mut seen = BTreeSet::new();
    for (name, _) in form_urlencoded::parse(query.as_bytes()) {
        if !known.contains(name.as_ref()) {
            return Err(ApiError::parameter(
                name,
                ErrorCode::UnknownParameter,
                "该接口没有此参数",
                "This route has no such parameter",
            ));
        }
        if !seen.insert(name.clone().into_owned()) {
            return Err(ApiError::parameter(
                name,
                ErrorCode::RepeatedParameter,
                "参数重复出现",
                "The parameter stands twice",
            ));
        }
    }
    Ok(())
}

/// What no route takes: a wrong method on a known path is 405 with `Allow`, anything else 404.
pub async fn fallback(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    let contract = request.app_data::<Data<Contract>>();
    match contract.and_then(|contract| contract.allowed(request.path())) {
        Some(mut methods) => {
            if methods.contains(&"GET") {
                methods.push("HEAD");
            }
            Err(ApiError::new(ErrorCode::MethodNotAllowed).header("allow", methods.join(", ")))
        }
        None => Err(ApiError::new(ErrorCode::NotFound)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_segment_by_segment() {
        assert!(matches("/api/v1/supervisees/{id}", "/api/v1/supervisees/1"));
        assert!(!matches("/api/v1/supervisees/{id}", "/api/v1/supervisees"));
        assert!(!matches("/api/v1/supervisees/{id}", "/api/v1/supervisees/"));
        assert!(!matches("/api/v1/supervisees/{id}", "/api/v1/supervisees/1/clocks"));
    }
}
