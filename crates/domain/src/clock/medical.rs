//! The clocks of temporary execution outside prison (rulebook §6): M-4, H-2.
//!
//! Both run while the person is under supervision and begin anew with each report.

use super::Clock;
use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Category, TemporaryGround},
    text::Text,
    time::{Date, Instant, local_day},
};

pub(super) fn clocks(case: &CaseFile, calendar: &Calendar, at: Instant) -> Vec<Clock> {
    let reported_on = case.order.reported_on.filter(|reported_on| *reported_on <= local_day(at));
    match (case.order.category, reported_on) {
        (Category::TemporaryOutsidePrison, Some(reported_on)) => {
            [health_report(case, reported_on, calendar), reexamination(case, reported_on, calendar)]
                .into_iter()
                .flatten()
                .collect()
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
    if let Some(reexamined_on) = case.order.reexamined_on {
        return Clock::start("H-2", reexamined_on, calendar);
    }
    let clock = Clock::start("H-2", reported_on, calendar)?;
    Some(clock.explained(Text::new(
        "尚无病情复查记录，自报到之日起算",
        "no re-examination is recorded yet: counted from intake",
    )))
}
