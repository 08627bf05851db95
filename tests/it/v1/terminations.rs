//! Termination over HTTP: revocation, committal, death (CCL 45, 51; H-13).

use super::{
    papers::upload,
    proceedings::{
        Matter, leave, open as open_leave, outcome,
        play::{Staff, each, ended, fact, not_decided_by_its_proposer, open_one, refused, supervised_as, with},
        supervised, text,
    },
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "terminations";
const TODAY: &str = "2026-11-23";

/// A paper of a case; its id.
fn paper(session: &Session, supervisee: &str) -> Value {
    let described = json!({ "supervisee_id": supervisee, "title": "裁定书" });
    upload(session, &described, "裁定书.txt", supervisee.as_bytes()).send().expect(201)["id"].clone()
}

fn revocation(paper: &Value, effective_on: &str) -> Value {
    json!({
        "reason": "probation_revoked", "effective_on": effective_on, "organ": "武陵区人民法院",
        "document_number": "（2026）湘0702刑更1号", "papers": [paper],
    })
}

fn death(paper: &Value, on: &str, discovered_on: &str) -> Value {
    json!({ "reason": "death", "effective_on": on, "discovered_on": discovered_on, "papers": [paper] })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

fn status(session: &Session, supervisee: &str) -> (String, Option<String>) {
    let read = session.get(&format!("supervisees/{supervisee}")).expect(200);
    (text(&read["status"]), read.get("status_reason").map(text))
}

on_both_engines!(a_revocation_ends_supervision_on_its_day_and_is_told, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_officer, bureau_head } = &staff;
    let id = supervised(officer);
    let paper = paper(officer, &id);
    let expiry = json!({ "reason": "expiry", "appraisal": "能够悔改" });
    let mut release = Matter::begin(officer, "releases", &id, &expiry).approved(&staff, TODAY);
    let mut matter = Matter::of(&open(officer, &id, &revocation(&paper, "2026-11-20")));
    let assessment = &matter.read(officer)["assessment"];
    assert_eq!(
        (&assessment["approver"], fact(assessment, "effective_on")),
        (&json!("county"), "2026-11-20".to_owned())
    );
    let police = json!({ "recipient": "police", "method": "in_person" });
    assert_eq!(fact(&refused(&matter.attempt(officer, "deliveries", &police), "RV-5"), "status"), "draft");
    matter.act(officer, "submissions", &json!({}));
    matter.act(head, "endorsements", &outcome("approved"));
    assert_eq!(status(officer, &id), ("under_supervision".into(), None), "not decided yet");
    matter.waits_for_the_bureau_head(&server, &staff, "CCL-45");
    matter.act(bureau_head, "decisions", &outcome("approved"));
    assert_eq!(status(officer, &id), ("terminated".into(), Some("probation_revoked".into())));
    let clocks = officer.all(&format!("supervisees/{id}/clocks"));
    assert!(clocks.iter().all(|clock| clock["state"] != "open"), "nothing runs, no certificate is owed: {clocks:?}");

    assert_eq!(matter.owed(officer), ["deciding_organ", "procuratorate", "police"]);
    assert_eq!(fact(&refused(&matter.attempt(officer, "closures", &json!({})), "RV-5"), "not_told"), "deciding_organ");
    for recipient in ["deciding_organ", "procuratorate", "police"] {
        matter.tell(bureau_officer, recipient, TODAY);
    }
    matter.act(officer, "closures", &json!({}));
    assert_eq!(matter.status(officer), "closed");

    // What comes after the end: no release, whether asked for now or approved before; that one is only closed.
    let refusal = refused(&open_one(officer, "releases", &id, &expiry), "X-7");
    assert_eq!(fact(&refusal, "status_reason"), "probation_revoked");
    refused(
        &release.attempt(bureau_head, "certificates", &json!({ "document_number": "（2026）武矫解字第1号" })),
        "X-7",
    );
    refused(&release.attempt(officer, "pronouncements", &json!({ "public": true })), "X-7");
    release.act(officer, "closures", &json!({ "opinion": "缓刑已被撤销" }));
    refused(&open(officer, &id, &revocation(&paper, "2026-11-21")), "X-4");
    refused(&open(officer, &id, &death(&paper, "2026-11-21", "2026-11-21")), "RL-8");
    let second = refused(&open(officer, &id, &revocation(&paper, "2026-11-19")), "CCL-45");
    assert_eq!(fact(&second, "termination"), text(&matter.read(officer)["number"]));
    open_leave(officer, &id, &leave("2026-11-25", "2026-11-26")).problem(422, "refused");
    assert_eq!(officer.all("proceedings").len(), 2, "nothing half-written");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(of_a_death_the_others_are_told_at_once, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let order = json!({ "category": "temporary_outside_prison", "temporary_ground": "serious_illness" });
    let patient = supervised_as(officer, 1, &order);
    let content = with(&death(&paper(officer, &patient), "2026-11-18", "2026-11-20"), "unnatural", json!(true));
    let mut matter = Matter::of(&open(officer, &patient, &content));
    assert_eq!(matter.warnings(officer), ["S-8"]);
    assert_eq!(matter.clock(officer, "H-13"), ("open".into(), "2026-11-25".into()), "five days");
    let expected = [
        ("deciding_organ", "H-13"),
        ("procuratorate", "H-13"),
        ("police", "RL-8"),
        ("prison_or_detention_centre", "H-13"),
        ("city_agency", "S-8"),
    ];
    let notices = &matter.read(officer)["notices"];
    let owed: Vec<_> = each(notices, "recipient").into_iter().zip(each(notices, "rule")).collect();
    assert_eq!(owed, expected.map(|(whom, rule)| (whom.to_owned(), rule.to_owned())));
    for (recipient, _) in expected {
        matter.tell(officer, recipient, TODAY);
    }
    assert!(matter.owed(officer).is_empty(), "nobody waited for the decision");
    assert_eq!(matter.clock(officer, "H-13").0, "met");
    assert_eq!(status(officer, &patient).0, "under_supervision");
    let mut matter = matter.approved(&staff, TODAY);
    assert_eq!(status(officer, &patient), ("terminated".into(), Some("death".into())));
    matter.act(officer, "closures", &json!({}));
    let release = json!({ "reason": "expiry", "appraisal": "能够悔改" });
    refused(&open_one(officer, "releases", &patient, &release), "RL-8");

    // One that is withdrawn before anybody was told runs no longer.
    let alive = supervised_as(officer, 2, &order);
    let mut mistaken = Matter::of(&open(officer, &alive, &death(&paper(officer, &alive), "2026-11-20", "2026-11-20")));
    mistaken.act(officer, "withdrawals", &json!({ "opinion": "同名误传" }));
    assert_eq!(mistaken.clock(officer, "H-13").0, "cancelled");
    assert_eq!(status(officer, &alive).0, "under_supervision");
});

on_both_engines!(a_termination_is_refused_where_the_law_refuses_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let own = paper(officer, &id);
    let bare = json!({
        "reason": "probation_revoked", "effective_on": "2026-11-20", "discovered_on": "2026-11-20",
        "unnatural": true, "papers": [],
    });
    let answer = open(officer, &id, &bare);
    for (pointer, code) in [
        ("/organ", "required"),
        ("/document_number", "required"),
        ("/discovered_on", "does_not_go_with"),
        ("/unnatural", "does_not_go_with"),
        ("/papers", "required"),
    ] {
        answer.error(422, &format!("/content{pointer}"), code);
    }
    let unknown = with(&death(&own, "2026-11-20", "2026-11-19"), "organ", json!("武陵区人民法院"));
    let answer = open(officer, &id, &unknown);
    answer.error(422, "/content/organ", "does_not_go_with");
    answer.error(422, "/content/discovered_on", "before_the_death");

    let parole = with(&revocation(&own, "2026-11-20"), "reason", json!("parole_revoked"));
    assert_eq!(fact(&refused(&open(officer, &id, &parole), "CCL-45"), "category"), "probation");
    assert_eq!(fact(&refused(&open(officer, &id, &revocation(&own, "2026-11-24")), "CCL-45"), "day"), "2026-11-24");
    let over = ended(officer);
    let others = paper(officer, &over);
    assert_eq!(fact(&refused(&open(officer, &over, &revocation(&others, "2026-11-23")), "X-4"), "status"), "released");
    refused(&open(officer, &over, &death(&others, "2026-11-23", "2026-11-23")), "RL-8");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    open(officer, &over, &revocation(&others, "2026-11-20")).expect(201);

    not_decided_by_its_proposer(&staff, KIND, &id, &revocation(&own, "2026-11-20"));
    assert_eq!(status(officer, &id).0, "under_supervision");
});
