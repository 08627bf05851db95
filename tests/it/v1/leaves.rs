//! Leave over HTTP: its whole life at each level, and everything that forbids it (IM 26 – 28).

use super::{
    first_office_id,
    papers::kept,
    proceedings::{Matter, leave, open, outcome, play::conditions, supervised, text},
    registration,
};
use harness::{Site, on_both_engines};
use serde_json::{Value, json};

on_both_engines!(a_week_is_approved_by_the_delegated_office, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let id = supervised(&officer);
    let opened = open(&officer, &id, &leave("2026-11-23", "2026-11-27"));
    let body = opened.expect(201);
    for (member, value) in [("kind", "leave"), ("status", "draft"), ("number", "430702-leaves-2026-0001")] {
        assert_eq!(body[member], value);
    }
    assert_eq!(body["supervisee_id"], id);
    assert_eq!(body["steps_href"], format!("{}/steps", opened.header("location").unwrap()));
    let assessment = &body["assessment"];
    assert_eq!((&assessment["days"], &assessment["cumulative_days"]), (&json!(5), &json!(5)));
    assert_eq!((&assessment["approver"], &assessment["basis"]), (&json!("office"), &json!(["《实施办法》第二十七条"])));
    assert_eq!(assessment["warnings"][0]["rule"], "L-0", "asked for on the day itself");
    assert_eq!(body["available_actions"][0], json!({ "action": "submissions", "allowed": true }));
    assert_eq!(body["clocks"], json!([]));

    let mut matter = Matter::open(&officer, &id, &leave("2027-01-10", "2027-01-12"));
    matter.act(&officer, "withdrawals", &json!({}));
    let path = opened.header("location").unwrap().trim_start_matches("/api/v1/").to_owned();
    let mut matter = Matter { path, version: 1 };
    matter.act(&officer, "submissions", &json!({ "opinion": "拟同意" }));
    let step = matter.act(
        &head,
        "decisions",
        &json!({ "outcome": "approved", "opinion": "同意", "conditions": ["每日报告位置"] }),
    );
    assert_eq!(step["body"], json!({ "outcome": "approved", "opinion": "同意", "conditions": ["每日报告位置"] }));
    assert_eq!(
        (&step["act"], &step["status"], &step["by"]["level"]),
        (&json!("decisions"), &json!("approved"), &json!("office"))
    );
    assert_eq!(conditions(&officer, &id), ["on_leave"]);
    // Filed with the county agency (备案).
    let notice = matter.read(&officer)["notices"][0].clone();
    assert_eq!((&notice["recipient"], notice.get("delivered_on")), (&json!("county_agency"), None));
    matter.act(&officer, "deliveries", &json!({ "recipient": "county_agency", "method": "electronic" }));
    assert_eq!(matter.read(&officer)["notices"][0]["delivered_on"], "2026-11-23");
    matter.attempt(&officer, "returns", &json!({ "returned_on": "2026-11-24" })).error(
        422,
        "/returned_on",
        "in_the_future",
    );
    matter.act(&officer, "returns", &json!({ "returned_on": "2026-11-23" }));
    let closed = matter.read(&officer);
    assert_eq!((&closed["status"], closed.get("awaits")), (&json!("closed"), None));
    let acts: Vec<String> =
        officer.all(&format!("{}/steps", matter.path)).iter().map(|step| text(&step["act"])).collect();
    assert_eq!(acts, ["submissions", "decisions", "deliveries", "returns"]);
    server.stop();
    assert!(site.run(&["verify"], "").status.success());
});

on_both_engines!(more_than_a_week_is_approved_by_the_county, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let bureau_head = server.login("bureau_head");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-12-01", "2026-12-08"));
    assert_eq!(matter.read(&officer)["assessment"]["approver"], "county");
    matter.act(&officer, "submissions", &json!({}));
    matter.attempt(&bureau_head, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    matter.attempt(&head, "decisions", &outcome("approved")).problem(422, "refused");
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau_head, "decisions", &outcome("sent_back"));
    assert_eq!(matter.status(&officer), "draft");
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("refused"));
    matter.act(&bureau_head, "decisions", &outcome("refused"));
    let refused = matter.read(&officer);
    assert_eq!((&refused["status"], &refused["notices"]), (&json!("refused"), &json!([])));
});

on_both_engines!(more_than_thirty_days_climb_to_the_city, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let reviewer = server.login("bureau_legal_reviewer");
    let city = server.login("city_reviewer");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-12-01", "2026-12-31"));
    assert_eq!(matter.read(&officer)["assessment"]["approver"], "city");
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.attempt(&city, "decisions", &outcome("approved")).problem(409, "invalid_state_transition");
    matter.act(&reviewer, "reviews", &outcome("approved"));
    let step = matter.act(&city, "decisions", &outcome("approved"));
    assert_eq!(step["by"]["level"], "city");
    assert_eq!(matter.read(&officer)["notices"][0]["recipient"], "procuratorate");
});

on_both_engines!(the_citys_decision_may_come_on_paper, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let bureau = server.login("bureau_officer");
    let id = supervised(&officer);
    let mut matter = Matter::open(&officer, &id, &leave("2026-12-01", "2026-12-31"));
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau, "reviews", &outcome("approved"));
    let on_paper = |papers: Value| {
        let paper = json!({ "organ": "常德市司法局", "document_number": "常社矫外〔2026〕5号" });
        json!({ "outcome": "approved", "on_paper": paper, "papers": papers })
    };
    matter.attempt(&bureau, "decisions", &on_paper(json!([]))).error(422, "/papers", "required");
    matter.attempt(&bureau, "decisions", &outcome("approved")).problem(403, "not_permitted");
    let papers = json!([kept(&bureau, &json!({ "supervisee_id": id, "title": "市局决定书" }))]);
    matter.attempt(&officer, "decisions", &on_paper(papers.clone())).problem(422, "refused");
    let step = matter.act(&bureau, "decisions", &on_paper(papers));
    assert_eq!(step["body"]["on_paper"]["document_number"], "常社矫外〔2026〕5号");
    assert_eq!(matter.read(&officer)["notices"][0]["recipient"], "procuratorate");
});

on_both_engines!(an_extension_is_one_leave_with_the_first, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let bureau_head = server.login("bureau_head");
    let mut matter = Matter::open(&officer, &supervised(&officer), &leave("2026-11-23", "2026-11-27"));
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "decisions", &outcome("approved"));
    let until = |day: &str| json!({ "until": day, "reason": "病情未愈" });
    matter.attempt(&officer, "extensions", &until("2026-11-27")).error(422, "/until", "not_later");
    matter.act(&officer, "extensions", &until("2026-12-02"));
    let read = matter.read(&officer);
    assert_eq!((&read["assessment"]["days"], &read["assessment"]["approver"]), (&json!(10), &json!("county")));
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau_head, "decisions", &outcome("approved"));
    assert_eq!(matter.status(&officer), "approved");
    matter.act(&officer, "extensions", &until("2026-12-20"));
    matter.act(&head, "endorsements", &outcome("refused"));
    matter.act(&bureau_head, "decisions", &outcome("refused"));
    let read = matter.read(&officer);
    assert_eq!(
        (&read["status"], &read["assessment"]["days"]),
        (&json!("approved"), &json!(10)),
        "the first extension stands"
    );
});

on_both_engines!(who_does_not_come_back_is_out_of_supervision_after_forty_eight_hours, |site| {
    let mut site: Site = site.at("2026-11-23T09:00:00+08:00");
    let (id, mut matter) = {
        let server = site.serve();
        let (officer, head) = (server.login("office_officer"), server.login("office_head"));
        let id = supervised(&officer);
        let mut matter = Matter::open(&officer, &id, &leave("2026-11-24", "2026-11-26"));
        matter.act(&officer, "submissions", &json!({}));
        matter.act(&head, "decisions", &outcome("approved"));
        assert!(conditions(&officer, &id).is_empty(), "not gone yet");
        server.stop();
        (id, matter)
    };
    for (now, held) in [
        ("2026-11-24T00:30:00+08:00", vec!["on_leave"]),
        ("2026-11-26T23:30:00+08:00", vec!["on_leave"]),
        ("2026-11-27T00:30:00+08:00", vec![]),
        ("2026-11-28T23:30:00+08:00", vec![]),
        ("2026-11-30T00:30:00+08:00", vec!["out_of_supervision"]),
    ] {
        site = site.at(now);
        let server = site.serve();
        let officer = server.login("office_officer");
        // The sweep turns it; nobody writes anything.
        let seen = harness::wait_for("the sweep", std::time::Duration::from_secs(20), || {
            let seen = conditions(&officer, &id);
            (seen == held).then_some(seen)
        });
        assert_eq!(seen, held, "{now}");
        server.stop();
    }
    let server = site.serve();
    let officer = server.login("office_officer");
    matter.act(&officer, "returns", &json!({ "returned_on": "2026-11-29" }));
    assert!(conditions(&officer, &id).is_empty());
});

on_both_engines!(what_forbids_leave_is_said_at_the_opening, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = supervised(&officer);
    let refusal = |content: Value, rule: &str| {
        let problem = open(&officer, &id, &content).problem(422, "refused");
        assert_eq!(problem["refusal"]["rule"], rule, "{problem}");
        assert!(!text(&problem["refusal"]["remedy"]).is_empty(), "{problem}");
        problem
    };
    let to = |code: &str| {
        let mut content = leave("2026-11-25", "2026-11-27");
        content["destination_code"] = json!(code);
        content
    };
    assert_eq!(refusal(to("430703"), "IM-26")["refusal"]["facts"][0]["value"], "430703");
    refusal(to("430702"), "IM-26");
    refusal(to("810000"), "EEL-12-2");
    let matter = Matter::open(&officer, &id, &leave("2026-11-25", "2026-11-27"));
    let overlap = refusal(leave("2026-11-27", "2026-11-28"), "IM-27");
    assert_eq!(overlap["refusal"]["facts"][0]["value"], matter.read(&officer)["number"]);
    assert_eq!(officer.all("leaves").len(), 1, "nothing half-written");

    let mut prohibited = registration(&first_office_id(&officer));
    prohibited["id_number"] = json!("430721199003071236");
    prohibited["prohibition"] = json!({ "content": "禁止进入酒吧" });
    let prohibited = text(&officer.post("supervisees", &prohibited).expect(201)["id"]);
    let mut content = leave("2026-11-25", "2026-11-27");
    let problem = open(&officer, &prohibited, &content).problem(422, "refused");
    assert_eq!(problem["refusal"]["rule"], "PO-3");
    content["prohibition_note"] = json!("由家属陪同，不进入酒吧");
    open(&officer, &prohibited, &content).expect(201);

    let mut over = registration(&first_office_id(&officer));
    over["id_number"] = json!("430702198803071230");
    over["supervision_ends_on"] = json!("2026-11-22");
    let over = text(&officer.post("supervisees", &over).expect(201)["id"]);
    let problem = open(&officer, &over, &leave("2026-11-25", "2026-11-27")).problem(422, "refused");
    assert_eq!(problem["refusal"]["facts"], json!([{ "name": "status", "value": "released" }]));
});
