//! `POST /records/batches`: what a device took while it was without a network, many records of any kind at once.
//!
//! Each record is a unit of work of its own, entered as by the route of its kind. A batch that is sent again adds nothing.

use actix_web::post;
use actix_web::web::Data;
use app::context::Context;
use app::records::{Draft, Entered};
use domain::code::{Permission, RecordKind};
use domain::ids::RecordId;
use domain::text::{Language, Text};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, Discriminator, OneOfBuilder};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::body::Entering;
use super::contract::{captured, captured_name};
use super::kind::entered;
use super::kinds;
use super::views::href;
use crate::extract::{Caller, Lang, Unread, member_of, read_item};
use crate::openapi::build::{Schemas, object, refer};
use crate::problem::{ApiError, ApiResult, ErrorCode, Place, Problem};
use crate::reply::Answer;
use crate::state::AppState;

/// The most records of one batch.
const MOST: usize = 200;

/// Records of mixed kinds as they are sent; in the contract only, for each is read by itself.
struct RecordBatch;

impl PartialSchema for RecordBatch {
    fn schema() -> RefOr<Schema> {
        let names = || kinds().map(captured_name);
        let one = names().fold(OneOfBuilder::new(), |one, name| one.item(refer(&name)));
        let mapping = kinds().map(|kind| (kind.to_string(), format!("#/components/schemas/{}", captured_name(kind))));
        let one = one.discriminator(Some(Discriminator::with_mapping("kind", mapping)));
        let records = ArrayBuilder::new().items(one).min_items(Some(1)).max_items(Some(MOST));
        object([("records", records.into())]).additional_properties(Some(AdditionalProperties::FreeForm(false))).into()
    }
}

impl ToSchema for RecordBatch {
    fn schemas(schemas: &mut Schemas) {
        schemas.extend(kinds().map(|kind| (captured_name(kind), captured(kind))));
    }
}

/// What became of a record of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum BatchOutcome {
    /// It was entered.
    Accepted,
    /// The device had sent it before; nothing was added.
    Repeated,
    /// It was not entered; the problem says why.
    Refused,
}

/// What became of one record of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct BatchedRecord {
    outcome: BatchOutcome,
    /// The record that is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<RecordId>,
    /// Where it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    /// Its version; 1 when it was entered just now.
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    /// What the route of its kind would have answered; pointers begin at the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

/// What became of a batch.
#[derive(Debug, Serialize, ToSchema)]
struct RecordBatchResult {
    /// One for each record, in the order in which they were sent.
    #[schema(max_items = 200)]
    items: Vec<BatchedRecord>,
}

/// Enter many records from a device.
///
/// Records of mixed kinds, taken while the device was without a network, in the order in which they are to be entered. Each is entered by
/// itself, as by the route of its kind: one that is refused keeps no other from being entered. `capture` makes repetition harmless, so
/// that a batch of which no answer came is sent again as it was: it adds nothing. At most 200 records and 1 MiB.
#[utoipa::path(
    tag = "records",
    request_body = RecordBatch,
    responses((status = 200, description = "What became of each record.", body = RecordBatchResult)),
    security(("bearer" = ["records_write", "records_read"])),
)]
#[post("/records/batches")]
pub(super) async fn enter_record_batch(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    body: Unread,
) -> ApiResult<Answer<RecordBatchResult>> {
    let context = caller.context;
    context.require(Permission::RecordsWrite)?;
    context.require(Permission::RecordsRead)?;
    let mut items = Vec::new();
    for record in body.items("records", MOST)? {
        let became = match draft(record) {
            Ok(draft) => enter(&state, &context, draft).await,
            Err(unreadable) => Err(unreadable),
        };
        items.push(became.unwrap_or_else(|error| refused(&error, &context, language)));
    }
    Ok(Answer(RecordBatchResult { items }))
}

/// Reads a record of a batch.
fn draft(record: &RawValue) -> ApiResult<Draft> {
    let kind: RecordKind = member_of(record, "kind")?;
    if !kinds().any(|known| known == kind) {
        let message = Text::new("此类记录不能成批录入", "No such records in batches");
        let problem = ApiError::new(ErrorCode::ValidationFailed);
        return Err(problem.fault(Place::Pointer("/kind".to_owned()), "unknown_code", message));
    }
    read_item(record, Entering::InBatch(kind))
}

/// Enters a record in a unit of work of its own.
async fn enter(state: &AppState, context: &Context, draft: Draft) -> ApiResult<BatchedRecord> {
    let (own, kind) = (context.clone(), draft.content.kind());
    let work = move |tx: &mut store::Tx<'_>| entered(tx, &own, draft).map_err(ApiError::from);
    let (entered, shown) = state.db.write(context.origin(), work).await?;
    Ok(BatchedRecord {
        outcome: match entered {
            Entered::New(_) => BatchOutcome::Accepted,
            Entered::Known(_) => BatchOutcome::Repeated,
        },
        id: Some(shown.row.id),
        href: Some(href(kind, shown.row.id, shown.row.supervisee_id)),
        version: Some(shown.row.version),
        problem: None,
    })
}

/// A record that was not entered, and why. The cause stays in the log.
fn refused(error: &ApiError, context: &Context, language: Language) -> BatchedRecord {
    if let Some(cause) = error.causes() {
        tracing::error!(trace_id = context.trace_id, cause, "a record of a batch could not be entered");
    }
    let instance = store::fresh_id().hyphenated().to_string();
    BatchedRecord {
        outcome: BatchOutcome::Refused,
        id: None,
        href: None,
        version: None,
        problem: Some(Problem::of(error, language, &instance, &context.trace_id)),
    }
}
