use harness::on_both_engines;
use serde_json::json;

/// Every role that the service knows.
const ROLES: [&str; 14] = [
    "office_officer",
    "office_head",
    "bureau_officer",
    "bureau_legal_reviewer",
    "bureau_head",
    "justice_bureau_head",
    "archivist",
    "city_reviewer",
    "province_reviewer",
    "province_reader",
    "procurator",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
];

on_both_engines!(every_role_logs_in_and_learns_who_it_is, |site| {
    let server = site.serve();
    for role in ROLES {
        let me = server.login(role).get("me").expect(200);
        let roles = me["roles"].as_array().unwrap();
        assert!(roles.iter().any(|own| own == role || own["role"] == role), "{role}: {me}");
    }
});

on_both_engines!(a_login_answers_with_both_tokens, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let answer = server.password_login("bureau-officer.430702", "Wuling-Bureau-2026!");
    let tokens = answer.expect(200);
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(tokens["access_token"].is_string() && tokens["refresh_token"].is_string());
    assert!((1..=900).contains(&tokens["expires_in"].as_i64().unwrap()), "{tokens}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));
});

on_both_engines!(a_wrong_password_and_an_unknown_name_look_alike, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let wrong = server.password_login("bureau-officer.430702", "not the password").expect(401);
    let unknown = server.password_login("nobody.430702", "not the password").expect(401);
    for member in ["code", "title", "detail", "status", "type"] {
        assert_eq!(wrong[member], unknown[member], "{member}");
    }
});

on_both_engines!(five_wrong_passwords_lock_the_account_and_no_other, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    for _ in 0..5 {
        assert_eq!(server.password_login("bureau-officer.430702", "not the password").status(), 401);
    }
    let locked = server.password_login("bureau-officer.430702", "Wuling-Bureau-2026!");
    assert!(matches!(locked.status(), 423 | 429), "{}", locked.text());
    assert!(locked.header("retry-after").is_some());
    server.login("bureau_head").get("me").expect(200);
});

on_both_engines!(a_refresh_token_works_once_and_its_reuse_ends_the_family, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let first = server.password_login("bureau-officer.430702", "Wuling-Bureau-2026!").expect(200);
    let refresh =
        |token: &serde_json::Value| server.stranger().post("auth/refresh", &json!({ "refresh_token": token }));
    let second = refresh(&first["refresh_token"]).expect(200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert!(refresh(&first["refresh_token"]).status() >= 400);
    assert!(refresh(&second["refresh_token"]).status() >= 400);
    server.bearer(second["access_token"].as_str().unwrap()).get("me").problem(401, "unauthenticated");
});

on_both_engines!(a_token_ends_with_its_logout, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    officer.get("me").expect(200);
    assert!(officer.post("auth/logout", &json!({})).status() < 300);
    officer.get("me").problem(401, "unauthenticated");
});

on_both_engines!(a_token_of_another_issuer_is_refused, |site| {
    let elsewhere = harness::Site::new(harness::Engine::Sqlite).unwrap();
    let foreign = elsewhere.serve().login("bureau_officer");
    let server = site.serve();
    server.login("bureau_officer");
    server.bearer(foreign.token().unwrap()).get("me").problem(401, "unauthenticated");
});

on_both_engines!(a_forged_token_is_refused, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let token = officer.token().unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (_, claims) = signed.split_once('.').unwrap();
    // {"alg":"none","typ":"at+jwt"}
    let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0";
    for forged in [
        format!("{unsigned}.{claims}."),
        format!("{unsigned}.{claims}.{signature}"),
        format!("{signed}."),
        format!("{signed}.{}", "A".repeat(signature.len())),
        "a.b.c".to_owned(),
        "x".repeat(4000),
    ] {
        server.bearer(&forged).get("me").problem(401, "unauthenticated");
    }
    officer.get("me").expect(200);
});

on_both_engines!(nobody_registers_where_registration_is_off, |site| {
    let server = site.serve();
    let answer = server.stranger().post("auth/registrations", &json!({ "login_name": "someone" }));
    assert!((400..500).contains(&answer.status()), "{}", answer.text());
});
