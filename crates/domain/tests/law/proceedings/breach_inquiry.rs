//! Breach inquiry: no measure without evidence and a proposal (IM 40).

use domain::{
    case_file::CaseFile,
    code::{
        AbsenceEvent, Breach, Category,
        DecisionOutcome::{Approved, Refused, SentBack},
        Level, MeasureCode, ProceedingStatus, TemporaryGround,
    },
    ids::ProceedingId,
    proceedings::{
        ActCode, BreachAbsence, EarlierMeasures, Entry, HandlingProposal, breach_inquiry::BreachInquiryContent,
    },
    supervisee::Prohibition,
};

use super::play::{Play, Who, case, decision, endorsement, entry, faults, handling, refused, review, withdrawal};
use crate::support::day;

/// A breach of the first of June, discovered on the second.
pub(crate) fn inquiry(breach: Breach) -> BreachInquiryContent {
    BreachInquiryContent {
        breach: Some(breach),
        absence: None,
        breached_on: day("2026-06-01"),
        discovered_on: day("2026-06-02"),
        facts: "未按规定参加六月集中教育".to_owned(),
        earlier_on_paper: EarlierMeasures::default(),
        papers: Vec::new(),
    }
}

fn absent(from: &str, until: &str) -> BreachInquiryContent {
    BreachInquiryContent {
        breach: None,
        absence: Some(BreachAbsence {
            event: AbsenceEvent::OutOfSupervision,
            from: day(from),
            legitimate_reason: false,
        }),
        breached_on: day(until),
        discovered_on: day(until),
        ..inquiry(Breach::Minor)
    }
}

fn opened(case: CaseFile, content: BreachInquiryContent) -> Play {
    Play::open(case, Who::Officer, "2026-08-01", content).unwrap()
}

/// An inquiry that the bureau decided with a measure, and its id.
pub(crate) fn inquired(
    case: CaseFile,
    content: BreachInquiryContent,
    measure: Option<MeasureCode>,
    date: &str,
) -> (CaseFile, ProceedingId) {
    let mut play = Play::open(case, Who::Officer, date, content).unwrap();
    play.act(Who::Officer, date, entry("询问笔录：本人承认未参加")).unwrap();
    play.act(Who::Officer, date, handling(measure)).unwrap();
    play.act(Who::Head, date, endorsement(Approved)).unwrap();
    play.act(Who::BureauHead, date, decision(Approved)).unwrap();
    let id = play.id();
    (play.into_case(), id)
}

/// The measures with their rules.
pub(crate) fn measures(play: &Play, date: &str) -> Vec<(MeasureCode, String)> {
    play.assessment(date).measures.into_iter().map(|measure| (measure.code, measure.rule)).collect()
}

fn calls(case: CaseFile, content: BreachInquiryContent) -> Vec<(MeasureCode, String)> {
    measures(&opened(case, content), "2026-08-01")
}

fn named(expected: &[(MeasureCode, &str)]) -> Vec<(MeasureCode, String)> {
    expected.iter().map(|(code, rule)| (*code, (*rule).to_owned())).collect()
}

#[test]
fn an_inquiry_collects_evidence_proposes_and_is_decided_by_the_county() {
    let mut play = opened(case(Category::Probation), inquiry(Breach::Minor));
    assert_eq!(play.proceeding.status(), ProceedingStatus::InProgress);
    assert_eq!(play.assessment("2026-08-01").approver, Some(Level::County));
    assert_eq!(play.assessment("2026-08-01").basis[0].zh, "《实施办法》第四十条");
    assert_eq!(play.allowed(Who::Officer, "2026-08-01"), [ActCode::Entries, ActCode::Withdrawals]);
    assert_eq!(refused(play.act(Who::Officer, "2026-08-01", handling(None))), "IM-40", "no evidence yet");
    play.act(Who::Officer, "2026-08-01", entry("询问笔录")).unwrap();
    play.act(Who::BureauOfficer, "2026-08-02", entry("签到表复印件")).unwrap();
    let status = play.act(Who::Officer, "2026-08-03", handling(Some(MeasureCode::Admonition))).unwrap();
    assert_eq!(status, ProceedingStatus::Submitted);
    assert!(play.act(Who::Officer, "2026-08-03", entry("补充")).is_err(), "the evidence is closed");
    assert!(play.act(Who::Officer, "2026-08-03", withdrawal()).is_err());
    assert!(play.act(Who::BureauHead, "2026-08-03", decision(Approved)).is_err(), "the office has not been heard");
    play.act(Who::Head, "2026-08-03", endorsement(Approved)).unwrap();
    play.act(Who::LegalReviewer, "2026-08-03", review(Approved)).unwrap();
    let mut back = play.clone();
    assert_eq!(back.act(Who::BureauHead, "2026-08-04", decision(SentBack)).unwrap(), ProceedingStatus::InProgress);
    assert!(back.act(Who::Officer, "2026-08-04", entry("补充调查")).is_ok());
    assert_eq!(play.clone().act(Who::BureauHead, "2026-08-04", decision(Refused)).unwrap(), ProceedingStatus::Refused);
    assert_eq!(play.act(Who::BureauHead, "2026-08-04", decision(Approved)).unwrap(), ProceedingStatus::Closed);
    assert!(play.proceeding.is_over());
}

#[test]
fn one_who_proposed_the_handling_does_not_decide_it() {
    let mut play =
        Play::open(case(Category::Probation), Who::BureauOfficer, "2026-08-01", inquiry(Breach::Minor)).unwrap();
    play.act(Who::BureauOfficer, "2026-08-01", entry("询问笔录")).unwrap();
    play.act(Who::BureauHead, "2026-08-01", handling(None)).unwrap();
    play.act(Who::Head, "2026-08-01", endorsement(Approved)).unwrap();
    assert_eq!(
        play.act(Who::BureauHead, "2026-08-01", decision(Approved)),
        Err(domain::proceedings::Denied::SeparationOfDuties)
    );
}

#[test]
fn what_is_inquired_into_is_stated_whole() {
    let open = |content| faults(Play::open(case(Category::Probation), Who::Officer, "2026-08-01", content));
    let base = inquiry(Breach::Minor);
    let fault = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    assert_eq!(open(BreachInquiryContent { breach: None, ..base.clone() }), fault("/breach", "required"));
    let both = BreachInquiryContent { breach: Some(Breach::Minor), ..absent("2026-06-01", "2026-06-05") };
    assert_eq!(open(both), fault("/absence", "does_not_go_with"));
    assert_eq!(open(BreachInquiryContent { facts: " ".to_owned(), ..base.clone() }), fault("/facts", "length"));
    assert_eq!(open(BreachInquiryContent { facts: "长".repeat(2_001), ..base.clone() }), fault("/facts", "length"));
    let early = BreachInquiryContent { discovered_on: day("2026-05-31"), ..base.clone() };
    assert_eq!(open(early), fault("/discovered_on", "before_the_breach"));
    assert_eq!(
        open(absent("2026-06-05", "2026-06-04")),
        [("/breached_on".to_owned(), "end_before_start"), ("/discovered_on".to_owned(), "before_the_breach")]
    );
    let many = EarlierMeasures { admonitions: 101, ..EarlierMeasures::default() };
    assert_eq!(
        open(BreachInquiryContent { earlier_on_paper: many, ..base.clone() }),
        fault("/earlier_on_paper", "too_large")
    );
    let old = BreachInquiryContent { breached_on: day("1899-12-31"), ..base };
    assert_eq!(open(old), fault("/breached_on", "date_out_of_range"));
}

#[test]
fn what_cannot_be_is_not_inquired_into() {
    let open = |case, date, content| refused(Play::open(case, Who::Officer, date, content));
    let probation = || case(Category::Probation);
    assert_eq!(open(probation(), "2026-05-31", inquiry(Breach::Minor)), "IM-40", "in the future");
    assert_eq!(open(probation(), "2026-06-01", inquiry(Breach::Minor)), "IM-40", "discovered in the future");
    let before = BreachInquiryContent { breached_on: day("2026-03-12"), ..inquiry(Breach::Minor) };
    assert_eq!(open(probation(), "2026-08-01", before), "IM-40", "before this correction began");
    assert_eq!(open(probation(), "2026-08-01", inquiry(Breach::ProhibitionMinor)), "IM-35-1", "no order");
    assert_eq!(open(probation(), "2026-08-01", inquiry(Breach::ReexaminationWithheld)), "IM-35-4");
    assert_eq!(open(probation(), "2027-03-13", inquiry(Breach::Minor)), "IM-40", "supervision has ended");
    let mut patient = case(Category::TemporaryOutsidePrison);
    patient.order.temporary_ground = Some(TemporaryGround::SeriousIllness);
    assert_eq!(calls(patient, inquiry(Breach::ReexaminationWithheld)), named(&[(MeasureCode::Warning, "IM-35-4")]));
    let mut forbidden = probation();
    forbidden.order.prohibition =
        Some(Prohibition { content: "禁止进入网吧".to_owned(), starts_on: None, ends_on: None });
    assert_eq!(
        calls(forbidden, inquiry(Breach::ProhibitionMinor)),
        named(&[(MeasureCode::Warning, "IM-35-1"), (MeasureCode::PolicePunishment, "PSAPL-73-1")])
    );
}

#[test]
fn an_absence_is_answered_by_its_length_and_the_record_raises_it() {
    use MeasureCode::{Admonition, PolicePunishment, RevocationGround, Warning};
    let earlier = |admonitions, warnings| EarlierMeasures { admonitions, warnings, police_punishments: 0 };
    for (until, earlier_on_paper, expected) in [
        ("2026-06-01", earlier(0, 0), vec![]),
        ("2026-06-02", earlier(0, 0), vec![(Admonition, "IM-34-2")]),
        ("2026-06-11", earlier(0, 0), vec![(Admonition, "IM-34-1")]),
        ("2026-06-12", earlier(0, 0), vec![(Warning, "IM-35-2"), (PolicePunishment, "PSAPL-72-4")]),
        ("2026-07-01", earlier(0, 0), vec![(Warning, "IM-35-2"), (PolicePunishment, "PSAPL-72-4")]),
        (
            "2026-07-02",
            earlier(0, 0),
            vec![(RevocationGround, "IM-46-2"), (Warning, "IM-35-2"), (PolicePunishment, "PSAPL-72-4")],
        ),
        ("2026-06-11", earlier(1, 0), vec![(Admonition, "IM-34-1")]),
        ("2026-06-11", earlier(2, 0), vec![(Warning, "IM-35-5")]),
        ("2026-06-11", earlier(0, 2), vec![(RevocationGround, "IM-46-4"), (Admonition, "IM-34-1")]),
    ] {
        let content = BreachInquiryContent { earlier_on_paper, ..absent("2026-06-01", until) };
        assert_eq!(calls(case(Category::Probation), content), named(&expected), "{until} {earlier_on_paper:?}");
    }
    let mut excused = absent("2026-06-01", "2026-07-20");
    excused.absence = excused.absence.map(|absence| BreachAbsence { legitimate_reason: true, ..absence });
    assert!(calls(case(Category::Probation), excused).is_empty());
    let late = BreachAbsence { event: AbsenceEvent::LateReport, from: day("2026-06-01"), legitimate_reason: false };
    let content = BreachInquiryContent { absence: Some(late), ..absent("2026-06-01", "2026-06-02") };
    assert_eq!(calls(case(Category::Probation), content), named(&[(Admonition, "IM-34-1")]));
    assert_eq!(
        opened(case(Category::Probation), absent("2026-06-01", "2026-06-11")).assessment("2026-08-01").days,
        Some(10)
    );
}

#[test]
fn a_parolee_is_not_for_the_police() {
    assert_eq!(
        calls(case(Category::Parole), absent("2026-06-01", "2026-06-12")),
        named(&[(MeasureCode::RevocationGround, "IM-47-3"), (MeasureCode::Warning, "IM-35-2")])
    );
}

#[test]
fn only_a_measure_that_the_facts_call_for_is_proposed() {
    let mut play = opened(case(Category::Probation), inquiry(Breach::Minor));
    play.act(Who::Officer, "2026-08-01", entry("询问笔录")).unwrap();
    assert_eq!(refused(play.act(Who::Officer, "2026-08-01", handling(Some(MeasureCode::Warning)))), "IM-40");
    let heavier = |found| HandlingProposal { found: Some(found), ..handling(Some(MeasureCode::Warning)) };
    assert_eq!(refused(play.act(Who::Officer, "2026-08-01", heavier(Breach::ProhibitionMinor))), "IM-35-1");
    let empty = HandlingProposal { findings: String::new(), ..handling(None) };
    assert_eq!(faults(play.act(Who::Officer, "2026-08-01", empty)), [("/findings".to_owned(), "length")]);
    assert!(play.clone().act(Who::Officer, "2026-08-01", handling(None)).is_ok(), "nothing is always possible");
    let mut late = opened(case(Category::Probation), inquiry(Breach::Minor));
    let on = |date| HandlingProposal { acted_on: Some(day(date)), ..handling(None) };
    let seen = Entry { acted_on: Some(day("2026-06-01")), ..entry("现场照片") };
    late.act(Who::Officer, "2026-08-01", seen).unwrap();
    let early = late.act(Who::Officer, "2026-08-01", on("2026-06-01"));
    assert_eq!(faults(early), [("/acted_on".to_owned(), "before_the_discovery")]);
    assert!(late.act(Who::Officer, "2026-08-01", on("2026-06-02")).is_ok());
    play.act(Who::Officer, "2026-08-01", heavier(Breach::Heavier)).unwrap();
    assert_eq!(measures(&play, "2026-08-01")[0], (MeasureCode::Warning, "IM-35-3".to_owned()), "as it was found");
}

#[test]
fn a_breach_that_the_police_no_longer_punish_is_warned_of() {
    let content =
        |discovered_on| BreachInquiryContent { discovered_on: day(discovered_on), ..inquiry(Breach::Heavier) };
    for (discovered_on, barred) in [("2026-11-30", false), ("2026-12-01", false), ("2026-12-02", true)] {
        let play = Play::open(case(Category::Probation), Who::Officer, "2026-12-10", content(discovered_on)).unwrap();
        let rules: Vec<_> = play.assessment("2026-12-10").warnings.into_iter().map(|warning| warning.rule).collect();
        assert_eq!(rules, if barred { vec!["PSAPL-25".to_owned()] } else { vec![] }, "{discovered_on}");
    }
}
