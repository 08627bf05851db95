//! The routes of one kind of record.

use std::future::{Ready, ready};

use actix_web::dev::{AppService, HttpServiceFactory, Payload};
use actix_web::web::{self, Data};
use actix_web::{FromRequest, HttpRequest, Resource};
use app::context::Context;
use app::error::Error;
use app::records::{self, Draft, Entered, Shown};
use domain::code::{Permission, RecordKind};
use domain::ids::{OrganizationId, RecordId, SuperviseeId};
use domain::time::{Instant, end_of_day, start_of_day};
use serde::Deserialize;
use store::Tx;
use store::records::Filter;
use utoipa::IntoParams;

use super::body::{Entering, VoidRecord};
use super::views::{RecordView, href};
use crate::extract::{Caller, Day, Id, Idempotency, IfMatch, Json, Query, Unread};
use crate::middleware::fallback;
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Reply, Tagged};
use crate::state::AppState;

/// The routes of a kind.
pub(super) struct KindRoutes(pub(super) RecordKind);

impl HttpServiceFactory for KindRoutes {
    fn register(self, config: &mut AppService) {
        let Self(kind) = self;
        let resource = |path: &str| -> Resource {
            web::resource(format!("/{}{path}", kind.path())).app_data(Of(kind)).default_service(web::to(fallback))
        };
        resource("").route(web::get().to(list)).route(web::post().to(enter)).register(config);
        resource("/{id}").route(web::get().to(get)).register(config);
        resource("/{id}/voidings").route(web::post().to(void)).register(config);
    }
}

/// The kind whose route this is.
#[derive(Debug, Clone, Copy)]
struct Of(RecordKind);

impl FromRequest for Of {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(request.app_data::<Self>().copied().ok_or_else(|| ApiError::new(ErrorCode::Internal)))
    }
}

/// What a list of records is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListRecords {
    /// Those of one case.
    supervisee_id: Option<SuperviseeId>,
    /// Those of one office, or of one bureau and its offices.
    organization_id: Option<OrganizationId>,
    /// Those that happened on this day or later.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Day>,
    /// Those that happened on this day or earlier.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Day>,
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

async fn list(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Query(query): Query<ListRecords>,
) -> ApiResult<Page<RecordView>> {
    let limit = page::limit(query.limit)?;
    let filter = Filter {
        supervisee_id: query.supervisee_id,
        organization_id: query.organization_id,
        since: query.from.map(|Day(day)| start_of_day(day)),
        until: query.to.map(|Day(day)| end_of_day(day)),
    };
    let keyring = state.db.keyring().clone();
    let cursors = Cursors::new(keyring.cursor_key(), kind.path(), &filter);
    let after: Option<(Instant, RecordId)> = cursors.position(query.cursor.as_deref())?;
    let keys = keyring.clone();
    let rows = state
        .read(caller.context, move |conn, context| records::list(conn, &keys, context, kind, &filter, after, limit))
        .await?;
    let (rows, more) = cut(rows, limit);
    let last = rows.last().filter(|_| more);
    let next_cursor = last.map(|last| cursors.after(&(last.record.happened_at, last.row.id))).transpose()?;
    Ok(Page { items: rows.into_iter().map(RecordView::new).collect::<ApiResult<_>>()?, next_cursor })
}

async fn enter(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    key: Idempotency,
    body: Unread,
) -> ApiResult<Reply> {
    caller.context.require(Permission::RecordsWrite)?;
    let draft = body.read(Entering::Alone(kind))?;
    let request = key.of(caller.context.actor.account_id, body.digest);
    state
        .perform(caller.context, request, move |tx, context| {
            let (entered, shown) = entered(tx, context, draft)?;
            let id = shown.row.id;
            let (location, version) = (href(kind, id, shown.row.supervisee_id), shown.row.version);
            let view = RecordView::new(shown)?;
            match entered {
                Entered::New(_) => Reply::created(location, version, &view),
                Entered::Known(_) => Reply::changed(version, &view),
            }
        })
        .await
}

/// Enters a record, and reads what is there then.
pub(super) fn entered(tx: &mut Tx<'_>, context: &Context, draft: Draft) -> Result<(Entered, Shown), Error> {
    let kind = draft.content.kind();
    let entered = records::enter(tx, context, draft)?;
    let keyring = tx.keyring();
    let (Entered::New(id) | Entered::Known(id)) = entered;
    Ok((entered, records::get(tx.conn(), keyring, context, kind, id)?))
}

async fn get(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Id(id): Id<RecordId>,
) -> ApiResult<Tagged<RecordView>> {
    let keyring = state.db.keyring().clone();
    let shown =
        state.read(caller.context, move |conn, context| records::get(conn, &keyring, context, kind, id)).await?;
    Ok(Tagged::new(shown.row.version, RecordView::new(shown)?))
}

async fn void(
    state: Data<AppState>,
    caller: Caller,
    Of(kind): Of,
    Id(id): Id<RecordId>,
    seen: IfMatch,
    key: Idempotency,
    Json(body, digest): Json<VoidRecord>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    state
        .perform(caller.context, request, move |tx, context| {
            records::void(tx, context, kind, id, |version| seen.has_seen(version), body.reason)?;
            let keyring = tx.keyring();
            let shown = records::get(tx.conn(), keyring, context, kind, id)?;
            let location = href(kind, id, shown.row.supervisee_id);
            Reply::created(location, shown.row.version, &RecordView::new(shown)?)
        })
        .await
}
