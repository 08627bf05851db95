//! `/staff`: who works where, on what kind of post.

use actix_web::web::Data;
use actix_web::{get, patch, post};
use app::staff::{self, StaffFacts};
use chrono::NaiveDate;
use domain::code::Post;
use domain::ids::{OrganizationId, StaffId};
use serde::{Deserialize, Serialize};
use store::staff::StaffRow;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::{Caller, Id, Idempotency, IfMatch, Json, MergePatch, Query};
use crate::page::{self, Cursors};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_staff).service(create_staff).service(get_staff).service(edit_staff);
}

/// A member of staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StaffView {
    /// Their id.
    id: StaffId,
    /// Where they work.
    organization_id: OrganizationId,
    /// The name.
    name: String,
    /// The kind of post.
    post: Post,
    /// What they are there, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<String>,
    /// The first day.
    starts_on: NaiveDate,
    /// The last day, once known.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_on: Option<NaiveDate>,
    /// The version, as in the ETag.
    version: i32,
    /// When it was entered.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<StaffRow> for StaffView {
    fn from(row: StaffRow) -> Self {
        Self {
            id: row.id,
            organization_id: row.organization_id,
            name: row.name,
            post: row.post.0,
            position: row.position,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            version: row.version,
            created_at: stamp(row.created_at),
            updated_at: stamp(row.updated_at),
        }
    }
}

/// Which members of staff are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListStaff {
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// A new member of staff.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct CreateStaff {
    /// Where they work.
    organization_id: OrganizationId,
    /// The name.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The kind of post.
    post: Post,
    /// What they are there, in words.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    position: Option<String>,
    /// The first day; today by default.
    starts_on: Option<NaiveDate>,
    /// The last day, once known.
    ends_on: Option<NaiveDate>,
}

/// What may be corrected; `null` clears.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct EditStaff {
    /// The name.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// The kind of post.
    #[expect(dead_code, reason = "its shape is checked; the patch is applied as it was sent")]
    post: Option<Post>,
    /// What they are there, in words.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    position: Option<String>,
    /// The first day.
    #[expect(dead_code, reason = "its shape is checked; the patch is applied as it was sent")]
    starts_on: Option<NaiveDate>,
    /// The last day; after it the person's accounts are closed.
    #[expect(dead_code, reason = "its shape is checked; the patch is applied as it was sent")]
    ends_on: Option<NaiveDate>,
}

/// List staff.
///
/// Those of the caller's organisation and all below it, by id.
#[utoipa::path(
    tag = "accounts",
    params(ListStaff),
    responses((status = 200, description = "A page of staff.", body = Page<StaffView>)),
    security(("bearer" = ["staff_read"])),
)]
#[get("/staff")]
pub(crate) async fn list_staff(
    state: Data<AppState>,
    caller: Caller,
    Query(query): Query<ListStaff>,
) -> ApiResult<Page<StaffView>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "staff", &());
    let after: Option<StaffId> = cursors.position(query.cursor.as_deref())?;
    let rows = state.read(caller.context, move |conn, context| staff::list(conn, context, after, limit + 1)).await?;
    let (rows, more) = page::cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    Ok(Page { items: rows.into_iter().map(StaffView::from).collect(), next_cursor })
}

/// Get a member of staff.
#[utoipa::path(
    tag = "accounts",
    params(("id" = StaffId, Path, description = "The member of staff")),
    responses((status = 200, description = "The member of staff.", body = StaffView), (status = 304, description = "As the caller has it.")),
    security(("bearer" = ["staff_read"])),
)]
#[get("/staff/{id}")]
pub(crate) async fn get_staff(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<StaffId>,
) -> ApiResult<Tagged<StaffView>> {
    let row = state.read(caller.context, move |conn, context| staff::get(conn, context, id)).await?;
    Ok(Tagged::new(row.version, row.into()))
}

/// Enter a member of staff.
#[utoipa::path(
    tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "16 to 64 letters, digits, `-`, `_`; a repetition gets the first answer")),
    responses((status = 201, description = "Entered.", body = StaffView)),
    security(("bearer" = ["staff_write"])),
)]
#[post("/staff")]
pub(crate) async fn create_staff(
    state: Data<AppState>,
    caller: Caller,
    idempotency: Idempotency,
    Json(body, digest): Json<CreateStaff>,
) -> ApiResult<Reply> {
    let context = caller.context;
    let facts = StaffFacts {
        name: body.name,
        post: body.post,
        position: body.position,
        starts_on: body.starts_on.unwrap_or_else(|| context.today()),
        ends_on: body.ends_on,
    };
    let request = idempotency.of(context.actor.account_id, digest);
    state
        .perform(context, request, move |tx, context| {
            let row = staff::create(tx, context, body.organization_id, facts)?;
            Reply::created(format!("/api/v1/staff/{}", row.id), row.version, &StaffView::from(row))
        })
        .await
}

/// Correct a member of staff.
///
/// A merge patch. A move to another organisation is a new entry there.
#[utoipa::path(
    tag = "accounts",
    params(("id" = StaffId, Path, description = "The member of staff"), ("If-Match" = String, Header, description = "The ETag that was read")),
    request_body(content = EditStaff, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "As corrected.", body = StaffView)),
    security(("bearer" = ["staff_write"])),
)]
#[patch("/staff/{id}")]
pub(crate) async fn edit_staff(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<StaffId>,
    seen: IfMatch,
    patch: MergePatch<EditStaff>,
) -> ApiResult<Reply> {
    state
        .perform(caller.context, None, move |tx, context| {
            let row = staff::update(tx, context, id, &|version| seen.has_seen(version), &patch.members)?;
            Reply::changed(row.version, &StaffView::from(row))
        })
        .await
}
