use harness::on_both_engines;

on_both_engines!(a_due_date_explains_itself_day_by_day, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let answer = officer.get("rules/R-4a/due-date?start=2026-11-02").expect(200);
    assert_eq!(answer["rule"], "R-4a");
    assert_eq!(answer["start"], "2026-11-02");
    assert_eq!(answer["due_strict"], "2026-11-12");
    assert_eq!(answer["due_legal"], "2026-11-12");
    assert_eq!(answer["provisional"], false);
    assert!(!answer["explanation"].as_array().unwrap().is_empty());
    assert!(answer["basis"].is_string() || answer["basis"].is_object());
});

on_both_engines!(a_due_date_in_a_year_without_a_calendar_is_provisional, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    assert_eq!(officer.get("rules/R-4a/due-date?start=2031-04-25").expect(200)["provisional"], true);
});

on_both_engines!(a_rule_needs_a_known_id_and_a_real_day, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    officer.get("rules/X-99/due-date?start=2026-11-02").expect(404);
    for bad in ["start=2026-02-30", "start=", "", "start=9999999-01-01", "begin=2026-11-02"] {
        officer.get(&format!("rules/R-4a/due-date?{bad}")).expect(400);
    }
});

on_both_engines!(a_term_is_computed_with_its_custody_credited, |site| {
    let server = site.serve();
    let officer = server.login("office_officer");
    let plain = officer.get("rules/term?category=probation&starts_on=2024-02-29&years=1").expect(200);
    assert_eq!(plain["starts_on"], "2024-02-29");
    assert_eq!(plain["ends_on"], "2025-02-28");
    let credited = |custody: &str| {
        let path = format!("rules/term?category=public_surveillance&starts_on=2026-01-01&years=1{custody}");
        officer.get(&path).expect(200)["ends_on"].as_str().unwrap().to_owned()
    };
    assert_eq!(credited(""), "2026-12-31");
    // A day in custody counts for two days of public surveillance (CL 41).
    assert_eq!(credited("&custody_days=10"), "2026-12-11");
    for bad in ["years=-1", "years=1000", "months=x", "years=1&years=2"] {
        officer.get(&format!("rules/term?category=probation&starts_on=2026-01-01&{bad}")).expect(400);
    }
});
