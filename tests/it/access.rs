//! Every operation × every role × one's own and another's: who is let in, who is not, and what the others get to know.

mod matrix;
mod requests;

use crate::contract::document::operations;
use harness::{Answer, Server, Session, Site, on_both_engines};
use matrix::{OPEN, ROLES, rows};
use requests::{ABSENT, send};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, thread};

/// The bureau next door, with an office of its own.
const NEIGHBOURS: &str = r#"
[[organizations]]
code = "430703"
name = "鼎城区社区矫正工作局"
level = "county"
parent = "4307"

[[organizations]]
code = "430703001"
name = "红云司法所"
level = "office"
parent = "430703"
delegated = true
"#;

/// A site with two bureaus.
fn with_neighbours(site: Site) -> Site {
    let built_in = fs::read_to_string(harness::repository().join("config/wuling.toml")).unwrap();
    let file = site.home().join("organizations.toml");
    fs::write(&file, built_in + NEIGHBOURS).unwrap();
    site.setting("ORGANIZATIONS__FILE", file.to_str().unwrap())
}

/// What one bureau has, by the noun in the path.
struct Belongings(Vec<(&'static str, String)>);

impl Belongings {
    /// Fills the bureau of these sessions with one of each.
    fn make(officer: &Session, administrator: &Session, office: &Value, number: &str) -> Self {
        let mut body = crate::v1::registration(office["id"].as_str().unwrap());
        body["id_number"] = json!(number);
        let supervisee = officer.post("supervisees", &body).expect(201);
        let said = crate::v1::records::content_of("reports");
        let report =
            crate::v1::records::entering(supervisee["id"].as_str().unwrap(), "2026-11-20T09:00:00+08:00", &said);
        let report = officer.post("reports", &report).expect(201);
        let clock = officer.get("clocks").expect(200)["items"][0].clone();
        let staff = administrator.get("staff").expect(200)["items"][0].clone();
        let account = administrator.get("accounts").expect(200)["items"][0].clone();
        let import = officer.import("roster-500.csv", harness::fixture("roster-500.csv"), true);
        let href = import["result"]["href"].as_str().unwrap();
        let import_id = href.trim_start_matches("/api/v1/imports/").trim_end_matches("/rows");
        let described = json!({ "supervisee_id": supervisee["id"], "title": "判决书" });
        let paper = crate::v1::papers::upload(officer, &described, "判决书.txt", "判决".as_bytes()).send().expect(201);
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let leave = crate::v1::proceedings::leave("2026-11-25", "2026-11-27");
        let leave = crate::v1::proceedings::open(officer, supervisee["id"].as_str().unwrap(), &leave).expect(201);
        Self(vec![
            ("leaves", text(&leave["id"])),
            ("proceedings", text(&leave["id"])),
            ("supervisees", text(&supervisee["id"])),
            ("persons", text(&supervisee["person_id"])),
            ("papers", text(&paper["id"])),
            ("clocks", text(&clock["id"])),
            ("reports", text(&report["id"])),
            ("staff", text(&staff["id"])),
            ("accounts", text(&account["id"])),
            ("imports", import_id.to_owned()),
            ("operations", text(&import["id"])),
            ("organizations", text(&office["id"])),
        ])
    }

    /// The thing that an operation on one thing is about; none if it is about none of anybody's.
    fn of(&self, place: &str) -> Option<&str> {
        let noun = place.split("/api/v1/").nth(1)?.split_once("/{id}")?.0;
        self.0.iter().find(|(own, _)| *own == noun).map(|(_, id)| id.as_str())
    }
}

/// Every documented operation.
fn places(document: &Value) -> BTreeSet<String> {
    operations(document).into_iter().map(|(place, _)| place).collect()
}

fn office_of(session: &Session, code: &str) -> Value {
    session.all("organizations").into_iter().find(|organization| organization["code"] == code).unwrap()
}

/// One of every role, logged in; the office roles in the first office.
fn everyone(server: &Server) -> Vec<(&'static str, Session)> {
    let office = |role: &str| role.starts_with("office_");
    let login = |role| if office(role) { server.login_at(role, "430702001") } else { server.login(role) };
    ROLES.into_iter().map(|role| (role, login(role))).collect()
}

/// Runs a check for each role at once.
fn for_each_role(sessions: &[(&'static str, Session)], check: impl Fn(usize, &str, &Session) + Sync) {
    thread::scope(|scope| {
        for (column, (role, session)) in sessions.iter().enumerate() {
            let check = &check;
            scope.spawn(move || check(column, role, session));
        }
    });
}

/// An answer without what differs between any two.
fn comparable(answer: &Answer) -> (u16, Value) {
    let mut body = answer.json();
    if let Some(members) = body.as_object_mut() {
        members.remove("trace_id");
        members.remove("instance");
    }
    (answer.status(), body)
}

on_both_engines!(every_operation_lets_in_whom_the_matrix_names_and_nobody_else, |site| {
    let site = with_neighbours(site);
    let server = site.serve();
    let stranger = server.stranger();
    let document = stranger.get("/openapi.json").expect(200);
    let documented = places(&document);
    let rows = rows(&documented);
    let listed = rows.keys().cloned().chain(OPEN.map(str::to_owned)).collect();
    let difference: Vec<_> = documented.symmetric_difference(&listed).collect();
    assert!(difference.is_empty(), "the matrix and the contract differ in {difference:?}");

    for place in rows.keys() {
        let answer = send(&stranger, place, ABSENT);
        answer.problem(401, "unauthenticated");
        assert!(answer.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Bearer")), "{place}");
    }

    let sessions = everyone(&server);
    // One after another: of many passwords at once the service hashes only so many.
    for (_, session) in &sessions {
        send(session, "post /api/v1/auth/password", ABSENT).error(422, "/current_password", "password_wrong");
    }
    for_each_role(&sessions, |column, role, session| {
        let me = session.get("me").expect(200);
        for (place, operation) in operations(&document) {
            let Some(marks) = rows.get(&place) else { continue };
            let scopes = operation["security"].as_array().unwrap();
            let held = |scope: &Value| me["permissions"].as_array().unwrap().contains(scope);
            let granted = scopes.iter().any(|any_of| any_of["bearer"].as_array().unwrap().iter().all(held));
            assert_eq!(granted, marks[column], "{place} as {role}: the contract asks for {scopes:?}");
            if place.contains("/auth/") {
                continue;
            }
            let answer = send(session, &place, ABSENT);
            if !marks[column] {
                assert_eq!(answer.status(), 403, "{place} as {role}: {}", answer.text());
                answer.problem(403, "not_permitted");
            } else {
                let status = answer.status();
                assert!(!matches!(status, 401 | 403 | 428) && status < 500, "{place} as {role}: {}", answer.text());
                let is_of_one = place.contains("{id}") && !place.contains("/rules/");
                assert!(!is_of_one || status == 404, "{place} as {role} of nothing: {}", answer.text());
            }
        }
        session.post("auth/logout", &json!({})).expect(204);
        send(session, "get /api/v1/me", ABSENT).problem(401, "unauthenticated");
    });
});

on_both_engines!(what_is_another_bureaus_looks_like_what_is_not_there, |site| {
    let site = with_neighbours(site);
    let server = site.serve();
    let rows = rows(&places(&server.stranger().get("/openapi.json").expect(200)));
    let own_officer = server.login("bureau_officer");
    let neighbour = server.login_at("bureau_officer", "430703");
    let neighbours_administrator = server.login_at("system_administrator", "430703");
    let office = office_of(&neighbour, "430703001");
    let theirs = Belongings::make(&neighbour, &neighbours_administrator, &office, "430703199003071233");
    // Something of one's own, and of another office of one's own bureau.
    let own_administrator = server.login("system_administrator");
    let other_office = office_of(&own_officer, "430702002");
    let beside = Belongings::make(&own_officer, &own_administrator, &other_office, "430702199003071237");

    let sessions = everyone(&server);
    for_each_role(&sessions, |column, role, session| {
        // These stand above both bureaus.
        if matches!(role, "city_reviewer" | "province_reviewer" | "province_reader") {
            return;
        }
        let may =
            rows.iter().filter(|(place, marks)| marks[column] && !place.contains("/auth/")).map(|(place, _)| place);
        for place in may {
            let absent = comparable(&send(session, place, ABSENT));
            if let Some(id) = theirs.of(place) {
                assert_eq!(absent.0, 404, "{place} as {role}: {}", absent.1);
                assert_eq!(comparable(&send(session, place, id)), absent, "{place} as {role} of the neighbour's");
            }
            if let (true, Some(id)) = (role.starts_with("office_"), beside.of(place)) {
                assert_eq!(comparable(&send(session, place, id)), absent, "{place} as {role} of another office's");
            }
            if place.starts_with("get ") && !place.contains('{') || place.ends_with("/search") {
                let list = send(session, place, ABSENT).text();
                for (noun, id) in &theirs.0 {
                    assert!(!list.contains(id.as_str()), "{place} as {role} shows the neighbour's {noun}");
                }
            }
        }
    });
    // Their own bureau has them still, unchanged.
    let kept =
        neighbour.get(&format!("supervisees/{}", theirs.of("get /api/v1/supervisees/{id}").unwrap())).expect(200);
    assert_eq!(kept["version"], 1);
});

on_both_engines!(filters_and_references_do_not_reach_into_another_bureau, |site| {
    let site = with_neighbours(site);
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let neighbour = server.login_at("bureau_officer", "430703");
    let office = office_of(&neighbour, "430703001");
    let office_id = office["id"].as_str().unwrap();
    let theirs = neighbour.post("supervisees", &crate::v1::registration(office_id)).expect(201);
    let id = theirs["id"].as_str().unwrap();

    for list in ["supervisees", "clocks"] {
        let of = |organization: &str| officer.get(&format!("{list}?organization_id={organization}"));
        assert_eq!(comparable(&of(office_id)), comparable(&of(ABSENT)), "{list}");
    }
    let clocks = |id: &str| comparable(&officer.get(&format!("clocks?supervisee_id={id}")));
    assert_eq!(clocks(id), clocks(ABSENT));
    for sought in
        [json!({ "id_number": "430702199003071237" }), json!({ "phone": "13912344567" }), json!({ "name": "钟" })]
    {
        assert_eq!(officer.post("supervisees/search", &sought).expect(200)["items"], json!([]), "{sought}");
    }
    officer.post("supervisees", &crate::v1::registration(office_id)).error(
        422,
        "/organization_id",
        "unknown_organization",
    );

    // A cursor made for one reader opens no other's list.
    let city = server.login("city_reviewer");
    assert_eq!(city.all("supervisees").len(), 1, "the city sees both bureaus");
    let merge = |duplicate: &Value| json!({ "duplicate_id": duplicate, "reason": "照片一致" });
    let own = officer.post("supervisees", &registration_of_own(&officer)).expect(201);
    let path = format!("persons/{}/merges", own["person_id"].as_str().unwrap());
    let merged = |duplicate: &Value| {
        comparable(&officer.request(reqwest::Method::POST, &path).if_match(1).json(&merge(duplicate)).send())
    };
    assert_eq!(merged(&theirs["person_id"]), merged(&json!(ABSENT)));
});

fn registration_of_own(officer: &Session) -> Value {
    let mut body = crate::v1::registration(office_of(officer, "430702001")["id"].as_str().unwrap());
    body["id_number"] = json!("430721199003071236");
    body
}
