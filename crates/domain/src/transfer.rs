//! Change of the place of execution (执行地变更): reporting at the new place (CCL 27; IM 31; rules E-9 … E-11, rulebook §5.4).
//!
//! Until the person has reported there, the old agency answers for the case: it searches, and the case is not transferred out.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Calendar,
    judgement::{Duty, QuestionFault, basis, days_between, plausible},
    period::{Start, due},
    rulebook,
    text::Text,
    time::{Date, start_of_day},
};

/// The rule of the time for reporting.
const REPORTING: &str = "E-9";

/// Has the person arrived at the new place in time?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ArrivalQuestion {
    /// The day on which the person received the decision.
    pub decision_received_on: Date,
    /// The day on which the person reported at the new agency, if that has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<Date>,
    /// The day asked about.
    pub as_of: Date,
}

/// Whether the person has arrived, and what is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Arrival {
    /// The seventh day, not moved.
    pub due_strict: Date,
    /// The same moved off a rest day.
    pub due_legal: Date,
    /// Whether the limit has passed without a report.
    pub late: bool,
    /// Whether the case has gone over to the new agency.
    pub transferred_out: bool,
    /// What is to be done, and by which of the two agencies.
    pub duties: Vec<Duty>,
    /// The article.
    pub basis: Text,
    /// How it was counted.
    pub explanation: Vec<Text>,
}

/// **E-9, E-11** (IM 31): within seven days of receiving the decision the person reports at the new agency. If the person does not, the
/// new agency tells the old one at once, and the **old** agency searches.
///
/// # Errors
///
/// When a date is implausible, or the report or the day asked about lies before the decision was received.
pub fn arrival(question: ArrivalQuestion, calendar: &Calendar) -> Result<Arrival, QuestionFault> {
    const RECEIVED: &str = "decision_received_on";
    let ArrivalQuestion { decision_received_on, reported_on, as_of } = question;
    plausible(RECEIVED, decision_received_on)?;
    days_between((RECEIVED, decision_received_on), ("as_of", as_of))?;
    if let Some(reported_on) = reported_on {
        days_between((RECEIVED, decision_received_on), ("reported_on", reported_on))?;
    }
    let limit = rulebook::rule(REPORTING)
        .and_then(|rule| rule.deadline)
        .and_then(|deadline| due(&deadline, Start::Day(decision_received_on), calendar).ok())
        .ok_or(QuestionFault::Date { parameter: RECEIVED })?;
    let transferred_out = reported_on.is_some_and(|reported_on| reported_on <= as_of);
    let late = !transferred_out && limit.has_passed(start_of_day(as_of));
    let mut explanation = limit.explanation;
    if late {
        explanation.push(Text::new(
            "期限已过而未报到：执行地尚未变更完毕，仍由原执行地负责",
            "the limit has passed without a report: the case has not gone over and the old agency answers for it",
        ));
    }
    Ok(Arrival {
        due_strict: limit.due_strict,
        due_legal: limit.due_legal,
        late,
        transferred_out,
        duties: if late { search_duties(as_of) } else { Vec::new() },
        basis: basis(REPORTING, as_of),
        explanation,
    })
}

fn search_duties(on: Date) -> Vec<Duty> {
    vec![
        Duty::new(
            "E-11",
            Text::new(
                "新执行地县级社区矫正机构立即通知原执行地县级社区矫正机构",
                "the new agency tells the old one at once",
            ),
            on,
        ),
        Duty::new("E-11", Text::new("原执行地县级社区矫正机构组织查找", "the old agency searches"), on),
    ]
}
