//! Electronic monitoring over HTTP: grounds, approver, three months, extension, removal (CCL 29; IM 37; EP-1).

use super::proceedings::{
    Matter, leave, outcome,
    play::{ended, fact, held, open_one, refused, supervised_as, with},
    supervised, text,
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "electronic-monitorings";

fn ground(code: &str) -> Value {
    json!({ "ground": code, "occurred_on": "2026-11-20", "account": "经查属实" })
}

fn monitoring(grounds: &Value) -> Value {
    json!({ "grounds": grounds, "starts_on": "2026-11-24", "ends_on": "2027-02-23", "reason": "两次未经批准离开常德市" })
}

fn left() -> Value {
    monitoring(&json!([ground("left_without_approval")]))
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

fn extension(until: &str) -> Value {
    json!({ "until": until, "reason": "经评估仍有脱管风险" })
}

on_both_engines!(a_device_is_approved_worn_prolonged_and_removed, |site| {
    let (id, mut matter) = {
        let server = site.serve();
        let (officer, head) = (server.login("office_officer"), server.login("office_head"));
        let (bureau_head, justice) = (server.login("bureau_head"), server.login("justice_bureau_head"));
        let id = supervised_as(&officer, 1, &json!({ "supervision_ends_on": "2027-11-01" }));
        let mut matter = Matter::of(&open(&officer, &id, &left()));
        let assessment = &matter.read(&officer)["assessment"];
        assert_eq!(assessment["approver"], "county");
        assert_eq!(assessment["basis"], json!(["《社区矫正法》第二十九条；《实施办法》第三十七条"]));
        assert_eq!(assessment["period"], json!({ "from": "2026-11-24", "to": "2027-02-23" }));
        assert_eq!(fact(assessment, "left_without_approval"), "经查属实");
        matter.act(&officer, "submissions", &json!({}));
        // Neither the office nor the head of the agency: only the head of the county justice bureau.
        for other in [&head, &bureau_head, &server.login("city_reviewer")] {
            matter.attempt(other, "decisions", &outcome("approved")).problem(403, "not_permitted");
        }
        matter.act(&head, "endorsements", &outcome("approved"));
        assert_eq!(matter.read(&officer)["awaits"], json!({ "level": "county", "permission": "monitoring_decide" }));
        assert!(bureau_head.all("proceedings?awaiting=me").is_empty());
        assert_eq!(justice.all("proceedings?awaiting=me").len(), 1);
        matter.act(&justice, "decisions", &outcome("approved"));
        assert_eq!(matter.owed(&officer), ["supervisee"]);
        matter.tell(&officer, "supervisee", "2026-11-23");
        held(&officer, &id, &[]);
        server.stop();
        (id, matter)
    };
    let site = site.at("2026-11-24T09:00:00+08:00");
    {
        let server = site.serve();
        held(&server.login("office_officer"), &id, &["electronically_monitored"]);
        server.stop();
    }
    let site = site.at("2027-02-22T09:00:00+08:00");
    {
        let server = site.serve();
        let (officer, justice) = (server.login("office_officer"), server.login("justice_bureau_head"));
        held(&officer, &id, &["electronically_monitored"]);
        matter.attempt(&officer, "extensions", &extension("2027-02-23")).error(422, "/until", "not_later");
        let unassessed = json!({ "until": "2027-05-23", "reason": "" });
        matter.attempt(&officer, "extensions", &unassessed).error(422, "/reason", "length");
        let refusal = refused(&matter.attempt(&officer, "extensions", &extension("2027-05-24")), "EP-1");
        assert_eq!(fact(&refusal, "latest_on"), "2027-05-23", "as short as the first");
        matter.act(&officer, "extensions", &extension("2027-05-23"));
        assert_eq!(matter.status(&officer), "extension_requested");
        matter.act(&server.login("office_head"), "endorsements", &outcome("approved"));
        matter.act(&justice, "decisions", &outcome("approved"));
        assert_eq!(matter.owed(&officer), ["supervisee"], "of the extension too");
        matter.tell(&officer, "supervisee", "2027-02-22");
        server.stop();
    }
    let site = site.at("2027-02-24T09:00:00+08:00");
    {
        let server = site.serve();
        held(&server.login("office_officer"), &id, &["electronically_monitored"]);
        server.stop();
    }
    let site = site.at("2027-05-24T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    held(&officer, &id, &[]);
    assert_eq!(matter.warnings(&officer), ["EP-1"], "take it off");
    let refusal = refused(&matter.attempt(&officer, "extensions", &extension("2027-08-23")), "EP-1");
    assert_eq!(fact(&refusal, "approved_until"), "2027-05-23");
    matter.act(&officer, "closures", &json!({}));
    assert_eq!(matter.status(&officer), "closed");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(monitoring_is_refused_where_the_law_refuses_it, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    open(&officer, &id, &monitoring(&json!([]))).error(422, "/content/grounds", "required");
    open(&officer, &id, &with(&left(), "ends_on", json!("2026-11-23"))).error(
        422,
        "/content/ends_on",
        "end_before_start",
    );
    open(&officer, &id, &with(&left(), "reason", json!(""))).error(422, "/content/reason", "length");
    open(&officer, &id, &monitoring(&json!([ground("bored")]))).error(422, "/content/grounds/0/ground", "unknown_code");
    let silent = with(&ground("left_without_approval"), "account", json!(""));
    open(&officer, &id, &monitoring(&json!([silent]))).error(422, "/content/grounds/0/account", "length");

    let surveillance = supervised_as(&officer, 1, &json!({ "category": "public_surveillance" }));
    let order = json!({ "prohibition": { "content": "禁止进入酒吧", "ends_on": "2026-11-19" } });
    let (forbidden, over) = (supervised_as(&officer, 2, &order), ended(&officer));
    let leave = Matter::open(&officer, &id, &leave("2026-12-01", "2026-12-02")).read(&officer);
    let stated = |code: &str, member: &str, value: Value| with(&ground(code), member, value);
    for (case, ground, rule) in [
        (&id, stated("left_without_approval", "legitimate_reason", json!(true)), "IM-37"),
        (&id, stated("left_without_approval", "occurred_on", json!("2026-11-24")), "IM-37"),
        (&id, ground("refuses_to_report"), "IM-37"),
        (&id, stated("refuses_to_report", "document_number", leave["number"].clone()), "IM-37-3"),
        (&id, ground("police_punished"), "IM-37"),
        (&id, stated("police_punished", "document_number", leave["number"].clone()), "IM-37-4"),
        (&id, ground("prohibition_breached"), "IM-37-1"),
        (&forbidden, ground("prohibition_breached"), "IM-37-1"),
        (&surveillance, ground("proposal_imminent"), "IM-37-5"),
        (&over, ground("left_without_approval"), "IM-37"),
    ] {
        let refusal = refused(&open(&officer, case, &monitoring(&json!([ground]))), rule);
        assert!(!refusal["facts"].as_array().unwrap().is_empty(), "{ground}: {refusal}");
    }
    let long = with(&left(), "ends_on", json!("2027-02-24"));
    assert_eq!(fact(&refused(&open(&officer, &id, &long), "EP-1"), "latest_on"), "2027-02-23");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    // A paper that the case does not hold is taken for true, and pointed out; so is an end after that of supervision.
    let cited = monitoring(&json!([stated("police_punished", "document_number", json!("武公行罚〔2026〕8号"))]));
    let mut matter = Matter::of(&open(&officer, &id, &cited));
    assert_eq!(matter.warnings(&officer), ["IM-37-4"]);
    let short = supervised_as(&officer, 4, &json!({ "supervision_ends_on": "2027-02-22" }));
    assert_eq!(Matter::of(&open(&officer, &short, &left())).warnings(&officer), ["EP-1"]);
    let running = refused(&open(&officer, &id, &left()), "IM-37");
    assert_eq!(fact(&running, "running"), text(&matter.read(&officer)["number"]));
    matter.act(&officer, "submissions", &json!({}));
    matter.keeps_out(&server, &officer, "withdrawals", &json!({}));
    matter.act(&server.login("office_head"), "endorsements", &outcome("refused"));
    matter.act(&server.login("justice_bureau_head"), "decisions", &outcome("refused"));
    open(&officer, &id, &left()).expect(201);
});
