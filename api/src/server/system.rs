//! What stands at the root of the server: health, metrics, the contract and its page.

use std::sync::OnceLock;

use actix_web::http::header::{CONTENT_TYPE, ETAG};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use metrics_exporter_prometheus::PrometheusHandle;
use store::Length;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config as PageConfig, SwaggerUi};

use crate::config::Mode;
use crate::extract::IfNoneMatch;
use crate::openapi;
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::state::AppState;

/// What stands at the root. The contract is rendered when it is first asked for: most servers are never asked.
#[derive(Debug)]
pub(super) struct Pages {
    mode: Mode,
    contract: OnceLock<Rendered>,
}

#[derive(Debug)]
struct Rendered {
    json: String,
    yaml: String,
    tag: String,
}

impl Pages {
    pub(super) fn new(mode: Mode) -> Self {
        Self { mode, contract: OnceLock::new() }
    }

    fn contract(&self) -> ApiResult<&Rendered> {
        if let Some(rendered) = self.contract.get() {
            return Ok(rendered);
        }
        let rendered = Rendered::of(&openapi::document())?;
        Ok(self.contract.get_or_init(|| rendered))
    }
}

impl Rendered {
    fn of(document: &OpenApi) -> ApiResult<Self> {
        let yaml = document.to_yaml().map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
        let json = document.to_json().map_err(|error| ApiError::new(ErrorCode::Internal).because(error))?;
        let digest: String =
            store::seal::sha256(yaml.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { json, yaml, tag: format!("\"{digest}\"") })
    }
}

/// Registers the routes at the root. In production the contract's page is for building against, elsewhere.
pub(super) fn routes(service: &mut ServiceConfig, pages: &Pages) {
    service.service(healthz).service(readyz).service(metrics).service(openapi_json).service(openapi_yaml);
    if pages.mode == Mode::Development {
        let page = PageConfig::from("/openapi.json").validator_url("none");
        service.service(SwaggerUi::new("/docs/{_:.*}").config(page));
    }
}

/// Alive: the process answers.
#[get("/healthz")]
async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({ "status": "ok" }))
}

/// Ready: the database answers.
#[get("/readyz")]
async fn readyz(state: Data<AppState>) -> ApiResult<HttpResponse> {
    state.db.read(Length::Short, store::db::answers).await?;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "ready" })))
}

/// Metrics in Prometheus' text form; in production for this machine alone.
#[get("/metrics")]
async fn metrics(request: HttpRequest, pages: Data<Pages>, handle: Data<PrometheusHandle>) -> ApiResult<HttpResponse> {
    let here = request.peer_addr().is_some_and(|peer| peer.ip().is_loopback());
    if pages.mode == Mode::Production && !here {
        return Err(ApiError::new(ErrorCode::NotFound));
    }
    handle.run_upkeep();
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/plain; version=0.0.4")).body(handle.render()))
}

#[get("/openapi.json")]
async fn openapi_json(request: HttpRequest, pages: Data<Pages>) -> ApiResult<HttpResponse> {
    let contract = pages.contract()?;
    Ok(document(&request, &contract.tag, "application/json", &contract.json))
}

#[get("/openapi.yaml")]
async fn openapi_yaml(request: HttpRequest, pages: Data<Pages>) -> ApiResult<HttpResponse> {
    let contract = pages.contract()?;
    Ok(document(&request, &contract.tag, "application/yaml", &contract.yaml))
}

fn document(request: &HttpRequest, tag: &str, kind: &'static str, text: &str) -> HttpResponse {
    if IfNoneMatch::of(request).has(tag) {
        return HttpResponse::NotModified().insert_header((ETAG, tag)).finish();
    }
    HttpResponse::Ok().insert_header((ETAG, tag)).insert_header((CONTENT_TYPE, kind)).body(text.to_owned())
}
