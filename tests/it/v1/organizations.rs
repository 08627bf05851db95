use harness::on_both_engines;

on_both_engines!(the_built_in_tree_has_a_province_a_city_a_bureau_and_fourteen_offices, |site| {
    let server = site.serve();
    let organizations = server.login("bureau_head").all("organizations");
    let count = |level: &str| organizations.iter().filter(|organization| organization["level"] == level).count();
    assert_eq!([count("province"), count("city"), count("county"), count("office")], [1, 1, 1, 14]);

    let by_code = |code: &str| organizations.iter().find(|organization| organization["code"] == code).unwrap();
    assert!(by_code("43")["parent_id"].is_null());
    assert_eq!(by_code("4307")["parent_id"], by_code("43")["id"]);
    assert_eq!(by_code("430702")["parent_id"], by_code("4307")["id"]);
    assert_eq!(by_code("430702")["name"], "武陵区社区矫正工作局");
    for office in organizations.iter().filter(|organization| organization["level"] == "office") {
        assert_eq!(office["parent_id"], by_code("430702")["id"]);
        assert!(office["code"].as_str().unwrap().starts_with("430702"));
    }
});

on_both_engines!(a_stranger_sees_no_organization, |site| {
    let server = site.serve();
    let answer = server.stranger().get("organizations");
    answer.problem(401, "unauthenticated");
    assert!(answer.header("www-authenticate").is_some());
});
