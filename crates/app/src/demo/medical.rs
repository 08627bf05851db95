//! The returning duties of temporary execution outside prison: health reports each month (M-4), re-examinations every three
//! months (H-2), kept as people keep them.

use chrono::Days;
use domain::code::{Category, TemporaryGround};
use domain::supervisee::Order;
use domain::time::Date;

use super::chance::Chance;
use super::plan::after;

/// A health report comes late, so often in a hundred.
const LATE_REPORTS: u32 = 6;
/// A person has stopped reporting.
const SILENT: u32 = 20;

/// The days of the health reports from about `begins_on` to `until`, oldest first.
pub(super) fn health_reports(order: &Order, begins_on: Date, until: Date, chance: &mut Chance) -> Vec<Date> {
    let Some(reported_on) = order.reported_on.filter(|_| order.category == Category::TemporaryOutsidePrison) else {
        return Vec::new();
    };
    let silent_since = if chance.percent(SILENT) { before(until, chance.between(35, 80)) } else { until };
    let mut on = reported_on.max(before(begins_on, chance.between(3, 25)));
    let mut days = Vec::new();
    loop {
        if on > reported_on {
            days.push(on);
        }
        on = after(on, if chance.percent(LATE_REPORTS) { chance.between(33, 40) } else { chance.between(25, 29) });
        if on > silent_since {
            return days;
        }
    }
}

/// The days of the re-examinations, oldest first: up to the last one that the roster states, about three months apart.
pub(super) fn reexaminations(order: &Order, begins_on: Date, until: Date, chance: &mut Chance) -> Vec<Date> {
    let serious = order.temporary_ground == Some(TemporaryGround::SeriousIllness);
    let (Some(reported_on), Some(last)) = (order.reported_on.filter(|_| serious), order.reexamined_on) else {
        return order.reexamined_on.into_iter().collect();
    };
    let earliest = after(reported_on, 45).max(before(begins_on, 95));
    let mut days = Vec::new();
    let mut on = last;
    while on >= earliest {
        days.push(on);
        on = before(on, chance.between(80, 94));
    }
    days.reverse();
    days.retain(|on| *on <= until);
    days
}

fn before(day: Date, days: u32) -> Date {
    day.checked_sub_days(Days::new(days.into())).unwrap_or(day)
}
