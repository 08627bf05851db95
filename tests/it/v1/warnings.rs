//! Warning over HTTP: what it rests on, and what the next breach leads to (IM 35, 40).

use super::{
    breach_inquiries::{breach, called, inquired, measured, on_inquiry},
    proceedings::{
        ABSENT, Matter, outcome,
        play::{Staff, ended, fact, missing, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with},
        supervised,
    },
};
use harness::on_both_engines;
use serde_json::json;

const KIND: &str = "warnings";

on_both_engines!(two_admonitions_and_a_new_breach_call_for_a_warning, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    for day in ["2026-11-11", "2026-11-12"] {
        measured(&staff, &id, "admonition", "minor", day);
    }
    let inquiry = inquired(&staff, &id, &breach("minor", "2026-11-13"), Some("warning"), "2026-11-16");
    let mut warning = Matter::begin(officer, KIND, &id, &on_inquiry(&inquiry));
    let assessment = warning.read(officer)["assessment"].clone();
    assert_eq!((&assessment["approver"], &assessment["warnings"]), (&json!("county"), &json!([])));
    assert_eq!(assessment["basis"], json!(["《实施办法》第三十五条第五项"]));
    assert_eq!(fact(&assessment, "admonitions"), "2");
    warning.act(officer, "submissions", &on("2026-11-16", json!({})));
    warning.attempt(&staff.bureau_head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    warning.act(&staff.head, "endorsements", &on("2026-11-16", outcome("approved")));
    warning.waits_for_the_bureau_head(&server, &staff, "IM-35");
    warning.act(&staff.bureau_head, "decisions", &on("2026-11-17", outcome("approved")));
    assert_eq!(warning.owed(officer), ["supervisee", "procuratorate"]);
    assert_eq!(missing(officer, &id, &warning), ["IM-35", "IM-35"]);
    // The person objects before the procuratorate is told; what was owed is still owed.
    warning.tell(officer, "supervisee", "2026-11-17");
    warning.act(officer, "objections", &on("2026-11-18", json!({ "text": "已经补课" })));
    warning.act(&staff.bureau_head, "answers", &on("2026-11-18", outcome("refused")));
    assert_eq!(warning.owed(officer), ["procuratorate", "supervisee"]);
    assert_eq!(warning.tell(officer, "procuratorate", "2026-11-19"), "approved");
    assert_eq!(warning.tell(officer, "supervisee", "2026-11-19"), "closed");
    refused(&warning.attempt(officer, "objections", &json!({ "text": "仍不服" })), "IM-32");

    let second = measured(&staff, &id, "warning", "heavier", "2026-11-19");
    assert_eq!(second.warnings(officer), ["IM-46-4"], "the next breach is a ground for revocation");
    let next = open_one(officer, "breach-inquiries", &id, &breach("minor", "2026-11-20")).expect(201);
    assert_eq!(called(&next)[0], ("revocation_ground".into(), "IM-46-4".into()));
});

on_both_engines!(a_warning_needs_a_breach_that_calls_for_one_and_no_other_measure_on_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let open = |inquiry: &str| open_one(officer, KIND, &id, &on_inquiry(inquiry));
    refused(&open(ABSENT), "IM-40");
    refused(&open_one(officer, KIND, &ended(officer), &on_inquiry(ABSENT)), "IM-35");
    let minor = inquired(&staff, &id, &breach("minor", "2026-11-12"), Some("admonition"), "2026-11-13");
    assert_eq!(fact(&refused(&open(&minor), "IM-40"), "called_for"), "admonition");
    let heavier = inquired(&staff, &id, &breach("heavier", "2026-11-12"), Some("warning"), "2026-11-13");
    let content = on_inquiry(&heavier);
    open_one(officer, KIND, &id, &with(&content, "reasons", json!(""))).error(422, "/content/reasons", "length");
    open_one(officer, KIND, &id, &with(&content, "inquiry_id", json!("x"))).expect(422);
    assert!(officer.all(KIND).is_empty(), "nothing half-written");
    not_decided_by_its_proposer(&staff, KIND, &id, &content);
    let stands = Matter::begin(officer, KIND, &id, &content).approved(&staff, "2026-11-13");
    assert_eq!(fact(&refused(&open(&heavier), "IM-35"), "measure"), stands.read(officer)["number"].as_str().unwrap());

    // The second warning says what the next breach leads to, by category.
    for (nth, order, rules) in [
        (1, json!({ "category": "public_surveillance", "original_sentence": "管制1年" }), vec!["PSAPL-72-4"]),
        (2, json!({ "category": "parole", "original_sentence": "有期徒刑3年" }), vec!["IM-47-2", "IM-47-3"]),
        (3, json!({ "category": "temporary_outside_prison", "original_sentence": "有期徒刑3年" }), vec!["IM-49-4"]),
    ] {
        let id = supervised_as(officer, nth, &order);
        let before = with(&breach("heavier", "2026-11-12"), "earlier_on_paper", json!({ "warnings": 1 }));
        let inquiry = inquired(&staff, &id, &before, Some("warning"), "2026-11-13");
        let warning = Matter::begin(officer, KIND, &id, &on_inquiry(&inquiry));
        assert_eq!(warning.warnings(officer), rules, "{order}");
    }
});
