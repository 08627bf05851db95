//! Admonition: what it rests on, whom it is told, how it is objected to (IM 32, 34, 40, 55).

use domain::{
    case_file::CaseFile,
    code::{
        Breach, Category,
        DecisionOutcome::{self, Approved, Refused, SentBack},
        DutyBearer, MeasureCode, ProceedingStatus,
    },
    ids::ProceedingId,
    proceedings::{
        ActCode, Answer, Objection, Submission, admonition::AdmonitionContent, breach_inquiry::BreachInquiryContent,
    },
};
use uuid::Uuid;

use super::{
    breach_inquiry::{inquired, inquiry, measures},
    play::{Play, Who, case, decision, delivery, endorsement, entry, faults, handling, refused, submission},
};
use crate::support::day;

fn admonition(inquiry_id: ProceedingId) -> AdmonitionContent {
    AdmonitionContent {
        inquiry_id, reasons: "无正当理由未参加集中教育，责令改正".to_owned(), papers: Vec::new()
    }
}

fn objection() -> Objection {
    Objection { text: "当日因病就诊".to_owned(), acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn answer(outcome: DecisionOutcome) -> Answer {
    Answer { outcome, acted_on: None, opinion: Some("经复核病历，理由成立".to_owned()), papers: Vec::new() }
}

fn ground() -> (CaseFile, ProceedingId) {
    inquired(case(Category::Probation), inquiry(Breach::EducationRefused), Some(MeasureCode::Admonition), "2026-06-03")
}

/// A case with one more admonition that stands, for a breach of a day.
pub(crate) fn admonished(case: CaseFile, breached_on: &str, decided_on: &str) -> CaseFile {
    let content = BreachInquiryContent {
        breached_on: day(breached_on),
        discovered_on: day(breached_on),
        ..inquiry(Breach::Minor)
    };
    let (case, id) = inquired(case, content, Some(MeasureCode::Admonition), decided_on);
    Play::open(case, Who::Officer, decided_on, admonition(id)).unwrap().approved(decided_on).into_case()
}

fn decided() -> Play {
    let (case, id) = ground();
    Play::open(case, Who::Officer, "2026-06-03", admonition(id)).unwrap().approved("2026-06-04")
}

#[test]
fn it_is_decided_by_the_county_and_told_to_the_person_and_the_procuratorate() {
    let (case, id) = ground();
    let mut play = Play::open(case, Who::Officer, "2026-06-03", admonition(id)).unwrap();
    let assessment = play.assessment("2026-06-03");
    assert_eq!(assessment.basis[0].zh, "《实施办法》第三十四条第三项");
    assert!(assessment.warnings.is_empty());
    play.act(Who::Officer, "2026-06-03", submission()).unwrap();
    assert_eq!(refused(play.act(Who::Head, "2026-06-03", decision(Approved))), "IM-34", "the office does not decide");
    play.act(Who::Head, "2026-06-03", endorsement(Approved)).unwrap();
    play.act(Who::BureauHead, "2026-06-04", decision(Approved)).unwrap();
    assert_eq!(
        play.owed("2026-06-04"),
        [(DutyBearer::Supervisee, "IM-34".to_owned()), (DutyBearer::Procuratorate, "IM-34".to_owned())]
    );
    let told = play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(told, ProceedingStatus::Approved);
    let told = play.act(Who::BureauOfficer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap();
    assert_eq!(told, ProceedingStatus::Closed);
}

#[test]
fn without_a_decided_inquiry_that_calls_for_it_there_is_none() {
    let (case_, id) = ground();
    let open = |case, id| refused(Play::open(case, Who::Officer, "2026-06-05", admonition(id)));
    assert_eq!(open(case(Category::Probation), id), "IM-40", "no inquiry");
    assert_eq!(open(case_.clone(), ProceedingId::from_uuid(Uuid::from_u128(99))), "IM-40", "another one");
    let mut running =
        Play::open(case(Category::Probation), Who::Officer, "2026-06-03", inquiry(Breach::Minor)).unwrap();
    running.act(Who::Officer, "2026-06-03", entry("询问笔录")).unwrap();
    running.act(Who::Officer, "2026-06-03", handling(Some(MeasureCode::Admonition))).unwrap();
    assert_eq!(open(running.clone().into_case(), running.id()), "IM-40", "not decided");
    let (none, id_of_none) = inquired(case(Category::Probation), inquiry(Breach::Minor), None, "2026-06-03");
    assert_eq!(open(none, id_of_none), "IM-40", "decided without a measure");
    let (heavier, id_of_heavier) =
        inquired(case(Category::Probation), inquiry(Breach::Heavier), Some(MeasureCode::Warning), "2026-06-03");
    assert_eq!(open(heavier, id_of_heavier), "IM-40", "a warning is due");
    let taken = decided().into_case();
    assert_eq!(open(taken, id), "IM-34", "one breach, one measure");
    let blank = AdmonitionContent { reasons: String::new(), ..admonition(id) };
    assert_eq!(
        faults(Play::open(case_.clone(), Who::Officer, "2026-06-05", blank)),
        [("/reasons".to_owned(), "length")]
    );
    assert_eq!(
        refused(Play::open(case_, Who::Officer, "2027-03-13", admonition(id))),
        "IM-34",
        "supervision has ended"
    );
}

#[test]
fn nothing_is_done_before_the_inquiry_is_decided() {
    let (case, id) = ground();
    let mut play = Play::open(case, Who::Officer, "2026-06-05", admonition(id)).unwrap();
    let on = |date| Submission { acted_on: Some(day(date)), ..submission() };
    let early = play.act(Who::Officer, "2026-06-05", on("2026-06-02"));
    assert_eq!(faults(early), [("/acted_on".to_owned(), "before_the_inquiry")]);
    assert!(play.act(Who::Officer, "2026-06-05", on("2026-06-03")).is_ok(), "on its day");
}

#[test]
fn a_refused_one_leaves_the_inquiry_free_for_another() {
    let (case, id) = ground();
    let mut play = Play::open(case, Who::Officer, "2026-06-03", admonition(id)).unwrap();
    play.act(Who::Officer, "2026-06-03", submission()).unwrap();
    play.act(Who::Head, "2026-06-03", endorsement(Refused)).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-03", decision(Refused)).unwrap(), ProceedingStatus::Refused);
    assert!(play.proceeding.is_over());
    assert!(Play::open(play.into_case(), Who::Officer, "2026-06-04", admonition(id)).is_ok());
}

#[test]
fn an_objection_is_answered_once_by_one_who_decides_and_told() {
    let mut play = decided();
    play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Supervisee)).unwrap();
    play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-06-08", objection()).unwrap(), ProceedingStatus::InProgress);
    assert!(play.act(Who::BureauOfficer, "2026-06-08", answer(Refused)).is_err());
    let silent = Answer { opinion: None, ..answer(SentBack) };
    assert_eq!(
        faults(play.act(Who::BureauHead, "2026-06-09", silent)),
        [("/outcome".to_owned(), "not_for_this_act"), ("/opinion".to_owned(), "required")]
    );
    let mut stands = play.clone();
    stands.act(Who::BureauHead, "2026-06-09", answer(Refused)).unwrap();
    assert_eq!(stands.owed("2026-06-09"), [(DutyBearer::Supervisee, "IM-32".to_owned())]);
    let told = stands.act(Who::Officer, "2026-06-10", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(told, ProceedingStatus::Closed);
    assert_eq!(refused(stands.act(Who::Officer, "2026-06-11", objection())), "IM-32", "now the procuratorate");
    assert!(!stands.allowed(Who::Officer, "2026-06-11").contains(&ActCode::Objections));
    play.act(Who::BureauHead, "2026-06-09", answer(Approved)).unwrap();
    assert_eq!(play.owed("2026-06-09").len(), 2, "the procuratorate had a copy of what fell");
}

#[test]
fn only_admonitions_that_stand_and_came_before_the_breach_count() {
    let once = admonished(case(Category::Probation), "2026-04-01", "2026-04-10");
    let twice = admonished(once.clone(), "2026-05-01", "2026-05-10");
    let next = |case: &CaseFile, breached_on: &str| {
        let content = BreachInquiryContent {
            breached_on: day(breached_on),
            discovered_on: day("2026-06-01"),
            ..inquiry(Breach::Minor)
        };
        measures(&Play::open(case.clone(), Who::Officer, "2026-06-02", content).unwrap(), "2026-06-02")[0].clone()
    };
    let admonition = (MeasureCode::Admonition, "IM-34-2".to_owned());
    let warning = (MeasureCode::Warning, "IM-35-5".to_owned());
    assert_eq!(next(&once, "2026-06-01"), admonition);
    for (breached_on, expected) in [("2026-05-09", &admonition), ("2026-05-10", &admonition), ("2026-05-11", &warning)]
    {
        assert_eq!(&next(&twice, breached_on), expected, "{breached_on}");
    }
    let mut lifted = decided();
    lifted.act(Who::Officer, "2026-06-05", objection()).unwrap();
    lifted.act(Who::BureauHead, "2026-06-06", answer(Approved)).unwrap();
    let lifted = admonished(lifted.into_case(), "2026-06-07", "2026-06-08");
    let content = BreachInquiryContent {
        breached_on: day("2026-06-20"),
        discovered_on: day("2026-06-20"),
        ..inquiry(Breach::Minor)
    };
    let play = Play::open(lifted, Who::Officer, "2026-06-21", content).unwrap();
    assert_eq!(measures(&play, "2026-06-21")[0], admonition, "one fell, one stands");
}

#[test]
fn the_second_says_what_the_third_breach_leads_to() {
    let once = admonished(case(Category::Probation), "2026-04-01", "2026-04-10");
    let (case, id) = inquired(once, inquiry(Breach::Minor), Some(MeasureCode::Admonition), "2026-06-03");
    let play = Play::open(case, Who::Officer, "2026-06-03", admonition(id)).unwrap();
    assert_eq!(play.assessment("2026-06-03").warnings[0].rule, "IM-35-5");
}

#[test]
fn a_minors_guardian_is_notified() {
    let mut minor = case(Category::Probation);
    minor.person.birth_date = Some(day("2008-09-10"));
    let (minor, id) = inquired(minor, inquiry(Breach::Minor), Some(MeasureCode::Admonition), "2026-06-03");
    let mut play = Play::open(minor, Who::Officer, "2026-06-03", admonition(id)).unwrap().approved("2026-06-04");
    assert!(play.owed("2026-06-04").contains(&(DutyBearer::Guardian, "MN-2".to_owned())));
    assert_eq!(play.assessment("2026-06-04").warnings[0].rule, "MN-2");
    assert!(!play.proceeding.content.kind_of().declaration().acts().contains(&ActCode::Publications), "never public");
    play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Supervisee)).unwrap();
    play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap();
    let told = play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Guardian)).unwrap();
    assert_eq!(told, ProceedingStatus::Closed);
}
