//! The conditions of a case (rulebook §1.5) that follow from the facts recorded so far.

use super::{CaseFile, Condition};
use crate::{
    calendar::Calendar,
    clock::{Clock, reporting_clock},
    code::{ClockState, ConditionCode, Status},
    minor::eighteenth_birthday,
    records::RecordContent,
    rulebook,
    time::{Date, Instant, end_of_day, local_day, start_of_day},
};

/// The conditions that hold at a moment by the rules that are law on its day (K-15).
pub(super) fn conditions(
    case: &CaseFile,
    calendar: &Calendar,
    clocks: &[Clock],
    status: Status,
    at: Instant,
) -> Vec<Condition> {
    let own = [missed_intake(clocks, status, at), prohibited(case, status, at), minor_regime(case, local_day(at))];
    let mut all: Vec<Condition> = own.into_iter().flatten().collect();
    let runs = match status {
        Status::AwaitingIntake | Status::UnderSupervision => true,
        Status::Released | Status::Terminated | Status::TransferredOut => false,
    };
    if runs {
        let standing = case.records.iter().filter(|record| record.counts());
        all.extend(standing.filter_map(|record| record.content.entered().condition(record, local_day(at))));
    }
    let carried = case.matters(calendar, at).flat_map(|matter| matter.proceeding.content.kind_of().conditions(&matter));
    all.extend(carried.filter(|condition| runs || outlives_supervision(condition.code)));
    // Two proceedings, or records, may give the same condition: it stands once, from its first day.
    all.sort_by_key(|condition| (condition.code, condition.since));
    all.dedup_by_key(|condition| condition.code);
    all.retain(|condition| rulebook::rule(&condition.rule).is_some_and(|rule| rule.is_law(local_day(at))));
    all
}

/// What can still hold when supervision has ended: the certificate that waits to be handed over (OP26 20), the sealed record, a
/// proposal on which nobody has ruled, custody, and the flight of one who is to be handed over (RV-4).
fn outlives_supervision(code: ConditionCode) -> bool {
    matches!(
        code,
        ConditionCode::CertificateDeferred
            | ConditionCode::Sealed
            | ConditionCode::RevocationPending
            | ConditionCode::CommittalPending
            | ConditionCode::ArrestRequested
            | ConditionCode::InCustody
            | ConditionCode::Arrested
            | ConditionCode::Fugitive
    )
}

/// The moments at which these conditions begin or end, beside those of the clocks.
pub(super) fn boundaries(case: &CaseFile) -> Vec<Instant> {
    let (starts_on, ends_on) =
        prohibition_interval(case).map_or((None, None), |(starts_on, ends_on)| (Some(starts_on), ends_on));
    let birthday = case.person.birth_date.and_then(eighteenth_birthday);
    let restrictions = case.records.iter().filter(|record| record.counts()).filter_map(|record| {
        if let RecordContent::ExitRestriction(restriction) = &record.content { Some(restriction) } else { None }
    });
    [starts_on.map(start_of_day), ends_on.map(end_of_day), birthday.map(end_of_day)]
        .into_iter()
        .chain(
            restrictions.flat_map(|restriction| [Some(start_of_day(restriction.from)), restriction.to.map(end_of_day)]),
        )
        .flatten()
        .collect()
}

/// **漏管** (OP26 11): the last day for reporting has passed and no report is recorded. A provisional date is never a ground for it.
fn missed_intake(clocks: &[Clock], status: Status, at: Instant) -> Option<Condition> {
    if status != Status::AwaitingIntake {
        return None;
    }
    let clock = reporting_clock(clocks).filter(|clock| clock.state(at) == ClockState::Overdue)?;
    Some(Condition {
        code: ConditionCode::MissedIntake,
        since: clock.due_legal.succ_opt()?,
        until: None,
        rule: "OP26-11".to_owned(),
    })
}

/// **PO-2, PO-8**: a prohibition order runs from the day on which execution starts, reported or not, to its own end.
fn prohibited(case: &CaseFile, status: Status, at: Instant) -> Option<Condition> {
    match status {
        Status::AwaitingIntake | Status::UnderSupervision => {}
        Status::Released | Status::Terminated | Status::TransferredOut => return None,
    }
    let (since, until) = prohibition_interval(case)?;
    let today = local_day(at);
    let runs = since <= today && until.is_none_or(|until| today <= until);
    runs.then(|| Condition { code: ConditionCode::Prohibited, since, until, rule: "PO-2".to_owned() })
}

/// The first and the last day of the prohibition order; where not stated, those of supervision.
pub(super) fn prohibition_interval(case: &CaseFile) -> Option<(Date, Option<Date>)> {
    let prohibition = case.order.prohibition.as_ref()?;
    Some((
        prohibition.starts_on.or_else(|| case.term_starts_on())?,
        prohibition.ends_on.or(case.order.supervision_ends_on),
    ))
}

/// **MN-6** (CCL 58): one who was under eighteen at intake is treated as a minor to the end and beyond, whatever the age becomes.
/// Before intake the age of the day decides.
pub(super) fn minor_regime(case: &CaseFile, today: Date) -> Option<Condition> {
    let last_day = eighteenth_birthday(case.person.birth_date?)?;
    let intake = case.order.reported_on.filter(|reported_on| *reported_on <= today);
    let since = intake.unwrap_or(case.registered_on);
    (intake.unwrap_or(today) <= last_day).then(|| Condition {
        code: ConditionCode::MinorRegime,
        since,
        until: None,
        rule: "MN-6".to_owned(),
    })
}
