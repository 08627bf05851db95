//! `/bootstrap`: the first accounts, by the credential that the very first start prints.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder, post};
use app::auth::bootstrap::{self, FirstAccount};
use domain::code::{Post, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::accounts::AccountView;
use crate::extract::{Json, Visitor};
use crate::problem::ApiResult;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(create_first_accounts);
}

/// The credential and the accounts to make with it.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct CreateFirstAccounts {
    /// As printed at the first start.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256)]
    credential: String,
    /// A system and a security administrator at least.
    #[validate(nested)]
    #[schema(min_items = 2, max_items = 10)]
    accounts: Vec<CreateFirstAccount>,
}

/// One of the first accounts.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct CreateFirstAccount {
    /// What will be typed at login.
    #[validate(length(min = 2, max = 64))]
    #[schema(min_length = 2, max_length = 64)]
    login_name: String,
    /// The person's name.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// One of the three administrators.
    role: Role,
    /// The password.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    password: String,
    /// Where the person works, by code.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "430702")]
    organization_code: String,
    /// The kind of post; `established` by default.
    post: Option<Post>,
}

/// The accounts made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FirstAccounts {
    /// The accounts.
    #[schema(max_items = 10)]
    accounts: Vec<AccountView>,
}

/// Create the first accounts.
///
/// The credential is good once, for 24 hours, and only until a system and a security administrator exist. It makes
/// administrators and nothing else.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 201, description = "Made; the credential is spent.", body = FirstAccounts),
        (status = 401, description = "The credential is not good", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/bootstrap")]
pub(crate) async fn create_first_accounts(
    state: Data<AppState>,
    visitor: Visitor,
    Json(body, _): Json<CreateFirstAccounts>,
) -> ApiResult<impl Responder> {
    let accounts = body
        .accounts
        .into_iter()
        .map(|account| FirstAccount {
            login_name: account.login_name,
            name: account.name,
            role: account.role,
            password: account.password.into(),
            organization_code: account.organization_code,
            post: account.post.unwrap_or(Post::Established),
        })
        .collect();
    let made = bootstrap::redeem(&state.doorkeeper, &state.world, body.credential.into(), accounts, visitor.0).await?;
    Ok(HttpResponse::Created().json(FirstAccounts { accounts: made.into_iter().map(AccountView::from).collect() }))
}
