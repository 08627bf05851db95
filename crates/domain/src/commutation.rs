//! Commutation (减刑): the new end of a term, and how far it may be shortened (rule T-9; CL 78, CP16 16, 18).
//!
//! A ruling shortens the term from its end. What was actually served must reach a floor: half of a sentence of public surveillance,
//! criminal detention or fixed-term imprisonment (CL 78); for probation two months, or a year where the sentence is fixed-term
//! imprisonment, and only for major merit (CP16 18). Life sentences are not computed: their commuted term stands in the ruling.

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

use crate::{
    code::Category,
    judgement::{QuestionFault, fact, plausible},
    refusal::Refusal,
    sentence::Penalty,
    term::{Custody, MAX_DAYS, MAX_MONTHS, MAX_YEARS, Term, term_end},
    text::Text,
    time::Date,
};

/// A commutation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Commutation {
    /// The category.
    pub category: Category,
    /// The kind of the original sentence.
    pub penalty: Penalty,
    /// The first day of what is shortened: of surveillance, of the probation period, else of the sentence.
    pub starts_on: Date,
    /// Its length, as the judgment words it.
    pub term: Term,
    /// Custody that is credited on it.
    #[serde(default)]
    pub custody: Custody,
    /// By how much the ruling shortens it.
    pub shortened_by: Term,
    /// Whether it is for major merit (重大立功).
    #[serde(default)]
    pub major_merit: bool,
}

/// A term as a commutation leaves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommutedTerm {
    /// The last day before the commutation.
    pub ended_on: Date,
    /// The last day now.
    pub ends_on: Date,
    /// The earliest last day that the law allows.
    pub earliest_ends_on: Date,
    /// How it was computed, step by step.
    pub explanation: Vec<Text>,
}

/// Why a commutation has no lawful result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommutationFault {
    /// A parameter is not acceptable.
    #[error(transparent)]
    Question(#[from] QuestionFault),
    /// The law does not allow it; the boxed refusal says which rule and what would be allowed.
    #[error(transparent)]
    Unlawful(Box<Refusal>),
}

/// What must actually be served, and by which rule.
struct Floor {
    rule: &'static str,
    length: Term,
    credit: u64,
}

/// **T-9** (CL 78; CP16 16, 18): the end of a term after a commutation, never before the floor that must be served.
///
/// ```
/// use domain::{code::Category, commutation::{Commutation, commuted_term}, sentence::Penalty, term::{Custody, Term}, time::parse_date};
///
/// let ruling = Commutation {
///     category: Category::PublicSurveillance,
///     penalty: Penalty::PublicSurveillance,
///     starts_on: parse_date("2026-03-13").unwrap(),
///     term: Term::years(2),
///     custody: Custody::default(),
///     shortened_by: Term::months(3),
///     major_merit: false,
/// };
/// assert_eq!(commuted_term(&ruling).unwrap().ends_on.to_string(), "2027-12-12");
/// let too_much = Commutation { shortened_by: Term::months(13), ..ruling };
/// assert!(commuted_term(&too_much).is_err()); // less than half of the sentence would be served
/// ```
///
/// # Errors
///
/// When a parameter is outside what can be computed, when the sentence does not go with the category, or when the law does not
/// allow the commutation.
pub fn commuted_term(commutation: &Commutation) -> Result<CommutedTerm, CommutationFault> {
    let Commutation { starts_on, term, shortened_by, .. } = *commutation;
    check(commutation)?;
    let floor = floor(commutation)?;
    let out_of_range = QuestionFault::Date { parameter: "starts_on" };
    let credited = |end: Date| end.checked_sub_days(Days::new(floor.credit));
    let ended_on = term_end(starts_on, term).and_then(credited).ok_or(out_of_range)?;
    let earliest_ends_on = term_end(starts_on, floor.length).and_then(credited).ok_or(out_of_range)?;
    let ends_on = taken_back(ended_on, shortened_by).ok_or(out_of_range)?;
    if ends_on < earliest_ends_on {
        return Err(CommutationFault::Unlawful(Box::new(below_floor(&floor, ends_on, earliest_ends_on))));
    }
    let (by, least) = (shortened_by.text(), floor.length.text());
    let explanation = vec![
        Text::new(
            format!("减刑前至{ended_on}（C-4）"),
            format!("before the commutation the term ends on {ended_on} (C-4)"),
        ),
        Text::new(format!("减去{}，至{ends_on}（T-9）", by.zh), format!("shortened by {}: to {ends_on} (T-9)", by.en)),
        Text::new(
            format!("实际执行不得少于{}，即至早{earliest_ends_on}届满（{}）", least.zh, floor.rule),
            format!("{} at least must be served: the earliest end is {earliest_ends_on} ({})", least.en, floor.rule),
        ),
    ];
    Ok(CommutedTerm { ended_on, ends_on, earliest_ends_on, explanation })
}

fn check(commutation: &Commutation) -> Result<(), QuestionFault> {
    let Commutation { starts_on, term, custody, shortened_by, .. } = *commutation;
    plausible("starts_on", starts_on)?;
    for (parameter, length) in [("term", term), ("shortened_by", shortened_by)] {
        if length.is_zero() {
            return Err(QuestionFault::Zero { parameter });
        }
        if length.years > MAX_YEARS || length.months > MAX_MONTHS || length.days > MAX_DAYS {
            return Err(QuestionFault::TooLarge { parameter, limit: MAX_YEARS });
        }
    }
    if custody.surveillance_credit() > u64::from(MAX_DAYS) {
        return Err(QuestionFault::TooLarge { parameter: "custody", limit: MAX_DAYS });
    }
    Ok(())
}

fn floor(commutation: &Commutation) -> Result<Floor, CommutationFault> {
    let Commutation { category, penalty, term, custody, major_merit, .. } = *commutation;
    let unlike = QuestionFault::DoesNotGoWith { parameter: "penalty", other: "category" };
    match (category, penalty) {
        (Category::PublicSurveillance, Penalty::PublicSurveillance) => {
            Ok(Floor { rule: "CP16-16", length: half(term), credit: custody.surveillance_credit() })
        }
        (Category::Probation, Penalty::CriminalDetention | Penalty::FixedTermImprisonment) if !major_merit => {
            Err(CommutationFault::Unlawful(Box::new(no_major_merit(category))))
        }
        (Category::Probation, Penalty::CriminalDetention) => {
            Ok(Floor { rule: "CP16-18", length: Term::months(2), credit: 0 })
        }
        (Category::Probation, Penalty::FixedTermImprisonment) => {
            Ok(Floor { rule: "CP16-18", length: Term::years(1), credit: 0 })
        }
        (
            Category::Parole | Category::TemporaryOutsidePrison,
            Penalty::CriminalDetention | Penalty::FixedTermImprisonment,
        ) => Ok(Floor { rule: "CL-78", length: half(term), credit: custody.sentence_credit() }),
        (
            Category::PublicSurveillance | Category::Probation | Category::Parole | Category::TemporaryOutsidePrison,
            Penalty::DeathWithReprieve
            | Penalty::LifeImprisonment
            | Penalty::FixedTermImprisonment
            | Penalty::CriminalDetention
            | Penalty::PublicSurveillance,
        ) => Err(unlike.into()),
    }
}

/// Half of a term: an odd month is halved into fifteen days (INT21 202), an odd day is rounded up.
fn half(term: Term) -> Term {
    let months = term.years.saturating_mul(12).saturating_add(term.months);
    let days = if months % 2 == 1 { 15 } else { 0 };
    Term { years: 0, months: months / 2, days: term.days.div_ceil(2).saturating_add(days) }
}

/// The last day of a term whose end is taken back by a length.
fn taken_back(ended_on: Date, length: Term) -> Option<Date> {
    let months = length.years.checked_mul(12)?.checked_add(length.months)?;
    let after = ended_on.succ_opt()?.checked_sub_months(Months::new(months))?;
    after.checked_sub_days(Days::new(u64::from(length.days)))?.pred_opt()
}

fn no_major_merit(category: Category) -> Refusal {
    Refusal::under(
        "CP16-18",
        vec![fact("category", category), fact("major_merit", false)],
        Text::new("宣告缓刑的一般不适用减刑，有重大立功表现的除外", "probation is commuted only for major merit"),
    )
}

fn below_floor(floor: &Floor, ends_on: Date, earliest_ends_on: Date) -> Refusal {
    let least = floor.length.text();
    Refusal::under(
        floor.rule,
        vec![fact("ends_on", ends_on), fact("earliest_ends_on", earliest_ends_on)],
        Text::new(
            format!("实际执行不得少于{}，至早{earliest_ends_on}届满", least.zh),
            format!("{} at least must be served; the earliest end is {earliest_ends_on}", least.en),
        ),
    )
}
