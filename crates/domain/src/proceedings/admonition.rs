//! Admonition (训诫): given by the county on a decided inquiry (IM 34; rulebook §7.1).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, Declaration, Fault, Kind, Matter, NoticeDuty, breach_inquiry::before_its_inquiry, measure,
};
use crate::{
    code::{MeasureCode, ProceedingKind, ProceedingStatus::Draft},
    ids::{PaperId, ProceedingId},
    refusal::Refusal,
    rulebook::Label,
};

const RULE: &str = "IM-34";

/// On what an admonition is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AdmonitionContent {
    /// The inquiry of the case on which it rests (IM 40).
    pub inquiry_id: ProceedingId,
    /// What the person is told: the facts, and what is expected from now on.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub reasons: String,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Proposed, decided by the county, told; an objection is answered once.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Admonition,
    path: "admonitions",
    title: Label::new("训诫", "admonition"),
    rule: RULE,
    initial: Draft,
    reader: None,
    moves: measure::MOVES,
};

impl Kind for AdmonitionContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        Fault::of_length("/reasons", &self.reasons, 2_000).into_iter().collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        measure::assess(matter, self.inquiry_id, MeasureCode::Admonition, RULE)
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        measure::ground(matter, self.inquiry_id, MeasureCode::Admonition, RULE).map(|_| ())
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        measure::guard(act, matter.proceeding)
    }

    fn act_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        before_its_inquiry(act, matter, self.inquiry_id).into_iter().chain(measure::act_faults(act)).collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        measure::notice_duties(matter, RULE)
    }
}
