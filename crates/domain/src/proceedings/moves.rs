//! The declared moves of a kind, and the standard way to an approval.

use super::ActCode;
use crate::{
    code::{DutyBearer, Permission, ProceedingKind, ProceedingStatus},
    rulebook::Label,
};

/// Where a move leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum To {
    /// To this status.
    Status(ProceedingStatus),
    /// By what the act says.
    Outcome {
        /// Where it is approved.
        approved: ProceedingStatus,
        /// Where it is refused.
        refused: ProceedingStatus,
        /// Where it is sent back.
        sent_back: ProceedingStatus,
    },
    /// By what the decision says; an approval after which a higher level decides leads to `passed`.
    Climb {
        /// Where the last level approves it.
        approved: ProceedingStatus,
        /// Where a level below the last approves it.
        passed: ProceedingStatus,
        /// Where it is refused.
        refused: ProceedingStatus,
        /// Where it is sent back.
        sent_back: ProceedingStatus,
    },
    /// It stays where it is.
    Same,
    /// To this status when this one is told; else it stays where it is.
    WhenTold(DutyBearer, ProceedingStatus),
    /// It stays where it is until everyone whom the law wants told is told; then it comes to this status.
    WhenAllAreTold(ProceedingStatus),
}

/// Who may make a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Those who carry the matter: the office, or its bureau.
    Carrier,
    /// The head of the office that carries it.
    Office,
    /// Reviewers of the agencies from the county upwards, in turn, up to the level that decides.
    Reviewer,
    /// The level that the law demands; or the bureau, from that level's paper.
    Approver,
    /// The bureau.
    Bureau,
}

/// A move: an act that leads from some states to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The act.
    pub act: ActCode,
    /// From where.
    pub from: &'static [ProceedingStatus],
    /// To where.
    pub to: To,
    /// By whom.
    pub by: By,
}

impl Move {
    /// A move by those who carry the matter.
    #[must_use]
    pub const fn new(act: ActCode, from: &'static [ProceedingStatus], to: To, by: By) -> Self {
        Self { act, from, to, by }
    }
}

/// What a kind declares of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// The kind.
    pub kind: ProceedingKind,
    /// The path segment, kebab-case plural, and the mark in its numbers.
    pub path: &'static str,
    /// What it is called.
    pub title: Label,
    /// The rule that governs it; refusals of the kernel stand under it.
    pub rule: &'static str,
    /// Where it begins.
    pub initial: ProceedingStatus,
    /// The permission to read it, beside that to read proceedings.
    pub reader: Option<Permission>,
    /// The moves, in groups, so that the standard ones are written once.
    pub moves: &'static [&'static [Move]],
}

impl Declaration {
    /// Every move.
    pub fn moves(&self) -> impl Iterator<Item = &'static Move> {
        self.moves.iter().flat_map(|group| group.iter())
    }

    /// The acts that it knows, each once, in the order of declaration; annulment and its countersignature are known to all.
    #[must_use]
    pub fn acts(&self) -> Vec<ActCode> {
        let mut acts = Vec::new();
        for act in self.moves().map(|declared| declared.act).chain([ActCode::Annulments, ActCode::Countersignatures]) {
            if !acts.contains(&act) {
                acts.push(act);
            }
        }
        acts
    }

    /// The states that it can be in, in the order of their first mention.
    #[must_use]
    pub fn statuses(&self) -> Vec<ProceedingStatus> {
        let mut statuses = vec![self.initial];
        let mentioned = self.moves().flat_map(|declared| declared.from.iter().copied().chain(declared.to.statuses()));
        for status in mentioned {
            if !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        statuses
    }
}

impl To {
    /// The states to which it can lead, other than the one it came from.
    #[must_use]
    pub fn statuses(self) -> Vec<ProceedingStatus> {
        match self {
            Self::Status(status) => vec![status],
            Self::Outcome { approved, refused, sent_back } => {
                let mut all = vec![approved];
                all.extend([refused, sent_back].into_iter().filter(|status| *status != approved));
                all.dedup();
                all
            }
            Self::Climb { approved, passed, refused, sent_back } => vec![passed, approved, refused, sent_back],
            Self::Same => Vec::new(),
            Self::WhenTold(_, status) | Self::WhenAllAreTold(status) => vec![status],
        }
    }
}

use ProceedingStatus::{Approved, Closed, Draft, Endorsed, Refused, Reviewed, Submitted, Withdrawn};

/// The standard way: submitted by those who carry the case, opinions from level to level, a decision; withdrawn before it.
pub(super) const APPROVAL: &[Move] = &[
    Move::new(ActCode::Submissions, &[Draft], To::Status(Submitted), By::Carrier),
    Move::new(
        ActCode::Endorsements,
        &[Submitted],
        To::Outcome { approved: Endorsed, refused: Endorsed, sent_back: Draft },
        By::Office,
    ),
    Move::new(
        ActCode::Reviews,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: Draft },
        By::Reviewer,
    ),
    Move::new(
        ActCode::Decisions,
        &[Submitted, Endorsed, Reviewed],
        To::Outcome { approved: Approved, refused: Refused, sent_back: Draft },
        By::Approver,
    ),
    Move::new(ActCode::Withdrawals, &[Draft, Submitted, Endorsed, Reviewed], To::Status(Withdrawn), By::Carrier),
];

/// After an approval: those whom the law wants told are told, and that closes it.
pub(super) const TELLING: &[Move] =
    &[Move::new(ActCode::Deliveries, &[Approved], To::WhenAllAreTold(Closed), By::Carrier)];

/// Those whom the law wants told are told, while it goes on.
pub(super) const TELLING_MEANWHILE: &[Move] = &[Move::new(ActCode::Deliveries, &[Approved], To::Same, By::Carrier)];
