//! Permission of contact (IM 25; M-5).

use domain::{
    code::{
        Category, Code, ContactRole, DecisionOutcome, Level,
        ProceedingStatus::{Approved, Closed},
    },
    proceedings::{ActCode, contact_permission::ContactPermissionContent},
};

use super::play::{Play, Who, case, closure, decision, entry, faults, prohibited_until, refused};
use crate::support::day;

pub(crate) fn contact(role: ContactRole) -> ContactPermissionContent {
    ContactPermissionContent {
        contact_name: "王建国".to_owned(),
        role,
        reason: "当面道歉并支付赔偿款".to_owned(),
        manner: "在居委会调解室，由工作人员陪同".to_owned(),
        valid_from: day("2026-06-10"),
        valid_to: day("2026-06-12"),
        prohibition_note: None,
        papers: Vec::new(),
    }
}

#[test]
fn the_county_approves_contact_with_each_of_those_whom_the_law_names() {
    for role in ContactRole::ALL {
        let mut play = Play::submitted(case(Category::Parole), "2026-06-01", contact(*role));
        let assessment = play.assessment("2026-06-01");
        assert_eq!((assessment.approver, assessment.explanation.len()), (Some(Level::County), 1));
        assert_eq!(refused(play.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved))), "M-5");
        assert_eq!(play.act(Who::BureauHead, "2026-06-01", decision(DecisionOutcome::Approved)).unwrap(), Approved);
    }
}

#[test]
fn meetings_are_reported_for_the_approved_days_and_the_matter_is_ended() {
    let mut play = Play::granted(case(Category::Probation), "2026-06-01", contact(ContactRole::Victim));
    assert_eq!(refused(play.act(Who::Officer, "2026-06-09", entry("已见面"))), "M-5");
    assert!(play.act(Who::Officer, "2026-06-10", entry("已见面")).is_ok());
    assert!(play.act(Who::Officer, "2026-06-12", entry("再次见面")).is_ok());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-13", entry("又见面"))), "M-5");
    assert_eq!(faults(play.act(Who::Officer, "2026-06-13", entry(""))), [("/text".to_owned(), "length")]);
    assert!(play.allowed(Who::Officer, "2026-06-13").contains(&ActCode::Closures));
    assert!(play.allowed(Who::Procurator, "2026-06-13").is_empty());
    assert_eq!(play.act(Who::Officer, "2026-06-13", closure()).unwrap(), Closed);
}

#[test]
fn approval_comes_before_the_contact() {
    let waiting = || Play::submitted(case(Category::Probation), "2026-06-01", contact(ContactRole::Victim));
    assert!(waiting().act(Who::BureauHead, "2026-06-10", decision(DecisionOutcome::Approved)).is_ok());
    assert_eq!(refused(waiting().act(Who::BureauHead, "2026-06-11", decision(DecisionOutcome::Approved))), "M-5");
    assert!(waiting().act(Who::BureauHead, "2026-06-11", decision(DecisionOutcome::Refused)).is_ok());
}

#[test]
fn a_prohibition_order_in_these_days_must_be_accounted_for() {
    let open = |until, content| Play::open(prohibited_until(until), Who::Officer, "2026-06-01", content);
    assert_eq!(refused(open("2026-06-10", contact(ContactRole::Victim))), "PO-1");
    assert!(open("2026-06-09", contact(ContactRole::Victim)).is_ok());
    let noted = ContactPermissionContent {
        prohibition_note: Some("禁止令不涉及该人".to_owned()),
        ..contact(ContactRole::Victim)
    };
    assert!(open("2026-06-10", noted).is_ok());
}

#[test]
fn whom_why_how_and_when_are_asked_for() {
    let content = ContactPermissionContent {
        contact_name: "好".repeat(51),
        reason: String::new(),
        manner: String::new(),
        valid_to: day("2026-06-09"),
        ..contact(ContactRole::Victim)
    };
    assert_eq!(
        faults(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content)),
        [
            ("/contact_name".to_owned(), "length"),
            ("/reason".to_owned(), "length"),
            ("/manner".to_owned(), "length"),
            ("/valid_to".to_owned(), "end_before_start"),
        ]
    );
}
