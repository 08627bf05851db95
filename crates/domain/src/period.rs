//! Periods: how the law counts from an event to a due date (rulebook §0.5, §16.1).
//!
//! Every period has two due dates. `due_strict` is the bare count: alarms run on it. `due_legal` is the same day moved to the next
//! working day where the law lets it move (CPL 105): lateness is recorded only after it. Hours, custody, the end of a term and
//! "so long **before** an event" never move.

mod count;
mod wording;

pub use count::{
    days_after, days_before, hours_after, months_after, months_before, next_working_day, validity_end,
    working_days_after,
};
use serde::Serialize;

use crate::{
    calendar::Calendar,
    rulebook::{Deadline, DeadlineKind, Direction, Shift, Unit},
    text::Text,
    time::{Date, Instant, local_day},
};

/// The most units that a period may have; more than any rule sets.
pub const MAX_UNITS: u32 = 36_500;

/// The event that a period runs from or up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A local civil day.
    Day(Date),
    /// A moment; what periods in hours need.
    Moment(Instant),
}

impl Start {
    /// The local civil day of the event.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Moment(at) => local_day(at),
        }
    }

    /// The moment of the event, if it is known.
    #[must_use]
    pub fn moment(self) -> Option<Instant> {
        match self {
            Self::Day(_) => None,
            Self::Moment(at) => Some(at),
        }
    }
}

/// When a period is due, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// The local civil day of the event.
    pub start: Date,
    /// The bare count; for alarms.
    pub due_strict: Date,
    /// The same moved off a rest day where the law lets it; lateness begins after it.
    pub due_legal: Date,
    /// For periods in hours: to the minute, for alarms and the duties of organs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// For periods in hours: the starting hour not counted, for thresholds against a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_legal_at: Option<Instant>,
    /// Whether it rests on a year whose calendar is not known: then it is the earliest possible date, never a ground for lateness.
    pub provisional: bool,
    /// How it was counted, step by step.
    pub explanation: Vec<Text>,
}

impl Due {
    /// Whether it is past due at a moment: the legal due date has run to 24:00, or the legal moment has passed. Never so while it is
    /// provisional.
    #[must_use]
    pub fn has_passed(&self, at: Instant) -> bool {
        !self.provisional && has_passed(self.due_legal, self.due_legal_at, at)
    }
}

/// Whether a legal due date, or where there is one the legal moment, lies behind a moment.
pub(crate) fn has_passed(due_legal: Date, due_legal_at: Option<Instant>, at: Instant) -> bool {
    due_legal_at.map_or_else(|| local_day(at) > due_legal, |due_legal_at| at > due_legal_at)
}

/// Why a period cannot be counted. The parameter at fault is always the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodFault {
    /// A period in hours needs a moment, not a day.
    #[error("a period in hours starts at a moment, not on a day")]
    StartNotAMoment,
    /// The count leaves the calendar, or has more than [`MAX_UNITS`] units.
    #[error("the period leaves the calendar")]
    OutOfRange,
}

impl PeriodFault {
    /// The name of the parameter at fault.
    #[must_use]
    pub fn parameter(self) -> &'static str {
        "start"
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::StartNotAMoment => {
                Text::new("以小时计算的期间须以带时区的时刻起算", "a period in hours starts at an RFC 3339 instant")
            }
            Self::OutOfRange => Text::new("日期超出可计算的范围", "the date is outside what can be computed"),
        }
    }
}

/// Counts a deadline of the rulebook from (or up to) its event (§0.5, C-1 … C-7, C-10).
///
/// ```
/// use domain::{calendar::Calendar, period::{Start, due}, rulebook, time::parse_date};
///
/// // R-1: five days from 28 September 2026 end on 3 October, a holiday; the first working day after it is the 8th.
/// let deadline = rulebook::rule("R-1").and_then(|rule| rule.deadline).unwrap();
/// let due = due(&deadline, Start::Day(parse_date("2026-09-28").unwrap()), &Calendar::builtin()).unwrap();
/// assert_eq!(due.due_strict.to_string(), "2026-10-03");
/// assert_eq!(due.due_legal.to_string(), "2026-10-08");
/// ```
///
/// # Errors
///
/// When the unit is the hour and the start is no moment, or when the count leaves the calendar.
pub fn due(deadline: &Deadline, start: Start, calendar: &Calendar) -> Result<Due, PeriodFault> {
    if deadline.n > MAX_UNITS {
        return Err(PeriodFault::OutOfRange);
    }
    match (deadline.unit, deadline.direction) {
        (Unit::Hour, Direction::After | Direction::Before) => {
            let at = start.moment().ok_or(PeriodFault::StartNotAMoment)?;
            in_hours(deadline.n, at).ok_or(PeriodFault::OutOfRange)
        }
        (Unit::WorkingDay, Direction::After) => {
            in_working_days(deadline.n, start.day(), calendar).ok_or(PeriodFault::OutOfRange)
        }
        (Unit::Day, Direction::After) => in_days(deadline, start.day(), calendar).ok_or(PeriodFault::OutOfRange),
        (Unit::Month | Unit::Year, Direction::After) => in_months(deadline, start.day()).ok_or(PeriodFault::OutOfRange),
        (Unit::Day | Unit::WorkingDay | Unit::Month | Unit::Year, Direction::Before) => {
            before(deadline, start.day(), calendar).ok_or(PeriodFault::OutOfRange)
        }
    }
}

/// A due date that no calendar and no hour touches.
fn fixed(start: Date, due: Date, explanation: Vec<Text>) -> Due {
    Due { start, due_strict: due, due_legal: due, due_at: None, due_legal_at: None, provisional: false, explanation }
}

/// C-1, C-6: calendar days.
fn in_days(deadline: &Deadline, start: Date, calendar: &Calendar) -> Option<Due> {
    let strict = days_after(start, deadline.n)?;
    let mut explanation = vec![wording::days(start, deadline.n, strict)];
    match deadline.shift {
        Shift::Fixed => {
            explanation.push(if deadline.kind == DeadlineKind::CustodyMax {
                wording::custody()
            } else {
                wording::does_not_move()
            });
            Some(fixed(start, strict, explanation))
        }
        Shift::Roll => {
            let (legal, passed) = next_working_day(strict, calendar)?;
            explanation.extend(wording::moved(&passed, legal, calendar));
            let provisional = passed.iter().chain([&legal]).any(|day| calendar.is_working_day(*day).is_provisional());
            if provisional {
                explanation.push(wording::provisional());
            }
            Some(Due { due_legal: legal, provisional, ..fixed(start, strict, explanation) })
        }
    }
}

/// C-2: working days. The last one is a working day by its nature, so nothing moves.
fn in_working_days(n: u32, start: Date, calendar: &Calendar) -> Option<Due> {
    let days = working_days_after(start, n, calendar)?;
    let due = days.last().map_or(start, |(day, _)| *day);
    let mut explanation = vec![wording::working_days(start, n)];
    explanation.extend(days.iter().map(|(day, count)| wording::working_day(*day, *count, calendar)));
    let provisional = days.iter().any(|(day, _)| calendar.is_working_day(*day).is_provisional());
    if provisional {
        explanation.push(wording::provisional());
    }
    Some(Due { provisional, ..fixed(start, due, explanation) })
}

/// C-3, C-10: months and years.
fn in_months(deadline: &Deadline, start: Date) -> Option<Due> {
    let months = months_of(deadline)?;
    Some(match deadline.kind {
        DeadlineKind::Validity | DeadlineKind::MaxValidity => {
            let due = validity_end(start, months)?;
            fixed(start, due, vec![wording::validity(start, months, due)])
        }
        DeadlineKind::Duty | DeadlineKind::ThresholdExclusive | DeadlineKind::CustodyMax => {
            let due = months_after(start, months)?;
            fixed(start, due, vec![wording::months(start, months, due), wording::does_not_move()])
        }
    })
}

/// C-5: hours.
fn in_hours(n: u32, at: Instant) -> Option<Due> {
    let (due_at, due_legal_at) = hours_after(at, n)?;
    Some(Due {
        start: local_day(at),
        due_strict: local_day(due_at),
        due_legal: local_day(due_legal_at),
        due_at: Some(due_at),
        due_legal_at: Some(due_legal_at),
        provisional: false,
        explanation: wording::hours(at, n, due_at, due_legal_at),
    })
}

/// C-7: so long before an event. Never moved, and never provisional: only the advice on rest days looks at the calendar.
fn before(deadline: &Deadline, end: Date, calendar: &Calendar) -> Option<Due> {
    let due = match deadline.unit {
        Unit::Month | Unit::Year => months_before(end, months_of(deadline)?)?,
        Unit::Day | Unit::WorkingDay | Unit::Hour => days_before(end, deadline.n)?,
    };
    let mut explanation = vec![wording::before(end, deadline, due)];
    if !calendar.is_working_day(due).is_working() {
        explanation.push(wording::act_before_rest_day());
    }
    Some(fixed(end, due, explanation))
}

fn months_of(deadline: &Deadline) -> Option<u32> {
    if deadline.unit == Unit::Year { deadline.n.checked_mul(12) } else { Some(deadline.n) }
}
