//! The pack that goes with a proposal (OP26 16; rulebook §9.3): what is in it, what is missing.

use super::{Course, Evidence, Proposal, ProposedGround};
use crate::{
    code::{Code, EvidenceItem, ProceedingKind},
    ids::PaperId,
    proceedings::{Act, ActCode, Matter, Proceeding, Step, kind::refuse},
    refusal::{Fact, Refusal},
    revocation::evidence,
    text::Text,
};

/// The kinds in which conduct is appraised, rewarded and sanctioned.
const CONDUCT: [ProceedingKind; 5] = [
    ProceedingKind::MonthlyAppraisal,
    ProceedingKind::Commendation,
    ProceedingKind::Admonition,
    ProceedingKind::Warning,
    ProceedingKind::PolicePunishment,
];

/// The other proceedings of the case that appraised, rewarded or sanctioned conduct, once they were decided.
pub(super) fn conduct<'a>(matter: &Matter<'a>) -> impl Iterator<Item = (&'a Proceeding, &'a Step)> {
    let conduct = matter.others().filter(|other| CONDUCT.contains(&other.kind()));
    conduct.filter_map(|other| {
        let decided = other.last(ActCode::Results).or_else(|| other.standing().rfind(|step| step.act.approves()))?;
        Some((other, decided))
    })
}

impl Proposal<'_> {
    /// The evidence beside that of the facts: stated with the proposal, and supplemented.
    pub(super) fn evidence(&self, proceeding: &Proceeding) -> Vec<Evidence> {
        let supplemented = proceeding
            .standing()
            .filter_map(|step| if let Act::Supplements(body) = &step.act { Some(body.evidence.clone()) } else { None });
        self.evidence.iter().cloned().chain(supplemented.flatten()).collect()
    }

    /// Whether there is time that does not count as served, so that its proof is needed (T-7).
    fn has_uncounted_time(&self) -> bool {
        !self.uncounted.is_empty() || self.obtained_unlawfully
    }

    /// The parts of the pack that are there.
    pub(super) fn supplied(&self, matter: &Matter<'_>) -> Vec<EvidenceItem> {
        let stated = self.evidence(matter.proceeding);
        let on_paper = |item: EvidenceItem| stated.iter().any(|evidence| evidence.item == item);
        let shown = |ground: &ProposedGround| ground.facts.iter().any(super::ProposedFact::is_shown);
        EvidenceItem::ALL
            .iter()
            .copied()
            .filter(|item| match item {
                // The proposal itself is written by the service.
                EvidenceItem::Proposal => true,
                EvidenceItem::ProofOfGround => on_paper(*item) || self.grounds.iter().all(shown),
                EvidenceItem::ConductRecord => on_paper(*item) || conduct(matter).next().is_some(),
                EvidenceItem::LegalDocuments | EvidenceItem::UncountedTime | EvidenceItem::Other => on_paper(*item),
            })
            .collect()
    }

    /// What is missing of what must be there.
    pub(super) fn missing(&self, matter: &Matter<'_>) -> Vec<EvidenceItem> {
        let due = evidence(self.has_uncounted_time(), &self.supplied(matter));
        due.into_iter().filter(|due| due.required && !due.supplied).map(|due| due.item).collect()
    }

    /// Refuses the delivery while the pack is not whole.
    pub(super) fn is_whole(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let missing = self.missing(matter);
        if missing.is_empty() {
            return Ok(());
        }
        let (zh, en): (Vec<_>, Vec<_>) = missing.iter().map(|item| item.label()).unzip();
        refuse(
            "OP26-16",
            missing.iter().map(|item| Fact::new("missing", item.code())).collect(),
            Text::new(
                format!("材料不齐全，请补充：{}", zh.join("；")),
                format!("the pack is not whole, supplement: {}", en.join("; ")),
            ),
        )
    }

    /// Refuses one paper that stands for two pieces of evidence; `more` is about to be added.
    pub(super) fn papers_once(&self, proceeding: &Proceeding, more: &[Evidence]) -> Result<(), Box<Refusal>> {
        let stated = self.evidence(proceeding);
        let of_facts = self.grounds.iter().flat_map(|ground| &ground.facts).flat_map(|fact| &fact.papers);
        let beside = stated.iter().chain(more).flat_map(|evidence| &evidence.papers);
        let mut seen: Vec<PaperId> = Vec::new();
        for paper in of_facts.chain(beside) {
            if seen.contains(paper) {
                return refuse(
                    "OP26-16",
                    vec![Fact::new("paper_id", paper.to_string())],
                    Text::new(
                        "同一份材料只能作为一件证据；一份材料证明几项事实的，列在其中一项之下",
                        "a paper is one piece of evidence: where it shows several facts, name it under one of them",
                    ),
                );
            }
            seen.push(*paper);
        }
        Ok(())
    }
}

impl Course<'_> {
    /// Whether the pack can still grow before it is delivered.
    pub(super) fn is_undelivered(self) -> bool {
        self.delivered().is_none()
    }
}
