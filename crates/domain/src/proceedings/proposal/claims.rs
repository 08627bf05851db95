//! What a proposal claims: whether it is well made, and whether the law and the case file bear it.

use super::{Course, Evidence, Proposal, ProposedFact, ProposedGround};
use crate::{
    case_file::CaseFile,
    code::{Category, Code, EvidenceItem, Outcome, ProceedingKind},
    ids::{ProceedingId, RecordId, StepId},
    proceedings::{Act, Fault, Matter, Proceeding, kind::refuse},
    refusal::{Fact, Refusal},
    text::Text,
};

/// The most facts of a ground, and the most links of a fact of each sort.
const FACTS: usize = 20;
const LINKS: usize = 50;

impl ProposedFact {
    /// Whether anything of the case shows it.
    pub(super) fn is_shown(&self) -> bool {
        let linked = self.record_ids.len() + self.proceeding_ids.len() + self.step_ids.len() + self.papers.len();
        linked > 0
    }

    fn faults(&self, pointer: &str) -> Vec<Fault> {
        let links = [
            ("record_ids", self.record_ids.len()),
            ("proceeding_ids", self.proceeding_ids.len()),
            ("step_ids", self.step_ids.len()),
            ("papers", self.papers.len()),
        ];
        let links = links.map(|(name, count)| Fault::of_count(&format!("{pointer}/{name}"), count, 0, LINKS));
        let statement = Fault::of_length(&format!("{pointer}/statement"), &self.statement, 2_000);
        statement.into_iter().chain(links.into_iter().flatten()).collect()
    }
}

/// What is wrong with evidence that goes with a proposal.
pub(super) fn evidence_faults(evidence: &[Evidence]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Fault::of_count("/evidence", evidence.len(), 0, LINKS).into_iter().collect();
    for (place, piece) in evidence.iter().enumerate() {
        let pointer = |name: &str| format!("/evidence/{place}/{name}");
        faults.extend(Fault::of_optional(&pointer("title"), piece.title.as_deref(), 200));
        faults.extend(Fault::of_count(&pointer("papers"), piece.papers.len(), 1, LINKS));
        if piece.item == EvidenceItem::Proposal {
            let message = Text::new("建议书由系统生成", "the proposal itself is written by the service");
            faults.push(Fault::new(pointer("item"), "generated", message));
        }
    }
    faults
}

impl Proposal<'_> {
    /// What is wrong with it by itself.
    pub(in crate::proceedings) fn faults(&self, organ_pointer: &str) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Fault::of_count("/grounds", self.grounds.len(), 1, 8).into_iter().collect();
        for (place, ground) in self.grounds.iter().enumerate() {
            let pointer = format!("/grounds/{place}");
            faults.extend(self.ground_faults(ground, &pointer, place));
        }
        faults.extend(evidence_faults(self.evidence));
        faults.extend(
            [
                Fault::of_optional("/situation", self.situation, 4_000),
                Fault::of_optional("/opinion", self.opinion, 2_000),
                Fault::of_optional("/uncounted_opinion", self.uncounted_opinion, 2_000),
                Fault::of_optional(organ_pointer, self.organ, 100),
                Fault::of_count("/uncounted", self.uncounted.len(), 0, 100),
            ]
            .into_iter()
            .flatten(),
        );
        for (place, spell) in self.uncounted.iter().enumerate() {
            faults.extend(Fault::of_day(&format!("/uncounted/{place}/from"), spell.from));
            faults.extend(Fault::of_day(&format!("/uncounted/{place}/to"), spell.to));
            faults.extend(Fault::of_span(&format!("/uncounted/{place}/to"), spell.from, spell.to));
        }
        faults
    }

    fn ground_faults(&self, ground: &ProposedGround, pointer: &str, place: usize) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_length(&format!("{pointer}/rule"), &ground.rule, 20),
            Fault::of_optional(&format!("{pointer}/override_reason"), ground.override_reason.as_deref(), 1_000),
            Fault::of_count(&format!("{pointer}/facts"), ground.facts.len(), 1, FACTS),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.grounds.iter().take(place).any(|earlier| earlier.rule == ground.rule) {
            let message = Text::new("同一情形只列一次", "each ground is named once");
            faults.push(Fault::new(format!("{pointer}/rule"), "repeated", message));
        }
        for (at, fact) in ground.facts.iter().enumerate() {
            faults.extend(fact.faults(&format!("{pointer}/facts/{at}")));
        }
        faults
    }

    /// Whether the law lets it be opened, submitted and approved on the facts of the case.
    pub(in crate::proceedings) fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(case) = matter.case else { return Ok(()) };
        self.fits(case.order.category)?;
        self.in_time(matter, case)?;
        alone(matter)?;
        self.route_exists(matter, case.order.category)?;
        self.papers_once(matter.proceeding, &[])?;
        self.links_exist(case)?;
        self.grounds_hold(matter, case)
    }

    /// Revocation is of probation and parole, committal of temporary execution outside prison; public surveillance knows neither.
    fn fits(&self, category: Category) -> Result<(), Box<Refusal>> {
        let fits = match category {
            Category::Probation | Category::Parole => !self.commits,
            Category::TemporaryOutsidePrison => self.commits,
            Category::PublicSurveillance => false,
        };
        if fits {
            return Ok(());
        }
        let remedy = match category {
            Category::PublicSurveillance => Text::new(
                "管制没有撤销或者收监：违规的提请治安管理处罚，犯新罪的依法数罪并罚",
                "public surveillance is neither revoked nor committed: breaches go to the police, a new crime is cumulated",
            ),
            Category::Probation | Category::Parole => {
                Text::new("缓刑、假释请提请撤销", "of probation and parole propose the revocation")
            }
            Category::TemporaryOutsidePrison => {
                Text::new("暂予监外执行请提请收监执行", "of temporary execution outside prison propose the committal")
            }
        };
        refuse(Self::rule(category), vec![Fact::new("category", category.code())], remedy)
    }

    /// Only while supervision runs; what was obtained by illegal means also after it (H-19). One that is under way goes on when the term
    /// expires.
    fn in_time(&self, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let under_way = Course(matter.proceeding).bureau_proposes();
        if under_way || (self.commits && self.obtained_unlawfully && Course::died_on(case).is_none()) {
            return Ok(());
        }
        matter.while_supervised(Self::rule(case.order.category))
    }

    fn route_exists(&self, matter: &Matter<'_>, category: Category) -> Result<(), Box<Refusal>> {
        if self.route(matter).is_some() {
            return Ok(());
        }
        refuse(
            Self::rule(category),
            vec![Fact::new("court_level", self.level.map_or("none", Code::code))],
            Text::new(
                "该级人民法院不能裁定：缓刑由基层以上、假释由中级以上人民法院裁定",
                "no court of this level rules on it: probation from the basic court up, parole from the intermediate one up",
            ),
        )
    }

    /// Every record, proceeding and step that is named is one of the case.
    fn links_exist(&self, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let unknown = |name: &str, id: String| {
            refuse(
                "OP26-16-3",
                vec![Fact::new(name, id)],
                Text::new(
                    "只能引用本案有效的记录和程序",
                    "only records and proceedings of this case that stand can be named",
                ),
            )
        };
        for fact in self.grounds.iter().flat_map(|ground| &ground.facts) {
            let counts = |id: &RecordId| case.records.iter().any(|record| record.id == *id && record.counts());
            if let Some(id) = fact.record_ids.iter().find(|id| !counts(id)) {
                return unknown("record_id", id.to_string());
            }
            let known = |id: &ProceedingId| case.proceedings.iter().any(|proceeding| proceeding.id == *id);
            if let Some(id) = fact.proceeding_ids.iter().find(|id| !known(id)) {
                return unknown("proceeding_id", id.to_string());
            }
            let stands = |id: &StepId| {
                case.proceedings.iter().any(|proceeding| proceeding.standing().any(|step| step.id == *id))
            };
            if let Some(id) = fact.step_ids.iter().find(|id| !stands(id)) {
                return unknown("step_id", id.to_string());
            }
        }
        Ok(())
    }

    /// The grounds that are proposed and that the case file does not show as met.
    pub(super) fn unmet<'a>(&'a self, matter: &Matter<'_>, case: &CaseFile) -> Vec<&'a ProposedGround> {
        let found = case.revocation_grounds(matter.calendar, matter.at);
        let state = |rule: &str| found.ground(rule).map_or(Outcome::NotMet, |ground| ground.state);
        self.grounds.iter().filter(|ground| state(&ground.rule) == Outcome::NotMet).collect()
    }

    fn grounds_hold(&self, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let category = case.order.category;
        let found = case.revocation_grounds(matter.calendar, matter.at);
        if let Some(ground) = self.grounds.iter().find(|ground| found.ground(&ground.rule).is_none()) {
            let known: Vec<_> = found.items.iter().map(|item| item.rule.as_str()).collect();
            return refuse(
                Self::rule(category),
                vec![Fact::new("rule", ground.rule.clone()), Fact::new("category", category.code())],
                Text::new(
                    format!("该矫正类别的情形为：{}", known.join("、")),
                    format!("the grounds of this category are: {}", known.join(", ")),
                ),
            );
        }
        let unmet = self.unmet(matter, case).into_iter().find(|ground| ground.override_reason.is_none());
        let Some(item) = unmet.and_then(|ground| found.ground(&ground.rule)) else { return Ok(()) };
        let facts = item.facts.iter().map(|fact| Fact::new(fact.name.clone(), fact.value.clone()));
        refuse(
            Self::rule(category),
            [Fact::new("rule", item.rule.clone()), Fact::new("state", item.state.code())]
                .into_iter()
                .chain(facts)
                .collect(),
            Text::new(
                format!("案卷事实未显示“{}”；仍要提请的，请在 override_reason 中说明理由，由负责人记明", item.title.zh),
                format!(
                    "the case file does not show \"{}\": to propose it all the same, say why in override_reason; the head records why",
                    item.title.en
                ),
            ),
        )
    }

    /// What is wrong with a decision: that it is not proposed, and that a ground is proposed which is not met, takes reasons.
    pub(super) fn decision_faults(&self, act: &Act, matter: &Matter<'_>) -> Vec<Fault> {
        let (Act::Decisions(body), Some(case)) = (act, matter.case) else { return Vec::new() };
        let refuses = body.outcome == crate::code::Verdict::NotPropose;
        let overrides = act.approves() && !self.unmet(matter, case).is_empty();
        if body.opinion.is_some() || !(refuses || overrides) {
            return Vec::new();
        }
        let message = if refuses {
            Text::new("不予提请的，须说明理由", "say why it is not proposed")
        } else {
            Text::new(
                "案卷事实未显示所列情形而决定提请的，须记明理由",
                "say why a ground is proposed that the case file does not show",
            )
        };
        vec![Fault::new("/opinion", "required", message)]
    }
}

/// One open proposal for one person, whatever it proposes.
pub(in crate::proceedings) fn alone(matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
    let proposes = |other: &Proceeding| matches!(other.kind(), ProceedingKind::Revocation | ProceedingKind::Committal);
    let other = matter.others().find(|other| proposes(other) && !other.is_over());
    let Some(other) = other else { return Ok(()) };
    refuse(
        matter.proceeding.content.kind_of().declaration().rule,
        vec![Fact::new("proposal", other.number.clone())],
        Text::new(
            format!("{}正在办理，请先办结或者撤回", other.number),
            format!("{} is under way: end or withdraw it first", other.number),
        ),
    )
}
