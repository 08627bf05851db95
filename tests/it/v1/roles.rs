//! Roles with days: who holds what from when to when, who stands in for a head, and what excludes what.

use super::auth::{account, act, ends};
use harness::{Server, Session, on_both_engines, wait_for};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;

const OFFICER: &str = "office-officer.430702001";
const BUREAU_OFFICER: &str = "bureau-officer.430702";

fn grants(administrator: &Session, login_name: &str) -> Vec<Value> {
    let id = account(administrator, login_name)["id"].as_str().unwrap().to_owned();
    administrator.all(&format!("accounts/{id}/role-grants"))
}

/// The grants of a role as `STATE first–last`.
fn told(administrator: &Session, login_name: &str, role: &str) -> Vec<String> {
    let all = grants(administrator, login_name).into_iter().filter(|grant| grant["role"] == role);
    let day = |grant: &Value, name: &str| grant[name].as_str().unwrap_or_default().to_owned();
    all.map(|grant| {
        format!("{} {}–{}", grant["state"].as_str().unwrap(), day(&grant, "starts_on"), day(&grant, "ends_on"))
    })
    .collect()
}

fn acting(role: &str, starts_on: &str, ends_on: &str) -> Value {
    json!({ "role": role, "acting": true, "reason": "所长公出", "starts_on": starts_on, "ends_on": ends_on })
}

fn decides(session: &Session) -> bool {
    session.get("me").expect(200)["permissions"].as_array().unwrap().contains(&json!("proceedings_decide"))
}

fn officer(server: &Server) -> Session {
    server.login_at("office_officer", "430702001")
}

on_both_engines!(a_head_acting_from_monday_to_friday_is_none_on_sunday_and_none_on_saturday, |site| {
    let site = site.at("2026-11-22T23:30:00+08:00");
    {
        let server = site.serve();
        let (security, officer) = (server.login("security_administrator"), officer(&server));
        let granted = act(&security, OFFICER, "role-grants", Some(&acting("office_head", "2026-11-23", "2026-11-27")));
        assert_eq!(granted.expect(200)["roles"], json!(["office_officer"]));
        assert!(!decides(&officer), "the session goes on, and without the role");
        let grant = &grants(&security, OFFICER)[1];
        assert_eq!(
            (&grant["acting"], &grant["reason"], &grant["state"]),
            (&json!(true), &json!("所长公出"), &json!("future"))
        );
        assert!(grant.get("withdrawn_at").is_none());
    }
    let mut site = site;
    for (now, is_head, state) in [
        ("2026-11-23T00:00:00+08:00", true, "present"),
        ("2026-11-27T23:30:00+08:00", true, "present"),
        ("2026-11-28T00:00:00+08:00", false, "past"),
    ] {
        site = site.at(now);
        let server = site.serve();
        let officer = officer(&server);
        assert_eq!(decides(&officer), is_head, "{now}");
        assert_eq!(officer.get("me").expect(200)["roles"].as_array().unwrap().contains(&json!("office_head")), is_head);
        let security = server.login("security_administrator");
        assert_eq!(told(&security, OFFICER, "office_head"), [format!("{state} 2026-11-23–2026-11-27")], "{now}");
    }
});

on_both_engines!(a_head_acting_from_monday_decides_on_monday_and_not_on_sunday, |site| {
    let leave = {
        let site = &site;
        let server = site.serve();
        let head = server.login_at("office_head", "430702001");
        let office = head.get("me").expect(200)["organization"]["id"].as_str().unwrap().to_owned();
        let mut case = crate::v1::registration(&office);
        case["reported_on"] = json!("2026-11-06");
        let supervisee = head.post("supervisees", &case).expect(201);
        let content = json!({
            "reason": "medical", "destination_code": "430721", "leaves_on": "2026-12-07", "returns_on": "2026-12-11",
        });
        let opened = head.post("leaves", &json!({ "supervisee_id": supervisee["id"], "content": content }));
        assert_eq!(opened.expect(201)["assessment"]["approver"], "office");
        let leave = opened.header("location").unwrap().to_owned();
        let submit = head.request(Method::POST, &format!("{leave}/submissions")).if_match(1).json(&json!({}));
        submit.send().expect(201);
        let (security, _) = (server.login("security_administrator"), officer(&server));
        let monday = acting("office_head", "2026-11-30", "2026-11-30");
        act(&security, OFFICER, "role-grants", Some(&monday)).expect(200);
        leave
    };
    let mut site = site;
    let decision = json!({ "outcome": "approved", "opinion": "同意" });
    for (now, status) in
        [("2026-11-29T23:30:00+08:00", 403), ("2026-12-01T00:00:00+08:00", 403), ("2026-11-30T00:00:00+08:00", 201)]
    {
        site = site.at(now);
        let server = site.serve();
        let deputy = officer(&server);
        let request = deputy.request(Method::POST, &format!("{leave}/decisions")).if_match(2);
        request.json(&decision).send().expect(status);
        let stands = deputy.get(&leave).expect(200);
        assert_eq!(stands["status"], if status == 201 { "approved" } else { "submitted" }, "{now}");
    }
});

on_both_engines!(a_session_loses_a_role_at_midnight_and_goes_on, |site| {
    let site = site.at("2026-11-27T09:00:00+08:00");
    {
        let server = site.serve();
        let (security, before) = (server.login("security_administrator"), officer(&server));
        let today = acting("office_head", "2026-11-27", "2026-11-27");
        act(&security, OFFICER, "role-grants", Some(&today)).expect(200);
        ends(&before);
    }
    let site = site.at("2026-11-27T23:59:30+08:00");
    let server = site.serve();
    let officer = officer(&server);
    assert!(decides(&officer));
    wait_for("midnight", Duration::from_secs(60), || (!decides(&officer)).then_some(()));
    assert_eq!(officer.get("me").expect(200)["roles"], json!(["office_officer"]));
});

on_both_engines!(a_role_is_granted_for_sound_days_to_come_and_acting_is_for_heads_with_a_reason, |site| {
    let server = site.serve();
    let security = server.login("security_administrator");
    officer(&server);
    let head = |more: Value| {
        let mut body = json!({ "role": "office_head" });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    for (body, at, code) in [
        (head(json!({ "starts_on": "2026-11-22" })), "/starts_on", "in_the_past"),
        (head(json!({ "starts_on": "2026-11-24", "ends_on": "2026-11-23" })), "/ends_on", "ends_before_start"),
        (head(json!({ "ends_on": "2026-11-22" })), "/ends_on", "ends_before_start"),
        (head(json!({ "ends_on": "2999-01-01" })), "/ends_on", "implausible_date"),
        (head(json!({ "ends_on": "2026-02-30" })), "/ends_on", "wrong_type"),
        (head(json!({ "acting": true })), "/reason", "required"),
        (head(json!({ "acting": true, "reason": "  " })), "/reason", "required"),
        (head(json!({ "reason": "所长公出" })), "/reason", "not_acting"),
        (head(json!({ "granted_at": "2026-11-23" })), "/granted_at", "unknown_member"),
        (acting("office_officer", "2026-11-24", "2026-11-25"), "/acting", "not_a_head"),
        (acting("bureau_head", "2026-11-24", "2026-11-25"), "/role", "role_level_mismatch"),
    ] {
        act(&security, OFFICER, "role-grants", Some(&body)).error(422, at, code);
    }
    let past = json!({ "role": "office_officer", "ends_on": "2026-11-22" });
    act(&security, OFFICER, "role-withdrawals", Some(&past)).error(422, "/ends_on", "in_the_past");
    assert_eq!(told(&security, OFFICER, "office_head"), [""; 0]);

    // A repetition grants nothing more; another version's is refused.
    let id = account(&security, OFFICER)["id"].as_str().unwrap().to_owned();
    let send = |version| {
        let request = security.request(Method::POST, &format!("accounts/{id}/role-grants"));
        let key = format!("grant-the-head-v{version}-0001");
        request.if_match(version).idempotency_key(&key).json(&acting("office_head", "2026-12-01", "2026-12-04")).send()
    };
    let first = send(1);
    first.expect(200);
    let again = send(1);
    assert_eq!((again.text(), again.header("idempotency-replayed")), (first.text(), Some("true")));
    assert_eq!(told(&security, OFFICER, "office_head"), ["future 2026-12-01–2026-12-04"]);
    send(7).problem(412, "version_conflict");
});

on_both_engines!(roles_exclude_one_another_on_common_days_and_a_role_is_held_once_a_day, |site| {
    let server = site.serve();
    let security = server.login("security_administrator");
    server.login("bureau_officer");
    let grant = |role: &str, starts_on: &str| {
        act(&security, BUREAU_OFFICER, "role-grants", Some(&json!({ "role": role, "starts_on": starts_on })))
    };
    grant("audit_administrator", "2027-06-01").problem(409, "exclusive_roles");
    let until = |ends_on: &str| json!({ "role": "bureau_officer", "ends_on": ends_on });
    act(&security, BUREAU_OFFICER, "role-withdrawals", Some(&until("2026-11-30"))).expect(200);
    act(&security, BUREAU_OFFICER, "role-withdrawals", Some(&until("2026-12-01")))
        .problem(409, "invalid_state_transition");
    grant("audit_administrator", "2026-11-30").problem(409, "exclusive_roles");
    grant("audit_administrator", "2026-12-01").expect(200);
    for (role, starts_on) in [("bureau_officer", "2027-01-01"), ("system_administrator", "2026-11-30")] {
        grant(role, starts_on).problem(409, "exclusive_roles");
    }
    grant("audit_administrator", "2027-01-01").problem(409, "role_held");

    // Whoever sets the password of tomorrow's administrator could act as one tomorrow.
    let system = server.login("system_administrator");
    let reset = json!({ "password": "Kettle-44-orbit-mango" });
    act(&system, BUREAU_OFFICER, "password-resets", Some(&reset)).problem(403, "separation_of_duties");

    server.login("bureau_head");
    let stands_in = |starts_on: &str, ends_on: &str| {
        let body = acting("justice_bureau_head", starts_on, ends_on);
        act(&security, "bureau-head.430702", "role-grants", Some(&body))
    };
    stands_in("2026-12-07", "2026-12-11").expect(200);
    for (starts_on, ends_on) in [("2026-12-11", "2026-12-11"), ("2026-12-01", "2026-12-07")] {
        stands_in(starts_on, ends_on).problem(409, "role_held");
    }
    stands_in("2026-12-12", "2026-12-13").expect(200);
    stands_in("2026-12-06", "2026-12-06").expect(200);
    assert_eq!(
        told(&security, "bureau-head.430702", "justice_bureau_head"),
        ["future 2026-12-06–2026-12-06", "future 2026-12-07–2026-12-11", "future 2026-12-12–2026-12-13"]
    );
});

on_both_engines!(a_role_withdrawn_stays_listed, |site| {
    let server = site.serve();
    let (security, before) = (server.login("security_administrator"), officer(&server));
    for (starts_on, ends_on) in [("2026-11-23", "2026-11-27"), ("2026-12-07", "2026-12-11")] {
        act(&security, OFFICER, "role-grants", Some(&acting("office_head", starts_on, ends_on))).expect(200);
    }
    ends(&before);
    let head = officer(&server);
    assert!(decides(&head));

    // With a last day: the role goes on until then, and what was to come later does not.
    let tomorrow = json!({ "role": "office_head", "ends_on": "2026-11-24" });
    act(&security, OFFICER, "role-withdrawals", Some(&tomorrow)).expect(200);
    assert!(decides(&head), "the session goes on");
    let told_head = || told(&security, OFFICER, "office_head");
    assert_eq!(told_head(), ["present 2026-11-23–2026-11-24", "past 2026-12-07–2026-12-11"]);

    // At once: its sessions end.
    let at_once = json!({ "role": "office_head" });
    act(&security, OFFICER, "role-withdrawals", Some(&at_once)).expect(200);
    ends(&head);
    assert!(!decides(&officer(&server)));
    assert_eq!(told_head(), ["past 2026-11-23–2026-11-24", "past 2026-12-07–2026-12-11"]);
    let all = grants(&security, OFFICER);
    assert!(all.iter().all(|grant| grant["withdrawn_at"].is_string() == (grant["role"] == "office_head")), "{all:?}");
    act(&security, OFFICER, "role-withdrawals", Some(&at_once)).problem(409, "invalid_state_transition");
    act(&security, OFFICER, "role-grants", Some(&acting("office_head", "2026-11-23", "2026-11-23"))).expect(200);
    assert!(server.stop().success());
    assert!(site.run(&["verify"], "").status.success());
});
