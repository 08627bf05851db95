//! Arrest with a proposal of revocation (CCL 47, 48; IM 48; rulebook §9.4).

use super::Course;
use crate::{
    code::{Code, DecisionOutcome},
    proceedings::{Act, ActCode, Fault, Matter, kind::refuse},
    refusal::{Fact, Refusal},
    revocation::{ArrestQuestion, arrest},
    text::Text,
    time::Instant,
};

impl Course<'_> {
    /// Whether such an act about an arrest can come now.
    pub(super) fn arrest_guard(self, act: ActCode) -> Result<(), Box<Refusal>> {
        let decided = self.arrest_decided().map(|(outcome, _)| outcome);
        let requested = self.arrest_requested().is_some();
        let granted = decided == Some(DecisionOutcome::Approved);
        let no = |zh: &str, en: &str| {
            let fact = Fact::new("arrest", decided.map_or(if requested { "requested" } else { "none" }, Code::code));
            refuse("AR-2", vec![fact], Text::new(zh, en))
        };
        if act == ActCode::Arrests && requested && (decided.is_none() || granted) {
            return no("已经提请逮捕", "arrest is asked for already");
        }
        if act == ActCode::ArrestDecisions && (!requested || decided.is_some()) {
            return no("没有待决定的逮捕提请", "no request of arrest waits for a decision");
        }
        if act == ActCode::ArrestExecutions && (!granted || self.arrested_on().is_some()) {
            return no(
                "须有人民法院的逮捕决定，且尚未执行",
                "the court must have ordered the arrest, and it is executed once",
            );
        }
        if act == ActCode::ArrestReleases && !self.in_custody() {
            return no("本人未被羁押", "the person is not in custody");
        }
        Ok(())
    }

    /// **AR-1**: only with the proposal of revoking probation or parole, on one of the four grounds.
    pub(super) fn arrest_admitted(act: &Act, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
        let (Act::Arrests(body), Some(case)) = (act, matter.case) else { return Ok(()) };
        let question = ArrestQuestion {
            category: case.order.category,
            on: matter.day_of(act),
            with_proposal: true,
            grounds: body.grounds.clone(),
        };
        match arrest(&question) {
            Ok(answer) => answer.map(|_| ()).map_err(Box::new),
            Err(fault) => refuse("AR-1", vec![Fact::new("parameter", fault.parameter())], fault.message()),
        }
    }

    /// What is wrong with the moments that are said.
    pub(super) fn arrest_faults(self, act: &Act, at: Instant) -> Vec<Fault> {
        let future = |pointer: &str, moment: Instant| {
            (moment > at)
                .then(|| Fault::new(pointer, "in_the_future", Text::new("不能晚于现在", "must not lie in the future")))
        };
        if let Act::Arrests(body) = act {
            return future("/received_at", body.received_at).into_iter().collect();
        }
        let Act::ArrestDecisions(body) = act else { return Vec::new() };
        let early = self.arrest_requested().is_some_and(|(_, received_at)| body.decided_at < received_at).then(|| {
            Fault::new(
                "/decided_at",
                "end_before_start",
                Text::new("不能早于收到提请的时间", "must not lie before the receipt of the request"),
            )
        });
        let unclear = (body.outcome == DecisionOutcome::SentBack).then(|| {
            Fault::new("/outcome", "not_for_this_act", Text::new("须为同意或者不同意", "approved or refused"))
        });
        future("/decided_at", body.decided_at).into_iter().chain(early).chain(unclear).collect()
    }
}
