//! Where a proposal stands: what was decided, delivered, ruled, carried out; and what runs and holds meanwhile.

use super::Proposal;
use crate::{
    case_file::{CaseFile, Condition},
    clock::Clock,
    code::{
        ConditionCode, DecisionOutcome, DutyBearer, Level, ProceedingKind,
        ProceedingStatus::{Approved, PapersAwaited, Proposed},
        StatusReason,
    },
    proceedings::{Act, ActCode, CourtRuling, Ending, Matter, Proceeding, Step},
    revocation::arrest_credit,
    text::Text,
    time::{Date, Instant, end_of_day, start_of_day},
};

/// The steps of a proposal, by what they mean.
#[derive(Clone, Copy)]
pub(in crate::proceedings) struct Course<'a>(pub(in crate::proceedings) &'a Proceeding);

impl<'a> Course<'a> {
    fn on(self, act: ActCode) -> Option<Date> {
        self.0.last(act).map(|step| step.acted_on)
    }

    /// Whether the bureau has decided to propose since the matter was last put forward.
    pub(super) fn bureau_proposes(self) -> bool {
        let mut since = self.0.standing().rev().take_while(|step| !step.act.code().puts_forward());
        since.any(|step| step.act.approves() && step.by.level == Level::County)
    }

    /// The day on which the last level decided to propose.
    pub(super) fn approved_on(self) -> Option<Date> {
        self.0.standing().rfind(|step| step.act.approves() && step.status == Approved).map(|step| step.acted_on)
    }

    /// The delivery to the court or organ.
    pub(super) fn delivered(self) -> Option<&'a Step> {
        self.0.standing().find(|step| step.act.code() == ActCode::Deliveries && step.status == Proposed)
    }

    pub(super) fn withdrawn_on(self) -> Option<Date> {
        self.on(ActCode::Withdrawals)
    }

    /// The last ruling that granted or refused.
    pub(super) fn ruled(self) -> Option<(&'a Step, &'a CourtRuling, DecisionOutcome)> {
        self.0.standing().rev().find_map(|step| {
            let Act::Rulings(body) = &step.act else { return None };
            Some((step, body, body.outcome.effect().filter(|effect| *effect != DecisionOutcome::SentBack)?))
        })
    }

    /// The day on which the last ruling was made, on which it takes effect (INT21 517, 545).
    pub(super) fn made_on(self) -> Option<Date> {
        self.ruled().map(|(step, body, _)| body.made_on.unwrap_or(step.acted_on))
    }

    /// The ruling, where the last one granted the proposal.
    pub(super) fn granted(self) -> Option<&'a Step> {
        self.ruled().filter(|(_, _, effect)| *effect == DecisionOutcome::Approved).map(|(step, ..)| step)
    }

    /// Whether an objection waits for a new ruling.
    pub(super) fn is_objected(self) -> bool {
        let after = self.0.standing().rev().take_while(|step| step.act.code() != ActCode::Rulings);
        after.into_iter().any(|step| step.act.code() == ActCode::Objections)
    }

    pub(super) fn handed_over_on(self) -> Option<Date> {
        self.on(ActCode::Handovers)
    }

    /// The day of death, where supervision ended by it.
    pub(super) fn died_on(case: &CaseFile) -> Option<Date> {
        let ending = case.ending().filter(|ending| ending.reason == StatusReason::Death)?;
        Some(crate::time::local_day(ending.at))
    }

    /// Whether what was ruled came when supervision had already ended: then it is only recorded.
    pub(super) fn came_after_the_end(self, case: &CaseFile) -> bool {
        let Some(made_on) = self.made_on() else { return false };
        let own = |ending: &Ending| {
            matches!(
                ending.reason,
                StatusReason::ProbationRevoked | StatusReason::ParoleRevoked | StatusReason::Committed
            )
        };
        case.ending().is_some_and(|ending| !own(&ending) && start_of_day(made_on) >= ending.at)
    }

    /// How it ends supervision: on the day of the ruling that grants it.
    pub(in crate::proceedings) fn ending(self, reason: StatusReason) -> Option<Ending> {
        self.granted()?;
        Some(Ending { status: crate::code::Status::Terminated, reason, at: start_of_day(self.made_on()?) })
    }

    /// The request of arrest that stands last, with its step.
    pub(super) fn arrest_requested(self) -> Option<(&'a Step, Instant)> {
        let step = self.0.last(ActCode::Arrests)?;
        if let Act::Arrests(body) = &step.act { Some((step, body.received_at)) } else { None }
    }

    /// The decision on the last request.
    pub(super) fn arrest_decided(self) -> Option<(DecisionOutcome, Instant)> {
        self.0.standing().rev().take_while(|step| step.act.code() != ActCode::Arrests).find_map(|step| {
            if let Act::ArrestDecisions(body) = &step.act { Some((body.outcome, body.decided_at)) } else { None }
        })
    }

    pub(super) fn arrested_on(self) -> Option<Date> {
        self.on(ActCode::ArrestExecutions)
    }

    pub(super) fn released_on(self) -> Option<Date> {
        self.on(ActCode::ArrestReleases)
    }

    /// Whether the person was arrested and is not released.
    pub(super) fn in_custody(self) -> bool {
        self.arrested_on().is_some() && self.released_on().is_none()
    }

    /// **AR-4**: the days in custody that count as sentence served where revocation is granted, to the day of the ruling.
    pub(super) fn credited_days(self) -> Option<u32> {
        self.granted()?;
        let until = self.released_on().or(self.made_on())?;
        arrest_credit(self.arrested_on()?, until).ok()
    }

    /// The clocks: of the court or organ, of the papers that came back, of the arrest, of the hand-over.
    pub(in crate::proceedings) fn clocks(self, proposal: &Proposal<'_>, matter: &Matter<'_>) -> Vec<Clock> {
        let case = matter.case;
        let dead = case.is_some_and(|case| Self::died_on(case).is_some());
        let stopped = self.withdrawn_on().is_some() || dead || self.0.is_over();
        let clocks = [
            self.ruling_clock(proposal, matter),
            self.supplement_clock(matter),
            self.arrest_clock(matter),
            self.custody_clock(matter),
            self.prison_clock(proposal, matter),
        ];
        let settle = |clock: Clock| {
            if stopped && clock.met_on.is_none() {
                clock.cancelled(Text::new("事项已经终结，不再计时", "the matter is over: the clock no longer runs"))
            } else {
                clock
            }
        };
        clocks.into_iter().flatten().map(settle).collect()
    }

    /// **RV-1, RV-2**: thirty days from the delivery; anew from the day on which papers that came back were supplemented.
    fn ruling_clock(self, proposal: &Proposal<'_>, matter: &Matter<'_>) -> Option<Clock> {
        let delivered_on = self.delivered()?.acted_on;
        if self.0.status() == PapersAwaited {
            return None;
        }
        let supplemented_on = self.supplemented_on();
        let rule = if proposal.commits { "RV-2" } else { "RV-1" };
        let first = self.0.standing().find_map(|step| {
            let Act::Rulings(body) = &step.act else { return None };
            body.outcome.effect().map(|_| body.made_on.unwrap_or(step.acted_on))
        });
        Some(matter.clock(rule, supplemented_on.unwrap_or(delivered_on))?.met(first))
    }

    /// The last return of the papers.
    fn returned_on(self) -> Option<Date> {
        self.on(ActCode::PaperReturns)
    }

    /// The supplement that came after the last return.
    fn supplemented_on(self) -> Option<Date> {
        self.returned_on()?;
        let after = self.0.standing().rev().take_while(|step| step.act.code() != ActCode::PaperReturns);
        after.filter(|step| step.act.code() == ActCode::Supplements).last().map(|step| step.acted_on)
    }

    /// **H-10**: fifteen working days to supplement what came back.
    fn supplement_clock(self, matter: &Matter<'_>) -> Option<Clock> {
        Some(matter.clock("H-10", self.returned_on()?)?.met(self.supplemented_on()))
    }

    /// **AR-2**: 48 hours to the minute from the receipt of request and evidence.
    fn arrest_clock(self, matter: &Matter<'_>) -> Option<Clock> {
        let (_, received_at) = self.arrest_requested()?;
        let decided_at = self.arrest_decided().map(|(_, decided_at)| decided_at);
        let clock = matter.clock_at("AR-2", received_at)?.met(decided_at.map(crate::time::local_day));
        let late = decided_at.zip(clock.due_at).and_then(|(decided_at, due_at)| {
            let minutes = decided_at.signed_duration_since(due_at).num_minutes();
            (minutes > 0).then_some(minutes)
        });
        Some(match late {
            Some(minutes) => clock.explained(Text::new(
                format!("决定超过四十八小时{minutes}分钟"),
                format!("decided {minutes} minutes after the 48 hours"),
            )),
            None => clock,
        })
    }

    /// **AR-3**: thirty days of custody, which no holiday prolongs.
    fn custody_clock(self, matter: &Matter<'_>) -> Option<Clock> {
        let ended_on = [self.released_on(), self.made_on()].into_iter().flatten().min();
        Some(matter.limit("AR-3", DutyBearer::Police, self.arrested_on()?)?.met(ended_on))
    }

    /// **RV-3** (K-21): the prison takes the person in at once; three days are the outer bound. Where a court decided, the police bring
    /// the person in at once, and the law sets no number.
    fn prison_clock(self, proposal: &Proposal<'_>, matter: &Matter<'_>) -> Option<Clock> {
        let received_on = self.granted()?.acted_on;
        let by_court = proposal.organ_named(matter).is_none_or(|organ| organ.contains("法院"));
        if !proposal.commits || by_court {
            return None;
        }
        Some(matter.clock("RV-3", received_on)?.met(self.handed_over_on()))
    }

    /// What holds: the proposal is pending, arrest is asked for, the person is in custody or at large.
    pub(in crate::proceedings) fn conditions(self, proposal: &Proposal<'_>, matter: &Matter<'_>) -> Vec<Condition> {
        let Some(case) = matter.case.filter(|case| Self::died_on(case).is_none()) else { return Vec::new() };
        if self.withdrawn_on().is_some() {
            return Vec::new();
        }
        let today = matter.today();
        let condition = |code, since, until, rule: &str| Condition { code, since, until, rule: rule.to_owned() };
        let mut conditions = Vec::new();
        if let (Some(step), None) = (self.delivered(), self.ruled()) {
            let code =
                if proposal.commits { ConditionCode::CommittalPending } else { ConditionCode::RevocationPending };
            conditions.push(condition(code, step.acted_on, None, Proposal::rule(case.order.category)));
        }
        if let (Some((step, _)), None) = (self.arrest_requested(), self.arrest_decided()) {
            conditions.push(condition(ConditionCode::ArrestRequested, step.acted_on, None, "AR-1"));
        }
        if let Some(since) = self.arrested_on().filter(|_| self.in_custody() && self.handed_over_on().is_none()) {
            let until = self.custody_ends_on(matter).filter(|_| self.granted().is_none());
            for code in [ConditionCode::InCustody, ConditionCode::Arrested] {
                conditions.push(condition(code, since, until, "AR-3"));
            }
        }
        if let Some(made_on) = self.made_on().filter(|_| self.is_at_large(matter)) {
            conditions.push(condition(ConditionCode::Fugitive, made_on, None, "RV-4"));
        }
        conditions.retain(|held| held.since <= today && held.until.is_none_or(|until| today <= until));
        conditions
    }

    /// The last day of custody after an arrest (AR-3).
    fn custody_ends_on(self, matter: &Matter<'_>) -> Option<Date> {
        self.custody_clock(matter).map(|clock| clock.due_strict)
    }

    /// **RV-4**: the ruling is in force, the person is neither handed over nor in custody, and nobody knows where: so the ruling says, or
    /// a search or an overdue leave of the case.
    pub(super) fn is_at_large(self, matter: &Matter<'_>) -> bool {
        let Some((_, body, DecisionOutcome::Approved)) = self.ruled() else { return false };
        if self.handed_over_on().is_some() || self.in_custody() {
            return false;
        }
        let missing = |other: &Proceeding| {
            let asked = Matter { proceeding: other, ..*matter };
            let held = other.content.kind_of().conditions(&asked);
            held.iter().any(|held| matches!(held.code, ConditionCode::LostContact | ConditionCode::OutOfSupervision))
        };
        let looks =
            |other: &&Proceeding| matches!(other.kind(), ProceedingKind::Leave | ProceedingKind::LostContactSearch);
        body.at_large || matter.others().filter(looks).any(missing)
    }

    /// The moments at which a condition begins or ends.
    pub(in crate::proceedings) fn boundaries(self, matter: &Matter<'_>) -> Vec<Instant> {
        let custody = self.custody_ends_on(matter).map(end_of_day);
        custody.into_iter().collect()
    }
}
