//! `/supervisees`: persons under an order, registered, found, read, corrected.

pub(super) mod bodies;
mod disclosures;
mod grounds;
mod history;
mod overview;
mod search;
pub mod views;

use actix_web::web::Data;
use actix_web::{Either, HttpResponse, get, patch, post};
use app::supervisees;
use domain::code::{Category, ConditionCode, Status};
use domain::ids::{OrganizationId, SuperviseeId};
use serde::Deserialize;
use store::supervisees::Filter;
use utoipa::IntoParams;

use self::bodies::{EditSupervisee, RegisterSupervisee, members};
use self::views::{Supervisee, SuperviseeItem};
use crate::extract::{Accept, Caller, Id, Idempotency, IfMatch, Json, Lang, MergePatch, Moment, Query};
use crate::page::{self, Cursors, cut};
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::sheet::{self, SHEET};
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(search::search_supervisees)
        .service(list_supervisees)
        .service(register_supervisee)
        .service(get_supervisee)
        .service(edit_supervisee)
        .service(history::get_supervisee_history)
        .service(overview::list_supervisee_defects)
        .service(overview::list_supervisee_events)
        .service(grounds::get_revocation_grounds)
        .service(overview::list_supervisee_medical_events)
        .service(disclosures::disclose_supervisee);
}

/// What a list of supervisees is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListSupervisees {
    /// 1 to 200; 50 when not given.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Those of one office, or of one bureau and its offices.
    organization_id: Option<OrganizationId>,
    /// Those of one category.
    category: Option<Category>,
    /// Those of one status.
    status: Option<Status>,
    /// Those in a condition.
    condition: Option<ConditionCode>,
}

/// List supervisees.
///
/// Those within the caller's subtree, in the order of registration. Identity numbers are masked; plain values only by
/// `POST /supervisees/{id}/disclosures`.
///
/// Also as a spreadsheet (`Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet`): all that the filters give at
/// once, as masked as the pages, at most 10000 rows (400 `too_many_items` beyond).
#[utoipa::path(
    tag = "supervisees",
    params(ListSupervisees),
    responses((
        status = 200,
        description = "A page of supervisees, or all of them as a spreadsheet.",
        content(
            (Page<SuperviseeItem> = "application/json"),
            (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ),
        headers(("Link" = String)),
    )),
    security(("bearer" = ["supervisees_read"])),
)]
#[get("/supervisees")]
async fn list_supervisees(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    accept: Accept,
    Query(query): Query<ListSupervisees>,
) -> ApiResult<Either<Page<SuperviseeItem>, HttpResponse>> {
    let filter = Filter {
        organization_id: query.organization_id,
        category: query.category,
        status: query.status,
        condition: query.condition,
    };
    if accept.prefers(SHEET, "application/json") {
        sheet::whole(query.limit, query.cursor.as_deref())?;
        let (world, today) = (caller.context.world.clone(), caller.context.today());
        let rows = state
            .read_long(caller.context, move |conn, context| {
                supervisees::list(conn, context, &filter, None, sheet::ROWS_MAX)
            })
            .await?;
        let rows = rows.into_iter().map(|row| SuperviseeItem::of(row, today, language)).collect();
        return Ok(Either::Right(sheet::answer::<SuperviseeItem>(rows, &world, language).await?));
    }
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "supervisees", &filter);
    let after: Option<SuperviseeId> = cursors.position(query.cursor.as_deref())?;
    let (narrowed, today) = (filter.clone(), caller.context.today());
    let rows = state
        .read(caller.context, move |conn, context| supervisees::list(conn, context, &narrowed, after, limit))
        .await?;
    let (rows, more) = cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    let items = rows.into_iter().map(|row| SuperviseeItem::of(row, today, language)).collect();
    Ok(Either::Left(Page { items, next_cursor }))
}

/// Register a supervisee.
///
/// The person is found by identity number or made; birth date and sex are checked against the number. The court's dates are
/// authoritative: what the law computes otherwise is shown in `discrepancies`, never changed. Answers 409 when the very order
/// is registered already.
#[utoipa::path(
    tag = "supervisees",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless")),
    request_body = RegisterSupervisee,
    responses((status = 201, description = "The supervisee.", body = Supervisee, headers(("Location" = String), ("ETag" = String)))),
    security(("bearer" = ["supervisees_write"])),
)]
#[post("/supervisees")]
async fn register_supervisee(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    key: Idempotency,
    Json(body, digest): Json<RegisterSupervisee>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    state
        .perform(caller.context, request, move |tx, context| {
            let organization_id = body.organization_id;
            let id = supervisees::register(tx, context, &members(&body)?, organization_id)?;
            let detail = supervisees::get_detail(tx.conn(), context, id)?;
            let version = detail.listed.version;
            Reply::created(
                format!("/api/v1/supervisees/{id}"),
                version,
                &Supervisee::shown(detail, context.today(), language),
            )
        })
        .await
}

/// At which moment.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct GetSupervisee {
    /// The record as it was known at this moment (RFC 3339), under the law and the calendar of its day.
    #[param(value_type = Option<String>, format = DateTime)]
    as_of: Option<Moment>,
}

/// Read a supervisee.
///
/// As the record stands, or with `as_of` as it was known at a moment; with the case at a glance in `summary`. What is computed at
/// each reading is not part of what the ETag says.
#[utoipa::path(
    tag = "supervisees",
    params(("id" = SuperviseeId, Path, description = "The supervisee"), GetSupervisee),
    responses((status = 200, description = "The supervisee.", body = Supervisee, headers(("ETag" = String)))),
    security(("bearer" = ["supervisees_read"])),
)]
#[get("/supervisees/{id}")]
async fn get_supervisee(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    Query(query): Query<GetSupervisee>,
) -> ApiResult<Tagged<Supervisee>> {
    let Some(Moment(moment)) = query.as_of else {
        let today = caller.context.today();
        let keyring = state.db.keyring().clone();
        let (detail, summary) = state
            .read(caller.context, move |conn, context| {
                store::snapshot(conn, |conn| supervisees::get_with_summary(conn, &keyring, context, id))
            })
            .await?;
        let version = detail.listed.version;
        return Ok(Tagged::computed(
            version,
            Supervisee::shown(detail, today, language).with_summary(summary, language),
        ));
    };
    if moment > caller.context.now {
        return Err(ApiError::parameter("as_of", ErrorCode::InvalidParameter, "不得晚于当前时刻", "Not in the future"));
    }
    let keyring = state.db.keyring().clone();
    let context = caller.context.clone();
    let known = state
        .read_long(caller.context, move |conn, context| {
            store::snapshot(conn, |conn| supervisees::as_of(conn, &keyring, context, id, moment))
        })
        .await?;
    Ok(Tagged::new(known.version, Supervisee::as_of(&context, known, moment, language)))
}

/// Correct a supervisee.
///
/// A JSON merge patch: members that are absent stay, `null` clears. What follows from the facts is computed anew. A masked
/// value cannot be written back.
#[utoipa::path(
    tag = "supervisees",
    params(
        ("id" = SuperviseeId, Path, description = "The supervisee"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    request_body(content = EditSupervisee, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The supervisee.", body = Supervisee, headers(("ETag" = String)))),
    security(("bearer" = ["supervisees_write"])),
)]
#[patch("/supervisees/{id}")]
async fn edit_supervisee(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<SuperviseeId>,
    seen: IfMatch,
    patch: MergePatch<EditSupervisee>,
) -> ApiResult<Reply> {
    state
        .perform(caller.context, None, move |tx, context| {
            supervisees::correct(tx, context, id, |version| seen.has_seen(version), &patch.members)?;
            let detail = supervisees::get_detail(tx.conn(), context, id)?;
            Reply::changed(detail.listed.version, &Supervisee::shown(detail, context.today(), language))
        })
        .await
}
