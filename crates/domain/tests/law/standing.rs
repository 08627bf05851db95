//! Status, conditions and discrepancies of a case.

use domain::{
    calendar::Calendar,
    case_file::{CaseFile, Standing, Subject, standing},
    code::{Category, ConditionCode, DiscrepancyCode, Status, StatusReason},
    ids::SuperviseeId,
    proceedings::Place,
    rulebook,
    supervisee::{Order, PersonFacts, Prohibition},
    term::Custody,
    time::{Instant, end_of_day, start_of_day},
};

use crate::support::day;

fn order(category: Category) -> Order {
    Order {
        effective_on: Some(day("2026-03-13")),
        supervision_starts_on: Some(day("2026-03-13")),
        supervision_ends_on: Some(day("2027-03-12")),
        ..Order::new(category)
    }
}

fn probation() -> Order {
    order(Category::Probation)
}

fn case(order: Order, birth_date: &str) -> CaseFile {
    CaseFile {
        supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()),
        person: Subject { birth_date: Some(day(birth_date)), sex: None },
        order,
        registered_on: day("2026-03-13"),
        place: Place::default(),
        proceedings: Vec::new(),
        records: Vec::new(),
    }
}

fn at(order: &Order, at: Instant) -> Standing {
    standing(&case(order.clone(), "1990-03-07"), &Calendar::builtin(), at)
}

fn on(order: &Order, date: &str) -> Standing {
    at(order, start_of_day(day(date)))
}

fn conditions(standing: &Standing) -> Vec<ConditionCode> {
    standing.conditions.iter().map(|condition| condition.code).collect()
}

fn discrepancies(order: &Order) -> Vec<(DiscrepancyCode, String)> {
    let found = on(order, "2026-03-13").discrepancies;
    for discrepancy in &found {
        assert!(rulebook::rule(&discrepancy.rule).is_some());
        assert!(!discrepancy.message.zh.is_empty() && !discrepancy.message.en.is_empty());
    }
    found.into_iter().map(|discrepancy| (discrepancy.code, discrepancy.computed)).collect()
}

#[test]
fn supervision_begins_with_the_report_and_ends_at_midnight_of_the_last_day() {
    let order = Order { reported_on: Some(day("2026-03-16")), ..probation() };
    let second = chrono::TimeDelta::seconds(1);
    for (moment, status, reason) in [
        (start_of_day(day("2026-03-16")) - second, Status::AwaitingIntake, None),
        (start_of_day(day("2026-03-16")), Status::UnderSupervision, None),
        (end_of_day(day("2027-03-12")) - second, Status::UnderSupervision, None),
        (end_of_day(day("2027-03-12")), Status::Released, Some(StatusReason::Expiry)),
    ] {
        let standing = at(&order, moment);
        assert_eq!((standing.status, standing.status_reason), (status, reason), "{moment}");
    }
}

#[test]
fn a_term_runs_out_whether_or_not_the_person_ever_reported() {
    assert_eq!(on(&probation(), "2027-03-12").status, Status::AwaitingIntake);
    assert_eq!(on(&probation(), "2027-03-13").status, Status::Released);
}

#[test]
fn one_who_has_not_reported_is_missed_from_the_day_after_the_last_day() {
    assert_eq!(conditions(&on(&probation(), "2026-03-23")), []);
    let standing = on(&probation(), "2026-03-24");
    let [condition] = standing.conditions.as_slice() else { panic!("{standing:?}") };
    assert_eq!(
        (condition.code, condition.since, condition.until),
        (ConditionCode::MissedIntake, day("2026-03-24"), None)
    );
    assert_eq!(condition.rule, "OP26-11");
    let late = Order { reported_on: Some(day("2026-04-01")), ..probation() };
    assert_eq!(conditions(&on(&late, "2026-03-31")), [ConditionCode::MissedIntake]);
    assert_eq!(conditions(&on(&late, "2026-04-01")), []);
    assert_eq!(conditions(&on(&probation(), "2027-03-13")), [], "not after the term is over");
}

#[test]
fn a_provisional_hand_over_date_never_makes_a_missed_intake() {
    assert_eq!(conditions(&on(&order(Category::TemporaryOutsidePrison), "2026-12-31")), []);
}

#[test]
fn a_prohibition_order_holds_from_its_first_to_its_last_day_reported_or_not() {
    let order = Order {
        prohibition: Some(Prohibition {
            content: "禁止接触被害人".to_owned(),
            starts_on: Some(day("2026-03-13")),
            ends_on: Some(day("2026-09-12")),
        }),
        ..probation()
    };
    for (date, holds) in [("2026-03-12", false), ("2026-03-13", true), ("2026-09-12", true), ("2026-09-13", false)] {
        assert_eq!(conditions(&on(&order, date)).contains(&ConditionCode::Prohibited), holds, "TV-18 {date}");
    }
    let undated = Order {
        prohibition: Some(Prohibition { content: "禁止接触被害人".to_owned(), starts_on: None, ends_on: None }),
        ..probation()
    };
    let standing = on(&undated, "2026-03-20");
    assert_eq!(
        (standing.conditions[0].since, standing.conditions[0].until),
        (day("2026-03-13"), Some(day("2027-03-12")))
    );
    assert_eq!(conditions(&on(&undated, "2027-03-13")), []);
}

#[test]
fn one_who_reports_without_papers_is_registered_the_same_day() {
    let reported =
        Order { reported_on: Some(day("2026-03-16")), papers_requested_on: Some(day("2026-03-16")), ..probation() };
    assert_eq!(on(&reported, "2026-03-16").status, Status::UnderSupervision, "TV-24");
}

#[test]
fn one_under_eighteen_at_intake_stays_under_the_rules_for_minors() {
    let reported = Order { reported_on: Some(day("2026-03-13")), ..probation() };
    let minor = |order: &Order, born: &str, date: &str| {
        let standing = standing(&case(order.clone(), born), &Calendar::builtin(), start_of_day(day(date)));
        conditions(&standing).contains(&ConditionCode::MinorRegime)
    };
    assert!(minor(&reported, "2008-09-10", "2026-10-01"), "TV-81");
    assert!(minor(&reported, "2008-09-10", "2030-01-01"), "and after release");
    assert!(!minor(&reported, "2007-05-01", "2026-03-13"), "TV-82");
    assert!(minor(&reported, "2008-03-13", "2026-03-13"), "eighteen only on the day after the birthday");
    assert!(!minor(&reported, "2008-03-12", "2026-03-13"));
    assert!(minor(&probation(), "2008-03-20", "2026-03-20"), "before intake the age of the day decides");
    assert!(!minor(&probation(), "2008-03-20", "2026-03-21"));
}

#[test]
fn birth_date_and_sex_come_from_the_number_where_they_are_not_stated() {
    let person = PersonFacts::new("张三", "430702199003071237");
    let subject = Subject::of(&person);
    assert_eq!((subject.birth_date, subject.sex), (Some(day("1990-03-07")), Some(domain::code::Sex::Male)));
    assert_eq!(Subject::of(&PersonFacts::new("张三", "430702")), Subject { birth_date: None, sex: None });
}

#[test]
fn a_stated_end_that_the_law_does_not_compute_is_shown() {
    let sentenced = |sentence: &str, ends_on: &str| Order {
        original_sentence: Some(sentence.to_owned()),
        supervision_ends_on: Some(day(ends_on)),
        ..probation()
    };
    assert_eq!(discrepancies(&sentenced("有期徒刑8个月，缓刑1年", "2027-03-12")), []);
    assert_eq!(
        discrepancies(&sentenced("有期徒刑8个月，缓刑1年", "2027-03-13")),
        [(DiscrepancyCode::TermEndDiffers, "2027-03-12".to_owned())]
    );
    assert_eq!(discrepancies(&sentenced("见判决书", "2027-03-13")), [], "what is not understood is not compared");
    let custody = Some(Custody { custody_days: 37, ..Custody::default() });
    let surveillance =
        Order { category: Category::PublicSurveillance, custody, ..sentenced("管制6个月", "2026-06-30") };
    assert_eq!(discrepancies(&surveillance), [], "TV-09");
    let uncredited = Order { custody: None, ..surveillance };
    assert_eq!(discrepancies(&uncredited), [(DiscrepancyCode::TermEndDiffers, "2026-09-12".to_owned())]);
    let parole = Order { category: Category::Parole, ..sentenced("有期徒刑十年", "2027-01-01") };
    assert_eq!(discrepancies(&parole), [], "the remainder depends on papers that are not here");
}

#[test]
fn periods_outside_the_limits_of_the_criminal_law_are_shown() {
    use DiscrepancyCode::{ProbationOutsideLimits as Probation, SurveillanceOutsideLimits as Surveillance};
    for (category, sentence, expected) in [
        (Category::Probation, "拘役1个月，缓刑2个月", None),
        (Category::Probation, "拘役1个月，缓刑1个月", Some(Probation)),
        (Category::Probation, "拘役3个月，缓刑2个月", Some(Probation)),
        (Category::Probation, "拘役6个月，缓刑1年", None),
        (Category::Probation, "拘役6个月，缓刑1年1个月", Some(Probation)),
        (Category::Probation, "有期徒刑6个月，缓刑1年", None),
        (Category::Probation, "有期徒刑6个月，缓刑11个月", Some(Probation)),
        (Category::Probation, "有期徒刑3年，缓刑2年", Some(Probation)),
        (Category::Probation, "有期徒刑3年，缓刑5年", None),
        (Category::Probation, "有期徒刑3年，缓刑5年1个月", Some(Probation)),
        (Category::PublicSurveillance, "管制3个月", None),
        (Category::PublicSurveillance, "管制2个月", Some(Surveillance)),
        (Category::PublicSurveillance, "管制3年", None),
        (Category::PublicSurveillance, "管制3年1个月", Some(Surveillance)),
    ] {
        let order =
            Order { original_sentence: Some(sentence.to_owned()), supervision_ends_on: None, ..order(category) };
        let found: Vec<_> = discrepancies(&order).into_iter().map(|(code, _)| code).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{sentence}");
    }
}

#[test]
fn a_prohibition_order_is_neither_too_short_nor_longer_than_the_term() {
    use DiscrepancyCode::{ProhibitionOutlastsTerm, ProhibitionTooShort};
    let prohibited = |order: Order, ends_on: &str| Order {
        prohibition: Some(Prohibition {
            content: "禁止饮酒".to_owned(),
            starts_on: Some(day("2026-03-13")),
            ends_on: Some(day(ends_on)),
        }),
        ..order
    };
    let surveillance = || order(Category::PublicSurveillance);
    for (order, expected) in [
        (prohibited(probation(), "2026-04-12"), Some((ProhibitionTooShort, "2026-05-12"))), // TV-19
        (prohibited(probation(), "2026-05-12"), None),
        (prohibited(probation(), "2027-03-12"), None),
        (prohibited(probation(), "2027-03-13"), Some((ProhibitionOutlastsTerm, "2027-03-12"))),
        (prohibited(surveillance(), "2026-05-12"), Some((ProhibitionTooShort, "2026-06-12"))),
        (prohibited(surveillance(), "2026-06-12"), None),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(code, computed)| (code, computed.to_owned())).collect();
        assert_eq!(discrepancies(&order), expected);
    }
    let credited = Order {
        custody: Some(Custody { custody_days: 40, ..Custody::default() }),
        supervision_ends_on: Some(day("2026-05-20")),
        ..surveillance()
    };
    assert_eq!(
        discrepancies(&prohibited(credited, "2026-05-20")),
        [],
        "no minimum where credit left less than three months"
    );
}
