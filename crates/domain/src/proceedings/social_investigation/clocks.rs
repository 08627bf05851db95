//! The clocks of a social investigation (A-6 … A-9; IM 14; OP26 4).

use super::SocialInvestigationContent;
use crate::{
    clock::Clock,
    code::{
        CommissionPapers, DecisionOutcome, DutyBearer,
        ProceedingStatus::{PapersAwaited, PapersReturned, Withdrawn},
    },
    proceedings::{Act, ActCode, Matter, Proceeding, Step},
    text::Text,
    time::Date,
};

/// The opinion: the last decision that says that the person is suited, or is not.
pub(super) fn opinion(proceeding: &Proceeding) -> Option<&Step> {
    let decision = proceeding.last(ActCode::Decisions)?;
    (decision.act.outcome() != Some(DecisionOutcome::SentBack)).then_some(decision)
}

/// The first day on or after another on which the commissioning organ was told.
fn organ_told_on(proceeding: &Proceeding, since: Date) -> Option<Date> {
    let told = |step: &&Step| {
        step.acted_on >= since
            && matches!(&step.act, Act::Deliveries(body) if body.recipient == DutyBearer::CommissioningOrgan)
    };
    proceeding.standing().find(told).map(|step| step.acted_on)
}

fn done_on(proceeding: &Proceeding, act: ActCode) -> Option<Date> {
    proceeding.last(act).map(|step| step.acted_on)
}

impl SocialInvestigationContent {
    /// The rule of the time for the opinion.
    pub(super) fn limit(&self) -> &'static str {
        if self.fast_track { "A-8f" } else { "A-8n" }
    }

    /// The day on which the complete papers were there; none while they are awaited.
    fn complete_since(&self, proceeding: &Proceeding) -> Option<Date> {
        if proceeding.status() == PapersAwaited {
            return None;
        }
        let on_receipt = (self.papers_state == CommissionPapers::Complete).then_some(self.received_on);
        done_on(proceeding, ActCode::PapersCompletions).or(on_receipt)
    }

    /// The clock of the opinion: from the complete papers, anew where they were completed, to the day agreed on.
    pub(super) fn opinion_clock(&self, matter: &Matter<'_>) -> Option<Clock> {
        let proceeding = matter.proceeding;
        let since = self.complete_since(proceeding)?;
        let mut clock = matter.clock(self.limit(), since)?;
        if let Some(Act::Extensions(body)) = proceeding.last(ActCode::Extensions).map(|step| &step.act)
            && body.until > clock.due_legal
        {
            let agreed = Text::new(
                format!("与委托机关协商延长至{}（A-9）", body.until),
                format!("extended to {} by agreement with the commissioning organ (A-9)", body.until),
            );
            clock =
                Clock { due_strict: body.until, due_legal: body.until, provisional: false, ..clock }.explained(agreed);
        }
        let told_on = opinion(proceeding).and_then(|decision| organ_told_on(proceeding, decision.acted_on));
        let ended = matches!(proceeding.status(), Withdrawn | PapersReturned);
        let why = || Text::new("已撤回或者退回，不再计时", "withdrawn or returned: the clock no longer runs");
        Some(if ended { clock.cancelled(why()) } else { clock.met(told_on) })
    }

    /// The clocks of what was wrong with the papers: to be completed, or clarified and else returned.
    pub(super) fn papers_clocks(&self, matter: &Matter<'_>) -> Vec<Clock> {
        let proceeding = matter.proceeding;
        let clock = |rule| matter.clock(rule, self.received_on);
        let requested_on = done_on(proceeding, ActCode::PapersRequests);
        let returned_on = done_on(proceeding, ActCode::PaperReturns);
        match self.papers_state {
            CommissionPapers::Complete => Vec::new(),
            CommissionPapers::Incomplete => {
                clock("A-6").map(|clock| clock.met(requested_on.or(returned_on))).into_iter().collect()
            }
            CommissionPapers::IdentityInDoubt => {
                let contacted_on = [requested_on, organ_told_on(proceeding, self.received_on), returned_on];
                let contact = clock("A-7a").map(|clock| clock.met(contacted_on.into_iter().flatten().min()));
                let clarified = done_on(proceeding, ActCode::PapersCompletions).is_some();
                let clear = || Text::new("身份、居住地已查明", "identity and residence are clear");
                let return_clock = clock("A-7b")
                    .map(|clock| if clarified { clock.cancelled(clear()) } else { clock.met(returned_on) });
                contact.into_iter().chain(return_clock).collect()
            }
        }
    }
}
