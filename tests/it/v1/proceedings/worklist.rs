//! Who must act next, and what every kind tells of itself.

use super::{Matter, ids, leave, outcome, supervised, text};
use harness::{Session, on_both_engines};
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;

on_both_engines!(the_worklist_says_what_waits_for_whom, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let (bureau_officer, bureau_head) = (server.login("bureau_officer"), server.login("bureau_head"));
    let city = server.login("city_reviewer");
    let id = supervised(&officer);
    let mut long = Matter::open(&officer, &id, &leave("2026-12-01", "2027-01-05"));
    let mut short = Matter::open(&head, &id, &leave("2026-11-25", "2026-11-27"));
    let mine = |session: &Session| ids(session, "proceedings?awaiting=me").len();
    let ours = |session: &Session| ids(session, "proceedings?awaiting=my_organization").len();
    assert_eq!(
        (mine(&officer), mine(&head), mine(&bureau_head), mine(&city)),
        (2, 2, 0, 0),
        "drafts wait for the office"
    );
    short.act(&head, "submissions", &json!({}));
    assert_eq!(short.read(&officer)["awaits"], json!({ "level": "office", "permission": "proceedings_decide" }));
    assert_eq!((mine(&officer), ours(&officer)), (1, 2));
    assert_eq!(mine(&head), 1, "one's own request is not for oneself to decide");
    long.act(&officer, "submissions", &json!({}));
    assert_eq!(mine(&head), 1);
    long.act(&head, "endorsements", &outcome("approved"));
    assert_eq!((mine(&bureau_officer), mine(&bureau_head), mine(&city)), (1, 1, 0));
    long.act(&bureau_officer, "reviews", &outcome("approved"));
    assert_eq!((mine(&bureau_officer), mine(&bureau_head), mine(&city)), (0, 0, 1));
    long.act(&city, "decisions", &outcome("approved"));
    assert_eq!((mine(&city), ours(&city)), (0, 0));

    let count = |filter: &str| ids(&officer, &format!("leaves?{filter}")).len();
    assert_eq!((count("status=approved"), count("status=submitted"), count("status=draft")), (1, 1, 0));
    assert_eq!((count(&format!("supervisee_id={id}")), count("limit=1"), count("overdue=true")), (2, 2, 0));
    assert_eq!(ids(&officer, "proceedings?kind=leave&overdue=false").len(), 2);
    for bad in ["status=open", "awaiting=you", "kind=warning", "colour=red", "cursor=x"] {
        assert_eq!(officer.get(&format!("leaves?{bad}")).status(), 400, "{bad}");
    }
    let items = officer.all("leaves");
    assert_eq!(items[0]["content"]["leaves_on"], "2026-12-01");
    assert_eq!(items[0]["href"], format!("/api/v1/{}", long.path));
});

on_both_engines!(one_leave_moves_the_way_of_another, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let head = server.login("office_head");
    let id = supervised(&officer);
    let mut second = Matter::open(&officer, &id, &leave("2026-12-30", "2027-01-03"));
    second.act(&officer, "submissions", &json!({}));
    assert_eq!(second.read(&officer)["awaits"]["level"], "office");
    let mut first = Matter::open(&officer, &id, &leave("2026-12-01", "2026-12-28"));
    first.act(&officer, "submissions", &json!({}));
    first.act(&head, "endorsements", &outcome("approved"));
    first.act(&server.login("bureau_head"), "decisions", &outcome("approved"));
    // With twenty-eight days approved before it, five more make more than thirty.
    let read = second.read(&officer);
    assert_eq!((&read["assessment"]["cumulative_days"], &read["assessment"]["approver"]), (&json!(33), &json!("city")));
    assert_eq!(read["awaits"], json!({ "level": "office", "permission": "proceedings_endorse" }));
    let listed = officer.all("leaves?status=submitted").remove(0);
    assert_eq!(listed["awaits"], read["awaits"], "what the list keeps is what is computed");
});

on_both_engines!(every_kind_tells_what_it_declares_and_has_exactly_those_routes, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let answer = officer.get("proceedings/kinds");
    let kinds = answer.expect(200);
    let again =
        officer.request(Method::GET, "proceedings/kinds").header("if-none-match", answer.header("etag").unwrap());
    assert_eq!(again.send().status(), 304);
    let document = server.stranger().get("/openapi.json").expect(200);
    let posted = document["paths"].as_object().unwrap().iter().filter(|(_, path)| path["post"].is_object());
    let paths: BTreeSet<&String> = posted.map(|(path, _)| path).collect();
    for kind in kinds["items"].as_array().unwrap() {
        let href = text(&kind["href"]);
        let own = |path: &str| path.strip_prefix(&format!("{href}/{{id}}/")).map(str::to_owned);
        let acts: BTreeSet<String> = paths.iter().filter_map(|path| own(path)).collect();
        let mut declared: BTreeSet<String> =
            kind["moves"].as_array().unwrap().iter().map(|declared| text(&declared["path"])).collect();
        declared.extend(["annulments".to_owned(), "countersignatures".to_owned()]);
        assert_eq!(acts, declared, "{href}");
        assert!(text(&kind["diagram"]).starts_with("stateDiagram-v2"), "{kind}");
        assert!(!text(&kind["basis"]).is_empty(), "{kind}");
        let known: BTreeSet<String> =
            kind["statuses"].as_array().unwrap().iter().map(|status| text(&status["status"])).collect();
        for declared in kind["moves"].as_array().unwrap() {
            for status in ["from", "to"].iter().flat_map(|member| declared[member].as_array().unwrap()) {
                assert!(known.contains(status.as_str().unwrap()), "{declared}");
            }
        }
    }
});
