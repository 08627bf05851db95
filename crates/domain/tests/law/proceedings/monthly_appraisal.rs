//! Monthly appraisal: pre-filled, told, published, objected to (IM 32; MN-2).

use domain::{
    code::{
        AppraisalResult, Category, DecisionOutcome, DutyBearer, Level, Permission,
        ProceedingStatus::{self, Answered, Approved, Closed, InProgress, Publicised},
    },
    proceedings::{Answer, Denied, Objection, Publication, monthly_appraisal::MonthlyAppraisalContent},
};

use super::play::{
    Play, Who, case, closure, decision, delivery, faults, leave, minor_case, refused, submission, withdrawal,
};
use crate::support::day;

fn appraisal(month: &str) -> MonthlyAppraisalContent {
    MonthlyAppraisalContent {
        month: month.to_owned(),
        result: AppraisalResult::Good,
        reasons: "按时报告，积极参加学习".to_owned(),
        papers: Vec::new(),
    }
}

pub(crate) fn publication(from: &str, to: &str) -> Publication {
    Publication { from: day(from), to: day(to), acted_on: None, opinion: None, papers: Vec::new() }
}

pub(crate) fn objection() -> Objection {
    Objection {
        text: "我六月全勤，结果应为良好".to_owned(), acted_on: None, opinion: None, papers: Vec::new()
    }
}

pub(crate) fn answer(outcome: DecisionOutcome) -> Answer {
    Answer { outcome, acted_on: None, opinion: Some("经复核出勤记录".to_owned()), papers: Vec::new() }
}

fn decided_in(case: domain::case_file::CaseFile) -> Play {
    let mut play = Play::open(case, Who::Officer, "2026-07-01", appraisal("2026-06")).unwrap();
    play.act(Who::Officer, "2026-07-01", submission()).unwrap();
    play.act(Who::Head, "2026-07-01", decision(DecisionOutcome::Approved)).unwrap();
    play
}

fn decided() -> Play {
    decided_in(case(Category::Probation))
}

fn published() -> Play {
    let mut play = decided();
    play.act(Who::Officer, "2026-07-02", delivery(DutyBearer::Supervisee)).unwrap();
    play.act(Who::Officer, "2026-07-02", publication("2026-07-02", "2026-07-08")).unwrap();
    play
}

#[test]
fn an_appraisal_is_told_published_and_closed() {
    let mut play = decided();
    assert_eq!(play.untold("2026-07-01"), [DutyBearer::Supervisee]);
    assert_eq!(refused(play.act(Who::Officer, "2026-07-02", closure())), "IM-32", "nobody was told");
    assert_eq!(play.act(Who::Officer, "2026-07-02", delivery(DutyBearer::Supervisee)).unwrap(), Approved);
    assert_eq!(refused(play.act(Who::Officer, "2026-07-02", closure())), "IM-32", "not published");
    assert_eq!(
        faults(play.act(Who::Officer, "2026-07-02", publication("2026-07-08", "2026-07-02"))),
        [("/to".to_owned(), "end_before_start")]
    );
    let status = play.act(Who::Officer, "2026-07-02", publication("2026-07-02", "2026-07-08")).unwrap();
    assert_eq!(status, Publicised);
    assert_eq!(play.act(Who::Officer, "2026-07-09", closure()).unwrap(), Closed);
}

#[test]
fn that_of_a_minor_is_never_published() {
    let mut play = decided_in(minor_case());
    assert_eq!(refused(play.act(Who::Officer, "2026-07-02", publication("2026-07-02", "2026-07-08"))), "MN-2");
    play.act(Who::Officer, "2026-07-02", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-07-02", closure()).unwrap(), Closed);
    let mut of_age = minor_case();
    of_age.person.birth_date = Some(day("2008-03-15"));
    assert!(decided_in(of_age).act(Who::Officer, "2026-07-02", publication("2026-07-02", "2026-07-08")).is_ok());
}

#[test]
fn an_objection_is_answered_by_the_bureau_and_the_person_is_told() {
    let mut play = published();
    assert_eq!(
        faults(play.act(Who::Officer, "2026-07-03", Objection { text: String::new(), ..objection() })),
        [("/text".to_owned(), "length")]
    );
    assert_eq!(play.act(Who::Officer, "2026-07-03", objection()).unwrap(), InProgress);
    assert_eq!(
        play.act(Who::BureauOfficer, "2026-07-04", answer(DecisionOutcome::Refused)),
        Err(Denied::NotPermitted(Permission::ProceedingsDecide))
    );
    assert_eq!(refused(play.act(Who::Head, "2026-07-04", answer(DecisionOutcome::Refused))), "IM-32", "not the office");
    let silent = Answer { opinion: None, ..answer(DecisionOutcome::SentBack) };
    assert_eq!(
        faults(play.act(Who::BureauHead, "2026-07-04", silent)),
        [("/outcome".to_owned(), "not_for_this_act"), ("/opinion".to_owned(), "required")]
    );
    assert!(play.untold("2026-07-04").is_empty(), "not answered yet");
    assert_eq!(play.act(Who::BureauHead, "2026-07-06", answer(DecisionOutcome::Refused)).unwrap(), Answered);
    assert_eq!(play.untold("2026-07-06"), [DutyBearer::Supervisee]);
    assert_eq!(refused(play.act(Who::Officer, "2026-07-06", closure())), "IM-32");
    play.act(Who::Officer, "2026-07-07", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-07-07", closure()).unwrap(), Closed);
    assert_eq!(refused(play.act(Who::Officer, "2026-07-08", objection())), "IM-32", "now to the procuratorate");
}

#[test]
fn an_answer_is_told_after_it_even_on_the_day_of_another_delivery() {
    let mut play = published();
    play.act(Who::Officer, "2026-07-02", objection()).unwrap();
    play.act(Who::BureauHead, "2026-07-02", answer(DecisionOutcome::Refused)).unwrap();
    assert_eq!(play.untold("2026-07-02"), [DutyBearer::Supervisee], "what was delivered before told of the appraisal");
    play.act(Who::Officer, "2026-07-02", delivery(DutyBearer::Supervisee)).unwrap();
    assert!(play.untold("2026-07-02").is_empty());
}

#[test]
fn an_objection_that_is_followed_makes_room_for_another_appraisal() {
    let mut play = published();
    play.act(Who::Officer, "2026-07-09", closure()).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-08-01", objection()).unwrap(), InProgress, "after the closure too");
    let again = |play: &Play| Play::open(play.clone().into_case(), Who::Officer, "2026-08-02", appraisal("2026-06"));
    assert_eq!(refused(again(&play)), "IM-32");
    play.act(Who::BureauHead, "2026-08-02", answer(DecisionOutcome::Approved)).unwrap();
    assert!(again(&play).is_ok());
    assert_eq!(refused(play.act(Who::Officer, "2026-08-02", publication("2026-08-02", "2026-08-08"))), "IM-32");
    play.act(Who::Officer, "2026-08-03", delivery(DutyBearer::Supervisee)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-08-03", closure()).unwrap(), Closed);
}

#[test]
fn each_month_under_supervision_has_one() {
    let open = |case, date, month: &str| Play::open(case, Who::Officer, date, appraisal(month));
    assert_eq!(refused(open(decided().into_case(), "2026-07-02", "2026-06")), "IM-32");
    assert!(open(decided().into_case(), "2026-07-02", "2026-05").is_ok());
    let mut withdrawn = decided();
    withdrawn.proceeding.steps.clear();
    let status = withdrawn.act(Who::Officer, "2026-07-02", withdrawal());
    assert_eq!(status.unwrap(), ProceedingStatus::Withdrawn);
    assert!(open(withdrawn.into_case(), "2026-07-02", "2026-06").is_ok());
    assert_eq!(refused(open(case(Category::Probation), "2026-06-30", "2026-07")), "IM-32", "not begun");
    assert!(open(case(Category::Probation), "2026-07-01", "2026-07").is_ok());
    assert_eq!(refused(open(case(Category::Probation), "2026-07-01", "2026-02")), "IM-32", "before intake");
    assert!(open(case(Category::Probation), "2026-07-01", "2026-03").is_ok());
    assert!(open(case(Category::Probation), "2027-03-12", "2027-03").is_ok());
    assert_eq!(refused(open(case(Category::Probation), "2027-04-01", "2027-04")), "IM-32", "after the end");
}

#[test]
fn the_facts_of_the_month_are_gathered_from_the_case() {
    let mut away =
        Play::open(case(Category::Probation), Who::Officer, "2026-06-01", leave("2026-06-10", "2026-06-16")).unwrap();
    away.act(Who::Officer, "2026-06-01", submission()).unwrap();
    away.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved)).unwrap();
    let play = Play::open(away.into_case(), Who::Officer, "2026-07-01", appraisal("2026-06")).unwrap();
    let facts = play.assessment("2026-07-01").facts;
    let value = |name: &str| facts.iter().find(|fact| fact.name == name).map(|fact| fact.value.as_str());
    assert_eq!(value("leave"), Some("〔2026〕1号"));
    assert_eq!(value("days_on_leave"), Some("7"));
    assert_eq!(value("days_out_of_supervision"), Some("12"), "from the nineteenth on, for she is not back");
    let mut late = case(Category::Probation);
    late.order.reported_on = Some(day("2026-04-02"));
    let play = Play::open(late, Who::Officer, "2026-05-06", appraisal("2026-04")).unwrap();
    let facts = play.assessment("2026-05-06").facts;
    assert!(facts.iter().any(|fact| fact.name == "days_reported_late" && fact.value == "10"), "{facts:?}");
}

#[test]
fn the_delegated_office_decides_and_an_unfinished_month_is_pointed_out() {
    let play = Play::open(case(Category::Probation), Who::Officer, "2026-06-30", appraisal("2026-06")).unwrap();
    assert_eq!(play.assessment("2026-06-30").approver, Some(Level::Office));
    assert_eq!(play.warnings("2026-06-30"), ["IM-32"]);
    assert!(play.warnings("2026-07-01").is_empty());
    let mut undelegated = case(Category::Probation);
    undelegated.place.delegations.clear();
    let play = Play::open(undelegated, Who::Officer, "2026-07-01", appraisal("2026-06")).unwrap();
    assert_eq!(play.assessment("2026-07-01").approver, Some(Level::County));
}

#[test]
fn what_is_no_month_is_a_fault() {
    for month in ["2026-13", "2026-6", "2026-06-01", "", "1800-01"] {
        let found = faults(Play::open(case(Category::Probation), Who::Officer, "2026-07-01", appraisal(month)));
        assert_eq!(found[0].0, "/month", "{month}");
    }
    let silent = MonthlyAppraisalContent { reasons: String::new(), ..appraisal("2026-06") };
    let found = faults(Play::open(case(Category::Probation), Who::Officer, "2026-07-01", silent));
    assert_eq!(found, [("/reasons".to_owned(), "length")]);
}
