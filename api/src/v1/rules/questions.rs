//! Questions of law with more facts than fit a query, or with one that must not stand in a URL. They are safe: nothing is kept.

use actix_web::post;
use domain::code::Permission;
use domain::identity;
use domain::leave::{LeaveQuestion, leave_route};
use domain::medical_interval::{IntervalQuestion, medical_interval};
use domain::revocation::{RevocationQuestion, revocation_grounds};
use domain::sanction::{SanctionQuestion, sanctions};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::answers::{
    IdentityAnswer, LeaveRouteAnswer, MedicalIntervalAnswer, RevocationGroundsAnswer, SanctionsAnswer,
};
use super::question::Question;
use crate::extract::{Caller, Json, Lang};
use crate::problem::ApiResult;
use crate::reply::Answer;

/// Ask who approves a leave.
///
/// By the days of this leave and those of all leaves in the two months that end with it (IM 27). Both the day of departure and the
/// day of return count.
#[utoipa::path(
    tag = "rules",
    request_body = LeaveQuestion,
    responses((status = 200, description = "The way that the leave goes.", body = LeaveRouteAnswer)),
    security(("bearer" = ["rules_read"])),
)]
#[post("/rules/leave-route")]
pub(super) async fn route_leave(
    caller: Caller,
    Lang(language): Lang,
    Json(Question(question), _): Json<Question<LeaveQuestion>>,
) -> ApiResult<Answer<LeaveRouteAnswer>> {
    caller.context.require(Permission::RulesRead)?;
    let route = leave_route(&question, &caller.context.world.defaults)?;
    Ok(Answer(LeaveRouteAnswer::new(route, language)))
}

/// Ask what an absence leads to.
///
/// What the law demands for late reporting (`limit_on`) or for being out of supervision (`since`) by its length, to the day on which
/// the person was found (`found_on`) or the day asked about (`as_of`).
#[utoipa::path(
    tag = "rules",
    request_body = SanctionQuestion,
    responses((status = 200, description = "The measures; none where nothing follows.", body = SanctionsAnswer)),
    security(("bearer" = ["rules_read"])),
)]
#[post("/rules/sanctions")]
pub(super) async fn find_sanctions(
    caller: Caller,
    Lang(language): Lang,
    Json(Question(question), _): Json<Question<SanctionQuestion>>,
) -> ApiResult<Answer<SanctionsAnswer>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Answer(SanctionsAnswer::new(sanctions(question)?, language)))
}

/// Ask for the grounds of revocation or committal.
///
/// Each ground of the category, met or not on these facts: five for probation (IM 46), three for parole (IM 47), eight for
/// temporary execution outside prison (IM 49), none for public surveillance.
#[utoipa::path(
    tag = "rules",
    request_body = RevocationQuestion,
    responses((status = 200, description = "The grounds.", body = RevocationGroundsAnswer)),
    security(("bearer" = ["rules_read"])),
)]
#[post("/rules/revocation-grounds")]
pub(super) async fn find_revocation_grounds(
    caller: Caller,
    Lang(language): Lang,
    Json(Question(question), _): Json<Question<RevocationQuestion>>,
) -> ApiResult<Answer<RevocationGroundsAnswer>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Answer(RevocationGroundsAnswer::new(revocation_grounds(&question)?, language)))
}

/// Ask who approves a longer medical interval.
///
/// By how long a report of the bodily condition or a re-examination is put off (IM 24).
#[utoipa::path(
    tag = "rules",
    request_body = IntervalQuestion,
    responses((status = 200, description = "Who approves.", body = MedicalIntervalAnswer)),
    security(("bearer" = ["rules_read"])),
)]
#[post("/rules/medical-interval")]
pub(super) async fn route_medical_interval(
    caller: Caller,
    Lang(language): Lang,
    Json(Question(question), _): Json<Question<IntervalQuestion>>,
) -> ApiResult<Answer<MedicalIntervalAnswer>> {
    caller.context.require(Permission::RulesRead)?;
    let route = medical_interval(question, &caller.context.world.defaults)?;
    Ok(Answer(MedicalIntervalAnswer::new(route, language)))
}

/// What may be an identity number.
#[derive(Deserialize, Validate, ToSchema)]
pub(crate) struct ExamineIdentityNumber {
    /// The text. It is neither kept nor logged.
    #[validate(length(max = 100))]
    #[schema(max_length = 100)]
    pub(crate) value: String,
}

/// Examine an identity number.
///
/// Whether a text is a citizen identity number (GB 11643), and what such a number states. It goes in the body, for no identity
/// number may stand in a URL; it is neither kept nor logged.
#[utoipa::path(
    tag = "rules",
    request_body = ExamineIdentityNumber,
    responses((status = 200, description = "Whether it is one.", body = IdentityAnswer)),
    security(("bearer" = ["rules_read"])),
)]
#[post("/rules/identity-numbers")]
pub(super) async fn examine_identity_number(
    caller: Caller,
    Lang(language): Lang,
    Json(body, _): Json<ExamineIdentityNumber>,
) -> ApiResult<Answer<IdentityAnswer>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Answer(IdentityAnswer::new(&identity::examine(&body.value), language)))
}
