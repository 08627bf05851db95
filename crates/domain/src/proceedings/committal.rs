//! Proposal of committal to prison (提请收监执行; CCL 49; IM 49, 50; OP23 14 – 16; OP26 16 – 18; rulebook §6, §9).
//!
//! The county proposes to the organ that decides. The proposal names the ground and the time that does not count as served (H-18); what
//! was obtained by illegal means is proposed even after the end of the sentence (H-19). There is no arrest with it (AR-1). Who may not
//! read what concerns illness reads none of it (H-15).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Authority, Declaration, Ending, Fault, Kind, Matter, NoticeDuty, Proceeding,
    proposal::{self, Course, Evidence, Proposal, ProposedGround},
};
use crate::{
    case_file::Condition,
    clock::Clock,
    code::{Permission, ProceedingKind, ProceedingStatus::Draft, ReviewKind, StatusReason},
    refusal::Refusal,
    rulebook::Label,
    term::uncounted::UncountedSpell,
    text::Text,
    time::Instant,
};

/// Which grounds are proposed, on which facts, to which organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CommittalContent {
    /// The grounds of IM 49.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 8))]
    pub grounds: Vec<ProposedGround>,
    /// The court, prison administration or public security organ, where it is not the one that decided on correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub organ: Option<String>,
    /// Whether the organ that decided is in another province.
    #[serde(default)]
    pub outside_province: bool,
    /// Whether temporary execution was obtained by bribery or other illegal means (H-19): then no time outside counts.
    #[serde(default)]
    pub obtained_unlawfully: bool,
    /// The time that does not count as served: escape, illegal means (T-7).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub uncounted: Vec<UncountedSpell>,
    /// The agency's opinion on that time; needed where there is any (H-18).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub uncounted_opinion: Option<String>,
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

/// Reported, reviewed, decided, put before the organ; decided, carried out or laid aside.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Committal,
    path: "committals",
    title: Label::new("提请收监执行", "proposal of committal to prison"),
    rule: "CCL-49",
    initial: Draft,
    reader: Some(Permission::MedicalRead),
    moves: proposal::COMMITTAL,
};

impl CommittalContent {
    pub(super) fn proposal(&self) -> Proposal<'_> {
        Proposal {
            grounds: &self.grounds,
            evidence: &self.evidence,
            situation: self.situation.as_deref(),
            opinion: self.opinion.as_deref(),
            organ: self.organ.as_deref(),
            level: None,
            outside_province: self.outside_province,
            uncounted: &self.uncounted,
            uncounted_opinion: self.uncounted_opinion.as_deref(),
            obtained_unlawfully: self.obtained_unlawfully,
            commits: true,
        }
    }
}

impl Kind for CommittalContent {
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
        let mut faults = self.proposal().faults("/organ");
        if !self.uncounted.is_empty() && self.uncounted_opinion.is_none() {
            let message =
                Text::new("须就不计入刑期的时间提出明确意见", "a clear opinion on the time not counted is needed");
            faults.push(Fault::new("/uncounted_opinion", "required", message));
        }
        faults
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
        Course(proceeding).ending(StatusReason::Committed)
    }
}
