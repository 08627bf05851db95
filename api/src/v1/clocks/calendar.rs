//! Clocks as iCalendar: one event a clock, to be shown beside everything else that an officer has to do.
//!
//! Events and not tasks: calendars that are fetched from elsewhere show events everywhere, tasks hardly anywhere.

use actix_web::HttpResponse;
use app::clocks::{self, CaseClock, Clocks};
use app::context::Context;
use domain::code::{ClockState, Code};
use domain::text::Language;
use domain::time::{Date, Instant};

use super::{ListClocks, title};
use crate::icalendar::Lines;
use crate::problem::{ApiError, ApiResult, ErrorCode};
use crate::state::AppState;

/// The media type.
pub(super) const CALENDAR: &str = "text/calendar";

/// The most clocks of one calendar.
const EVENTS_MAX: usize = 2000;

/// The calendar of the clocks that are asked for.
///
/// # Errors
/// `InvalidParameter` for a page of it, `TooManyItems` for more than [`EVENTS_MAX`] clocks.
pub(super) async fn answer(
    state: &AppState,
    context: Context,
    query: ListClocks,
    language: Language,
) -> ApiResult<HttpResponse> {
    for (name, given) in [("limit", query.limit.is_some()), ("cursor", query.cursor.is_some())] {
        if given {
            let (zh, en) = ("日历一次给出全部期限，不分页", "A calendar is answered whole, not in pages");
            return Err(ApiError::parameter(name, ErrorCode::InvalidParameter, zh, en));
        }
    }
    let (filter, now) = (query.filter(), context.now);
    let found =
        state.read_long(context, move |conn, context| clocks::list(conn, context, &filter, None, EVENTS_MAX)).await?;
    let Clocks { items, next: None } = found else {
        return Err(ApiError::new(ErrorCode::TooManyItems).detail(
            format!("超过{EVENTS_MAX}条期限：请用状态、截止日期、机构等条件缩小范围"),
            format!("More than {EVENTS_MAX} clocks: narrow them by state, due date or organisation"),
        ));
    };
    let body = calendar(&items, now, language);
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(body))
}

fn calendar(clocks: &[CaseClock], now: Instant, language: Language) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//corrections//clocks//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    for clock in clocks {
        event(&mut lines, clock, now, language);
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

fn event(lines: &mut Lines, item: &CaseClock, now: Instant, language: Language) {
    let Some(id) = item.id else { return };
    let clock = &item.clock;
    lines.plain("BEGIN", "VEVENT");
    lines.text("UID", &format!("clock-{id}"));
    lines.plain("DTSTAMP", &moment(now));
    match clock.due_at {
        Some(due_at) => lines.plain("DTSTART", &moment(due_at)),
        None => lines.plain("DTSTART;VALUE=DATE", &day(clock.due_strict)),
    }
    lines.text("SUMMARY", &format!("{} {} · {}", clock.rule, title(clock, language), item.name));
    lines.text("DESCRIPTION", &description(item, language));
    lines.plain("STATUS", status(item));
    lines.text("CATEGORIES", item.state.code());
    // A deadline takes no time of anybody's day.
    lines.plain("TRANSP", "TRANSPARENT");
    lines.plain("CLASS", "CONFIDENTIAL");
    lines.plain("END", "VEVENT");
}

/// The articles, the state, the legal due date, whether it is certain, and how it was counted.
fn description(item: &CaseClock, language: Language) -> String {
    let clock = &item.clock;
    let (state_zh, state_en) = item.state.label();
    let due = match language {
        Language::Zh => format!("状态：{state_zh}；法定期限届满：{}", clock.due_legal),
        Language::En => format!("State: {state_en}; legally due: {}", clock.due_legal),
    };
    let mut parts = vec![item.basis.get(language).to_owned(), due];
    if clock.provisional {
        let (zh, en) = ("暂定：只作提醒，不作逾期依据", "Provisional: for alarms, never a ground for lateness");
        parts.push(match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        });
    }
    parts.extend(clock.explanation.iter().map(|step| step.get(language).to_owned()));
    parts.join("\n")
}

/// What an event can say of itself; the state of the clock stands in its category and its description.
fn status(item: &CaseClock) -> &'static str {
    match item.state {
        ClockState::Cancelled => "CANCELLED",
        ClockState::Open | ClockState::Met if item.clock.provisional => "TENTATIVE",
        ClockState::Open | ClockState::Met | ClockState::LateMet | ClockState::Overdue => "CONFIRMED",
    }
}

fn day(date: Date) -> String {
    date.format("%Y%m%d").to_string()
}

fn moment(at: Instant) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use domain::clock::Clock;
    use domain::code::{Category, DutyBearer};
    use domain::ids::{ClockId, OrganizationId, SuperviseeId};
    use domain::text::Text;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_clock_in_hours_is_due_at_its_minute() {
        let due_at = Utc.with_ymd_and_hms(2026, 5, 2, 8, 20, 0).unwrap();
        let on = due_at.date_naive();
        let clock = Clock {
            proceeding_id: None,
            rule: "RV-48h",
            starts_on: on,
            starts_at: None,
            due_strict: on,
            due_legal: on,
            due_at: Some(due_at),
            due_legal_at: Some(due_at),
            provisional: false,
            met_on: None,
            cancelled: false,
            actor: DutyBearer::CountyAgency,
            explanation: Vec::new(),
        };
        let item = CaseClock {
            id: Some(ClockId::from_uuid(Uuid::from_u128(7))),
            supervisee_id: Some(SuperviseeId::from_uuid(Uuid::nil())),
            name: "钟测试".to_owned(),
            category: Some(Category::Probation),
            organization_id: OrganizationId::from_uuid(Uuid::nil()),
            state: clock.state(due_at),
            basis: Text::new("依据", "basis"),
            clock,
        };
        let text = calendar(&[item], due_at, Language::En);
        assert!(text.contains("\r\nDTSTART:20260502T082000Z\r\n"), "{text}");
        assert!(text.contains("\r\nUID:clock-00000000-0000-0000-0000-000000000007\r\n"), "{text}");
    }
}
