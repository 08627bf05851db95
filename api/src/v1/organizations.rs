//! `/organizations`: the tree of province, city, bureau and judicial offices.

use actix_web::web::Data;
use actix_web::{get, patch, post};
use app::organizations;
use domain::code::Level;
use domain::ids::OrganizationId;
use serde::{Deserialize, Serialize};
use store::organizations::OrganizationRow;
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use validator::Validate;

use crate::extract::{Caller, Id, Idempotency, IfMatch, Json, MergePatch, Query};
use crate::page::{self, Cursors};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::state::AppState;

pub(super) fn routes(service: &mut ServiceConfig<'_>) {
    service
        .service(list_organizations)
        .service(create_organization)
        .service(get_organization)
        .service(edit_organization);
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Organization {
    id: OrganizationId,
    /// The region's code (`43`, `4307`, `430702`), an office's own below it.
    #[schema(example = "430702")]
    code: String,
    #[schema(example = "武陵区社区矫正工作局")]
    name: String,
    level: Level,
    /// The organisation above; absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<OrganizationId>,
    /// Whether the bureau has delegated to this office what the law lets an office decide (受委托).
    delegated: bool,
    version: i32,
}

impl From<OrganizationRow> for Organization {
    fn from(row: OrganizationRow) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            level: row.level.0,
            parent_id: row.parent_id,
            delegated: row.delegated,
            version: row.version,
        }
    }
}

/// An organisation to be entered.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
pub(crate) struct CreateOrganization {
    /// Digits: the region's code, an office's own below it.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    code: String,
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    level: Level,
    /// The code of the organisation above.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    parent: String,
    #[serde(default)]
    delegated: bool,
}

/// What of an organisation can be corrected.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct EditOrganization {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    delegated: Option<bool>,
}

/// Which organisations are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListOrganizations {
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List organisations.
///
/// The caller's own subtree and what stands above it, by code.
#[utoipa::path(
    tag = "organizations",
    params(ListOrganizations),
    responses((status = 200, description = "A page of organisations.", body = Page<Organization>)),
    security(("bearer" = [])),
)]
#[get("/organizations")]
pub(crate) async fn list_organizations(
    state: Data<AppState>,
    caller: Caller,
    Query(query): Query<ListOrganizations>,
) -> ApiResult<Page<Organization>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "organizations", &());
    let after: Option<String> = cursors.position(query.cursor.as_deref())?;
    let all = state.read(caller.context, organizations::list).await?;
    let (rows, more) = page::cut(page::following(all, after.as_deref(), |row| &row.code)?, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.code)).transpose()?;
    Ok(Page { items: rows.into_iter().map(Organization::from).collect(), next_cursor })
}

/// Enter an organisation.
///
/// Below one within the caller's reach; an office below a county, a county below a city.
#[utoipa::path(
    tag = "organizations",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless")),
    request_body = CreateOrganization,
    responses((status = 201, description = "The organisation.", body = Organization, headers(("Location" = String), ("ETag" = String)))),
    security(("bearer" = ["organizations_write"])),
)]
#[post("/organizations")]
pub(crate) async fn create_organization(
    state: Data<AppState>,
    caller: Caller,
    key: Idempotency,
    Json(body, digest): Json<CreateOrganization>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    let reply = state
        .perform(caller.context, request, move |tx, context| {
            let entered = organizations::Entered {
                code: body.code,
                name: body.name,
                level: body.level,
                parent: Some(body.parent),
                delegated: body.delegated,
            };
            let row = organizations::create(tx, context, &entered)?;
            let version = row.version;
            let organization = Organization::from(row);
            Reply::created(format!("/api/v1/organizations/{}", organization.id), version, &organization)
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}

/// Read an organisation.
#[utoipa::path(
    tag = "organizations",
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, description = "The organisation.", body = Organization, headers(("ETag" = String)))),
    security(("bearer" = ["organizations_read"])),
)]
#[get("/organizations/{id}")]
pub(crate) async fn get_organization(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<OrganizationId>,
) -> ApiResult<Tagged<Organization>> {
    let row = state.read(caller.context, move |conn, context| organizations::get(conn, context, id)).await?;
    Ok(Tagged::new(row.version, Organization::from(row)))
}

/// Rename an organisation or change its delegation.
#[utoipa::path(
    tag = "organizations",
    params(
        ("id" = OrganizationId, Path, description = "The organisation"),
        ("If-Match" = String, Header, description = "The ETag that was read"),
    ),
    request_body(content = EditOrganization, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The organisation.", body = Organization, headers(("ETag" = String)))),
    security(("bearer" = ["organizations_write"])),
)]
#[patch("/organizations/{id}")]
pub(crate) async fn edit_organization(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<OrganizationId>,
    seen: IfMatch,
    patch: MergePatch<EditOrganization>,
) -> ApiResult<Reply> {
    let body = patch.body;
    let reply = state
        .perform(caller.context, None, move |tx, context| {
            let row =
                organizations::correct(tx, context, id, |version| seen.has_seen(version), body.name, body.delegated)?;
            Reply::changed(row.version, &Organization::from(row))
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}
