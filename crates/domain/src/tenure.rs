//! The days on which something is held: a role by an account, a delegation by a judicial office.

use serde::{Deserialize, Serialize};

use crate::{code::TenureState, time::Date};

/// From a first day to a last, both counted whole (Asia/Shanghai, rule C-11).
///
/// What was ended before its first day was never held: its last day lies before its first, and it covers none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenure {
    /// The first day.
    pub starts_on: Date,
    /// The last day, once known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
}

impl Tenure {
    /// From this day on, with no end known.
    #[must_use]
    pub fn since(starts_on: Date) -> Self {
        Self { starts_on, ends_on: None }
    }

    /// Where a day lies to these days.
    #[must_use]
    pub fn state(self, on: Date) -> TenureState {
        if self.is_empty() || self.last() < on {
            TenureState::Past
        } else if on < self.starts_on {
            TenureState::Future
        } else {
            TenureState::Present
        }
    }

    /// Whether the day is one of these.
    #[must_use]
    pub fn covers(self, on: Date) -> bool {
        self.state(on) == TenureState::Present
    }

    /// Whether any day is of both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let both =
            Self { starts_on: self.starts_on.max(other.starts_on), ends_on: Some(self.last().min(other.last())) };
        !both.is_empty()
    }

    /// Whether it ends before it begins.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.last() < self.starts_on
    }

    fn last(self) -> Date {
        self.ends_on.unwrap_or(Date::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::parse_date;

    fn tenure(starts_on: &str, ends_on: Option<&str>) -> Tenure {
        Tenure { starts_on: parse_date(starts_on).unwrap(), ends_on: ends_on.map(|day| parse_date(day).unwrap()) }
    }

    #[test]
    fn the_first_and_the_last_day_count_whole_and_the_days_around_them_do_not() {
        let week = tenure("2026-11-23", Some("2026-11-27"));
        for (day, state) in [
            ("2026-11-22", TenureState::Future),
            ("2026-11-23", TenureState::Present),
            ("2026-11-27", TenureState::Present),
            ("2026-11-28", TenureState::Past),
        ] {
            let day = parse_date(day).unwrap();
            assert_eq!((week.state(day), week.covers(day)), (state, state == TenureState::Present), "{day}");
        }
        assert!(tenure("2026-11-23", None).covers(Date::MAX));
    }

    #[test]
    fn what_was_ended_before_it_began_is_past_on_every_day_and_overlaps_nothing() {
        let never = tenure("2026-11-23", Some("2026-11-22"));
        for day in ["2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24"] {
            assert_eq!(never.state(parse_date(day).unwrap()), TenureState::Past, "{day}");
        }
        assert!(!never.overlaps(never) && !never.overlaps(tenure("2020-01-01", None)));
    }

    #[test]
    fn one_common_day_is_an_overlap_and_a_change_overnight_is_none() {
        let week = tenure("2026-11-23", Some("2026-11-27"));
        for (other, overlaps) in [
            (tenure("2026-11-01", Some("2026-11-22")), false),
            (tenure("2026-11-01", Some("2026-11-23")), true),
            (tenure("2026-11-25", Some("2026-11-25")), true),
            (tenure("2026-11-27", None), true),
            (tenure("2026-11-28", None), false),
        ] {
            assert_eq!((week.overlaps(other), other.overlaps(week)), (overlaps, overlaps), "{other:?}");
        }
    }
}
