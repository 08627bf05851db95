//! Electronic positioning (电子定位装置): grounds, approver, validity (CCL 29; IM 37; rulebook §8.1).
//!
//! A telephone is not such a device: checking in by telephone needs no approval under these rules.

use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, Outcome, PositioningGround, Role},
    defaults::Defaults,
    judgement::{Ground, QuestionFault, Validity, basis, days_between, fact, plausible},
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// The facts that electronic positioning rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PositioningQuestion {
    /// The day asked about.
    pub on: Date,
    /// A prohibition order was breached.
    #[serde(default)]
    pub prohibition_breached: bool,
    /// The person left the city or county without approval.
    #[serde(default)]
    pub left_without_approval: bool,
    /// There was a legitimate reason for leaving.
    #[serde(default)]
    pub legitimate_reason: bool,
    /// The person refuses to report activities as required.
    #[serde(default)]
    pub refuses_to_report: bool,
    /// The person was warned for refusing to report.
    #[serde(default)]
    pub warned_for_refusal: bool,
    /// The police punished the person for a breach of supervision.
    #[serde(default)]
    pub police_punished: bool,
    /// Revocation or committal is about to be proposed.
    #[serde(default)]
    pub proposal_imminent: bool,
}

/// Whether electronic positioning may be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PositioningAnswer {
    /// Whether one of the grounds is met.
    pub allowed: bool,
    /// The five grounds.
    pub grounds: Vec<Ground>,
    /// Who approves: the head of the county justice bureau, never the judicial office.
    pub approver: Role,
    /// The article.
    pub basis: Text,
}

/// **CCL 29, IM 37**: one of five grounds, and the approval of the head of the county justice bureau. Refusing to report counts only
/// once the person has been warned for it.
///
/// # Errors
///
/// When the date is implausible.
pub fn positioning(question: PositioningQuestion) -> Result<PositioningAnswer, QuestionFault> {
    let on = plausible("on", question.on)?;
    let grounds: Vec<_> = PositioningGround::ALL.iter().map(|ground| judge(*ground, question)).collect();
    Ok(PositioningAnswer {
        allowed: grounds.iter().any(|ground| ground.state == Outcome::Met),
        grounds,
        approver: Role::JusticeBureauHead,
        basis: basis("IM-37", on),
    })
}

fn judge(ground: PositioningGround, question: PositioningQuestion) -> Ground {
    let facts: Vec<(&str, bool)> = match ground {
        PositioningGround::ProhibitionBreached => vec![("prohibition_breached", question.prohibition_breached)],
        PositioningGround::LeftWithoutApproval => vec![
            ("left_without_approval", question.left_without_approval),
            ("without_legitimate_reason", !question.legitimate_reason),
        ],
        PositioningGround::RefusesToReport => {
            vec![("refuses_to_report", question.refuses_to_report), ("warned_for_refusal", question.warned_for_refusal)]
        }
        PositioningGround::PolicePunished => vec![("police_punished", question.police_punished)],
        PositioningGround::ProposalImminent => vec![("proposal_imminent", question.proposal_imminent)],
    };
    let (zh, en) = ground.label();
    let outcome = Outcome::of(facts.iter().all(|(_, holds)| *holds));
    let facts: Vec<Fact> = facts.into_iter().map(|(name, holds)| fact(name, holds)).collect();
    Ground::new("CCL-29", Text::new(zh, en), outcome, facts, question.on)
}

/// **EP-1** (CCL 29; C-10): the longest that an approval which begins on this day may last: three months or what the bureau has set
/// below that (rulebook §18 `positioning.max`), to the day before the corresponding date. An extension after assessment begins on the
/// day after and may last as long again; their number is not capped.
///
/// # Errors
///
/// When the date is implausible.
pub fn positioning_validity(starts_on: Date, defaults: &Defaults) -> Result<Validity, QuestionFault> {
    Validity::months("EP-1", "starts_on", starts_on, defaults.positioning_months)
}

/// **EP-1**: whether an approval, or an extension, may run from one day to another. The outer error is a fault of the question; the
/// inner one a refusal under the law.
///
/// # Errors
///
/// When a date is implausible or the end lies before the start.
pub fn positioning_period(
    starts_on: Date,
    ends_on: Date,
    defaults: &Defaults,
) -> Result<Result<Validity, Refusal>, QuestionFault> {
    days_between(("starts_on", starts_on), ("ends_on", ends_on))?;
    let longest = positioning_validity(starts_on, defaults)?;
    if ends_on > longest.to {
        return Ok(Err(Refusal::under(
            "EP-1",
            vec![fact("starts_on", starts_on), fact("ends_on", ends_on), fact("latest_on", longest.to)],
            Text::new(
                format!("期限至迟到{}；期满前经评估仍有必要的，可以另行批准延长", longest.to),
                format!(
                    "let it end by {}; if it is still needed then, an extension can be approved after assessment",
                    longest.to
                ),
            ),
        )));
    }
    Ok(Ok(Validity { to: ends_on, ..longest }))
}
