//! The reviews that a proposal passes in the bureau before its head decides: one after the other, each once, the legal one by
//! another hand than the investigation; anew whenever the matter is put forward anew.

use super::{Act, Denied, Doer, Fault, Matter, Step};
use crate::{
    code::{Code, Level, ReviewKind},
    refusal::{Fact, Refusal},
    text::Text,
};

/// The fewest who can deliberate.
const FEWEST: usize = 2;

/// The reviews that the bureau has given since the matter was last put forward.
fn given<'a>(matter: &Matter<'a>) -> impl Iterator<Item = (ReviewKind, &'a Step)> {
    let since = matter.proceeding.standing().rev().take_while(|step| !step.act.code().puts_forward());
    since.filter_map(|step| if let Act::Reviews(body) = &step.act { Some((body.kind?, step)) } else { None })
}

/// The review that is to be given next; none where the kind knows none, or all are given.
pub(super) fn next(matter: &Matter<'_>) -> Option<ReviewKind> {
    let all = matter.proceeding.content.kind_of().reviews();
    all.iter().copied().find(|kind| !given(matter).any(|(done, _)| done == *kind))
}

/// Whether a level has no review left to give.
pub(super) fn done(matter: &Matter<'_>, level: Level) -> bool {
    let known = !matter.proceeding.content.kind_of().reviews().is_empty();
    known && level == Level::County && next(matter).is_none()
}

/// Refuses a decision before every review is given.
pub(super) fn all_given(matter: &Matter<'_>) -> Result<(), Box<Refusal>> {
    let Some(kind) = next(matter) else { return Ok(()) };
    let (zh, en) = kind.label();
    Err(Box::new(Refusal::under(
        matter.proceeding.content.kind_of().declaration().rule,
        vec![Fact::new("missing_review", kind.code())],
        Text::new(format!("请先完成{zh}"), format!("first the {en}")),
    )))
}

/// What is wrong with a review, on this matter.
pub(super) fn faults(act: &Act, level: Level, matter: &Matter<'_>) -> Vec<Fault> {
    let Act::Reviews(body) = act else { return Vec::new() };
    let expected = next(matter).filter(|_| level == Level::County);
    let fault = |pointer: &str, code, zh: String, en: String| vec![Fault::new(pointer, code, Text::new(zh, en))];
    match (body.kind, expected) {
        (None, None) if body.participants.is_empty() && body.minutes.is_none() => Vec::new(),
        (None | Some(_), None) => fault(
            "/kind",
            "does_not_go_with",
            "该审核不分种类".to_owned(),
            "this review is of no kind, and has neither participants nor minutes".to_owned(),
        ),
        (given, Some(expected)) if given != Some(expected) => {
            let (zh, en) = expected.label();
            let code = if given.is_none() { "required" } else { "out_of_turn" };
            fault("/kind", code, format!("现应进行{zh}（{expected}）"), format!("the {en} is next: {expected}"))
        }
        (Some(ReviewKind::Collegiate), Some(_)) => collegiate(body.participants.len(), body.minutes.is_some()),
        (Some(ReviewKind::Investigation | ReviewKind::Legal) | None, Some(_)) => Vec::new(),
    }
}

fn collegiate(participants: usize, minutes: bool) -> Vec<Fault> {
    let few = Fault::of_count("/participants", participants, FEWEST, 20);
    let unwritten =
        (!minutes).then(|| Fault::new("/minutes", "required", Text::new("须附评议记录", "the minutes are needed")));
    few.into_iter().chain(unwritten).collect()
}

/// The legal review is given by another than the investigation.
pub(super) fn separated(act: &Act, doer: &Doer<'_>, matter: &Matter<'_>) -> Result<(), Denied> {
    let legal = matches!(act, Act::Reviews(body) if body.kind == Some(ReviewKind::Legal));
    let own = |(kind, step): (ReviewKind, &Step)| {
        kind == ReviewKind::Investigation && step.by.staff_id == doer.actor.staff_id
    };
    if legal && given(matter).any(own) { Err(Denied::SeparationOfDuties) } else { Ok(()) }
}
