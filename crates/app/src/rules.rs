//! The law, asked without a case: when a period is due, when a term ends. The same for HTTP and the command line.

use domain::calendar::Calendar;
use domain::code::Category;
use domain::period::{self, Due, PeriodFault, Start};
use domain::rulebook::{self, Rule, Unit};
use domain::term::{Custody, Term, TermFault, TermResult, correction_term};
use domain::text::Text;
use domain::time::{Date, Instant, is_plausible, parse_date};
use thiserror::Error as ThisError;

/// The rule by which terms are counted.
pub const TERM_RULE: &str = "C-4";

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
        parameter: &'static str,
        /// What is wrong with it.
        message: Text,
    },
}

impl From<PeriodFault> for Unanswerable {
    fn from(fault: PeriodFault) -> Self {
        Self::Parameter { parameter: fault.parameter(), message: fault.message() }
    }
}

impl From<TermFault> for Unanswerable {
    fn from(fault: TermFault) -> Self {
        Self::Parameter { parameter: fault.parameter(), message: fault.message() }
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

/// The rules, all or those that rest on an instrument, named by its abbreviation (`CCL`, `IM`, `OP26` …).
pub fn list(instrument: Option<&str>) -> impl Iterator<Item = &'static Rule> {
    rulebook::all().filter(move |rule| instrument.is_none_or(|instrument| rests_on(rule, instrument)))
}

fn rests_on(rule: &Rule, instrument: &str) -> bool {
    rule.basis.en.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == instrument)
}

/// One rule.
///
/// # Errors
/// `NoSuchRule`.
pub fn get(id: &str) -> Result<&'static Rule, Unanswerable> {
    rulebook::rule(id).ok_or(Unanswerable::NoSuchRule)
}

/// When a rule's period is due that runs from (or up to) `start`: a day, or for periods in hours a moment (RFC 3339).
///
/// # Errors
/// `NoSuchRule`, `NoPeriod`, or a fault of the parameter `start`.
pub fn due_date(calendar: &Calendar, id: &str, start: &str) -> Result<DueDate, Unanswerable> {
    let rule = get(id)?;
    let deadline = rule.deadline.as_ref().ok_or(Unanswerable::NoPeriod)?;
    let start = match deadline.unit {
        Unit::Hour => moment(start)?,
        Unit::Day | Unit::WorkingDay | Unit::Month | Unit::Year => day(start)?,
    };
    if !is_plausible(start.day()) {
        return Err(PeriodFault::OutOfRange.into());
    }
    let due = period::due(deadline, start, calendar)?;
    Ok(DueDate { rule, starts_at: start.moment(), due })
}

fn day(text: &str) -> Result<Start, Unanswerable> {
    parse_date(text).map(Start::Day).ok_or_else(|| Unanswerable::Parameter {
        parameter: "start",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(answer: Result<DueDate, Unanswerable>) -> &'static str {
        match answer.unwrap_err() {
            Unanswerable::Parameter { parameter, .. } => parameter,
            other @ (Unanswerable::NoSuchRule | Unanswerable::NoPeriod) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_period_in_hours_wants_a_moment_and_every_other_a_day() {
        let calendar = Calendar::builtin();
        for moment in ["2026-05-06T09:30:00+08:00", "2026-05-06T01:30:00Z"] {
            let answer = due_date(&calendar, "S-4", moment).unwrap();
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
            assert_eq!(parameter(due_date(&calendar, rule, start)), "start", "{rule} {start}");
        }
        assert_eq!(due_date(&calendar, "T-1", "2026-05-06").unwrap_err(), Unanswerable::NoPeriod);
        assert_eq!(due_date(&calendar, "X-99", "2026-05-06").unwrap_err(), Unanswerable::NoSuchRule);
    }

    #[test]
    fn rules_are_found_by_the_whole_abbreviation_of_an_instrument() {
        let of = |instrument| list(Some(instrument)).map(|rule| rule.id).collect::<Vec<_>>();
        assert!(of("IM").contains(&"R-3") && of("CCL").contains(&"R-1") && of("INT21").contains(&"R-1"));
        assert!(!of("CL").contains(&"R-1"));
        assert!(of("im").is_empty());
        assert_eq!(list(None).count(), rulebook::all().count());
    }
}
