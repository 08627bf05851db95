//! `GET /rules/prohibition-term`: when a prohibition order ends.

use actix_web::get;
use app::rules::{self, ProhibitionAnswer, ProhibitionQuestion, TermQuestion};
use domain::code::{Category, Permission};
use domain::term::{Custody, Term};
use domain::text::Language;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::extract::{Caller, Day, Lang, Query};
use crate::problem::{ApiResult, Problem};
use crate::reply::Tagged;
use crate::wire::texts;

/// What the term of a prohibition order is computed from.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComputeProhibitionTerm {
    /// The category: public surveillance or probation.
    category: Category,
    /// The first day of correction, which is that of the order.
    #[param(value_type = String, format = Date, example = "2026-03-13")]
    starts_on: Day,
    /// Correction: years; of years, months and days one at least must not be zero.
    #[serde(default)]
    #[param(maximum = 100, default = 0, example = 1)]
    years: u32,
    /// Correction: months; half a month is fifteen days.
    #[serde(default)]
    #[param(maximum = 1200, default = 0)]
    months: u32,
    /// Correction: days.
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
    /// The order: years; of its years, months and days one at least must not be zero.
    #[serde(default)]
    #[param(maximum = 100, default = 0)]
    order_years: u32,
    /// The order: months.
    #[serde(default)]
    #[param(maximum = 1200, default = 0, example = 6)]
    order_months: u32,
    /// The order: days.
    #[serde(default)]
    #[param(maximum = 36500, default = 0)]
    order_days: u32,
    /// The last day of correction as a commutation has shortened it.
    #[param(value_type = Option<String>, format = Date)]
    commuted_to: Option<Day>,
}

impl From<ComputeProhibitionTerm> for ProhibitionQuestion {
    fn from(query: ComputeProhibitionTerm) -> Self {
        Self {
            correction: TermQuestion {
                category: query.category,
                starts_on: query.starts_on.0,
                term: Term { years: query.years, months: query.months, days: query.days },
                custody: Custody {
                    custody_days: query.custody_days,
                    designated_residence_surveillance_days: query.designated_residence_surveillance_days,
                    supervisory_detention_days: query.supervisory_detention_days,
                },
            },
            order: Term { years: query.order_years, months: query.order_months, days: query.order_days },
            commuted_to: query.commuted_to.map(|Day(day)| day),
        }
    }
}

/// The term of a prohibition order, computed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComputedProhibitionTerm {
    /// The first day.
    starts_on: Date,
    /// The last day of the order; it runs to its end, 24:00.
    ends_on: Date,
    /// The last day of correction, before any commutation.
    correction_ends_on: Date,
    /// The instrument and article by which the length of an order is measured.
    #[schema(example = "法发〔2011〕9号第六条")]
    basis: &'static str,
    /// How it was computed, step by step: first the term of correction, then the order.
    explanation: Vec<String>,
}

impl ComputedProhibitionTerm {
    /// An answer in a language.
    ///
    /// # Errors
    /// `NoSuchRule`, were the rule of orders not in the rulebook.
    pub(crate) fn new(answer: &ProhibitionAnswer, language: Language) -> Result<Self, rules::Unanswerable> {
        let ProhibitionAnswer { correction, order } = answer;
        let steps = [texts(&correction.explanation, language), texts(&order.explanation, language)];
        Ok(Self {
            starts_on: order.starts_on,
            ends_on: order.ends_on,
            correction_ends_on: correction.ends_on,
            basis: rules::get(rules::PROHIBITION_RULE)?.basis.get(language),
            explanation: steps.concat(),
        })
    }
}

/// Compute the term of a prohibition order.
///
/// When a prohibition order (禁止令) ends that stands beside public surveillance or probation (rules PO-2, PO-7, PO-8). An order of
/// a length or with a category that the law does not allow is refused (422) with the rule and what would be allowed.
#[utoipa::path(
    tag = "rules",
    params(ComputeProhibitionTerm),
    responses(
        (status = 200, description = "The term.", body = ComputedProhibitionTerm, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
        (
            status = 422,
            description = "The law does not allow such an order.",
            body = Problem,
            content_type = "application/problem+json"
        ),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/prohibition-term")]
pub(crate) async fn compute_prohibition_term(
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ComputeProhibitionTerm>,
) -> ApiResult<Tagged<ComputedProhibitionTerm>> {
    caller.context.require(Permission::RulesRead)?;
    let answer = rules::prohibition_term(query.into())?;
    Ok(Tagged::by_content(ComputedProhibitionTerm::new(&answer, language)?))
}
