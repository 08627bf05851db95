//! Opinions of the procuratorate (CCL 62; SPP19 624).

use domain::{
    clock::Clock,
    code::{
        Category, ClockState, Code, DecisionOutcome, DutyBearer, OpinionForm,
        ProceedingStatus::{Answered, Approved, Closed, InProgress, Reviewed, Submitted, Withdrawn},
        ReplyOutcome,
    },
    proceedings::{ActCode, Denied, procuratorial_opinion::ProcuratorialOpinionContent},
    time::Instant,
};

use super::play::{
    Play, Who, at, case, closure, decision, delivery, entry, faults, refused, reply, review, withdrawal,
};
use crate::support::day;

fn opinion(form: OpinionForm) -> ProcuratorialOpinionContent {
    let written = form != OpinionForm::OralCorrection;
    ProcuratorialOpinionContent {
        form,
        procuratorate: "武陵区人民检察院".to_owned(),
        document_number: written.then(|| "武检社矫纠〔2026〕7号".to_owned()),
        received_on: day("2026-06-01"),
        demands: "实地查访记录缺失，应当补正并建立核查制度".to_owned(),
        reply_by: None,
        papers: Vec::new(),
    }
}

fn asking_by(reply_by: &str) -> ProcuratorialOpinionContent {
    ProcuratorialOpinionContent { reply_by: Some(day(reply_by)), ..opinion(OpinionForm::CorrectionNotice) }
}

fn open(content: ProcuratorialOpinionContent) -> Play {
    Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap()
}

/// A reply that the bureau has decided on a day.
fn decided(content: ProcuratorialOpinionContent, date: &str) -> Play {
    let mut play = open(content);
    play.act(Who::Officer, date, reply(ReplyOutcome::Followed, None)).unwrap();
    play.act(Who::BureauHead, date, decision(DecisionOutcome::Approved)).unwrap();
    play
}

fn only(clocks: Vec<Clock>) -> Clock {
    let [clock] = <[Clock; 1]>::try_from(clocks).unwrap();
    clock
}

/// The last minute of a day.
fn night(date: &str) -> Instant {
    at(date) + chrono::TimeDelta::minutes(13 * 60 + 59)
}

#[test]
fn an_opinion_is_handled_answered_by_decision_of_the_head_delivered_carried_out_and_closed() {
    for form in OpinionForm::ALL {
        let mut play = open(opinion(*form));
        assert_eq!(play.proceeding.status(), InProgress);
        assert_eq!(play.act(Who::Officer, "2026-06-02", entry("核对走访记录")).unwrap(), InProgress);
        let draft = reply(ReplyOutcome::Followed, None);
        assert_eq!(play.act(Who::BureauOfficer, "2026-06-03", draft).unwrap(), Submitted);
        assert_eq!(play.act(Who::LegalReviewer, "2026-06-04", review(DecisionOutcome::Approved)).unwrap(), Reviewed);
        assert_eq!(refused(play.act(Who::Head, "2026-06-04", decision(DecisionOutcome::Approved))), "CCL-62");
        assert_eq!(play.act(Who::BureauHead, "2026-06-04", decision(DecisionOutcome::Approved)).unwrap(), Approved);
        assert_eq!(play.owed("2026-06-04"), [(DutyBearer::Procuratorate, "CCL-62".to_owned())]);
        assert_eq!(play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Police)).unwrap(), Approved);
        assert_eq!(play.act(Who::Officer, "2026-06-05", delivery(DutyBearer::Procuratorate)).unwrap(), Answered);
        assert_eq!(play.act(Who::Officer, "2026-06-20", entry("核查制度已建立")).unwrap(), Answered);
        assert_eq!(refused(play.act(Who::Officer, "2026-06-21", closure())), "CCL-62");
        assert_eq!(play.act(Who::BureauOfficer, "2026-06-21", closure()).unwrap(), Closed);
        assert!(play.proceeding.is_over());
    }
}

#[test]
fn a_reply_that_does_not_follow_the_opinion_says_why() {
    let mut play = open(opinion(OpinionForm::Suggestion));
    for outcome in [ReplyOutcome::NotFollowed, ReplyOutcome::PartlyFollowed] {
        let bare = play.act(Who::Officer, "2026-06-02", reply(outcome, None));
        assert_eq!(faults(bare), [("/reasons".to_owned(), "required")]);
        let empty = play.act(Who::Officer, "2026-06-02", reply(outcome, Some(" ")));
        assert_eq!(faults(empty), [("/reasons".to_owned(), "length")]);
    }
    let odd = play.act(Who::Officer, "2026-06-02", reply(ReplyOutcome::Followed, Some("理由")));
    assert_eq!(faults(odd), [("/reasons".to_owned(), "does_not_go_with")]);
    let reasoned = reply(ReplyOutcome::NotFollowed, Some("走访记录存于纸质档案，并未缺失"));
    assert_eq!(play.act(Who::Officer, "2026-06-02", reasoned).unwrap(), Submitted);
}

#[test]
fn a_draft_of_the_reply_that_is_refused_or_sent_back_is_drafted_anew() {
    for outcome in [DecisionOutcome::Refused, DecisionOutcome::SentBack] {
        let mut play = open(opinion(OpinionForm::Suggestion));
        play.act(Who::BureauOfficer, "2026-06-02", reply(ReplyOutcome::Followed, None)).unwrap();
        assert_eq!(play.act(Who::BureauHead, "2026-06-02", decision(outcome)).unwrap(), InProgress);
        assert!(play.owed("2026-06-02").is_empty());
        let anew = reply(ReplyOutcome::PartlyFollowed, Some("第二项不属于本机构职责"));
        assert_eq!(play.act(Who::BureauOfficer, "2026-06-03", anew).unwrap(), Submitted);
    }
}

#[test]
fn whoever_drafted_the_reply_does_not_decide_it() {
    let mut play = open(opinion(OpinionForm::Suggestion));
    play.act(Who::BureauHead, "2026-06-02", reply(ReplyOutcome::Followed, None)).unwrap();
    let own = play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Approved));
    assert_eq!(own, Err(Denied::SeparationOfDuties));
}

#[test]
fn the_reply_is_late_the_day_after_the_one_that_the_procuratorate_named() {
    let clock = only(open(asking_by("2026-06-15")).clocks("2026-06-01"));
    assert_eq!((clock.rule, clock.due_strict, clock.due_legal), ("CCL-62", day("2026-06-15"), day("2026-06-15")));
    assert_eq!(clock.actor, DutyBearer::CountyAgency);
    assert_eq!(clock.state(night("2026-06-14")), ClockState::Open);
    assert_eq!(clock.state(night("2026-06-15")), ClockState::Open);
    assert_eq!(clock.state(at("2026-06-16")), ClockState::Overdue);
}

#[test]
fn a_decided_reply_stops_the_clock_only_once_it_is_delivered() {
    for (delivered, state) in
        [("2026-06-14", ClockState::Met), ("2026-06-15", ClockState::Met), ("2026-06-16", ClockState::LateMet)]
    {
        let mut play = decided(asking_by("2026-06-15"), "2026-06-03");
        assert_eq!(only(play.clocks("2026-06-03")).state(at("2026-06-03")), ClockState::Open);
        play.act(Who::Officer, delivered, delivery(DutyBearer::Procuratorate)).unwrap();
        assert_eq!(only(play.clocks(delivered)).state(at(delivered)), state, "{delivered}");
    }
}

#[test]
fn an_oral_correction_is_heeded_in_seven_days() {
    let play = open(opinion(OpinionForm::OralCorrection));
    let clock = only(play.clocks("2026-06-01"));
    assert_eq!((clock.rule, clock.due_strict, clock.due_legal), ("SPP19-624", day("2026-06-08"), day("2026-06-08")));
    assert_eq!(clock.state(night("2026-06-07")), ClockState::Open);
    assert_eq!(clock.state(night("2026-06-08")), ClockState::Open);
    assert_eq!(clock.state(at("2026-06-09")), ClockState::Overdue);
    assert_eq!(play.warnings("2026-06-01"), ["SPP19-624"]);
}

#[test]
fn where_neither_law_nor_paper_names_a_day_no_clock_runs() {
    let play = open(opinion(OpinionForm::Suggestion));
    assert!(play.clocks("2026-06-01").is_empty());
    assert!(play.warnings("2026-06-01").is_empty());
    let assessment = play.assessment("2026-06-01");
    assert_eq!((assessment.explanation.len(), assessment.basis.len()), (2, 1));
}

#[test]
fn what_the_procuratorate_takes_back_ends_with_the_reason_and_its_clocks_no_longer_run() {
    let mut play = open(asking_by("2026-06-15"));
    let bare = play.act(Who::BureauOfficer, "2026-06-02", withdrawal());
    assert_eq!(faults(bare), [("/opinion".to_owned(), "required")]);
    let mut said = withdrawal();
    said.opinion = Some("检察机关来函撤回".to_owned());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-02", said.clone())), "CCL-62");
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-02", said).unwrap(), Withdrawn);
    assert_eq!(only(play.clocks("2026-06-02")).state(at("2026-07-01")), ClockState::Cancelled);
}

#[test]
fn the_duty_to_reply_outlives_supervision() {
    let mut gone = case(Category::Probation);
    gone.order.supervision_ends_on = Some(day("2026-05-20"));
    let play = Play::open(gone, Who::Officer, "2026-06-01", asking_by("2026-06-15")).unwrap();
    assert_eq!(only(play.clocks("2026-06-16")).state(at("2026-06-16")), ClockState::Overdue);
}

#[test]
fn an_opinion_is_registered_once_it_has_come() {
    let content = ProcuratorialOpinionContent { received_on: day("2026-06-02"), ..opinion(OpinionForm::Suggestion) };
    let early = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content.clone());
    assert_eq!(refused(early), "CCL-62");
    assert!(Play::open(case(Category::Probation), Who::Officer, "2026-06-02", content).is_ok());
}

#[test]
fn form_number_organ_demands_and_days_are_asked_for() {
    let content = ProcuratorialOpinionContent {
        procuratorate: String::new(),
        document_number: None,
        demands: "好".repeat(2_001),
        reply_by: Some(day("2026-05-31")),
        ..opinion(OpinionForm::Suggestion)
    };
    assert_eq!(
        faults(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content)),
        [
            ("/procuratorate".to_owned(), "length"),
            ("/document_number".to_owned(), "required"),
            ("/demands".to_owned(), "length"),
            ("/reply_by".to_owned(), "end_before_start"),
        ]
    );
    let numbered = ProcuratorialOpinionContent {
        document_number: Some("武检〔2026〕7号".to_owned()),
        ..opinion(OpinionForm::OralCorrection)
    };
    let odd = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", numbered);
    assert_eq!(faults(odd), [("/document_number".to_owned(), "does_not_go_with")]);
}

#[test]
fn the_procuratorate_reads_and_does_not_act() {
    let play = decided(opinion(OpinionForm::Suggestion), "2026-06-03");
    assert!(play.allowed(Who::Procurator, "2026-06-03").is_empty());
    assert!(play.allowed(Who::Officer, "2026-06-03").contains(&ActCode::Deliveries));
}
