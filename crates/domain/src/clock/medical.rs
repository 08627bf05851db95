//! The clocks of temporary execution outside prison (rulebook §6): M-4, H-2, H-12.
//!
//! The first two run while the person is under supervision and begin anew with each report. H-2 runs in the review that a medical
//! parolee has open; here only where none is, as of a moment before the service opened the first.

use super::Clock;
use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Category, DutyBearer, MedicalReport, ProceedingKind, TemporaryGround},
    proceedings::{Act, interval_change::adjusted},
    text::Text,
    time::{Date, Instant, local_day},
};

pub(super) fn clocks(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Clock> {
    let reported_on = case.order.reported_on.filter(|reported_on| *reported_on <= local_day(at));
    match (case.order.category, reported_on) {
        (Category::TemporaryOutsidePrison, Some(reported_on)) => {
            let reports = [
                (MedicalReport::HealthReport, health_report(case, reported_on, calendar)),
                (MedicalReport::Reexamination, reexamination(case, reported_on, calendar)),
            ];
            let reports = reports.into_iter().filter_map(|(report, clock)| Some(adjusted(clock?, report, case, None)));
            reports.chain(prison_notice(case, calendar)).collect()
        }
        (
            Category::PublicSurveillance | Category::Probation | Category::Parole | Category::TemporaryOutsidePrison,
            _,
        ) => Vec::new(),
    }
}

/// **M-4, H-1** (IM 24): everyone outside prison reports the bodily condition each month, a month counted as C-3 says.
///
/// Before the first recorded report it counts from intake, or from the day on which the case was carried over if that is later.
fn health_report(case: &CaseFile, reported_on: Date, calendar: &Calendar) -> Option<Clock> {
    let order = &case.order;
    if let Some(health_reported_on) = order.health_reported_on {
        return Clock::start("M-4", health_reported_on, calendar);
    }
    let carried_over_on = order.carried_over_on.filter(|carried_over_on| *carried_over_on > reported_on);
    let clock = Clock::start("M-4", carried_over_on.unwrap_or(reported_on), calendar)?;
    Some(clock.explained(if carried_over_on.is_some() {
        Text::new(
            "尚无身体情况报告记录，自名册转入之日起算",
            "no health report is recorded yet: counted from the day on which the case was carried over",
        )
    } else {
        Text::new("尚无身体情况报告记录，自报到之日起算", "no health report is recorded yet: counted from intake")
    }))
}

/// **H-2** (IM 24, OP23 25): medical parolees hand in a re-examination every three months (C-3).
fn reexamination(case: &CaseFile, reported_on: Date, calendar: &Calendar) -> Option<Clock> {
    match case.order.temporary_ground? {
        TemporaryGround::SeriousIllness => {}
        TemporaryGround::PregnancyOrNursing | TemporaryGround::UnableToCareForSelf => return None,
    }
    let is_review = |kind| kind == ProceedingKind::MedicalReview;
    if case.proceedings.iter().any(|proceeding| is_review(proceeding.kind()) && !proceeding.is_over()) {
        return None;
    }
    if let Some(reexamined_on) = case.order.reexamined_on {
        return Clock::start("H-2", reexamined_on, calendar);
    }
    let clock = Clock::start("H-2", reported_on, calendar)?;
    Some(clock.explained(Text::new(
        "尚无病情复查记录，自报到之日起算",
        "no re-examination is recorded yet: counted from intake",
    )))
}

/// **H-12** (TEO14 27, IM 53, PL26 48): within the last month of the sentence the prison or detention centre that holds the file is told,
/// where it handles the release. The month is when it is to be done, so the alarm is its first day; late it is after the last.
fn prison_notice(case: &CaseFile, calendar: &Calendar) -> Option<Clock> {
    let ends_on = case.order.supervision_ends_on.filter(|_| case.order.is_released_by_prison())?;
    let clock = Clock::start("H-12", ends_on, calendar)?;
    let deliveries = case.proceedings.iter().flat_map(|proceeding| proceeding.standing()).filter_map(|step| {
        if let Act::Deliveries(body) = &step.act { Some((body.recipient, step.acted_on)) } else { None }
    });
    let first_day = clock.due_strict;
    let told_on = deliveries.filter(|(recipient, on)| *recipient == DutyBearer::FileHoldingPrison && *on >= first_day);
    let told_on = told_on.map(|(_, on)| on).min();
    let said = Text::new(
        format!("自{first_day}起至{ends_on}刑期届满前通知"),
        format!("from {first_day} on, until the sentence ends on {ends_on}"),
    );
    let clock = Clock { due_legal: ends_on, ..clock }.explained(said).met(told_on);
    let carried_over = case.order.carried_over_on.is_some_and(|on| ends_on < on) && told_on.is_none();
    let why = || Text::new("转入时刑期已经届满", "the sentence had ended when the case was carried over");
    Some(if carried_over { clock.cancelled(why()) } else { clock })
}
