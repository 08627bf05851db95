//! What appraisals and rewards have in common: told in writing, made public, open to objection (IM 32); never public for a minor
//! (IM 55; MN-2).

use super::{Act, ActCode, By, Fault, Matter, Move, NoticeDuty, Proceeding, To, kind::refuse, measure, notices};
use crate::{
    code::{
        Code, DecisionOutcome, DutyBearer,
        ProceedingStatus::{Answered, Approved, Closed, InProgress, Publicised},
    },
    refusal::{Fact, Refusal},
    text::Text,
};

/// The rule.
pub(super) const RULE: &str = "IM-32";

/// After the decision: told, made public, closed. An objection is received at any time, for the law sets none, and is answered by
/// the county; the answer is told too.
pub(super) const PUBLICITY: &[Move] = &[
    Move::new(ActCode::Deliveries, &[Approved, Publicised, Answered], To::Same, By::Carrier),
    Move::new(ActCode::Publications, &[Approved, Answered], To::Status(Publicised), By::Carrier),
    Move::new(ActCode::Objections, &[Approved, Publicised, Closed], To::Status(InProgress), By::Carrier),
    Move::new(ActCode::Answers, &[InProgress], To::Status(Answered), By::Approver),
    Move::new(ActCode::Closures, &[Approved, Publicised, Answered], To::Status(Closed), By::Carrier),
];

/// Whether an objection was followed, so that what was decided no longer counts.
pub(super) fn is_overturned(proceeding: &Proceeding) -> bool {
    let answer = proceeding.last(ActCode::Answers);
    answer.is_some_and(|step| step.act.outcome() == Some(DecisionOutcome::Approved))
}

/// What the law asks before a publication, an objection, the closure.
pub(super) fn guard(act: ActCode, matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
    let overturned = is_overturned(matter.proceeding);
    let publishes = act == ActCode::Publications;
    if publishes && matter.is_minor() {
        return refuse(
            "MN-2",
            vec![Fact::new("minor", "true")],
            Text::new("对未成年人的考核奖惩不公开", "appraisals, rewards and sanctions of minors are not public"),
        );
    }
    if publishes && overturned {
        return refuse(
            RULE,
            vec![Fact::new("objection", "followed")],
            Text::new("异议已采纳，不再公示", "the objection was followed: there is nothing to publish"),
        );
    }
    measure::guard(act, matter.proceeding)?;
    if act == ActCode::Closures { closure(matter, overturned) } else { Ok(()) }
}

fn closure(matter: &Matter<'_>, overturned: bool) -> Result<(), Box<Refusal>> {
    let untold: Vec<DutyBearer> = notices(matter)
        .into_iter()
        .filter(|notice| notice.delivered_on.is_none())
        .map(|notice| notice.recipient)
        .collect();
    if !untold.is_empty() {
        let (zh, en): (Vec<_>, Vec<_>) = untold.iter().map(|recipient| recipient.label()).unzip();
        let codes: Vec<_> = untold.iter().map(|recipient| recipient.code()).collect();
        return refuse(
            RULE,
            vec![Fact::new("untold", codes.join(","))],
            Text::new(format!("先书面送达：{}", zh.join("、")), format!("first tell in writing: {}", en.join(", "))),
        );
    }
    if matter.proceeding.last(ActCode::Publications).is_none() && !overturned && !matter.is_minor() {
        return refuse(RULE, vec![Fact::new("published", "false")], Text::new("先公示", "publish it first"));
    }
    Ok(())
}

/// What is wrong with a publication or an answer.
pub(super) fn act_faults(act: &Act) -> Vec<Fault> {
    let mut faults = measure::act_faults(act);
    if let Act::Publications(body) = act {
        faults.extend(Fault::of_span("/to", body.from, body.to));
    }
    faults
}

/// The person is told of the decision, and those who get a copy; the person is told of the answer to an objection.
pub(super) fn notice_duties(matter: &Matter<'_>, copies: &[DutyBearer]) -> Vec<NoticeDuty> {
    let told = |recipient, since| NoticeDuty { recipient, rule: RULE, since };
    let decided =
        matter.proceeding.approved_on().into_iter().flat_map(|since| {
            [DutyBearer::Supervisee].iter().chain(copies).map(move |recipient| told(*recipient, since))
        });
    let answer = matter.proceeding.last(ActCode::Answers);
    decided.chain(answer.map(|step| told(DutyBearer::Supervisee, step.acted_on))).collect()
}
