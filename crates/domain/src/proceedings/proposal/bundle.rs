//! The bundle of a proposal (卷宗): its text, the list of evidence, the contents; the same on paper and for machines (OP26 16).
//!
//! It is computed from the case file and the proposal as they stood at a moment: before the delivery at the moment of asking, after it
//! at the moment at which it was put before the court or organ, so that what was delivered does not change any more.

use serde::{Deserialize, Serialize};

use super::{Course, Proposal, pack};
use crate::{
    case_file::CaseFile,
    code::{ArrestGround, Category, Code, EvidenceItem, Level, Outcome, ProceedingKind},
    ids::{PaperId, ProceedingId, RecordId, StepId},
    judgement::basis,
    proceedings::{Act, ActCode, Content, Matter, Proceeding, Step},
    term::uncounted::UncountedSpell,
    text::Text,
    time::Date,
};

/// The text of a proposal, member by member, so that a form can be filled from it. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProposalText {
    /// What it is: 撤销缓刑建议书, 撤销假释建议书 or 收监执行建议书.
    pub title: Text,
    /// What is asked for.
    pub request: Text,
    /// The article.
    pub basis: Text,
    /// The court or organ to which it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// The level of the agency that proposes.
    pub proposed_by: Level,
    /// The day on which it was decided to propose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The category.
    pub category: Category,
    /// The offence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offence: Option<String>,
    /// The sentence, as the judgment words it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sentence: Option<String>,
    /// The organ that decided on correction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deciding_organ: Option<String>,
    /// The number of its judgment, ruling or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgment_number: Option<String>,
    /// The first day of supervision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// The last day of supervision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// How the person conducted themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// The grounds, each with its facts.
    pub grounds: Vec<StatedGround>,
    /// The agency's opinion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<String>,
    /// Time that does not count as served (H-18).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uncounted: Vec<UncountedSpell>,
    /// The opinion on that time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncounted_opinion: Option<String>,
    /// The grounds of the arrest that is asked for with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arrest_grounds: Vec<ArrestGround>,
}

/// A ground as the proposal states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatedGround {
    /// The id of the rule.
    pub rule: String,
    /// What the ground says.
    pub title: Text,
    /// The article.
    pub basis: Text,
    /// Whether the case file shows it as met.
    pub state: Outcome,
    /// The facts, each with the numbers of the pieces of evidence that show it.
    pub facts: Vec<StatedFact>,
    /// Why it is proposed although the case file does not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// A fact as the proposal states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StatedFact {
    /// What happened.
    pub statement: String,
    /// The numbers in the list of evidence.
    pub annexes: Vec<u32>,
}

/// A piece of evidence in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Annex {
    /// Its number in the list; the proposal itself is the first.
    pub number: u32,
    /// Which part of the pack it is.
    pub item: EvidenceItem,
    /// What it is called.
    pub title: Text,
    /// The papers of which it consists, or that its source refers to.
    pub papers: Vec<PaperId>,
    /// The record that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<RecordId>,
    /// The proceeding that it is, or in which its step stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proceeding_id: Option<ProceedingId>,
    /// The step that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_id: Option<StepId>,
}

/// A line of the record of appraisals, rewards and sanctions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConductEntry {
    /// What it was.
    pub kind: ProceedingKind,
    /// Its number.
    pub number: String,
    /// The day of the decision or of the result.
    pub decided_on: Date,
    /// The proceeding.
    pub proceeding_id: ProceedingId,
}

/// All that goes to the court or organ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bundle {
    /// The proceeding.
    pub proceeding_id: ProceedingId,
    /// Its number.
    pub number: String,
    /// The text of the proposal.
    pub proposal: ProposalText,
    /// The list of evidence, which is the table of contents.
    pub annexes: Vec<Annex>,
    /// The record of appraisals, rewards and sanctions.
    pub conduct: Vec<ConductEntry>,
    /// What is missing of what must be there.
    pub missing: Vec<EvidenceItem>,
}

/// The step by which the bundle was put before the court or organ last, with the delivery or with a supplement of papers that came
/// back; it does not change after it.
#[must_use]
pub fn frozen_by(proceeding: &Proceeding) -> Option<&Step> {
    let delivered = Course(proceeding).delivered()?;
    let after = proceeding.standing().skip_while(|step| step.id != delivered.id);
    after.filter(|step| step.act.code() == ActCode::Supplements).last().or(Some(delivered))
}

/// The bundle of a proposal of revocation or committal; none of another matter, or of one without a case.
#[must_use]
pub fn bundle(matter: &Matter<'_>) -> Option<Bundle> {
    let proposal = if let Content::Revocation(content) = &matter.proceeding.content {
        content.proposal()
    } else if let Content::Committal(content) = &matter.proceeding.content {
        content.proposal()
    } else {
        return None;
    };
    let case = matter.case?;
    let mut list = List::default();
    list.add(EvidenceItem::Proposal, proposal.title(case.order.category), Vec::new());
    list.stated(&proposal, matter, EvidenceItem::LegalDocuments);
    let grounds = proposal.stated_grounds(matter, case, &mut list);
    list.stated(&proposal, matter, EvidenceItem::ProofOfGround);
    let conduct: Vec<ConductEntry> = pack::conduct(matter)
        .map(|(other, step)| ConductEntry {
            kind: other.kind(),
            number: other.number.clone(),
            decided_on: step.acted_on,
            proceeding_id: other.id,
        })
        .collect();
    if !conduct.is_empty() {
        let (zh, en) = EvidenceItem::ConductRecord.label();
        list.add(EvidenceItem::ConductRecord, Text::new(zh, en), Vec::new());
    }
    for item in [EvidenceItem::ConductRecord, EvidenceItem::UncountedTime, EvidenceItem::Other] {
        list.stated(&proposal, matter, item);
    }
    Some(Bundle {
        proceeding_id: matter.proceeding.id,
        number: matter.proceeding.number.clone(),
        proposal: proposal.text(matter, case, grounds),
        annexes: list.0,
        conduct,
        missing: proposal.missing(matter),
    })
}

/// The list of evidence while it is drawn up.
#[derive(Default)]
struct List(Vec<Annex>);

impl List {
    fn add(&mut self, item: EvidenceItem, title: Text, papers: Vec<PaperId>) -> &mut Annex {
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1);
        let annex = Annex { number, item, title, papers, record_id: None, proceeding_id: None, step_id: None };
        self.0.push_mut(annex)
    }

    /// The evidence of one part of the pack that was stated or supplemented.
    fn stated(&mut self, proposal: &Proposal<'_>, matter: &Matter<'_>, item: EvidenceItem) {
        let (zh, en) = item.label();
        for evidence in proposal.evidence(matter.proceeding).into_iter().filter(|evidence| evidence.item == item) {
            let title = evidence.title.map_or_else(|| Text::new(zh, en), |title| Text::new(title.clone(), title));
            self.add(item, title, evidence.papers);
        }
    }

    /// The pieces that show a fact; their numbers.
    fn shown(&mut self, fact: &super::ProposedFact, case: &CaseFile) -> Vec<u32> {
        let mut numbers = Vec::new();
        let proof = EvidenceItem::ProofOfGround;
        for record in case.records.iter().filter(|record| fact.record_ids.contains(&record.id)) {
            let (zh, en) = record.content.kind().label();
            let title = Text::new(format!("{zh}（{}）", record.day()), format!("{en} of {}", record.day()));
            let annex = self.add(proof, title, record.papers.clone());
            annex.record_id = Some(record.id);
            numbers.push(annex.number);
        }
        for proceeding in &case.proceedings {
            if fact.proceeding_ids.contains(&proceeding.id) {
                let (zh, en) = proceeding.kind().label();
                let title = Text::new(format!("{zh}（{}）", proceeding.number), format!("{en} {}", proceeding.number));
                let papers = proceeding.standing().flat_map(|step| step.act.said().papers().iter().copied()).collect();
                let annex = self.add(proof, title, papers);
                annex.proceeding_id = Some(proceeding.id);
                numbers.push(annex.number);
            }
            for step in proceeding.standing().filter(|step| fact.step_ids.contains(&step.id)) {
                let Text { zh, en } = step.act.code().text();
                let (number, on) = (&proceeding.number, step.acted_on);
                let title = Text::new(format!("{number}：{zh}（{on}）"), format!("{number}: {en} of {on}"));
                let annex = self.add(proof, title, step.act.said().papers().to_vec());
                annex.proceeding_id = Some(proceeding.id);
                annex.step_id = Some(step.id);
                numbers.push(annex.number);
            }
        }
        if !fact.papers.is_empty() {
            let (zh, en) = proof.label();
            numbers.push(self.add(proof, Text::new(zh, en), fact.papers.clone()).number);
        }
        numbers
    }
}

impl Proposal<'_> {
    fn title(&self, category: Category) -> Text {
        match category {
            Category::Parole => Text::new("撤销假释建议书", "proposal to revoke parole"),
            Category::TemporaryOutsidePrison => Text::new("收监执行建议书", "proposal of committal to prison"),
            Category::Probation | Category::PublicSurveillance => {
                Text::new("撤销缓刑建议书", "proposal to revoke probation")
            }
        }
    }

    fn request(&self, category: Category) -> Text {
        match category {
            Category::Parole => Text::new("建议裁定撤销假释", "that parole be revoked"),
            Category::TemporaryOutsidePrison => Text::new("建议决定收监执行", "that the person be committed to prison"),
            Category::Probation | Category::PublicSurveillance => {
                Text::new("建议裁定撤销缓刑", "that probation be revoked")
            }
        }
    }

    fn stated_grounds(&self, matter: &Matter<'_>, case: &CaseFile, list: &mut List) -> Vec<StatedGround> {
        let found = case.revocation_grounds(matter.calendar, matter.at);
        let mut stated = Vec::new();
        for ground in self.grounds {
            let Some(item) = found.ground(&ground.rule) else { continue };
            let facts = ground
                .facts
                .iter()
                .map(|fact| StatedFact { statement: fact.statement.clone(), annexes: list.shown(fact, case) });
            stated.push(StatedGround {
                rule: item.rule.clone(),
                title: item.title.clone(),
                basis: item.basis.clone(),
                state: item.state,
                facts: facts.collect(),
                override_reason: ground.override_reason.clone(),
            });
        }
        stated
    }

    fn text(&self, matter: &Matter<'_>, case: &CaseFile, grounds: Vec<StatedGround>) -> ProposalText {
        let order = &case.order;
        let arrest = matter
            .proceeding
            .last(ActCode::Arrests)
            .and_then(|step| if let Act::Arrests(body) = &step.act { Some(body.grounds.clone()) } else { None });
        ProposalText {
            title: self.title(order.category),
            request: self.request(order.category),
            basis: basis(Self::rule(order.category), matter.today()),
            organ: self.organ_named(matter),
            proposed_by: self.last_level(matter),
            decided_on: Course(matter.proceeding).approved_on(),
            category: order.category,
            offence: order.offence.clone(),
            original_sentence: order.original_sentence.clone(),
            deciding_organ: order.deciding_organ.clone(),
            judgment_number: order.judgment_number.clone(),
            starts_on: case.term_starts_on(),
            ends_on: order.supervision_ends_on,
            situation: self.situation.map(str::to_owned),
            grounds,
            opinion: self.opinion.map(str::to_owned),
            uncounted: self.uncounted.to_vec(),
            uncounted_opinion: self.uncounted_opinion.map(str::to_owned),
            arrest_grounds: arrest.unwrap_or_default(),
        }
    }
}
