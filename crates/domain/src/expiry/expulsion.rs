//! Foreigners who are to be expelled when their term is over (OP26 22; rulebook §10, RL-9).

use serde::{Deserialize, Serialize};

use crate::{
    judgement::{QuestionFault, basis, days_between},
    period::months_before,
    term::{Term, term_end},
    text::Text,
    time::Date,
};

/// When are the police told of a foreigner who is to be expelled?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExpulsionQuestion {
    /// The day of intake.
    pub intake_on: Date,
    /// The first day of the term.
    pub starts_on: Date,
    /// The last day of the term; the person is handed over at the agency on it.
    pub ends_on: Date,
    /// Whether the nationality is unclear.
    #[serde(default)]
    pub nationality_unclear: bool,
}

/// When the police are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExpulsionNotice {
    /// The last day for it; the day of intake where the time before the end does not reach back to it.
    pub due_on: Date,
    /// Whether that is the day of intake.
    pub at_intake: bool,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was counted.
    pub explanation: Vec<Text>,
}

/// **RL-9** (OP26 22): copies of judgment and execution notice go to the police two months before the end; where the nationality is
/// unclear the police are told six months before, and at intake where the term is shorter than six months.
///
/// # Errors
///
/// When a date is implausible or the end lies before the start or the intake.
pub fn expulsion_notice(question: ExpulsionQuestion) -> Result<ExpulsionNotice, QuestionFault> {
    let ExpulsionQuestion { intake_on, starts_on, ends_on, nationality_unclear } = question;
    days_between(("starts_on", starts_on), ("ends_on", ends_on))?;
    days_between(("intake_on", intake_on), ("ends_on", ends_on))?;
    let out_of_range = QuestionFault::Date { parameter: "ends_on" };
    let (rule, months) = if nationality_unclear { ("RL-9b", 6) } else { ("RL-9a", 2) };
    let before = months_before(ends_on, months).ok_or(out_of_range)?;
    let shorter = nationality_unclear && term_end(starts_on, Term::months(months)).ok_or(out_of_range)? > ends_on;
    let at_intake = shorter || before <= intake_on;
    let due_on = if at_intake { intake_on } else { before };
    let step = if at_intake {
        Text::new(
            format!("期限届满前{months}个月为{before}，入矫时已不足此期间或者矫正期限不满该期间：入矫时即通知"),
            format!("{months} months before the end would be {before}: at intake, for there is less time than that"),
        )
    } else {
        Text::new(
            format!("至迟在{ends_on}届满前{months}个月，即{before}，通知公安机关"),
            format!("the police are told {months} months before {ends_on}, by {before}"),
        )
    };
    Ok(ExpulsionNotice {
        due_on,
        at_intake,
        rule: rule.to_owned(),
        basis: basis(rule, ends_on),
        explanation: vec![step],
    })
}
