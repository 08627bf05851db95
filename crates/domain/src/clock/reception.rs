//! The clocks of receiving a person (rulebook §2.1), R-4a, R-4b, R-4c, R-5.

use super::Clock;
use crate::{calendar::Calendar, case_file::CaseFile, code::Category, supervisee::Order, text::Text};

/// The rules of reporting and of being handed over.
pub(super) const REPORTING: [&str; 3] = ["R-4a", "R-4b", "R-4c"];

pub(super) fn clocks(case: &CaseFile, calendar: &Calendar) -> Vec<Clock> {
    let order = &case.order;
    [
        notice(order, calendar),
        documents(order, calendar),
        receipt(order, calendar),
        reporting(case, calendar),
        completion(order, calendar),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// **R-1** (CCL 20, IM 16): the deciding organ notifies the county agency within 5 days of the decision's taking effect. The
/// documents themselves are a notice too: where no other is recorded, they meet it if they came in time. If they came later, the
/// notice may have come before them all the same, so the clock ends without lateness.
fn notice(order: &Order, calendar: &Calendar) -> Option<Clock> {
    let clock = Clock::start("R-1", order.effective_on?, calendar)?;
    match (order.notice_received_on, order.documents_received_on) {
        (None, Some(documents_on)) if documents_on > clock.due_legal => Some(clock.cancelled(Text::new(
            format!("未记录收到通知的日期；法律文书已于{documents_on}收到，不再计时，也不能据此认定逾期"),
            format!("the day of the notice is not recorded; the documents came in on {documents_on}: the clock no longer runs, and lateness cannot be recorded"),
        ))),
        (notice_on, documents_on) => Some(clock.met(notice_on.into_iter().chain(documents_on).min())),
    }
}

/// **R-2** (CCL 20, IM 16): it serves the documents within 10 days.
fn documents(order: &Order, calendar: &Calendar) -> Option<Clock> {
    Some(Clock::start("R-2", order.effective_on?, calendar)?.met(order.documents_received_on))
}

/// **R-3** (IM 16): the county agency sends the receipt within 5 days of receiving the documents.
///
/// A case carried over from an old register has its receipt in the old paper file: a clock that was past due on that day is not
/// kept running for want of a date that nobody typed in.
fn receipt(order: &Order, calendar: &Calendar) -> Option<Clock> {
    let clock = Clock::start("R-3", order.documents_received_on?, calendar)?.met(order.receipt_sent_on);
    match order.carried_over_on {
        Some(carried_over_on) if clock.met_on.is_none() && clock.due_legal < carried_over_on => Some(clock.cancelled(Text::new(
            format!("本案于{carried_over_on}由原名册转入，当时期限已过而无回执日期记录：回执见原纸质档案"),
            format!("carried over from the old register on {carried_over_on}, past due by then and without a date: the receipt is in the old paper file"),
        ))),
        _ => Some(clock),
    }
}

/// **R-4a, R-4b, R-4c** (CCL 21): the person reports, or is handed over, within 10 days.
fn reporting(case: &CaseFile, calendar: &Calendar) -> Option<Clock> {
    let order = &case.order;
    let clock = match order.category {
        Category::PublicSurveillance | Category::Probation => Clock::start("R-4a", order.effective_on?, calendar)?,
        Category::Parole => parolee(order, calendar)?,
        Category::TemporaryOutsidePrison => hand_over(order, calendar)?,
    };
    Some(clock.met(order.reported_on))
}

/// **R-4a for parole** (contradiction K-4): CCL 21 counts from the ruling's taking effect, OP26 form 6 from leaving prison. The
/// alarm takes the earlier, lateness the later.
fn parolee(order: &Order, calendar: &Calendar) -> Option<Clock> {
    let from_ruling = Clock::start("R-4a", order.effective_on?, calendar)?;
    let Some(left_prison_on) = order.left_prison_on.filter(|left_on| *left_on > from_ruling.starts_on) else {
        return Some(from_ruling);
    };
    let from_leaving = Clock::start("R-4a", left_prison_on, calendar)?;
    let mut explanation = from_ruling.explanation;
    explanation.push(Text::new(
        format!("假释裁定生效之后于{left_prison_on}离监：提醒自裁定生效起算，逾期自离监起算（K-4）"),
        format!("left prison on {left_prison_on}, after the ruling took effect: alarms count from the ruling, lateness from leaving (K-4)"),
    ));
    explanation.extend(from_leaving.explanation);
    Some(Clock { due_legal: from_leaving.due_legal, provisional: from_leaving.provisional, explanation, ..from_ruling })
}

/// **R-4b** where a court decided, **R-4c** where a prison administration or the police approved: from the day on which those who
/// hand the person over received the decision. Where that day is not recorded, the clock counts from the decision's taking effect,
/// the earliest day possible, and is provisional.
fn hand_over(order: &Order, calendar: &Calendar) -> Option<Clock> {
    let rule = if order.is_decided_by_court() == Some(true) { "R-4b" } else { "R-4c" };
    if let Some(received_on) = order.handover_decision_received_on {
        return Clock::start(rule, received_on, calendar);
    }
    let clock = Clock::start(rule, order.effective_on?, calendar)?;
    Some(Clock { provisional: true, ..clock }.explained(Text::new(
        "未记录移送单位收到决定的日期，暂自决定生效之日起算：此为最早可能的日期，只作提醒，不作逾期依据",
        "the day on which the decision was received is not recorded; counted from its taking effect: the earliest possible date, for alarms, \
         never for lateness",
    )))
}

/// **R-5** (IM 16 ¶2): missing papers are completed within 5 days of the agency's request. Documents that come in after the
/// request complete them too.
fn completion(order: &Order, calendar: &Calendar) -> Option<Clock> {
    let requested_on = order.papers_requested_on?;
    let served_after = order.documents_received_on.filter(|received_on| *received_on >= requested_on);
    Some(Clock::start("R-5", requested_on, calendar)?.met(order.papers_completed_on.or(served_after)))
}
