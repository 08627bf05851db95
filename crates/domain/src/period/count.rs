//! The ways of counting, one small function a rule. Each gives `None` where the calendar ends.

use chrono::{Days, Months, TimeDelta, Timelike};

use crate::{
    calendar::Calendar,
    term::{Term, same_day_later, term_end},
    time::{Date, Instant},
};

/// **C-1** (CPL 105): a period in days. The day of the event is not counted; the last day is the event's plus `n`.
#[must_use]
pub fn days_after(event: Date, n: u32) -> Option<Date> {
    event.checked_add_days(Days::new(u64::from(n)))
}

/// **C-1** (CPL 105): the first working day from this day on, and the rest days that were passed to reach it.
#[must_use]
pub fn next_working_day(from: Date, calendar: &Calendar) -> Option<(Date, Vec<Date>)> {
    let mut passed = Vec::new();
    let mut day = from;
    while !calendar.is_working_day(day).is_working() {
        passed.push(day);
        day = day.succ_opt()?;
    }
    Some((day, passed))
}

/// **C-2**: a period in working days. Every day after the event up to the `n`-th working day, each with its number if it counts;
/// make-up days count, holidays and plain weekends do not.
#[must_use]
pub fn working_days_after(event: Date, n: u32, calendar: &Calendar) -> Option<Vec<(Date, Option<u32>)>> {
    let mut days = Vec::new();
    let mut day = event;
    let mut count = 0;
    while count < n {
        day = day.succ_opt()?;
        let counts = calendar.is_working_day(day).is_working();
        count += u32::from(counts);
        days.push((day, counts.then_some(count)));
    }
    Some(days)
}

/// **C-3** (INT21 202 ¶1): a procedural period in months. To the same day-number `n` months later; from the last day of a month to
/// the last day of the target month, and to that too where the day-number does not exist.
///
/// ```
/// use domain::{period::months_after, time::parse_date};
///
/// let after = |day, n| months_after(parse_date(day).unwrap(), n).unwrap().to_string();
/// assert_eq!(after("2026-01-31", 3), "2026-04-30"); // the last day to the last day
/// assert_eq!(after("2026-04-30", 3), "2026-07-31");
/// assert_eq!(after("2026-01-30", 1), "2026-02-28"); // no such day
/// ```
#[must_use]
pub fn months_after(event: Date, n: u32) -> Option<Date> {
    same_day_later(event, n)
}

/// **C-5** (CPL 105): a period in hours. First to the minute, for alarms and for the duties of organs; second with the starting
/// hour not counted, for thresholds against a person. No shift.
///
/// ```
/// use domain::{period::hours_after, time::local};
///
/// let lost_at = "2026-05-06T09:30:00+08:00".parse().unwrap();
/// let (alarm, threshold) = hours_after(lost_at, 48).unwrap();
/// assert_eq!(local(alarm).to_rfc3339(), "2026-05-08T09:30:00+08:00");
/// assert_eq!(local(threshold).to_rfc3339(), "2026-05-08T10:00:00+08:00");
/// ```
#[must_use]
pub fn hours_after(event: Instant, n: u32) -> Option<(Instant, Instant)> {
    let hours = TimeDelta::hours(i64::from(n));
    // The offset of the legal clock is whole hours, so a full hour in UTC is a full hour there.
    let starting_hour = event.with_minute(0)?.with_second(0)?.with_nanosecond(0)?;
    let next_full_hour = starting_hour.checked_add_signed(TimeDelta::hours(1))?;
    Some((event.checked_add_signed(hours)?, next_full_hour.checked_add_signed(hours)?))
}

/// **C-7**: so many days before an event. Never moved.
#[must_use]
pub fn days_before(event: Date, n: u32) -> Option<Date> {
    event.checked_sub_days(Days::new(u64::from(n)))
}

/// **C-7**: so many months before an event: the same day-number, clamped to the length of the month, without the stretch from
/// month end to month end; the earlier day is the safe one. Never moved.
///
/// ```
/// use domain::{period::months_before, time::parse_date};
///
/// let before = |day, n| months_before(parse_date(day).unwrap(), n).unwrap().to_string();
/// assert_eq!(before("2026-04-30", 2), "2026-02-28");
/// assert_eq!(before("2026-02-28", 1), "2026-01-28");
/// ```
#[must_use]
pub fn months_before(event: Date, n: u32) -> Option<Date> {
    event.checked_sub_months(Months::new(n))
}

/// **C-10**: the last day of a power limited in months, which counts its first day and ends the day before the corresponding
/// date, as a term does (C-4): the stricter reading.
#[must_use]
pub fn validity_end(first_day: Date, months: u32) -> Option<Date> {
    term_end(first_day, Term::months(months))
}
