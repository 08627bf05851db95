//! Accounts: made by one administrator, empowered by another, and what becomes of their sessions.

use super::auth::{account, act, ends};
use harness::{PASSWORD, Server, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};
use std::thread;

const TEMPORARY: &str = "Kettle-44-orbit-mango";
const CHOSEN: &str = "Trellis_81_quay.lantern";
const OFFICER: &str = "bureau-officer.430702";

fn role(role: &str) -> Value {
    json!({ "role": role })
}

fn log_in(server: &Server, login_name: &str, password: &str) -> Session {
    let tokens = server.password_login(login_name, password).expect(200);
    server.bearer(tokens["access_token"].as_str().unwrap())
}

fn bureau(session: &Session) -> Value {
    session.all("organizations").into_iter().find(|one| one["code"] == "430702").unwrap()
}

on_both_engines!(from_a_member_of_staff_to_a_working_account_takes_two_administrators, |site| {
    let server = site.serve();
    let (system, security) = (server.login("system_administrator"), server.login("security_administrator"));
    let staff = json!({ "organization_id": bureau(&system)["id"], "name": "周明", "post": "established" });
    let staff_id = system.post("staff", &staff).expect(201)["id"].clone();

    let new = |password: &str| json!({ "staff_id": staff_id, "login_name": "zhou.ming", "password": password });
    system.post("accounts", &new("short")).error(422, "/password", "password_too_short");
    system.post("accounts", &new("周明-Kettle-44-orbit")).error(422, "/password", "password_too_common");
    let mut malformed = new(TEMPORARY);
    malformed["login_name"] = json!("-zhou ming");
    system.post("accounts", &malformed).error(422, "/login_name", "malformed_login_name");
    malformed["login_name"] = json!("zhou.ming");
    for owned in ["state", "roles", "version", "organization_id", "must_change_password"] {
        let mut body = new(TEMPORARY);
        body[owned] = json!("active");
        system.post("accounts", &body).error(422, &format!("/{owned}"), "unknown_member");
    }

    let created = system.post("accounts", &new(TEMPORARY));
    let made = created.expect(201);
    assert_eq!((&made["roles"], &made["must_change_password"]), (&json!([]), &json!(true)));
    assert!(!created.text().contains(TEMPORARY) && !created.text().contains("argon2"));
    system.post("accounts", &new(TEMPORARY)).problem(409, "login_name_taken");
    let path = created.header("location").unwrap();
    assert_eq!(security.get(path).header("etag"), Some("\"1\""));

    // Without a role it opens nothing; the system administrator cannot give it one.
    let zhou = log_in(&server, "zhou.ming", TEMPORARY);
    zhou.get("supervisees").problem(403, "password_must_change");
    act(&system, "zhou.ming", "role-grants", Some(&role("bureau_officer"))).problem(403, "not_permitted");
    act(&security, "zhou.ming", "role-grants", Some(&role("bureau_officer"))).expect(200);
    ends(&zhou);
    let zhou = log_in(&server, "zhou.ming", TEMPORARY);
    zhou.post("auth/password", &json!({ "current_password": TEMPORARY, "new_password": CHOSEN })).expect(204);
    let zhou = log_in(&server, "zhou.ming", CHOSEN);
    zhou.get("supervisees").expect(200);

    act(&security, "zhou.ming", "role-withdrawals", Some(&role("bureau_officer"))).expect(200);
    ends(&zhou);
    log_in(&server, "zhou.ming", CHOSEN).get("supervisees").problem(403, "not_permitted");
    act(&security, "zhou.ming", "role-withdrawals", Some(&role("bureau_officer")))
        .problem(409, "invalid_state_transition");
});

on_both_engines!(roles_that_exclude_one_another_are_not_joined, |site| {
    let server = site.serve();
    let security = server.login("security_administrator");
    server.login("bureau_officer");
    for administrator in ["system_administrator", "audit_administrator"] {
        server.login(administrator);
        let name = format!("{}.430702", administrator.replace('_', "-"));
        for other in ["system_administrator", "security_administrator", "audit_administrator", "bureau_head"] {
            let code = if other == administrator { "role_held" } else { "exclusive_roles" };
            act(&security, &name, "role-grants", Some(&role(other))).problem(409, code);
        }
        act(&security, OFFICER, "role-grants", Some(&role(administrator))).problem(409, "exclusive_roles");
    }
    act(&security, OFFICER, "role-grants", Some(&role("bureau_officer"))).problem(409, "role_held");
    let both = act(&security, OFFICER, "role-grants", Some(&role("bureau_legal_reviewer"))).expect(200);
    assert_eq!(both["roles"], json!(["bureau_officer", "bureau_legal_reviewer"]));

    for elsewhere in ["office_officer", "city_reviewer", "province_reader"] {
        act(&security, OFFICER, "role-grants", Some(&role(elsewhere))).error(422, "/role", "role_level_mismatch");
    }
    act(&security, OFFICER, "role-grants", Some(&role("king"))).error(422, "/role", "unknown_code");
});

on_both_engines!(two_accounts_of_one_person_do_not_divide_what_excludes, |site| {
    let server = site.serve();
    let (system, security) = (server.login("system_administrator"), server.login("security_administrator"));
    server.login("bureau_officer");
    let staff_id = account(&system, OFFICER)["staff_id"].clone();
    let second = json!({ "staff_id": staff_id, "login_name": "second.face", "password": TEMPORARY });
    system.post("accounts", &second).expect(201);
    act(&security, "second.face", "role-grants", Some(&role("audit_administrator"))).problem(409, "exclusive_roles");

    // Nor do two grants at once pass by each other.
    let third = json!({ "staff_id": staff_id, "login_name": "third.face", "password": TEMPORARY });
    act(&security, OFFICER, "role-withdrawals", Some(&role("bureau_officer"))).expect(200);
    system.post("accounts", &third).expect(201);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let grants = [("second.face", "audit_administrator"), ("third.face", "bureau_head")].map(|(name, wanted)| {
            let security = &security;
            scope.spawn(move || act(security, name, "role-grants", Some(&role(wanted))).status())
        });
        grants.into_iter().map(|grant| grant.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
});

on_both_engines!(nobody_acts_on_their_own_account, |site| {
    let server = site.serve();
    let (system, security) = (server.login("system_administrator"), server.login("security_administrator"));
    let (own, theirs) = ("security-administrator.430702", "system-administrator.430702");
    for (name, body) in [
        ("role-grants", Some(role("procurator"))),
        ("role-withdrawals", Some(role("security_administrator"))),
        ("suspensions", None),
        ("unlocks", None),
    ] {
        act(&security, own, name, body.as_ref()).problem(403, "separation_of_duties");
    }
    let reset = json!({ "password": TEMPORARY });
    act(&system, theirs, "password-resets", Some(&reset)).problem(403, "separation_of_duties");
    // Whoever sets another administrator's password could act as that administrator.
    act(&system, own, "password-resets", Some(&reset)).problem(403, "separation_of_duties");
    security.get("me").expect(200);
});

on_both_engines!(an_account_that_is_suspended_ends_at_once_and_can_come_back, |site| {
    let server = site.serve();
    let (system, security) = (server.login("system_administrator"), server.login("security_administrator"));
    let officer = server.login("bureau_officer");
    officer.get("me").expect(200);
    act(&security, OFFICER, "suspensions", None).expect(200);
    ends(&officer);
    server.password_login(OFFICER, PASSWORD).problem(401, "wrong_credentials");
    act(&security, OFFICER, "suspensions", None).problem(409, "invalid_state_transition");
    act(&security, OFFICER, "reinstatements", None).expect(200);
    let officer = log_in(&server, OFFICER, PASSWORD);

    act(&system, OFFICER, "password-resets", Some(&json!({ "password": TEMPORARY }))).expect(200);
    ends(&officer);
    server.password_login(OFFICER, PASSWORD).problem(401, "wrong_credentials");
    assert_eq!(log_in(&server, OFFICER, TEMPORARY).get("me").expect(200)["must_change_password"], true);
});

on_both_engines!(an_act_needs_the_version_that_was_seen, |site| {
    let server = site.serve();
    let security = server.login("security_administrator");
    server.login("bureau_officer");
    let path = format!("accounts/{}/suspensions", account(&security, OFFICER)["id"].as_str().unwrap());
    let post = || security.request(Method::POST, &path);
    post().send().problem(428, "precondition_required");
    post().header("if-match", "*").send().problem(400, "invalid_precondition");
    let stale = post().if_match(7).send();
    stale.problem(412, "version_conflict");
    assert_eq!(stale.header("etag"), Some("\"1\""));
    post().header("if-match", "W/\"1\"").send().problem(412, "version_conflict");
    let statuses: Vec<u16> = thread::scope(|scope| {
        let all: Vec<_> = (0..10).map(|_| scope.spawn(|| post().if_match(1).send().status())).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 412)), "{statuses:?}");
});

on_both_engines!(nobody_registers_where_registration_is_off, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let body = json!({
        "login_name": "new.one", "name": "新人", "password": TEMPORARY, "organization_id": bureau(&officer)["id"],
        "post": "established",
    });
    server.stranger().post("auth/registrations", &body).problem(403, "registration_closed");
    server.password_login("new.one", TEMPORARY).problem(401, "wrong_credentials");
});

on_both_engines!(an_application_is_of_no_use_until_it_is_approved, |site| {
    let site = site.setting("AUTH__REGISTRATION_OPEN", "true");
    let server = site.serve();
    let security = server.login("security_administrator");
    let organization_id = bureau(&security)["id"].clone();
    let apply = |login_name: &str, password: &str| {
        let body = json!({
            "login_name": login_name, "name": "新人", "password": password, "organization_id": organization_id,
            "post": "contracted",
        });
        server.stranger().post("auth/registrations", &body)
    };
    apply("new.one", "short").error(422, "/password", "password_too_short");
    let mut with_role = json!({
        "login_name": "new.one", "name": "新人", "password": TEMPORARY, "organization_id": organization_id,
        "post": "contracted", "role": "security_administrator",
    });
    server.stranger().post("auth/registrations", &with_role).error(422, "/role", "unknown_member");
    with_role["organization_id"] = json!("01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77");
    with_role.as_object_mut().unwrap().remove("role");
    server.stranger().post("auth/registrations", &with_role).error(422, "/organization_id", "unknown_organization");

    let first = apply("new.one", TEMPORARY);
    first.expect(202);
    // A name that is taken is not told to be.
    let taken = apply("new.one", CHOSEN);
    assert_eq!((taken.status(), taken.text()), (first.status(), first.text()));
    server.password_login("new.one", TEMPORARY).problem(401, "wrong_credentials");
    act(&security, "new.one", "role-grants", Some(&role("bureau_officer"))).problem(409, "invalid_state_transition");

    assert_eq!(security.all("accounts?state=pending").len(), 1);
    act(&security, "new.one", "approvals", Some(&role("office_head"))).error(422, "/role", "role_level_mismatch");
    act(&security, "new.one", "approvals", Some(&role("bureau_officer"))).expect(200);
    log_in(&server, "new.one", TEMPORARY).get("supervisees").expect(200);
    server.password_login("new.one", CHOSEN).problem(401, "wrong_credentials");
    act(&security, "new.one", "approvals", Some(&role("bureau_officer"))).problem(409, "invalid_state_transition");

    apply("new.two", TEMPORARY).expect(202);
    act(&security, "new.two", "rejections", None).expect(200);
    server.password_login("new.two", TEMPORARY).problem(401, "wrong_credentials");
    act(&security, "new.two", "approvals", Some(&role("bureau_officer"))).problem(409, "invalid_state_transition");
    act(&security, "new.two", "reinstatements", None).problem(409, "invalid_state_transition");
});
