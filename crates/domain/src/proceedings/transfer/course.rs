//! What has happened in a transfer, and what runs from it: E-3, E-4, E-6 … E-10.

use super::TransferContent;
use crate::{
    clock::Clock,
    code::{
        DecisionOutcome,
        DutyBearer::{
            self, DecidingOrgan, NewPolice, NewProcuratorate, OldAgency, OldPolice, OldProcuratorate, Supervisee,
        },
        ProceedingStatus,
    },
    proceedings::{Act, ActCode, Matter, NoticeDuty, Proceeding, Step, notice::told},
    text::Text,
    time::Date,
};

/// The steps of a transfer, by what they mean.
#[derive(Clone, Copy)]
pub(super) struct Course<'a>(pub(super) &'a Proceeding);

impl Course<'_> {
    fn on(self, act: ActCode) -> Option<Date> {
        self.0.last(act).map(|step| step.acted_on)
    }

    /// The replies to the last enquiry, the latest first: of the new place, before it those of the next-higher agency.
    fn replies(&self) -> impl Iterator<Item = &Step> {
        let since = self.0.standing().rev().take_while(|step| step.act.code() != ActCode::Enquiries);
        since.filter(|step| step.act.code() == ActCode::Results)
    }

    /// What the new place replied, or the next-higher agency after it.
    pub(super) fn reply(self) -> Option<DecisionOutcome> {
        self.replies().next()?.act.outcome()
    }

    /// The day of the reply itself.
    fn replied_on(self) -> Option<Date> {
        self.replies().last().map(|step| step.acted_on)
    }

    fn decided(self, outcome: DecisionOutcome) -> Option<Date> {
        let decision = self.0.last(ActCode::Decisions)?;
        (decision.act.outcome() == Some(outcome)).then_some(decision.acted_on)
    }

    pub(super) fn approved_on(self) -> Option<Date> {
        self.decided(DecisionOutcome::Approved)
    }

    fn refused_on(self) -> Option<Date> {
        self.decided(DecisionOutcome::Refused)
    }

    /// The day on which the person reported at the new place.
    pub(super) fn arrived_on(self) -> Option<Date> {
        if let Act::Arrivals(body) = &self.0.last(ActCode::Arrivals)?.act { Some(body.reported_on) } else { None }
    }

    /// Out: the day of the receipt. In: the day on which the file came.
    pub(super) fn received_on(self) -> Option<Date> {
        self.on(ActCode::Receptions)
    }

    fn told_on(self, recipient: DutyBearer, since: Date) -> Option<Date> {
        told(self.0, recipient, since).map(|step| step.acted_on)
    }

    /// **E-9**: the person reports within seven days of receiving the decision.
    pub(super) fn reporting(self, matter: &Matter<'_>) -> Option<Clock> {
        let received_on = self.told_on(Supervisee, self.approved_on()?)?;
        Some(matter.clock("E-9", received_on)?.met(self.arrived_on()))
    }

    pub(super) fn clocks(self, content: &TransferContent, matter: &Matter<'_>) -> Vec<Clock> {
        let clocks = if content.is_out() { self.clocks_out(content, matter) } else { self.clocks_in(content, matter) };
        let withdrawn = self.0.status() == ProceedingStatus::Withdrawn;
        clocks
            .into_iter()
            .flatten()
            .map(|clock| {
                if withdrawn && clock.met_on.is_none() {
                    clock.cancelled(Text::new("已撤回，不再计时", "withdrawn: the clock no longer runs"))
                } else {
                    clock
                }
            })
            .collect()
    }

    fn clocks_out(self, content: &TransferContent, matter: &Matter<'_>) -> Vec<Option<Clock>> {
        let run = |rule, start: Option<Date>, met| Some(matter.clock(rule, start?)?.met(met));
        // When the other side received what was sent is not known: counted from the sending, the earliest day possible.
        let theirs = |rule, start, met| {
            run(rule, start, met).map(|clock| {
                Clock { provisional: true, ..clock }.explained(Text::new(
                    "对方收到的日期未知，自发出之日起算：只作提醒",
                    "when the other side received it is not known; counted from the sending: for alarms only",
                ))
            })
        };
        let enquired_on = self.on(ActCode::Enquiries);
        let refused_on = self.refused_on();
        let handed_over_on = self.on(ActCode::Handovers);
        vec![
            run("E-3", Some(content.received_on), enquired_on),
            theirs("E-4", enquired_on, self.replied_on()),
            run("E-6", refused_on, refused_on.and_then(|on| self.told_on(Supervisee, on))),
            run("E-8", self.approved_on(), handed_over_on),
            self.reporting(matter),
            theirs("E-10", handed_over_on, self.received_on()),
        ]
    }

    fn clocks_in(self, content: &TransferContent, matter: &Matter<'_>) -> Vec<Option<Clock>> {
        let run = |rule, start: Option<Date>, met| Some(matter.clock(rule, start?)?.met(met));
        let decided_on = self.approved_on().or(self.refused_on());
        let received_on = self.received_on();
        vec![
            run("E-4", Some(content.received_on), decided_on.and_then(|on| self.told_on(OldAgency, on))),
            run("E-10", received_on, received_on.and_then(|on| self.told_on(OldAgency, on))),
        ]
    }

    pub(super) fn notice_duties(self, content: &TransferContent) -> Vec<NoticeDuty> {
        let (refused, approved) = (self.refused_on(), self.approved_on());
        let mut duties = Vec::new();
        let mut owe = |rule, since: Option<Date>, recipients: &[DutyBearer]| {
            for (since, recipient) in
                since.into_iter().flat_map(|since| recipients.iter().map(move |who| (since, *who)))
            {
                duties.push(NoticeDuty { recipient, rule, since });
            }
        };
        if content.is_out() {
            owe("E-6", refused, &[Supervisee]);
            owe("E-7", approved, &[Supervisee]);
            owe("E-8", approved, &[DecidingOrgan, OldProcuratorate, OldPolice]);
        } else {
            owe("E-4", approved.or(refused), &[OldAgency]);
            owe("E-10", self.received_on(), &[OldAgency, NewProcuratorate, NewPolice]);
        }
        duties
    }
}
