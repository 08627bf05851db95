//! `/imports`: rosters taken in, and what became of their rows.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse, get, post};
use app::imports;
use app::roster::sheet::MAX_FILE_BYTES;
use app::roster::template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::code::{ImportOutcome, Severity};
use domain::ids::{ImportId, OperationId, SuperviseeId};
use domain::text::Language;
use serde::{Deserialize, Serialize};
use store::imports::{ImportRow, ImportedRow, RowFault};
use utoipa::{IntoParams, ToSchema};

use super::operations::Operation;
use crate::extract::{Caller, Id, Idempotency, Lang, Query, Upload};
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

/// What a form needs beside its file, in bytes.
const FORM_BYTES: usize = 64 * 1024;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(import_roster).service(get_import_template).service(get_import).service(list_import_rows);
}

/// What is imported.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ImportKind {
    Supervisees,
}

/// A roster to be imported.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "says to the contract what the form holds; the form itself is read part by part")]
struct ImportRoster {
    /// XLSX, or CSV in UTF-8 or GB18030; at most 20 MiB.
    #[schema(value_type = String, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    kind: ImportKind,
    /// Whether rows are only checked, and nobody is registered.
    dry_run: bool,
}

/// A workbook (XLSX).
#[derive(Debug, ToSchema)]
#[schema(value_type = String, content_media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
#[expect(dead_code, reason = "says to the contract what the answer holds")]
struct Workbook(Vec<u8>);

/// An import.
#[derive(Debug, Serialize, ToSchema)]
struct Import {
    id: ImportId,
    operation_id: OperationId,
    kind: ImportKind,
    dry_run: bool,
    file_name: String,
    #[schema(minimum = 0)]
    accepted: i32,
    #[schema(minimum = 0)]
    rejected: i32,
    #[schema(minimum = 0)]
    unchanged: i32,
    /// Rows not refused that carry a warning.
    #[schema(minimum = 0)]
    warnings: i32,
    #[schema(format = DateTime)]
    created_at: String,
    version: i32,
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
struct ImportItem {
    /// The row's number as a spreadsheet program shows it.
    #[schema(minimum = 1)]
    sheet_row: i32,
    outcome: ImportOutcome,
    /// The supervisee registered, or the one in the register already.
    #[serde(skip_serializing_if = "Option::is_none")]
    supervisee_id: Option<SuperviseeId>,
    #[schema(max_items = 1000)]
    faults: Vec<ImportFault>,
}

/// Something wrong with a cell.
#[derive(Debug, Serialize, ToSchema)]
struct ImportFault {
    /// The heading of the column as it stands in the file; empty for the row as a whole.
    #[schema(example = "身份证号")]
    column: String,
    /// The stable code.
    #[schema(example = "identity_check_digit")]
    code: String,
    /// What is wrong; the cell's content is not repeated.
    message: String,
    severity: Severity,
}

impl Import {
    fn of(row: ImportRow, version: i32) -> Self {
        Self {
            id: row.id,
            operation_id: row.operation_id,
            kind: ImportKind::Supervisees,
            dry_run: row.dry_run,
            file_name: row.file_name,
            accepted: row.accepted,
            rejected: row.rejected,
            unchanged: row.unchanged,
            warnings: row.warnings,
            created_at: stamp(row.created_at),
            version,
        }
    }
}

impl ImportItem {
    fn of(row: ImportedRow, language: Language) -> Self {
        let fault = |RowFault { column, code, message, severity }| {
            let message: domain::text::Text = message;
            ImportFault { column, code, message: message.get(language).to_owned(), severity }
        };
        Self {
            sheet_row: row.sheet_row,
            outcome: row.outcome.0,
            supervisee_id: row.supervisee_id,
            faults: row.faults.0.into_iter().map(fault).collect(),
        }
    }
}

/// Import a roster.
///
/// The file is checked as a whole at once: what is no spreadsheet, or lacks a needed heading, is refused with 422. Its rows
/// are then checked and registered by an operation, row by row: good rows go in, each faulty row is listed with every fault
/// under `/imports/{id}/rows`. The same file again registers nobody again.
#[utoipa::path(
    tag = "imports",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
        ("Content-Digest" = Option<String>, Header, description = "`sha-256=:…:` over the body (RFC 9530); a mismatch is refused"),
    ),
    request_body(content = ImportRoster, content_type = "multipart/form-data"),
    responses((status = 202, description = "The operation.", body = Operation, headers(("Location" = String), ("ETag" = String), ("Retry-After" = i32)))),
    security(("bearer" = ["imports_run"])),
)]
#[post("/imports")]
async fn import_roster(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    key: Idempotency,
    request: HttpRequest,
    payload: web::Payload,
) -> ApiResult<Reply> {
    let bureau_id = imports::bureau(&caller.context)?;
    let mut form =
        Upload::read(&request, payload.into_inner(), MAX_FILE_BYTES + FORM_BYTES, &["file", "kind", "dry_run"]).await?;
    form.take_word("kind", &[("supervisees", ImportKind::Supervisees)])?;
    let dry_run = form.take_word("dry_run", &[("true", true), ("false", false)])?;
    let file = form.take("file");
    let upload = imports::Upload { file_name: file.file_name.unwrap_or_default(), file: file.bytes, dry_run };
    let keyring = state.db.keyring().clone();
    let checked = web::block(move || imports::check(&keyring, upload)).await;
    let checked = checked.map_err(|error| ApiError::new(ErrorCode::Internal).because(error))??;
    let account_id = caller.context.actor.account_id;
    let reply = state
        .perform(caller.context, key.of(account_id, form.digest), move |tx, _context| {
            let row = imports::begin(tx, bureau_id, Some(account_id), &checked, None)?;
            Operation::of(row, language)?.accepted()
        })
        .await?;
    state.waker.wake();
    Ok(reply)
}

/// Download an empty roster.
///
/// The headings that the import knows, lists to choose from, and notes on a second sheet.
#[utoipa::path(
    tag = "imports",
    responses((
        status = 200,
        description = "The template.",
        content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        body = Workbook,
        headers(("Content-Disposition" = String), ("Repr-Digest" = String)),
    )),
    security(("bearer" = [])),
)]
#[get("/imports/template")]
async fn get_import_template(_caller: Caller) -> ApiResult<HttpResponse> {
    let internal = |error: std::io::Error| ApiError::new(ErrorCode::Internal).because(error);
    let made = web::block(template::template).await.map_err(|error| internal(std::io::Error::other(error)))?;
    let bytes = made.map_err(|error| internal(std::io::Error::other(error)))?;
    let digest = STANDARD.encode(store::seal::sha256(&bytes));
    // 社区矫正对象花名册.xlsx
    let name = "%E7%A4%BE%E5%8C%BA%E7%9F%AB%E6%AD%A3%E5%AF%B9%E8%B1%A1%E8%8A%B1%E5%90%8D%E5%86%8C.xlsx";
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, XLSX))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"roster.xlsx\"; filename*=UTF-8''{name}")))
        .insert_header(("repr-digest", format!("sha-256=:{digest}:")))
        .body(bytes))
}

/// Read an import.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import")),
    responses((status = 200, description = "The import.", body = Import, headers(("ETag" = String)))),
    security(("bearer" = ["imports_run"])),
)]
#[get("/imports/{id}")]
async fn get_import(state: Data<AppState>, caller: Caller, Id(id): Id<ImportId>) -> ApiResult<Tagged<Import>> {
    let (import, operation) = state.read(caller.context, move |conn, context| imports::get(conn, context, id)).await?;
    // The counts move with the operation and with nothing else.
    Ok(Tagged::new(operation.version, Import::of(import, operation.version)))
}

/// Which rows of an import.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListImportRows {
    /// 1 to 200; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Those with this outcome; all when not given.
    outcome: Option<ImportOutcome>,
}

/// List the rows of an import.
///
/// In the order of the sheet, as far as the import has come. Every fault and every warning of a row is there.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path, description = "The import"), ListImportRows),
    responses((status = 200, description = "A page of rows.", body = Page<ImportItem>, headers(("Link" = String)))),
    security(("bearer" = ["imports_run"])),
)]
#[get("/imports/{id}/rows")]
async fn list_import_rows(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<ImportId>,
    Query(query): Query<ListImportRows>,
) -> ApiResult<Page<ImportItem>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "import_rows", &(id, query.outcome));
    let after: Option<i32> = cursors.position(query.cursor.as_deref())?;
    let rows = state
        .read(caller.context, move |conn, context| imports::rows(conn, context, id, query.outcome, after, limit))
        .await?;
    let (rows, more) = cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.sheet_row)).transpose()?;
    Ok(Page { items: rows.into_iter().map(|row| ImportItem::of(row, language)).collect(), next_cursor })
}
