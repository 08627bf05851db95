//! What is the same for every kind, played on leave.

use domain::{
    code::{
        Category, ContactRole,
        DecisionOutcome::{Approved, Refused, SentBack},
        ProceedingStatus,
    },
    ids::{PaperId, StepId},
    proceedings::{
        Act, ActCode, Annulment, Content, Countersignature, Decision, Denied, OnPaper, Submission, Withdrawal,
        contact_permission::ContactPermissionContent, leave::LeaveContent, recurring_travel::RecurringTravelContent,
    },
};
use uuid::Uuid;

use super::{
    class_change::lenient,
    commendation::ordinary,
    contact_permission::contact,
    dwelling_change::moving,
    electronic_monitoring::left,
    place_entry::visit,
    play::{Play, Who, case, decision, endorsement, faults, leave, prohibited_until, refused, review, submission},
    recurring_travel::to,
};
use crate::support::day;

fn opened(content: LeaveContent) -> Play {
    Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap()
}

fn short() -> LeaveContent {
    leave("2026-06-10", "2026-06-16")
}

fn middle() -> LeaveContent {
    leave("2026-06-10", "2026-06-17")
}

fn long() -> LeaveContent {
    leave("2026-06-10", "2026-07-10")
}

#[test]
fn a_matter_climbs_to_the_level_that_decides() {
    let mut play = opened(long());
    assert_eq!(play.act(Who::Officer, "2026-06-01", submission()).unwrap(), ProceedingStatus::Submitted);
    assert_eq!(
        play.act(Who::City, "2026-06-01", decision(Approved)),
        Err(Denied::InvalidState(ProceedingStatus::Submitted))
    );
    assert_eq!(
        play.act(Who::BureauOfficer, "2026-06-01", review(Approved)),
        Err(Denied::InvalidState(ProceedingStatus::Submitted))
    );
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert_eq!(
        play.act(Who::City, "2026-06-01", decision(Approved)),
        Err(Denied::InvalidState(ProceedingStatus::Endorsed))
    );
    play.act(Who::BureauOfficer, "2026-06-02", review(Approved)).unwrap();
    assert_eq!(play.act(Who::City, "2026-06-02", decision(Approved)).unwrap(), ProceedingStatus::Approved);
}

#[test]
fn a_paper_stands_once_in_what_refers_to_it() {
    let [one, other] = [1, 2].map(|nth| PaperId::from_uuid(Uuid::from_u128(nth)));
    let papers = |papers: Vec<PaperId>| LeaveContent { papers, ..short() };
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content);
    assert_eq!(faults(open(papers(vec![one, other, one]))), [("/papers/2".to_owned(), "repeated_item")]);
    assert_eq!(faults(open(papers(vec![one; 51]))), [("/papers".to_owned(), "too_many_items")]);
    let mut play = open(papers(vec![one, other])).unwrap();
    let submit = |papers| Submission { papers, ..submission() };
    let twice = play.act(Who::Officer, "2026-06-01", submit(vec![one, one]));
    assert_eq!(faults(twice), [("/papers/1".to_owned(), "repeated_item")]);
    play.act(Who::Officer, "2026-06-01", submit(vec![one])).unwrap();
}

#[test]
fn another_level_does_not_decide() {
    let mut play = opened(middle());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert_eq!(refused(play.act(Who::Head, "2026-06-01", decision(Approved))), "IM-27");
    assert_eq!(refused(play.act(Who::City, "2026-06-01", decision(Approved))), "IM-27");
    assert_eq!(play.act(Who::BureauHead, "2026-06-01", decision(Approved)).unwrap(), ProceedingStatus::Approved);
}

#[test]
fn one_who_lacks_the_permission_is_told_so_before_anything_else() {
    let mut play = opened(short());
    for who in [Who::Procurator, Who::JusticeBureauHead, Who::City, Who::LegalReviewer] {
        assert!(matches!(play.act(who, "2026-06-01", submission()), Err(Denied::NotPermitted(_))), "{who:?}");
    }
    assert!(matches!(play.act(Who::Officer, "2026-06-01", decision(Approved)), Err(Denied::NotPermitted(_))));
}

#[test]
fn whoever_proposed_or_endorsed_does_not_decide() {
    let mut play = Play::open(case(Category::Probation), Who::Head, "2026-06-01", short()).unwrap();
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    assert_eq!(play.act(Who::Head, "2026-06-01", decision(Approved)), Err(Denied::SeparationOfDuties));
    let mut play = opened(middle());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    play.act(Who::BureauHead, "2026-06-01", review(Approved)).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-01", decision(Approved)), Err(Denied::SeparationOfDuties));
    assert_eq!(refused(play.act(Who::Contracted, "2026-06-01", decision(Approved))), "CCL-10");
}

#[test]
fn what_is_sent_back_is_put_forward_again_and_needs_its_opinions_again() {
    let mut play = opened(middle());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-02", decision(SentBack)).unwrap(), ProceedingStatus::Draft);
    play.act(Who::Officer, "2026-06-02", submission()).unwrap();
    assert_eq!(
        play.act(Who::BureauHead, "2026-06-02", decision(Approved)),
        Err(Denied::InvalidState(ProceedingStatus::Submitted))
    );
    play.act(Who::Head, "2026-06-02", endorsement(Approved)).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-02", decision(Refused)).unwrap(), ProceedingStatus::Refused);
    assert!(matches!(play.act(Who::Officer, "2026-06-02", submission()), Err(Denied::InvalidState(_))));
}

#[test]
fn a_matter_is_withdrawn_before_it_is_decided_and_not_after() {
    let withdrawal = || Withdrawal { acted_on: None, opinion: None, papers: Vec::new() };
    let mut play = opened(short());
    assert_eq!(play.clone().act(Who::Officer, "2026-06-01", withdrawal()).unwrap(), ProceedingStatus::Withdrawn);
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", decision(Approved)).unwrap();
    assert_eq!(
        play.act(Who::Officer, "2026-06-01", withdrawal()),
        Err(Denied::InvalidState(ProceedingStatus::Approved))
    );
}

#[test]
fn a_decision_of_an_agency_that_does_not_work_here_is_entered_from_its_paper() {
    let on_paper = |papers| Decision {
        on_paper: Some(OnPaper {
            organ: "常德市司法局".to_owned(), document_number: "常社矫外〔2026〕5号".to_owned()
        }),
        papers,
        ..decision(Approved)
    };
    let paper = vec![domain::ids::PaperId::from_uuid(Uuid::nil())];
    let mut play = opened(long());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert!(matches!(
        play.act(Who::BureauOfficer, "2026-06-01", on_paper(paper.clone())),
        Err(Denied::InvalidState(_))
    ));
    play.act(Who::BureauOfficer, "2026-06-01", review(Approved)).unwrap();
    assert_eq!(
        faults(play.act(Who::BureauOfficer, "2026-06-01", on_paper(Vec::new()))),
        [("/papers".to_owned(), "required")]
    );
    assert_eq!(refused(play.act(Who::Officer, "2026-06-01", on_paper(paper.clone()))), "IM-27");
    assert_eq!(
        play.act(Who::BureauOfficer, "2026-06-05", on_paper(paper.clone())).unwrap(),
        ProceedingStatus::Approved
    );
    let mut own = opened(middle());
    own.act(Who::Officer, "2026-06-01", submission()).unwrap();
    own.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert_eq!(
        refused(own.act(Who::BureauOfficer, "2026-06-01", on_paper(paper))),
        "IM-27",
        "the county decides for itself"
    );
}

#[test]
fn an_act_is_entered_late_with_both_dates_never_early_and_never_before_the_act_before() {
    let on = |date| Submission { acted_on: Some(day(date)), ..submission() };
    let mut play = opened(short());
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-03", on("2026-06-04"))),
        [("/acted_on".to_owned(), "in_the_future")]
    );
    play.act(Who::Officer, "2026-06-03", on("2026-06-02")).unwrap();
    let step = play.proceeding.steps.last().unwrap();
    assert_eq!((step.acted_on, domain::time::local_day(step.recorded_at)), (day("2026-06-02"), day("2026-06-03")));
    let early = Decision { acted_on: Some(day("2026-06-01")), ..decision(Approved) };
    assert_eq!(faults(play.act(Who::Head, "2026-06-03", early)), [("/acted_on".to_owned(), "before_the_step_before")]);
}

#[test]
fn an_act_recorded_in_error_falls_when_another_officer_countersigns() {
    let annul = |step_id| Annulment {
        step_id,
        reason: "误将不同意录为同意".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    };
    let confirm = |step_id| Countersignature { step_id, acted_on: None, opinion: None, papers: Vec::new() };
    let step = |number| StepId::from_uuid(Uuid::from_u128(number));
    let mut play = opened(short());
    assert!(
        matches!(play.act(Who::Officer, "2026-06-01", annul(step(1))), Err(Denied::InvalidState(_))),
        "nothing to annul"
    );
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", decision(Approved)).unwrap();
    assert_eq!(faults(play.act(Who::Head, "2026-06-02", annul(step(1)))), [("/step_id".to_owned(), "unknown_step")]);
    assert_eq!(play.act(Who::Head, "2026-06-02", annul(step(2))).unwrap(), ProceedingStatus::Approved, "not yet");
    assert_eq!(play.act(Who::Head, "2026-06-02", confirm(step(3))), Err(Denied::SeparationOfDuties));
    assert_eq!(play.act(Who::BureauHead, "2026-06-02", confirm(step(3))).unwrap(), ProceedingStatus::Submitted);
    assert_eq!(play.act(Who::Head, "2026-06-02", decision(Refused)).unwrap(), ProceedingStatus::Refused);
    assert_eq!(play.proceeding.steps.len(), 5, "nothing is overwritten");
}

#[test]
fn an_annulment_lapses_when_another_step_rests_on_the_one_in_error() {
    let annulment =
        |step_id| Annulment { step_id, reason: "误录".to_owned(), acted_on: None, opinion: None, papers: Vec::new() };
    let confirm = |step_id| Countersignature { step_id, acted_on: None, opinion: None, papers: Vec::new() };
    let step = |number| StepId::from_uuid(Uuid::from_u128(number));
    let mut play = opened(short());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Officer, "2026-06-01", annulment(step(1))).unwrap();
    play.act(Who::Head, "2026-06-01", decision(Approved)).unwrap();
    assert!(matches!(play.act(Who::BureauHead, "2026-06-01", confirm(step(2))), Err(Denied::InvalidState(_))));
    play.act(Who::Officer, "2026-06-01", annulment(step(3))).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-01", confirm(step(4))).unwrap(), ProceedingStatus::Submitted);
}

#[test]
fn every_act_is_shown_with_its_reason() {
    let play = opened(short());
    for who in Who::ALL {
        for action in play.available(*who, "2026-06-01") {
            assert_eq!(action.allowed, action.refusal.is_none(), "{who:?} {action:?}");
            if let Some(refusal) = &action.refusal {
                assert!(!refusal.facts.is_empty() && !refusal.remedy.zh.is_empty(), "{who:?} {action:?}");
            }
        }
    }
    let allowed: Vec<ActCode> = play
        .available(Who::Officer, "2026-06-01")
        .into_iter()
        .filter(|action| action.allowed)
        .map(|action| action.action)
        .collect();
    assert_eq!(allowed, [ActCode::Submissions, ActCode::Withdrawals]);
}

#[test]
fn content_and_acts_survive_the_way_to_the_disk() {
    let content: domain::proceedings::Content = short().into();
    let json = serde_json::to_value(&content).unwrap();
    assert_eq!(json["kind"], "leave");
    assert_eq!(serde_json::from_value::<domain::proceedings::Content>(json).unwrap(), content);
    let act: Act = decision(Approved).into();
    let json = serde_json::to_value(&act).unwrap();
    assert_eq!(json["act"], "decisions");
    assert_eq!(serde_json::from_value::<Act>(json).unwrap(), act);
}

#[test]
fn nothing_new_is_asked_for_once_supervision_has_ended() {
    let on = |date: &str, content: Content| Play::open(prohibited_until("2027-03-12"), Who::Officer, date, content);
    let travel =
        RecurringTravelContent { prohibition_note: Some("不进入娱乐场所".to_owned()), ..to(&["430725"]) };
    let meeting = ContactPermissionContent {
        valid_from: day("2027-03-12"),
        valid_to: day("2027-03-12"),
        prohibition_note: Some("禁止令不涉及该人".to_owned()),
        ..contact(ContactRole::Accomplice)
    };
    let asked: [(Content, &str); 7] = [
        (lenient().into(), "CCL-24"),
        (travel.into(), "IM-29"),
        (visit("2027-03-12", "2027-03-12").into(), "IM-39"),
        (meeting.into(), "M-5"),
        (moving().into(), "IM-26"),
        (ordinary().into(), "IM-33"),
        (left().into(), "IM-37"),
    ];
    for (content, rule) in asked {
        assert!(on("2027-03-12", content.clone()).is_ok(), "{rule} on the last day");
        assert_eq!(refused(on("2027-03-13", content)), rule);
    }
}
