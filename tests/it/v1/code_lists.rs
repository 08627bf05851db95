use harness::on_both_engines;
use reqwest::Method;

on_both_engines!(every_list_has_its_labels_and_a_tag, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let lists = officer.all("code-lists");
    for name in
        ["categories", "statuses", "conditions", "clock-states", "fault-codes", "row-fault-codes", "problem-codes"]
    {
        assert!(lists.iter().any(|list| list["name"] == name), "{name}");
    }
    for item in lists.iter().flat_map(|list| list["items"].as_array().unwrap()) {
        for member in ["code", "label_zh", "label_en"] {
            assert!(item[member].as_str().is_some_and(|text| !text.is_empty()), "{item}");
        }
    }

    let answer = officer.get("code-lists/categories");
    let list = answer.expect(200);
    assert!(lists.contains(&list));
    assert_eq!([&list["items"][1]["code"], &list["items"][1]["label_zh"]], ["probation", "缓刑"]);
    let etag = answer.header("etag").unwrap();
    let having =
        |seen: &str| officer.request(Method::GET, "code-lists/categories").header("if-none-match", seen).send();
    for seen in [etag.to_owned(), format!("\"x\", W/{etag}"), "*".to_owned()] {
        let again = having(&seen);
        assert_eq!((again.status(), again.bytes().len(), again.header("etag")), (304, 0, Some(etag)), "{seen}");
    }
    for other in ["\"x\"", "x", ""] {
        assert_eq!(having(other).status(), 200, "{other}");
    }
    // What the document refers to is there.
    let document = server.stranger().get("/openapi.json").text();
    let named = document.split("Labels: `GET /api/v1/code-lists/").skip(1).filter_map(|rest| rest.split('`').next());
    let missing: Vec<_> = named.filter(|name| lists.iter().all(|list| list["name"] != *name)).collect();
    assert_eq!(missing, [""; 0]);
    officer.get("code-lists/colours").problem(404, "not_found");
    server.stranger().get("code-lists").problem(401, "unauthenticated");
});
