//! Proposal to revoke probation or parole (提请撤销缓刑、撤销假释; CCL 46 – 48; IM 46 – 48; rulebook §9).
//!
//! The office reports, the bureau investigates, deliberates and reviews, its head decides, and where the court is intermediate or higher
//! the agency at its level. Arrest may be asked for with it. The ruling ends supervision on the day on which it is made; a refusal lets
//! it go on.

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, Declaration, Ending, Fault, Kind, Matter, NoticeDuty, Proceeding,
    proposal::{self, Course, Evidence, Proposal, ProposedGround},
};
use crate::{
    case_file::Condition,
    clock::Clock,
    code::{Level, ProceedingKind, ProceedingStatus::Draft, ReviewKind, StatusReason},
    refusal::Refusal,
    rulebook::Label,
    time::Instant,
};

/// Which grounds are proposed, on which facts, to which court.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RevocationContent {
    /// The grounds of IM 46 (probation) or IM 47 (parole).
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 8))]
    pub grounds: Vec<ProposedGround>,
    /// The court, where it is not the organ that decided on correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub court: Option<String>,
    /// The level of the court: basic is county, intermediate is city, high is province. Where it is left out, as its name says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_level: Option<Level>,
    /// Whether the court that decided is in another province.
    #[serde(default)]
    pub outside_province: bool,
    /// How the person conducted themselves during supervision, as the proposal puts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 4000))]
    pub situation: Option<String>,
    /// The agency's opinion, as the proposal puts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub opinion: Option<String>,
    /// The papers that go with it beside those of the facts (OP26 16).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub evidence: Vec<Evidence>,
}

/// Reported, reviewed, decided, put before the court; ruled, carried out or laid aside.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Revocation,
    path: "revocations",
    title: Label::new("提请撤销缓刑、假释", "proposal of revocation"),
    rule: "CCL-46",
    initial: Draft,
    reader: None,
    moves: proposal::REVOCATION,
};

impl RevocationContent {
    pub(super) fn proposal(&self) -> Proposal<'_> {
        Proposal {
            grounds: &self.grounds,
            evidence: &self.evidence,
            situation: self.situation.as_deref(),
            opinion: self.opinion.as_deref(),
            organ: self.court.as_deref(),
            level: self.court_level,
            outside_province: self.outside_province,
            uncounted: &[],
            uncounted_opinion: None,
            obtained_unlawfully: false,
            commits: false,
        }
    }
}

impl Kind for RevocationContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn proposes(&self) -> bool {
        true
    }

    fn reviews(&self) -> &'static [ReviewKind] {
        proposal::REVIEWS
    }

    fn faults(&self) -> Vec<Fault> {
        self.proposal().faults("/court")
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        self.proposal().assess(matter)
    }

    fn authority(&self, matter: &Matter<'_>) -> Authority {
        Authority::of(self.proposal().level(matter))
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        self.proposal().admissible(matter)
    }

    fn may_revive(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        proposal::alone(matter)
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        self.proposal().guard(act, matter)
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        self.proposal().act_faults(act, matter)
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        self.proposal().check(act, matter)
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        Course(matter.proceeding).clocks(&self.proposal(), matter)
    }

    fn conditions(&self, matter: &Matter<'_>) -> Vec<Condition> {
        Course(matter.proceeding).conditions(&self.proposal(), matter)
    }

    fn boundaries(&self, matter: &Matter<'_>) -> Vec<Instant> {
        Course(matter.proceeding).boundaries(matter)
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        self.proposal().notice_duties(matter)
    }

    fn ending(&self, proceeding: &Proceeding) -> Option<Ending> {
        let parole = self.grounds.iter().any(|ground| ground.rule.starts_with("IM-47"));
        let reason = if parole { StatusReason::ParoleRevoked } else { StatusReason::ProbationRevoked };
        Course(proceeding).ending(reason)
    }
}
