//! Change of guarantor (保证人更换): one who no longer fulfils the conditions, or was disqualified for neglecting the duties, is replaced
//! within the period that the agency sets, or there is a ground for committal (TEO14 11, 12; IM 49(7); rulebook §6).

use serde::{Deserialize, Serialize};

use super::{
    Act, ActCode, Assessment, By, Declaration, Fault, Kind, Matter, Move, Nomination, To,
    kind::refuse,
    outside_prison::{ACCOUNT, PAPERS, outside_prison},
};
use crate::{
    case_file::Defect,
    clock::Clock,
    code::{
        ClockState, Code, DefectCode, DutyBearer, GuarantorCondition, GuarantorDuty, GuarantorLoss, Level, MeasureCode,
        Permission, ProceedingKind,
        ProceedingStatus::{Closed, Endorsed, InProgress, Reviewed, Submitted, Withdrawn},
    },
    ids::PaperId,
    judgement::{Measure, Span},
    medical_interval::guarantor_conditions,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::Date,
};

const RULE: &str = "H-7";

/// Why the guarantor no longer is one, and until when a new one is to be found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GuarantorChangeContent {
    /// Whether the conditions were lost, or the guarantor was disqualified.
    pub loss: GuarantorLoss,
    /// Conditions lost: which of them (TEO14 11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub conditions: Vec<GuarantorCondition>,
    /// Disqualified: the duties that were neglected (TEO14 12).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub duties: Vec<GuarantorDuty>,
    /// The day since which the guarantor no longer is one.
    pub lost_on: Date,
    /// The last day for a new one, as the agency sets it: national law has no number.
    pub replace_by: Date,
    /// What happened.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub facts: String,
    /// Papers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// A new guarantor is awaited, put forward, examined, approved; or sent back for another.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::GuarantorChange,
    path: "guarantor-changes",
    title: Label::new("保证人更换", "change of guarantor"),
    rule: RULE,
    initial: InProgress,
    reader: Some(Permission::MedicalRead),
    moves: &[&[
        Move::new(ActCode::Nominations, &[InProgress], To::Status(Submitted), By::Carrier),
        Move::new(
            ActCode::Endorsements,
            &[Submitted],
            To::Outcome { approved: Endorsed, refused: Endorsed, sent_back: InProgress },
            By::Office,
        ),
        Move::new(
            ActCode::Reviews,
            &[Submitted, Endorsed, Reviewed],
            To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: InProgress },
            By::Reviewer,
        ),
        Move::new(
            ActCode::Decisions,
            &[Submitted, Endorsed, Reviewed],
            To::Outcome { approved: Closed, refused: InProgress, sent_back: InProgress },
            By::Approver,
        ),
        Move::new(ActCode::Withdrawals, &[InProgress], To::Status(Withdrawn), By::Carrier),
    ]],
};

impl GuarantorChangeContent {
    /// **H-7**: the day that the agency set. The person finds the new guarantor.
    fn clock(&self, matter: &Matter<'_>) -> Clock {
        let said = Text::new(
            format!("社区矫正机构规定于{}前提出新的保证人；全国未规定期限", self.replace_by),
            format!("a new guarantor by {}, as the agency has set it: national law has no number", self.replace_by),
        );
        let clock = matter.set_clock(RULE, self.lost_on, self.replace_by, DutyBearer::Supervisee, said);
        let nominated_on = (matter.proceeding.status() != InProgress)
            .then(|| matter.proceeding.last(ActCode::Nominations).map(|step| step.acted_on))
            .flatten();
        if matter.proceeding.status() == Withdrawn {
            return clock.cancelled(Text::new("已撤回", "withdrawn"));
        }
        clock.met(nominated_on)
    }

    fn faults_of_the_loss(&self) -> Option<Fault> {
        let required = |pointer| Fault::new(pointer, "required", Text::new("须填写", "needed for this loss"));
        let stray =
            |pointer| Fault::new(pointer, "does_not_go_with", Text::new("与原因不符", "does not go with this loss"));
        match self.loss {
            GuarantorLoss::ConditionsLost if self.conditions.is_empty() => Some(required("/conditions")),
            GuarantorLoss::ConditionsLost => (!self.duties.is_empty()).then(|| stray("/duties")),
            GuarantorLoss::Disqualified if self.duties.is_empty() => Some(required("/duties")),
            GuarantorLoss::Disqualified => (!self.conditions.is_empty()).then(|| stray("/conditions")),
        }
    }

    fn is_late(&self, matter: &Matter<'_>) -> bool {
        let ended = matter.case.is_some_and(|case| case.has_ended(matter.at));
        !ended && self.clock(matter).state(matter.at) == ClockState::Overdue
    }
}

/// **H-7** (TEO14 11, 12): a guarantor fulfils all four conditions and has undertaken the duties.
fn qualifies(body: &Nomination, on: Date) -> Result<(), Box<Refusal>> {
    let conditions = guarantor_conditions(&body.fulfilled, on);
    let missing: Vec<_> = conditions.iter().filter(|ground| ground.state != crate::code::Outcome::Met).collect();
    if missing.is_empty() && body.undertaken {
        return Ok(());
    }
    let mut facts: Vec<Fact> = missing.iter().flat_map(|ground| ground.facts.clone()).collect();
    facts.push(Fact::new("undertaken", body.undertaken.to_string()));
    refuse(
        RULE,
        facts,
        Text::new(
            "保证人须符合全部条件，并书面承诺履行义务",
            "a guarantor fulfils every condition and undertakes the duties in writing",
        ),
    )
}

impl Kind for GuarantorChangeContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let own = [
            Fault::of_day("/lost_on", self.lost_on),
            Fault::of_day("/replace_by", self.replace_by),
            Fault::of_span("/replace_by", self.lost_on, self.replace_by),
            Fault::of_length("/facts", &self.facts, ACCOUNT),
            Fault::of_count("/conditions", self.conditions.len(), 0, 10),
            Fault::of_count("/duties", self.duties.len(), 0, 10),
            Fault::of_count("/papers", self.papers.len(), 0, PAPERS),
            self.faults_of_the_loss(),
        ];
        own.into_iter().flatten().collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let today = matter.today();
        let (zh, en) = self.loss.label();
        let mut explanation =
            vec![Text::new(format!("保证人{zh}（{}）", self.lost_on), format!("{en} ({})", self.lost_on))];
        explanation.extend(self.clock(matter).explanation);
        let ground = || Measure::new(MeasureCode::CommittalGround, "IM-49-7", today);
        Assessment {
            explanation,
            period: Some(Span { from: self.lost_on, to: self.replace_by }),
            measures: self.is_late(matter).then(ground).into_iter().collect(),
            facts: vec![Fact::new("loss", self.loss.code()), Fact::new("replace_by", self.replace_by.to_string())],
            ..Assessment::by(Level::County, RULE, today)
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        outside_prison(matter, RULE)?;
        if self.lost_on > matter.today() {
            return refuse(
                RULE,
                vec![Fact::new("lost_on", self.lost_on.to_string())],
                Text::new("丧失资格之日不能晚于今天", "the loss must not lie in the future"),
            );
        }
        matter.none_undecided()
    }

    fn act_faults(&self, act: &Act, _matter: &Matter<'_>) -> Vec<Fault> {
        let Act::Nominations(body) = act else { return Vec::new() };
        Fault::of_count("/fulfilled", body.fulfilled.len(), 0, 10).into_iter().collect()
    }

    fn check(&self, act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        if let Act::Nominations(body) = act { qualifies(body, matter.day_of(act)) } else { Ok(()) }
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        vec![self.clock(matter)]
    }

    fn defects(&self, matter: &Matter<'_>) -> Vec<Defect> {
        if !self.is_late(matter) {
            return Vec::new();
        }
        let by = self.replace_by;
        let message = Text::new(
            format!("未在{by}前提出新的保证人：具有提请收监执行的情形"),
            format!("no new guarantor by {by}: a ground for proposing committal"),
        );
        let evidence = vec![Fact::new("loss", self.loss.code()), Fact::new("replace_by", by.to_string())];
        let (missing, actor) = (DefectCode::Missing, DutyBearer::CountyAgency);
        let defect = Defect::new(missing, "IM-49-7", matter.today(), actor, message, evidence);
        vec![Defect { proceeding_id: Some(matter.proceeding.id), ..defect }]
    }
}
