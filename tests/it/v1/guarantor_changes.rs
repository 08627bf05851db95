//! Change of guarantor over HTTP: lost, a new one put forward within the day set, approved (TEO14 11, 12; IM 49(7)).

use super::medical_reviews::parolee;
use super::proceedings::{Matter, outcome, text};
use harness::on_both_engines;
use serde_json::json;

on_both_engines!(a_guarantor_who_is_lost_is_replaced_by_one_who_fulfils_every_condition, |site| {
    let server = site.serve();
    let (officer, head, bureau_head) =
        (server.login("office_officer"), server.login("office_head"), server.login("bureau_head"));
    let id = parolee(&officer, |_| {});
    let content = json!({
        "loss": "conditions_lost", "conditions": ["near"], "lost_on": "2026-11-20", "replace_by": "2026-12-20",
        "facts": "保证人已迁居外省",
    });
    let opened = officer.post("guarantor-changes", &json!({ "supervisee_id": id, "content": content })).expect(201);
    assert_eq!(opened["clocks"][0]["due_legal"], "2026-12-20");
    let mut matter = Matter { path: format!("guarantor-changes/{}", text(&opened["id"])), version: 1 };
    let mut brother = json!({
        "name": "钟二", "relation": "兄", "fulfilled": ["capable_and_willing", "at_liberty", "home_and_income"],
        "undertaken": true,
    });
    let refusal = matter.attempt(&officer, "nominations", &brother).problem(422, "refused")["refusal"].clone();
    assert_eq!(refusal["rule"], "H-7");
    brother["fulfilled"] = json!(["capable_and_willing", "at_liberty", "home_and_income", "near"]);
    matter.act(&officer, "nominations", &brother);
    matter.act(&head, "endorsements", &outcome("approved"));
    matter.act(&bureau_head, "decisions", &outcome("approved"));
    assert_eq!(matter.status(&officer), "closed");
});
