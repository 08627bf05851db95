//! `/auth`: logging in and out, the next pair of tokens, one's own password, applying for an account.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, Responder, post};
use app::auth::registration::{self, Application};
use app::auth::{self, Grant};
use domain::code::Post;
use domain::ids::OrganizationId;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::extract::{Bearer, Json, Visitor};
use crate::problem::ApiResult;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(login).service(refresh_session).service(logout).service(change_password).service(apply_for_account);
}

/// A login name and its password.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct Login {
    /// What the account is called.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256, example = "zhou.ming")]
    login_name: String,
    /// The password.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    password: String,
}

/// A refresh token.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct Refresh {
    /// As it was given at login or at the last refresh; good once.
    #[validate(length(min = 1, max = 256))]
    #[schema(min_length = 1, max_length = 256)]
    refresh_token: String,
}

/// A change of one's own password.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct ChangePassword {
    /// The present password.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    current_password: String,
    /// The next one.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    new_password: String,
}

/// An application for an account.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct ApplyForAccount {
    /// What will be typed at login.
    #[validate(length(min = 2, max = 64))]
    #[schema(min_length = 2, max_length = 64)]
    login_name: String,
    /// The applicant's name.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The password.
    #[validate(length(min = 1, max = 1024))]
    #[schema(min_length = 1, max_length = 1024, format = Password)]
    password: String,
    /// Where the applicant works.
    organization_id: OrganizationId,
    /// The kind of post.
    post: Post,
    /// What the applicant is there, in words.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    position: Option<String>,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenPair {
    /// Goes into `Authorization: Bearer …`.
    access_token: String,
    /// Good once, for the next pair.
    refresh_token: String,
    /// `Bearer`
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// How long the access token lives, in seconds.
    #[schema(example = 900)]
    expires_in: i64,
}

impl From<Grant> for TokenPair {
    fn from(grant: Grant) -> Self {
        Self {
            access_token: grant.access_token.expose_secret().to_owned(),
            refresh_token: grant.refresh_token.expose_secret().to_owned(),
            token_type: "Bearer",
            expires_in: grant.expires_in,
        }
    }
}

/// Log in.
///
/// Five wrong passwords within fifteen minutes lock a login name for fifteen minutes (423, also for the right one); more than
/// thirty failures from one address make the address wait (429). An unknown name and a wrong password get the same answer.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 200, description = "Logged in.", body = TokenPair),
        (status = 401, description = "Login name or password wrong", body = crate::problem::Problem, content_type = "application/problem+json"),
        (status = 423, description = "Locked; see Retry-After", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/login")]
pub(crate) async fn login(
    state: Data<AppState>,
    visitor: Visitor,
    Json(body, _): Json<Login>,
) -> ApiResult<impl Responder> {
    let grant = auth::login(&state.doorkeeper, &body.login_name, body.password.into(), visitor.0).await?;
    Ok(HttpResponse::Ok().json(TokenPair::from(grant)))
}

/// Get the next pair of tokens.
///
/// The refresh token is spent by it. A spent one that comes again ends the session: two have it.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 200, description = "The next pair.", body = TokenPair),
        (status = 401, description = "The refresh token is not good", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/refresh")]
pub(crate) async fn refresh_session(
    state: Data<AppState>,
    visitor: Visitor,
    Json(body, _): Json<Refresh>,
) -> ApiResult<impl Responder> {
    let grant = auth::refresh(&state.doorkeeper, body.refresh_token.into(), visitor.0).await?;
    Ok(HttpResponse::Ok().json(TokenPair::from(grant)))
}

/// Log out.
///
/// Ends the session: its access and refresh tokens are no longer good.
#[utoipa::path(tag = "auth", responses((status = 204, description = "Logged out.")), security(("bearer" = [])))]
#[post("/auth/logout")]
pub(crate) async fn logout(state: Data<AppState>, bearer: Bearer) -> ApiResult<impl Responder> {
    auth::logout(&state.doorkeeper, &bearer.caller.context, bearer.caller.session_id).await?;
    Ok(HttpResponse::new(StatusCode::NO_CONTENT))
}

/// Change one's own password.
///
/// Ends every session of the account, this one too. At least 12 characters of 3 kinds, none of the last five, nothing that is
/// easily guessed.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 204, description = "Changed; log in anew."),
        (status = 423, description = "Locked after wrong passwords; see Retry-After", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
    security(("bearer" = [])),
)]
#[post("/auth/password")]
pub(crate) async fn change_password(
    state: Data<AppState>,
    bearer: Bearer,
    visitor: Visitor,
    Json(body, _): Json<ChangePassword>,
) -> ApiResult<impl Responder> {
    let ChangePassword { current_password, new_password } = body;
    let context = bearer.caller.context;
    auth::change_password(&state.doorkeeper, &context, visitor.0, current_password.into(), new_password.into()).await?;
    Ok(HttpResponse::new(StatusCode::NO_CONTENT))
}

/// Apply for an account.
///
/// Only where the setting `auth.registration_open` is on. The account is of no use until an administrator approves it and gives
/// it a role. A login name that is taken gets the same answer.
#[utoipa::path(
    tag = "auth",
    responses(
        (status = 202, description = "Received; an administrator decides."),
        (status = 403, description = "Registration is not open", body = crate::problem::Problem, content_type = "application/problem+json"),
    ),
)]
#[post("/auth/registrations")]
pub(crate) async fn apply_for_account(
    state: Data<AppState>,
    visitor: Visitor,
    Json(body, _): Json<ApplyForAccount>,
) -> ApiResult<impl Responder> {
    let application = Application {
        organization_id: body.organization_id,
        name: body.name,
        post: body.post,
        position: body.position,
        login_name: body.login_name,
        password: body.password.into(),
    };
    registration::apply(&state.doorkeeper, &state.world, application, visitor.0).await?;
    Ok(HttpResponse::new(StatusCode::ACCEPTED))
}
