//! What is the same for every kind, played on leave over HTTP: rights, races, versions, scope, the worklist, the past.

use super::{first_office_id, nth_registration, registration};
use harness::{Answer, Server, Session, Site, on_both_engines, wait_for};
use reqwest::Method;
use serde_json::{Value, json};
use std::{collections::BTreeSet, thread, time::Duration};

const ABSENT: &str = "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77";
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
        let opened = open(session, supervisee, content);
        opened.expect(201);
        assert_eq!(opened.header("etag"), Some("\"1\""));
        Self { path: opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned(), version: 1 }
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

fn at_once(one: impl Fn(usize) -> Answer + Sync) -> Vec<Answer> {
    thread::scope(|scope| {
        let one = &one;
        let all: Vec<_> = (0..AT_ONCE).map(|nth| scope.spawn(move || one(nth))).collect();
        all.into_iter().map(|each| each.join().unwrap()).collect()
    })
}

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status() == status).count()
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
    let matter = Matter::open(&officer, &minor, &leave("2026-11-25", "2026-12-30"));
    let adults = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let city = server.login("city_reviewer");
    city.get(&matter.path).problem(403, "not_permitted");
    city.get(&format!("{}/steps", matter.path)).problem(403, "not_permitted");
    assert_eq!(ids(&city, "leaves").len(), 1);
    assert_eq!(city.get(&adults.path).expect(200)["name"], "钟**");
    assert_eq!(ids(&server.login("bureau_officer"), "leaves").len(), 2);
});

/// The number with the check digit that it ought to have.
fn sound(number: &Value) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body: String = number.as_str().unwrap().chars().take(17).collect();
    let sum: usize = body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", char::from(b"10X98765432"[sum % 11]))
}

on_both_engines!(a_step_in_error_falls_when_another_officer_countersigns, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let (head, bureau_head) = (server.login("office_head"), server.login("bureau_head"));
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-23", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    let step = matter.act(&head, "decisions", &outcome("approved"));
    let on_leave = || officer.get(&format!("supervisees/{id}")).expect(200)["conditions"].to_string();
    assert!(on_leave().contains("on_leave"));
    let annulment = json!({ "step_id": step["id"], "reason": "误将不同意录为同意" });
    matter.attempt(&head, "annulments", &json!({ "step_id": ABSENT, "reason": "误录" })).error(
        422,
        "/step_id",
        "unknown_step",
    );
    let annulled = matter.act(&head, "annulments", &annulment);
    assert_eq!(matter.status(&head), "approved", "not yet");
    let countersignature = json!({ "step_id": annulled["id"] });
    matter.attempt(&head, "countersignatures", &countersignature).problem(403, "separation_of_duties");
    matter.act(&bureau_head, "countersignatures", &countersignature);
    assert_eq!(matter.status(&head), "submitted");
    assert!(!on_leave().contains("on_leave"), "what followed from it is computed anew");
    matter.act(&head, "decisions", &outcome("refused"));
    let steps = officer.all(&format!("{}/steps", matter.path));
    assert_eq!(steps.len(), 5, "nothing is overwritten");
    let fallen: Vec<bool> = steps.iter().map(|step| step["annulled"].as_bool().unwrap()).collect();
    assert_eq!(fallen, [false, true, false, false, false]);
    drop(server);
    verified(&site);
});

on_both_engines!(an_act_entered_late_keeps_both_dates, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    let step = matter.act(&officer, "submissions", &json!({ "acted_on": "2026-11-20" }));
    assert_eq!(step["acted_on"], "2026-11-20");
    assert!(text(&step["recorded_at"]).starts_with("2026-11-23T"), "{step}");
    let head = server.login("office_head");
    let before = json!({ "outcome": "approved", "acted_on": "2026-11-19" });
    matter.attempt(&head, "decisions", &before).error(422, "/acted_on", "before_the_step_before");
    matter.act(&head, "decisions", &json!({ "outcome": "approved", "acted_on": "2026-11-20" }));
});

on_both_engines!(of_twenty_decisions_at_once_one_is_made, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-25", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    let answers = at_once(|nth| {
        let outcome = outcome(if nth % 2 == 0 { "approved" } else { "refused" });
        matter.attempt(&head, "decisions", &outcome)
    });
    assert_eq!((count(&answers, 201), count(&answers, 412)), (1, AT_ONCE - 1), "{answers:?}");
    matter.version += 1;
    let made = answers.iter().find(|answer| answer.status() == 201).unwrap().json();
    assert_eq!(matter.read(&head)["status"], made["status"]);
    assert_eq!(officer.all(&format!("{}/steps", matter.path)).len(), 2);
    server.stop();
    verified(&site);
});

on_both_engines!(of_twenty_overlapping_leaves_opened_at_once_one_is_opened, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let answers = at_once(|nth| open(&officer, &id, &leave("2026-11-25", &format!("2026-12-{:02}", nth + 1))));
    assert_eq!((count(&answers, 201), count(&answers, 422)), (1, AT_ONCE - 1), "{answers:?}");
    for refused in answers.iter().filter(|answer| answer.status() == 422) {
        let refusal = &refused.problem(422, "refused")["refusal"];
        assert_eq!((&refusal["rule"], &refusal["facts"][0]["name"]), (&json!("IM-27"), &json!("overlaps")));
    }
    assert_eq!(ids(&officer, "leaves").len(), 1);
});

on_both_engines!(numbers_go_up_by_one_whoever_opens_at_once, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let office = first_office_id(&officer);
    let cases: Vec<String> = (0..AT_ONCE)
        .map(|nth| text(&officer.post("supervisees", &nth_registration(&office, nth)).expect(201)["id"]))
        .collect();
    let answers = at_once(|nth| open(&officer, &cases[nth], &leave("2026-11-25", "2026-11-26")));
    assert_eq!(count(&answers, 201), AT_ONCE, "{answers:?}");
    let numbers: BTreeSet<String> = answers.iter().map(|answer| text(&answer.json()["number"])).collect();
    let expected = (1..=AT_ONCE).map(|nth| format!("430702-leaves-2026-{nth:04}")).collect();
    assert_eq!(numbers, expected);
});

on_both_engines!(the_worklist_says_what_waits_for_whom, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let (bureau_officer, bureau_head) = (server.login("bureau_officer"), server.login("bureau_head"));
    let city = server.login("city_reviewer");
    let id = supervised(&officer);
    let mut long = Matter::open(&officer, &id, &leave("2026-12-01", "2027-01-05"));
    let mut short = Matter::open(&head, &id, &leave("2026-11-25", "2026-11-27"));
    let mine = |session: &Session| ids(session, "proceedings?awaiting=me").len();
    let ours = |session: &Session| ids(session, "proceedings?awaiting=my_organization").len();
    assert_eq!(
        (mine(&officer), mine(&head), mine(&bureau_head), mine(&city)),
        (2, 2, 0, 0),
        "drafts wait for the office"
    );
    short.act(&head, "submissions", &json!({}));
    assert_eq!(short.read(&officer)["awaits"], json!({ "level": "office", "permission": "proceedings_decide" }));
    assert_eq!((mine(&officer), ours(&officer)), (1, 2));
    assert_eq!(mine(&head), 1, "one's own request is not for oneself to decide");
    long.act(&officer, "submissions", &json!({}));
    assert_eq!(mine(&head), 1);
    long.act(&head, "endorsements", &outcome("approved"));
    assert_eq!((mine(&bureau_officer), mine(&bureau_head), mine(&city)), (1, 1, 0));
    long.act(&bureau_officer, "reviews", &outcome("approved"));
    assert_eq!((mine(&bureau_officer), mine(&bureau_head), mine(&city)), (0, 0, 1));
    long.act(&city, "decisions", &outcome("approved"));
    assert_eq!((mine(&city), ours(&city)), (0, 0));

    let count = |filter: &str| ids(&officer, &format!("leaves?{filter}")).len();
    assert_eq!((count("status=approved"), count("status=submitted"), count("status=draft")), (1, 1, 0));
    assert_eq!((count(&format!("supervisee_id={id}")), count("limit=1"), count("overdue=true")), (2, 2, 0));
    assert_eq!(ids(&officer, "proceedings?kind=leave&overdue=false").len(), 2);
    for bad in ["status=open", "awaiting=you", "kind=warning", "colour=red", "cursor=x"] {
        assert_eq!(officer.get(&format!("leaves?{bad}")).status(), 400, "{bad}");
    }
    let items = officer.all("leaves");
    assert_eq!(items[0]["content"]["leaves_on"], "2026-12-01");
    assert_eq!(items[0]["href"], format!("/api/v1/{}", long.path));
});

on_both_engines!(one_leave_moves_the_way_of_another, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let id = supervised(&officer);
    let mut second = Matter::open(&officer, &id, &leave("2026-12-30", "2027-01-03"));
    second.act(&officer, "submissions", &json!({}));
    assert_eq!(second.read(&officer)["awaits"]["level"], "office");
    let mut first = Matter::open(&officer, &id, &leave("2026-12-01", "2026-12-28"));
    first.act(&officer, "submissions", &json!({}));
    first.act(&head, "endorsements", &outcome("approved"));
    first.act(&server.login("bureau_head"), "decisions", &outcome("approved"));
    // With twenty-eight days approved before it, five more make more than thirty.
    let read = second.read(&officer);
    assert_eq!((&read["assessment"]["cumulative_days"], &read["assessment"]["approver"]), (&json!(33), &json!("city")));
    assert_eq!(read["awaits"], json!({ "level": "office", "permission": "proceedings_endorse" }));
    let listed = officer.all("leaves?status=submitted").remove(0);
    assert_eq!(listed["awaits"], read["awaits"], "what the list keeps is what is computed");
});

on_both_engines!(the_past_is_known_as_it_was, |site| {
    let site = site.at("2026-11-23T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-23", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    server.stop();
    let site = site.at("2026-11-24T09:00:00+08:00");
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    matter.act(&head, "decisions", &outcome("approved"));
    let path = format!("supervisees/{id}");
    let conditions = |at: &str| officer.get(&format!("{path}{at}")).expect(200)["conditions"].to_string();
    assert!(conditions("").contains("on_leave"));
    assert!(!conditions("?as_of=2026-11-23T20:00:00%2B08:00").contains("on_leave"), "nobody had decided");
    let now = text(&officer.get(&path).expect(200)["updated_at"]).replace('+', "%2B");
    let known = officer.get(&format!("{path}?as_of={now}")).expect(200);
    assert_eq!(known, officer.get(&path).expect(200));

    let history = officer.all(&format!("{path}/history"));
    let actions: Vec<&str> = history.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["leave.opened", "leave.submissions", "leave.decisions"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
    let told = history.iter().find(|entry| entry["action"] == "leave.opened").unwrap();
    let content = told["changes"].as_array().unwrap().iter().find(|change| change["field"] == "content").unwrap();
    assert!(content.get("after").is_none(), "what it is about is read in the proceeding: {told}");
    assert!(!told.to_string().contains("430721"), "{told}");
});

on_both_engines!(a_case_that_passes_to_another_person_takes_its_proceedings_along, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-11-25", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({ "opinion": "请予批准" }));
    let mut twin = registration(&first_office_id(&officer));
    twin["id_number"] = json!("430721199003071236");
    twin["judgment_number"] = json!("（2026）某刑初2号");
    let stands = text(&officer.post("supervisees", &twin).expect(201)["person_id"]);
    let duplicate = text(&matter.read(&officer)["person_id"]);
    let send = |act: &str, version| {
        let body = json!({ "duplicate_id": duplicate, "reason": "照片和指纹一致" });
        officer
            .request(Method::POST, &format!("persons/{stands}/{act}"))
            .if_match(version)
            .json(&body)
            .send()
            .expect(200)
    };
    send("merges", 1);
    matter.version += 1;
    assert_eq!(matter.read(&officer)["person_id"], stands);
    let step = officer.all(&format!("{}/steps", matter.path)).remove(0);
    assert_eq!(step["body"]["opinion"], "请予批准");
    send("separations", 2);
    matter.version += 1;
    assert_eq!(matter.read(&officer)["person_id"], duplicate);
    matter.act(&server.login("office_head"), "decisions", &outcome("approved"));
    let as_of = format!("supervisees/{id}?as_of=2026-11-23T09:00:00.001%2B08:00");
    assert_ne!(officer.get(&as_of).status(), 500);
    server.stop();
    verified(&site);
});

on_both_engines!(acknowledged_acts_survive_a_kill, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let done = thread::scope(|scope| {
        let opening = scope.spawn(|| {
            let mut done = Vec::new();
            for day in 1..=28 {
                let content = leave(&format!("2027-02-{day:02}"), &format!("2027-02-{day:02}"));
                let body = json!({ "supervisee_id": id, "content": content });
                let Some(opened) = officer.request(Method::POST, "leaves").json(&body).try_send() else { break };
                let id = text(&opened.expect(201)["id"]);
                let path = format!("leaves/{id}/submissions");
                let Some(answer) = officer.request(Method::POST, &path).if_match(1).json(&json!({})).try_send() else {
                    done.push((id, 1));
                    break;
                };
                answer.expect(201);
                done.push((id, 2));
            }
            done
        });
        harness::pause(Duration::from_millis(400));
        server.kill();
        opening.join().unwrap()
    });
    let server = site.serve();
    let officer = server.login("office_officer");
    for (id, version) in &done {
        let there = officer.get(&format!("leaves/{id}")).expect(200);
        assert!(there["version"].as_i64().unwrap() >= *version, "{there}");
        let steps = officer.all(&format!("leaves/{id}/steps")).len();
        assert_eq!(there["status"], ["draft", "submitted"][steps], "{there}");
    }
    wait_for("the journal", Duration::from_secs(5), || site.run(&["verify"], "").status.success().then_some(()));
});

on_both_engines!(every_kind_tells_what_it_declares_and_has_exactly_those_routes, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let answer = officer.get("proceedings/kinds");
    let kinds = answer.expect(200);
    let again =
        officer.request(Method::GET, "proceedings/kinds").header("if-none-match", answer.header("etag").unwrap());
    assert_eq!(again.send().status(), 304);
    let document = server.stranger().get("/openapi.json").expect(200);
    let paths: BTreeSet<&String> = document["paths"].as_object().unwrap().keys().collect();
    for kind in kinds["items"].as_array().unwrap() {
        let href = text(&kind["href"]);
        let own = |path: &str| path.strip_prefix(&format!("{href}/{{id}}/")).map(str::to_owned);
        let acts: BTreeSet<String> =
            paths.iter().filter_map(|path| own(path)).filter(|path| !path.contains('/') && path != "steps").collect();
        let mut declared: BTreeSet<String> =
            kind["moves"].as_array().unwrap().iter().map(|declared| text(&declared["path"])).collect();
        declared.extend(["annulments".to_owned(), "countersignatures".to_owned()]);
        assert_eq!(acts, declared, "{href}");
        assert!(text(&kind["diagram"]).starts_with("stateDiagram-v2"), "{kind}");
        assert!(!text(&kind["basis"]).is_empty(), "{kind}");
        let known: BTreeSet<String> =
            kind["statuses"].as_array().unwrap().iter().map(|status| text(&status["status"])).collect();
        for declared in kind["moves"].as_array().unwrap() {
            for status in ["from", "to"].iter().flat_map(|member| declared[member].as_array().unwrap()) {
                assert!(known.contains(status.as_str().unwrap()), "{declared}");
            }
        }
    }
});
