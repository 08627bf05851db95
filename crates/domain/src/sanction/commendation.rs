//! Commendation (表扬): IM 33, CCL 28.

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, CommendationCondition, Outcome},
    judgement::{Ground, QuestionFault, basis, days_between, fact},
    period::months_after,
    text::Text,
    time::Date,
};

/// The months in correction that ordinary commendation asks for (IM 33).
const MONTHS: u32 = 6;

/// May this person be commended?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommendationQuestion {
    /// The day of intake.
    pub intake_on: Date,
    /// The day asked about.
    pub on: Date,
    /// Those of the four conditions that are fulfilled.
    #[serde(default)]
    pub fulfilled: Vec<CommendationCondition>,
    /// Whether there are outstanding deeds (突出表现), for which no time is asked.
    #[serde(default)]
    pub outstanding: bool,
}

/// Whether a person may be commended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Commendation {
    /// Whether the law allows it.
    pub outcome: Outcome,
    /// The first day of ordinary commendation.
    pub earliest_on: Date,
    /// What is asked for, each met or not.
    pub conditions: Vec<Ground>,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **IM 33**: commendation may be given after six months in correction to one who fulfils all four conditions, and at any time for
/// outstanding deeds.
///
/// # Errors
///
/// When a date is implausible or the day asked about lies before intake.
pub fn commendation(question: &CommendationQuestion) -> Result<Commendation, QuestionFault> {
    let CommendationQuestion { intake_on, on, fulfilled, outstanding } = question;
    days_between(("intake_on", *intake_on), ("on", *on))?;
    let earliest_on = months_after(*intake_on, MONTHS).ok_or(QuestionFault::Date { parameter: "intake_on" })?;
    let time = Ground::new(
        "IM-33",
        Text::new("接受社区矫正六个月以上", "six months in correction or more"),
        Outcome::of(*on >= earliest_on),
        vec![fact("intake_on", intake_on), fact("earliest_on", earliest_on)],
        *on,
    );
    let four = CommendationCondition::ALL.iter().map(|condition| {
        let (zh, en) = condition.label();
        let outcome = Outcome::of(fulfilled.contains(condition));
        Ground::new("IM-33", Text::new(zh, en), outcome, vec![fact(condition.code(), outcome)], *on)
    });
    let conditions: Vec<_> = [time].into_iter().chain(four).collect();
    let ordinary = conditions.iter().fold(Outcome::Met, |all, ground| all.and(ground.state));
    let outcome = ordinary.or(Outcome::of(*outstanding));
    let explanation = vec![if *outstanding {
        Text::new("有突出表现，不受六个月限制", "outstanding deeds: no time is asked for")
    } else {
        Text::new(
            format!("{intake_on}入矫，满六个月为{earliest_on}，并须同时具备四项条件"),
            format!("intake on {intake_on}, six months on {earliest_on}; all four conditions are needed with it"),
        )
    }];
    Ok(Commendation { outcome, earliest_on, conditions, basis: basis("IM-33", *on), explanation })
}
