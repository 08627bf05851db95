//! `/operations`: long work, watched and cancelled.

use actix_web::web::Data;
use actix_web::{get, post};
use app::imports::Imported;
use app::operations;
use domain::code::OperationStatus;
use domain::ids::OperationId;
use domain::text::Language;
use serde::{Deserialize, Serialize};
use store::operations::{Failure, OperationRow};
use utoipa::{IntoParams, ToSchema};

use crate::extract::{BodyDigest, Caller, Id, Idempotency, Lang, Query};
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiResult, ErrorCode};
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

/// After how many seconds to ask again.
const ASK_AGAIN: u32 = 1;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_operations).service(get_operation).service(cancel_operation);
}

/// Long work.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Operation {
    id: OperationId,
    /// What it does: `supervisees.import`, `recompute` (the cases of a bureau, under another calendar or other rules); more kinds
    /// will come.
    #[schema(example = "supervisees.import")]
    kind: String,
    status: OperationStatus,
    progress: Progress,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
    /// When the operation and what came of it are forgotten.
    #[schema(format = DateTime)]
    expires_at: String,
    /// What came of an import; null until it has ended, and for other kinds.
    result: Option<OperationResult>,
    /// Why it failed; null unless it did.
    problem: Option<OperationProblem>,
    version: i32,
}

/// How far an operation is.
#[derive(Debug, Serialize, ToSchema)]
struct Progress {
    /// How much is done, and stands whatever happens.
    #[schema(minimum = 0)]
    done: i32,
    /// How much there is to do.
    #[schema(minimum = 0)]
    total: i32,
    /// What is counted.
    #[schema(example = "rows")]
    unit: String,
}

/// What came of an operation; of one that was broken off, what came of it until then.
#[derive(Debug, Serialize, ToSchema)]
struct OperationResult {
    /// Rows of data that were read.
    #[schema(minimum = 0)]
    rows: i32,
    /// Rows registered; in a dry run those that would be.
    #[schema(minimum = 0)]
    accepted: i32,
    /// Rows refused.
    #[schema(minimum = 0)]
    rejected: i32,
    /// Rows that are in the register already.
    #[schema(minimum = 0)]
    unchanged: i32,
    /// Rows not refused that carry a warning.
    #[schema(minimum = 0)]
    warnings: i32,
    /// Where the rows can be read.
    #[schema(example = "/api/v1/imports/0193a6a0-0000-7000-8000-000000000000/rows")]
    href: String,
}

/// Why an operation failed.
#[derive(Debug, Serialize, ToSchema)]
struct OperationProblem {
    /// `urn:problem:corrections:` and the code.
    r#type: String,
    /// The stable code.
    code: String,
    /// What kind of problem.
    title: String,
    /// What happened.
    detail: String,
}

impl Operation {
    pub(super) fn of(row: OperationRow, language: Language) -> ApiResult<Self> {
        let result = Imported::of_operation(&row)?;
        Ok(Self {
            id: row.id,
            kind: row.kind,
            status: row.status.0,
            progress: Progress { done: row.done, total: row.total, unit: row.unit },
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
            expires_at: stamp(row.expires_at),
            result: result.map(OperationResult::from),
            problem: row.problem.map(|failure| OperationProblem::of(failure.0, language)),
            version: row.version,
        })
    }

    /// 202 with where to watch it.
    pub(super) fn accepted(&self) -> ApiResult<Reply> {
        Reply::accepted(format!("/api/v1/operations/{}", self.id), self.version, self)
    }

    fn runs(&self) -> bool {
        matches!(self.status, OperationStatus::Queued | OperationStatus::Running)
    }
}

impl From<Imported> for OperationResult {
    fn from(imported: Imported) -> Self {
        let Imported { import_id, rows, accepted, rejected, unchanged, warnings } = imported;
        Self { rows, accepted, rejected, unchanged, warnings, href: format!("/api/v1/imports/{import_id}/rows") }
    }
}

impl OperationProblem {
    fn of(failure: Failure, language: Language) -> Self {
        let known = ErrorCode::ALL.iter().find(|code| code.code() == failure.code);
        let (zh, en) = known.copied().unwrap_or(ErrorCode::Internal).title();
        let title = match language {
            Language::Zh => zh,
            Language::En => en,
        };
        let detail = failure.detail.get(language).to_owned();
        Self {
            r#type: format!("urn:problem:corrections:{}", failure.code),
            code: failure.code,
            title: title.to_owned(),
            detail,
        }
    }
}

/// Which page of the operations.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOperations {
    /// 1 to 200; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List operations.
///
/// Those within the caller's subtree, newest first.
#[utoipa::path(
    tag = "imports",
    params(ListOperations),
    responses((status = 200, description = "A page of operations.", body = Page<Operation>, headers(("Link" = String)))),
    security(("bearer" = ["operations_read"])),
)]
#[get("/operations")]
async fn list_operations(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ListOperations>,
) -> ApiResult<Page<Operation>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "operations", &());
    let before: Option<OperationId> = cursors.position(query.cursor.as_deref())?;
    let rows = state.read(caller.context, move |conn, context| operations::list(conn, context, before, limit)).await?;
    let (rows, more) = cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    let items = rows.into_iter().map(|row| Operation::of(row, language)).collect::<ApiResult<_>>()?;
    Ok(Page { items, next_cursor })
}

/// Watch an operation.
///
/// While it is queued or running the answer carries `Retry-After`. What `progress.done` counts is committed.
#[utoipa::path(
    tag = "imports",
    params(("id" = OperationId, Path, description = "The operation")),
    responses((
        status = 200,
        description = "The operation.",
        body = Operation,
        headers(("ETag" = String), ("Retry-After" = i32, description = "Seconds, while it runs")),
    )),
    security(("bearer" = ["operations_read"])),
)]
#[get("/operations/{id}")]
async fn get_operation(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<OperationId>,
) -> ApiResult<Tagged<Operation>> {
    let row = state.read(caller.context, move |conn, context| operations::get(conn, context, id)).await?;
    let operation = Operation::of(row, language)?;
    let ask_again = operation.runs().then_some(ASK_AGAIN);
    Ok(Tagged::new(operation.version, operation).retry_after(ask_again))
}

/// Cancel an operation.
///
/// One that waits is cancelled at once, one that runs after the piece of work in hand. What was done until then stands. A
/// recomputation is not cancelled (409).
#[utoipa::path(
    tag = "imports",
    params(
        ("id" = OperationId, Path, description = "The operation"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
    ),
    responses((status = 202, description = "The operation.", body = Operation, headers(("Location" = String), ("ETag" = String), ("Retry-After" = i32)))),
    security(("bearer" = ["imports_run"])),
)]
#[post("/operations/{id}/cancellations")]
async fn cancel_operation(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<OperationId>,
    key: Idempotency,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, BodyDigest::of(&[]));
    state
        .perform(caller.context, request, move |tx, context| {
            let operation = Operation::of(operations::cancel(tx, context, id)?, language)?;
            operation.accepted()
        })
        .await
}
