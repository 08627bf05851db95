//! A proceeding, its steps, and what stands of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Act, Content};
use crate::{
    code::{Level, ProceedingKind, ProceedingStatus},
    ids::{AccountId, OrganizationId, PaperId, ProceedingId, StaffId, StepId},
    proceedings::ActCode,
    text::Text,
    time::{Date, Instant},
};

/// The most papers that one content, act or record refers to.
const MAX_PAPERS: usize = 50;

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
    /// Who opened it; none where the service itself did, because the case must have one open (see [`required`](super::required)).
    pub opened_by: Option<Signer>,
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
        self.standing().find(|step| step.act.approves()).map(|step| step.acted_on)
    }

    /// The last day that is approved, where the matter is: the one first asked for, moved by every extension approved after it.
    #[must_use]
    pub fn approved_until(&self, first_asked: Date) -> Option<Date> {
        self.approved_on()?;
        let mut until = first_asked;
        let mut asked = None;
        for step in self.standing() {
            if let Act::Extensions(body) = &step.act {
                asked = Some(body.until);
            }
            if step.act.code() == ActCode::Decisions
                && let Some(later) = asked.take()
                && step.act.approves()
            {
                until = later;
            }
        }
        Some(until)
    }

    /// The last day that is asked for: of an extension that waits, else what is approved, else the one first asked for.
    #[must_use]
    pub fn asked_until(&self, first_asked: Date) -> Date {
        let last = self.last(ActCode::Extensions).filter(|_| self.status() == ProceedingStatus::ExtensionRequested);
        let waiting = last.and_then(|step| if let Act::Extensions(body) = &step.act { Some(body.until) } else { None });
        waiting.or_else(|| self.approved_until(first_asked)).unwrap_or(first_asked)
    }

    /// The day of the last decision that approved it, if it stands: where it was sent back and approved again, the later one.
    #[must_use]
    pub fn last_approved_on(&self) -> Option<Date> {
        self.standing().rfind(|step| step.act.approves()).map(|step| step.acted_on)
    }

    /// The ids of the steps that were annulled: those whose annulment another officer countersigned.
    #[must_use]
    pub fn annulled(&self) -> Vec<StepId> {
        let countersigned = |annulment: StepId| {
            self.steps.iter().any(|step| matches!(&step.act, Act::Countersignatures(body) if body.step_id == annulment))
        };
        self.steps
            .iter()
            .filter(|step| countersigned(step.id))
            .filter_map(|step| if let Act::Annulments(body) = &step.act { Some(body.step_id) } else { None })
            .collect()
    }

    /// Whether nothing more is to be done in it. A refusal ends it, unless the kind has something follow it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        use ProceedingStatus::{
            Answered, Approved, Closed, Draft, Endorsed, Enquired, ExtensionRequested, HandedOver, InProgress,
            PapersAwaited, PapersReturned, Proposed, Publicised, Refused, Reviewed, Submitted, Withdrawn,
        };
        match self.status() {
            Closed | Withdrawn | PapersReturned => true,
            Refused => !self.content.kind_of().declaration().moves().any(|next| next.from.contains(&Refused)),
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

    /// An optional text that is empty or longer than so many characters.
    #[must_use]
    pub fn of_optional(pointer: &str, text: Option<&str>, max: usize) -> Option<Self> {
        text.and_then(|text| Self::of_length(pointer, text, max))
    }

    /// A list with too few or too many items.
    #[must_use]
    pub fn of_count(pointer: &str, count: usize, least: usize, most: usize) -> Option<Self> {
        if count < least {
            let message = Text::new(format!("至少{least}项"), format!("at least {least}"));
            return Some(Self::new(pointer, "required", message));
        }
        (count > most).then(|| {
            let message = Text::new(format!("不能超过{most}项"), format!("not more than {most}"));
            Self::new(pointer, "too_many_items", message)
        })
    }

    /// What is wrong with a list of papers by itself: too many, or one that stands twice.
    #[must_use]
    pub fn of_papers(papers: &[PaperId]) -> Vec<Self> {
        if let Some(fault) = Self::of_count("/papers", papers.len(), 0, MAX_PAPERS) {
            return vec![fault];
        }
        let mut seen = BTreeSet::new();
        let again = papers.iter().enumerate().filter(|(_, paper)| !seen.insert(**paper));
        let text = || Text::new("同一材料重复列出", "the paper stands twice");
        again.map(|(at, _)| Self::new(format!("/papers/{at}"), "repeated_item", text())).collect()
    }

    /// A last day before the first.
    #[must_use]
    pub fn of_span(pointer: &str, from: Date, to: Date) -> Option<Self> {
        (to < from).then(|| {
            let message = Text::new("终止日期不能早于起始日期", "the last day must not lie before the first");
            Self::new(pointer, "end_before_start", message)
        })
    }

    /// What is not the code of a county, a district or a county-level city.
    #[must_use]
    pub fn of_region(pointer: &str, code: &str) -> Option<Self> {
        // Any known place of residence will do: only the destination is looked at.
        let unknown = crate::leave::leave_need("430702", code).err()?;
        Some(Self::new(pointer, "unknown_region", unknown.message()))
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
