//! Social investigation assessment (调查评估): which clock runs, and when no opinion is given (IM 14; OP26 4, 5; rulebook §3).

use serde::{Deserialize, Serialize};

use crate::{
    code::AssessmentPurpose,
    judgement::{QuestionFault, days_between, fact, plausible},
    period::months_after,
    refusal::Refusal,
    text::Text,
    time::Date,
};

/// The months for which an opinion on parole or on temporary execution stands (OP26 5).
const STANDING_MONTHS: u32 = 6;

/// The clock that a commission sets running.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AssessmentClock {
    /// The id of the rule: A-6, A-8n or A-8f.
    pub rule: String,
    /// The day from which it runs.
    pub starts_on: Date,
}

/// **A-6, A-8** (OP26 4; IM 14): with incomplete papers the notice to complete them is due; the limit for the opinion runs from
/// receipt of the complete papers and, where they had to be completed, anew from then: ten working days, five in fast-track cases.
/// An extension is agreed with the commissioning organ, and its day replaces the limit.
///
/// # Errors
///
/// When a date is implausible or the papers were completed before they came.
pub fn assessment_clock(
    received_on: Date,
    completed_on: Option<Date>,
    fast_track: bool,
) -> Result<AssessmentClock, QuestionFault> {
    plausible("received_on", received_on)?;
    let Some(completed_on) = completed_on else {
        return Ok(AssessmentClock { rule: "A-6".to_owned(), starts_on: received_on });
    };
    days_between(("received_on", received_on), ("completed_on", completed_on))?;
    let rule = if fast_track { "A-8f" } else { "A-8n" };
    Ok(AssessmentClock { rule: rule.to_owned(), starts_on: completed_on })
}

/// An opinion given earlier on the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EarlierOpinion {
    /// What it was for.
    pub purpose: AssessmentPurpose,
    /// The day on which it was given.
    pub issued_on: Date,
    /// Whether it was given in the same case, at another stage.
    #[serde(default)]
    pub same_case: bool,
}

/// Is an opinion given on this commission?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommissionQuestion {
    /// What it is for.
    pub purpose: AssessmentPurpose,
    /// The day on which it came.
    pub received_on: Date,
    /// The day of the judgment, ruling or decision, if it has been made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The latest earlier opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<EarlierOpinion>,
    /// Whether there are new facts since, a change of residence or of guarantor among them.
    #[serde(default)]
    pub changed: bool,
}

/// **A-12** (OP26 5): no opinion after the decision has been made; none again in the same case without new facts; and none on parole or
/// temporary execution within six months of the last, unless residence or guarantor has changed.
///
/// The outer error is a fault of the question; the inner one a refusal under the law.
///
/// # Errors
///
/// When a date is implausible or the commission came before the earlier opinion.
pub fn commission(question: CommissionQuestion) -> Result<Result<(), Refusal>, QuestionFault> {
    let CommissionQuestion { purpose, received_on, decided_on, earlier, changed } = question;
    plausible("received_on", received_on)?;
    if let Some(decided_on) = decided_on {
        plausible("decided_on", decided_on)?;
        if decided_on <= received_on {
            return Ok(Err(after_the_decision(received_on, decided_on)));
        }
    }
    let Some(earlier) = earlier else { return Ok(Ok(())) };
    days_between(("earlier.issued_on", earlier.issued_on), ("received_on", received_on))?;
    if changed {
        return Ok(Ok(()));
    }
    if earlier.same_case {
        return Ok(Err(repeated(received_on, earlier, None)));
    }
    let stands = match purpose {
        AssessmentPurpose::Parole | AssessmentPurpose::TemporaryOutsidePrison => earlier.purpose == purpose,
        AssessmentPurpose::PublicSurveillance | AssessmentPurpose::Probation => false,
    };
    let stands_until = months_after(earlier.issued_on, STANDING_MONTHS)
        .ok_or(QuestionFault::Date { parameter: "earlier.issued_on" })?;
    if stands && received_on <= stands_until {
        return Ok(Err(repeated(received_on, earlier, Some(stands_until))));
    }
    Ok(Ok(()))
}

fn after_the_decision(received_on: Date, decided_on: Date) -> Refusal {
    Refusal::under(
        "A-12",
        vec![fact("received_on", received_on), fact("decided_on", decided_on)],
        Text::new(
            "判决、裁定、决定已经作出，不再出具调查评估意见；退回委托材料并说明理由",
            "the decision has been made, no opinion is given any more: return the commission with the reason",
        ),
    )
}

fn repeated(received_on: Date, earlier: EarlierOpinion, stands_until: Option<Date>) -> Refusal {
    let mut facts = vec![fact("received_on", received_on), fact("earlier.issued_on", earlier.issued_on)];
    facts.extend(stands_until.map(|day| fact("stands_until", day)));
    let remedy = match stands_until {
        Some(day) => Text::new(
            format!("居住地、保证人等没有变化的，原意见在{day}以前不重复评估；此后或者情况变化的可以再次委托"),
            format!(
                "the earlier opinion stands to {day} unless residence or guarantor changes; commission again after that, or on a change"
            ),
        ),
        None => Text::new(
            "同一案件已经出具意见，没有新的事实不重复评估；有新的事实的，说明后再次委托",
            "an opinion was given in the same case: commission again when there are new facts, and state them",
        ),
    };
    Refusal::under("A-12", facts, remedy)
}
