//! Notices: whom the law wants told, and who has been.

use serde::Serialize;

use super::{Act, ActCode, Matter, Proceeding, Step};
use crate::{code::DutyBearer, ids::StepId, judgement::basis, text::Text, time::Date};

/// Whom the law wants told, of what follows from a proceeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeDuty {
    /// Whom.
    pub recipient: DutyBearer,
    /// The id of the rule.
    pub rule: &'static str,
    /// The day of the event.
    pub since: Date,
}

/// A notice that is owed, or was delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Whom.
    pub recipient: DutyBearer,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// The day of the event.
    pub since: Date,
    /// The day of the delivery, if it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered_on: Option<Date>,
    /// The step that records it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step_id: Option<StepId>,
}

/// The step by which someone was told, on a day or after it. Of a day on which an objection was answered, what was delivered before
/// the answer does not count: it cannot have told of it (IM 32).
pub(super) fn told(proceeding: &Proceeding, recipient: DutyBearer, since: Date) -> Option<&Step> {
    let answer = proceeding.last(ActCode::Answers).filter(|step| step.acted_on == since).map(|step| step.id);
    proceeding.standing().skip_while(|step| answer.is_some_and(|answer| step.id != answer)).find(|step| {
        step.acted_on >= since
            && if let Act::Deliveries(body) = &step.act { body.recipient == recipient } else { false }
    })
}

/// Those who are not told yet.
#[must_use]
pub(super) fn untold(matter: &Matter<'_>) -> Vec<DutyBearer> {
    let mut untold: Vec<DutyBearer> = notices(matter)
        .into_iter()
        .filter(|notice| notice.delivered_on.is_none())
        .map(|notice| notice.recipient)
        .collect();
    untold.dedup();
    untold
}

/// Every notice of a matter: owed ones, and those delivered since they fell due.
#[must_use]
pub fn notices(matter: &Matter<'_>) -> Vec<Notice> {
    let duties = matter.proceeding.content.kind_of().notice_duties(matter);
    duties
        .into_iter()
        .map(|NoticeDuty { recipient, rule, since }| {
            let delivery = told(matter.proceeding, recipient, since);
            Notice {
                recipient,
                rule: rule.to_owned(),
                basis: basis(rule, since),
                since,
                delivered_on: delivery.map(|step| step.acted_on),
                step_id: delivery.map(|step| step.id),
            }
        })
        .collect()
}
