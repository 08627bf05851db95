//! Commutation over HTTP: proposed by the county, agreed by the city, ruled by the court (CCL 33; IM 42; CP16 16, 18).

use super::proceedings::{
    Matter, outcome,
    play::{Staff, ended, fact, open_one, refused, supervised_as, with},
    text,
};
use harness::{Answer, Session, on_both_engines};
use serde_json::{Value, json};

const KIND: &str = "commutations";

/// A probation of two years on fixed-term imprisonment, from 13 March 2026.
fn commutation(shortened_by: &Value) -> Value {
    json!({
        "penalty": "fixed_term_imprisonment",
        "starts_on": "2026-03-13",
        "term": { "years": 2, "months": 0, "days": 0 },
        "shortened_by": shortened_by,
        "major_merit": true,
        "grounds": "在日常生产中舍己救人，有见义勇为证书",
    })
}

fn months(months: u32) -> Value {
    json!({ "years": 0, "months": months, "days": 0 })
}

fn open(session: &Session, supervisee: &str, content: &Value) -> Answer {
    open_one(session, KIND, supervisee, content)
}

fn two_years(officer: &Session, nth: usize, category: &str) -> String {
    let order = json!({
        "category": category, "original_sentence": "有期徒刑1年，缓刑2年",
        "decided_on": "2026-03-01", "effective_on": "2026-03-13", "reported_on": "2026-03-16",
        "supervision_starts_on": "2026-03-13", "supervision_ends_on": "2028-03-12",
    });
    supervised_as(officer, nth, &order)
}

fn ruling(outcome: &str, ends_on: Option<&str>) -> Value {
    let mut ruling =
        json!({ "outcome": outcome, "court": "常德市中级人民法院", "document_number": "（2026）湘07刑更12号" });
    if let Some(ends_on) = ends_on {
        ruling["ends_on"] = json!(ends_on);
    }
    ruling
}

on_both_engines!(a_commutation_is_agreed_by_the_city_and_what_the_court_rules_holds, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_officer, bureau_head } = &staff;
    let city = server.login("city_reviewer");
    let id = two_years(officer, 1, "probation");
    let order = json!({ "prohibition": { "content": "禁止进入娱乐场所", "ends_on": "2027-09-12" } });
    officer.patch(&format!("supervisees/{id}"), 1, &order).expect(200);
    let mut matter = Matter::of(&open(officer, &id, &commutation(&months(3))));
    let assessment = &matter.read(officer)["assessment"];
    assert_eq!(
        (&assessment["approver"], &assessment["basis"]),
        (&json!("city"), &json!(["《社区矫正法》第三十三条；《实施办法》第四十二条"]))
    );
    let ends = ["ended_on", "ends_on", "earliest_ends_on"].map(|name| fact(assessment, name));
    assert_eq!(ends, ["2028-03-12", "2027-12-12", "2027-03-12"]);
    assert!(matter.warnings(officer).is_empty());

    matter.act(officer, "submissions", &json!({}));
    matter.act(head, "endorsements", &outcome("approved"));
    matter.attempt(&city, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    matter.act(bureau_officer, "reviews", &outcome("approved"));
    let refusal = refused(&matter.attempt(bureau_head, "decisions", &outcome("approved")), "IM-42");
    assert_eq!((fact(&refusal, "level"), fact(&refusal, "level_in_charge")), ("county".into(), "city".into()));
    assert_eq!(city.all("proceedings?awaiting=me").len(), 1);
    matter.keeps_out(&server, &city, "decisions", &outcome("approved"));
    matter.act(&city, "decisions", &outcome("approved"));

    assert_eq!(matter.owed(officer), ["court", "procuratorate", "police"]);
    matter.tell(bureau_officer, "procuratorate", "2026-11-23");
    assert_eq!(matter.tell(bureau_officer, "police", "2026-11-23"), "approved");
    assert!(officer.all("clocks?rule=CM-1").is_empty(), "the court has nothing yet");
    assert_eq!(matter.tell(bureau_officer, "court", "2026-11-23"), "proposed");
    assert_eq!(matter.clock(officer, "CM-1"), ("open".into(), "2026-12-23".into()), "thirty days");

    // The bureau enters what the court says.
    let refusal = refused(&matter.attempt(officer, "rulings", &ruling("approved", Some("2027-12-12"))), "IM-42");
    assert_eq!(fact(&refusal, "level_in_charge"), "county");
    matter.act(bureau_officer, "rulings", &ruling("sent_back", None));
    assert_eq!(matter.status(officer), "papers_awaited");
    assert!(officer.all("clocks?rule=CM-1").is_empty(), "it begins anew when the papers are complete");
    matter.act(officer, "papers-completions", &json!({}));
    let faulty = |body: Value, pointer: &str, code: &str| {
        matter.attempt(bureau_officer, "rulings", &body).error(422, pointer, code);
    };
    faulty(ruling("approved", None), "/ends_on", "required");
    faulty(ruling("approved", Some("2028-03-12")), "/ends_on", "not_earlier");
    faulty(ruling("refused", Some("2027-12-12")), "/ends_on", "does_not_go_with");
    let shortened = |until: &str| with(&ruling("approved", Some("2027-12-31")), "prohibition_ends_on", json!(until));
    faulty(shortened("2027-09-12"), "/prohibition_ends_on", "not_earlier");
    let seen = |member: &str| officer.get(&format!("supervisees/{id}")).expect(200)[member].clone();
    assert_eq!(seen("supervision_ends_on"), "2028-03-12");
    matter.act(bureau_officer, "rulings", &shortened("2027-06-12"));
    assert_eq!(matter.status(officer), "closed");
    assert_eq!(seen("supervision_ends_on"), "2027-12-31", "the court's day stands");
    assert_eq!(seen("prohibition")["ends_on"], "2027-06-12", "PO-7");
    assert_eq!(matter.warnings(officer), ["T-3"], "and the difference is shown");
    assert_eq!(matter.clock(officer, "CM-1").0, "met");
    let clocks = officer.all(&format!("supervisees/{id}/clocks"));
    let certificate = clocks.iter().find(|clock| clock["rule"] == "RL-2").unwrap();
    assert_eq!(certificate["due_strict"], "2027-12-31", "what runs in the case follows");
    drop(server);
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(a_commutation_is_refused_where_the_law_refuses_it, |site| {
    let server = site.serve();
    let staff = Staff::of(&server);
    let Staff { officer, head, bureau_head, .. } = &staff;
    let [probation, surveillance, parole] =
        [(1, "probation"), (2, "public_surveillance"), (3, "parole")].map(|(nth, code)| two_years(officer, nth, code));
    for (member, value, code) in [
        ("term", months(0), "zero"),
        ("shortened_by", months(0), "zero"),
        ("grounds", json!(""), "length"),
        ("property_penalty", json!(""), "length"),
        ("penalty", json!("fine"), "unknown_code"),
    ] {
        let faulty = open(officer, &probation, &with(&commutation(&months(3)), member, value));
        faulty.error(422, &format!("/content/{member}"), code);
    }
    let too_much = |changes: Value| {
        let mut content = commutation(&json!({ "years": 1, "months": 0, "days": 1 }));
        content.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        content
    };
    let over = ended(officer);
    for (case, changes, rule) in [
        (&probation, json!({}), "CP16-18"),
        (&probation, json!({ "shortened_by": months(1), "major_merit": false }), "CP16-18"),
        (&surveillance, json!({ "penalty": "public_surveillance" }), "CP16-16"),
        (&parole, json!({ "major_merit": false }), "CL-78"),
        (&parole, json!({ "penalty": "life_imprisonment" }), "T-9"),
        (&over, json!({ "shortened_by": months(1) }), "IM-42"),
    ] {
        let refusal = refused(&open(officer, case, &too_much(changes)), rule);
        assert!(!refusal["facts"].as_array().unwrap().is_empty(), "{refusal}");
    }
    assert!(officer.all(KIND).is_empty(), "nothing half-written");

    let mut matter = Matter::of(&open(officer, &probation, &commutation(&months(3))));
    let running = refused(&open(officer, &probation, &commutation(&months(2))), "IM-42");
    assert_eq!(fact(&running, "proposal"), text(&matter.read(officer)["number"]));
    matter.act(officer, "submissions", &json!({}));
    matter.act(head, "endorsements", &outcome("approved"));
    matter.act(bureau_head, "reviews", &outcome("refused"));
    matter.act(&server.login("city_reviewer"), "decisions", &outcome("refused"));
    assert_eq!(matter.status(officer), "refused");

    // The prison has a copy of what concerns a sentence that is served; what the register says otherwise is pointed out.
    let property = json!({ "additional_penalty": "并处罚金五千元", "supervision_ends_on": "2028-03-13" });
    officer.patch(&format!("supervisees/{parole}"), 1, &property).expect(200);
    let mut matter = Matter::of(&open(officer, &parole, &commutation(&months(3))));
    assert_eq!(matter.warnings(officer), ["T-3", "INT21-536"]);
    matter.act(officer, "submissions", &json!({}));
    matter.act(head, "endorsements", &outcome("approved"));
    matter.act(bureau_head, "reviews", &outcome("approved"));
    matter.act(&server.login("city_reviewer"), "decisions", &outcome("approved"));
    assert!(matter.owed(officer).contains(&"prison".to_owned()));
    for recipient in ["court", "procuratorate", "police", "prison"] {
        matter.tell(bureau_head, recipient, "2026-11-23");
    }
    let stray = with(&ruling("approved", Some("2027-12-12")), "prohibition_ends_on", json!("2027-06-12"));
    let answer = matter.attempt(bureau_head, "rulings", &stray);
    answer.error(422, "/prohibition_ends_on", "does_not_go_with");
    matter.act(bureau_head, "rulings", &ruling("refused", None));
    let case = officer.get(&format!("supervisees/{parole}")).expect(200);
    assert_eq!(case["supervision_ends_on"], "2028-03-13", "a refusal changes nothing");
});
