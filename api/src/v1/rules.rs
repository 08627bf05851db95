//! `/rules`: the law, asked without a case.

mod answers;
mod items;
mod prohibition;
mod question;
mod questions;
mod table;
mod views;

use actix_web::get;
use actix_web::web::Data;
use app::rules::{self, TermQuestion, Unanswerable};
use domain::code::{Category, Permission};
use domain::term::{Custody, Term};
use serde::Deserialize;
use utoipa::IntoParams;

pub(crate) use self::answers::{
    IdentityAnswer, LeaveRouteAnswer, MedicalIntervalAnswer, RevocationGroundsAnswer, SanctionsAnswer,
};
pub(crate) use self::items::{InstrumentItem, LocalDefaultItem, RuleItem};
pub(crate) use self::prohibition::ComputedProhibitionTerm;
pub(crate) use self::question::Question;
pub(crate) use self::questions::ExamineIdentityNumber;
pub(crate) use self::views::{ComputedTerm, DueDate};
use crate::extract::{Caller, Day, Id, Lang, Query, plus_restored};
use crate::problem::{ApiError, ApiResult, ErrorCode, Place};
use crate::reply::Tagged;
use crate::routes::Routes;
use crate::state::AppState;

pub(super) fn routes(routes: &mut Routes<'_, '_>) {
    routes
        .service(table::list_rules)
        .service(table::list_instruments)
        .service(table::list_local_defaults)
        .service(compute_term)
        .service(prohibition::compute_prohibition_term)
        .service(questions::route_leave)
        .service(questions::find_sanctions)
        .service(questions::find_revocation_grounds)
        .service(questions::route_medical_interval)
        .service(questions::examine_identity_number)
        .service(table::get_rule)
        .service(compute_due_date);
}

impl From<Unanswerable> for ApiError {
    fn from(why: Unanswerable) -> Self {
        match why {
            Unanswerable::NoSuchRule => Self::new(ErrorCode::NotFound),
            Unanswerable::NoPeriod => {
                Self::new(ErrorCode::NotFound).detail("该规则不设期限", "This rule sets no period")
            }
            Unanswerable::Parameter { parameter, message } => Self::new(ErrorCode::InvalidParameter).fault(
                Place::Parameter(parameter),
                ErrorCode::InvalidParameter.code(),
                message,
            ),
            Unanswerable::Refused(refusal) => Self::from(app::error::Error::Refused(refusal)),
        }
    }
}

/// The event from which a period runs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComputeDueDate {
    /// The day of the event (`YYYY-MM-DD`); for rules in hours its moment (RFC 3339, with offset).
    #[param(example = "2026-11-02")]
    start: String,
}

/// What a term is computed from.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComputeTerm {
    /// The category. Custody is credited on public surveillance only.
    category: Category,
    /// The first day.
    #[param(value_type = String, format = Date, example = "2026-03-13")]
    starts_on: Day,
    /// Years; of years, months and days one at least must not be zero.
    #[serde(default)]
    #[param(maximum = 100, default = 0)]
    years: u32,
    /// Months; half a month is fifteen days.
    #[serde(default)]
    #[param(maximum = 1200, default = 0)]
    months: u32,
    /// Days.
    #[serde(default)]
    #[param(maximum = 36500, default = 0)]
    days: u32,
    /// Days of custody before (先行羁押): two days of public surveillance each.
    #[serde(default)]
    #[param(maximum = 36500, default = 0)]
    custody_days: u32,
    /// Days of surveillance at a designated residence (指定居所监视居住): one day each.
    #[serde(default)]
    #[param(maximum = 36500, default = 0)]
    designated_residence_surveillance_days: u32,
    /// Days of supervisory detention (留置, 管护): two days each.
    #[serde(default)]
    #[param(maximum = 36500, default = 0)]
    supervisory_detention_days: u32,
}

impl From<ComputeTerm> for TermQuestion {
    fn from(query: ComputeTerm) -> Self {
        Self {
            category: query.category,
            starts_on: query.starts_on.0,
            term: Term { years: query.years, months: query.months, days: query.days },
            custody: Custody {
                custody_days: query.custody_days,
                designated_residence_surveillance_days: query.designated_residence_surveillance_days,
                supervisory_detention_days: query.supervisory_detention_days,
            },
        }
    }
}

/// Compute a due date.
///
/// When the rule's period is due that runs from (or up to) an event, explained day by day. 404 for a rule that sets no
/// period.
#[utoipa::path(
    tag = "rules",
    params(("id" = String, Path, description = "The rule's id", example = "R-4a"), ComputeDueDate),
    responses(
        (status = 200, description = "The due date.", body = DueDate, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/{id}/due-date")]
pub(crate) async fn compute_due_date(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<String>,
    Query(query): Query<ComputeDueDate>,
) -> ApiResult<Tagged<DueDate>> {
    caller.context.require(Permission::RulesRead)?;
    let world = state.world.get();
    let answer = rules::due_date(&world.calendar, &world.defaults, &id, &plus_restored(&query.start))?;
    Ok(Tagged::by_content(DueDate::new(&answer, language)))
}

/// Compute a term.
///
/// When a term of correction ends (rule C-4), with custody before it credited where the law credits it (CL 41). For parole
/// and temporary execution outside prison the term is what remains of the sentence. The dates in the court's papers rule;
/// this is a check (rule T-3).
#[utoipa::path(
    tag = "rules",
    params(ComputeTerm),
    responses(
        (status = 200, description = "The term.", body = ComputedTerm, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/term")]
pub(crate) async fn compute_term(
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ComputeTerm>,
) -> ApiResult<Tagged<ComputedTerm>> {
    caller.context.require(Permission::RulesRead)?;
    let result = rules::term(query.into())?;
    Ok(Tagged::by_content(ComputedTerm::new(&result, language)?))
}
