//! Revocation of probation and parole, and committal to prison (撤销缓刑、撤销假释、收监执行): the grounds, each met or not
//! (IM 46, 47, 49; INT21 516, 543; CL 77, 86; CPL 268; rulebook §9.1).
//!
//! Public surveillance has none: it cannot be revoked, and a new crime is dealt with under CL 71.

mod arrest;
mod grounds;
mod narrative;
mod proposal;

pub use arrest::{ArrestQuestion, arrest, arrest_credit};
pub use proposal::{EvidenceDue, ProposalQuestion, ProposalRoute, evidence, proposal_route};
use serde::{Deserialize, Serialize};

use crate::{
    code::{Category, Outcome},
    judgement::{Duty, Ground, QuestionFault, days_between, joint_basis, knows_prohibition, plausible},
    text::Text,
    time::{Date, written_day, written_day_or_none},
};

/// Breaches of a prohibition order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProhibitionBreaches {
    /// How many.
    pub count: u32,
    /// Whether one came after a punishment by the police for an earlier one.
    #[serde(default)]
    pub after_punishment: bool,
    /// Whether one had serious harmful consequences.
    #[serde(default)]
    pub serious_harm: bool,
    /// Whether they are serious for another reason (其他情节严重).
    #[serde(default = "left_open")]
    pub otherwise_serious: Outcome,
}

/// Late reporting or an absence out of supervision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LongAbsence {
    /// The last day allowed, or the day on which supervision was lost.
    #[serde(deserialize_with = "written_day")]
    pub from: Date,
    /// The day on which it ended, or that is asked about.
    #[serde(deserialize_with = "written_day")]
    pub to: Date,
    /// Whether there was a legitimate reason.
    #[serde(default)]
    pub legitimate_reason: bool,
}

/// What is recorded of a person outside prison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct OutsidePrison {
    /// The conditions of temporary execution were found not to be fulfilled.
    pub conditions_unmet: Outcome,
    /// The person left the city or county without approval.
    pub left_without_approval: bool,
    /// The person refuses to report the whereabouts.
    pub refuses_to_report_whereabouts: Outcome,
    /// A medical parolee does not hand in the re-examination and refuses after a warning.
    pub reexamination_refused: Outcome,
    /// The ground of temporary execution has disappeared.
    pub ground_disappeared: Outcome,
    /// The guarantor was lost or no longer qualifies.
    pub guarantor_lost: bool,
    /// A new guarantor was named within the period set.
    pub guarantor_replaced: bool,
}

impl Default for OutsidePrison {
    fn default() -> Self {
        Self {
            conditions_unmet: Outcome::NotMet,
            left_without_approval: false,
            refuses_to_report_whereabouts: Outcome::NotMet,
            reexamination_refused: Outcome::NotMet,
            ground_disappeared: Outcome::NotMet,
            guarantor_lost: false,
            guarantor_replaced: false,
        }
    }
}

/// Which grounds do these facts give?
///
/// What the law leaves to appreciation is stated in the same three values as the answer. Whether conduct was not corrected, or a
/// breach is serious, is `needs_judgement` unless stated; everything else is `not_met` unless stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RevocationQuestion {
    /// The category.
    pub category: Category,
    /// The day asked about.
    #[serde(deserialize_with = "written_day")]
    pub as_of: Date,
    /// The last day of the term; a term that is not stated is taken to run.
    #[serde(default, deserialize_with = "written_day_or_none", skip_serializing_if = "Option::is_none")]
    pub term_ends_on: Option<Date>,
    /// Breaches of a prohibition order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prohibition_breaches: Option<ProhibitionBreaches>,
    /// The longest late reporting or absence out of supervision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<LongAbsence>,
    /// The warnings so far.
    #[serde(default)]
    pub warnings: u32,
    /// The police punishments for breaches of supervision so far.
    #[serde(default)]
    pub police_punishments: u32,
    /// Whether the person has not corrected the conduct since (仍不改正).
    #[serde(default = "left_open")]
    pub not_corrected: Outcome,
    /// Whether there is another breach of law or of the rules of supervision, short of a crime.
    #[serde(default)]
    pub other_breach: bool,
    /// Whether that breach is serious (情节严重).
    #[serde(default = "left_open")]
    pub other_breach_serious: Outcome,
    /// Whether there is a new crime, or one undiscovered at the time of the judgment.
    #[serde(default)]
    pub new_or_undiscovered_crime: bool,
    /// Temporary execution outside prison: what is recorded of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside_prison: Option<OutsidePrison>,
}

fn left_open() -> Outcome {
    Outcome::NeedsJudgement
}

impl RevocationQuestion {
    /// The question with no fact but the category and the day.
    #[must_use]
    pub fn new(category: Category, as_of: Date) -> Self {
        Self {
            category,
            as_of,
            term_ends_on: None,
            prohibition_breaches: None,
            absence: None,
            warnings: 0,
            police_punishments: 0,
            not_corrected: left_open(),
            other_breach: false,
            other_breach_serious: left_open(),
            new_or_undiscovered_crime: false,
            outside_prison: None,
        }
    }
}

/// The grounds, each met or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RevocationAnswer {
    /// Whether a ground is met: the greatest state among the items.
    pub state: Outcome,
    /// The grounds of the category, in the order of the article.
    pub items: Vec<Ground>,
    /// What a new or undiscovered crime leads to, where there is one: no proposal of the agency, but a matter of the court trying it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crime: Option<Duty>,
    /// The articles, as they stood on the day asked about.
    pub basis: Text,
    /// How it was decided, and what is to be kept in mind.
    pub explanation: Vec<Text>,
}

/// The grounds of the category: five for probation (IM 46), three for parole (IM 47), eight for committal (IM 49), none for public
/// surveillance.
///
/// # Errors
///
/// When a date is implausible, an absence ends before it starts or after the day asked about, or facts are stated that the category
/// does not know.
pub fn revocation_grounds(question: &RevocationQuestion) -> Result<RevocationAnswer, QuestionFault> {
    check(question)?;
    let (rules, items): (&[&str], _) = match question.category {
        Category::PublicSurveillance => (&["CL-71", "PSAPL-72-4"], Vec::new()),
        Category::Probation => (&["IM-46"], grounds::probation(question)),
        Category::Parole => (&["IM-47"], grounds::parole(question)),
        Category::TemporaryOutsidePrison => (&["IM-49"], grounds::committal(question)),
    };
    let state = items.iter().fold(Outcome::NotMet, |greatest, item| greatest.or(item.state));
    Ok(RevocationAnswer {
        state,
        crime: question.new_or_undiscovered_crime.then(|| crime(question)),
        basis: joint_basis(rules.iter().copied(), question.as_of),
        explanation: narrative::steps(question, &items, state),
        items,
    })
}

fn check(question: &RevocationQuestion) -> Result<(), QuestionFault> {
    plausible("as_of", question.as_of)?;
    if let Some(ends_on) = question.term_ends_on {
        plausible("term_ends_on", ends_on)?;
    }
    if let Some(LongAbsence { from, to, .. }) = question.absence {
        days_between(("absence.from", from), ("absence.to", to))?;
        days_between(("absence.to", to), ("as_of", question.as_of))?;
    }
    let strays = [
        ("prohibition_breaches", question.prohibition_breaches.is_some() && !knows_prohibition(question.category)),
        ("outside_prison", question.outside_prison.is_some() && question.category != Category::TemporaryOutsidePrison),
    ];
    match strays.into_iter().find(|(_, stray)| *stray) {
        Some((parameter, _)) => Err(QuestionFault::DoesNotGoWith { parameter, other: "category" }),
        None => Ok(()),
    }
}

/// What a new or undiscovered crime leads to (CL 71, 77, 86; CCL 46; INT21 542; OP23 15).
fn crime(question: &RevocationQuestion) -> Duty {
    let (rule, text) = match question.category {
        Category::PublicSurveillance => (
            "CL-71",
            Text::new("由审理新罪的人民法院依法数罪并罚", "the court trying the new crime cumulates the penalties"),
        ),
        Category::Probation => {
            ("CL-77", Text::new("由审理新罪、漏罪的人民法院撤销缓刑", "the court trying the crime revokes probation"))
        }
        Category::Parole => {
            ("CL-86", Text::new("由审理新罪、漏罪的人民法院撤销假释", "the court trying the crime revokes parole"))
        }
        Category::TemporaryOutsidePrison => (
            "H-17",
            Text::new(
                "通知存放或者接收档案的监狱、看守所；新案未判处监禁刑而具有收监情形的，提请收监执行",
                "inform the prison or detention centre holding the file; propose committal if the new case brings no custody and a ground exists",
            ),
        ),
    };
    Duty::new(rule, text, question.as_of)
}
