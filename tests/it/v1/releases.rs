//! Release over HTTP: before the last day, on it, after it; and while something is pending (CCL 44; IM 53, 54; OP26 20).

use super::proceedings::{
    Matter, outcome,
    play::{
        Staff, conditions, each, fact, minor, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with,
    },
    supervised, text,
};
use harness::{Answer, Session, on_both_engines, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

const KIND: &str = "releases";
/// The last day of [`supervised`].
const LAST: &str = "2027-03-01";
/// Who is told of a release.
const EVERYONE: [&str; 4] = ["supervisee", "deciding_organ", "procuratorate", "police"];

fn release() -> Value {
    json!({ "reason": "expiry", "appraisal": "遵守监督管理规定，能够悔改" })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

fn certificate() -> Value {
    json!({ "document_number": "（2027）武矫解字第3号" })
}

fn pronouncement(public: bool) -> Value {
    json!({ "present": ["矫正小组成员"], "public": public })
}

fn status(session: &Session, supervisee: &str) -> (String, Option<String>) {
    let read = session.get(&format!("supervisees/{supervisee}")).expect(200);
    (text(&read["status"]), read.get("status_reason").map(text))
}

fn clock_state(session: &Session, supervisee: &str, rule: &str) -> String {
    let clocks = session.all(&format!("supervisees/{supervisee}/clocks"));
    text(&clocks.iter().find(|clock| clock["rule"] == rule).unwrap()["state"])
}

on_both_engines!(a_release_is_prepared_done_on_the_last_day_and_told, |site| {
    let site = site.at("2027-02-22T09:00:00+08:00");
    let (id, mut matter) = {
        let server = site.serve();
        let staff = Staff::of(&server);
        let Staff { officer, head, bureau_officer, bureau_head } = &staff;
        let id = supervised(officer);
        let mut matter = Matter::of(&open(officer, &id, &release()));
        let assessment = &matter.read(officer)["assessment"];
        assert_eq!((&assessment["approver"], fact(assessment, "outcome")), (&json!("county"), "release".to_owned()));
        assert_eq!(matter.warnings(officer), ["RL-1", "RL-4"]);
        matter.act(officer, "summaries", &json!({}));
        assert_eq!(clock_state(officer, &id, "RL-1"), "late_met", "thirty days before the end");
        assert_eq!(fact(&refused(&open(officer, &id, &release()), "CCL-44"), "release"), "430702-releases-2027-0001");
        matter.act(officer, "submissions", &json!({}));
        matter.act(head, "endorsements", &outcome("approved"));
        matter.waits_for_the_bureau_head(&server, &staff, "CCL-44");
        matter.act(bureau_head, "decisions", &outcome("approved"));
        for (who, act, body, rule) in [
            (bureau_officer, "certificates", certificate(), "RL-2"),
            (officer, "pronouncements", pronouncement(true), "RL-4"),
            (officer, "closures", json!({}), "CCL-44"),
        ] {
            assert_eq!(fact(&refused(&matter.attempt(who, act, &body), rule), "released_on"), "2027-03-01", "{act}");
        }
        server.stop();
        (id, matter)
    };
    let site = site.at(&format!("{LAST}T12:00:00+08:00"));
    {
        let server = site.serve();
        let (officer, bureau_officer) = (&server.login("office_officer"), &server.login("bureau_officer"));
        matter.keeps_out(&server, bureau_officer, "certificates", &certificate());
        assert_eq!(
            fact(&refused(&matter.attempt(officer, "certificates", &certificate()), "CCL-44"), "level"),
            "office"
        );
        let early = on("2027-02-28", certificate());
        refused(&matter.attempt(bureau_officer, "certificates", &early), "RL-2");
        assert_eq!(fact(&refused(&matter.attempt(officer, "closures", &json!({})), "CCL-44"), "certificate"), "false");
        matter.act(bureau_officer, "certificates", &certificate());
        refused(&matter.attempt(bureau_officer, "certificates", &certificate()), "RL-2");
        refused(&matter.attempt(bureau_officer, "deferrals", &json!({ "reason": "下落不明" })), "RL-10");
        matter.act(officer, "pronouncements", &pronouncement(true));
        assert_eq!(clock_state(officer, &id, "RL-2"), "met");
        assert_eq!(matter.owed(officer), ["deciding_organ", "procuratorate", "police", "supervisee", "supervisee"]);
        let rules = each(&matter.read(officer)["notices"], "rule");
        assert_eq!(rules, ["RL-3", "RL-3", "RL-3", "RL-2", "RL-6"]);
        assert_eq!(
            fact(&refused(&matter.attempt(officer, "closures", &json!({})), "CCL-44"), "not_told"),
            "deciding_organ"
        );
        for recipient in EVERYONE {
            matter.tell(officer, recipient, LAST);
        }
        assert_eq!(matter.clock(officer, "RL-3"), ("met".into(), LAST.into()));
        matter.act(officer, "closures", &json!({}));
        assert!(matter.warnings(officer).is_empty());
        assert_eq!(status(officer, &id), ("under_supervision".into(), None), "to the last hour of the day");
        server.stop();
    }
    let site = site.at("2027-03-02T00:00:01+08:00");
    let server = site.serve();
    let officer = &server.login("office_officer");
    wait_for("the release", Duration::from_secs(20), || {
        (status(officer, &id) == ("released".into(), Some("expiry".into()))).then_some(())
    });
    let events = officer.all(&format!("supervisees/{id}/timeline"));
    let ends: Vec<&Value> = events.iter().filter(|event| event["kind"] == "end").map(|event| &event["title"]).collect();
    assert_eq!(ends, ["解除矫正（期满）"]);
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_release_is_refused_where_the_law_refuses_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_head, .. } = &staff;
    let id = supervised(officer);
    let pardon = |on: &str| json!({ "reason": "pardon", "pardoned_on": on, "appraisal": "依法特赦" });
    for (content, pointer, code) in [
        (with(&release(), "appraisal", json!("")), "/content/appraisal", "length"),
        (with(&release(), "pardoned_on", json!("2026-11-23")), "/content/pardoned_on", "does_not_go_with"),
        (with(&release(), "reason", json!("pardon")), "/content/pardoned_on", "required"),
        (with(&release(), "pending", json!(["lunch"])), "/content/pending/0", "unknown_code"),
    ] {
        open(officer, &id, &content).error(422, pointer, code);
    }
    assert_eq!(fact(&refused(&open(officer, &id, &pardon("2026-11-24")), "RL-7"), "pardoned_on"), "2026-11-24");
    refused(&open(officer, &id, &with(&release(), "pending", json!(["committal"]))), "X-3");
    let endless = supervised_as(officer, 1, &json!({ "supervision_ends_on": null }));
    refused(&open(officer, &endless, &release()), "CCL-44");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    // A pardon ends supervision on its day, by the decision; and nobody decides what he proposed.
    not_decided_by_its_proposer(&staff, KIND, &id, &pardon("2026-11-23"));
    let matter = Matter::of(&open(officer, &id, &pardon("2026-11-23")));
    assert_eq!(status(officer, &id).0, "under_supervision");
    let mut matter = matter.approved(&staff, "2026-11-23");
    assert_eq!(status(officer, &id), ("released".into(), Some("pardon".into())));
    matter.act(bureau_head, "certificates", &certificate());
    for recipient in EVERYONE {
        matter.tell(officer, recipient, "2026-11-23");
    }
    matter.attempt(officer, "closures", &json!({})).error(422, "/opinion", "required");
    matter.act(officer, "closures", &json!({ "opinion": "本人住院，已在病房宣读" }));
    assert_eq!(matter.status(officer), "closed");
});

on_both_engines!(what_a_release_asks_for_goes_by_the_person_and_the_order, |site| {
    let site = site.at(&format!("{LAST}T12:00:00+08:00"));
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_head, .. } = &staff;
    let approved = |id: &str, content: &Value| Matter::of(&open(officer, id, content)).approved(&staff, LAST);
    // A minor's is not public.
    let mut matter = approved(&minor(officer), &release());
    assert_eq!(matter.warnings(officer), ["RL-1", "MN-2", "RL-11"]);
    assert!(matter.owed(officer).contains(&"guardian".to_owned()));
    refused(&matter.attempt(officer, "pronouncements", &pronouncement(true)), "MN-2");
    matter.act(officer, "pronouncements", &pronouncement(false));

    // A parolee's resettlement is linked.
    let parolee = supervised_as(officer, 2, &json!({ "category": "parole" }));
    let mut matter = approved(&parolee, &release());
    assert!(matter.warnings(officer).contains(&"RL-6".to_owned()));
    matter.act(bureau_head, "certificates", &certificate());
    matter.act(officer, "pronouncements", &pronouncement(true));
    for recipient in EVERYONE {
        matter.tell(officer, recipient, LAST);
    }
    let refusal = refused(&matter.attempt(officer, "closures", &json!({})), "CCL-44");
    assert_eq!(fact(&refusal, "resettlement_linked"), "false");
    matter.act(officer, "handovers", &json!({}));
    matter.act(officer, "closures", &json!({}));

    // Where a prison released to temporary execution, the prison releases at the end.
    let order = json!({
        "category": "temporary_outside_prison", "temporary_ground": "serious_illness", "deciding_organ": "湖南省监狱管理局",
    });
    let mut matter = approved(&supervised_as(officer, 3, &order), &release());
    assert_eq!(fact(&matter.read(officer)["assessment"], "outcome"), "released_by_prison");
    refused(&matter.attempt(bureau_head, "certificates", &certificate()), "RL-5");
    assert_eq!(matter.owed(officer), ["file_holding_prison", "supervisee"]);
    matter.tell(officer, "file_holding_prison", LAST);
    matter.tell(officer, "supervisee", LAST);
    matter.act(officer, "handovers", &json!({}));
    matter.act(officer, "closures", &json!({}));

    // While revocation is proposed the certificate is issued all the same; only handing it over may wait.
    let pending = |out_of_reach: bool| json!({ "reason": "expiry", "appraisal": "已提请撤销缓刑", "pending": ["revocation"], "out_of_reach": out_of_reach });
    let deferral = json!({ "reason": "被羁押于某看守所" });
    let gone = supervised_as(officer, 4, &json!({}));
    let mut matter = approved(&gone, &pending(true));
    assert!(matter.warnings(officer).contains(&"X-3".to_owned()));
    let refusal = refused(&matter.attempt(bureau_head, "deferrals", &deferral), "RL-10");
    assert_eq!((fact(&refusal, "certificate"), fact(&refusal, "deferrable")), ("false".into(), "true".into()));
    matter.act(bureau_head, "certificates", &certificate());
    matter.act(bureau_head, "deferrals", &deferral);
    assert_eq!(conditions(officer, &gone), ["certificate_deferred"]);
    matter.tell(officer, "supervisee", LAST);
    assert!(conditions(officer, &gone).is_empty());
    let mut matter = approved(&supervised_as(officer, 5, &json!({})), &pending(false));
    matter.act(bureau_head, "certificates", &certificate());
    refused(&matter.attempt(bureau_head, "deferrals", &deferral), "RL-10");
});
