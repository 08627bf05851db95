//! Admonition over HTTP: what it rests on, whom it is told, how it is objected to (IM 32, 34, 40, 55).

use super::{
    breach_inquiries::{breach, called, inquired, measured, on_inquiry},
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

const KIND: &str = "admonitions";

on_both_engines!(it_is_decided_by_the_county_told_and_objected_to_once, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = supervised(officer);
    let refused_education = breach("education_refused", "2026-11-12");
    let inquiry = inquired(&staff, &id, &refused_education, Some("admonition"), "2026-11-13");
    let mut admonition = Matter::begin(officer, KIND, &id, &on_inquiry(&inquiry));
    let assessment = admonition.read(officer)["assessment"].clone();
    assert_eq!((&assessment["approver"], &assessment["warnings"]), (&json!("county"), &json!([])));
    assert_eq!(assessment["basis"], json!(["《实施办法》第三十四条第三项"]));
    assert_eq!(fact(&assessment, "admonitions"), "0");
    let early = admonition.attempt(officer, "submissions", &on("2026-11-12", json!({})));
    early.error(422, "/acted_on", "before_the_inquiry");
    admonition.act(officer, "submissions", &on("2026-11-13", json!({})));
    admonition.act(&staff.head, "endorsements", &on("2026-11-13", outcome("approved")));
    admonition.waits_for_the_bureau_head(&server, &staff, "IM-34");
    admonition.act(&staff.bureau_head, "decisions", &on("2026-11-13", outcome("approved")));
    assert_eq!(admonition.owed(officer), ["supervisee", "procuratorate"]);
    assert_eq!(missing(officer, &id, &admonition), ["IM-34", "IM-34"]);
    assert_eq!(admonition.tell(officer, "supervisee", "2026-11-16"), "approved");
    assert_eq!(admonition.tell(&staff.bureau_officer, "procuratorate", "2026-11-16"), "closed");
    assert!(missing(officer, &id, &admonition).is_empty());

    admonition.attempt(officer, "objections", &json!({ "text": "" })).error(422, "/text", "length");
    admonition.act(officer, "objections", &on("2026-11-17", json!({ "text": "当日因病就诊" })));
    let objected = admonition.read(officer);
    assert_eq!(objected["status"], "in_progress");
    assert_eq!(objected["awaits"], json!({ "level": "county", "permission": "proceedings_decide" }));
    admonition.attempt(&staff.bureau_officer, "answers", &outcome("refused")).problem(403, "not_permitted");
    refused(&admonition.attempt(&staff.head, "answers", &outcome("refused")), "IM-34");
    let silent = admonition.attempt(&staff.bureau_head, "answers", &json!({ "outcome": "sent_back" }));
    silent.error(422, "/outcome", "not_for_this_act");
    silent.error(422, "/opinion", "required");
    admonition.act(&staff.bureau_head, "answers", &on("2026-11-18", outcome("refused")));
    assert_eq!(admonition.owed(officer), ["supervisee"]);
    assert_eq!(missing(officer, &id, &admonition), ["IM-32"]);
    assert_eq!(admonition.tell(officer, "supervisee", "2026-11-19"), "closed");
    let again = refused(&admonition.attempt(officer, "objections", &json!({ "text": "仍不服" })), "IM-32");
    assert_eq!(fact(&again, "answered_on"), "2026-11-18");
    let acts = admonition.read(officer)["available_actions"].as_array().unwrap().clone();
    let objections = acts.iter().find(|action| action["action"] == "objections").unwrap();
    assert_eq!((&objections["allowed"], &objections["refusal"]["rule"]), (&json!(false), &json!("IM-32")));

    // It counts for the next breach; one that fell by an objection does not.
    let mut second = measured(&staff, &id, "admonition", "minor", "2026-11-19");
    assert_eq!(second.warnings(officer), ["IM-35-5"], "the next breach calls for a warning");
    let next = |day: &str| open_one(officer, "breach-inquiries", &id, &breach("minor", day)).expect(201);
    assert_eq!(called(&next("2026-11-19"))[0].0, "admonition", "before it, or on its day");
    assert_eq!(called(&next("2026-11-20"))[0], ("warning".into(), "IM-35-5".into()));
    second.act(officer, "objections", &on("2026-11-20", json!({ "text": "事先已经请假" })));
    second.act(&staff.bureau_head, "answers", &on("2026-11-20", outcome("approved")));
    assert_eq!(second.owed(officer), ["supervisee", "procuratorate", "supervisee", "procuratorate"]);
    assert_eq!(fact(&next("2026-11-20")["assessment"], "admonitions"), "1");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(without_a_decided_inquiry_that_calls_for_it_there_is_none, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let (id, other) = (supervised(officer), supervised_as(officer, 1, &json!({})));
    let open = |inquiry: &str| open_one(officer, KIND, &id, &on_inquiry(inquiry));
    let decided = |supervisee: &str, of: &str, measure| {
        inquired(&staff, supervisee, &breach(of, "2026-11-12"), measure, "2026-11-13")
    };
    assert_eq!(fact(&refused(&open(ABSENT), "IM-40"), "inquiry_id"), ABSENT);
    refused(&open(&decided(&other, "minor", Some("admonition"))), "IM-40");
    let running = Matter::begin(officer, "breach-inquiries", &id, &breach("minor", "2026-11-12"));
    assert_eq!(fact(&refused(&open(running.id()), "IM-40"), "status"), "in_progress");
    assert_eq!(fact(&refused(&open(&decided(&id, "minor", None)), "IM-40"), "decided"), "none");
    let refusal = refused(&open(&decided(&id, "heavier", Some("warning"))), "IM-40");
    assert_eq!(fact(&refusal, "called_for"), "warning,police_punishment");
    refused(&open_one(officer, KIND, &ended(officer), &on_inquiry(ABSENT)), "IM-34");
    let ground = decided(&id, "minor", Some("admonition"));
    let faulty = |member: &str, value: Value| open_one(officer, KIND, &id, &with(&on_inquiry(&ground), member, value));
    faulty("reasons", json!(" ")).error(422, "/content/reasons", "length");
    faulty("reasons", json!("长".repeat(2_001))).error(422, "/content/reasons", "length");
    faulty("papers", json!(vec![ABSENT; 51])).error(422, "/content/papers", "too_many_items");
    open_one(officer, KIND, &id, &json!({ "reasons": "改正" })).error(422, "/content/inquiry_id", "required");
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    // One breach, one measure: what was refused or withdrawn leaves it free, what waits or stands does not.
    not_decided_by_its_proposer(&staff, KIND, &id, &on_inquiry(&ground));
    let mut first = Matter::begin(officer, KIND, &id, &on_inquiry(&ground));
    assert_eq!(fact(&refused(&open(&ground), "IM-34"), "measure"), first.read(officer)["number"].as_str().unwrap());
    first.act(officer, "submissions", &json!({}));
    first.act(&staff.head, "endorsements", &outcome("refused"));
    first.act(&staff.bureau_head, "decisions", &outcome("refused"));
    assert_eq!((first.status(officer), first.owed(officer).len()), ("refused".into(), 0));

    // The decision of the inquiry falls while it waits: nothing is left to rest on.
    let mut waits = Matter::of(&open(&ground));
    waits.act(officer, "submissions", &json!({}));
    waits.act(&staff.head, "endorsements", &outcome("approved"));
    Matter { path: format!("breach-inquiries/{ground}"), version: 5 }.annul_the_last(&staff);
    let refusal = refused(&waits.attempt(&staff.bureau_head, "decisions", &outcome("approved")), "IM-40");
    assert_eq!((fact(&refusal, "status"), waits.status(officer)), ("endorsed".into(), "endorsed".into()));
});

on_both_engines!(a_minors_guardian_is_notified, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let officer = &staff.officer;
    let id = minor(officer);
    let mut admonition = measured(&staff, &id, "admonition", "minor", "2026-11-13");
    assert_eq!(admonition.warnings(officer), ["MN-2"]);
    assert_eq!(admonition.owed(officer), ["supervisee", "procuratorate", "guardian"]);
    admonition.tell(officer, "supervisee", "2026-11-16");
    assert_eq!(admonition.tell(officer, "procuratorate", "2026-11-16"), "approved");
    assert_eq!(missing(officer, &id, &admonition), ["MN-2"]);
    assert_eq!(admonition.tell(officer, "guardian", "2026-11-16"), "closed");
    server.login("city_reviewer").get(&admonition.path).problem(403, "not_permitted");
    let publication = json!({ "from": "2026-11-20", "to": "2026-11-22" });
    assert_eq!(admonition.attempt(officer, "publications", &publication).status(), 404, "never public");
});
