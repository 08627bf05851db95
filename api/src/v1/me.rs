//! `/me`: who the caller is here.

use actix_web::get;
use actix_web::web::Data;
use domain::code::{Level, Permission, Post, Role};
use domain::ids::{AccountId, OrganizationId, StaffId};
use domain::organization::Organization;
use domain::time::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::Bearer;
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::reply::Tagged;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes.service(get_me);
}

/// The caller.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    /// The account.
    id: AccountId,
    /// What is typed at login.
    login_name: String,
    /// The member of staff.
    staff_id: StaffId,
    /// The name.
    name: String,
    /// The kind of post.
    post: Post,
    /// Where the caller works.
    organization: Workplace,
    /// The roles held now.
    #[schema(max_items = 14)]
    roles: Vec<Role>,
    /// What follows from the roles.
    #[schema(max_items = 100)]
    permissions: Vec<Permission>,
    /// Whose records the caller sees.
    scope: ScopeView,
    /// Whether nothing but a change of the password is possible.
    must_change_password: bool,
}

/// The organisation that the caller works in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Workplace {
    id: OrganizationId,
    /// The region's code, an office's own below it.
    code: String,
    name: String,
    level: Level,
    /// The organisation above; absent for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<OrganizationId>,
    /// Whether the bureau has delegated to this office today (受委托).
    delegated: bool,
}

impl Workplace {
    fn of(organization: Organization, today: Date) -> Self {
        let delegated = organization.delegated(today);
        let Organization { id, code, name, level, parent_id, delegations: _ } = organization;
        Self { id, code, name, level, parent_id, delegated }
    }
}

/// An organisation and all below it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScopeView {
    /// The organisation.
    organization_id: OrganizationId,
    /// Its code.
    code: String,
    /// Its level.
    level: Level,
}

/// Who am I.
///
/// The account, the person, the organisation, the roles, what they allow, and whose records they reach.
#[utoipa::path(
    tag = "auth",
    responses((status = 200, description = "The caller.", body = Me), (status = 304, description = "As the caller has it.")),
    security(("bearer" = [])),
)]
#[get("/me")]
pub(crate) async fn get_me(state: Data<AppState>, bearer: Bearer) -> ApiResult<Tagged<Me>> {
    let Bearer { caller, must_change_password } = bearer;
    let organization = caller.context.world.tree.get(caller.context.actor.organization_id).cloned();
    let organization = organization
        .ok_or_else(|| ApiError::new(ErrorCode::Internal).detail("机构不存在", "The organisation is gone"))?;
    let (permissions, today) = (caller.context.actor.permissions(), caller.context.today());
    let account = state.read(caller.context, app::accounts::own).await?;
    Ok(Tagged::by_content(Me {
        id: account.id,
        login_name: account.login_name,
        staff_id: account.staff_id,
        name: account.name,
        post: account.post,
        scope: ScopeView {
            organization_id: organization.id,
            code: organization.code.clone(),
            level: organization.level,
        },
        organization: Workplace::of(organization, today),
        roles: account.roles,
        permissions,
        must_change_password,
    }))
}
