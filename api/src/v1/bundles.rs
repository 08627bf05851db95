//! `/revocations/{id}/bundle`, `/committals/{id}/bundle`: what goes to the court or organ, as one archive.

mod archive;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse, get};
use app::revocations::assemble;
use domain::code::{DisclosurePurpose, ProceedingKind};
use domain::ids::ProceedingId;
use futures_util::stream::try_unfold;
use serde::Deserialize;
use store::StoreError;
use utoipa::{IntoParams, ToSchema};

use self::archive::Archive;
use crate::extract::{Caller, Id, IfNoneMatch, Query};
use crate::problem::ApiResult;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(get_revocation_bundle).service(get_committal_bundle);
}

/// The bytes of an archive.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, content_media_type = "application/zip")]
#[expect(dead_code, reason = "says to the contract what the answer holds")]
pub(super) struct BundleContent(Vec<u8>);

/// For what a bundle is read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ReadBundle {
    /// What stands in the access log as the purpose; `supervision` when not given.
    purpose: Option<DisclosurePurpose>,
}

/// Read the bundle of a revocation.
///
/// One ZIP archive: `manifest.json` with the SHA-256 of every file, the proposal as JSON (`proposal.json`) and as a page to print
/// (`proposal.html`), the list of evidence (`evidence.json`), copies of the papers. Before the delivery it is a draft; what was
/// delivered does not change any more. The entity tag is the digest of the manifest. The reading, and that of each paper, is
/// recorded in the access log.
#[utoipa::path(
    tag = "proceedings",
    params(("id" = ProceedingId, Path, description = "The revocation"), ReadBundle),
    responses(
        (status = 200, description = "The bundle.", content_type = "application/zip", body = BundleContent, headers(
            ("Content-Disposition" = String), ("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["proceedings_read", "papers_read", "supervisees_disclose"])),
)]
#[get("/revocations/{id}/bundle")]
async fn get_revocation_bundle(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<ProceedingId>,
    Query(query): Query<ReadBundle>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    answer(&state, caller, ProceedingKind::Revocation, id, &query, &request).await
}

/// Read the bundle of a committal.
///
/// As that of a revocation.
#[utoipa::path(
    tag = "proceedings",
    params(("id" = ProceedingId, Path, description = "The committal"), ReadBundle),
    responses(
        (status = 200, description = "The bundle.", content_type = "application/zip", body = BundleContent, headers(
            ("Content-Disposition" = String), ("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["proceedings_read", "medical_read", "papers_read", "supervisees_disclose"])),
)]
#[get("/committals/{id}/bundle")]
async fn get_committal_bundle(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<ProceedingId>,
    Query(query): Query<ReadBundle>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    answer(&state, caller, ProceedingKind::Committal, id, &query, &request).await
}

async fn answer(
    state: &AppState,
    caller: Caller,
    kind: ProceedingKind,
    id: ProceedingId,
    query: &ReadBundle,
    request: &HttpRequest,
) -> ApiResult<HttpResponse> {
    let context = caller.context;
    let purpose = query.purpose.unwrap_or(DisclosurePurpose::Supervision);
    let bundle = state.db.write(context.origin(), move |tx| assemble(tx, &context, kind, id, purpose)).await?;
    let tag = format!("\"{}\"", bundle.digest);
    if IfNoneMatch::of(request).has(&tag) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, tag)).finish());
    }
    let name = format!("attachment; filename=\"{}.zip\"", bundle.number);
    let mut archive = Archive::new(bundle, state.files.clone());
    // The first piece is at hand before anything is answered: a paper that is gone is an error, no empty answer.
    let first = archive.next().await?;
    let pieces = try_unfold((first, archive), |(first, mut archive)| async move {
        let piece = match first {
            Some(piece) => Some(piece),
            None => archive.next().await.inspect_err(|error| tracing::error!(%error, "a bundle broke off"))?,
        };
        Ok::<_, StoreError>(piece.map(|piece| (Bytes::from(piece), (None, archive))))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((ETAG, tag))
        .streaming(pieces))
}
