//! `/organizations`: the tree of province, city, bureau and judicial offices.

mod delegations;

use actix_web::web::Data;
use actix_web::{get, patch, post};
use app::organizations;
use domain::code::Level;
use domain::ids::OrganizationId;
use domain::organization;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use store::organizations::StoredOrganization;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::{Caller, Id, Idempotency, IfMatch, Json, MergePatch, Query};
use crate::page::{self, Cursors};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_organizations)
        .service(create_organization)
        .service(get_organization)
        .service(edit_organization)
        .configure(delegations::routes);
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
    /// Whether the bureau has delegated to this office today what the law lets an office decide (受委托).
    delegated: bool,
    version: i32,
}

impl Organization {
    fn of(stored: StoredOrganization, today: Date) -> Self {
        let StoredOrganization { organization, version } = stored;
        let delegated = organization.delegated(today);
        let organization::Organization { id, code, name, level, parent_id, delegations: _ } = organization;
        Self { id, code, name, level, parent_id, delegated, version }
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
    /// Whether the bureau delegates to this office from today on; with other days, see its delegations.
    #[serde(default)]
    delegated: bool,
}

/// What of an organisation can be corrected.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct EditOrganization {
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
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
    let today = caller.context.today();
    let all = state.read(caller.context, organizations::list).await?;
    let following = page::following(all, after.as_deref(), |stored| &stored.organization.code)?;
    let (page, more) = page::cut(following, limit);
    let next_cursor = page.last().filter(|_| more).map(|last| cursors.after(&last.organization.code)).transpose()?;
    Ok(Page { items: page.into_iter().map(|stored| Organization::of(stored, today)).collect(), next_cursor })
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
                delegated_since: None,
            };
            let organization = Organization::of(organizations::create(tx, context, &entered)?, context.today());
            let location = format!("/api/v1/organizations/{}", organization.id);
            Reply::created(location, organization.version, &organization)
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
    let today = caller.context.today();
    let stored = state.read(caller.context, move |conn, context| organizations::get(conn, context, id)).await?;
    Ok(Tagged::computed(stored.version, Organization::of(stored, today)))
}

/// Rename an organisation.
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
            let stored = organizations::correct(tx, context, id, |version| seen.has_seen(version), body.name)?;
            Reply::changed(stored.version, &Organization::of(stored, context.today()))
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}
