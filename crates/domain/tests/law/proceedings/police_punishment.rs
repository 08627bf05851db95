//! Proposal of a punishment by the police: whom the article names, in time, and what the police answer (IM 36; PSAPL).

use domain::{
    case_file::CaseFile,
    code::{
        Breach, Category,
        DecisionOutcome::{Approved, Refused, SentBack},
        DutyBearer, MeasureCode, ProceedingStatus,
    },
    ids::ProceedingId,
    proceedings::{
        breach_inquiry::BreachInquiryContent,
        police_punishment::{OtherOffence, PolicePunishmentContent},
    },
    supervisee::Prohibition,
};

use super::{
    breach_inquiry::{inquired, inquiry, measures},
    play::{Play, Who, case, decision, delivery, endorsement, faults, refused, result, submission},
};
use crate::support::day;

fn proposal(inquiry_id: ProceedingId) -> PolicePunishmentContent {
    PolicePunishmentContent {
        inquiry_id,
        reasons: "多次不服从管理，情节较重".to_owned(),
        other_offence: None,
        papers: Vec::new(),
    }
}

fn other_offence() -> OtherOffence {
    OtherOffence {
        article: "《治安管理处罚法》（2025年修订）第三十条第一项".to_owned(),
        reason: "在公共场所寻衅滋事，与违反监督管理规定无关".to_owned(),
    }
}

fn ground(category: Category, breach: Breach) -> (CaseFile, ProceedingId) {
    inquired(case(category), inquiry(breach), Some(MeasureCode::Warning), "2026-06-03")
}

fn proposed(category: Category) -> Play {
    let (case, id) = ground(category, Breach::Heavier);
    let mut play = Play::open(case, Who::Officer, "2026-06-03", proposal(id)).unwrap().approved("2026-06-04");
    assert_eq!(
        play.owed("2026-06-04"),
        [(DutyBearer::Police, "IM-36".to_owned()), (DutyBearer::Procuratorate, "IM-36".to_owned())]
    );
    play.act(Who::BureauOfficer, "2026-06-04", delivery(DutyBearer::Police)).unwrap();
    let told = play.act(Who::BureauOfficer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap();
    assert_eq!(told, ProceedingStatus::Proposed);
    play
}

#[test]
fn the_county_proposes_the_police_answer_and_the_punishment_counts() {
    let play = proposed(Category::Probation);
    let basis: Vec<_> = play.assessment("2026-06-05").basis.into_iter().map(|text| text.en).collect();
    assert_eq!(basis, ["IM 36", "PSAPL 72(4)"]);
    assert!(play.clone().act(Who::Officer, "2026-06-20", result(Approved)).is_err(), "the bureau records the result");
    let mut refused_by_police = play.clone();
    assert_eq!(
        refused_by_police.act(Who::BureauOfficer, "2026-06-20", result(Refused)).unwrap(),
        ProceedingStatus::Refused
    );
    let mut punished = play.clone();
    assert_eq!(punished.act(Who::BureauOfficer, "2026-06-20", result(Approved)).unwrap(), ProceedingStatus::Closed);
    for (play, expected) in [(refused_by_police, MeasureCode::Admonition), (punished, MeasureCode::RevocationGround)] {
        let content = BreachInquiryContent {
            breached_on: day("2026-07-01"),
            discovered_on: day("2026-07-01"),
            ..inquiry(Breach::Minor)
        };
        let next = Play::open(play.into_case(), Who::Officer, "2026-07-02", content).unwrap();
        assert_eq!(measures(&next, "2026-07-02")[0].0, expected);
    }
    let mut back = play;
    assert_eq!(back.act(Who::BureauOfficer, "2026-06-20", result(SentBack)).unwrap(), ProceedingStatus::Draft);
    let mut again = back.approved("2026-06-22");
    assert_eq!(again.owed("2026-06-22").len(), 2, "put before the police again");
    again.act(Who::BureauOfficer, "2026-06-22", delivery(DutyBearer::Police)).unwrap();
}

#[test]
fn a_parolee_is_refused_unless_another_offence_is_stated() {
    let (case, id) = ground(Category::Parole, Breach::Heavier);
    let open = |content| Play::open(case.clone(), Who::Officer, "2026-06-03", content);
    assert_eq!(refused(open(proposal(id))), "PSAPL-72-4", "TV-62, K-18");
    let other = PolicePunishmentContent { other_offence: Some(other_offence()), ..proposal(id) };
    let mut play = open(other.clone()).unwrap();
    assert_eq!(play.assessment("2026-06-03").basis[1].zh, other_offence().article);
    play.act(Who::Officer, "2026-06-03", submission()).unwrap();
    play.act(Who::Head, "2026-06-03", endorsement(Approved)).unwrap();
    assert_eq!(refused(play.act(Who::Contracted, "2026-06-03", decision(Approved))), "CCL-10");
    play.act(Who::BureauHead, "2026-06-03", decision(Approved)).unwrap();
    let empty = OtherOffence { article: String::new(), reason: String::new() };
    assert_eq!(
        faults(open(PolicePunishmentContent { other_offence: Some(empty), ..other })),
        [("/other_offence/article".to_owned(), "length"), ("/other_offence/reason".to_owned(), "length")]
    );
}

#[test]
fn an_act_discovered_after_six_months_is_no_longer_for_the_police() {
    for (discovered_on, barred) in [("2026-11-30", false), ("2026-12-01", false), ("2026-12-02", true)] {
        let content = BreachInquiryContent { discovered_on: day(discovered_on), ..inquiry(Breach::Heavier) };
        let (case, id) = inquired(case(Category::Probation), content, Some(MeasureCode::Warning), "2026-12-03");
        let open = |content| Play::open(case.clone(), Who::Officer, "2026-12-03", content);
        let other = PolicePunishmentContent { other_offence: Some(other_offence()), ..proposal(id) };
        for content in [proposal(id), other] {
            if barred {
                assert_eq!(refused(open(content)), "PSAPL-25", "TV-63 {discovered_on}");
            } else {
                assert!(open(content).is_ok(), "{discovered_on}");
            }
        }
    }
}

#[test]
fn it_rests_on_an_inquiry_that_calls_for_it() {
    let open =
        |(case, id): (CaseFile, ProceedingId)| refused(Play::open(case, Who::Officer, "2026-06-03", proposal(id)));
    let (_, id) = ground(Category::Probation, Breach::Heavier);
    assert_eq!(open((case(Category::Probation), id)), "IM-40");
    let minor =
        inquired(case(Category::Probation), inquiry(Breach::Minor), Some(MeasureCode::Admonition), "2026-06-03");
    assert_eq!(open(minor), "IM-36");
    let none = inquired(case(Category::Probation), inquiry(Breach::Heavier), None, "2026-06-03");
    assert_eq!(open(none), "IM-36", "decided without a measure");
    let (once, id) = ground(Category::Probation, Breach::Heavier);
    let play = Play::open(once, Who::Officer, "2026-06-03", proposal(id)).unwrap();
    assert_eq!(open((play.into_case(), id)), "IM-36", "under way");
    let mut ended = ground(Category::Probation, Breach::Heavier);
    ended.0.order.supervision_ends_on = Some(day("2026-06-02"));
    assert_eq!(open(ended), "IM-36", "supervision has ended");
}

#[test]
fn the_article_is_that_of_the_breach_and_age_is_looked_at() {
    let mut forbidden = case(Category::PublicSurveillance);
    forbidden.order.prohibition =
        Some(Prohibition { content: "禁止进入网吧".to_owned(), starts_on: None, ends_on: None });
    forbidden.person.birth_date = Some(day("2008-06-01"));
    let (case, id) =
        inquired(forbidden, inquiry(Breach::ProhibitionMinor), Some(MeasureCode::PolicePunishment), "2026-06-03");
    let play = Play::open(case, Who::Officer, "2026-06-03", proposal(id)).unwrap();
    let assessment = play.assessment("2026-06-03");
    assert_eq!(assessment.basis[1].en, "PSAPL 73(1)");
    assert_eq!(assessment.warnings[0].rule, "PSAPL-23", "seventeen on the eighteenth birthday");
    let (case, id) = ground(Category::Probation, Breach::Heavier);
    for (birth_date, warned) in [("2008-05-31", false), ("1956-06-01", false), ("1956-05-31", true)] {
        let mut aged = case.clone();
        aged.person.birth_date = Some(day(birth_date));
        let play = Play::open(aged, Who::Officer, "2026-06-03", proposal(id)).unwrap();
        assert_eq!(!play.assessment("2026-06-03").warnings.is_empty(), warned, "{birth_date}");
    }
}
