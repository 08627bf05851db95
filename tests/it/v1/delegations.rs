//! Delegations of judicial offices, with the days for which they hold.

use harness::{Answer, Session, on_both_engines};
use reqwest::Method;
use serde_json::{Value, json};

/// The office of this code.
fn office(session: &Session, code: &str) -> Value {
    session.all("organizations").into_iter().find(|one| one["code"] == code).unwrap()
}

fn path(office: &Value) -> String {
    format!("organizations/{}/delegations", office["id"].as_str().unwrap())
}

fn letter(starts_on: &str, ends_on: Option<&str>) -> Value {
    let mut body = json!({ "starts_on": starts_on, "document_number": "武司委〔2026〕3号" });
    if let Some(ends_on) = ends_on {
        body["ends_on"] = json!(ends_on);
    }
    body
}

/// Sends an act in the version of the office that was just read.
fn act(session: &Session, code: &str, path: &str, body: &Value) -> Answer {
    let version = office(session, code)["version"].as_i64().unwrap();
    session.request(Method::POST, path).if_match(version).json(body).send()
}

fn end(session: &Session, code: &str, delegation: &Value, ends_on: &str) -> Answer {
    let path = format!("{}/{}/endings", path(&office(session, code)), delegation["id"].as_str().unwrap());
    act(session, code, &path, &json!({ "ends_on": ends_on }))
}

on_both_engines!(an_office_is_delegated_from_the_first_to_the_last_day, |site| {
    const CODE: &str = "430702099";
    {
        let server = site.serve();
        let system = server.login("system_administrator");
        let new = json!({ "code": CODE, "name": "新设司法所", "level": "office", "parent": "430702" });
        let office = system.post("organizations", &new).expect(201);
        assert_eq!(office["delegated"], false);
        assert_eq!(system.all(&path(&office)), [json!(null); 0]);
        let entered = act(&system, CODE, &path(&office), &letter("2026-11-24", Some("2026-11-26")));
        let delegation = entered.expect(201);
        assert_eq!((&delegation["state"], &delegation["ends_on"]), (&json!("future"), &json!("2026-11-26")));
        assert_eq!(delegation["document_number"], "武司委〔2026〕3号");
        assert_eq!(entered.header("etag"), Some("\"2\""));
        assert_eq!(system.get(entered.header("location").unwrap()).expect(200), delegation);
        assert_eq!(system.all(&path(&office)), [delegation]);
        let office = system.get(&format!("organizations/{}", office["id"].as_str().unwrap()));
        assert_eq!((&office.expect(200)["delegated"], office.header("etag")), (&json!(false), Some("\"2\"")));
    }
    let mut site = site;
    for (now, delegated, state) in [
        ("2026-11-24T00:00:00+08:00", true, "present"),
        ("2026-11-26T23:30:00+08:00", true, "present"),
        ("2026-11-27T00:00:00+08:00", false, "past"),
    ] {
        site = site.at(now);
        let server = site.serve();
        let officer = server.login_at("office_officer", CODE);
        assert_eq!(officer.get("me").expect(200)["organization"]["delegated"], delegated, "{now}");
        let office = office(&officer, CODE);
        assert_eq!(office["delegated"], delegated, "{now}");
        assert_eq!(officer.all(&path(&office))[0]["state"], state, "{now}");
        // The version stands while the answer changed: it is given whole.
        let id = office["id"].as_str().unwrap();
        officer
            .request(Method::GET, &format!("organizations/{id}"))
            .header("if-none-match", "\"2\"")
            .send()
            .expect(200);
    }
});

on_both_engines!(two_delegations_of_one_office_have_no_day_in_common, |site| {
    const CODE: &str = "430702099";
    let server = site.serve();
    let system = server.login("system_administrator");
    let new = json!({ "code": CODE, "name": "新设司法所", "level": "office", "parent": "430702" });
    let path = path(&system.post("organizations", &new).expect(201));
    let delegate = |starts_on: &str, ends_on: Option<&str>| act(&system, CODE, &path, &letter(starts_on, ends_on));
    delegate("2026-03-01", Some("2026-06-30")).expect(201);
    for (starts_on, ends_on) in [
        ("2026-06-30", Some("2026-07-31")),
        ("2026-01-01", Some("2026-03-01")),
        ("2026-04-01", Some("2026-04-01")),
        ("2026-01-01", None),
    ] {
        delegate(starts_on, ends_on).problem(409, "delegation_overlaps");
    }
    delegate("2026-07-01", None).expect(201);
    delegate("2027-01-01", None).problem(409, "delegation_overlaps");
    delegate("2026-02-28", Some("2026-02-28")).expect(201);
    let all = system.all(&path);
    assert_eq!(
        all.iter().map(|one| one["starts_on"].as_str().unwrap()).collect::<Vec<_>>(),
        ["2026-02-28", "2026-03-01", "2026-07-01"]
    );

    // Of two at once one is entered.
    end(&system, CODE, &all[2], "2026-11-30").expect(200);
    let version = office(&system, CODE)["version"].as_i64().unwrap();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let both: Vec<_> = (0..2)
            .map(|_| {
                let body = letter("2026-12-01", None);
                let request = system.request(Method::POST, &path).if_match(version);
                scope.spawn(move || request.json(&body).send().status())
            })
            .collect();
        both.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.contains(&201) && statuses.contains(&412), "{statuses:?}");
});

on_both_engines!(a_delegation_is_of_an_office_with_a_letter_and_in_the_version_that_was_seen, |site| {
    const CODE: &str = "430702001";
    let server = site.serve();
    let system = server.login("system_administrator");
    let bureau = office(&system, "430702");
    let refused = act(&system, "430702", &path(&bureau), &letter("2026-12-01", None)).problem(422, "refused");
    assert_eq!((&refused["refusal"]["rule"], bureau["delegated"].clone()), (&json!("CCL-9"), json!(false)));
    let mut county =
        json!({ "code": "430799", "name": "新设", "level": "county", "parent": "4307", "delegated": true });
    system.post("organizations", &county).error(422, "/parent", "unknown_organization");
    county["level"] = json!("office");
    county["parent"] = json!("430702");
    assert_eq!(system.post("organizations", &county).expect(201)["delegated"], true);

    let path = path(&office(&system, CODE));
    for (body, at, code) in [
        (json!({ "starts_on": "2026-12-01" }), "/document_number", "required"),
        (json!({ "starts_on": "2026-12-01", "document_number": " " }), "/document_number", "required"),
        (json!({ "document_number": "1号" }), "/starts_on", "required"),
        (letter("2026-12-02", Some("2026-12-01")), "/ends_on", "ends_before_start"),
        (letter("1066-10-14", Some("2020-01-01")), "/starts_on", "implausible_date"),
        (json!({ "starts_on": "2026-12-01", "document_number": "1号", "state": "past" }), "/state", "unknown_member"),
    ] {
        act(&system, CODE, &path, &body).error(422, at, code);
    }
    system.patch(path.trim_end_matches("/delegations"), 1, &json!({ "delegated": false })).error(
        422,
        "/delegated",
        "unknown_member",
    );

    let post = || system.request(Method::POST, &path).json(&letter("2019-01-01", Some("2020-06-30")));
    post().send().problem(428, "precondition_required");
    post().if_match(7).send().problem(412, "version_conflict");
    let first = post().if_match(1).idempotency_key("delegate-the-office-0001").send();
    first.expect(201);
    let again = post().if_match(1).idempotency_key("delegate-the-office-0001").send();
    assert_eq!((again.text(), again.header("idempotency-replayed")), (first.text(), Some("true")));
    assert_eq!(system.all(&path).len(), 2);

    // Read within the reach: by all of the bureau, not by the office next door.
    for (session, status) in [
        (server.login_at("office_officer", CODE), 200),
        (server.login("procurator"), 200),
        (server.login_at("office_officer", "430702002"), 404),
    ] {
        assert_eq!(session.get(&path).status(), status);
        assert_eq!(session.get(first.header("location").unwrap()).status(), status);
    }
    assert!(server.stop().success());
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_delegation_is_ended_with_a_day_and_one_to_come_before_it_begins, |site| {
    const CODE: &str = "430702001";
    let server = site.serve();
    let system = server.login("system_administrator");
    let path = path(&office(&system, CODE));
    // As the file of organisations has it: since a day, by a letter that is not known, until further notice.
    let all = system.all(&path);
    assert_eq!((all.len(), &all[0]["starts_on"], &all[0]["state"]), (1, &json!("2020-07-01"), &json!("present")));
    assert!(all[0].get("document_number").is_none() && all[0].get("ends_on").is_none());
    let next = |starts_on: &str| act(&system, CODE, &path, &letter(starts_on, None));

    end(&system, CODE, &all[0], "2020-06-30").error(422, "/ends_on", "ends_before_start");
    end(&system, CODE, &all[0], "2999-01-01").error(422, "/ends_on", "implausible_date");
    let ended = end(&system, CODE, &all[0], "2026-12-31");
    assert_eq!((&ended.expect(200)["state"], ended.header("etag")), (&json!("present"), Some("\"2\"")));
    next("2026-12-31").problem(409, "delegation_overlaps");
    // Never later, but earlier: even with a day that has passed.
    end(&system, CODE, &all[0], "2027-01-31").problem(409, "invalid_state_transition");
    assert_eq!(end(&system, CODE, &all[0], "2026-11-22").expect(200)["state"], "past");
    assert_eq!(office(&system, CODE)["delegated"], false);
    end(&system, CODE, &all[0], "2026-11-20").problem(409, "invalid_state_transition");

    let to_come = next("2026-12-01").expect(201);
    assert_eq!(end(&system, CODE, &to_come, "2026-11-23").expect(200)["state"], "past");
    assert_eq!(next("2026-11-23").expect(201)["state"], "present");
    assert_eq!(office(&system, CODE)["delegated"], true);
    assert_eq!(system.all(&path).len(), 3, "all are kept");

    let unknown = json!({ "id": "01939f2e-70aa-7d0e-8a51-6f3d0c9b1e77" });
    end(&system, CODE, &unknown, "2026-12-01").problem(404, "not_found");
    end(&system, "430702002", &to_come, "2026-12-01").problem(404, "not_found");
});
