//! `/organizations/{id}/delegations`: what the bureau has delegated to a judicial office, and for which days (委托).

use actix_web::web::Data;
use actix_web::{get, post};
use app::organizations;
use app::organizations::delegations::{self, StoredDelegation};
use chrono::NaiveDate;
use domain::code::TenureState;
use domain::ids::{DelegationId, OrganizationId};
use domain::organization;
use domain::tenure::Tenure;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{Caller, Id, Idempotency, Ids, IfMatch, Json};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_delegations).service(delegate).service(get_delegation).service(end_delegation);
}

/// A delegation of a judicial office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delegation {
    id: DelegationId,
    /// The first day for which it holds (Asia/Shanghai).
    starts_on: NaiveDate,
    /// The last day for which it holds; absent while none is known. Before the first day: it never held.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_on: Option<NaiveDate>,
    /// The number of the letter of delegation (委托书文号), where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    document_number: Option<String>,
    /// Whether it is still to come, holds today, or is over.
    state: TenureState,
}

impl Delegation {
    fn of(delegation: organization::Delegation, today: NaiveDate) -> Self {
        let organization::Delegation { id, tenure, document_number } = delegation;
        Self { id, starts_on: tenure.starts_on, ends_on: tenure.ends_on, document_number, state: tenure.state(today) }
    }
}

/// A delegation to be entered.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct DelegateToOffice {
    /// The first day; it may lie in the past.
    starts_on: NaiveDate,
    /// The last day; without it, until it is ended.
    ends_on: Option<NaiveDate>,
    /// The number of the letter of delegation (委托书文号).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100, example = "武司委〔2026〕3号")]
    document_number: String,
}

/// The end of a delegation.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct EndDelegation {
    /// The last day.
    ends_on: NaiveDate,
}

/// List the delegations of an organisation.
///
/// Past, present and future, by their first days.
#[utoipa::path(
    tag = "organizations",
    params(("id" = OrganizationId, Path, description = "The organisation")),
    responses((status = 200, description = "The delegations.", body = Page<Delegation>)),
    security(("bearer" = ["organizations_read"])),
)]
#[get("/organizations/{id}/delegations")]
pub(crate) async fn list_delegations(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<OrganizationId>,
) -> ApiResult<Page<Delegation>> {
    let today = caller.context.today();
    let stored = state.read(caller.context, move |conn, context| organizations::get(conn, context, id)).await?;
    let all = stored.organization.delegations.into_iter();
    Ok(Page { items: all.map(|delegation| Delegation::of(delegation, today)).collect(), next_cursor: None })
}

/// Delegate to a judicial office.
///
/// What the law lets an office decide only on delegation (CCL 9, IM 10, 27), it decides from the first to the last day. On no
/// day does an office have two.
#[utoipa::path(
    tag = "organizations",
    params(
        ("id" = OrganizationId, Path, description = "The office"),
        ("If-Match" = String, Header, description = "The organisation's ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
    ),
    responses((status = 201, description = "The delegation; the ETag is the organisation's.", body = Delegation, headers(("Location" = String), ("ETag" = String)))),
    security(("bearer" = ["organizations_write"])),
)]
#[post("/organizations/{id}/delegations")]
pub(crate) async fn delegate(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<OrganizationId>,
    seen: IfMatch,
    key: Idempotency,
    Json(body, digest): Json<DelegateToOffice>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    let reply = state
        .perform(caller.context, request, move |tx, context| {
            let tenure = Tenure { starts_on: body.starts_on, ends_on: body.ends_on };
            let has_seen = |version| seen.has_seen(version);
            let StoredDelegation { delegation, version } =
                delegations::delegate(tx, context, id, has_seen, tenure, body.document_number)?;
            let location = format!("/api/v1/organizations/{id}/delegations/{}", delegation.id);
            Reply::created(location, version, &Delegation::of(delegation, context.today()))
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}

/// Read a delegation.
#[utoipa::path(
    tag = "organizations",
    params(
        ("id" = OrganizationId, Path, description = "The organisation"),
        ("delegation_id" = DelegationId, Path, description = "The delegation"),
    ),
    responses((status = 200, description = "The delegation; the ETag is the organisation's.", body = Delegation, headers(("ETag" = String)))),
    security(("bearer" = ["organizations_read"])),
)]
#[get("/organizations/{id}/delegations/{delegation_id}")]
pub(crate) async fn get_delegation(
    state: Data<AppState>,
    caller: Caller,
    Ids(id, delegation_id): Ids<OrganizationId, DelegationId>,
) -> ApiResult<Tagged<Delegation>> {
    let today = caller.context.today();
    let StoredDelegation { delegation, version } =
        state.read(caller.context, move |conn, context| delegations::find(conn, context, id, delegation_id)).await?;
    Ok(Tagged::computed(version, Delegation::of(delegation, today)))
}

/// End a delegation.
///
/// With the end of a day that may lie in the past. One that has not begun may be ended before its first day; it then never holds.
#[utoipa::path(
    tag = "organizations",
    params(
        ("id" = OrganizationId, Path, description = "The organisation"),
        ("delegation_id" = DelegationId, Path, description = "The delegation"),
        ("If-Match" = String, Header, description = "The organisation's ETag that was read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repetition of this request harmless"),
    ),
    responses((status = 200, description = "The ended delegation; the ETag is the organisation's.", body = Delegation, headers(("ETag" = String)))),
    security(("bearer" = ["organizations_write"])),
)]
#[post("/organizations/{id}/delegations/{delegation_id}/endings")]
pub(crate) async fn end_delegation(
    state: Data<AppState>,
    caller: Caller,
    Ids(id, delegation_id): Ids<OrganizationId, DelegationId>,
    seen: IfMatch,
    key: Idempotency,
    Json(body, digest): Json<EndDelegation>,
) -> ApiResult<Reply> {
    let request = key.of(caller.context.actor.account_id, digest);
    let reply = state
        .perform(caller.context, request, move |tx, context| {
            let has_seen = |version| seen.has_seen(version);
            let StoredDelegation { delegation, version } =
                delegations::end(tx, context, id, delegation_id, has_seen, body.ends_on)?;
            Reply::changed(version, &Delegation::of(delegation, context.today()))
        })
        .await?;
    state.refresh_world().await?;
    Ok(reply)
}
