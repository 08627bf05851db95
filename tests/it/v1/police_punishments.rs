//! Proposal of a punishment by the police over HTTP: put before them, and their result (IM 36; PSAPL 25, 72(4), 73(1)).

use super::{
    breach_inquiries::{breach, called, inquired, on_inquiry},
    proceedings::{
        ABSENT, Matter, outcome,
        play::{
            Staff, ended, fact, minor, missing, not_decided_by_its_proposer, on, open_one, refused, supervised_as, with,
        },
        supervised,
    },
};
use harness::on_both_engines;
use serde_json::{Value, json};

const KIND: &str = "police-punishments";

fn result(outcome: &str) -> Value {
    json!({ "outcome": outcome, "organ": "武陵区公安分局", "document_number": "武公行罚〔2026〕11号" })
}

fn another_offence(inquiry: &str) -> Value {
    let offence = json!({ "article": "《治安管理处罚法》第三十条第一项", "reason": "在公共场所寻衅滋事" });
    with(&on_inquiry(inquiry), "other_offence", offence)
}

on_both_engines!(the_county_proposes_the_police_answer_and_the_punishment_counts, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let heavier = |day: &str| inquired(&staff, &id, &breach("heavier", day), Some("warning"), day);
    let mut proposal = Matter::begin(officer, KIND, &id, &on_inquiry(&heavier("2026-11-11")));
    let assessment = proposal.read(officer)["assessment"].clone();
    assert_eq!((&assessment["approver"], &assessment["warnings"]), (&json!("county"), &json!([])));
    assert_eq!(assessment["basis"].as_array().unwrap().len(), 2, "{assessment}");
    let early = proposal.attempt(officer, "submissions", &on("2026-11-10", json!({})));
    early.error(422, "/acted_on", "before_the_inquiry");
    proposal.act(officer, "submissions", &on("2026-11-11", json!({})));
    proposal.act(&staff.head, "endorsements", &on("2026-11-11", outcome("approved")));
    proposal.waits_for_the_bureau_head(&server, &staff, "IM-36");
    proposal.act(&staff.bureau_head, "decisions", &on("2026-11-11", outcome("approved")));
    assert_eq!(proposal.owed(officer), ["police", "procuratorate"]);
    assert_eq!(missing(officer, &id, &proposal), ["IM-36", "IM-36"]);
    proposal.attempt(&staff.bureau_officer, "results", &result("approved")).problem(409, "invalid_state_transition");
    assert_eq!(proposal.tell(officer, "police", "2026-11-12"), "approved");
    assert_eq!(proposal.tell(&staff.bureau_officer, "procuratorate", "2026-11-12"), "proposed");
    assert_eq!(proposal.read(officer)["awaits"], json!({ "level": "county", "permission": "proceedings_write" }));
    refused(&proposal.attempt(officer, "results", &result("approved")), "IM-36");
    let nameless = with(&result("approved"), "organ", json!(""));
    proposal.attempt(&staff.bureau_officer, "results", &nameless).error(422, "/organ", "length");

    // Sent back, decided and put before the police again.
    proposal.act(&staff.bureau_officer, "results", &on("2026-11-13", result("sent_back")));
    assert_eq!(proposal.status(officer), "draft");
    let mut proposal = proposal.approved(&staff, "2026-11-16");
    assert_eq!(proposal.owed(officer), ["police", "procuratorate"]);
    for recipient in ["police", "procuratorate"] {
        proposal.tell(&staff.bureau_officer, recipient, "2026-11-16");
    }
    proposal.act(&staff.bureau_officer, "results", &on("2026-11-17", result("approved")));
    let closed = proposal.read(officer);
    assert_eq!((&closed["status"], closed.get("awaits")), (&json!("closed"), None));

    let next = open_one(officer, "breach-inquiries", &id, &breach("minor", "2026-11-18")).expect(201);
    assert_eq!(called(&next)[0], ("revocation_ground".into(), "IM-46-3".into()));
    let mut denied =
        Matter::begin(officer, KIND, &id, &on_inquiry(&heavier("2026-11-19"))).approved(&staff, "2026-11-19");
    for recipient in ["police", "procuratorate"] {
        denied.tell(officer, recipient, "2026-11-19");
    }
    denied.act(&staff.bureau_officer, "results", &on("2026-11-20", result("refused")));
    assert_eq!((denied.status(officer), denied.read(officer).get("awaits")), ("refused".into(), None));
    let after = open_one(officer, "breach-inquiries", &id, &breach("minor", "2026-11-21")).expect(201);
    assert_eq!(fact(&after["assessment"], "police_punishments"), "1", "what the police refused does not count");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(what_is_not_for_the_police_is_refused_with_its_rule, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let open = |supervisee: &str, content: &Value| open_one(officer, KIND, supervisee, content);
    let decided = |supervisee: &str, of: &str, measure| {
        inquired(&staff, supervisee, &breach(of, "2026-11-12"), measure, "2026-11-13")
    };
    refused(&open(&id, &on_inquiry(ABSENT)), "IM-40");
    assert_eq!(fact(&refused(&open(&ended(officer), &on_inquiry(ABSENT)), "IM-36"), "status"), "released");
    let minor_breach = decided(&id, "minor", Some("admonition"));
    assert_eq!(fact(&refused(&open(&id, &on_inquiry(&minor_breach)), "IM-36"), "decided"), "admonition");
    assert_eq!(fact(&refused(&open(&id, &on_inquiry(&decided(&id, "heavier", None))), "IM-36"), "decided"), "none");
    let ground = decided(&id, "heavier", Some("warning"));
    let empty = json!({ "article": " ", "reason": "" });
    let faulty = open(&id, &with(&on_inquiry(&ground), "other_offence", empty));
    faulty.error(422, "/content/other_offence/article", "length");
    faulty.error(422, "/content/other_offence/reason", "length");
    open(&id, &with(&on_inquiry(&ground), "reasons", json!(""))).error(422, "/content/reasons", "length");

    let parolee = supervised_as(officer, 1, &json!({ "category": "parole", "original_sentence": "有期徒刑3年" }));
    let of_parolee = decided(&parolee, "heavier", Some("warning"));
    assert_eq!(fact(&refused(&open(&parolee, &on_inquiry(&of_parolee)), "PSAPL-72-4"), "category"), "parole");
    let long = json!({
        "original_sentence": "有期徒刑1年，缓刑2年", "decided_on": "2026-02-20", "effective_on": "2026-03-01",
        "supervision_starts_on": "2026-03-01", "supervision_ends_on": "2028-02-29", "reported_on": "2026-03-05",
        "prohibition": { "content": "禁止进入网吧" },
    });
    let long = supervised_as(officer, 2, &long);
    let late = with(&breach("heavier", "2026-05-20"), "discovered_on", json!("2026-11-21"));
    let late = inquired(&staff, &long, &late, Some("warning"), "2026-11-21");
    for content in [on_inquiry(&late), another_offence(&late)] {
        assert_eq!(fact(&refused(&open(&long, &content), "PSAPL-25"), "latest_on"), "2026-11-20");
    }
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    let other = open(&parolee, &another_offence(&of_parolee)).expect(201);
    assert_eq!(other["assessment"]["basis"][1], "《治安管理处罚法》第三十条第一项");
    let forbidden = open(&long, &on_inquiry(&decided(&long, "prohibition_minor", Some("warning")))).expect(201);
    assert!(forbidden["assessment"]["basis"][1].as_str().unwrap().contains("第七十三条第一项"), "{forbidden}");
    let young = minor(officer);
    let young = open(&young, &on_inquiry(&decided(&young, "heavier", Some("warning")))).expect(201);
    assert_eq!(young["assessment"]["warnings"][0]["rule"], "PSAPL-23", "detention is not executed");

    not_decided_by_its_proposer(&staff, KIND, &id, &on_inquiry(&ground));
    let under_way = Matter::begin(officer, KIND, &id, &on_inquiry(&ground));
    let refusal = refused(&open(&id, &on_inquiry(&ground)), "IM-36");
    assert_eq!(fact(&refusal, "proposal"), under_way.read(officer)["number"].as_str().unwrap());
    // Warned of as well: the police stand beside the ladder.
    open_one(officer, "warnings", &id, &on_inquiry(&ground)).expect(201);
});
