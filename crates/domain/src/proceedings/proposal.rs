//! What the proposals of revocation and of committal have in common (CCL 46 – 49; IM 46 – 50; OP26 16 – 21; rulebook §9).
//!
//! A proposal names grounds of the law; each ground rests on facts, each fact on records, proceedings and papers of the case. It passes
//! three reviews in the bureau, its head, and the agency at the level of the court; it is delivered when its pack is whole, ruled upon
//! within thirty days, and carried out or laid aside.

mod absences;
mod arrest;
mod bundle;
mod claims;
mod course;
mod found;
mod guard;
mod outside;
mod pack;
mod sources;

pub use bundle::{Annex, Bundle, ConductEntry, ProposalText, StatedFact, StatedGround, bundle, frozen_by};
pub(super) use claims::alone;
pub(super) use course::Course;
pub(crate) use found::found;
pub use found::{FoundCrime, FoundFact, FoundGround, FoundGrounds};
use serde::{Deserialize, Serialize};

use super::{ActCode, By, Matter, Move, NoticeDuty, Proceeding, To, notice::told};
use crate::{
    code::{
        Category, DutyBearer, EvidenceItem, Level,
        ProceedingStatus::{
            self, Answered, Approved, Closed, Draft, HandedOver, InProgress, PapersAwaited, Proposed, Refused,
            Reviewed, Submitted, Withdrawn,
        },
        ProposalMatter, ReviewKind,
    },
    ids::{PaperId, ProceedingId, RecordId, StepId},
    revocation::{ProposalQuestion, ProposalRoute, proposal_route},
    term::uncounted::UncountedSpell,
    time::Date,
};

/// A fact of a ground: what is claimed, and what of the case shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposedFact {
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub statement: String,
    /// The records that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub record_ids: Vec<RecordId>,
    /// The proceedings that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub proceeding_ids: Vec<ProceedingId>,
    /// The steps of proceedings that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub step_ids: Vec<StepId>,
    /// The papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// A ground of the law, with the facts that are claimed to meet it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposedGround {
    /// The rule: one of the numbered grounds of the person's category.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 20))]
    pub rule: String,
    /// The facts.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub facts: Vec<ProposedFact>,
    /// Why it is proposed although the case file does not show the ground as met; the head who decides then gives reasons too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub override_reason: Option<String>,
}

/// Papers that go with a proposal beside those of its facts (OP26 16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Evidence {
    /// Which part of the pack they are.
    pub item: EvidenceItem,
    /// What they are called in the list of evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub title: Option<String>,
    /// The papers.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// A proposal as its kind has it.
#[derive(Clone, Copy)]
pub(super) struct Proposal<'a> {
    pub(super) grounds: &'a [ProposedGround],
    pub(super) evidence: &'a [Evidence],
    pub(super) situation: Option<&'a str>,
    pub(super) opinion: Option<&'a str>,
    /// Where it goes, as stated; the organ that decided on correction where it is not.
    pub(super) organ: Option<&'a str>,
    pub(super) level: Option<Level>,
    pub(super) outside_province: bool,
    pub(super) uncounted: &'a [UncountedSpell],
    pub(super) uncounted_opinion: Option<&'a str>,
    /// Whether temporary execution was obtained by illegal means: then it is proposed even after the end (H-19).
    pub(super) obtained_unlawfully: bool,
    /// Whether it proposes committal, not revocation.
    pub(super) commits: bool,
}

/// The reviews in the bureau, in their order.
pub(super) const REVIEWS: &[ReviewKind] = &[ReviewKind::Investigation, ReviewKind::Collegiate, ReviewKind::Legal];

/// From the office's report to the decision whether to propose.
const DECIDING: &[Move] = &[
    Move::new(ActCode::Submissions, &[Draft], To::Status(Submitted), By::Carrier),
    Move::new(
        ActCode::Reviews,
        &[Submitted, Reviewed],
        To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: Draft },
        By::Reviewer,
    ),
    Move::new(
        ActCode::Decisions,
        &[Submitted, Reviewed],
        To::Climb { approved: Approved, passed: Reviewed, refused: Refused, sent_back: Draft },
        By::Approver,
    ),
    Move::new(ActCode::Withdrawals, &[Draft, Submitted, Reviewed], To::Status(Withdrawn), By::Carrier),
];

const fn delivering(moves: &'static [ProceedingStatus], to: To) -> Move {
    Move::new(ActCode::Deliveries, moves, to, By::Bureau)
}

/// From the delivery to the ruling, and what follows from it. Those who have copies are told at any time after the decision.
const AFTER: &[Move] = &[
    Move::new(ActCode::PaperReturns, &[Proposed], To::Status(PapersAwaited), By::Bureau),
    Move::new(ActCode::Supplements, &[Approved], To::Same, By::Bureau),
    Move::new(ActCode::Supplements, &[PapersAwaited], To::Status(Proposed), By::Bureau),
    Move::new(
        ActCode::Rulings,
        &[Proposed, InProgress, Answered],
        To::Outcome { approved: InProgress, refused: Answered, sent_back: PapersAwaited },
        By::Bureau,
    ),
    Move::new(ActCode::Objections, &[InProgress, Answered, HandedOver], To::Same, By::Bureau),
    Move::new(ActCode::Arrests, &[Approved, Proposed], To::Same, By::Bureau),
    Move::new(ActCode::Handovers, &[InProgress], To::Status(HandedOver), By::Bureau),
    delivering(&[Proposed, PapersAwaited, InProgress, Answered, HandedOver, Withdrawn], To::Same),
    Move::new(
        ActCode::Closures,
        &[Approved, Proposed, PapersAwaited, InProgress, Answered, HandedOver],
        To::Status(Closed),
        By::Bureau,
    ),
    Move::new(ActCode::Withdrawals, &[Approved, Proposed, PapersAwaited], To::Status(Withdrawn), By::Bureau),
];

/// A revocation is put before a court, which may order the arrest.
pub(super) const REVOCATION: &[&[Move]] = &[
    DECIDING,
    &[delivering(&[Approved], To::WhenTold(DutyBearer::Court, Proposed))],
    AFTER,
    &[
        Move::new(ActCode::ArrestDecisions, ARRESTABLE, To::Same, By::Bureau),
        Move::new(ActCode::ArrestExecutions, ARRESTABLE, To::Same, By::Bureau),
        Move::new(ActCode::ArrestReleases, &[Approved, Proposed, PapersAwaited, Answered], To::Same, By::Bureau),
    ],
];

const ARRESTABLE: &[ProceedingStatus] = &[Approved, Proposed, PapersAwaited];

/// A committal is put before the organ that decides on it. Arrest is known to it only in order to be refused (AR-1).
pub(super) const COMMITTAL: &[&[Move]] =
    &[DECIDING, &[delivering(&[Approved], To::WhenTold(DutyBearer::DecidingOrgan, Proposed))], AFTER];

impl Proposal<'_> {
    /// What is proposed for this category.
    fn matter(&self, category: Category) -> ProposalMatter {
        match category {
            Category::Parole => ProposalMatter::ParoleRevocation,
            Category::TemporaryOutsidePrison => ProposalMatter::Committal,
            Category::Probation | Category::PublicSurveillance => ProposalMatter::ProbationRevocation,
        }
    }

    /// The rule of the category under which it stands.
    fn rule(category: Category) -> &'static str {
        match category {
            Category::Probation => "IM-46",
            Category::Parole => "IM-47",
            Category::TemporaryOutsidePrison => "IM-49",
            Category::PublicSurveillance => "CL-71",
        }
    }

    /// To whom it is delivered.
    fn addressee(&self) -> DutyBearer {
        if self.commits { DutyBearer::DecidingOrgan } else { DutyBearer::Court }
    }

    /// The court or organ, by its name.
    fn organ_named(&self, matter: &Matter<'_>) -> Option<String> {
        let decided = || matter.case.and_then(|case| case.order.deciding_organ.clone());
        self.organ.map(str::to_owned).or_else(decided)
    }

    /// The level of the court: as stated, else as its name says, else the lowest that can have decided.
    fn court_level(&self, matter: &Matter<'_>, category: Category) -> Level {
        let named = self.organ_named(matter).and_then(|name| {
            let says = |word| name.contains(word);
            if says("高级") {
                Some(Level::Province)
            } else if says("中级") {
                Some(Level::City)
            } else {
                says("法院").then_some(Level::County)
            }
        });
        let least = if category == Category::Parole { Level::City } else { Level::County };
        self.level.or(named.filter(|named| *named != Level::County)).unwrap_or(least)
    }

    /// Through which levels it goes to whom, and who has copies (rulebook §9.2).
    fn route(&self, matter: &Matter<'_>) -> Option<ProposalRoute> {
        let category = matter.case?.order.category;
        proposal_route(ProposalQuestion {
            matter: self.matter(category),
            on: matter.today(),
            in_same_province: !self.outside_province,
            court_level: (!self.commits).then(|| self.court_level(matter, category)),
        })
        .ok()
    }

    /// The level that proposes: that of the court; of a committal always the county (IM 49).
    fn last_level(&self, matter: &Matter<'_>) -> Level {
        self.route(matter).and_then(|route| route.through.last().copied()).unwrap_or(Level::County)
    }

    /// The level that decides now: the head of the bureau, and after the bureau the agency at the level of the court.
    pub(super) fn level(&self, matter: &Matter<'_>) -> Level {
        if Course(matter.proceeding).bureau_proposes() { self.last_level(matter) } else { Level::County }
    }

    /// Who is told: of the proposal, of its withdrawal, and of the termination that a ruling makes (RV-5).
    pub(super) fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let (Some(case), Some(route)) = (matter.case, self.route(matter)) else { return Vec::new() };
        let course = Course(matter.proceeding);
        let rule = Self::rule(case.order.category);
        let mut duties = Vec::new();
        let dead = Course::died_on(case).is_some();
        let mut owe = |recipient, rule, since: Option<Date>| {
            duties.extend(since.map(|since| NoticeDuty { recipient, rule, since }));
        };
        let approved_on = course.approved_on().filter(|_| matter.proceeding.status() != Withdrawn);
        for recipient in [self.addressee()].into_iter().chain(route.copies.iter().copied()) {
            let undone = dead && told_since(matter.proceeding, recipient, approved_on).is_none();
            owe(recipient, rule, approved_on.filter(|_| !undone));
            owe(recipient, rule, course.withdrawn_on().filter(|_| course.delivered().is_some()));
        }
        if let Some(since) = course.granted().filter(|_| !course.came_after_the_end(case)).map(|step| step.acted_on) {
            for recipient in [DutyBearer::DecidingOrgan, DutyBearer::Procuratorate, DutyBearer::Police] {
                owe(recipient, "RV-5", Some(since));
            }
        }
        duties
    }
}

fn told_since(proceeding: &Proceeding, recipient: DutyBearer, since: Option<Date>) -> Option<Date> {
    told(proceeding, recipient, since?).map(|step| step.acted_on)
}
