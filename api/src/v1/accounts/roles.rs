//! `/accounts/{id}/role-grants`: the roles of an account, each with the days on which it counts.

use actix_web::web::Data;
use actix_web::{get, post};
use app::accounts::{self, NewRole};
use chrono::NaiveDate;
use domain::actor::RoleGrant;
use domain::code::{Role, TenureState};
use domain::ids::{AccountId, RoleGrantId};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::AccountView;
use super::acts::Act;
use crate::extract::{Caller, Id, Idempotency, IfMatch, Json};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(list_role_grants).service(grant_role).service(withdraw_role);
}

/// A role granted to an account.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoleGrant)]
pub(crate) struct RoleGrantView {
    /// Its id.
    id: RoleGrantId,
    /// The role.
    role: Role,
    /// The first day on which it counts (Asia/Shanghai).
    starts_on: NaiveDate,
    /// The last day on which it counts; absent while none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_on: Option<NaiveDate>,
    /// Whether the holder stands in for the head (代理).
    acting: bool,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether it is still to come, counts now, or is over.
    state: TenureState,
    /// When it was granted.
    #[schema(format = DateTime)]
    granted_at: String,
    /// When it was withdrawn at once, whatever its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    withdrawn_at: Option<String>,
}

impl RoleGrantView {
    fn of(grant: RoleGrant, now: Instant) -> Self {
        Self {
            state: grant.state(now),
            id: grant.id,
            role: grant.role,
            starts_on: grant.tenure.starts_on,
            ends_on: grant.tenure.ends_on,
            acting: grant.acting_reason.is_some(),
            reason: grant.acting_reason,
            granted_at: stamp(grant.granted_at),
            withdrawn_at: grant.withdrawn_at.map(stamp),
        }
    }
}

/// A role to grant.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct GrantRole {
    /// The role.
    role: Role,
    /// The first day on which it counts, not before today; today by default.
    starts_on: Option<NaiveDate>,
    /// The last day on which it counts; without it, until it is withdrawn.
    ends_on: Option<NaiveDate>,
    /// Whether the holder stands in for the head (代理): for roles of a head only.
    #[serde(default)]
    acting: bool,
    /// Why the holder stands in; required where they do.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "所长公出")]
    reason: Option<String>,
}

/// A role to withdraw.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct WithdrawRole {
    /// The role.
    role: Role,
    /// The last day on which it counts, not before today; without it, the role is withdrawn at once.
    ends_on: Option<NaiveDate>,
}

/// List the roles granted to an account.
///
/// Past, present and future, by their first days.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account")),
    responses((status = 200, description = "The roles.", body = Page<RoleGrantView>)),
    security(("bearer" = ["accounts_read"])),
)]
#[get("/accounts/{id}/role-grants")]
pub(crate) async fn list_role_grants(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
) -> ApiResult<Page<RoleGrantView>> {
    let now = caller.context.now;
    let account = state.read(caller.context, move |conn, context| accounts::get(conn, context, id)).await?;
    let items = account.role_grants.into_iter().map(|grant| RoleGrantView::of(grant, now)).collect();
    Ok(Page { items, next_cursor: None })
}

/// Grant a role.
///
/// By the security administrator, never on their own account. The role must fit the organisation's level; on one day the three
/// administrators exclude one another and every role that reads cases. It counts from its first to its last day, in sessions
/// that run as well; a role that counts at once ends the account's sessions.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The account with the role, if it counts today.", body = AccountView)),
    security(("bearer" = ["roles_grant"])),
)]
#[post("/accounts/{id}/role-grants")]
pub(crate) async fn grant_role(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<GrantRole>,
) -> ApiResult<Reply> {
    let GrantRole { role, starts_on, ends_on, acting, reason } = body;
    let new = NewRole { role, starts_on, ends_on, acting, reason };
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(digest, move |tx, context, id, seen| accounts::grant_role(tx, context, id, seen, new)).await
}

/// Withdraw a role.
///
/// By the security administrator, never on their own account. At once, which ends the account's sessions, or with the end of a
/// day. What was granted for later days is withdrawn with it; all stays listed.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The account, without the role where it was withdrawn at once.", body = AccountView)),
    security(("bearer" = ["roles_grant"])),
)]
#[post("/accounts/{id}/role-withdrawals")]
pub(crate) async fn withdraw_role(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<WithdrawRole>,
) -> ApiResult<Reply> {
    let WithdrawRole { role, ends_on } = body;
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(digest, move |tx, context, id, seen| accounts::withdraw_role(tx, context, id, seen, role, ends_on))
        .await
}
