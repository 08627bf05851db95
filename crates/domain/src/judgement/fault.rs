//! What can be wrong with a question.

use crate::{text::Text, time::Date};

/// Why a question cannot be answered; it names the parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuestionFault {
    /// A date is outside the years 1900 to 2200.
    #[error("{parameter} is outside the years 1900 to 2200")]
    Date {
        /// The parameter.
        parameter: &'static str,
    },
    /// A span ends before it starts.
    #[error("{parameter} lies before {start}")]
    EndBeforeStart {
        /// The parameter that gives the end.
        parameter: &'static str,
        /// The parameter that gives the start.
        start: &'static str,
    },
    /// A parameter that this question needs is missing.
    #[error("{parameter} is missing")]
    Missing {
        /// The parameter.
        parameter: &'static str,
    },
    /// A parameter does not go with another one.
    #[error("{parameter} does not go with {other}")]
    DoesNotGoWith {
        /// The parameter.
        parameter: &'static str,
        /// The other one.
        other: &'static str,
    },
    /// A length is no time at all.
    #[error("{parameter} is zero")]
    Zero {
        /// The parameter.
        parameter: &'static str,
    },
    /// A number or a list is larger than can be computed.
    #[error("{parameter} is more than {limit}")]
    TooLarge {
        /// The parameter.
        parameter: &'static str,
        /// Its limit.
        limit: u32,
    },
    /// A date lies after the last day that it can name.
    #[error("{parameter} lies after {last}")]
    After {
        /// The parameter.
        parameter: &'static str,
        /// The last day.
        last: Date,
    },
    /// A span of a list has a date outside the years 1900 to 2200.
    #[error("{list}[{index}].{member} is outside the years 1900 to 2200")]
    DateInList {
        /// The parameter that is the list.
        list: &'static str,
        /// The place of the span, from 0.
        index: usize,
        /// Which of its two dates.
        member: &'static str,
    },
    /// A span of a list ends before it starts.
    #[error("{list}[{index}] ends before it starts")]
    EndBeforeStartInList {
        /// The parameter that is the list.
        list: &'static str,
        /// The place of the span, from 0.
        index: usize,
    },
    /// Not the code of a county, a district or a county-level city (GB/T 2260).
    #[error("{parameter} is not the code of a county, a district or a county-level city")]
    Region {
        /// The parameter.
        parameter: &'static str,
    },
}

impl QuestionFault {
    /// The name of the parameter at fault, its parts joined by dots: `from`, `absence.to`, `earlier.3.from`.
    #[must_use]
    pub fn parameter(self) -> String {
        match self {
            Self::Date { parameter }
            | Self::EndBeforeStart { parameter, .. }
            | Self::Missing { parameter }
            | Self::DoesNotGoWith { parameter, .. }
            | Self::Zero { parameter }
            | Self::TooLarge { parameter, .. }
            | Self::After { parameter, .. }
            | Self::Region { parameter } => parameter.to_owned(),
            Self::DateInList { list, index, member } => format!("{list}.{index}.{member}"),
            Self::EndBeforeStartInList { list, index } => format!("{list}.{index}.to"),
        }
    }

    /// The stable code of what is wrong.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Date { .. } | Self::DateInList { .. } => "implausible_date",
            Self::EndBeforeStart { .. } | Self::EndBeforeStartInList { .. } => "end_before_start",
            Self::Missing { .. } => "required",
            Self::DoesNotGoWith { .. } => "does_not_go_with",
            Self::Zero { .. } => "zero",
            Self::TooLarge { .. } => "too_large",
            Self::After { .. } => "too_late",
            Self::Region { .. } => "unknown_region",
        }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::Date { .. } | Self::DateInList { .. } => {
                Text::new("日期须在1900年至2200年之间", "the date must lie in the years 1900 to 2200")
            }
            Self::EndBeforeStartInList { .. } => Text::new("不能早于from", "must not lie before from"),
            Self::EndBeforeStart { start, .. } => {
                Text::new(format!("不能早于{start}"), format!("must not lie before {start}"))
            }
            Self::Missing { .. } => Text::new("缺少该参数", "this parameter is needed"),
            Self::DoesNotGoWith { other, .. } => {
                Text::new(format!("与{other}不能并用"), format!("does not go with {other}"))
            }
            Self::Zero { .. } => Text::new("不能为零", "must not be zero"),
            Self::TooLarge { limit, .. } => {
                Text::new(format!("不能超过{limit}"), format!("must not be more than {limit}"))
            }
            Self::After { last, .. } => Text::new(format!("不能晚于{last}"), format!("must not lie after {last}")),
            Self::Region { .. } => Text::new(
                "不是县、市辖区或者县级市的行政区划代码",
                "not the code of a county, a district or a county-level city (GB/T 2260)",
            ),
        }
    }
}
