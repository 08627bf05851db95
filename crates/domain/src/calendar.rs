//! The calendar of working days: data per year, never a guess.
//!
//! **Rule C-2.** Statutory holidays and weekends are rest days; a weekend that a holiday notice makes a working day (调休) is one.
//! A year without a table is answered by its weekends only and marked provisional (rulebook §16.2).

mod fault;
mod notices;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Weekday};
pub use fault::CalendarFault;
use serde::{Deserialize, Serialize};

use crate::{rulebook::fnv, text::Text, time::Date};

/// A run of days off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Holiday {
    /// The name of the holiday.
    pub name: Text,
    /// The first day off.
    pub from: Date,
    /// The last day off.
    pub to: Date,
}

/// The days of one year that differ from the plain week, as a notice of the State Council gives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct YearTable {
    /// The year.
    pub year: i32,
    /// The days off.
    pub holidays: Vec<Holiday>,
    /// Weekend days on which people work.
    pub working_days: Vec<Date>,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'calendar> {
    /// A plain working day.
    Working,
    /// A weekend day on which people work (调休上班).
    MakeUp,
    /// A plain weekend day.
    Weekend,
    /// A day off by a holiday notice.
    Holiday(&'calendar Text),
}

/// Whether a day is worked, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkingDay {
    /// The year has a table.
    Known(bool),
    /// The year has none; only its weekends are known.
    Provisional(bool),
}

impl WorkingDay {
    /// Whether the day is worked, as far as is known.
    #[must_use]
    pub fn is_working(self) -> bool {
        match self {
            Self::Known(working) | Self::Provisional(working) => working,
        }
    }

    /// Whether the year has no table.
    #[must_use]
    pub fn is_provisional(self) -> bool {
        matches!(self, Self::Provisional(_))
    }
}

/// The calendar: tables of years.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    years: BTreeSet<i32>,
    days_off: BTreeMap<Date, Text>,
    make_up_days: BTreeSet<Date>,
}

impl Calendar {
    /// A calendar that knows no year.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The calendar of 2020 to 2026, as the State Council's notices give them.
    #[must_use]
    pub fn builtin() -> Self {
        Self::of(&notices::tables())
    }

    /// What of the built-in calendar was published by this day: what could be counted with on it (K-15).
    #[must_use]
    pub fn published_by(day: Date) -> Self {
        Self::of(&notices::published_by(day))
    }

    fn of(tables: &[YearTable]) -> Self {
        let mut calendar = Self::empty();
        for table in tables {
            calendar.put(table);
        }
        calendar
    }

    /// Takes in the table of a year, in the place of an earlier one.
    ///
    /// # Errors
    ///
    /// When a day of the table is in another year, stands twice, or is a working day without it.
    pub fn load(&mut self, table: &YearTable) -> Result<(), CalendarFault> {
        check(table)?;
        self.put(table);
        Ok(())
    }

    /// The table of a year that is built in.
    #[must_use]
    pub fn built_in(year: i32) -> Option<YearTable> {
        notices::tables().into_iter().find(|table| table.year == year)
    }

    fn put(&mut self, table: &YearTable) {
        self.days_off.retain(|day, _| day.year() != table.year);
        self.make_up_days.retain(|day| day.year() != table.year);
        self.years.insert(table.year);
        for holiday in &table.holidays {
            let days = holiday.from.iter_days().take_while(|day| *day <= holiday.to);
            self.days_off.extend(days.map(|day| (day, holiday.name.clone())));
        }
        self.make_up_days.extend(&table.working_days);
    }

    /// The years that have a table.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.iter().copied()
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> WorkingDay {
        let working = matches!(self.kind(day), DayKind::Working | DayKind::MakeUp);
        if self.years.contains(&day.year()) { WorkingDay::Known(working) } else { WorkingDay::Provisional(working) }
    }

    /// What the day is.
    #[must_use]
    pub fn kind(&self, day: Date) -> DayKind<'_> {
        if let Some(name) = self.days_off.get(&day) {
            DayKind::Holiday(name)
        } else if !is_weekend(day) {
            DayKind::Working
        } else if self.make_up_days.contains(&day) {
            DayKind::MakeUp
        } else {
            DayKind::Weekend
        }
    }

    /// A fingerprint of the tables, to stand with conclusions that rest on them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fnv(&format!("{self:?}"))
    }
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn check(table: &YearTable) -> Result<(), CalendarFault> {
    let mut seen = BTreeSet::new();
    let mut once = |day: Date| {
        if day.year() != table.year {
            Err(CalendarFault::OutsideYear(day))
        } else if seen.insert(day) {
            Ok(())
        } else {
            Err(CalendarFault::Twice(day))
        }
    };
    for holiday in &table.holidays {
        if holiday.to < holiday.from {
            return Err(CalendarFault::EndBeforeStart(holiday.from));
        }
        if holiday.to.year() != table.year {
            return Err(CalendarFault::OutsideYear(holiday.to));
        }
        holiday.from.iter_days().take_while(|day| *day <= holiday.to).try_for_each(&mut once)?;
    }
    for day in &table.working_days {
        once(*day)?;
        if !is_weekend(*day) {
            return Err(CalendarFault::NotAWeekend(*day));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_tables_pass_their_own_check_and_lose_no_day() {
        let tables = notices::tables();
        assert_eq!(tables.iter().map(|table| table.year).collect::<Vec<_>>(), (2020..=2026).collect::<Vec<_>>());
        for table in &tables {
            assert_eq!(check(table), Ok(()), "{}", table.year);
        }
        // Counted by hand in the notices: days off and working weekends of each year.
        let counts: Vec<_> = (2020..=2026)
            .map(|year| {
                let calendar = Calendar::builtin();
                let off = calendar.days_off.keys().filter(|day| day.year() == year).count();
                (off, calendar.make_up_days.iter().filter(|day| day.year() == year).count())
            })
            .collect();
        assert_eq!(counts, [(30, 6), (31, 7), (32, 7), (28, 7), (28, 8), (28, 5), (33, 6)]);
    }

    #[test]
    fn days_of_2026_are_what_the_notice_says() {
        let calendar = Calendar::builtin();
        for (date, working) in [
            ("2026-01-01", false),
            ("2026-01-04", true),
            ("2026-02-14", true),
            ("2026-02-23", false),
            ("2026-02-24", true),
            ("2026-04-06", false),
            ("2026-05-09", true),
            ("2026-09-20", true),
            ("2026-09-27", false),
            ("2026-10-08", true),
            ("2026-10-10", true),
            ("2026-10-11", false),
        ] {
            assert_eq!(calendar.is_working_day(day(date)), WorkingDay::Known(working), "{date}");
        }
    }

    #[test]
    fn a_year_is_known_from_the_day_of_its_notice() {
        for (on, known) in [("2025-11-03", false), ("2025-11-04", true), ("2025-11-05", true)] {
            let calendar = Calendar::published_by(day(on));
            assert_eq!(calendar.is_working_day(day("2026-01-01")).is_provisional(), !known, "{on}");
            assert!(!calendar.is_working_day(day("2025-10-01")).is_provisional(), "{on}");
        }
        assert_eq!(Calendar::published_by(day("2026-11-23")).fingerprint(), Calendar::builtin().fingerprint());
    }

    #[test]
    fn a_year_without_a_table_knows_only_its_weekends() {
        let calendar = Calendar::builtin();
        assert_eq!(calendar.is_working_day(day("2027-01-01")), WorkingDay::Provisional(true));
        assert_eq!(calendar.is_working_day(day("2027-01-02")), WorkingDay::Provisional(false));
        assert_eq!(calendar.is_working_day(day("2019-10-01")), WorkingDay::Provisional(true));
    }

    #[test]
    fn a_table_with_a_strange_day_is_refused() {
        let holiday = |from, to| Holiday { name: Text::new("元旦", "New Year"), from: day(from), to: day(to) };
        let table = |holidays, working: &[&str]| YearTable {
            year: 2027,
            holidays,
            working_days: working.iter().map(|text| day(text)).collect(),
        };
        let mut calendar = Calendar::builtin();
        for (table, fault) in [
            (table(vec![holiday("2026-12-31", "2027-01-01")], &[]), CalendarFault::OutsideYear(day("2026-12-31"))),
            (table(vec![holiday("2027-12-31", "9999-01-01")], &[]), CalendarFault::OutsideYear(day("9999-01-01"))),
            (table(vec![holiday("2027-01-03", "2027-01-01")], &[]), CalendarFault::EndBeforeStart(day("2027-01-03"))),
            (
                table(vec![holiday("2027-01-01", "2027-01-02")], &["2027-01-02"]),
                CalendarFault::Twice(day("2027-01-02")),
            ),
            (table(vec![], &["2027-01-04"]), CalendarFault::NotAWeekend(day("2027-01-04"))),
        ] {
            assert_eq!(calendar.load(&table), Err(fault));
        }
        let before = calendar.fingerprint();
        calendar.load(&table(vec![holiday("2027-01-01", "2027-01-03")], &["2027-01-09"])).unwrap();
        assert_eq!(calendar.is_working_day(day("2027-01-01")), WorkingDay::Known(false));
        assert_ne!(calendar.fingerprint(), before);
    }
}
