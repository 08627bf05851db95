//! Medical reviews over HTTP: always one open, handed in, verified, followed by the next; late, up the ladder to committal (IM 24, 35, 49).

use super::papers::{pdf, upload};
use super::proceedings::{Matter, outcome, play::Staff, text};
use super::revocations::{decided, evidence, ground, ruling};
use super::{first_office_id, invented_number, registration};
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use harness::{Session, Site, on_both_engines};
use serde_json::{Value, json};

/// A medical parolee who reported in on 10 November 2026; her id.
pub(super) fn parolee(officer: &Session, change: impl FnOnce(&mut Value)) -> String {
    let mut body = registration(&first_office_id(officer));
    body["category"] = json!("temporary_outside_prison");
    body["temporary_ground"] = json!("serious_illness");
    body["reported_on"] = json!("2026-11-10");
    change(&mut body);
    text(&officer.post("supervisees", &body).expect(201)["id"])
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// How many readings of medical reviews are on record.
fn readings(site: &Site) -> i64 {
    let sql = "select count(*) as n from access_log where fields like 'medical_review:%'";
    site.database().look(
        |sqlite| sql_query(sql).get_result::<Counted>(sqlite).unwrap().n,
        |postgres| sql_query(sql).get_result::<Counted>(postgres).unwrap().n,
    )
}

/// The only review of the case that is open, as the list shows it.
fn open_review(session: &Session, id: &str) -> Value {
    let all = session.all(&format!("medical-reviews?supervisee_id={id}"));
    let open: Vec<&Value> = all.iter().filter(|item| item["status"] != "closed").collect();
    assert_eq!(open.len(), 1, "{all:?}");
    open[0].clone()
}

fn matter(item: &Value) -> Matter {
    let path = text(&item["href"]).trim_start_matches("/api/v1/").to_owned();
    Matter { path, version: item["version"].as_i64().unwrap() }
}

/// A paper of the hospital, kept with the case.
fn paper(officer: &Session, id: &str, seed: u32) -> String {
    let described = json!({ "supervisee_id": id, "title": "病情复查材料", "kind": "medical" });
    text(&upload(officer, &described, "复查.pdf", &pdf(2_000, seed)).send().expect(201)["id"])
}

fn findings(examined_on: &str, paper: &str) -> Value {
    json!({
        "hospital": "常德市第一人民医院",
        "examined_on": examined_on,
        "findings": "肝硬化失代偿期，须继续治疗",
        "papers": [paper],
    })
}

fn due(item: &Value) -> (String, String, String, String) {
    (text(&item["due_strict"]), text(&item["due_legal"]), text(&item["state"]), text(&item["ladder_step"]))
}

fn said(strict: &str, state: &str, ladder: &str) -> (String, String, String, String) {
    (strict.to_owned(), strict.to_owned(), state.to_owned(), ladder.to_owned())
}

on_both_engines!(one_is_always_open_without_anybody_opening_it, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = parolee(&officer, |body| body["reexamined_on"] = json!("2026-08-31"));
    let item = open_review(&officer, &id);
    assert_eq!(item["supervisee_id"], json!(id));
    assert_eq!(due(&item), said("2026-11-30", "open", "none"), "TV-54: the last day of a month to the last day");
    let review = officer.get(&text(&item["href"])).expect(200);
    assert!(review.get("opened_by").is_none(), "the service opened it: {review}");
    assert_eq!(review["content"], json!({ "previous_on": "2026-08-31" }));

    let by_hand = json!({ "supervisee_id": id, "content": { "previous_on": "2026-08-31" } });
    let conflict = officer.post("medical-reviews", &by_hand).problem(409, "already_open");
    assert!(text(&conflict["detail"]).contains(&text(&review["number"])), "{conflict}");

    // Whoever is no medical parolee has none, and can have none.
    let other = parolee(&officer, |body| {
        body["id_number"] = json!(invented_number(7));
        body["temporary_ground"] = json!("unable_to_care_for_self");
    });
    assert!(officer.all(&format!("medical-reviews?supervisee_id={other}")).is_empty());
    let refused = officer.post("medical-reviews", &json!({ "supervisee_id": other, "content": {} }));
    assert_eq!(refused.problem(422, "refused")["refusal"]["rule"], "H-2");
    // Corrected, she has one; and it rests when that was an error.
    officer.patch(&format!("supervisees/{other}"), 1, &json!({ "temporary_ground": "serious_illness" })).expect(200);
    assert_eq!(due(&open_review(&officer, &other)), said("2027-02-10", "open", "none"), "from intake");
    let output = site.run(&["verify"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
});

on_both_engines!(what_is_accepted_ends_the_cycle_and_the_next_is_due_three_months_later, |site| {
    let server = site.serve();
    let (officer, bureau) = (server.login("office_officer"), server.login("bureau_officer"));
    let id = parolee(&officer, |body| body["reexamined_on"] = json!("2026-08-31"));
    let item = open_review(&officer, &id);
    let mut review = matter(&item);
    let (first, second) = (paper(&officer, &id, 1), paper(&officer, &id, 2));

    let old = review.attempt(&officer, "submissions", &findings("2026-08-22", &first));
    assert_eq!(old.problem(422, "refused")["refusal"]["rule"], "H-5", "older than three months");
    let before = review.attempt(&officer, "submissions", &findings("2026-08-31", &first));
    assert_eq!(before.problem(422, "refused")["refusal"]["rule"], "H-2", "the one that is on record");
    let mut twice = findings("2026-11-20", &first);
    twice["papers"] = json!([first, first]);
    review.attempt(&officer, "submissions", &twice).error(422, "/papers/1", "repeated_item");
    let mut bare = findings("2026-11-24", &first);
    bare["papers"] = json!([]);
    let bare = review.attempt(&officer, "submissions", &bare);
    bare.error(422, "/examined_on", "in_the_future");
    bare.error(422, "/papers", "required");

    review.act(&officer, "submissions", &findings("2026-11-20", &first));
    review.act(&bureau, "rejections", &json!({ "reason": "影像报告不清" }));
    review.act(&officer, "submissions", &findings("2026-11-20", &first));
    let group = json!([
        { "name": "陈医生", "title": "chief" },
        { "name": "刘医生", "title": "attending" },
    ]);
    let unfit = json!({ "verified_with": "医务科刘医生", "review_group": group });
    assert_eq!(review.attempt(&bureau, "verifications", &unfit).problem(422, "refused")["refusal"]["rule"], "H-2");
    review.act(&bureau, "verifications", &json!({ "verified_with": "医务科刘医生" }));
    assert_eq!(review.status(&officer), "closed");

    let next = open_review(&officer, &id);
    assert_ne!(next["id"], item["id"]);
    assert_eq!(due(&next), said("2027-02-20", "open", "none"));
    let supervisee = officer.get(&format!("supervisees/{id}")).expect(200);
    assert_eq!(supervisee["reexamined_on"], "2026-11-20");
    let again = matter(&next).attempt(&officer, "submissions", &findings("2026-11-22", &first));
    assert_eq!(again.problem(422, "refused")["refusal"]["rule"], "H-2", "that paper showed the one before");
    matter(&next).act(&officer, "submissions", &findings("2026-11-22", &second));

    let told = officer.all(&format!("supervisees/{id}/medical-timeline?order=oldest_first"));
    assert!(told.iter().any(|event| text(&event["href"]).contains("/verifications/")), "{told:?}");
    assert!(told.iter().all(|event| event["kind"] != "registration"), "only what is about illness: {told:?}");
    let clocks = officer.all(&format!("clocks?supervisee_id={id}&rule=H-2"));
    let states: Vec<&str> = clocks.iter().map(|clock| clock["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["met", "met"]);
});

on_both_engines!(a_re_examination_missed_goes_up_the_ladder_and_no_step_is_taken_by_itself, |site| {
    let mut site: Site = site.at("2026-11-30T09:00:00+08:00");
    let id = {
        let server = site.serve();
        let officer = server.login("office_officer");
        let id = parolee(&officer, |body| body["reexamined_on"] = json!("2026-08-31"));
        let item = open_review(&officer, &id);
        assert_eq!(due(&item), said("2026-11-30", "open", "none"), "the day itself");
        let early = matter(&item).attempt(&officer, "educations", &json!({ "text": "提醒" }));
        assert_eq!(early.problem(422, "refused")["refusal"]["rule"], "H-8");
        server.stop();
        id
    };
    site = site.at("2026-12-01T09:00:00+08:00");
    {
        let server = site.serve();
        let officer = server.login("office_officer");
        let item = open_review(&officer, &id);
        assert_eq!(due(&item), said("2026-11-30", "overdue", "educate"));
        assert_eq!(item["days_late"], 1);
        let late = officer.all("medical-reviews?overdue=true&due_before=2026-12-01");
        assert_eq!(late.len(), 1);
        let defects = officer.all(&format!("supervisees/{id}/defects"));
        assert!(defects.iter().any(|defect| defect["rule"] == "H-8"), "{defects:?}");
        matter(&item).act(&officer, "educations", &json!({ "text": "责令三日内提交", "until": "2026-12-04" }));
        assert_eq!(due(&open_review(&officer, &id)).3, "educate", "the days that were given");
        server.stop();
    }
    site = site.at("2026-12-05T09:00:00+08:00");
    {
        let server = site.serve();
        let (officer, head) = (server.login("office_officer"), server.login("office_head"));
        let bureau_head = server.login("bureau_head");
        assert_eq!(due(&open_review(&officer, &id)).3, "warning");
        let warnings = officer.all(&format!("warnings?supervisee_id={id}"));
        assert!(warnings.is_empty(), "it is proposed, not given");
        let inquiry = json!({ "supervisee_id": id, "content": {
            "breach": "reexamination_withheld", "breached_on": "2026-12-01", "discovered_on": "2026-12-01",
            "facts": "逾期未提交病情复查，经教育仍不提交",
        }});
        let opened = officer.post("breach-inquiries", &inquiry);
        let inquiry_id = text(&opened.expect(201)["id"]);
        let mut inquiry = Matter { path: format!("breach-inquiries/{inquiry_id}"), version: 1 };
        inquiry.act(&officer, "entries", &json!({ "text": "询问笔录" }));
        inquiry.act(&officer, "handling-proposals", &json!({ "measure": "warning", "findings": "事实清楚" }));
        inquiry.act(&head, "endorsements", &outcome("approved"));
        inquiry.act(&bureau_head, "decisions", &outcome("approved"));
        let content = json!({ "inquiry_id": inquiry_id, "reasons": "经教育仍不提交病情复查" });
        let opened = officer.post("warnings", &json!({ "supervisee_id": id, "content": content }));
        let mut warning = Matter { path: format!("warnings/{}", text(&opened.expect(201)["id"])), version: 1 };
        warning.act(&officer, "submissions", &json!({}));
        warning.act(&head, "endorsements", &outcome("approved"));
        warning.act(&bureau_head, "decisions", &outcome("approved"));
        assert_eq!(due(&open_review(&officer, &id)).3, "warning", "the day of the warning");
        server.stop();
    }
    site = site.at("2026-12-06T09:00:00+08:00");
    let server = site.serve();
    let officer = server.login("office_officer");
    let item = open_review(&officer, &id);
    assert_eq!(due(&item), said("2026-11-30", "overdue", "committal"));
    let review = officer.get(&text(&item["href"])).expect(200);
    let measures = review["assessment"]["measures"].as_array().unwrap();
    assert_eq!((&measures[0]["code"], &measures[0]["rule"]), (&json!("committal_ground"), &json!("IM-49-5")));

    let staff = Staff::of(&server);
    let found = officer.get(&format!("supervisees/{id}/revocation-grounds")).expect(200);
    let state = |rule: &str| {
        let item = found["items"].as_array().unwrap().iter().find(|item| item["rule"] == rule);
        text(&item.unwrap()["state"])
    };
    assert_eq!((state("IM-49-5"), state("IM-49-2")), ("met".to_owned(), "not_met".to_owned()));
    let content = json!({
        "grounds": [ground("IM-49-5", &[&text(&item["id"])], &[&paper(&officer, &id, 1)])],
        "evidence": [
            evidence("legal_documents", &paper(&officer, &id, 2)),
            evidence("conduct_record", &paper(&officer, &id, 3)),
        ],
    });
    let mut committal = decided(&server, &staff, Matter::begin(&officer, "committals", &id, &content));
    let organ = json!({ "recipient": "deciding_organ", "method": "post" });
    committal.act(&staff.bureau_officer, "deliveries", &organ);
    committal.act(&staff.bureau_officer, "rulings", &ruling("approved"));
    assert_eq!(officer.get(&format!("supervisees/{id}")).expect(200)["status_reason"], "committed");
});

on_both_engines!(only_a_designated_hospital_counts, |site| {
    let site = site.setting("LOCAL_DEFAULTS__MEDICAL__HOSPITALS", "[\"常德市第一人民医院\"]");
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = parolee(&officer, |_| {});
    let mut review = matter(&open_review(&officer, &id));
    let mut elsewhere = findings("2026-11-20", &paper(&officer, &id, 1));
    elsewhere["hospital"] = json!("武陵区某诊所");
    let refusal = review.attempt(&officer, "submissions", &elsewhere).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "H-2");
    assert!(refusal["facts"].as_array().unwrap().iter().any(|fact| fact["value"] == "常德市第一人民医院"), "{refusal}");
    elsewhere["hospital"] = json!("常德市第一人民医院");
    review.act(&officer, "submissions", &elsewhere);
});

on_both_engines!(medical_matters_are_read_with_their_own_permission_and_on_the_record, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let id = parolee(&officer, |_| {});
    let item = open_review(&officer, &id);
    let one = text(&item["href"]);
    let archivist = server.login("archivist");
    archivist.get("medical-reviews").problem(403, "not_permitted");
    archivist.get(&one).problem(403, "not_permitted");
    archivist.get(&format!("supervisees/{id}/medical-timeline")).problem(403, "not_permitted");
    let by_id = format!("proceedings/{}", text(&item["id"]));
    archivist.get(&by_id).problem(403, "not_permitted");
    assert!(archivist.all("proceedings").is_empty());
    assert!(
        archivist
            .all(&format!("supervisees/{id}/timeline"))
            .iter()
            .all(|event| !text(&event["href"]).contains("medical"))
    );
    assert_eq!(server.login("procurator").get(&one).expect(200)["id"], item["id"]);

    let of_city = server.login("city_reviewer");
    assert_eq!(of_city.get(&one).expect(200)["name"], "钟**");
    let before = readings(&site);
    officer.get(&one).expect(200);
    officer.get(&by_id).expect(200);
    officer.get(&format!("{one}/steps")).expect(200);
    assert_eq!(readings(&site), before + 3);
});
