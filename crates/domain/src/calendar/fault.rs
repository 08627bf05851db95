//! What can be wrong with the table of a year.

use crate::{text::Text, time::Date};

/// Why a table of a year is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// A day lies in another year.
    #[error("{0} is not in the year of the table")]
    OutsideYear(Date),
    /// A holiday ends before it begins.
    #[error("the holiday from {0} ends before it begins")]
    EndBeforeStart(Date),
    /// A day is both off and worked.
    #[error("{0} stands twice in the table")]
    Twice(Date),
    /// A working day that is worked anyway.
    #[error("{0} is not a weekend")]
    NotAWeekend(Date),
}

impl CalendarFault {
    /// The stable code of the fault.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OutsideYear(_) => "outside_year",
            Self::EndBeforeStart(_) => "end_before_start",
            Self::Twice(_) => "day_stands_twice",
            Self::NotAWeekend(_) => "not_a_weekend",
        }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::OutsideYear(day) => Text::new(format!("{day}不在该年度内"), format!("{day} is not in this year")),
            Self::EndBeforeStart(day) => Text::new(
                format!("自{day}起的假期结束早于开始"),
                format!("the holiday from {day} ends before it begins"),
            ),
            Self::Twice(day) => Text::new(format!("{day}重复出现"), format!("{day} stands twice")),
            Self::NotAWeekend(day) => {
                Text::new(format!("{day}不是周末，无须调休"), format!("{day} is not a weekend and is worked anyway"))
            }
        }
    }
}
