//! Citizen identity numbers (GB 11643; TV-85 … TV-87). All invented.

use harness::on_both_engines;
use serde_json::json;

on_both_engines!(an_identity_number_is_examined_and_forgotten, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (value, birth_date, sex, region_code) in [
        ("430702199003071237", "1990-03-07", "male", "430702"),
        ("430702200802290028", "2008-02-29", "female", "430702"),
        ("11010519491231002X", "1949-12-31", "female", "110105"),
        ("11010519491231002x", "1949-12-31", "female", "110105"),
    ] {
        let answer = officer.post("rules/identity-numbers", &json!({ "value": value }));
        let mut body = answer.expect(200);
        assert!(!answer.text().contains(value), "the number is not said again");
        assert!(body["basis"].as_str().unwrap().contains("GB 11643"), "{body}");
        assert_eq!(body["explanation"].as_array().unwrap().len(), 3, "{body}");
        let members = body.as_object_mut().unwrap();
        members.remove("basis");
        members.remove("explanation");
        let stated = json!({ "valid": true, "birth_date": birth_date, "sex": sex, "region_code": region_code });
        assert_eq!(body, stated);
    }
    for (value, fault) in [
        ("430702199003071238", "identity_check_digit"),
        ("430702200902290023", "identity_impossible_date"),
        ("43070219900307123", "identity_length"),
        ("430702900307123", "identity_length"),
        ("", "identity_length"),
        ("4307021990030712３7", "identity_characters"),
        ("X30702199003071237", "identity_characters"),
    ] {
        let body = officer.post("rules/identity-numbers", &json!({ "value": value })).expect(200);
        assert_eq!((&body["valid"], &body["fault"]), (&json!(false), &json!(fault)), "{value}");
        assert!(["birth_date", "sex", "region_code"].iter().all(|member| body.get(member).is_none()), "{body}");
    }
    let log = server.log();
    assert!(!log.contains("43070219900307") && !log.contains("19491231"), "{log}");
});

on_both_engines!(what_is_no_text_is_refused_without_being_said_again, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    for (question, pointer, code) in [
        (json!({}), "/value", "required"),
        (json!({ "value": 430_702_199_003_071_237_u64 }), "/value", "wrong_type"),
        (json!({ "value": null }), "/value", "wrong_type"),
        (json!({ "value": "4".repeat(101) }), "/value", "length"),
        (json!({ "value": "430702199003071237", "name": "某人" }), "/name", "unknown_member"),
    ] {
        let answer = officer.post("rules/identity-numbers", &question);
        answer.error(422, pointer, code);
        assert!(!answer.text().contains("430702199003071237"));
    }
    let in_the_address = officer.get("rules/identity-numbers?value=430702199003071237");
    in_the_address.problem(404, "not_found");
    assert!(!in_the_address.text().contains("430702199003071237"));
    assert!(!server.log().contains("430702199003071237"));
});
