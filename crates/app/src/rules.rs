//! The law, asked without a case: when a period is due, when a term or a prohibition order ends. The same for HTTP and the command
//! line. Questions that need no more than one function of the domain are put to it directly.

mod table;

use domain::calendar::Calendar;
use domain::code::Category;
use domain::defaults::Defaults;
use domain::judgement::QuestionFault;
use domain::period::{self, Due, PeriodFault, Start};
use domain::prohibition::{self, ProhibitionFault, ProhibitionTerm};
use domain::refusal::Refusal;
use domain::rulebook::{Rule, Unit};
use domain::term::{Custody, Term, TermFault, TermResult, correction_term};
use domain::text::Text;
use domain::time::{Date, Instant, is_plausible, parse_date};
use thiserror::Error as ThisError;

pub use self::table::{RuleFilter, get, get_on, list};

/// The rule by which terms are counted.
pub const TERM_RULE: &str = "C-4";

/// The rule by which the length of a prohibition order is measured.
pub const PROHIBITION_RULE: &str = "PO-2";

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
pub enum Unanswerable {
    /// The rulebook has no such rule.
    #[error("no such rule")]
    NoSuchRule,
    /// The rule sets no period.
    #[error("the rule sets no period")]
    NoPeriod,
    /// A parameter is not acceptable.
    #[error("{parameter}: {}", message.en)]
    Parameter {
        /// Its name.
        parameter: String,
        /// What is wrong with it.
        message: Text,
    },
    /// The law does not allow what is asked about.
    #[error(transparent)]
    Refused(Box<Refusal>),
}

impl From<PeriodFault> for Unanswerable {
    fn from(fault: PeriodFault) -> Self {
        Self::Parameter { parameter: fault.parameter().to_owned(), message: fault.message() }
    }
}

impl From<TermFault> for Unanswerable {
    fn from(fault: TermFault) -> Self {
        Self::Parameter { parameter: fault.parameter().to_owned(), message: fault.message() }
    }
}

impl From<QuestionFault> for Unanswerable {
    fn from(fault: QuestionFault) -> Self {
        Self::Parameter { parameter: fault.parameter(), message: fault.message() }
    }
}

impl From<ProhibitionFault> for Unanswerable {
    fn from(fault: ProhibitionFault) -> Self {
        match fault {
            ProhibitionFault::Question(fault) => fault.into(),
            ProhibitionFault::Unlawful(refusal) => Self::Refused(refusal),
        }
    }
}

/// A rule's due date from an event.
#[derive(Debug, Clone)]
pub struct DueDate {
    /// The rule.
    pub rule: &'static Rule,
    /// The moment of the event, for periods in hours.
    pub starts_at: Option<Instant>,
    /// When it is due, and why.
    pub due: Due,
}

/// When a rule's period is due that runs from (or up to) `start`: a day, or for periods in hours a moment (RFC 3339). Where a local
/// default decides how long the period is, its number counts.
///
/// # Errors
/// `NoSuchRule`, `NoPeriod`, or a fault of the parameter `start`.
pub fn due_date(calendar: &Calendar, defaults: &Defaults, id: &str, start: &str) -> Result<DueDate, Unanswerable> {
    let rule = get(id)?;
    let deadline = defaults.deadline(rule).ok_or(Unanswerable::NoPeriod)?;
    let start = match deadline.unit {
        Unit::Hour => moment(start)?,
        Unit::Day | Unit::WorkingDay | Unit::Month | Unit::Year => day(start)?,
    };
    if !is_plausible(start.day()) {
        return Err(PeriodFault::OutOfRange.into());
    }
    let due = period::due(&deadline, start, calendar)?;
    Ok(DueDate { rule, starts_at: start.moment(), due })
}

fn day(text: &str) -> Result<Start, Unanswerable> {
    parse_date(text).map(Start::Day).ok_or_else(|| Unanswerable::Parameter {
        parameter: "start".to_owned(),
        message: Text::new("须为实际存在的日期，写作 YYYY-MM-DD", "a day that exists, written YYYY-MM-DD"),
    })
}

fn moment(text: &str) -> Result<Start, Unanswerable> {
    let at = chrono::DateTime::parse_from_rfc3339(text).or(Err(PeriodFault::StartNotAMoment))?;
    Ok(Start::Moment(at.to_utc()))
}

/// What a term of correction is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermQuestion {
    /// The category.
    pub category: Category,
    /// The first day.
    pub starts_on: Date,
    /// How long.
    pub term: Term,
    /// Custody before it.
    pub custody: Custody,
}

/// When a term of correction ends (rule C-4), with custody credited where the law credits it (CL 41).
///
/// # Errors
/// A fault of a parameter, which is named.
pub fn term(question: TermQuestion) -> Result<TermResult, Unanswerable> {
    let TermQuestion { category, starts_on, term, custody } = question;
    Ok(correction_term(category, starts_on, term, custody)?)
}

/// What the term of a prohibition order is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProhibitionQuestion {
    /// The term of correction beside which it stands.
    pub correction: TermQuestion,
    /// How long the order is.
    pub order: Term,
    /// The last day of correction as a commutation has shortened it.
    pub commuted_to: Option<Date>,
}

/// The term of a prohibition order, with the term of correction beside which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProhibitionAnswer {
    /// The term of correction, before any commutation.
    pub correction: TermResult,
    /// The term of the order, after it.
    pub order: ProhibitionTerm,
}

/// When a prohibition order ends (rules PO-2, PO-7, PO-8).
///
/// # Errors
/// A fault of a parameter, which is named, or the law's refusal of such an order.
pub fn prohibition_term(question: ProhibitionQuestion) -> Result<ProhibitionAnswer, Unanswerable> {
    let ProhibitionQuestion { correction: asked, order: length, commuted_to } = question;
    let correction = term(asked)?;
    let order = prohibition::prohibition_term(asked.category, &correction, length, asked.custody)?;
    let order = match commuted_to {
        None => order,
        Some(day) if day < correction.starts_on => {
            return Err(QuestionFault::EndBeforeStart { parameter: "commuted_to", start: "starts_on" }.into());
        }
        Some(day) if day > correction.ends_on => {
            return Err(QuestionFault::After { parameter: "commuted_to", last: correction.ends_on }.into());
        }
        Some(day) => prohibition::after_commutation(&order, day),
    };
    Ok(ProhibitionAnswer { correction, order })
}

#[cfg(test)]
mod tests {
    use domain::defaults::{DefaultKey, Setting};

    use super::*;

    fn parameter<T: std::fmt::Debug>(answer: Result<T, Unanswerable>) -> String {
        match answer.unwrap_err() {
            Unanswerable::Parameter { parameter, .. } => parameter,
            other @ (Unanswerable::NoSuchRule | Unanswerable::NoPeriod | Unanswerable::Refused(_)) => {
                panic!("{other:?}")
            }
        }
    }

    #[test]
    fn a_commutation_ends_correction_between_its_first_and_its_last_day() {
        let correction = TermQuestion {
            category: Category::Probation,
            starts_on: parse_date("2026-03-13").unwrap(),
            term: Term::years(1),
            custody: Custody::default(),
        };
        let ask = |commuted_to| {
            prohibition_term(ProhibitionQuestion {
                correction,
                order: Term::months(10),
                commuted_to: parse_date(commuted_to),
            })
        };
        assert_eq!(ask("2026-11-12").unwrap().order.ends_on, parse_date("2026-11-12").unwrap());
        assert_eq!(ask("2027-03-12").unwrap().order.ends_on, parse_date("2027-01-12").unwrap());
        for outside in ["2026-03-12", "2027-03-13"] {
            assert_eq!(parameter(ask(outside)), "commuted_to", "{outside}");
        }
    }

    #[test]
    fn a_period_in_hours_wants_a_moment_and_every_other_a_day() {
        let (calendar, defaults) = (Calendar::builtin(), Defaults::national());
        for moment in ["2026-05-06T09:30:00+08:00", "2026-05-06T01:30:00Z"] {
            let answer = due_date(&calendar, &defaults, "S-4", moment).unwrap();
            assert_eq!(answer.due.due_at.unwrap().to_rfc3339(), "2026-05-08T01:30:00+00:00", "{moment}");
        }
        for (rule, start) in [
            ("S-4", "2026-05-06"),
            ("S-4", "2026-05-06T09:30:00"),
            ("S-4", ""),
            ("S-4", "1899-12-31T09:30:00+08:00"),
            ("R-1", "2026-05-06T09:30:00+08:00"),
            ("R-1", "2026-02-30"),
            ("R-1", "2026-2-3"),
            ("R-1", "9999-01-01"),
        ] {
            assert_eq!(parameter(due_date(&calendar, &defaults, rule, start)), "start", "{rule} {start}");
        }
        assert_eq!(due_date(&calendar, &defaults, "T-1", "2026-05-06").unwrap_err(), Unanswerable::NoPeriod);
        assert_eq!(due_date(&calendar, &defaults, "X-99", "2026-05-06").unwrap_err(), Unanswerable::NoSuchRule);
    }

    #[test]
    fn a_local_default_decides_how_long_a_period_is() {
        let tightened = [(DefaultKey::PositioningMax, Setting::Number(2))].into_iter().collect();
        let tightened = Defaults::check(&tightened).unwrap();
        for (defaults, ends_on) in [(&Defaults::national(), "2026-04-14"), (&tightened, "2026-03-14")] {
            let answer = due_date(&Calendar::builtin(), defaults, "EP-1", "2026-01-15").unwrap();
            assert_eq!(answer.due.due_strict.to_string(), ends_on);
        }
    }
}
