//! What administrators do to accounts. Each act answers with the account as it is after it, and its new ETag.

use actix_web::post;
use actix_web::web::Data;
use app::accounts::{self, Account, Seen};
use app::auth::checked_hash;
use app::context::Context;
use domain::code::Role;
use domain::ids::AccountId;
use serde::Deserialize;
use store::Tx;
use utoipa::ToSchema;
use validator::Validate;

use super::AccountView;
use crate::extract::{BodyDigest, Caller, Id, Idempotency, IfMatch, Json};
use crate::problem::ApiResult;
use crate::reply::Reply;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(suspend_account)
        .service(reinstate_account)
        .service(unlock_account)
        .service(approve_account)
        .service(reject_account)
        .service(reset_password);
}

/// The role of an approved account.
#[derive(Debug, Deserialize, Validate, ToSchema)]
pub(crate) struct RoleOfAccount {
    /// The role, from today on.
    role: Role,
}

/// A temporary password.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct ResetPassword {
    /// To be changed at the next login.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    password: String,
}

/// What every act is given: the service, the caller, the account, and the conditions.
pub(super) struct Act {
    pub(super) state: Data<AppState>,
    pub(super) caller: Caller,
    pub(super) id: AccountId,
    pub(super) seen: IfMatch,
    pub(super) idempotency: Idempotency,
}

impl Act {
    /// Does it, and lets it be felt at once.
    pub(super) async fn perform(
        self,
        digest: BodyDigest,
        work: impl FnOnce(&mut Tx<'_>, &Context, AccountId, Seen<'_>) -> Result<Account, app::error::Error> + Send + 'static,
    ) -> ApiResult<Reply> {
        let Self { state, caller, id, seen, idempotency } = self;
        let request = idempotency.of(caller.context.actor.account_id, digest);
        let reply = state
            .perform(caller.context, request, move |tx, context| {
                let account = work(tx, context, id, &|version| seen.has_seen(version))?;
                Reply::changed(account.version, &AccountView::from(account))
            })
            .await?;
        state.doorkeeper.forget(id);
        Ok(reply)
    }
}

/// Suspend an account.
///
/// By the security administrator. Ends the account's sessions.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The suspended account.", body = AccountView)),
    security(("bearer" = ["accounts_control"])),
)]
#[post("/accounts/{id}/suspensions")]
pub(crate) async fn suspend_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
) -> ApiResult<Reply> {
    Act { state, caller, id, seen, idempotency }.perform(BodyDigest::of(&[]), accounts::suspend).await
}

/// Let a suspended account be used again.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The account, in use again.", body = AccountView)),
    security(("bearer" = ["accounts_control"])),
)]
#[post("/accounts/{id}/reinstatements")]
pub(crate) async fn reinstate_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
) -> ApiResult<Reply> {
    Act { state, caller, id, seen, idempotency }.perform(BodyDigest::of(&[]), accounts::reinstate).await
}

/// Unlock an account.
///
/// Lifts the lock that wrong passwords put on the login name.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The account, unlocked.", body = AccountView)),
    security(("bearer" = ["accounts_control"])),
)]
#[post("/accounts/{id}/unlocks")]
pub(crate) async fn unlock_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
) -> ApiResult<Reply> {
    Act { state, caller, id, seen, idempotency }.perform(BodyDigest::of(&[]), accounts::unlock).await
}

/// Approve a registration.
///
/// Gives the pending account its role and lets it be used.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The approved account.", body = AccountView)),
    security(("bearer" = ["registrations_approve"])),
)]
#[post("/accounts/{id}/approvals")]
pub(crate) async fn approve_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<RoleOfAccount>,
) -> ApiResult<Reply> {
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(digest, move |tx, context, id, seen| accounts::approve(tx, context, id, seen, body.role)).await
}

/// Reject a registration.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The rejected account.", body = AccountView)),
    security(("bearer" = ["registrations_approve"])),
)]
#[post("/accounts/{id}/rejections")]
pub(crate) async fn reject_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
) -> ApiResult<Reply> {
    Act { state, caller, id, seen, idempotency }.perform(BodyDigest::of(&[]), accounts::reject).await
}

/// Set a temporary password.
///
/// By the system administrator, never on their own account or another administrator's (those are reset on the command line).
/// It must be changed at the next login. Ends the account's sessions.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account"), ("If-Match" = String, Header, description = "The ETag that was read"), ("Idempotency-Key" = Option<String>, Header, description = "A repetition gets the first answer")),
    responses((status = 200, description = "The account with its temporary password.", body = AccountView)),
    security(("bearer" = ["accounts_write"])),
)]
#[post("/accounts/{id}/password-resets")]
pub(crate) async fn reset_password(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
    seen: IfMatch,
    idempotency: Idempotency,
    Json(body, digest): Json<ResetPassword>,
) -> ApiResult<Reply> {
    let names =
        state.read(caller.context.clone(), move |conn, context| accounts::names_for_reset(conn, context, id)).await?;
    let hash = checked_hash(&state.doorkeeper, "/password".to_owned(), body.password.into(), names, Vec::new()).await?;
    let act = Act { state, caller, id, seen, idempotency };
    act.perform(digest, move |tx, context, id, seen| accounts::reset_password(tx, context, id, seen, &hash)).await
}
