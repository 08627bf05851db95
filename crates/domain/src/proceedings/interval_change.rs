//! Change of an interval (报告、复查期限调整): how much later than the law says the monthly report or the three-monthly re-examination is
//! due (IM 24, 58; OP23 25; rulebook §6).
//!
//! What is approved is how much is added to the interval of the law, not to one that was lengthened before: a long extension cannot
//! be had in slices that a nearer agency approves. It holds until another change is approved; one without any extension restores
//! the interval of the law.

use serde::{Deserialize, Serialize};

use super::{
    Assessment, Authority, Content, Declaration, Fault, Kind, Matter, NoticeDuty,
    moves::{APPROVAL, TELLING},
    outside_prison::{PAPERS, REASON, on_medical_parole, outside_prison, refusal},
};
use crate::{
    case_file::CaseFile,
    clock::Clock,
    code::{Code, DutyBearer, Level, MedicalReport, Permission, ProceedingKind, ProceedingStatus::Draft},
    defaults::Defaults,
    ids::PaperId,
    judgement::Span,
    medical_interval::{IntervalQuestion, IntervalRoute, extended, medical_interval},
    period::months_after,
    refusal::{Fact, Refusal},
    rulebook::Label,
    term::Term,
    text::Text,
    time::Date,
};

const RULE: &str = "H-3";

/// Which interval is to be changed, and by how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IntervalChangeContent {
    /// Which report.
    pub report: MedicalReport,
    /// By how much it is due later than the law says; nothing at all restores the interval of the law.
    pub extension: Term,
    /// Why: the illness, and what the guarantor sees to.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub reason: String,
    /// Papers that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub papers: Vec<PaperId>,
}

/// Asked for, approved by the level that its length demands, told.
pub const DECLARATION: Declaration = Declaration {
    kind: ProceedingKind::IntervalChange,
    path: "interval-changes",
    title: Label::new("报告、复查期限调整", "change of the interval of reports"),
    rule: RULE,
    initial: Draft,
    reader: Some(Permission::MedicalRead),
    moves: &[APPROVAL, TELLING],
};

/// The extensions of a report that were approved, each with its day, in the order of these days.
fn approved(case: &CaseFile, report: MedicalReport) -> Vec<(Date, Term)> {
    let mut all: Vec<(Date, Term)> = case
        .proceedings
        .iter()
        .filter_map(|proceeding| {
            let Content::IntervalChange(content) = &proceeding.content else { return None };
            proceeding.approved_on().filter(|_| content.report == report).map(|on| (on, content.extension))
        })
        .collect();
    all.sort_by_key(|(on, _)| *on);
    all
}

/// The clock of a report as approved changes left it (**H-3**). A change approved after the day on which the report was due, or after it
/// was made, does not undo what that day meant: it holds from the next one on.
pub(crate) fn adjusted(clock: Clock, report: MedicalReport, case: &CaseFile, met_on: Option<Date>) -> Clock {
    let by_law = clock.due_legal;
    approved(case, report).into_iter().fold(clock, |clock, (on, extension)| {
        if on > clock.due_legal || met_on.is_some_and(|met_on| on > met_on) {
            return clock;
        }
        let due = extended(by_law, extension).unwrap_or(by_law);
        let term = extension.text();
        let step = if extension.is_zero() {
            Text::new(format!("经{on}批准恢复法定期限"), format!("back to the interval of the law, approved on {on}"))
        } else {
            Text::new(
                format!("经{on}批准延长{}，至{due}（H-3）", term.zh),
                format!("lengthened by {} to {due}, approved on {on} (H-3)", term.en),
            )
        };
        Clock { due_strict: due, due_legal: due, ..clock }.explained(step)
    })
}

/// The months after which the law wants a report (M-4, H-2).
fn months(report: MedicalReport) -> u32 {
    match report {
        MedicalReport::HealthReport => 1,
        MedicalReport::Reexamination => 3,
    }
}

impl IntervalChangeContent {
    /// The day on which the report is due by the law, counted from the last; from today where none is known.
    fn due_on(&self, matter: &Matter<'_>) -> Date {
        let order = matter.case.map(|case| &case.order);
        let last = order.and_then(|order| match self.report {
            MedicalReport::HealthReport => order.health_reported_on,
            MedicalReport::Reexamination => order.reexamined_on,
        });
        let from = last.or(order.and_then(|order| order.reported_on)).unwrap_or(matter.today());
        months_after(from, months(self.report)).unwrap_or(from)
    }

    fn route(&self, due_on: Date, defaults: &Defaults) -> Option<IntervalRoute> {
        let question = IntervalQuestion { report: self.report, due_on, extension: self.extension };
        medical_interval(question, defaults).ok()
    }

    /// The extension that holds now.
    fn in_force(&self, matter: &Matter<'_>) -> Term {
        let approved = matter.case.map(|case| approved(case, self.report));
        approved.and_then(|all| all.last().map(|(_, extension)| *extension)).unwrap_or_default()
    }
}

impl Kind for IntervalChangeContent {
    fn declaration(&self) -> &'static Declaration {
        &DECLARATION
    }

    fn deciders() -> &'static [Permission] {
        &[Permission::ProceedingsDecide]
    }

    fn faults(&self) -> Vec<Fault> {
        let own = [
            Fault::of_length("/reason", &self.reason, REASON),
            Fault::of_count("/papers", self.papers.len(), 0, PAPERS),
        ];
        // Any plausible day will do: only the length is looked at.
        let too_long = extended(Date::default(), self.extension).err();
        let too_long = too_long.map(|fault| Fault::new("/extension", fault.code(), fault.message()));
        own.into_iter().flatten().chain(too_long).collect()
    }

    fn assess(&self, matter: &Matter<'_>) -> Assessment {
        let due_on = self.due_on(matter);
        let facts = vec![Fact::new("report", self.report.code()), Fact::new("due_by_law", due_on.to_string())];
        let Some(route) = self.route(due_on, &matter.place.defaults) else {
            let restored = Text::new(
                "恢复法定期限，由县级社区矫正机构决定",
                "back to the interval of the law: the county decides",
            );
            return Assessment {
                explanation: vec![restored],
                facts,
                ..Assessment::by(Level::County, RULE, matter.today())
            };
        };
        Assessment {
            approver: Some(route.approver),
            basis: vec![route.basis],
            explanation: route.explanation,
            period: Some(Span { from: due_on, to: route.extended_to }),
            facts,
            ..Assessment::default()
        }
    }

    fn authority(&self, matter: &Matter<'_>) -> Authority {
        let route = self.route(self.due_on(matter), &matter.place.defaults);
        Authority::of(route.map_or(Level::County, |route| route.approver))
    }

    fn admissible(&self, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        match self.report {
            MedicalReport::HealthReport => outside_prison(matter, RULE)?,
            MedicalReport::Reexamination => on_medical_parole(matter, RULE)?,
        };
        if self.in_force(matter) == self.extension {
            let term = self.extension.text();
            return Err(refusal(
                RULE,
                vec![Fact::new("extension", term.zh.clone())],
                "现在就是该期限，无须调整",
                "this is the interval already: nothing is to be changed",
            ));
        }
        matter.none_undecided()
    }

    fn notice_duties(&self, matter: &Matter<'_>) -> Vec<NoticeDuty> {
        let Some(since) = matter.proceeding.approved_on() else { return Vec::new() };
        // The procuratorate by IM 24; the person, because it is the person who must keep the new day.
        [DutyBearer::Supervisee, DutyBearer::Procuratorate]
            .map(|recipient| NoticeDuty { recipient, rule: RULE, since })
            .into()
    }
}
