//! Coming in and going out: logins, refresh tokens, passwords, lockouts, and tokens that are not ours.

mod tokens;

use harness::{Answer, PASSWORD, Server, Session, on_both_engines, wait_for};
use reqwest::Method;
use serde_json::{Value, json};
use std::{
    thread,
    time::{Duration, Instant},
};

const NEXT_PASSWORD: &str = "Kettle-44-orbit-mango";
/// How soon the end of a session is felt.
const FELT_WITHIN: Duration = Duration::from_secs(5);
const OFFICER: &str = "bureau-officer.430702";

fn refresh(server: &Server, token: &Value) -> Answer {
    server.stranger().post("auth/refresh", &json!({ "refresh_token": token }))
}

fn tokens(server: &Server, login_name: &str, password: &str) -> Value {
    server.password_login(login_name, password).expect(200)
}

fn session(server: &Server, tokens: &Value) -> Session {
    server.bearer(tokens["access_token"].as_str().unwrap())
}

/// An account as the security administrator sees it now, by login name.
pub(super) fn account(administrator: &Session, login_name: &str) -> Value {
    let accounts = administrator.all("accounts?limit=200");
    accounts.into_iter().find(|account| account["login_name"] == login_name).unwrap()
}

/// An administrator's act on an account, in the version that was just read.
pub(super) fn act(administrator: &Session, login_name: &str, act: &str, body: Option<&Value>) -> Answer {
    let account = account(administrator, login_name);
    let path = format!("accounts/{}/{act}", account["id"].as_str().unwrap());
    let request = administrator.request(Method::POST, &path).if_match(account["version"].as_i64().unwrap());
    match body {
        Some(body) => request.json(body).send(),
        None => request.send(),
    }
}

/// Waits until a token is no longer good.
pub(super) fn ends(session: &Session) {
    wait_for("the session to end", FELT_WITHIN, || (session.get("me").status() == 401).then_some(()));
    session.get("me").problem(401, "unauthenticated");
}

on_both_engines!(a_login_answers_with_both_tokens_and_me_tells_who_it_is, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let answer = server.password_login(OFFICER, PASSWORD);
    let tokens = answer.expect(200);
    assert_eq!(tokens["token_type"], "Bearer");
    assert!(tokens["access_token"].is_string() && tokens["refresh_token"].is_string());
    assert!((1..=900).contains(&tokens["expires_in"].as_i64().unwrap()), "{tokens}");
    assert_eq!(answer.header("cache-control"), Some("no-store"));

    let me = session(&server, &tokens).get("me").expect(200);
    assert_eq!(me["login_name"], OFFICER);
    assert_eq!(me["roles"], json!(["bureau_officer"]));
    assert_eq!(me["must_change_password"], false);
    assert_eq!(me["scope"]["code"], "430702");
    assert_eq!(me["scope"]["level"], "county");
    for text in [answer.text(), me.to_string()] {
        assert!(!text.contains("argon2") && !text.contains(PASSWORD), "{text}");
    }
});

on_both_engines!(a_wrong_password_and_an_unknown_name_look_alike, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let timed = |name: &str| {
        let began = Instant::now();
        let answer = server.password_login(name, "not the password");
        (began.elapsed(), answer.problem(401, "wrong_credentials"))
    };
    let (mut wrong_took, mut unknown_took) = (Vec::new(), Vec::new());
    for round in 0..4 {
        let (took, wrong) = timed(OFFICER);
        wrong_took.push(took);
        let (took, unknown) = timed(&format!("nobody.{round}"));
        unknown_took.push(took);
        for member in ["code", "title", "detail", "status", "type"] {
            assert_eq!(wrong[member], unknown[member], "{member}");
        }
    }
    let (wrong, unknown) = (wrong_took.iter().min().unwrap(), unknown_took.iter().min().unwrap());
    let (less, more) = (wrong.min(unknown), wrong.max(unknown));
    assert!(*more - *less < Duration::from_millis(60) || *more < *less * 2, "{wrong_took:?} {unknown_took:?}");
});

on_both_engines!(five_wrong_passwords_lock_the_name_until_someone_unlocks_it, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let security = server.login("security_administrator");
    for _ in 0..5 {
        server.password_login(OFFICER, "not the password").problem(401, "wrong_credentials");
    }
    let locked = server.password_login(OFFICER, PASSWORD);
    locked.problem(423, "account_locked");
    let wait: u64 = locked.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=900).contains(&wait), "{wait}");
    server.login("bureau_head").get("me").expect(200);

    // A name that nobody has is locked alike, so that the lock tells nothing.
    for _ in 0..5 {
        server.password_login("nobody.430702", "not the password").problem(401, "wrong_credentials");
    }
    server.password_login("nobody.430702", "not the password").problem(423, "account_locked");

    act(&security, OFFICER, "unlocks", None).expect(200);
    tokens(&server, OFFICER, PASSWORD);
    server.stop();

    // By itself it opens a quarter of an hour later.
    let site = site.at("2026-11-23T09:30:00+08:00");
    let server = site.serve();
    server.password_login("nobody.430702", "not the password").problem(401, "wrong_credentials");
});

on_both_engines!(parallel_guesses_get_no_more_than_five, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let statuses: Vec<u16> = thread::scope(|scope| {
        let guess = |_| scope.spawn(|| server.password_login(OFFICER, "not the password").status());
        let guesses: Vec<_> = (0..20).map(guess).collect();
        guesses.into_iter().map(|guess| guess.join().unwrap()).collect()
    });
    let wrong = statuses.iter().filter(|status| **status == 401).count();
    assert!(wrong <= 5, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 401 | 423 | 429 | 503)), "{statuses:?}");
    assert!(matches!(server.password_login(OFFICER, PASSWORD).status(), 200 | 423));
});

on_both_engines!(one_address_that_guesses_many_names_is_made_to_wait, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let refused = (0..50).find_map(|guess| {
        let answer = server.password_login(&format!("nobody.{guess}"), "not the password");
        (answer.status() == 429).then_some(answer)
    });
    let refused = refused.expect("429 before the fiftieth name");
    refused.problem(429, "quota_exceeded");
    assert!(refused.header("retry-after").is_some());
    server.password_login(OFFICER, PASSWORD).problem(429, "quota_exceeded");
});

on_both_engines!(a_refresh_token_works_once_and_its_reuse_ends_the_session, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let first = tokens(&server, OFFICER, PASSWORD);
    let second = refresh(&server, &first["refresh_token"]).expect(200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    session(&server, &second).get("me").expect(200);
    refresh(&server, &first["refresh_token"]).problem(401, "invalid_grant");
    refresh(&server, &second["refresh_token"]).problem(401, "invalid_grant");
    ends(&session(&server, &second));
    for wrong in ["", "x", "a.b", &"x".repeat(256), first["access_token"].as_str().unwrap()] {
        let answer = refresh(&server, &json!(wrong));
        assert!(matches!(answer.status(), 401 | 422), "{wrong:.40}: {}", answer.text());
    }
});

on_both_engines!(of_ten_refreshes_at_once_at_most_one_succeeds, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let first = tokens(&server, OFFICER, PASSWORD);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let all: Vec<_> = (0..10).map(|_| scope.spawn(|| refresh(&server, &first["refresh_token"]).status())).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.iter().filter(|status| **status == 200).count() <= 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 200 | 401)), "{statuses:?}");
    ends(&session(&server, &first));
});

on_both_engines!(a_logout_ends_its_own_session_and_no_other, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let other = tokens(&server, OFFICER, PASSWORD);
    officer.get("me").expect(200);
    officer.post("auth/logout", &json!({})).expect(204);
    ends(&officer);
    officer.post("auth/logout", &json!({})).problem(401, "unauthenticated");
    session(&server, &other).get("me").expect(200);
    session(&server, &other).post("auth/logout", &json!({})).expect(204);
    refresh(&server, &other["refresh_token"]).problem(401, "invalid_grant");
});

on_both_engines!(a_password_change_ends_every_session_of_the_account, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let other = tokens(&server, OFFICER, PASSWORD);
    let change = |session: &Session, current: &str, new: &str| {
        session.post("auth/password", &json!({ "current_password": current, "new_password": new }))
    };
    change(&officer, "not it", NEXT_PASSWORD).error(422, "/current_password", "password_wrong");
    for (new, code) in [
        ("Xq7!kz", "password_too_short"),
        ("kettleorbitmangoquartz", "password_too_simple"),
        ("Password123!", "password_too_common"),
        ("Bureau-Officer.430702-xQ", "password_too_common"),
        (PASSWORD, "password_used_before"),
    ] {
        let answer = change(&officer, PASSWORD, new);
        let problem = answer.problem(422, "validation_failed");
        assert!(problem["errors"].as_array().unwrap().iter().all(|error| error["pointer"] == "/new_password"));
        // The site's password holds a local word; the command line may set it, the policy would not.
        let codes = problem["errors"].to_string();
        assert!(codes.contains(code) || new == PASSWORD && codes.contains("password_too_common"), "{problem}");
        assert!(!answer.text().contains(new));
    }
    change(&officer, PASSWORD, NEXT_PASSWORD).expect(204);
    ends(&officer);
    ends(&session(&server, &other));
    refresh(&server, &other["refresh_token"]).problem(401, "invalid_grant");
    server.password_login(OFFICER, PASSWORD).problem(401, "wrong_credentials");
    let officer = session(&server, &tokens(&server, OFFICER, NEXT_PASSWORD));
    change(&officer, NEXT_PASSWORD, NEXT_PASSWORD).error(422, "/new_password", "password_used_before");
});

on_both_engines!(wrong_passwords_at_a_change_count_as_guesses, |site| {
    let server = site.serve();
    let officer = server.login("bureau_officer");
    let body = json!({ "current_password": "not it", "new_password": NEXT_PASSWORD });
    for _ in 0..5 {
        officer.post("auth/password", &body).error(422, "/current_password", "password_wrong");
    }
    officer.post("auth/password", &body).problem(423, "account_locked");
    server.password_login(OFFICER, PASSWORD).problem(423, "account_locked");
});

on_both_engines!(who_must_change_the_password_can_do_nothing_else, |site| {
    let output = site.run(
        &[
            "account",
            "create",
            "--login-name",
            "zhou.ming",
            "--role",
            "bureau_officer",
            "--organization",
            "430702",
            "--name",
            "周明",
            "--now",
            "2026-11-23T08:00:00+08:00",
            "--password-stdin",
            "--must-change",
        ],
        PASSWORD,
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let server = site.serve();
    let zhou = session(&server, &tokens(&server, "zhou.ming", PASSWORD));
    assert_eq!(zhou.get("me").expect(200)["must_change_password"], true);
    for path in ["supervisees", "organizations", "clocks", "rules", "imports/template"] {
        zhou.get(path).problem(403, "password_must_change");
    }
    let body = json!({ "current_password": PASSWORD, "new_password": NEXT_PASSWORD });
    zhou.post("auth/password", &body).expect(204);
    ends(&zhou);
    session(&server, &tokens(&server, "zhou.ming", NEXT_PASSWORD)).get("supervisees").expect(200);
});

on_both_engines!(passwords_grow_old_but_for_those_of_the_command_line, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    let head = server.login("bureau_head");
    head.post("auth/password", &json!({ "current_password": PASSWORD, "new_password": NEXT_PASSWORD })).expect(204);
    server.stop();
    let site = site.at("2027-03-01T09:00:00+08:00");
    let server = site.serve();
    let officer = session(&server, &tokens(&server, OFFICER, PASSWORD));
    assert_eq!(officer.get("me").expect(200)["must_change_password"], false);
    let head = session(&server, &tokens(&server, "bureau-head.430702", NEXT_PASSWORD));
    assert_eq!(head.get("me").expect(200)["must_change_password"], true);
    head.get("supervisees").problem(403, "password_must_change");
});

on_both_engines!(an_idle_session_ends_sooner_for_an_administrator, |site| {
    let server = site.serve();
    server.login("bureau_officer");
    server.login("security_administrator");
    let officer = tokens(&server, OFFICER, PASSWORD);
    let security = tokens(&server, "security-administrator.430702", PASSWORD);
    session(&server, &officer).get("me").expect(200);
    server.stop();

    let site = site.at("2026-11-23T09:16:30+08:00");
    let server = site.serve();
    session(&server, &officer).get("me").problem(401, "unauthenticated");
    refresh(&server, &security["refresh_token"]).problem(401, "invalid_grant");
    let next = refresh(&server, &officer["refresh_token"]).expect(200);
    server.stop();

    let site = site.at("2026-11-23T09:47:00+08:00");
    let server = site.serve();
    refresh(&server, &next["refresh_token"]).problem(401, "invalid_grant");
});
