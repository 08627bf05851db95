//! Warning: what it rests on, what the next breach leads to (IM 35, 40).

use domain::{
    case_file::CaseFile,
    code::{Breach, Category, DutyBearer, MeasureCode, ProceedingStatus},
    ids::ProceedingId,
    proceedings::{breach_inquiry::BreachInquiryContent, warning::WarningContent},
};

use super::{
    admonition::admonished,
    breach_inquiry::{inquired, inquiry, measures},
    play::{Play, Who, case, delivery, faults, refused},
};
use crate::support::day;

fn warning(inquiry_id: ProceedingId) -> WarningContent {
    WarningContent { inquiry_id, reasons: "两次训诫后仍不改正".to_owned(), papers: Vec::new() }
}

pub(crate) fn warned(case: CaseFile, breached_on: &str, decided_on: &str) -> CaseFile {
    let content = BreachInquiryContent {
        breached_on: day(breached_on),
        discovered_on: day(breached_on),
        ..inquiry(Breach::Heavier)
    };
    let (case, id) = inquired(case, content, Some(MeasureCode::Warning), decided_on);
    Play::open(case, Who::Officer, decided_on, warning(id)).unwrap().approved(decided_on).into_case()
}

#[test]
fn two_admonitions_and_a_new_breach_call_for_a_warning() {
    let once = admonished(case(Category::Probation), "2026-04-01", "2026-04-10");
    let twice = admonished(once, "2026-05-01", "2026-05-10");
    let (case, id) = inquired(twice, inquiry(Breach::Minor), Some(MeasureCode::Warning), "2026-06-03");
    let mut play = Play::open(case, Who::Officer, "2026-06-03", warning(id)).unwrap().approved("2026-06-04");
    let assessment = play.assessment("2026-06-04");
    assert_eq!(assessment.basis[0].zh, "《实施办法》第三十五条第五项", "TV-59");
    assert_eq!(assessment.facts[0].value, "2");
    play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap();
    let told = play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(told, ProceedingStatus::Closed);
}

#[test]
fn a_minor_breach_on_a_clean_record_is_not_warned_of() {
    let (case, id) =
        inquired(case(Category::Probation), inquiry(Breach::Minor), Some(MeasureCode::Admonition), "2026-06-03");
    assert_eq!(refused(Play::open(case.clone(), Who::Officer, "2026-06-03", warning(id))), "IM-40");
    let long = WarningContent { reasons: "长".repeat(2_001), ..warning(id) };
    assert_eq!(faults(Play::open(case, Who::Officer, "2026-06-03", long)), [("/reasons".to_owned(), "length")]);
}

#[test]
fn a_breach_that_was_admonished_is_not_warned_of_too() {
    let (case, id) =
        inquired(case(Category::Probation), inquiry(Breach::Heavier), Some(MeasureCode::Warning), "2026-06-03");
    let play = Play::open(case, Who::Officer, "2026-06-03", warning(id)).unwrap().approved("2026-06-03");
    assert_eq!(refused(Play::open(play.into_case(), Who::Officer, "2026-06-04", warning(id))), "IM-35");
}

#[test]
fn the_second_warning_says_what_the_next_breach_leads_to_and_it_does() {
    for (category, rule) in [
        (Category::PublicSurveillance, "PSAPL-72-4"),
        (Category::Probation, "IM-46-4"),
        (Category::Parole, "IM-47-2"),
        (Category::TemporaryOutsidePrison, "IM-49-4"),
    ] {
        let once = warned(case(category), "2026-04-01", "2026-04-10");
        let (case, id) = inquired(once, inquiry(Breach::Heavier), Some(MeasureCode::Warning), "2026-06-03");
        let play = Play::open(case, Who::Officer, "2026-06-03", warning(id)).unwrap();
        let warnings = play.assessment("2026-06-03").warnings;
        assert_eq!(warnings[0].rule, rule, "{category}");
        assert_eq!(warnings.len(), if category == Category::Parole { 2 } else { 1 }, "{category}");
        let twice = play.approved("2026-06-04").into_case();
        let content = BreachInquiryContent {
            breached_on: day("2026-07-01"),
            discovered_on: day("2026-07-01"),
            ..inquiry(Breach::Minor)
        };
        let next = Play::open(twice, Who::Officer, "2026-07-02", content).unwrap();
        assert_eq!(measures(&next, "2026-07-02")[0].1, rule, "TV-60 {category}");
    }
}
