//! The day on which a decision takes effect (rules T-1, T-2), the start of a probation period (CL 73).
//!
//! The court's papers rule (T-3); what is computed here is the check on them.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::Calendar,
    judgement::{QuestionFault, plausible},
    period::{days_after, next_working_day},
    text::Text,
    time::Date,
};

/// The days within which a judgment can be appealed (CPL 230).
pub const APPEAL_DAYS: u32 = 10;

/// The most receipts that are looked at.
pub const MAX_RECEIPTS: u32 = 100;

/// How a decision became final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "finality", rename_all = "snake_case")]
pub enum Finality {
    /// A judgment of first instance that nobody appealed.
    Unappealed {
        /// The days on which the parties and the procuratorate received it.
        received_on: Vec<Date>,
    },
    /// A judgment of first instance whose appeal was withdrawn within the period (INT21 386).
    WithdrawnInTime {
        /// The days on which the parties and the procuratorate received it.
        received_on: Vec<Date>,
    },
    /// A judgment of first instance whose appeal was withdrawn later, with leave (INT21 386).
    WithdrawnLater {
        /// The day on which the ruling of second instance was served.
        ruling_served_on: Date,
    },
    /// A judgment or ruling of second instance that is final (INT21 413).
    SecondInstance {
        /// The day on which it was pronounced.
        pronounced_on: Date,
    },
    /// Another final decision (CPL 259).
    OnService {
        /// The day on which it was served.
        served_on: Date,
    },
}

/// The day on which a decision takes effect, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EffectiveDay {
    /// The last day for an appeal, where there was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appeal_ends_on: Option<Date>,
    /// The day.
    pub effective_on: Date,
    /// Whether it rests on a year whose calendar is not known: then it is the earliest possible day.
    pub provisional: bool,
    /// The rule: T-1 or T-2.
    pub rule: &'static str,
    /// How it was found, step by step.
    pub explanation: Vec<Text>,
}

/// The day on which a decision takes effect.
///
/// **T-1.** Ten days counted from the day after receipt, the last one moved off a rest day (CPL 105, 230). Where several received
/// it on different days the latest expiry governs, and one co-defendant's appeal opens the whole case (CPL 233), so that it is no
/// longer unappealed for anyone. **T-2.** Final decisions take effect when pronounced or served.
///
/// # Errors
///
/// When a day is missing or implausible; the fault names it.
pub fn effective_day(finality: &Finality, calendar: &Calendar) -> Result<EffectiveDay, QuestionFault> {
    match finality {
        Finality::Unappealed { received_on } => after_appeal_period(received_on, calendar, false),
        Finality::WithdrawnInTime { received_on } => after_appeal_period(received_on, calendar, true),
        Finality::WithdrawnLater { ruling_served_on } => {
            let day = plausible("ruling_served_on", *ruling_served_on)?;
            Ok(at_once(
                day,
                "T-1",
                Text::new(
                    format!(
                        "上诉期满后准许撤回上诉，自第二审裁定书送达之日{day}起生效（法释〔2021〕1号第三百八十六条）"
                    ),
                    format!(
                        "the appeal was withdrawn after the period, with leave: effective when the ruling of second instance was served, {day} (INT21 386)"
                    ),
                ),
            ))
        }
        Finality::SecondInstance { pronounced_on } => {
            let day = plausible("pronounced_on", *pronounced_on)?;
            Ok(at_once(
                day,
                "T-2",
                Text::new(
                    format!("第二审裁判为终审裁判，自宣告之日{day}起生效（法释〔2021〕1号第四百一十三条）"),
                    format!(
                        "a decision of second instance is final and takes effect when pronounced, {day} (INT21 413)"
                    ),
                ),
            ))
        }
        Finality::OnService { served_on } => {
            let day = plausible("served_on", *served_on)?;
            Ok(at_once(
                day,
                "T-2",
                Text::new(
                    format!("终审裁判自送达之日{day}起生效（刑事诉讼法第二百五十九条）"),
                    format!("a final decision takes effect when served, {day} (CPL 259)"),
                ),
            ))
        }
    }
}

fn at_once(effective_on: Date, rule: &'static str, step: Text) -> EffectiveDay {
    EffectiveDay { appeal_ends_on: None, effective_on, provisional: false, rule, explanation: vec![step] }
}

fn after_appeal_period(
    received_on: &[Date],
    calendar: &Calendar,
    withdrawn: bool,
) -> Result<EffectiveDay, QuestionFault> {
    const RECEIVED: &str = "received_on";
    if u32::try_from(received_on.len()).is_ok_and(|receipts| receipts > MAX_RECEIPTS) {
        return Err(QuestionFault::TooLarge { parameter: RECEIVED, limit: MAX_RECEIPTS });
    }
    for day in received_on {
        plausible(RECEIVED, *day)?;
    }
    let latest = received_on.iter().max().copied().ok_or(QuestionFault::Missing { parameter: RECEIVED })?;
    let out_of_range = QuestionFault::Date { parameter: RECEIVED };
    let tenth = days_after(latest, APPEAL_DAYS).ok_or(out_of_range)?;
    let (last_day, passed) = next_working_day(tenth, calendar).ok_or(out_of_range)?;
    let effective_on = if withdrawn { last_day } else { last_day.succ_opt().ok_or(out_of_range)? };
    let provisional = passed.iter().chain([&last_day]).any(|day| calendar.is_working_day(*day).is_provisional());
    let mut explanation = vec![receipt_step(received_on.len(), latest, tenth)];
    if !passed.is_empty() {
        explanation.push(Text::new(
            format!("{tenth}为休息日，顺延至其后第一个工作日{last_day}（刑事诉讼法第一百零五条）"),
            format!("{tenth} is a rest day: the first working day after it is {last_day} (CPL 105)"),
        ));
    }
    explanation.push(effect_step(last_day, effective_on, withdrawn));
    if provisional {
        explanation.push(Text::new(
            "涉及的年份尚无节假日安排，仅按周末计算：此为最早可能的日期",
            "the calendar of the year is not known and only weekends are counted: the earliest possible day",
        ));
    }
    Ok(EffectiveDay { appeal_ends_on: Some(last_day), effective_on, provisional, rule: "T-1", explanation })
}

fn receipt_step(receipts: usize, latest: Date, tenth: Date) -> Text {
    let (zh, en) = if receipts > 1 { ("，以最后收到的为准", ", the latest receipt,") } else { ("", "") };
    Text::new(
        format!("{latest}收到判决书{zh}，自次日起算{APPEAL_DAYS}日，至{tenth}（刑事诉讼法第二百三十条）"),
        format!(
            "received on {latest}{en} and counted from the next day: the {APPEAL_DAYS} days end on {tenth} (CPL 230)"
        ),
    )
}

fn effect_step(last_day: Date, effective_on: Date, withdrawn: bool) -> Text {
    if withdrawn {
        Text::new(
            format!("上诉期内撤回上诉，判决自上诉期满之日{effective_on}起生效（法释〔2021〕1号第三百八十六条）"),
            format!(
                "the appeal was withdrawn within the period: effective on the day it expires, {effective_on} (INT21 386)"
            ),
        )
    } else {
        Text::new(
            format!("上诉、抗诉期限至{last_day}届满，无上诉、抗诉，判决于次日{effective_on}生效（T-1）"),
            format!(
                "the period ends on {last_day} without appeal or protest: effective the day after, {effective_on} (T-1)"
            ),
        )
    }
}
