//! `/accounts`: the accounts that staff log in with.

mod acts;
mod roles;

use actix_web::web::Data;
use actix_web::{get, post};
use app::accounts::{self, Account, AccountQuery, NewAccount};
use app::auth::checked_hash;
use domain::code::{AccountState, Post, Role};
use domain::ids::{AccountId, OrganizationId, StaffId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::{Caller, Id, Idempotency, Json, Query};
use crate::page::{self, Cursors};
use crate::problem::ApiResult;
use crate::reply::{Page, Reply, Tagged};
use crate::routes::Routes;
use crate::state::AppState;
use crate::wire::stamp;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(list_accounts)
        .service(create_account)
        .service(get_account)
        .configure(acts::routes)
        .configure(roles::routes);
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// Its id.
    id: AccountId,
    /// What is typed at login.
    login_name: String,
    /// The member of staff it is tied to.
    staff_id: StaffId,
    /// That person's name.
    name: String,
    /// That person's kind of post.
    post: Post,
    /// The organisation whose subtree is its scope.
    organization_id: OrganizationId,
    /// Whether it may be used.
    state: AccountState,
    /// The roles that it holds now.
    #[schema(max_items = 14)]
    roles: Vec<Role>,
    /// When the password was set.
    #[schema(format = DateTime)]
    password_changed_at: String,
    /// Whether the password must be changed before anything else.
    must_change_password: bool,
    /// Its version, as in the ETag.
    version: i32,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was last changed.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            id: account.id,
            login_name: account.login_name,
            staff_id: account.staff_id,
            name: account.name,
            post: account.post,
            organization_id: account.organization_id,
            state: account.state,
            roles: account.roles,
            password_changed_at: stamp(account.password_changed_at),
            must_change_password: account.must_change_password,
            version: account.version,
            created_at: stamp(account.created_at),
            updated_at: stamp(account.updated_at),
        }
    }
}

/// Which accounts are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListAccounts {
    /// The page size.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u16>,
    /// Where the page begins: `next_cursor` of the page before.
    cursor: Option<String>,
    /// In this state only.
    state: Option<AccountState>,
}

/// An account for a member of staff.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct CreateAccount {
    /// The member of staff.
    staff_id: StaffId,
    /// What will be typed at login.
    #[validate(length(min = 2, max = 64))]
    #[schema(min_length = 2, max_length = 64, example = "zhou.ming")]
    login_name: String,
    /// A temporary password, to be changed at the first login.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    password: String,
}

/// List accounts.
///
/// Those of the caller's organisation and all below it, by id.
#[utoipa::path(
    tag = "accounts",
    params(ListAccounts),
    responses((status = 200, description = "A page of accounts.", body = Page<AccountView>)),
    security(("bearer" = ["accounts_read"])),
)]
#[get("/accounts")]
pub(crate) async fn list_accounts(
    state: Data<AppState>,
    caller: Caller,
    Query(query): Query<ListAccounts>,
) -> ApiResult<Page<AccountView>> {
    let limit = page::limit(query.limit)?;
    let cursors = Cursors::new(state.db.keyring().cursor_key(), "accounts", &query.state);
    let after: Option<AccountId> = cursors.position(query.cursor.as_deref())?;
    let asked = AccountQuery { state: query.state, after, limit: limit + 1 };
    let rows = state.read(caller.context, move |conn, context| accounts::list(conn, context, asked)).await?;
    let (rows, more) = page::cut(rows, limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| cursors.after(&last.id)).transpose()?;
    Ok(Page { items: rows.into_iter().map(AccountView::from).collect(), next_cursor })
}

/// Get an account.
#[utoipa::path(
    tag = "accounts",
    params(("id" = AccountId, Path, description = "The account")),
    responses((status = 200, description = "The account.", body = AccountView, headers(("ETag" = String)))),
    security(("bearer" = ["accounts_read"])),
)]
#[get("/accounts/{id}")]
pub(crate) async fn get_account(
    state: Data<AppState>,
    caller: Caller,
    Id(id): Id<AccountId>,
) -> ApiResult<Tagged<AccountView>> {
    let account = state.read(caller.context, move |conn, context| accounts::get(conn, context, id)).await?;
    Ok(Tagged::computed(account.version, account.into()))
}

/// Create an account.
///
/// For a member of staff, without a role: the security administrator grants that. The password is a temporary one.
#[utoipa::path(
    tag = "accounts",
    params(("Idempotency-Key" = Option<String>, Header, description = "16 to 64 letters, digits, `-`, `_`; a repetition gets the first answer")),
    responses((status = 201, description = "Made.", body = AccountView)),
    security(("bearer" = ["accounts_write"])),
)]
#[post("/accounts")]
pub(crate) async fn create_account(
    state: Data<AppState>,
    caller: Caller,
    idempotency: Idempotency,
    Json(body, digest): Json<CreateAccount>,
) -> ApiResult<Reply> {
    let context = caller.context;
    let names = {
        let staff_id = body.staff_id;
        let name =
            state.read(context.clone(), move |conn, context| accounts::name_of_holder(conn, context, staff_id)).await?;
        vec![body.login_name.clone(), name]
    };
    let password_hash =
        checked_hash(&state.doorkeeper, "/password".to_owned(), body.password.into(), names, Vec::new()).await?;
    let new = NewAccount { staff_id: body.staff_id, login_name: body.login_name, password_hash };
    let request = idempotency.of(context.actor.account_id, digest);
    state
        .perform(context, request, move |tx, context| {
            let account = accounts::create(tx, context, new)?;
            Reply::created(format!("/api/v1/accounts/{}", account.id), account.version, &AccountView::from(account))
        })
        .await
}
