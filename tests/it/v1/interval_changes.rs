//! Change of an interval over HTTP: exactly three months go to the province; the clock moves with the approval (IM 24, 58; TV-55).

use super::medical_reviews::parolee;
use super::papers::{pdf, upload};
use super::proceedings::{Matter, outcome, text};
use harness::{Session, on_both_engines};
use serde_json::{Value, json};

fn change(months: u32) -> Value {
    json!({ "report": "reexamination", "extension": { "months": months }, "reason": "长期卧床，保证人每日护理" })
}

fn open(session: &Session, id: &str, content: &Value) -> harness::Answer {
    session.post("interval-changes", &json!({ "supervisee_id": id, "content": content }))
}

fn due(session: &Session, id: &str) -> String {
    text(&session.all(&format!("medical-reviews?supervisee_id={id}"))[0]["due_legal"])
}

on_both_engines!(exactly_three_months_are_decided_by_the_province, |site| {
    let server = site.serve();
    let (officer, head, bureau) =
        (server.login("office_officer"), server.login("office_head"), server.login("bureau_head"));
    let (city, province) = (server.login("city_reviewer"), server.login("province_reviewer"));
    let id = parolee(&officer, |_| {});
    assert_eq!(due(&officer, &id), "2027-02-10");
    let refused = open(&officer, &id, &change(0)).problem(422, "refused")["refusal"].clone();
    assert_eq!(refused["rule"], "H-3", "that is no change");
    let two = open(&officer, &id, &change(2)).expect(201);
    assert_eq!(two["assessment"]["approver"], "city");
    let mut other = Matter { path: format!("interval-changes/{}", text(&two["id"])), version: 1 };
    other.act(&officer, "withdrawals", &json!({}));

    let opened = open(&officer, &id, &change(3)).expect(201);
    assert_eq!(opened["assessment"]["approver"], "province");
    let mut matter = Matter { path: format!("interval-changes/{}", text(&opened["id"])), version: 1 };
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau, "reviews", &outcome("approved"));
    matter.attempt(&city, "decisions", &outcome("approved")).problem(422, "refused");
    matter.act(&city, "reviews", &outcome("approved"));
    matter.act(&province, "decisions", &outcome("approved"));
    assert_eq!(due(&officer, &id), "2027-05-10");
    for recipient in ["supervisee", "procuratorate"] {
        matter.act(&officer, "deliveries", &json!({ "recipient": recipient, "method": "in_person" }));
    }
    assert_eq!(matter.status(&officer), "closed");
});

on_both_engines!(a_decision_of_the_city_is_entered_from_its_paper, |site| {
    let server = site.serve();
    let (officer, head) = (server.login("office_officer"), server.login("office_head"));
    let (bureau, bureau_head) = (server.login("bureau_officer"), server.login("bureau_head"));
    let id = parolee(&officer, |_| {});
    let opened = open(&officer, &id, &change(1)).expect(201);
    let mut matter = Matter { path: format!("interval-changes/{}", text(&opened["id"])), version: 1 };
    matter.act(&officer, "submissions", &json!({}));
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau_head, "reviews", &outcome("approved"));
    let paper = json!({ "organ": "常德市司法局", "document_number": "常司矫〔2026〕9号" });
    let bare = json!({ "outcome": "approved", "on_paper": paper });
    matter.attempt(&bureau, "decisions", &bare).error(422, "/papers", "required");
    let described = json!({ "supervisee_id": id, "title": "批复", "kind": "medical" });
    let stored = upload(&officer, &described, "批复.pdf", &pdf(2_000, 3)).send();
    let mut on_paper = bare;
    on_paper["papers"] = json!([stored.expect(201)["id"]]);
    matter.act(&bureau, "decisions", &on_paper);
    assert_eq!(due(&officer, &id), "2027-03-10");
});
