//! The credential of the very first start.

use harness::{Server, on_both_engines};
use serde_json::{Value, json};

const PASSWORD: &str = "Kettle-44-orbit-mango";

/// The credential as the first start printed it.
fn credential(server: &Server) -> String {
    let log = server.log();
    let line = log.lines().find(|line| line.contains("bootstrap credential")).unwrap();
    line.rsplit(' ').next().unwrap().to_owned()
}

fn account(login_name: &str, role: &str) -> Value {
    json!({
        "login_name": login_name, "name": "某人", "role": role, "password": PASSWORD, "organization_code": "430702",
    })
}

fn first_accounts() -> Vec<Value> {
    vec![account("sun.li", "system_administrator"), account("wu.jing", "security_administrator")]
}

on_both_engines!(the_first_administrators_are_made_once, |site| {
    let server = site.serve();
    let credential = credential(&server);
    assert!(credential.len() >= 43, "256 bits");
    let send = |credential: &str, accounts: &[Value]| {
        server.stranger().post("bootstrap", &json!({ "credential": credential, "accounts": accounts }))
    };
    send("not-the-credential", &first_accounts()).problem(401, "invalid_bootstrap_credential");

    // What is refused spends nothing.
    send(&credential, &first_accounts()[..1]).error(422, "/accounts", "administrators_missing");
    let mut with_officer = first_accounts();
    with_officer.push(account("li.wei", "bureau_officer"));
    send(&credential, &with_officer).error(422, "/accounts/2/role", "role_not_allowed");
    let mut weak = first_accounts();
    weak[1]["password"] = json!("short");
    send(&credential, &weak).error(422, "/accounts/1/password", "password_too_short");
    let mut elsewhere = first_accounts();
    elsewhere[0]["organization_code"] = json!("999");
    send(&credential, &elsewhere).error(422, "/accounts/0/organization_code", "unknown_organization");
    let twins = vec![account("sun.li", "system_administrator"), account("sun.li", "security_administrator")];
    send(&credential, &twins).problem(409, "login_name_taken");
    let mut office = first_accounts();
    office[0]["organization_code"] = json!("430702001");
    send(&credential, &office).error(422, "/accounts/0/role", "role_level_mismatch");
    assert_eq!(server.password_login("sun.li", PASSWORD).status(), 401, "nothing was made");

    let made = send(&credential, &first_accounts());
    let body = made.expect(201);
    assert_eq!(body["accounts"].as_array().unwrap().len(), 2);
    assert!(!made.text().contains(PASSWORD) && !made.text().contains("argon2"));
    send(&credential, &first_accounts()).problem(401, "invalid_bootstrap_credential");
    let security = server.password_login("wu.jing", PASSWORD).expect(200);
    let me = server.bearer(security["access_token"].as_str().unwrap()).get("me").expect(200);
    assert_eq!(me["roles"], json!(["security_administrator"]));
    assert!(!server.log().contains(PASSWORD));
});

on_both_engines!(the_credential_opens_nothing_else, |site| {
    let server = site.serve();
    let credential = credential(&server);
    server.bearer(&credential).get("me").problem(401, "unauthenticated");
    server.bearer(&credential).get("supervisees").problem(401, "unauthenticated");
    let body = json!({ "refresh_token": credential });
    server.stranger().post("auth/refresh", &body).problem(401, "invalid_grant");
});

on_both_engines!(the_credential_dies_with_the_first_administrators, |site| {
    let server = site.serve();
    let credential = credential(&server);
    server.login("system_administrator");
    server.login("security_administrator");
    let body = json!({ "credential": credential, "accounts": first_accounts() });
    server.stranger().post("bootstrap", &body).problem(401, "invalid_bootstrap_credential");
});

on_both_engines!(the_credential_dies_after_a_day_and_an_empty_house_gets_another, |site| {
    let first = site.serve();
    let old = credential(&first);
    first.stop();
    let site = site.at("2026-11-24T09:00:10+08:00");
    let server = site.serve();
    let fresh = server.log().lines().rfind(|line| line.contains("bootstrap credential")).unwrap().to_owned();
    let fresh = fresh.rsplit(' ').next().unwrap();
    assert_ne!(old, fresh);
    let send = |credential: &str| {
        server.stranger().post("bootstrap", &json!({ "credential": credential, "accounts": first_accounts() }))
    };
    send(&old).problem(401, "invalid_bootstrap_credential");
    send(fresh).expect(201);
});
