//! What is answered: handled, a reply drafted, reviewed and decided by the bureau, delivered, and what it promises carried out
//! (CCL 62, CCL 34).

use super::{Act, ActCode, By, Fault, Matter, Move, To, kind::refuse};
use crate::{
    code::{
        ProceedingStatus::{Answered, Approved, Closed, InProgress, Reviewed, Submitted, Withdrawn},
        ReplyOutcome,
    },
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// The way from receipt to the reply. The bureau is answerable for it, and the office may be what it is about: so the office's opinion is
/// not asked for, and only the bureau ends it, by closing what was answered, or where it was taken back.
pub(super) const REPLYING: &[Move] = &[
    Move::new(ActCode::Entries, &[InProgress, Answered], To::Same, By::Carrier),
    Move::new(ActCode::ReplyProposals, &[InProgress], To::Status(Submitted), By::Carrier),
    Move::new(
        ActCode::Reviews,
        &[Submitted, Reviewed],
        To::Outcome { approved: Reviewed, refused: Reviewed, sent_back: InProgress },
        By::Reviewer,
    ),
    Move::new(
        ActCode::Decisions,
        &[Submitted, Reviewed],
        To::Outcome { approved: Approved, refused: InProgress, sent_back: InProgress },
        By::Approver,
    ),
    Move::new(ActCode::Deliveries, &[Approved], To::WhenAllAreTold(Answered), By::Carrier),
    Move::new(ActCode::Closures, &[Answered], To::Status(Closed), By::Bureau),
    Move::new(ActCode::Withdrawals, &[InProgress, Submitted, Reviewed], To::Status(Withdrawn), By::Bureau),
];

/// Refuses, under a rule, what has not come in yet.
///
/// # Errors
/// The refusal.
pub(super) fn received(rule: &'static str, received_on: Date, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
    if received_on <= matter.today() {
        return Ok(());
    }
    refuse(
        rule,
        vec![Fact::new("received_on", received_on.to_string())],
        Text::new("收到后才能登记", "register it once it has come in"),
    )
}

/// A reply that does not follow what was asked says why (CCL 62); what is taken back is so by those who brought it, which is said.
pub(super) fn act_faults(act: &Act) -> Vec<Fault> {
    if let Act::ReplyProposals(body) = act {
        return reasons_fault(body.outcome, body.reasons.as_deref()).into_iter().collect();
    }
    if matches!(act, Act::Withdrawals(body) if body.opinion.is_none()) {
        let message = Text::new("须说明由谁撤回及理由", "say who took it back, and why");
        return vec![Fault::new("/opinion", "required", message)];
    }
    Vec::new()
}

fn reasons_fault(outcome: ReplyOutcome, reasons: Option<&str>) -> Option<Fault> {
    match (outcome, reasons) {
        (ReplyOutcome::Followed, Some(_)) => Some(Fault::new(
            "/reasons",
            "does_not_go_with",
            Text::new("全部采纳的，无须说明不采纳的理由", "what is followed needs no reasons against it"),
        )),
        (ReplyOutcome::PartlyFollowed | ReplyOutcome::NotFollowed, None) => {
            Some(Fault::new("/reasons", "required", Text::new("没有采纳的，须说明理由", "say why it is not followed")))
        }
        (ReplyOutcome::Followed, None) | (ReplyOutcome::PartlyFollowed | ReplyOutcome::NotFollowed, Some(_)) => None,
    }
}
