//! Judgements: what questions of law about a case, and their answers, have in common.
//!
//! A question is a handful of typed facts; its answer says what the law makes of them, names the rule and the article, and gives
//! the steps, so that it can be followed by hand. Dates decide which law is cited. Nothing here decides in the place of an officer:
//! where the law asks for an appreciation (情节严重, 仍不改正) and the facts do not state one, the answer is `needs_judgement`.

mod fault;

pub use fault::QuestionFault;
use serde::{Deserialize, Serialize};

use crate::{
    code::{Category, MeasureCode, Outcome},
    period::validity_end,
    refusal::Fact,
    rulebook,
    text::Text,
    time::{Date, is_plausible, written_day},
};

/// A run of days, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Span {
    /// The first day.
    #[serde(deserialize_with = "written_day")]
    pub from: Date,
    /// The last day.
    #[serde(deserialize_with = "written_day")]
    pub to: Date,
}

/// A measure that the law demands or allows on the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Measure {
    /// Which.
    pub code: MeasureCode,
    /// The id of the rule.
    pub rule: String,
    /// The article, as it stood on the day of the act.
    pub basis: Text,
}

impl Measure {
    pub(crate) fn new(code: MeasureCode, rule: &str, on: Date) -> Self {
        Self { code, rule: rule.to_owned(), basis: basis(rule, on) }
    }
}

/// A ground of the law, with what became of it on the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ground {
    /// The id of the rule.
    pub rule: String,
    /// What the ground says.
    pub title: Text,
    /// The article, as it stood on the day asked about.
    pub basis: Text,
    /// Whether it is met.
    pub state: Outcome,
    /// The facts that decided it.
    pub facts: Vec<Fact>,
}

impl Ground {
    pub(crate) fn new(rule: &str, title: Text, state: Outcome, facts: Vec<Fact>, on: Date) -> Self {
        Self { rule: rule.to_owned(), title, basis: basis(rule, on), state, facts }
    }
}

/// Something to be done, under a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Duty {
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What is to be done.
    pub text: Text,
}

impl Duty {
    pub(crate) fn new(rule: &str, text: Text, on: Date) -> Self {
        Self { rule: rule.to_owned(), basis: basis(rule, on), text }
    }
}

/// How long an approval is valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Validity {
    /// The first day.
    pub from: Date,
    /// The last day, to 24:00.
    pub to: Date,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was counted.
    pub explanation: Vec<Text>,
}

impl Validity {
    /// **C-10**: so many months from a first day that counts, to the day before the corresponding date: the stricter reading.
    pub(crate) fn months(rule: &str, parameter: &'static str, from: Date, months: u32) -> Result<Self, QuestionFault> {
        let from = plausible(parameter, from)?;
        let to = validity_end(from, months).ok_or(QuestionFault::Date { parameter })?;
        let explanation = vec![Text::new(
            format!("自{from}（含当日）起{months}个月，从严计算至对应日的前一日{to}24时（C-10）"),
            format!(
                "{months} months from {from}, that day counted, strictly to 24:00 of the day before the corresponding date: {to} (C-10)"
            ),
        )];
        Ok(Self { from, to, rule: rule.to_owned(), basis: basis(rule, from), explanation })
    }
}

impl Outcome {
    /// Met or not, as a plain fact says.
    #[must_use]
    pub fn of(fact: bool) -> Self {
        if fact { Self::Met } else { Self::NotMet }
    }

    /// Both must be met.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of the two suffices.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Whether a prohibition order can go with this category (PO-1; CL 38, 72).
pub(crate) fn knows_prohibition(category: Category) -> bool {
    match category {
        Category::PublicSurveillance | Category::Probation => true,
        Category::Parole | Category::TemporaryOutsidePrison => false,
    }
}

/// A fact of an answer by name and value.
pub(crate) fn fact(name: &str, value: impl std::fmt::Display) -> Fact {
    Fact::new(name, value.to_string())
}

/// The article of a rule as it stood on a day (K-15), or as it stands now where the rule was not law then; the id itself for a rule
/// that the table does not have.
pub(crate) fn basis(rule: &str, on: Date) -> Text {
    rulebook::rule(rule)
        .map_or_else(|| Text::new(rule, rule), |rule| rulebook::citation(rule, on).unwrap_or_else(|| rule.basis.text()))
}

/// The articles of several rules, one after the other.
pub(crate) fn joint_basis<'a>(rules: impl IntoIterator<Item = &'a str>, on: Date) -> Text {
    let (zh, en): (Vec<_>, Vec<_>) =
        rules.into_iter().map(|rule| basis(rule, on)).map(|Text { zh, en }| (zh, en)).unzip();
    Text::new(zh.join("；"), en.join("; "))
}

/// The date, if a record may name it.
pub(crate) fn plausible(parameter: &'static str, day: Date) -> Result<Date, QuestionFault> {
    if is_plausible(day) { Ok(day) } else { Err(QuestionFault::Date { parameter }) }
}

/// The days from one date to another, the first not counted.
pub(crate) fn days_between(
    (start, from): (&'static str, Date),
    (parameter, to): (&'static str, Date),
) -> Result<u32, QuestionFault> {
    plausible(start, from)?;
    plausible(parameter, to)?;
    u32::try_from(to.signed_duration_since(from).num_days())
        .ok()
        .ok_or(QuestionFault::EndBeforeStart { parameter, start })
}
