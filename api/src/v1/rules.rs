//! `/rules`: the law, asked without a case.

use actix_web::get;
use actix_web::web::Data;
use app::rules::{self, TermQuestion, Unanswerable};
use domain::code::{Category, Permission};
use domain::rulebook::{Confidence, Deadline, Rule};
use domain::term::{Custody, Term, TermResult};
use domain::text::Language;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::extract::{Caller, Day, Id, Lang, Query, plus_restored};
use crate::problem::{ApiError, ApiResult, ErrorCode, Place};
use crate::reply::{Page, Tagged};
use crate::state::AppState;
use crate::wire::{stamp, texts};

pub(super) fn routes(service: &mut ServiceConfig<'_>) {
    service.service(list_rules).service(compute_term).service(get_rule).service(compute_due_date);
}

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleItem {
    /// Its id.
    #[schema(example = "R-4a")]
    id: &'static str,
    /// What it says, in a few words.
    title: &'static str,
    /// The instrument and article.
    #[schema(example = "《社区矫正法》第二十一条")]
    basis: &'static str,
    /// The day from which it is law.
    valid_from: Date,
    /// The last day on which it is law, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<Date>,
    /// How sure it is.
    confidence: Confidence,
    /// The deadline that it sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<Deadline>,
}

impl RuleItem {
    /// A rule in a language.
    pub(crate) fn new(rule: &Rule, language: Language) -> Self {
        Self {
            id: rule.id,
            title: rule.title.get(language),
            basis: rule.basis.get(language),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            confidence: rule.confidence,
            deadline: rule.deadline,
        }
    }
}

/// When a period is due, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DueDate {
    /// The id of the rule.
    #[schema(example = "R-4a")]
    rule: &'static str,
    /// The instrument and article.
    #[schema(example = "《社区矫正法》第二十一条")]
    basis: &'static str,
    /// The day of the event from which, or up to which, it runs.
    start: Date,
    /// The moment of the event, for periods in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    start_at: Option<String>,
    /// The bare count: alarms run on it.
    due_strict: Date,
    /// The same moved off a rest day where the law lets it; lateness begins after it.
    due_legal: Date,
    /// For periods in hours: due to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// For periods in hours: the moment after which it is late, the starting hour not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_legal_at: Option<String>,
    /// Whether it rests on a year whose calendar is not known: then it is the earliest possible date.
    provisional: bool,
    /// How it was counted, step by step.
    explanation: Vec<String>,
}

impl DueDate {
    /// An answer in a language.
    pub(crate) fn new(answer: &rules::DueDate, language: Language) -> Self {
        let rules::DueDate { rule, starts_at, due } = answer;
        Self {
            rule: rule.id,
            basis: rule.basis.get(language),
            start: due.start,
            start_at: starts_at.map(stamp),
            due_strict: due.due_strict,
            due_legal: due.due_legal,
            due_at: due.due_at.map(stamp),
            due_legal_at: due.due_legal_at.map(stamp),
            provisional: due.provisional,
            explanation: texts(&due.explanation, language),
        }
    }
}

/// A term of correction, computed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComputedTerm {
    /// The first day.
    starts_on: Date,
    /// The last day; correction runs to its end, 24:00.
    ends_on: Date,
    /// Whether custody has used the whole term up: then `ends_on` lies before `starts_on`, and there is nothing to supervise.
    fully_served: bool,
    /// The instrument and article by which terms are counted.
    #[schema(example = "法释〔2021〕1号第二百零二条")]
    basis: &'static str,
    /// How it was computed, step by step.
    explanation: Vec<String>,
}

impl ComputedTerm {
    /// An answer in a language.
    ///
    /// # Errors
    /// `NoSuchRule`, were the rule of terms not in the rulebook.
    pub(crate) fn new(result: &TermResult, language: Language) -> Result<Self, Unanswerable> {
        Ok(Self {
            starts_on: result.starts_on,
            ends_on: result.ends_on,
            fully_served: result.fully_served,
            basis: rules::get(rules::TERM_RULE)?.basis.get(language),
            explanation: texts(&result.explanation, language),
        })
    }
}

impl From<Unanswerable> for ApiError {
    fn from(why: Unanswerable) -> Self {
        match why {
            Unanswerable::NoSuchRule => Self::new(ErrorCode::NotFound),
            Unanswerable::NoPeriod => {
                Self::new(ErrorCode::NotFound).detail("该规则不设期限", "This rule sets no period")
            }
            Unanswerable::Parameter { parameter, message } => Self::new(ErrorCode::InvalidParameter).fault(
                Place::Parameter(parameter.to_owned()),
                ErrorCode::InvalidParameter.code(),
                message,
            ),
        }
    }
}

/// Which rules are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListRules {
    /// Those that rest on an instrument, by its abbreviation: `CCL` 社区矫正法, `IM` 实施办法, `CL` 刑法, `CPL` 刑事诉讼法,
    /// `INT21` 法释〔2021〕1号, `OP26` 司发通〔2026〕8号, `OP23` 司发通〔2023〕24号 …
    #[param(max_length = 20, example = "CCL")]
    instrument: Option<String>,
}

/// The event from which a period runs.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ComputeDueDate {
    /// The day of the event (`YYYY-MM-DD`); for rules in hours its moment (RFC 3339, with offset).
    #[param(max_length = 40, example = "2026-11-02")]
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

/// List rules.
///
/// Every rule that the service applies, in the order in which a case meets them. Not paged.
#[utoipa::path(
    tag = "rules",
    params(ListRules),
    responses((status = 200, description = "The rules.", body = Page<RuleItem>)),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules")]
pub(crate) async fn list_rules(
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ListRules>,
) -> ApiResult<Page<RuleItem>> {
    caller.context.require(Permission::RulesRead)?;
    let rules = rules::list(query.instrument.as_deref());
    Ok(Page { items: rules.map(|rule| RuleItem::new(rule, language)).collect(), next_cursor: None })
}

/// Get a rule.
#[utoipa::path(
    tag = "rules",
    params(("id" = String, Path, description = "The rule's id", example = "R-4a")),
    responses(
        (status = 200, description = "The rule.", body = RuleItem, headers(("ETag" = String))),
        (status = 304, description = "As the caller has it."),
    ),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/{id}")]
pub(crate) async fn get_rule(caller: Caller, Lang(language): Lang, Id(id): Id<String>) -> ApiResult<Tagged<RuleItem>> {
    caller.context.require(Permission::RulesRead)?;
    Ok(Tagged::by_content(RuleItem::new(rules::get(&id)?, language)))
}

/// Compute a due date.
///
/// When the rule's period is due that runs from (or up to) an event, explained day by day. 404 for a rule that sets no
/// period.
#[utoipa::path(
    tag = "rules",
    params(("id" = String, Path, description = "The rule's id", example = "R-4a"), ComputeDueDate),
    responses((status = 200, description = "The due date.", body = DueDate)),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/{id}/due-date")]
pub(crate) async fn compute_due_date(
    state: Data<AppState>,
    caller: Caller,
    Lang(language): Lang,
    Id(id): Id<String>,
    Query(query): Query<ComputeDueDate>,
) -> ApiResult<actix_web::web::Json<DueDate>> {
    caller.context.require(Permission::RulesRead)?;
    let answer = rules::due_date(&state.world.get().calendar, &id, &plus_restored(&query.start))?;
    Ok(actix_web::web::Json(DueDate::new(&answer, language)))
}

/// Compute a term.
///
/// When a term of correction ends (rule C-4), with custody before it credited where the law credits it (CL 41). For parole
/// and temporary execution outside prison the term is what remains of the sentence. The dates in the court's papers rule;
/// this is a check (rule T-3).
#[utoipa::path(
    tag = "rules",
    params(ComputeTerm),
    responses((status = 200, description = "The term.", body = ComputedTerm)),
    security(("bearer" = ["rules_read"])),
)]
#[get("/rules/term")]
pub(crate) async fn compute_term(
    caller: Caller,
    Lang(language): Lang,
    Query(query): Query<ComputeTerm>,
) -> ApiResult<actix_web::web::Json<ComputedTerm>> {
    caller.context.require(Permission::RulesRead)?;
    let result = rules::term(query.into())?;
    Ok(actix_web::web::Json(ComputedTerm::new(&result, language)?))
}
