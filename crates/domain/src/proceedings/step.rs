//! A proceeding, its steps, and what stands of them.

use serde::{Deserialize, Serialize};

use super::{Act, Content};
use crate::{
    code::{DecisionOutcome, Level, ProceedingKind, ProceedingStatus},
    ids::{AccountId, OrganizationId, ProceedingId, StaffId, StepId},
    proceedings::ActCode,
    text::Text,
    time::{Date, Instant},
};

/// Who did an act, and from which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signer {
    /// The account.
    pub account_id: AccountId,
    /// The member of staff.
    pub staff_id: StaffId,
    /// The organisation.
    pub organization_id: OrganizationId,
    /// Its level.
    pub level: Level,
}

/// One recorded act (环节).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// What was done.
    pub act: Act,
    /// By whom.
    pub by: Signer,
    /// The day on which it was done.
    pub acted_on: Date,
    /// The moment at which it was entered.
    pub recorded_at: Instant,
    /// Where the proceeding stood after it.
    pub status: ProceedingStatus,
}

/// One matter on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proceeding {
    /// Its id.
    pub id: ProceedingId,
    /// Its number, as people cite it.
    pub number: String,
    /// The office, or the bureau, that carries it.
    pub organization_id: OrganizationId,
    /// Who opened it.
    pub opened_by: Signer,
    /// The moment of opening.
    pub opened_at: Instant,
    /// What it is about.
    pub content: Content,
    /// What was done, in the order of recording.
    pub steps: Vec<Step>,
}

impl Proceeding {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ProceedingKind {
        self.content.kind()
    }

    /// The steps that stand: no annulled one, and none that is about another step.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Step> {
        let annulled = self.annulled();
        self.steps.iter().filter(move |step| !step.act.code().is_about_a_step() && !annulled.contains(&step.id))
    }

    /// Where it stands: after the last step that stands.
    #[must_use]
    pub fn status(&self) -> ProceedingStatus {
        self.standing().next_back().map_or(self.content.kind_of().declaration().initial, |step| step.status)
    }

    /// The last standing step of an act.
    #[must_use]
    pub fn last(&self, act: ActCode) -> Option<&Step> {
        self.standing().rev().find(|step| step.act.code() == act)
    }

    /// The last standing step that brought it to a status.
    #[must_use]
    pub fn reached(&self, status: ProceedingStatus) -> Option<&Step> {
        self.standing().rev().find(|step| step.status == status)
    }

    /// The day of the decision that approved it, if it stands.
    #[must_use]
    pub fn approved_on(&self) -> Option<Date> {
        self.standing()
            .find(|step| step.act.code() == ActCode::Decisions && step.act.outcome() == Some(DecisionOutcome::Approved))
            .map(|step| step.acted_on)
    }

    /// The ids of the steps that were annulled: those whose annulment another officer countersigned.
    #[must_use]
    pub fn annulled(&self) -> Vec<StepId> {
        let countersigned = |annulment: StepId| {
            self.steps.iter().any(|step| matches!(&step.act, Act::Countersignatures(body) if body.step_id == annulment))
        };
        self.steps
            .iter()
            .filter_map(|step| match &step.act {
                Act::Annulments(body) if countersigned(step.id) => Some(body.step_id),
                _ => None,
            })
            .collect()
    }

    /// Whether nothing more is to be done in it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        use ProceedingStatus::{
            Answered, Approved, Closed, Draft, Endorsed, Enquired, ExtensionRequested, HandedOver, InProgress,
            PapersAwaited, PapersReturned, Proposed, Publicised, Refused, Reviewed, Submitted, Withdrawn,
        };
        match self.status() {
            Closed | Withdrawn | Refused | PapersReturned => true,
            Draft | Submitted | Endorsed | Reviewed | Approved | ExtensionRequested | PapersAwaited | InProgress
            | Publicised | Enquired | Answered | HandedOver | Proposed => false,
        }
    }
}

/// A fault of what was said: the member, a stable code, what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The member, as a JSON pointer within the content or the act.
    pub pointer: String,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
}

impl Fault {
    /// A fault of one member.
    pub fn new(pointer: impl Into<String>, code: &'static str, message: Text) -> Self {
        Self { pointer: pointer.into(), code, message }
    }

    /// A text that is empty or longer than so many characters.
    #[must_use]
    pub fn of_length(pointer: &str, text: &str, max: usize) -> Option<Self> {
        let length = text.chars().count();
        (text.trim().is_empty() || length > max).then(|| {
            Self::new(
                pointer,
                "length",
                Text::new(format!("须为1至{max}个字符"), format!("must have 1 to {max} characters")),
            )
        })
    }

    /// A day outside the years that a record may name.
    #[must_use]
    pub fn of_day(pointer: &str, day: Date) -> Option<Self> {
        (!crate::time::is_plausible(day)).then(|| {
            Self::new(
                pointer,
                "date_out_of_range",
                Text::new("日期须在1900年至2200年之间", "the date must lie in the years 1900 to 2200"),
            )
        })
    }
}
