//! Committal to prison: proposed by the county to the organ that decides (CCL 49; IM 49, 50; OP23 14 – 16; OP26 16, 18).

use domain::{
    case_file::CaseFile,
    code::{
        Category, ClockState, ConditionCode, DutyBearer, EvidenceItem, Level, ProceedingStatus, RulingOutcome, Status,
        StatusReason,
    },
    proceedings::{CourtRuling, Denied, committal::CommittalContent},
    term::uncounted::{UncountedCause, UncountedSpell},
};

use super::{
    play::{Play, Who, at, closure, delivery, faults, refused},
    proposing::{
        committal, decided, delivered, evidence, handover, overdue, paper_return, ruled, supplement, tell_all,
    },
};
use crate::support::day;

fn outside(organ: &str) -> CaseFile {
    let mut case = overdue(Category::TemporaryOutsidePrison);
    case.order.deciding_organ = Some(organ.to_owned());
    case
}

fn open(case: CaseFile, content: CommittalContent) -> Result<Play, Denied> {
    Play::open(case, Who::Officer, "2026-06-15", content)
}

fn decision(outcome: RulingOutcome) -> CourtRuling {
    CourtRuling { court: "湖南省监狱管理局".to_owned(), ..ruled(outcome) }
}

#[test]
fn a_committal_is_proposed_decided_and_carried_out() {
    let play = open(outside("湖南省监狱管理局"), committal("IM-49-2")).unwrap();
    assert_eq!(play.assessment("2026-06-15").approver, Some(Level::County));
    let mut play = delivered(play, "2026-06-16");
    assert!(play.conditions(at("2026-06-16")).contains(&ConditionCode::CommittalPending));
    let [clock] = play.clocks("2026-06-16").try_into().unwrap();
    assert_eq!((clock.rule, clock.due_strict), ("RV-2", day("2026-07-16")));
    let fixed = UncountedSpell { cause: UncountedCause::Escape, from: day("2026-05-11"), to: day("2026-07-01") };
    let granted = CourtRuling { uncounted: vec![fixed], at_large: true, ..decision(RulingOutcome::Approved) };
    play.act(Who::BureauOfficer, "2026-07-02", granted).unwrap();
    let standing = play.standing(at("2026-07-02"));
    assert_eq!((standing.status, standing.status_reason), (Status::Terminated, Some(StatusReason::Committed)));
    assert_eq!(play.conditions(at("2026-07-02")), [ConditionCode::Fugitive]);
    let clock = play.clocks("2026-07-02").into_iter().find(|clock| clock.rule == "RV-3").unwrap();
    let states = ["2026-07-04", "2026-07-05", "2026-07-06"].map(|date| clock.state(at(date)));
    assert_eq!(states, [ClockState::Open, ClockState::Open, ClockState::Overdue], "K-21: the outer bound");
    play.act(Who::BureauOfficer, "2026-07-05", handover()).unwrap();
    tell_all(&mut play, "2026-07-05");
    assert_eq!(play.act(Who::BureauOfficer, "2026-07-05", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn one_whom_a_court_let_out_is_brought_in_at_once_and_no_number_is_set() {
    let mut play = delivered(open(outside("武陵区人民法院"), committal("IM-49-2")).unwrap(), "2026-06-16");
    play.act(Who::BureauOfficer, "2026-07-02", ruled(RulingOutcome::Approved)).unwrap();
    assert!(play.clocks("2026-07-02").iter().all(|clock| clock.rule != "RV-3"));
    assert!(play.warnings("2026-07-02").contains(&"IM-50".to_owned()));
}

#[test]
fn a_refusal_and_papers_that_come_back() {
    let mut play = delivered(open(outside("湖南省监狱管理局"), committal("IM-49-2")).unwrap(), "2026-06-16");
    play.act(Who::BureauOfficer, "2026-06-22", paper_return()).unwrap();
    let clock = play.clocks("2026-06-22").into_iter().find(|clock| clock.rule == "H-10").unwrap();
    assert_eq!(clock.due_strict, day("2026-07-13"));
    play.act(Who::BureauOfficer, "2026-06-24", supplement(8)).unwrap();
    assert_eq!(
        refused(play.act(
            Who::BureauOfficer,
            "2026-07-02",
            CourtRuling { made_on: Some(day("2026-06-15")), ..decision(RulingOutcome::Refused) }
        )),
        "RV-2"
    );
    let status = play.act(Who::BureauOfficer, "2026-07-02", decision(RulingOutcome::Refused)).unwrap();
    assert_eq!(status, ProceedingStatus::Answered);
    assert_eq!(play.standing(at("2026-07-02")).status, Status::UnderSupervision);
    assert!(!play.conditions(at("2026-07-02")).contains(&ConditionCode::CommittalPending));
}

#[test]
fn time_that_does_not_count_is_stated_with_an_opinion_and_proof() {
    let spell = UncountedSpell { cause: UncountedCause::Escape, from: day("2026-05-11"), to: day("2026-06-15") };
    let content = CommittalContent { uncounted: vec![spell], ..committal("IM-49-2") };
    let case = || outside("湖南省监狱管理局");
    assert_eq!(faults(open(case(), content.clone())), [("/uncounted_opinion".to_owned(), "required")]);
    let content = CommittalContent { uncounted_opinion: Some("脱逃期间不计入刑期".to_owned()), ..content };
    let mut play = decided(open(case(), content.clone()).unwrap(), "2026-06-15");
    let denied = play.act(Who::BureauOfficer, "2026-06-15", delivery(DutyBearer::DecidingOrgan));
    assert!(matches!(denied, Err(Denied::Refused(refusal)) if refusal.facts[0].value == "uncounted_time"));
    let mut whole = content;
    whole.evidence.push(evidence(EvidenceItem::UncountedTime, 4));
    delivered(open(case(), whole).unwrap(), "2026-06-16");
    let backwards = UncountedSpell { to: day("2026-05-10"), ..spell };
    let content = CommittalContent { uncounted: vec![backwards], ..committal("IM-49-2") };
    assert_eq!(faults(open(case(), content))[0].1, "end_before_start");
}

#[test]
fn committal_is_of_temporary_execution_only() {
    for (category, rule) in
        [(Category::Probation, "IM-46"), (Category::Parole, "IM-47"), (Category::PublicSurveillance, "CL-71")]
    {
        assert_eq!(refused(open(overdue(category), committal("IM-49-2"))), rule);
    }
    assert_eq!(refused(open(outside("武陵区人民法院"), committal("IM-46-2"))), "IM-49");
}
