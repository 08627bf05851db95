//! Clocks (期限): running statutory deadlines of a case, each with its rule, its two due dates, what stopped it, and how it was
//! counted.
//!
//! A clock is a pure function of the case file and the calendar. Whether it is overdue is decided at the moment of asking: the
//! legal due date has passed and nothing stopped it. A provisional clock alarms but never records lateness.

mod medical;
mod reception;
mod release;

use serde::Serialize;

use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{ClockState, DutyBearer, Status},
    ids::ProceedingId,
    judgement,
    period::{self, Start},
    rulebook::{self, Rule},
    text::Text,
    time::{Date, Instant, end_of_day, local_day, start_of_day},
};

/// The duties that outlive supervision: the certificate, the notices of release, to the prison that handles one, and of a death, a minor's sealing, what passes
/// between two agencies when the place of execution changes, the reply to the procuratorate, and what runs in a proposal of revocation or
/// committal, which goes on when the term expires.
const OUTLIVING: [&str; 16] = [
    release::CERTIFICATE,
    "RL-3",
    "H-12",
    "RL-11",
    "H-13",
    "E-8",
    "E-9",
    "E-10",
    "CCL-62",
    "SPP19-624",
    "RV-1",
    "RV-2",
    "RV-3",
    "H-10",
    "AR-2",
    "AR-3",
];

/// Of these, what only a release asks for: where supervision ended otherwise there is no certificate.
const OF_A_RELEASE: [&str; 2] = [release::CERTIFICATE, "RL-3"];

/// A running deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The id of its rule.
    pub rule: &'static str,
    /// The proceeding in which it runs; none where it is of the case itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proceeding_id: Option<ProceedingId>,
    /// The day of the event from which, or up to which, it runs.
    pub starts_on: Date,
    /// The moment of the event, for clocks in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Instant>,
    /// The bare count: alarms run on it.
    pub due_strict: Date,
    /// The day after which it is late.
    pub due_legal: Date,
    /// For clocks in hours: due to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// For clocks in hours: the moment after which it is late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_legal_at: Option<Instant>,
    /// Whether it rests on what is not known yet: it alarms, and is never a ground for lateness.
    pub provisional: bool,
    /// The day on which what it asks for was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met_on: Option<Date>,
    /// Whether it no longer runs, without having been met.
    pub cancelled: bool,
    /// Who must act.
    pub actor: DutyBearer,
    /// How it was counted, and what became of it.
    pub explanation: Vec<Text>,
}

impl Clock {
    /// The clock of a rule from its event, neither met nor cancelled.
    ///
    /// `None` where the rule sets no duty, or where the count leaves the calendar; dates that have passed the checks of
    /// registration never do.
    pub(crate) fn start(rule: &'static str, start: Date, calendar: &Calendar) -> Option<Self> {
        Self::from(rule, Start::Day(start), None, calendar)
    }

    /// The clock of a limit, such as that of custody, which the law lays on nobody by name: on the one who is to keep it.
    pub(crate) fn limit(rule: &'static str, keeper: DutyBearer, start: Date, calendar: &Calendar) -> Option<Self> {
        Self::from(rule, Start::Day(start), Some(keeper), calendar)
    }

    /// The clock of a rule in hours from the moment of its event, neither met nor cancelled.
    pub(crate) fn start_at(rule: &'static str, start: Instant, calendar: &Calendar) -> Option<Self> {
        Self::from(rule, Start::Moment(start), None, calendar)
    }

    fn from(rule: &'static str, start: Start, keeper: Option<DutyBearer>, calendar: &Calendar) -> Option<Self> {
        let Rule { deadline, .. } = rulebook::rule(rule)?;
        let deadline = deadline.as_ref()?;
        let due = period::due(deadline, start, calendar).ok()?;
        Some(Self {
            rule,
            proceeding_id: None,
            starts_on: due.start,
            starts_at: start.moment(),
            due_strict: due.due_strict,
            due_legal: due.due_legal,
            due_at: due.due_at,
            due_legal_at: due.due_legal_at,
            provisional: due.provisional,
            met_on: None,
            cancelled: false,
            actor: deadline.actor.or(keeper)?,
            explanation: due.explanation,
        })
    }

    pub(crate) fn met(self, met_on: Option<Date>) -> Self {
        Self { met_on, ..self }
    }

    pub(crate) fn explained(mut self, step: Text) -> Self {
        self.explanation.push(step);
        self
    }

    pub(crate) fn cancelled(self, why: Text) -> Self {
        Self { cancelled: true, ..self }.explained(why)
    }

    /// The articles on which it rests, as they stood on a day (K-15).
    #[must_use]
    pub fn basis(&self, on: Date) -> Text {
        judgement::basis(self.rule, on)
    }

    /// Its state at a moment.
    #[must_use]
    pub fn state(&self, at: Instant) -> ClockState {
        let today = local_day(at);
        match self.met_on.filter(|met_on| *met_on <= today) {
            _ if self.cancelled => ClockState::Cancelled,
            Some(met_on) if met_on <= self.due_legal || self.provisional => ClockState::Met,
            Some(_) => ClockState::LateMet,
            None if self.is_past_due(at) => ClockState::Overdue,
            None => ClockState::Open,
        }
    }

    /// The moments at which its state may turn by time alone.
    pub(crate) fn boundaries(&self) -> impl Iterator<Item = Instant> {
        let due = self.due_legal_at.unwrap_or_else(|| end_of_day(self.due_legal));
        std::iter::once(due).chain(self.met_on.map(start_of_day))
    }

    /// Whether its rule is law at a moment.
    pub(crate) fn is_law(&self, at: Instant) -> bool {
        rulebook::rule(self.rule).is_some_and(|rule| rule.is_law(local_day(at)))
    }

    fn is_past_due(&self, at: Instant) -> bool {
        !self.provisional && period::has_passed(self.due_legal, self.due_legal_at, at)
    }
}

/// Every clock of a case at a moment, in the order of the rules: receiving, medical, release. A rule that is not law on that day
/// sets none (K-15).
///
/// After the end of supervision only what follows from that end is still owed (`OUTLIVING`, `OF_A_RELEASE`): of the rest, what was
/// met stays met, and what was not no longer runs.
#[must_use]
pub fn clocks(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Clock> {
    let mut clocks = reception::clocks(case, calendar);
    clocks.extend(medical::clocks(case, calendar, at));
    clocks.extend(release::clocks(case, calendar));
    clocks.extend(case.matters(calendar, at).flat_map(|matter| matter.proceeding.content.kind_of().clocks(&matter)));
    clocks.retain(|clock| clock.is_law(at));
    if let Some(ending) = case.ending().filter(|ending| at >= ending.at) {
        clocks = clocks.into_iter().map(|clock| after_the_end(clock, ending.status, at)).collect();
    }
    clocks
}

/// The one among the clocks of a case by which the person must report or be handed over (R-4a, R-4b, R-4c).
pub(crate) fn reporting_clock(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().find(|clock| reception::REPORTING.contains(&clock.rule))
}

/// A clock after supervision ended with this status.
fn after_the_end(clock: Clock, ended: Status, at: Instant) -> Clock {
    let owed = OUTLIVING.contains(&clock.rule) && (ended == Status::Released || !OF_A_RELEASE.contains(&clock.rule));
    match clock.state(at) {
        ClockState::Met | ClockState::LateMet | ClockState::Cancelled => clock,
        ClockState::Open | ClockState::Overdue if owed => clock,
        ClockState::Open | ClockState::Overdue => {
            clock.cancelled(Text::new("矫正已经结束，不再计时", "supervision has ended: the clock no longer runs"))
        }
    }
}
