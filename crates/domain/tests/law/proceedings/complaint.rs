//! Complaints (CCL 34 ¶2).

use domain::{
    code::{
        Category, Code, ComplainantRole, ComplaintNature, DecisionOutcome, DutyBearer,
        ProceedingStatus::{Answered, Approved, Closed, HandedOver, Submitted, Withdrawn},
        ReplyOutcome,
    },
    proceedings::{ActCode, Annulment, Countersignature, Denied, Referral, complaint::ComplaintContent},
};

use super::play::{Play, Who, case, closure, decision, delivery, entry, faults, refused, reply, review, withdrawal};
use crate::support::day;

fn complaint(nature: ComplaintNature, against: &[Who]) -> ComplaintContent {
    ComplaintContent {
        nature,
        complainant: ComplainantRole::Relative,
        complainant_name: Some("李秀英".to_owned()),
        about: "工作人员在工作时间多次通知本人到所，影响上班".to_owned(),
        against: against.iter().map(|who| who.signer().staff_id).collect(),
        received_on: day("2026-06-01"),
        papers: Vec::new(),
    }
}

fn open(against: &[Who]) -> Play {
    let content = complaint(ComplaintNature::Grievance, against);
    Play::open(case(Category::Probation), Who::BureauOfficer, "2026-06-01", content).unwrap()
}

fn referral() -> Referral {
    Referral {
        organ: "武陵区纪委监委".to_owned(),
        reason: "反映的是职务违法，不属于本机构职责".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

#[test]
fn a_complaint_is_handled_answered_by_decision_of_the_head_told_and_closed() {
    for nature in ComplaintNature::ALL {
        let content = complaint(*nature, &[]);
        let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap();
        play.act(Who::Officer, "2026-06-02", entry("与本人谈话核实")).unwrap();
        play.act(Who::Officer, "2026-06-03", reply(ReplyOutcome::Followed, None)).unwrap();
        assert_eq!(refused(play.act(Who::Head, "2026-06-03", decision(DecisionOutcome::Approved))), "CCL-34-2");
        assert_eq!(play.act(Who::BureauHead, "2026-06-03", decision(DecisionOutcome::Approved)).unwrap(), Approved);
        assert_eq!(play.owed("2026-06-03"), [(DutyBearer::Complainant, "CCL-34-2".to_owned())]);
        assert_eq!(play.act(Who::Officer, "2026-06-04", delivery(DutyBearer::Complainant)).unwrap(), Answered);
        assert_eq!(play.act(Who::BureauOfficer, "2026-06-10", closure()).unwrap(), Closed);
        assert!(play.clocks("2026-06-10").is_empty(), "the law sets no number of days");
    }
}

#[test]
fn whoever_is_complained_of_has_no_hand_in_it() {
    let all = [Who::Officer, Who::Head, Who::LegalReviewer, Who::BureauHead];
    let mut play = open(&all);
    for who in all {
        assert!(play.allowed(who, "2026-06-02").is_empty(), "{who:?}");
    }
    let own = complaint(ComplaintNature::Accusation, &[Who::Officer]);
    assert_eq!(refused(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", own)), "CCL-34-2");
    assert_eq!(refused(play.act(Who::Officer, "2026-06-02", entry("核实"))), "CCL-34-2");
    play.act(Who::BureauOfficer, "2026-06-02", entry("核实")).unwrap();
    play.act(Who::BureauOfficer, "2026-06-02", reply(ReplyOutcome::Followed, None)).unwrap();
    assert_eq!(refused(play.act(Who::LegalReviewer, "2026-06-02", review(DecisionOutcome::Approved))), "CCL-34-2");
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Approved))), "CCL-34-2");
}

#[test]
fn one_who_is_complained_of_does_not_write_the_complaint_anew() {
    let play = open(&[Who::Officer]);
    assert_eq!(refused(play.edit(Who::Officer, "2026-06-01")), "CCL-34-2");
    assert!(play.edit(Who::BureauOfficer, "2026-06-01").is_ok());
    let mut play = open(&[]);
    play.act(Who::Officer, "2026-06-02", reply(ReplyOutcome::Followed, None)).unwrap();
    assert_eq!(play.edit(Who::Officer, "2026-06-02"), Err(Denied::InvalidState(Submitted)));
}

#[test]
fn one_who_is_complained_of_neither_annuls_a_step_nor_countersigns() {
    let mut play = open(&[Who::Officer, Who::BureauHead]);
    play.act(Who::BureauOfficer, "2026-06-02", entry("核实")).unwrap();
    let annulment = Annulment {
        step_id: play.proceeding.steps[0].id,
        reason: "误录".to_owned(),
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    };
    assert_eq!(refused(play.act(Who::Officer, "2026-06-02", annulment.clone())), "CCL-34-2");
    play.act(Who::BureauOfficer, "2026-06-02", annulment).unwrap();
    let step_id = play.proceeding.steps[1].id;
    let sign = Countersignature { step_id, acted_on: None, opinion: None, papers: Vec::new() };
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-02", sign.clone())), "CCL-34-2");
    assert!(play.act(Who::Head, "2026-06-02", sign).is_ok());
}

#[test]
fn what_is_another_organs_is_passed_on_and_who_complained_is_told_of_that() {
    let mut play = open(&[]);
    assert_eq!(refused(play.act(Who::Officer, "2026-06-02", referral())), "CCL-34-2");
    let nowhere = Referral { organ: String::new(), reason: String::new(), ..referral() };
    let empty = faults(play.act(Who::BureauOfficer, "2026-06-02", nowhere));
    assert_eq!(empty, [("/organ".to_owned(), "length"), ("/reason".to_owned(), "length")]);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-02", referral()).unwrap(), HandedOver);
    assert_eq!(play.owed("2026-06-02"), [(DutyBearer::Complainant, "CCL-34-2".to_owned())]);
    assert_eq!(play.allowed(Who::BureauOfficer, "2026-06-02"), [ActCode::Deliveries, ActCode::Annulments]);
    assert_eq!(play.act(Who::Officer, "2026-06-03", delivery(DutyBearer::Complainant)).unwrap(), Closed);
}

#[test]
fn a_complaint_that_is_not_followed_says_why() {
    let mut play = open(&[]);
    let bare = play.act(Who::Officer, "2026-06-02", reply(ReplyOutcome::NotFollowed, None));
    assert_eq!(faults(bare), [("/reasons".to_owned(), "required")]);
    assert!(play.act(Who::Officer, "2026-06-02", reply(ReplyOutcome::NotFollowed, Some("经查不属实"))).is_ok());
}

#[test]
fn a_complaint_that_is_taken_back_ends_with_the_reason() {
    let mut play = open(&[]);
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-06-02", withdrawal())), [("/opinion".to_owned(), "required")]);
    let mut said = withdrawal();
    said.opinion = Some("投诉人书面撤回".to_owned());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-02", said.clone())), "CCL-34-2");
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-02", said).unwrap(), Withdrawn);
}

#[test]
fn the_assessment_says_that_no_number_of_days_is_set_and_who_is_kept_out() {
    assert!(open(&[]).warnings("2026-06-01").is_empty());
    let play = open(&[Who::Head, Who::BureauHead]);
    assert_eq!(play.warnings("2026-06-01"), ["CCL-34-2"]);
    let assessment = play.assessment("2026-06-01");
    assert_eq!((assessment.explanation.len(), assessment.facts.len()), (1, 2));
}

#[test]
fn a_complaint_is_received_after_supervision_too_and_not_before_it_came() {
    let mut gone = case(Category::Probation);
    gone.order.supervision_ends_on = Some(day("2026-05-20"));
    let content = complaint(ComplaintNature::Appeal, &[]);
    assert_eq!(refused(Play::open(gone.clone(), Who::Officer, "2026-05-31", content.clone())), "CCL-34-2");
    assert!(Play::open(gone, Who::Officer, "2026-06-01", content).is_ok());
}

#[test]
fn who_complains_about_what_and_about_whom_are_asked_for() {
    let wrong = ComplaintContent {
        complainant_name: None,
        about: String::new(),
        against: vec![Who::City.signer().staff_id; 21],
        ..complaint(ComplaintNature::Report, &[])
    };
    assert_eq!(
        faults(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", wrong)),
        [
            ("/complainant_name".to_owned(), "required"),
            ("/about".to_owned(), "length"),
            ("/against".to_owned(), "too_many_items"),
        ]
    );
    let own = ComplaintContent {
        complainant: ComplainantRole::Supervisee,
        complainant_name: None,
        ..complaint(ComplaintNature::Report, &[])
    };
    assert!(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", own.clone()).is_ok());
    let long = ComplaintContent { complainant_name: Some("好".repeat(51)), ..own };
    let opened = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", long);
    assert_eq!(faults(opened), [("/complainant_name".to_owned(), "length")]);
}

#[test]
fn a_head_who_is_complained_of_does_not_decide() {
    let mut play = open(&[Who::BureauHead]);
    play.act(Who::Officer, "2026-06-02", reply(ReplyOutcome::Followed, None)).unwrap();
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Approved))), "CCL-34-2");
}
