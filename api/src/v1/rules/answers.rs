//! What is answered to a question of law, in one language: over HTTP and at the terminal.

use domain::code::{FaultCode, Level, MeasureCode, Outcome, Sex};
use domain::identity::{Examination, IdentityNumber};
use domain::judgement::{Duty, Ground, Measure, Span};
use domain::leave::LeaveRoute;
use domain::medical_interval::IntervalRoute;
use domain::refusal::Fact;
use domain::revocation::RevocationAnswer;
use domain::sanction::Sanctions;
use domain::text::{Language, Text};
use domain::time::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::texts;

fn text(text: &Text, language: Language) -> String {
    text.get(language).to_owned()
}

/// The way that a leave goes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeaveRouteAnswer {
    /// The days asked for.
    days: u32,
    /// The days of leave within the window, those asked for among them. No day counts twice.
    cumulative_days: u32,
    /// The two months that end with the leave.
    window: Span,
    /// Who approves.
    approver: Level,
    /// Whether the approval is filed with the county agency (备案).
    file_with_county: bool,
    /// Whether the county agency informs the procuratorate after the approval.
    notify_procuratorate: bool,
    /// The id of the rule.
    #[schema(example = "IM-27")]
    rule: String,
    /// The instrument and article.
    #[schema(example = "《实施办法》第二十七条")]
    basis: String,
    /// How it was decided, step by step.
    explanation: Vec<String>,
}

impl LeaveRouteAnswer {
    /// An answer in a language.
    pub(crate) fn new(route: LeaveRoute, language: Language) -> Self {
        Self {
            days: route.days,
            cumulative_days: route.cumulative_days,
            window: route.window,
            approver: route.approver,
            file_with_county: route.file_with_county,
            notify_procuratorate: route.notify_procuratorate,
            rule: route.rule,
            basis: text(&route.basis, language),
            explanation: texts(&route.explanation, language),
        }
    }
}

/// A measure that the law demands or allows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasureItem {
    /// Which.
    code: MeasureCode,
    /// The id of the rule.
    #[schema(example = "IM-35-2")]
    rule: String,
    /// The instrument and article.
    #[schema(example = "《实施办法》第三十五条第二项")]
    basis: String,
}

/// What an absence leads to.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SanctionsAnswer {
    /// The days late or out of supervision.
    days: u32,
    /// What the ladder demands first, what applies beside it after; empty where nothing does.
    #[schema(max_items = 10)]
    measures: Vec<MeasureItem>,
    /// The articles of the ladder.
    #[schema(example = "《实施办法》第三十四条第一项；《实施办法》第三十五条第二项；《实施办法》第四十六条第二项")]
    basis: String,
    /// How it was decided, step by step.
    explanation: Vec<String>,
}

impl SanctionsAnswer {
    /// An answer in a language.
    pub(crate) fn new(sanctions: Sanctions, language: Language) -> Self {
        let item = |Measure { code, rule, basis }: Measure| MeasureItem { code, rule, basis: text(&basis, language) };
        Self {
            days: sanctions.days,
            measures: sanctions.measures.into_iter().map(item).collect(),
            basis: text(&sanctions.basis, language),
            explanation: texts(&sanctions.explanation, language),
        }
    }
}

/// A ground of the law, with what became of it on the facts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroundItem {
    /// The id of the rule.
    #[schema(example = "IM-46-2")]
    rule: String,
    /// What the ground says.
    title: String,
    /// The instrument and article.
    #[schema(example = "《实施办法》第四十六条第二项")]
    basis: String,
    /// Whether it is met.
    state: Outcome,
    /// The facts that decided it.
    #[schema(max_items = 20)]
    facts: Vec<Fact>,
}

/// Something to be done under a rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DutyItem {
    /// The id of the rule.
    #[schema(example = "CL-77")]
    rule: String,
    /// The instrument and article.
    #[schema(example = "《刑法》第七十七条")]
    basis: String,
    /// What is to be done.
    text: String,
}

/// The grounds of revocation or committal on these facts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevocationGroundsAnswer {
    /// The grounds of the category, in the order of the article.
    #[schema(max_items = 8)]
    items: Vec<GroundItem>,
    /// Whether a ground is met: the greatest state among the items.
    state: Outcome,
    /// What a new or undiscovered crime leads to, where there is one: no proposal, but a matter of the court trying it.
    #[serde(skip_serializing_if = "Option::is_none")]
    crime: Option<DutyItem>,
    /// The instruments and articles.
    #[schema(example = "《社区矫正法》第四十六条；《实施办法》第四十六条；法释〔2021〕1号第五百四十三条")]
    basis: String,
    /// How it was decided, step by step, and what is to be kept in mind.
    explanation: Vec<String>,
}

impl RevocationGroundsAnswer {
    /// An answer in a language.
    pub(crate) fn new(answer: RevocationAnswer, language: Language) -> Self {
        let item = |Ground { rule, title, basis, state, facts }: Ground| GroundItem {
            rule,
            title: text(&title, language),
            basis: text(&basis, language),
            state,
            facts,
        };
        let duty = |duty: Duty| DutyItem {
            rule: duty.rule,
            basis: text(&duty.basis, language),
            text: text(&duty.text, language),
        };
        Self {
            items: answer.items.into_iter().map(item).collect(),
            state: answer.state,
            crime: answer.crime.map(duty),
            basis: text(&answer.basis, language),
            explanation: texts(&answer.explanation, language),
        }
    }
}

/// Who approves putting a report off.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MedicalIntervalAnswer {
    /// The day on which it would then be due.
    extended_to: Date,
    /// Who approves.
    approver: Level,
    /// Whether the county agency informs the procuratorate after the approval.
    notify_procuratorate: bool,
    /// The id of the rule.
    #[schema(example = "H-3")]
    rule: String,
    /// The instrument and article.
    #[schema(example = "《实施办法》第二十四条、第五十八条")]
    basis: String,
    /// How it was decided, step by step.
    explanation: Vec<String>,
}

impl MedicalIntervalAnswer {
    /// An answer in a language.
    pub(crate) fn new(route: IntervalRoute, language: Language) -> Self {
        Self {
            extended_to: route.extended_to,
            approver: route.approver,
            notify_procuratorate: route.notify_procuratorate,
            rule: route.rule,
            basis: text(&route.basis, language),
            explanation: texts(&route.explanation, language),
        }
    }
}

/// Whether a text is an identity number, and what it states.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityAnswer {
    /// Whether it is one.
    valid: bool,
    /// The birth date that it states.
    #[serde(skip_serializing_if = "Option::is_none")]
    birth_date: Option<Date>,
    /// The sex that it states.
    #[serde(skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
    /// The region where it was first given (GB/T 2260).
    #[serde(skip_serializing_if = "Option::is_none")]
    region_code: Option<String>,
    /// The first thing that is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<FaultCode>,
    /// The standard.
    #[schema(example = "GB 11643《公民身份号码》")]
    basis: String,
    /// How it was decided, step by step.
    explanation: Vec<String>,
}

impl IdentityAnswer {
    /// An answer in a language.
    pub(crate) fn new(examination: &Examination, language: Language) -> Self {
        let number = examination.number.as_ref();
        Self {
            valid: number.is_some(),
            birth_date: number.map(IdentityNumber::birth_date),
            sex: number.map(IdentityNumber::sex),
            region_code: number.map(|number| number.region_code().to_owned()),
            fault: examination.fault,
            basis: text(&examination.basis, language),
            explanation: texts(&examination.explanation, language),
        }
    }
}
