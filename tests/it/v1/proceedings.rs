//! What is the same for every kind, played on leave over HTTP: rights, races, versions, scope, the worklist, the past.

mod past;
pub(crate) mod play;
mod races;
mod worklist;

use super::{first_office_id, registration};
use harness::{Answer, Server, Session, Site, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(crate) const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";
const AT_ONCE: usize = 20;

/// A case, reported in, carried by the first office; its id.
pub(crate) fn supervised(officer: &Session) -> String {
    let mut body = registration(&first_office_id(officer));
    body["reported_on"] = json!("2026-11-10");
    text(&officer.post("supervisees", &body).expect(201)["id"])
}

/// The content of a leave of these days to the next county.
pub(crate) fn leave(leaves_on: &str, returns_on: &str) -> Value {
    json!({ "reason": "medical", "destination_code": "430721", "leaves_on": leaves_on, "returns_on": returns_on })
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Opens a leave.
pub(crate) fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    session.post("leaves", &json!({ "supervisee_id": supervisee, "content": content }))
}

/// A leave on its way: its path, and the version that was seen last.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    pub(crate) path: String,
    pub(crate) version: i64,
}

impl Matter {
    /// Opens one.
    pub(crate) fn open(session: &Session, supervisee: &str, content: &Value) -> Self {
        Self::of(&open(session, supervisee, content))
    }

    /// Tries an act at the version that was seen.
    pub(crate) fn attempt(&self, session: &Session, act: &str, body: &Value) -> Answer {
        let path = format!("{}/{act}", self.path);
        session.request(Method::POST, &path).if_match(self.version).json(body).send()
    }

    /// Does an act, which must be done; gives the step.
    pub(crate) fn act(&mut self, session: &Session, act: &str, body: &Value) -> Value {
        let answer = self.attempt(session, act, body);
        let step = answer.expect(201);
        self.version += 1;
        assert_eq!(answer.header("etag"), Some(format!("\"{}\"", self.version).as_str()));
        let location = answer.header("location").unwrap();
        assert_eq!(location, format!("/api/v1/{}/{act}/{}", self.path, text(&step["id"])));
        assert_eq!(session.get(location).expect(200), step);
        step
    }

    pub(crate) fn read(&self, session: &Session) -> Value {
        let answer = session.get(&self.path);
        assert_eq!(answer.header("etag"), Some(format!("\"{}\"", self.version).as_str()));
        answer.expect(200)
    }

    pub(crate) fn status(&self, session: &Session) -> String {
        text(&self.read(session)["status"])
    }
}

pub(crate) fn outcome(outcome: &str) -> Value {
    json!({ "outcome": outcome, "opinion": "情况属实" })
}

/// The acts that the caller may do now.
fn allowed(proceeding: &Value) -> BTreeSet<String> {
    let all = proceeding["available_actions"].as_array().unwrap();
    all.iter().filter(|action| action["allowed"] == true).map(|action| text(&action["action"])).collect()
}

fn ids(session: &Session, list: &str) -> Vec<String> {
    session.all(list).iter().map(|item| text(&item["id"])).collect()
}

fn verified(site: &Site) {
    let output = site.run(&["verify"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Someone of an office role in another office than the first.
fn elsewhere(server: &Server, role: &str) -> Session {
    server.login_at(role, "430702002")
}

on_both_engines!(what_is_said_in_error_is_named_member_by_member, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let with = |member: &str, value: Value| {
        let mut content = leave("2026-11-25", "2026-11-27");
        content[member] = value;
        open(&officer, &id, &content)
    };
    with("colour", json!("red")).error(422, "/content/colour", "unknown_member");
    with("reason", json!("holiday")).error(422, "/content/reason", "unknown_code");
    with("leaves_on", json!("tomorrow")).error(422, "/content/leaves_on", "wrong_type");
    with("returns_on", json!("2026-11-24")).error(422, "/content/returns_on", "end_before_start");
    with("destination_code", json!("999999")).error(422, "/content/destination_code", "unknown_region");
    // The content of another kind.
    let other = json!({ "supervisee_id": id, "content": { "to_class": "strict" } });
    officer.post("leaves", &other).error(422, "/content/reason", "required");
    let content = leave("2026-11-25", "2026-11-27");
    officer.post("leaves", &json!({ "content": content })).error(422, "/supervisee_id", "required");
    officer.post("leaves", &json!({ "supervisee_id": id })).error(422, "/content", "required");
    let about = json!({ "person_id": ABSENT, "supervisee_id": id, "content": content, "status": "approved" });
    let answer = officer.post("leaves", &about);
    answer.error(422, "/person_id", "unknown_member");
    answer.error(422, "/status", "unknown_member");
    officer.post("leaves", &json!([])).expect(422);
    assert!(officer.all("leaves").is_empty());

    let mut matter = Matter::open(&officer, &id, &content);
    matter.attempt(&officer, "submissions", &json!({ "outcome": "approved" })).error(422, "/outcome", "unknown_member");
    let late = json!({ "acted_on": "2026-11-24", "opinion": "" });
    let answer = matter.attempt(&officer, "submissions", &late);
    answer.error(422, "/acted_on", "in_the_future");
    answer.error(422, "/opinion", "length");
    matter.act(&officer, "submissions", &json!({}));
    let head = server.login("office_head");
    matter.attempt(&head, "decisions", &json!({})).error(422, "/outcome", "required");
    matter.attempt(&head, "decisions", &json!({ "outcome": "perhaps" })).error(422, "/outcome", "unknown_code");
});

on_both_engines!(a_draft_is_changed_and_a_submission_is_not, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let patch = |version, body: Value| officer.patch(&matter.path, version, &body);
    let changed = patch(1, json!({ "content": { "returns_on": "2026-12-05", "remarks": "复查" } }));
    let body = changed.expect(200);
    assert_eq!(changed.header("etag"), Some("\"2\""));
    assert_eq!((&body["content"]["returns_on"], &body["content"]["remarks"]), (&json!("2026-12-05"), &json!("复查")));
    assert_eq!((&body["assessment"]["days"], &body["assessment"]["approver"]), (&json!(11), &json!("county")));
    patch(1, json!({ "content": { "remarks": "x" } })).problem(412, "version_conflict");
    patch(2, json!({ "content": { "colour": "red" } })).error(422, "/content/colour", "unknown_member");
    patch(2, json!({ "content": { "reason": null } })).error(422, "/content/reason", "required");
    patch(2, json!({ "content": { "returns_on": "2026-11-01" } })).error(
        422,
        "/content/returns_on",
        "end_before_start",
    );
    patch(2, json!({ "status": "approved" })).expect(422);
    let cleared = patch(2, json!({ "content": { "remarks": null } })).expect(200);
    assert!(cleared["content"].get("remarks").is_none());
    let no_version = officer.request(Method::PATCH, &matter.path).merge_patch(&json!({ "content": {} })).send();
    no_version.problem(428, "precondition_required");

    matter.version = 3;
    matter.act(&officer, "submissions", &json!({}));
    let problem = officer.patch(&matter.path, 4, &json!({ "content": {} })).problem(409, "invalid_state_transition");
    assert_eq!(problem["current_status"], "submitted");
});

on_both_engines!(an_act_names_the_version_that_was_seen, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let path = format!("{}/submissions", matter.path);
    officer.post(&path, &json!({})).problem(428, "precondition_required");
    let send = |tag: &str| officer.request(Method::POST, &path).header("if-match", tag).json(&json!({})).send();
    let stale = send("\"7\"");
    stale.problem(412, "version_conflict");
    assert_eq!(stale.header("etag"), Some("\"1\""));
    send("W/\"1\"").problem(412, "version_conflict");
    assert_eq!(send("*").status(), 400);
    assert_eq!(matter.status(&officer), "draft");
    assert!(officer.get(&format!("{}/steps", matter.path)).expect(200)["items"].as_array().unwrap().is_empty());
});

on_both_engines!(the_same_key_makes_one_proceeding_and_one_step, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let body = json!({ "supervisee_id": id, "content": leave("2026-11-25", "2026-11-27") });
    let send = |path: &str, body: &Value| {
        let request = officer.request(Method::POST, path).if_match(1);
        request.idempotency_key("01939f2e6f0a7c119b7e2f6d1c0a55e1").json(body).send()
    };
    let (first, again) = (send("leaves", &body), send("leaves", &body));
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(ids(&officer, "leaves").len(), 1);
    let path = format!("leaves/{}/submissions", text(&first.json()["id"]));
    let (first, again) = (send(&path, &json!({})), send(&path, &json!({})));
    assert_eq!(first.expect(201), again.expect(201));
    assert_eq!((again.header("etag"), again.header("location")), (first.header("etag"), first.header("location")));
    send(&path, &json!({ "opinion": "又一次" })).problem(422, "idempotency_key_reused");
});

on_both_engines!(who_may_not_is_told_why, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let bureau_head = server.login("bureau_head");
    let id = supervised(&officer);
    // A permission that the role has not.
    server.login("procurator").post("leaves", &json!({})).problem(403, "not_permitted");
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-25", "2026-11-27"));
    matter.attempt(&officer, "endorsements", &outcome("approved")).problem(403, "not_permitted");
    // Out of order: with what is possible instead.
    let problem = matter.attempt(&head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    assert_eq!(problem["current_status"], "draft");
    assert!(allowed(&problem).contains("submissions"), "{problem}");
    let refused = problem["available_actions"].as_array().unwrap().iter().find(|one| one["action"] == "decisions");
    assert_eq!(refused.unwrap()["refusal"]["rule"], "IM-27");
    matter.act(&officer, "submissions", &json!({}));
    // Another level.
    let problem = matter.attempt(&bureau_head, "decisions", &outcome("approved")).problem(422, "refused");
    assert_eq!(
        (&problem["refusal"]["rule"], &problem["refusal"]["facts"][0]["value"]),
        (&json!("IM-27"), &json!("county"))
    );
    matter.attempt(&head, "returns", &json!({ "returned_on": "2026-11-23" })).problem(409, "invalid_state_transition");
    matter.act(&head, "decisions", &outcome("approved"));
    matter.attempt(&head, "decisions", &outcome("refused")).problem(409, "invalid_state_transition");

    // One's own request.
    let mut own = Matter::open(&head, &id, &leave("2026-12-01", "2026-12-03"));
    own.act(&head, "submissions", &json!({}));
    own.attempt(&head, "decisions", &outcome("approved")).problem(403, "separation_of_duties");
    assert_eq!(own.status(&head), "submitted");
    assert!(allowed(&own.read(&head)).contains("withdrawals"));
    own.act(&officer, "withdrawals", &json!({ "opinion": "本人不再外出" }));
    assert_eq!(own.status(&head), "withdrawn");
});

on_both_engines!(what_is_out_of_reach_is_not_there, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let matter = Matter::open(&officer, &id, &leave("2026-11-25", "2026-11-27"));
    let stranger = elsewhere(&server, "office_officer");
    for path in [matter.path.clone(), format!("{}/steps", matter.path), matter.path.replace("leaves", "proceedings")] {
        stranger.get(&path).problem(404, "not_found");
    }
    open(&stranger, &id, &leave("2026-12-01", "2026-12-02")).problem(404, "not_found");
    open(&officer, ABSENT, &leave("2026-12-01", "2026-12-02")).problem(404, "not_found");
    matter.attempt(&stranger, "submissions", &json!({})).problem(404, "not_found");
    stranger.patch(&matter.path, 1, &json!({ "content": {} })).problem(404, "not_found");
    assert!(stranger.all("leaves").is_empty() && stranger.all("proceedings").is_empty());
    assert!(stranger.all(&format!("proceedings?supervisee_id={id}")).is_empty());
    officer.get(&format!("{}/submissions/{ABSENT}", matter.path)).problem(404, "not_found");
    officer.get("leaves/x").problem(404, "not_found");
    let wrong = officer.request(Method::DELETE, &matter.path).send();
    wrong.problem(405, "method_not_allowed");
    assert_eq!(wrong.header("allow"), Some("GET, PATCH, HEAD"));
    assert_eq!(officer.get(&matter.path.replace("leaves", "proceedings")).expect(200), matter.read(&officer));
});

on_both_engines!(what_concerns_minors_is_for_those_who_may_read_it, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let mut body = registration(&first_office_id(&officer));
    body["id_number"] = json!("430799200909091234");
    body["sex"] = json!("male");
    let number = sound(&body["id_number"]);
    body["id_number"] = json!(number);
    body["reported_on"] = json!("2026-11-10");
    let minor = text(&officer.post("supervisees", &body).expect(201)["id"]);
    let mut matter = Matter::open(&officer, &minor, &leave("2026-11-25", "2026-12-30"));
    let adults = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let city = server.login("city_reviewer");
    let steps = format!("{}/steps", matter.path);
    let unseen = |matter: &Matter| {
        city.get(&matter.path).problem(403, "not_permitted");
        city.get(&steps).problem(403, "not_permitted");
        matter.attempt(&city, "decisions", &outcome("approved")).problem(403, "not_permitted");
        assert_eq!(ids(&city, "leaves").len(), 1);
        assert!(ids(&city, "proceedings?awaiting=me").is_empty());
    };
    unseen(&matter);
    assert_eq!(city.get(&adults.path).expect(200)["name"], "钟**");
    assert_eq!(ids(&server.login("bureau_officer"), "leaves").len(), 2);

    // While it waits for the city, whoever decides there reads and decides it; before and after, and in other roles, nobody does.
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&server.login("office_head"), "endorsements", &outcome("approved"));
    unseen(&matter);
    matter.act(&server.login("bureau_officer"), "reviews", &outcome("approved"));
    assert_eq!(ids(&city, "leaves").len(), 2);
    assert_eq!(ids(&city, "proceedings?awaiting=me").len(), 1);
    let read = matter.read(&city);
    assert_eq!((&read["name"], &read["awaits"]["level"]), (&json!("钟**"), &json!("city")), "masked all the same");
    assert_eq!(city.get(&steps).expect(200)["items"].as_array().unwrap().len(), 3);
    for other in ["province_reviewer", "province_reader"] {
        let other = server.login(other);
        other.get(&matter.path).problem(403, "not_permitted");
        assert_eq!(ids(&other, "leaves").len(), 1);
    }
    matter.attempt(&city, "decisions", &outcome("approved")).expect(201);
    matter.version += 1;
    assert_eq!(matter.status(&officer), "approved");
    unseen(&matter);
});

/// The number with the check digit that it ought to have.
fn sound(number: &Value) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body: String = number.as_str().unwrap().chars().take(17).collect();
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
}
