//! Termination (终止社区矫正; CCL 45, 51; OP26 form 12; TEO14 28; rulebook §10).
//!
//! Revocation, committal or death ends supervision before its last day: on the day on which the ruling was made, for it takes effect at
//! once, or on the day of death. What comes after the end is only recorded in the closed file. Of a death the others are told
//! promptly, without waiting for the decision.

use serde::{Deserialize, Serialize};

use super::{
    ActCode, Assessment, By, Declaration, Ending, Fault, Kind, Matter, Move, NoticeDuty, Proceeding, To, Warning,
    moves::APPROVAL,
    notice::{told, untold},
    proposal::alone,
};
use crate::{
    clock::Clock,
    code::{
        Category, Code,
        DutyBearer::{CityAgency, DecidingOrgan, Police, PrisonOrDetentionCentre, Procuratorate},
        Level, ProceedingKind,
        ProceedingStatus::{Approved, Closed, Draft, Endorsed, Refused, Reviewed, Submitted, Withdrawn},
        Status, StatusReason, TerminationReason,
    },
    ids::PaperId,
    refusal::{Fact, Refusal},
    rulebook::Label,
    text::Text,
    time::{Date, start_of_day},
};

/// Why supervision ends, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TerminationContent {
    /// Revocation, committal or death.
    pub reason: TerminationReason,
    /// The day on which the ruling or decision took effect, or the day of death.
    pub effective_on: Date,
    /// Revocation, committal: who ruled or decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub organ: Option<String>,
    /// Revocation, committal: the number of the ruling or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub document_number: Option<String>,
    /// Death: the day on which the agency learnt of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discovered_on: Option<Date>,
    /// Death: whether it was unnatural (IM 52).
    #[serde(default)]
    pub unnatural: bool,
    /// The ruling, the decision, or the proof of death.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Decided on the papers; told; closed when all are told.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::Termination,
    path: "terminations",
    title: Label::new("终止社区矫正", "termination"),
    rule: "CCL-45",
    initial: Draft,
    reader: None,
    moves: &[
        APPROVAL,
        &[
            Move::new(ActCode::Deliveries, &[Draft, Submitted, Endorsed, Reviewed, Approved], To::Same, By::Carrier),
            Move::new(ActCode::Closures, &[Approved], To::Status(Closed), By::Carrier),
        ],
    ],
};

fn refusal(rule: &'static str, facts: Vec<Fact>, zh: &str, en: &str) -> Box<Refusal> {
    Box::new(Refusal::under(rule, facts, Text::new(zh, en)))
}

impl TerminationContent {
    fn is_death(&self) -> bool {
        self.reason == TerminationReason::Death
    }

    fn rule(&self) -> &'static str {
        if self.is_death() { "RL-8" } else { "RV-5" }
    }

    /// The category that such a reason ends; none for death, which ends all.
    fn category(&self) -> Option<Category> {
        match self.reason {
            TerminationReason::ProbationRevoked => Some(Category::Probation),
            TerminationReason::ParoleRevoked => Some(Category::Parole),
            TerminationReason::Committed => Some(Category::TemporaryOutsidePrison),
            TerminationReason::Death => None,
        }
    }

    fn status_reason(&self) -> StatusReason {
        match self.reason {
            TerminationReason::ProbationRevoked => StatusReason::ProbationRevoked,
            TerminationReason::ParoleRevoked => StatusReason::ParoleRevoked,
            TerminationReason::Committed => StatusReason::Committed,
            TerminationReason::Death => StatusReason::Death,
        }
    }

    /// While a proposal of revocation or committal is under way, its own ruling is what ends supervision (RV-5).
    fn ruled_first(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Err(open) = alone(matter) else { return Ok(()) };
        if self.is_death() {
            return Ok(());
        }
        Err(refusal(
            "RV-5",
            open.facts,
            "提请正在办理：请在该事项中记录裁定、决定，由其终止矫正；由其他机关裁定的，先撤回提请",
            "a proposal is under way: record the ruling in it, which ends supervision; withdraw it where another organ has ruled",
        ))
    }

    /// What goes with a death, and what with a ruling.
    fn faults_of_the_reason(&self) -> Vec<Fault> {
        let required = |pointer: &str| Fault::new(pointer, "required", Text::new("须填写", "needed for this reason"));
        let stray = |pointer: &str| {
            Fault::new(pointer, "does_not_go_with", Text::new("与终止原因不符", "does not go with this reason"))
        };
        let mut faults = Vec::new();
        for (pointer, word) in [("/organ", &self.organ), ("/document_number", &self.document_number)] {
            match (word, self.is_death()) {
                (None, false) => faults.push(required(pointer)),
                (Some(_), true) => faults.push(stray(pointer)),
                (Some(word), false) => faults.extend(Fault::of_length(pointer, word, 100)),
                (None, true) => {}
            }
        }
        match (self.discovered_on, self.is_death()) {
            (None, true) => faults.push(required("/discovered_on")),
            (Some(_), false) => faults.push(stray("/discovered_on")),
            (Some(discovered_on), true) if discovered_on < self.effective_on => faults.push(Fault::new(
                "/discovered_on",
                "before_the_death",
                Text::new("不能早于死亡之日", "must not lie before the death"),
            )),
            (Some(_), true) | (None, false) => {}
        }
        if self.unnatural && !self.is_death() {
            faults.push(stray("/unnatural"));
        }
        faults
    }
}

impl Kind for TerminationContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_day("/effective_on", self.effective_on),
            self.discovered_on.and_then(|discovered_on| Fault::of_day("/discovered_on", discovered_on)),
        ]
        .into_iter()
        .flatten()
        .collect();
        faults.extend(self.faults_of_the_reason());
        if self.papers.is_empty() {
            faults.push(Fault::new(
                "/papers",
                "required",
                Text::new(
                    "须附裁定、决定或者死亡证明",
                    "the ruling, the decision or the proof of death must be attached",
                ),
            ));
        }
        faults
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let (zh, en) = self.reason.label();
        let mut warnings = Vec::new();
        if self.unnatural {
            warnings.push(Warning::under(
                "S-8",
                Text::new(
                    "非正常死亡：立即协调公安机关处置，报告上一级社区矫正机构，通报人民检察院",
                    "an unnatural death: with the police at once, report to the next-higher agency, inform the procuratorate",
                ),
                self.effective_on,
            ));
        }
        Assessment {
            explanation: vec![Text::new(
                format!("{zh}：自{}起终止", self.effective_on),
                format!("{en}: terminated from {}", self.effective_on),
            )],
            warnings,
            facts: vec![
                Fact::new("reason", self.reason.code()),
                Fact::new("effective_on", self.effective_on.to_string()),
            ],
            ..Assessment::by(Level::County, self.rule(), self.effective_on.max(matter.today()))
        }
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let Some(case) = matter.case else { return Ok(()) };
        let category = case.order.category;
        if self.category().is_some_and(|ended| ended != category) {
            return Err(refusal(
                "CCL-45",
                vec![Fact::new("category", category.code()), Fact::new("reason", self.reason.code())],
                "终止原因与矫正类别不符",
                "this reason does not end this category",
            ));
        }
        let latest = self.discovered_on.unwrap_or(self.effective_on);
        if latest > matter.today() {
            return Err(refusal(
                "CCL-45",
                vec![Fact::new("day", latest.to_string())],
                "日期不能晚于今天",
                "the day must not lie in the future",
            ));
        }
        if let Some(ending) = case.ending().filter(|ending| start_of_day(self.effective_on) >= ending.at) {
            let rule = if self.is_death() { "RL-8" } else { "X-4" };
            return Err(refusal(
                rule,
                vec![
                    Fact::new("status", ending.status.code()),
                    Fact::new("effective_on", self.effective_on.to_string()),
                ],
                "矫正在此之前已经结束，只在结案档案中补充记录",
                "supervision had ended before: it is only recorded in the closed file",
            ));
        }
        self.ruled_first(matter)?;
        let other = matter.others().find(|other| {
            other.kind() == ProceedingKind::Termination && !matches!(other.status(), Refused | Withdrawn)
        });
        other.map_or(Ok(()), |other| {
            Err(Box::new(Refusal::under(
                "CCL-45",
                vec![Fact::new("termination", other.number.clone())],
                Text::new(
                    format!("{}已在办理终止", other.number),
                    format!("{} is the termination of this case", other.number),
                ),
            )))
        })
    }

    fn guard(&self, act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let decided = matter.proceeding.status() == Approved;
        if act == ActCode::Deliveries && !decided && !self.is_death() {
            return Err(refusal(
                "RV-5",
                vec![Fact::new("status", matter.proceeding.status().code())],
                "请先批准终止，再送达终止通知书",
                "have the termination approved before its notice is delivered",
            ));
        }
        let untold = if act == ActCode::Closures { untold(matter) } else { Vec::new() };
        if untold.is_empty() {
            return Ok(());
        }
        Err(refusal(
            self.rule(),
            untold.into_iter().map(|recipient| Fact::new("not_told", recipient.code())).collect(),
            "尚未全部通知，不能办结",
            "not closed before everyone is told",
        ))
    }

    fn clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let temporary = matter.case.is_some_and(|case| case.order.category == Category::TemporaryOutsidePrison);
        let Some(discovered_on) = self.discovered_on.filter(|_| temporary) else { return Vec::new() };
        let told_on = told(matter.proceeding, DecidingOrgan, discovered_on).map(|step| step.acted_on);
        let clock = matter.clock("H-13", discovered_on).map(|clock| clock.met(told_on));
        let withdrawn = matter.proceeding.status() == Withdrawn && told_on.is_none();
        let stopped =
            |clock: Clock| clock.cancelled(Text::new("已撤回，不再计时", "withdrawn: the clock no longer runs"));
        clock.map(|clock| if withdrawn { stopped(clock) } else { clock }).into_iter().collect()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let since = if self.is_death() { self.discovered_on } else { matter.proceeding.approved_on() };
        let (Some(since), Some(case)) = (since, matter.case) else { return Vec::new() };
        let temporary = case.order.category == Category::TemporaryOutsidePrison;
        let rule = if self.is_death() && temporary { "H-13" } else { self.rule() };
        let duty = |recipient, rule| NoticeDuty { recipient, rule, since };
        let mut duties = vec![duty(DecidingOrgan, rule), duty(Procuratorate, rule), duty(Police, self.rule())];
        if self.is_death() && temporary {
            duties.push(duty(PrisonOrDetentionCentre, "H-13"));
        }
        if self.unnatural {
            duties.push(duty(CityAgency, "S-8"));
        }
        duties
    }

    fn ending(&self, proceeding: &Proceeding) -> Option<Ending> {
        proceeding.approved_on()?;
        Some(Ending { status: Status::Terminated, reason: self.status_reason(), at: start_of_day(self.effective_on) })
    }
}
