//! The grounds as the case file shows them: five for probation, three for parole, eight for temporary execution, none for surveillance.

use domain::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Breach, Category, Code, MeasureCode, Outcome},
    proceedings::{breach_inquiry::BreachInquiryContent, proposal::FoundGrounds},
    supervisee::Prohibition,
};

use super::{
    breach_inquiry::{inquired, inquiry},
    guarantor_change::lost,
    medical_review::parolee,
    play::{Play, Who, at, case},
    proposing::{overdue, warned_twice},
    warning::warned,
};
use crate::support::day;

fn grounds(case: &CaseFile, date: &str) -> FoundGrounds {
    case.revocation_grounds(&Calendar::builtin(), at(date))
}

fn state(case: &CaseFile, date: &str, rule: &str) -> Outcome {
    grounds(case, date).ground(rule).unwrap().state
}

#[test]
fn every_category_has_its_own_grounds_and_an_empty_file_meets_none() {
    for (category, count) in [
        (Category::PublicSurveillance, 0),
        (Category::Probation, 5),
        (Category::Parole, 3),
        (Category::TemporaryOutsidePrison, 8),
    ] {
        let found = grounds(&case(category), "2026-06-15");
        assert_eq!(found.items.len(), count, "{category}");
        assert!(found.items.iter().all(|item| item.state == Outcome::NotMet), "{found:?}");
        assert_eq!(found.crime.state, Outcome::NotMet);
        assert!(!found.crime.text.zh.is_empty());
    }
}

#[test]
fn an_overdue_leave_is_a_ground_after_a_month_and_says_where_it_stands() {
    let file = overdue(Category::Probation);
    for (date, expected) in [("2026-06-10", Outcome::NotMet), ("2026-06-11", Outcome::Met)] {
        assert_eq!(state(&file, date, "IM-46-2"), expected, "{date}");
    }
    let found = grounds(&file, "2026-06-11");
    let link = found.ground("IM-46-2").unwrap().facts.last().unwrap();
    assert_eq!((link.value.as_str(), link.proceeding_id), ("2026-05-10/2026-06-11", Some(file.proceedings[0].id)));
    assert_eq!(state(&overdue(Category::Parole), "2026-06-11", "IM-47-1"), Outcome::Met);
    let outside = overdue(Category::TemporaryOutsidePrison);
    assert_eq!(state(&outside, "2026-06-10", "IM-49-2"), Outcome::NeedsJudgement);
    assert_eq!(state(&outside, "2026-06-11", "IM-49-2"), Outcome::Met);
}

#[test]
fn reporting_late_for_more_than_a_month_is_a_ground() {
    // TV-27: the last day for reporting was 23 March.
    let mut late = case(Category::Probation);
    late.order.reported_on = None;
    assert_eq!(state(&late, "2026-04-23", "IM-46-2"), Outcome::NotMet);
    assert_eq!(state(&late, "2026-04-24", "IM-46-2"), Outcome::Met);
}

#[test]
fn two_warnings_wait_for_what_comes_after_them() {
    // TV-60, TV-61.
    let probation = warned_twice(Category::Probation);
    assert_eq!(state(&probation, "2026-06-15", "IM-46-4"), Outcome::NeedsJudgement);
    let again = warned(probation, "2026-06-01", "2026-06-08");
    assert_eq!(state(&again, "2026-06-15", "IM-46-4"), Outcome::Met);
    let found = grounds(&again, "2026-06-15");
    let names: Vec<_> = found.ground("IM-46-4").unwrap().facts.iter().map(|fact| fact.name.as_str()).collect();
    assert_eq!(names, ["warnings", "not_corrected", "warning", "warning", "warning", "breach"]);
    let outside = warned_twice(Category::TemporaryOutsidePrison);
    let found = grounds(&outside, "2026-06-15");
    let ground = found.ground("IM-49-4").unwrap();
    assert_eq!((ground.state, ground.court_also_asks.is_some()), (Outcome::Met, true), "K-2");
    assert_eq!(
        state(&warned(case(Category::Probation), "2026-04-01", "2026-04-08"), "2026-06-15", "IM-46-4"),
        Outcome::NotMet
    );
}

#[test]
fn any_breach_of_a_parolee_is_a_ground_and_of_others_a_person_judges() {
    let breached =
        |category| inquired(case(category), inquiry(Breach::Heavier), Some(MeasureCode::Warning), "2026-06-03").0;
    assert_eq!(state(&breached(Category::Parole), "2026-06-15", "IM-47-3"), Outcome::Met);
    assert_eq!(state(&breached(Category::Probation), "2026-06-15", "IM-46-5"), Outcome::NeedsJudgement);
    assert_eq!(state(&breached(Category::TemporaryOutsidePrison), "2026-06-15", "IM-49-8"), Outcome::NeedsJudgement);
}

#[test]
fn three_breaches_of_a_prohibition_order_are_serious() {
    let mut file = case(Category::Probation);
    file.order.prohibition =
        Some(Prohibition { content: "禁止进入网吧".to_owned(), starts_on: None, ends_on: None });
    for (month, expected) in [("04", Outcome::NeedsJudgement), ("05", Outcome::NeedsJudgement), ("06", Outcome::Met)] {
        let breached_on = day(&format!("2026-{month}-01"));
        let content =
            BreachInquiryContent { breached_on, discovered_on: breached_on, ..inquiry(Breach::ProhibitionMinor) };
        let decided = format!("2026-{month}-05");
        file = inquired(file, content, Some(MeasureCode::Warning), &decided).0;
        assert_eq!(state(&file, "2026-06-15", "IM-46-1"), expected, "PO-6");
    }
}

#[test]
fn a_guarantor_who_is_not_replaced_in_time_is_a_ground() {
    let change = Play::open(parolee(), Who::Officer, "2026-05-25", lost()).unwrap();
    let id = change.id();
    let file = change.into_case();
    assert_eq!(state(&file, "2026-06-20", "IM-49-7"), Outcome::NotMet);
    assert_eq!(state(&file, "2026-06-21", "IM-49-7"), Outcome::Met);
    let found = grounds(&file, "2026-06-21");
    assert_eq!(found.ground("IM-49-7").unwrap().facts.last().unwrap().proceeding_id, Some(id));
}

#[test]
fn a_fixed_period_that_is_over_is_for_a_person_to_judge() {
    let mut nursing = case(Category::TemporaryOutsidePrison);
    nursing.order.temporary_period_ends_on = Some(day("2026-06-15"));
    assert_eq!(state(&nursing, "2026-06-15", "IM-49-6"), Outcome::NotMet);
    assert_eq!(state(&nursing, "2026-06-16", "IM-49-6"), Outcome::NeedsJudgement);
    assert_eq!(Outcome::NeedsJudgement.code(), "needs_judgement");
}
