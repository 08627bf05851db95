//! `GET /supervisees/{id}/history`: what changed, when, by whom.

use actix_web::get;
use actix_web::web::Data;
use app::supervisees::{self, Change, HistoryEntry};
use domain::ids::SuperviseeId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Caller, Id, Query};
use crate::page::{self, Cursors, cut};
use crate::problem::ApiResult;
use crate::reply::Page;
use crate::state::AppState;
use crate::wire::stamp;

/// One entry of a record's history.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuperviseeHistoryEntry {
    /// The entry's place in the bureau's chain.
    #[schema(format = "int64")]
    sequence: i64,
    #[schema(format = DateTime)]
    recorded_at: String,
    /// `account:<id>`, `command_line` or `system`.
    actor: String,
    /// What was done, e.g. `supervisee.corrected`.
    action: String,
    /// What was changed: `supervisee`, `person`, `standing`, `proceeding` or `record`.
    resource: String,
    version: i32,
    trace_id: String,
    changes: Vec<SuperviseeChange>,
}

/// One changed member. Of protected members the values are left out.
#[derive(Debug, Serialize, ToSchema)]
struct SuperviseeChange {
    field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
}

impl From<Change> for SuperviseeChange {
    fn from(change: Change) -> Self {
        Self { field: change.field, before: change.before, after: change.after }
    }
}

impl From<HistoryEntry> for SuperviseeHistoryEntry {
    fn from(entry: HistoryEntry) -> Self {
        Self {
            sequence: entry.sequence,
            recorded_at: stamp(entry.recorded_at),
            actor: entry.actor,
            action: entry.action,
            resource: entry.resource,
            version: entry.version,
            trace_id: entry.trace_id,
            changes: entry.changes.into_iter().map(SuperviseeChange::from).collect(),
        }
    }
}

/// How much of the history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GetHistory {
    /// 1 to 200; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// Read a supervisee's history.
///
/// From the journal, newest first: corrections of the record and of the person, and what followed from them by law.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), GetHistory),
    responses((status = 200, description = "A page of the history.", body = Page<SuperviseeHistoryEntry>, headers(("Link" = String)))),
    security(("bearer" = ["history_read"])),
)]
#[get("/supervisees/{id}/history")]
pub(super) async fn get_supervisee_history(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<GetHistory>,
) -> ApiResult<Page<SuperviseeHistoryEntry>> {
    let limit = page::limit(query.limit)?;
    let keyring = state.db.keyring().clone();
    let cursors = Cursors::new(keyring.cursor_key(), "supervisees/history", &id);
    let skip: usize = cursors.position(query.cursor.as_deref())?.unwrap_or(0);
    let keys = keyring.clone();
    let entries = state
        .read_long(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| supervisees::history(conn, &keys, context, id))
        })
        .await?;
    let (entries, more) = cut(entries.into_iter().skip(skip).collect(), limit);
    let next_cursor = if more { Some(cursors.after(&(skip + entries.len()))?) } else { None };
    Ok(Page { items: entries.into_iter().map(SuperviseeHistoryEntry::from).collect(), next_cursor })
}
