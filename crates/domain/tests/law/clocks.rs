//! Clocks of a case: the day before, the day, the day after; what stops them; what they become over time.

use domain::{
    calendar::Calendar,
    case_file::{CaseFile, Subject, standing},
    clock::{Clock, clocks},
    code::{
        Category,
        ClockState::{self, Cancelled, LateMet, Met, Open, Overdue},
        Code, DutyBearer, TemporaryGround,
    },
    ids::SuperviseeId,
    proceedings::Place,
    supervisee::Order,
    time::{Instant, start_of_day},
};

use crate::support::day;

fn noon(text: &str) -> Instant {
    start_of_day(day(text)) + chrono::TimeDelta::hours(12)
}

fn case(order: Order) -> CaseFile {
    CaseFile {
        supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()),
        person: Subject { birth_date: Some(day("1990-03-07")), sex: None },
        order,
        registered_on: day("2026-03-13"),
        place: Place::default(),
        proceedings: Vec::new(),
        records: Vec::new(),
    }
}

/// Probation of a year, decided, effective 2026-03-13 (TV-20).
fn probation() -> Order {
    Order {
        decided_on: Some(day("2026-03-01")),
        effective_on: Some(day("2026-03-13")),
        supervision_starts_on: Some(day("2026-03-13")),
        supervision_ends_on: Some(day("2027-03-12")),
        ..Order::new(Category::Probation)
    }
}

fn temporary(organ: &str) -> Order {
    Order {
        category: Category::TemporaryOutsidePrison,
        deciding_organ: Some(organ.to_owned()),
        temporary_ground: Some(TemporaryGround::SeriousIllness),
        ..probation()
    }
}

fn find(order: &Order, rule: &str, on: &str) -> Option<Clock> {
    clocks(&case(order.clone()), &Calendar::builtin(), noon(on)).into_iter().find(|clock| clock.rule == rule)
}

#[track_caller]
fn states(order: &Order, rule: &str, expected: &[(&str, ClockState)]) {
    for (on, state) in expected {
        let clock = find(order, rule, on).unwrap_or_else(|| panic!("no {rule} on {on}"));
        assert_eq!(clock.state(noon(on)), *state, "{rule} on {on}: {clock:#?}");
    }
}

#[test]
fn each_receiving_clock_is_overdue_from_the_day_after_its_legal_due_date() {
    for (rule, last_day, next_day) in
        [("R-1", "2026-03-18", "2026-03-19"), ("R-2", "2026-03-23", "2026-03-24"), ("R-4a", "2026-03-23", "2026-03-24")]
    {
        states(&probation(), rule, &[("2026-03-13", Open), (last_day, Open), (next_day, Overdue)]);
    }
}

#[test]
fn a_due_date_in_a_holiday_is_late_only_after_the_first_working_day() {
    let order = Order { effective_on: Some(day("2026-09-28")), ..probation() };
    let clock = find(&order, "R-1", "2026-10-03").unwrap();
    assert_eq!(
        (clock.due_strict, clock.due_legal, clock.actor),
        (day("2026-10-03"), day("2026-10-08"), DutyBearer::DecidingOrgan)
    );
    states(&order, "R-1", &[("2026-10-03", Open), ("2026-10-04", Open), ("2026-10-08", Open), ("2026-10-09", Overdue)]);
}

#[test]
fn a_notice_is_met_by_whatever_came_first_and_the_documents_by_themselves() {
    let order = Order {
        notice_received_on: Some(day("2026-03-18")),
        documents_received_on: Some(day("2026-03-24")),
        ..probation()
    };
    states(&order, "R-1", &[("2026-03-17", Open), ("2026-03-18", Met)]);
    states(&order, "R-2", &[("2026-03-24", LateMet)]);
    let only_documents = Order { notice_received_on: None, ..order };
    states(&only_documents, "R-1", &[("2026-03-24", Cancelled)]);
    assert!(
        find(&only_documents, "R-1", "2026-03-24").unwrap().explanation.last().unwrap().zh.contains("未记录收到通知")
    );
    let documents_in_time = Order { documents_received_on: Some(day("2026-03-18")), ..only_documents };
    states(&documents_in_time, "R-1", &[("2026-03-17", Open), ("2026-03-18", Met)]);
    let late_notice = Order { notice_received_on: Some(day("2026-03-19")), ..probation() };
    states(&late_notice, "R-1", &[("2026-03-18", Open), ("2026-03-19", LateMet)]);
}

#[test]
fn the_summary_and_the_certificate_meet_their_clocks() {
    let summary = |on: &str| Order { summary_received_on: Some(day(on)), ..probation() };
    states(&summary("2027-02-10"), "RL-1", &[("2027-02-09", Open), ("2027-02-10", Met), ("2027-03-13", Met)]);
    states(&summary("2027-02-11"), "RL-1", &[("2027-02-11", LateMet), ("2027-03-13", LateMet)]);
    let issued = |on: &str| Order { release_certificate_issued_on: Some(day(on)), ..probation() };
    states(&issued("2027-03-12"), "RL-2", &[("2027-03-11", Open), ("2027-03-12", Met), ("2027-03-13", Met)]);
    states(&issued("2027-03-13"), "RL-2", &[("2027-03-12", Open), ("2027-03-13", LateMet)]);
    let carried_over = Order { carried_over_on: Some(day("2027-03-20")), ..issued("2027-03-12") };
    states(&carried_over, "RL-2", &[("2027-03-20", Met)]);
}

#[test]
fn reporting_on_the_last_day_is_in_time_and_on_the_next_is_late() {
    let reported = |on: &str| Order { reported_on: Some(day(on)), ..probation() };
    states(&reported("2026-03-23"), "R-4a", &[("2026-03-23", Met)]);
    states(&reported("2026-03-24"), "R-4a", &[("2026-03-24", LateMet)]);
}

#[test]
fn a_parolee_is_alarmed_from_the_ruling_and_late_from_leaving_prison() {
    let order = Order { category: Category::Parole, left_prison_on: Some(day("2026-03-20")), ..probation() };
    let clock = find(&order, "R-4a", "2026-03-25").unwrap();
    assert_eq!((clock.due_strict, clock.due_legal), (day("2026-03-23"), day("2026-03-30")), "K-4");
    states(&order, "R-4a", &[("2026-03-30", Open), ("2026-03-31", Overdue)]);
    let left_before = Order { left_prison_on: Some(day("2026-03-10")), ..order };
    states(&left_before, "R-4a", &[("2026-03-24", Overdue)]);
}

#[test]
fn a_hand_over_counts_from_the_decision_received_and_is_provisional_without_that_day() {
    let court =
        Order { handover_decision_received_on: Some(day("2026-03-16")), ..temporary("常德市武陵区人民法院") };
    let clock = find(&court, "R-4b", "2026-03-20").unwrap();
    assert_eq!(
        (clock.due_strict, clock.provisional, clock.actor),
        (day("2026-03-26"), false, DutyBearer::DetentionCentreOrPolice)
    );
    states(&court, "R-4b", &[("2026-03-26", Open), ("2026-03-27", Overdue)]);

    let prison = temporary("湖南省监狱管理局");
    let clock = find(&prison, "R-4c", "2026-03-20").unwrap();
    assert_eq!(
        (clock.due_strict, clock.provisional, clock.actor),
        (day("2026-03-23"), true, DutyBearer::PrisonOrDetentionCentre)
    );
    assert!(clock.explanation.last().unwrap().zh.contains("未记录"));
    states(&prison, "R-4c", &[("2027-01-01", Open)]);
    let late = Order { reported_on: Some(day("2026-06-01")), ..prison.clone() };
    states(&late, "R-4c", &[("2026-06-01", Met)]);
    assert!(find(&prison, "R-4a", "2026-03-20").is_none() && find(&prison, "R-4b", "2026-03-20").is_none());
}

#[test]
fn the_receipt_runs_from_the_documents_and_not_for_what_lies_in_an_old_paper_file() {
    let order = Order { documents_received_on: Some(day("2026-04-30")), ..probation() };
    states(&order, "R-3", &[("2026-05-06", Open), ("2026-05-07", Overdue)]);
    let carried_over = |on: &str| Order { carried_over_on: Some(day(on)), ..order.clone() };
    states(&carried_over("2026-05-06"), "R-3", &[("2026-05-06", Open), ("2026-05-07", Overdue)]);
    states(&carried_over("2026-05-07"), "R-3", &[("2026-05-07", Cancelled), ("2026-11-23", Cancelled)]);
    let sent = Order { receipt_sent_on: Some(day("2026-05-08")), ..carried_over("2026-11-23") };
    states(&sent, "R-3", &[("2026-11-23", LateMet)]);
    assert!(find(&probation(), "R-3", "2026-05-06").is_none());
}

#[test]
fn missing_papers_are_met_by_completion_or_by_documents_after_the_request() {
    let order = Order { papers_requested_on: Some(day("2026-03-16")), ..probation() };
    states(&order, "R-5", &[("2026-03-23", Open), ("2026-03-24", Overdue)]);
    let completed = Order { papers_completed_on: Some(day("2026-03-23")), ..order.clone() };
    states(&completed, "R-5", &[("2026-03-23", Met)]);
    let served = Order { documents_received_on: Some(day("2026-03-24")), ..order.clone() };
    states(&served, "R-5", &[("2026-03-24", LateMet)]);
    let served_before = Order { documents_received_on: Some(day("2026-03-15")), ..order };
    states(&served_before, "R-5", &[("2026-03-24", Overdue)]);
}

#[test]
fn medical_clocks_run_from_the_last_report_while_under_supervision() {
    let order = Order { reported_on: Some(day("2026-03-16")), ..temporary("常德市中级人民法院") };
    states(&order, "M-4", &[("2026-04-16", Open), ("2026-04-17", Overdue)]);
    states(&order, "H-2", &[("2026-06-16", Open), ("2026-06-17", Overdue)]);
    let reported =
        Order { health_reported_on: Some(day("2026-01-31")), reexamined_on: Some(day("2026-01-31")), ..order.clone() };
    assert_eq!(find(&reported, "M-4", "2026-03-20").unwrap().due_legal, day("2026-02-28"));
    assert_eq!(find(&reported, "H-2", "2026-03-20").unwrap().due_legal, day("2026-04-30"), "TV-54");
    let carried_over = Order { carried_over_on: Some(day("2026-11-23")), ..order.clone() };
    assert_eq!(find(&carried_over, "M-4", "2026-11-23").unwrap().due_legal, day("2026-12-23"));
    assert!(find(&carried_over, "M-4", "2026-11-23").unwrap().explanation.last().unwrap().en.contains("carried over"));
    assert!(find(&temporary("常德市中级人民法院"), "M-4", "2026-03-20").is_none(), "not before intake");
    for ground in [TemporaryGround::PregnancyOrNursing, TemporaryGround::UnableToCareForSelf] {
        let other = Order { temporary_ground: Some(ground), ..order.clone() };
        assert!(find(&other, "H-2", "2026-04-01").is_none() && find(&other, "M-4", "2026-04-01").is_some());
    }
    assert!(find(&Order { reported_on: Some(day("2026-03-16")), ..probation() }, "M-4", "2026-04-01").is_none());
}

#[test]
fn the_prison_that_handles_the_release_is_told_within_the_last_month() {
    let order = Order { reported_on: Some(day("2026-03-16")), ..temporary("湖南省监狱管理局") };
    let clock = find(&order, "H-12", "2026-03-20").unwrap();
    assert_eq!((clock.due_strict, clock.due_legal), (day("2027-02-12"), day("2027-03-12")), "alarm and lateness");
    states(&order, "H-12", &[("2027-02-11", Open), ("2027-03-12", Open), ("2027-03-13", Overdue)]);
    let old = Order { carried_over_on: Some(day("2027-03-13")), ..order.clone() };
    states(&old, "H-12", &[("2027-03-13", Cancelled)]);
    let by_court = Order { reported_on: Some(day("2026-03-16")), ..temporary("常德市中级人民法院") };
    assert!(find(&by_court, "H-12", "2026-03-20").is_none(), "a court's is released by the agency");
    for (ends_on, first_day) in
        [("2026-03-31", "2026-02-28"), ("2028-03-30", "2028-02-29"), ("2026-07-31", "2026-06-30")]
    {
        let order = Order { supervision_ends_on: Some(day(ends_on)), ..order.clone() };
        assert_eq!(find(&order, "H-12", "2026-03-20").unwrap().due_strict, day(first_day), "{ends_on}");
    }
}

#[test]
fn release_clocks_end_on_the_day_itself_and_only_the_certificate_outlives_supervision() {
    let order = Order { reported_on: Some(day("2026-03-16")), ..temporary("常德市中级人民法院") };
    states(
        &order,
        "RL-1",
        &[("2027-02-10", Open), ("2027-02-11", Overdue), ("2027-03-12", Overdue), ("2027-03-13", Cancelled)],
    );
    states(&order, "RL-2", &[("2027-03-12", Open), ("2027-03-13", Overdue)]);
    states(&order, "M-4", &[("2027-03-12", Overdue), ("2027-03-13", Cancelled)]);
    states(&order, "H-2", &[("2027-03-13", Cancelled)]);
    states(&order, "R-1", &[("2027-03-12", Overdue), ("2027-03-13", Cancelled)]);
    let old = Order { carried_over_on: Some(day("2027-03-13")), ..order };
    states(&old, "RL-2", &[("2027-03-13", Cancelled)]);
}

#[test]
fn a_case_of_which_only_the_category_is_known_has_no_clock_and_no_boundary() {
    for category in Category::ALL {
        let case = case(Order::new(*category));
        assert_eq!(clocks(&case, &Calendar::builtin(), noon("2026-03-13")), []);
    }
}

#[test]
fn between_two_boundaries_nothing_changes() {
    let calendar = Calendar::builtin();
    let case = case(Order {
        reported_on: Some(day("2026-03-25")),
        documents_received_on: Some(day("2026-03-20")),
        ..temporary("常德市中级人民法院")
    });
    let picture = |at: Instant| {
        let standing = standing(&case, &calendar, at);
        let states: Vec<_> = clocks(&case, &calendar, at).iter().map(|clock| (clock.rule, clock.state(at))).collect();
        (standing.status, standing.conditions, states)
    };
    let mut at = noon("2026-03-01");
    let mut turns = 0;
    while let Some(until) = standing(&case, &calendar, at).valid_until {
        let before = picture(at);
        let mut probe = at;
        while probe < until {
            assert_eq!(picture(probe), before, "changed at {probe}, within {at} .. {until}");
            probe += chrono::TimeDelta::hours(6);
        }
        at = until;
        turns += 1;
    }
    assert!(at > noon("2027-03-12") && turns > 8);
}

#[test]
fn the_states_of_a_typical_case_over_time() {
    let order = Order {
        notice_received_on: Some(day("2026-03-17")),
        documents_received_on: Some(day("2026-03-25")),
        receipt_sent_on: Some(day("2026-03-27")),
        reported_on: Some(day("2026-03-23")),
        reexamined_on: Some(day("2026-07-31")),
        handover_decision_received_on: Some(day("2026-03-16")),
        ..temporary("常德市武陵区人民法院")
    };
    let days = [
        "2026-03-13",
        "2026-03-18",
        "2026-03-24",
        "2026-03-25",
        "2026-04-01",
        "2026-10-31",
        "2026-11-01",
        "2027-02-11",
        "2027-03-12",
        "2027-03-13",
    ];
    let rules = ["R-1", "R-2", "R-3", "R-4b", "M-4", "H-2", "RL-1", "RL-2"];
    let mut table = format!("{:<12}", "");
    rules.iter().for_each(|rule| table.push_str(&format!("{rule:<11}")));
    for on in days {
        table.push_str(&format!("\n{on}  "));
        for rule in rules {
            let state = find(&order, rule, on).map_or("-", |clock| clock.state(noon(on)).code());
            table.push_str(&format!("{state:<11}"));
        }
    }
    let table: Vec<_> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn a_rule_sets_no_clock_before_it_is_law() {
    let before = Order {
        effective_on: Some(day("2020-06-01")),
        supervision_starts_on: Some(day("2020-06-01")),
        supervision_ends_on: Some(day("2021-05-31")),
        ..probation()
    };
    let at = |on: &str| clocks(&case(before.clone()), &Calendar::builtin(), noon(on)).len();
    let held = |on: &str| standing(&case(before.clone()), &Calendar::builtin(), noon(on)).conditions.len();
    assert_eq!((at("2020-06-30"), held("2020-06-30")), (0, 0));
    assert!(at("2020-07-01") > 0);
    assert_eq!(held("2020-07-01"), 1, "missed intake");
}

#[test]
fn a_clock_is_cited_as_the_law_stood_on_the_day() {
    let outside =
        Order { handover_decision_received_on: Some(day("2026-10-20")), ..temporary("湖南省监狱管理局") };
    let clock = find(&outside, "R-4c", "2026-11-01").unwrap();
    let cited = ["2026-10-31", "2026-11-01", "2026-11-02"].map(|on| clock.basis(day(on)).en);
    assert_eq!(cited, ["CCL 21", "CCL 21; PL26 47", "CCL 21; PL26 47"]);
}
