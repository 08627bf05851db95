//! The worklist as iCalendar, read back by a reader that knows nothing of its writer.

use super::{first_office_id, register};
use crate::v1::{registration, with_roster};
use harness::{Answer, Session, on_both_engines};
use icalendar::{Calendar, CalendarComponent, Component, DatePerhapsTime, Event, EventLike};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn calendar_of(session: &Session, path: &str, language: &str) -> Answer {
    let request = session.request(Method::GET, path).header("accept", "text/calendar");
    request.header("accept-language", language).send()
}

/// The events by their UID.
fn events(answer: &Answer) -> BTreeMap<String, Event> {
    answer.expect(200);
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    let text = answer.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let read: Calendar = text.parse().unwrap();
    let all = read.components.into_iter().map(|component| {
        let CalendarComponent::Event(event) = component else { panic!("no event: {component:?}") };
        (event.get_uid().unwrap().to_owned(), event)
    });
    all.collect()
}

fn by_uid(clocks: Vec<Value>) -> BTreeMap<String, Value> {
    clocks.into_iter().map(|clock| (format!("clock-{}", clock["id"].as_str().unwrap()), clock)).collect()
}

on_both_engines!(a_calendar_holds_every_clock_of_the_list_on_its_day, |site| {
    let server = site.serve();
    let officer = with_roster(&server);
    let clocks = by_uid(officer.all("clocks?state=open&limit=200"));
    let answer = calendar_of(&officer, "clocks?state=open", "zh-CN");
    let events = events(&answer);
    assert_eq!(events.keys().collect::<BTreeSet<_>>(), clocks.keys().collect::<BTreeSet<_>>());
    for (uid, event) in &events {
        let clock = &clocks[uid];
        let due = clock["due_strict"].as_str().unwrap().parse().unwrap();
        assert_eq!(event.get_start(), Some(DatePerhapsTime::Date(due)), "{clock}");
        assert!(event.get_timestamp().is_some());
        let summary = event.get_summary().unwrap();
        for member in ["rule", "title", "name"] {
            assert!(summary.contains(clock[member].as_str().unwrap()), "{summary}: {clock}");
        }
        let told: Vec<&str> = event.get_description().unwrap().split('\n').collect();
        assert_eq!(told[0], clock["basis"], "{told:?}");
        let counted: Vec<&str> = clock["explanation"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(told.ends_with(&counted), "{told:?}");
        let status = if clock["provisional"] == true { "TENTATIVE" } else { "CONFIRMED" };
        assert_eq!(event.property_value("STATUS"), Some(status));
        assert_eq!(event.get_categories(), Some(vec!["open".to_owned()]));
    }
    let long_number = answer.text().replace("\r\n ", "");
    let digits = long_number.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
    // A moment has eight digits at most; nothing in a calendar looks like an identity or a phone number.
    let uids = events.keys().flat_map(|uid| uid.split('-')).map(str::len).max();
    assert!(digits <= uids.max(Some(8)), "{digits:?}");

    // All at once, up to a bound.
    let all = officer.all("clocks?limit=200").len();
    assert!(all > 2000, "{all} clocks are too few for this test");
    calendar_of(&officer, "clocks", "zh-CN").problem(400, "too_many_items");
    for page in ["limit=10", "cursor=x"] {
        let name = page.split('=').next().unwrap();
        calendar_of(&officer, &format!("clocks?state=open&{page}"), "zh-CN").error(400, name, "invalid_parameter");
    }
});

on_both_engines!(a_calendar_follows_filters_language_and_reach, |site| {
    let id = register(&site);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let path = format!("clocks?supervisee_id={id}");
    let clocks = by_uid(officer.all(&path));
    let english = events(&calendar_of(&officer, &path, "en"));
    assert_eq!(english.len(), clocks.len());
    let (uid, report) = clocks.iter().find(|(_, clock)| clock["rule"] == "R-4a").unwrap();
    assert_eq!(report["state"], "overdue");
    let event = &english[uid];
    assert!(event.get_summary().unwrap().starts_with("R-4a those under surveillance"), "{event:?}");
    assert!(event.get_description().unwrap().starts_with("CCL 21; OP26 form 6\nState: "), "{event:?}");
    assert_eq!(event.get_categories(), Some(vec!["overdue".to_owned()]));
    // The same event on another day, so that a client replaces it.
    assert!(events(&calendar_of(&officer, &path, "zh-CN")).contains_key(uid));

    // From above the names are masked; strangers and other offices get none.
    let seen = events(&calendar_of(&server.login("province_reader"), &path, "zh-CN"));
    assert!(seen.values().all(|event| event.get_summary().unwrap().ends_with("· 钟**")), "{seen:?}");
    calendar_of(&server.stranger(), &path, "zh-CN").problem(401, "unauthenticated");
    calendar_of(&server.login("audit_administrator"), &path, "zh-CN").problem(403, "not_permitted");
    calendar_of(&officer, "clocks?state=late", "zh-CN").problem(400, "invalid_parameter");
    let json = officer.request(Method::GET, &path).header("accept", "application/json, text/calendar;q=0.5").send();
    assert_eq!(json.expect(200)["items"].as_array().map(Vec::len), Some(clocks.len()));
});

on_both_engines!(names_with_marks_and_line_breaks_stay_one_text, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let mut body = registration(&first_office_id(&officer));
    body["name"] = json!("买买提·艾力;,\\END:VEVENT");
    let created = officer.post("supervisees", &body).expect(201);
    let id = created["id"].as_str().unwrap();
    let found = events(&calendar_of(&officer, &format!("clocks?supervisee_id={id}"), "zh-CN"));
    assert!(!found.is_empty());
    assert!(
        found.values().all(|event| event.get_summary().unwrap().ends_with("买买提·艾力;,\\END:VEVENT")),
        "{found:?}"
    );
});
