//! Search for one out of contact over HTTP: at once, with notices; out of supervision after more than 48 hours (CCL 30; IM 38).

use super::proceedings::{
    Matter,
    play::{conditions, ended, fact, held, open_one, refused, supervised_as, with},
    supervised, text,
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "lost-contact-searches";

fn lost(last_contact_at: &str) -> Value {
    json!({ "last_contact_at": last_contact_at, "circumstances": "早上通话后手机停机，单位称未上班" })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

fn search(means: &str) -> Value {
    json!({ "means": means, "place": "户籍地、现住址", "result": "未找到，邻居称两日未见" })
}

fn finding(found_at: &str) -> Value {
    json!({ "found_at": found_at, "place": "桃源县亲戚家", "found_by": "司法所工作人员和社区民警" })
}

fn measures(matter: &Matter, session: &Session) -> Vec<(String, String)> {
    let read = matter.read(session);
    let measures = read["assessment"]["measures"].as_array().unwrap();
    measures.iter().map(|measure| (text(&measure["code"]), text(&measure["rule"]))).collect()
}

on_both_engines!(one_who_is_lost_is_searched_for_until_found, |site| {
    let site = site.at("2026-11-23T09:00:00+08:00");
    let (id, mut matter) = {
        let server = site.serve();
        let (officer, bureau_officer) = (server.login("office_officer"), server.login("bureau_officer"));
        let id = supervised(&officer);
        let mut matter = Matter::of(&open(&officer, &id, &lost("2026-11-23T08:30:00+08:00")));
        let read = matter.read(&officer);
        assert_eq!((&read["status"], &read["assessment"].get("approver")), (&json!("in_progress"), &None));
        assert_eq!(fact(&read["assessment"], "due_at"), "2026-11-25T08:30:00+08:00");
        assert_eq!(
            fact(&read["assessment"], "due_legal_at"),
            "2026-11-25T09:00:00+08:00",
            "the first hour is not counted"
        );
        assert_eq!(read["awaits"], json!({ "level": "office", "permission": "proceedings_write" }));
        assert_eq!(officer.all("proceedings?awaiting=me").len(), 1);
        assert_eq!(conditions(&officer, &id), ["lost_contact"]);

        assert_eq!(matter.owed(&officer), ["procuratorate"]);
        let police = json!({ "recipient": "police", "method": "in_person" });
        refused(&matter.attempt(&officer, "deliveries", &police), "S-3");
        matter.tell(&officer, "procuratorate", "2026-11-23");
        matter
            .attempt(&officer, "searches", &json!({ "means": "visit", "place": "", "result": " " }))
            .error(422, "/place", "length");
        matter.act(&officer, "searches", &search("communication"));
        matter.act(&bureau_officer, "searches", &search("information_check"));
        assert!(matter.owed(&officer).is_empty());
        assert_eq!(matter.warnings(&officer), ["S-1"], "nobody has gone there yet");
        matter.act(&officer, "searches", &search("visit"));
        assert_eq!(matter.owed(&officer), ["police"]);
        matter.act(&bureau_officer, "deliveries", &police);
        assert!(matter.owed(&officer).is_empty() && matter.warnings(&officer).is_empty());
        let refusal = refused(&matter.attempt(&officer, "closures", &json!({})), "S-1");
        assert_eq!(fact(&refusal, "found"), "false");
        server.stop();
        (id, matter)
    };
    let site = site.at("2026-11-25T08:45:00+08:00");
    {
        let server = site.serve();
        held(&server.login("office_officer"), &id, &["lost_contact"]);
        server.stop();
    }
    let site = site.at("2026-11-25T09:00:01+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    held(&officer, &id, &["lost_contact", "out_of_supervision"]);
    for (found_at, code) in
        [("2026-11-23T08:29:00+08:00", "end_before_start"), ("2026-11-25T23:00:00+08:00", "in_the_future")]
    {
        matter.attempt(&officer, "findings", &finding(found_at)).error(422, "/found_at", code);
    }
    matter.keeps_out(&server, &officer, "findings", &finding("2026-11-25T09:00:00+08:00"));
    matter.act(&officer, "findings", &finding("2026-11-25T09:00:00+08:00"));
    assert_eq!(matter.status(&officer), "closed");
    assert!(conditions(&officer, &id).is_empty());
    assert_eq!(measures(&matter, &officer), [("admonition".into(), "IM-34-1".into())]);
    assert_eq!(matter.warnings(&officer), ["IM-40"], "an inquiry first");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(what_the_finding_says_decides_what_follows, |site| {
    let site = site.at("2026-11-23T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    let found = |nth: usize, member: &str, value: Value| {
        let id = supervised_as(&officer, nth, &json!({}));
        let mut matter = Matter::of(&open(&officer, &id, &lost("2026-11-12T08:30:00+08:00")));
        matter.act(&officer, "findings", &with(&finding("2026-11-16T10:00:00+08:00"), member, value));
        measures(&matter, &officer)
    };
    assert!(found(1, "legitimate_reason", json!("突发疾病住院")).is_empty());
    let expected = [("admonition", "IM-34-1"), ("police_punishment", "S-6"), ("revocation_ground", "S-6")];
    let expected: Vec<_> = expected.map(|(code, rule)| (code.to_owned(), rule.to_owned())).into();
    assert_eq!(found(2, "refuses_supervision", json!(true)), expected);
    let long = found(3, "found_at", json!("2026-11-23T08:59:00+08:00"));
    let codes: Vec<&str> = long.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["warning", "police_punishment"], "more than ten days");

    // One who never reported is not out of supervision but not taken under it.
    let unreported = supervised_as(&officer, 4, &json!({ "reported_on": null }));
    let matter = Matter::of(&open(&officer, &unreported, &lost("2026-11-12T08:30:00+08:00")));
    assert_eq!(matter.owed(&officer), ["procuratorate", "deciding_organ"]);
    assert_eq!(conditions(&officer, &unreported), ["missed_intake", "lost_contact"]);
});

on_both_engines!(a_search_is_refused_where_the_law_refuses_it, |site| {
    let site = site.at("2026-11-23T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let silent = with(&lost("2026-11-23T08:30:00+08:00"), "circumstances", json!(""));
    open(&officer, &id, &silent).error(422, "/content/circumstances", "length");
    open(&officer, &id, &lost("yesterday")).error(422, "/content/last_contact_at", "wrong_type");
    let refusal = refused(&open(&officer, &id, &lost("2026-11-23T23:00:00+08:00")), "S-1");
    assert_eq!(fact(&refusal, "last_contact_at"), "2026-11-23T23:00:00+08:00");
    let over = ended(&officer);
    assert_eq!(fact(&refused(&open(&officer, &over, &lost("2026-11-19T08:30:00+08:00")), "S-1"), "status"), "released");
    open(&server.login("procurator"), &id, &lost("2026-11-23T08:30:00+08:00")).problem(403, "not_permitted");
    assert!(officer.all(KIND).is_empty());

    let ending = supervised_as(&officer, 2, &json!({ "supervision_ends_on": "2026-11-24" }));
    let mut matter = Matter::of(&open(&officer, &ending, &lost("2026-11-23T08:30:00+08:00")));
    let running = refused(&open(&officer, &ending, &lost("2026-11-22T08:30:00+08:00")), "S-1");
    assert_eq!(fact(&running, "search"), text(&matter.read(&officer)["number"]));
    server.stop();
    // The end of supervision ends it too.
    let site = site.at("2026-11-25T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    matter.act(&officer, "closures", &json!({}));
    held(&officer, &ending, &[]);
    assert_eq!(matter.status(&officer), "closed");
});
