//! Revocation of probation and parole over HTTP: from an overdue leave to the ruling, and what comes between (CCL 46 – 48; IM 46 – 48;
//! OP26 16 – 20).

use super::breach_inquiries::measured;
use super::papers::{pdf, upload};
use super::proceedings::{
    Matter, leave, outcome,
    play::{Staff, conditions, each, fact, on, open_one, refused, supervised_as, with},
    text,
};
use harness::{Answer, Server, Session, on_both_engines};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, io::Read};
use zip::ZipArchive;

const KIND: &str = "revocations";

/// The nth case, under an order of the whole year.
pub(super) fn of_category(officer: &Session, nth: usize, category: &str, ends_on: &str) -> String {
    let order = json!({
        "category": category, "original_sentence": "有期徒刑1年，缓刑1年",
        "decided_on": "2026-03-01", "effective_on": "2026-03-13", "reported_on": "2026-03-16",
        "supervision_starts_on": "2026-03-13", "supervision_ends_on": ends_on,
    });
    supervised_as(officer, nth, &order)
}

/// A leave of ten days in September from which nobody came back; its path.
pub(super) fn overdue(staff: &Staff, id: &str) -> Matter {
    let mut matter = Matter::begin(&staff.officer, "leaves", id, &leave("2026-09-01", "2026-09-10"));
    matter.act(&staff.officer, "submissions", &on("2026-08-28", json!({})));
    matter.act(&staff.head, "endorsements", &on("2026-08-28", outcome("approved")));
    matter.act(&staff.bureau_head, "decisions", &on("2026-08-28", outcome("approved")));
    matter
}

/// The nth paper of a case.
pub(super) fn paper(officer: &Session, id: &str, nth: u32) -> String {
    let described = json!({ "supervisee_id": id, "title": format!("材料{nth}"), "kind": "revocation" });
    text(&upload(officer, &described, &format!("材料{nth}.pdf"), &pdf(2_000, nth)).send().expect(201)["id"])
}

/// A ground with one fact, shown by a proceeding and a paper.
pub(super) fn ground(rule: &str, proceedings: &[&str], papers: &[&str]) -> Value {
    let fact = json!({ "statement": "外出逾期不归，<无>正当理由", "proceeding_ids": proceedings, "papers": papers });
    json!({ "rule": rule, "facts": [fact] })
}

pub(super) fn evidence(item: &str, paper: &str) -> Value {
    json!({ "item": item, "papers": [paper] })
}

pub(super) fn review(kind: &str) -> Value {
    let mut review = with(&outcome("approved"), "kind", json!(kind));
    if kind == "collegiate" {
        let participant = |name: &str| json!({ "name": name, "view": "同意提请" });
        review["participants"] = json!([participant("张红"), participant("李明")]);
        review["minutes"] = json!("经集体评议，一致同意提请");
    }
    review
}

/// Reported, reviewed three times, decided by the head of the bureau: that it is proposed.
pub(super) fn decided(server: &Server, staff: &Staff, mut matter: Matter) -> Matter {
    matter.act(&staff.officer, "submissions", &json!({ "opinion": "司法所报告" }));
    matter.act(&staff.bureau_officer, "reviews", &review("investigation"));
    matter.act(&staff.bureau_officer, "reviews", &review("collegiate"));
    matter.act(&server.login("bureau_legal_reviewer"), "reviews", &review("legal"));
    matter.act(&staff.bureau_head, "decisions", &json!({ "outcome": "propose", "opinion": "依法提请" }));
    matter
}

pub(super) fn ruling(outcome: &str) -> Value {
    json!({ "outcome": outcome, "court": "常德市武陵区人民法院", "document_number": "（2026）湘0703刑更7号" })
}

/// A revocation on the overdue leave with a whole pack.
fn whole(staff: &Staff, id: &str) -> Value {
    let leave = overdue(staff, id);
    let papers: Vec<String> = (1..=3).map(|nth| paper(&staff.officer, id, nth)).collect();
    json!({
        "grounds": [ground("IM-46-2", &[leave.id()], &[&papers[0]])],
        "situation": "入矫以来表现不稳定",
        "evidence": [evidence("legal_documents", &papers[1]), evidence("conduct_record", &papers[2])],
    })
}

/// Put before the court today.
fn proposed(server: &Server, staff: &Staff, id: &str) -> Matter {
    let matter = Matter::begin(&staff.officer, KIND, id, &whole(staff, id));
    let mut matter = decided(server, staff, matter);
    for recipient in matter.owed(&staff.officer) {
        matter.act(&staff.bureau_officer, "deliveries", &json!({ "recipient": recipient, "method": "in_person" }));
    }
    assert_eq!(matter.status(&staff.officer), "proposed");
    matter
}

/// The files of a bundle, each with the digest that its manifest names.
pub(super) fn files(bundle: &Answer) -> BTreeMap<String, Vec<u8>> {
    assert_eq!((bundle.status(), bundle.header("content-type")), (200, Some("application/zip")));
    let mut archive = ZipArchive::new(std::io::Cursor::new(bundle.bytes())).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(bundle.header("etag"), Some(format!("\"{}\"", digest(&files["manifest.json"])).as_str()));
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let named = manifest["files"].as_array().unwrap();
    assert_eq!(named.len() + 1, files.len(), "everything but the manifest itself");
    for file in named {
        assert_eq!(text(&file["sha256"]), digest(&files[&text(&file["path"])]), "{file}");
    }
    files
}

on_both_engines!(a_leave_overdue_becomes_a_revocation_that_is_ruled_and_carried_out, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, .. } = &staff;
    let id = of_category(officer, 1, "probation", "2027-03-12");
    let none = officer.get(&format!("supervisees/{id}/revocation-grounds")).expect(200);
    assert_eq!(each(&none["items"], "rule"), ["IM-46-1", "IM-46-2", "IM-46-3", "IM-46-4", "IM-46-5"]);
    assert!(none["items"].as_array().unwrap().iter().all(|item| item["state"] == "not_met"), "{none}");
    assert_eq!((&none["crime"]["rule"], &none["crime"]["state"]), (&json!("CL-77"), &json!("not_met")));
    let early = json!({ "grounds": [ground("IM-46-2", &[], &[])] });
    refused(&open_one(officer, KIND, &id, &early), "IM-46");

    let leave = overdue(&staff, &id);
    let found = officer.get(&format!("supervisees/{id}/revocation-grounds")).expect(200);
    let met = &found["items"][1];
    assert_eq!(
        (&met["state"], &met["basis"]),
        (&json!("met"), &json!("《实施办法》第四十六条第二项；法释〔2021〕1号第五百四十三条"))
    );
    let link = met["facts"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (text(&link["proceeding_id"]).as_str(), text(&link["href"])),
        (leave.id(), format!("/api/v1/{}", leave.path))
    );

    let proof = paper(officer, &id, 1);
    let of_other = json!({ "grounds": [ground("IM-47-1", &[], &[])] });
    refused(&open_one(officer, KIND, &id, &of_other), "IM-46");
    let twice = json!({
        "grounds": [ground("IM-46-2", &[], &[&proof])], "evidence": [evidence("legal_documents", &proof)],
    });
    refused(&open_one(officer, KIND, &id, &twice), "OP26-16");
    let content = json!({ "grounds": [ground("IM-46-2", &[leave.id()], &[&proof])] });
    let mut matter = decided(&server, &staff, Matter::begin(officer, KIND, &id, &content));
    refused(&open_one(officer, KIND, &id, &content), "CCL-46");
    assert_eq!(matter.status(officer), "approved");
    let court = json!({ "recipient": "court", "method": "in_person" });
    let refusal = refused(&matter.attempt(bureau_officer, "deliveries", &court), "OP26-16");
    assert_eq!(each(&refusal["facts"], "value"), ["legal_documents", "conduct_record"]);
    let supplement = json!({ "evidence": [
        evidence("legal_documents", &paper(officer, &id, 2)), evidence("conduct_record", &paper(officer, &id, 3)),
    ] });
    matter.act(bureau_officer, "supplements", &supplement);
    let draft = files(&bureau_officer.get(&format!("{}/bundle", matter.path)));
    assert_eq!(draft.len(), 7);
    assert_eq!(matter.tell(bureau_officer, "court", "2026-11-23"), "proposed");
    assert_eq!(matter.owed(officer), ["procuratorate"]);
    matter.tell(bureau_officer, "procuratorate", "2026-11-23");
    assert_eq!(conditions(officer, &id), ["out_of_supervision", "revocation_pending"]);
    assert_eq!(matter.clock(officer, "RV-1"), ("open".into(), "2026-12-23".into()));
    assert_eq!(matter.read(officer)["awaits"], json!({ "level": "county", "permission": "proceedings_write" }));

    // What was delivered is frozen, whatever comes after.
    let delivered = bureau_officer.get(&format!("{}/bundle", matter.path));
    let page = String::from_utf8(files(&delivered)["proposal.html"].clone()).unwrap();
    assert!(
        page.contains("撤销缓刑建议书") && page.contains("&lt;无&gt;正当理由") && page.contains("证据目录"),
        "{page}"
    );
    assert!(page.contains("4307991950"), "the person is named");
    matter.act(bureau_officer, "rulings", &ruling("accepted"));
    let early = with(&ruling("approved"), "made_on", json!("2026-11-22"));
    refused(&matter.attempt(bureau_officer, "rulings", &early), "RV-1");
    matter.act(bureau_officer, "rulings", &ruling("approved"));
    measure_of_tomorrow(&staff, &id);
    let again = bureau_officer.get(&format!("{}/bundle", matter.path));
    assert_eq!((again.header("etag"), again.bytes()), (delivered.header("etag"), delivered.bytes()));

    let case = officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!((&case["status"], &case["status_reason"]), (&json!("terminated"), &json!("probation_revoked")));
    assert_eq!(conditions(officer, &id), ["fugitive"]);
    assert_eq!(matter.warnings(officer), ["IM-50", "RV-4"]);
    matter.act(bureau_officer, "handovers", &json!({}));
    assert!(conditions(officer, &id).is_empty());
    assert_eq!(matter.owed(officer), ["deciding_organ", "police"], "told on the same day: the procuratorate");
    refused(&matter.attempt(bureau_officer, "closures", &json!({})), "IM-50");
    for recipient in matter.owed(officer) {
        matter.tell(bureau_officer, &recipient, "2026-11-23");
    }
    matter.act(bureau_officer, "closures", &json!({}));
    assert_eq!(matter.status(officer), "closed");
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

/// Something of the case moves that the bundle must not show.
fn measure_of_tomorrow(staff: &Staff, id: &str) {
    let changed = json!({ "original_sentence": "有期徒刑2年，缓刑2年" });
    let case = staff.bureau_officer.get(&format!("supervisees/{id}"));
    let version = case.expect(200)["version"].as_i64().unwrap();
    staff.bureau_officer.patch(&format!("supervisees/{id}"), version, &changed).expect(200);
}

on_both_engines!(the_bureau_reviews_in_order_and_may_decide_not_to_propose, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, bureau_head, .. } = &staff;
    let legal = server.login("bureau_legal_reviewer");
    let id = of_category(officer, 1, "probation", "2027-03-12");
    let mut matter = Matter::begin(officer, KIND, &id, &whole(&staff, &id));
    matter.act(officer, "submissions", &json!({}));
    refused(&matter.attempt(bureau_head, "decisions", &json!({ "outcome": "propose" })), "CCL-46");
    matter.attempt(&legal, "reviews", &review("legal")).error(422, "/kind", "out_of_turn");
    matter.attempt(bureau_officer, "reviews", &outcome("approved")).error(422, "/kind", "required");
    matter.act(bureau_officer, "reviews", &review("investigation"));
    let bare = json!({ "outcome": "approved", "kind": "collegiate" });
    let answer = matter.attempt(bureau_officer, "reviews", &bare);
    answer.error(422, "/participants", "required");
    answer.error(422, "/minutes", "required");
    matter.act(bureau_officer, "reviews", &review("collegiate"));
    matter.attempt(bureau_officer, "reviews", &review("legal")).problem(403, "separation_of_duties");
    matter.act(&legal, "reviews", &review("legal"));
    matter.attempt(bureau_head, "decisions", &outcome("approved")).error(422, "/outcome", "not_for_this_act");
    matter.attempt(bureau_head, "decisions", &json!({ "outcome": "not_propose" })).error(422, "/opinion", "required");
    let step = matter.act(bureau_head, "decisions", &json!({ "outcome": "not_propose", "opinion": "已归，情节轻微" }));
    assert_eq!((&step["body"]["outcome"], &step["status"]), (&json!("not_propose"), &json!("refused")));
});

on_both_engines!(papers_come_back_the_term_expires_and_the_court_refuses, |site| {
    let (id, mut matter) = {
        let server = site.serve();
        let staff = Staff::of(&server);
        let id = of_category(&staff.officer, 1, "probation", "2026-12-04");
        let mut matter = proposed(&server, &staff, &id);
        assert!(matter.warnings(&staff.officer).contains(&"X-3".to_owned()));
        matter.act(&staff.bureau_officer, "paper-returns", &json!({ "reason": "查找记录不完整" }));
        assert_eq!(matter.clock(&staff.officer, "H-10"), ("open".into(), "2026-12-14".into()));
        matter.attempt(&staff.bureau_officer, "rulings", &ruling("approved")).problem(409, "invalid_state_transition");
        matter.act(
            &staff.bureau_officer,
            "supplements",
            &json!({ "evidence": [
            evidence("proof_of_ground", &paper(&staff.officer, &id, 8)),
        ] }),
        );
        assert_eq!(matter.status(&staff.officer), "proposed");
        (id, matter)
    };
    let site = site.at("2026-12-07T09:00:00+08:00");
    let server = site.serve();
    let staff = Staff::of(&server);
    let case = || staff.officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!((&case()["status"], &case()["status_reason"]), (&json!("released"), &json!("expiry")));
    assert_eq!(conditions(&staff.officer, &id), ["revocation_pending"], "X-3: it goes on");
    refused(&matter.attempt(&staff.bureau_officer, "closures", &json!({})), "IM-46");
    matter.act(&staff.bureau_officer, "rulings", &ruling("refused"));
    assert_eq!(matter.status(&staff.officer), "answered");
    assert!(conditions(&staff.officer, &id).is_empty());
    refused(&matter.attempt(&staff.bureau_officer, "rulings", &ruling("approved")), "CCL-48");
    matter.act(&staff.bureau_officer, "closures", &json!({}));
});

on_both_engines!(an_arrest_is_decided_within_48_hours_and_a_refusal_leaves_the_rest, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, .. } = &staff;
    let id = of_category(officer, 1, "probation", "2027-03-12");
    let mut matter = proposed(&server, &staff, &id);
    let arrest = |grounds: Value| {
        json!({
            "grounds": grounds, "reasons": "多次失联，可能逃跑", "received_at": "2026-11-23T08:20:00+08:00",
        })
    };
    refused(&matter.attempt(bureau_officer, "arrests", &arrest(json!([]))), "AR-1");
    matter.act(bureau_officer, "arrests", &arrest(json!(["may_flee"])));
    assert!(conditions(officer, &id).contains(&"arrest_requested".to_owned()));
    let read = matter.read(officer);
    let clock = read["clocks"].as_array().unwrap().iter().find(|clock| clock["rule"] == "AR-2").unwrap().clone();
    assert_eq!(text(&clock["due_at"]), "2026-11-25T08:20:00.000+08:00");
    assert_eq!(text(&clock["due_legal_at"]), "2026-11-25T09:00:00.000+08:00");
    let decision = json!({
        "outcome": "refused", "court": "常德市武陵区人民法院", "decided_at": "2026-11-23T08:50:00+08:00",
    });
    let before = with(&decision, "decided_at", json!("2026-11-23T08:19:00+08:00"));
    matter.attempt(bureau_officer, "arrest-decisions", &before).error(422, "/decided_at", "end_before_start");
    matter.act(bureau_officer, "arrest-decisions", &decision);
    refused(&matter.attempt(bureau_officer, "arrest-executions", &json!({})), "AR-2");
    assert!(!conditions(officer, &id).contains(&"arrest_requested".to_owned()));
    assert_eq!(matter.status(officer), "proposed");
    // A second request is granted; refusing the revocation frees the person.
    matter.act(bureau_officer, "arrests", &arrest(json!(["may_flee", "new_crime"])));
    matter.act(bureau_officer, "arrest-decisions", &with(&decision, "outcome", json!("approved")));
    matter.act(bureau_officer, "arrest-executions", &json!({}));
    assert_eq!(matter.clock(officer, "AR-3"), ("open".into(), "2026-12-23".into()));
    assert!(conditions(officer, &id).contains(&"arrested".to_owned()));
    matter.act(bureau_officer, "rulings", &ruling("refused"));
    refused(&matter.attempt(bureau_officer, "closures", &json!({})), "AR-4");
    matter.act(bureau_officer, "arrest-releases", &json!({ "reason": "裁定不予撤销" }));
    matter.act(bureau_officer, "closures", &json!({}));
    assert!(!conditions(officer, &id).contains(&"arrested".to_owned()));
});

on_both_engines!(a_parolee_warned_twice_goes_to_the_city_and_its_court, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, bureau_head, .. } = &staff;
    let city = server.login("city_reviewer");
    let id = of_category(officer, 1, "parole", "2027-03-12");
    let days = ["2026-06-08", "2026-07-08", "2026-08-10"];
    let warnings = days.map(|day| measured(&staff, &id, "warning", "heavier", day));
    let found = officer.get(&format!("supervisees/{id}/revocation-grounds")).expect(200);
    assert_eq!(each(&found["items"], "rule"), ["IM-47-1", "IM-47-2", "IM-47-3"]);
    assert_eq!(each(&found["items"], "state"), ["not_met", "met", "met"]);
    let cited: Vec<&str> = warnings.iter().map(Matter::id).collect();
    let content = json!({
        "grounds": [ground("IM-47-2", &cited, &[])],
        "court": "常德市中级人民法院",
        "evidence": [evidence("legal_documents", &paper(officer, &id, 1))],
    });
    let matter = Matter::begin(officer, KIND, &id, &content);
    assert_eq!(matter.read(officer)["assessment"]["approver"], "city");
    let mut matter = decided(&server, &staff, matter);
    assert_eq!(matter.status(officer), "reviewed", "the bureau's decision goes to the city");
    let court = json!({ "recipient": "court", "method": "in_person" });
    matter.attempt(bureau_officer, "deliveries", &court).problem(409, "invalid_state_transition");
    matter.attempt(bureau_head, "decisions", &json!({ "outcome": "propose" })).problem(422, "refused");
    assert_eq!(city.all("proceedings?awaiting=me").len(), 1);
    matter.act(&city, "decisions", &json!({ "outcome": "propose" }));
    assert_eq!(matter.owed(officer), ["court", "procuratorate", "police", "file_holding_prison"]);
    matter.tell(bureau_officer, "court", "2026-11-23");
    let bundle = files(&bureau_officer.get(&format!("{}/bundle", matter.path)));
    let list: Value = serde_json::from_slice(&bundle["evidence.json"]).unwrap();
    assert_eq!(list["conduct"].as_array().unwrap().len(), 3, "drawn from the case");
    matter.act(bureau_officer, "rulings", &ruling("approved"));
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["status_reason"], "parole_revoked");
});

on_both_engines!(a_death_closes_what_is_pending_and_a_withdrawal_is_told, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, bureau_officer, .. } = &staff;
    let id = of_category(officer, 1, "probation", "2027-03-12");
    let mut matter = proposed(&server, &staff, &id);
    let revoked = json!({
        "reason": "probation_revoked", "effective_on": "2026-11-23", "organ": "常德市武陵区人民法院",
        "document_number": "（2026）湘0703刑更7号", "papers": [paper(officer, &id, 9)],
    });
    refused(&open_one(officer, "terminations", &id, &revoked), "RV-5");
    let death = json!({
        "reason": "death", "effective_on": "2026-11-23", "discovered_on": "2026-11-23", "papers": [paper(officer, &id, 10)],
    });
    Matter::begin(officer, "terminations", &id, &death).approved(&staff, "2026-11-23");
    matter.version = matter_version(&matter, officer);
    assert_eq!(matter.warnings(officer), ["RL-8"]);
    assert!(conditions(officer, &id).is_empty());
    let read = matter.read(officer);
    assert!(read["clocks"].as_array().unwrap().iter().all(|clock| clock["state"] == "cancelled"), "{read}");
    matter.act(bureau_officer, "closures", &json!({}));

    let other = of_category(officer, 2, "probation", "2027-03-12");
    let mut taken_back = proposed(&server, &staff, &other);
    taken_back.attempt(bureau_officer, "withdrawals", &json!({})).error(422, "/opinion", "required");
    taken_back.act(bureau_officer, "withdrawals", &json!({ "opinion": "本人已归，有正当理由" }));
    let read = taken_back.read(officer);
    assert_eq!((&read["status"], read["clocks"][0]["state"].as_str()), (&json!("withdrawn"), Some("cancelled")));
    assert_eq!(
        fact(
            &refused(
                &open_one(officer, "committals", &other, &json!({ "grounds": [ground("IM-49-2", &[], &[])] })),
                "IM-46"
            ),
            "category"
        ),
        "probation"
    );
});

/// The version as it stands: another write of the case may have moved it.
fn matter_version(matter: &Matter, session: &Session) -> i64 {
    session.get(&matter.path).expect(200)["version"].as_i64().unwrap()
}
