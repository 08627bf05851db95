//! Termination: revocation, committal, death (CCL 45, 51; TEO14 28; ).

use domain::{
    case_file::CaseFile,
    clock::clocks,
    code::{
        Category, ClockState,
        DutyBearer::{CityAgency, DecidingOrgan, Police, PrisonOrDetentionCentre, Procuratorate},
        ProceedingStatus, Status, StatusReason, TerminationReason,
    },
    ids::{PaperId, ProceedingId},
    proceedings::termination::TerminationContent,
    time::start_of_day,
};
use uuid::Uuid;

use super::play::{Play, Who, at, case, closure, delivery, faults, refused, withdrawal};
use crate::support::day;

fn termination(reason: TerminationReason, effective_on: &str) -> TerminationContent {
    let death = reason == TerminationReason::Death;
    let ruling = |word: &str| (!death).then(|| word.to_owned());
    TerminationContent {
        reason,
        effective_on: day(effective_on),
        organ: ruling("武陵区人民法院"),
        document_number: ruling("（2026）湘0702刑更1号"),
        discovered_on: death.then(|| day(effective_on)),
        unnatural: false,
        papers: vec![PaperId::from_uuid(Uuid::nil())],
    }
}

/// A case that was terminated, by a decision of the same day.
pub(crate) fn terminated(category: Category, reason: TerminationReason, effective_on: &str) -> CaseFile {
    let mut play = Play::open(case(category), Who::Officer, effective_on, termination(reason, effective_on))
        .unwrap()
        .approved(effective_on);
    play.proceeding.id = ProceedingId::from_uuid(Uuid::from_u128(900));
    play.into_case()
}

#[test]
fn a_ruling_ends_supervision_on_its_day_and_is_told() {
    for (category, reason, status_reason) in [
        (Category::Probation, TerminationReason::ProbationRevoked, StatusReason::ProbationRevoked),
        (Category::Parole, TerminationReason::ParoleRevoked, StatusReason::ParoleRevoked),
        (Category::TemporaryOutsidePrison, TerminationReason::Committed, StatusReason::Committed),
        (Category::PublicSurveillance, TerminationReason::Death, StatusReason::Death),
    ] {
        let content = termination(reason, "2026-09-01");
        let mut play = Play::open(case(category), Who::Officer, "2026-09-02", content).unwrap();
        assert_eq!(play.standing(at("2026-09-02")).status, Status::UnderSupervision, "not decided yet");
        play = play.approved("2026-09-02");
        let before = play.standing(start_of_day(day("2026-09-01")) - chrono::TimeDelta::seconds(1));
        assert_eq!(before.status, Status::UnderSupervision, "{category}");
        let after = play.standing(start_of_day(day("2026-09-01")));
        assert_eq!((after.status, after.status_reason), (Status::Terminated, Some(status_reason)), "{category}");
        let clocks = clocks(&play.clone().into_case(), &play.calendar, at("2027-03-20"));
        let certificate = clocks.iter().find(|clock| clock.rule == "RL-2").unwrap();
        assert_eq!(certificate.state(at("2027-03-20")), ClockState::Cancelled, "no release, no certificate");
        assert!(play.act(Who::Officer, "2026-09-02", closure()).is_err(), "not told");
        for recipient in [DecidingOrgan, Procuratorate, Police] {
            play.act(Who::BureauOfficer, "2026-09-02", delivery(recipient)).unwrap();
        }
        assert_eq!(play.act(Who::Officer, "2026-09-02", closure()).unwrap(), ProceedingStatus::Closed, "{category}");
    }
}

#[test]
fn the_notice_of_a_ruling_waits_for_the_decision_that_of_a_death_does_not() {
    let content = termination(TerminationReason::ProbationRevoked, "2026-09-01");
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-09-01", content).unwrap();
    assert!(play.owed("2026-09-01").is_empty());
    assert_eq!(refused(play.act(Who::Officer, "2026-09-01", delivery(Police))), "RV-5");
    let mut play = play.approved("2026-09-01");
    assert_eq!(play.owed("2026-09-01")[0], (DecidingOrgan, "RV-5".to_owned()));
    assert_eq!(refused(play.act(Who::Officer, "2026-09-01", closure())), "RV-5");
    let content = termination(TerminationReason::Death, "2026-09-01");
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-09-01", content).unwrap();
    assert_eq!(
        play.owed("2026-09-01"),
        [(DecidingOrgan, "RL-8".to_owned()), (Procuratorate, "RL-8".to_owned()), (Police, "RL-8".to_owned())]
    );
    assert!(play.clocks("2026-09-01").is_empty(), "five days only for temporary execution");
    play.act(Who::Officer, "2026-09-01", delivery(Police)).unwrap();
}

#[test]
fn of_a_death_outside_prison_the_deciding_organ_is_told_in_writing_within_five_days() {
    let content = TerminationContent {
        discovered_on: Some(day("2026-06-17")),
        ..termination(TerminationReason::Death, "2026-06-15")
    };
    let open =
        || Play::open(case(Category::TemporaryOutsidePrison), Who::Officer, "2026-06-17", content.clone()).unwrap();
    let mut play = open().approved("2026-06-17");
    assert!(play.owed("2026-06-17").contains(&(PrisonOrDetentionCentre, "H-13".to_owned())));
    let state = |play: &Play, date| play.clocks(date)[0].state(at(date));
    assert_eq!(play.clocks("2026-06-17")[0].due_strict, day("2026-06-22"), "TV-79");
    for (date, expected) in
        [("2026-06-21", ClockState::Open), ("2026-06-22", ClockState::Open), ("2026-06-23", ClockState::Overdue)]
    {
        assert_eq!(state(&play, date), expected, "{date}: it outlives supervision");
    }
    play.act(Who::BureauOfficer, "2026-06-22", delivery(DecidingOrgan)).unwrap();
    assert_eq!(state(&play, "2026-06-23"), ClockState::Met);
    let mut withdrawn = open();
    withdrawn.act(Who::Officer, "2026-06-18", withdrawal()).unwrap();
    assert_eq!(state(&withdrawn, "2026-06-30"), ClockState::Cancelled);
}

#[test]
fn an_unnatural_death_is_reported_upward() {
    let content = TerminationContent { unnatural: true, ..termination(TerminationReason::Death, "2026-09-01") };
    let play = Play::open(case(Category::Probation), Who::Officer, "2026-09-01", content).unwrap();
    assert!(play.owed("2026-09-01").contains(&(CityAgency, "S-8".to_owned())));
    assert_eq!(play.assessment("2026-09-01").warnings[0].rule, "S-8");
}

#[test]
fn what_comes_after_the_end_is_only_recorded() {
    let open = |reason, effective_on: &str| {
        Play::open(case(Category::Probation), Who::Officer, "2027-03-20", termination(reason, effective_on))
    };
    for (effective_on, expected) in [("2027-03-11", None), ("2027-03-12", None), ("2027-03-13", Some("X-4"))] {
        let result = open(TerminationReason::ProbationRevoked, effective_on);
        match expected {
            None => assert!(result.is_ok(), "TV-72 {effective_on}"),
            Some(rule) => assert_eq!(refused(result), rule, "TV-73 {effective_on}"),
        }
    }
    assert_eq!(refused(open(TerminationReason::Death, "2027-03-13")), "RL-8");
    let over = terminated(Category::Probation, TerminationReason::Death, "2026-09-01");
    let late = termination(TerminationReason::ProbationRevoked, "2026-09-05");
    assert_eq!(refused(Play::open(over.clone(), Who::Officer, "2026-09-06", late)), "X-4");
    let earlier = termination(TerminationReason::ProbationRevoked, "2026-08-05");
    assert_eq!(refused(Play::open(over, Who::Officer, "2026-09-06", earlier)), "CCL-45", "one termination");
}

#[test]
fn a_reason_goes_with_its_category_and_its_papers() {
    let open = |category, content| Play::open(case(category), Who::Officer, "2026-09-01", content);
    for (category, reason) in [
        (Category::PublicSurveillance, TerminationReason::ProbationRevoked),
        (Category::Probation, TerminationReason::ParoleRevoked),
        (Category::Parole, TerminationReason::Committed),
        (Category::TemporaryOutsidePrison, TerminationReason::ProbationRevoked),
    ] {
        assert_eq!(refused(open(category, termination(reason, "2026-09-01"))), "CCL-45", "{category}");
    }
    let future = termination(TerminationReason::ProbationRevoked, "2026-09-02");
    assert_eq!(refused(open(Category::Probation, future)), "CCL-45");
    let codes = |content| faults(open(Category::Probation, content));
    let bare = TerminationContent {
        organ: None,
        document_number: None,
        discovered_on: Some(day("2026-09-01")),
        unnatural: true,
        papers: Vec::new(),
        ..termination(TerminationReason::ProbationRevoked, "2026-09-01")
    };
    let expected = [
        ("/organ", "required"),
        ("/document_number", "required"),
        ("/discovered_on", "does_not_go_with"),
        ("/unnatural", "does_not_go_with"),
        ("/papers", "required"),
    ];
    assert_eq!(codes(bare), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    let death = termination(TerminationReason::Death, "2026-09-01");
    let unknown = TerminationContent { discovered_on: None, organ: Some("法院".to_owned()), ..death.clone() };
    let expected = [("/organ", "does_not_go_with"), ("/discovered_on", "required")];
    assert_eq!(codes(unknown), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    let early = TerminationContent { discovered_on: Some(day("2026-08-31")), ..death };
    assert_eq!(codes(early), [("/discovered_on".to_owned(), "before_the_death")]);
}
