//! Late reporting and absences as the case file tells of them.

use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    clock::{clocks, reporting_clock},
    proceedings::{
        Proceeding, breach_inquiry::inquired_absence, leave::approved_days, lost_contact_search::out_of_contact,
    },
    revocation::LongAbsence,
    time::{Date, Instant, local_day},
};

/// The days within which an overdue leave is not yet being out of supervision (OP26 13).
const GRACE_DAYS: i64 = 2;

/// Late reporting or an absence, with the proceeding that tells of it.
pub(super) struct Absence<'a> {
    pub(super) span: LongAbsence,
    pub(super) told_by: Option<&'a Proceeding>,
}

/// Late reporting, absences that an inquiry found, searches, overdue leaves. Of one absence told twice, an inquiry says whether there
/// was a reason.
pub(super) fn absences<'a>(case: &'a CaseFile, calendar: &Calendar, at: Instant) -> Vec<Absence<'a>> {
    let ended = case.ending().map(|ending| local_day(ending.at - chrono::TimeDelta::seconds(1)));
    let until = ended.map_or(local_day(at), |ended| ended.min(local_day(at)));
    let span = |from: Date, to: Option<Date>, legitimate_reason| {
        let to = to.unwrap_or(until).min(until);
        (from < to).then_some(LongAbsence { from, to, legitimate_reason })
    };
    let mut absences = Vec::new();
    let clocks = clocks(case, calendar, at);
    if let Some(clock) = reporting_clock(&clocks).filter(|clock| !clock.provisional)
        && let Some(span) = span(clock.due_legal, case.order.reported_on, false)
    {
        absences.push(Absence { span, told_by: None });
    }
    for proceeding in &case.proceedings {
        let told = if let Some((absence, on)) = inquired_absence(proceeding) {
            span(absence.from, Some(on), absence.legitimate_reason)
        } else if let Some((from, finding)) = out_of_contact(proceeding) {
            let reason = finding.is_some_and(|finding| finding.legitimate_reason.is_some());
            span(from, finding.map(|finding| local_day(finding.found_at)), reason)
        } else if let Some((last, back)) = approved_days(proceeding) {
            span(last, back, false).filter(|span| span.to.signed_duration_since(span.from).num_days() > GRACE_DAYS)
        } else {
            None
        };
        absences.extend(told.map(|span| Absence { span, told_by: Some(proceeding) }));
    }
    let inquired = case.proceedings.iter().filter_map(inquired_absence);
    let excused: Vec<_> = inquired.filter(|(absence, _)| absence.legitimate_reason).collect();
    for absence in &mut absences {
        let LongAbsence { from, to, .. } = absence.span;
        absence.span.legitimate_reason |= excused.iter().any(|(known, last)| known.from <= to && from <= *last);
    }
    absences
}
