//! Change of the place of execution, from both sides (CCL 27; IM 30, 31; E-1 … E-12).

use domain::{
    clock::Clock,
    code::{
        Category, ClockState,
        DecisionOutcome::{Approved, Refused, SentBack},
        DutyBearer::{DecidingOrgan, NewPolice, NewProcuratorate, OldAgency, OldPolice, OldProcuratorate, Supervisee},
        ProceedingStatus, Status, StatusReason, TransferDirection,
    },
    proceedings::{ActCode, Arrival, Denied, Enquiry, Handover, OrganResult, Reception, transfer::TransferContent},
    time::{end_of_day, start_of_day},
};

use super::play::{
    Play, Who, at, case, closure, decision, delivery, endorsement, entry, faults, refused, result, submission,
    withdrawal,
};
use crate::support::day;

fn transfer(direction: TransferDirection) -> TransferContent {
    TransferContent {
        direction,
        received_on: day("2026-06-01"),
        agency: "鼎城区社区矫正管理局".to_owned(),
        region_code: "430703".to_owned(),
        address: "玉霞街道某小区".to_owned(),
        reason: "随家人迁居".to_owned(),
        planned_on: Some(day("2026-07-01")),
        papers: Vec::new(),
    }
}

fn out() -> TransferContent {
    transfer(TransferDirection::Out)
}

fn enquiry() -> Enquiry {
    Enquiry { acted_on: None, opinion: None, papers: Vec::new() }
}

fn handover() -> Handover {
    Handover { organization_id: None, acted_on: None, opinion: None, papers: Vec::new() }
}

fn reception() -> Reception {
    Reception { acted_on: None, opinion: None, papers: Vec::new() }
}

fn arrival(reported_on: &str) -> Arrival {
    Arrival { reported_on: day(reported_on), acted_on: None, opinion: None, papers: Vec::new() }
}

fn reply(outcome: domain::code::DecisionOutcome) -> OrganResult {
    OrganResult { organ: "鼎城区社区矫正管理局".to_owned(), ..result(outcome) }
}

fn opened(content: TransferContent) -> Play {
    Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap()
}

/// To the reply of the new place.
fn enquired(outcome: domain::code::DecisionOutcome) -> Play {
    let mut play = opened(out());
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-01", enquiry())), "E-2", "the office is heard first");
    play.act(Who::Head, "2026-06-01", endorsement(Approved)).unwrap();
    assert!(matches!(play.act(Who::BureauHead, "2026-06-01", decision(Approved)), Err(Denied::InvalidState(_))));
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-02", enquiry()).unwrap(), ProceedingStatus::Enquired);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-08", reply(outcome)).unwrap(), ProceedingStatus::Answered);
    play
}

fn approved() -> Play {
    let mut play = enquired(Approved);
    play.act(Who::BureauHead, "2026-06-09", decision(Approved)).unwrap();
    play
}

fn clock(play: &Play, rule: &str, date: &str) -> Clock {
    play.clocks(date).into_iter().find(|clock| clock.rule == rule).unwrap()
}

fn dues(play: &Play, rule: &str, date: &str) -> (String, String) {
    let clock = clock(play, rule, date);
    (clock.due_strict.to_string(), clock.due_legal.to_string())
}

#[test]
fn out_it_is_asked_answered_decided_handed_over_and_ends_when_the_person_reports_there() {
    let mut play = approved();
    assert_eq!(
        play.owed("2026-06-09"),
        [
            (Supervisee, "E-7".to_owned()),
            (DecidingOrgan, "E-8".to_owned()),
            (OldProcuratorate, "E-8".to_owned()),
            (OldPolice, "E-8".to_owned()),
        ]
    );
    play.act(Who::Officer, "2026-06-10", delivery(Supervisee)).unwrap();
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-11", handover()).unwrap(), ProceedingStatus::HandedOver);
    assert_eq!(play.standing(at("2026-06-15")).status, Status::UnderSupervision, "answered for until then");
    for recipient in [DecidingOrgan, OldProcuratorate, OldPolice] {
        play.act(Who::BureauOfficer, "2026-06-12", delivery(recipient)).unwrap();
    }
    play.act(Who::BureauOfficer, "2026-06-16", reception()).unwrap();
    assert_eq!(refused(play.act(Who::Officer, "2026-06-16", closure())), "IM-31", "has not reported");
    assert_eq!(faults(play.act(Who::Officer, "2026-06-16", arrival("2026-06-17")))[0].1, "in_the_future");
    assert_eq!(faults(play.act(Who::Officer, "2026-06-16", arrival("2026-06-08")))[0].1, "before_the_decision");
    play.act(Who::Officer, "2026-06-16", arrival("2026-06-15")).unwrap();
    let before = play.standing(start_of_day(day("2026-06-15")) - chrono::TimeDelta::seconds(1));
    assert_eq!(before.status, Status::UnderSupervision);
    let after = play.standing(start_of_day(day("2026-06-15")));
    assert_eq!(
        (after.status, after.status_reason),
        (Status::TransferredOut, Some(StatusReason::ExecutionPlaceChanged))
    );
    assert_eq!(before.valid_until, Some(start_of_day(day("2026-06-15"))));
    assert_eq!(play.act(Who::Officer, "2026-06-16", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn each_step_out_has_its_clock() {
    let play = opened(out());
    assert_eq!(dues(&play, "E-3", "2026-06-01"), ("2026-06-06".to_owned(), "2026-06-08".to_owned()), "a Saturday");
    let state = |play: &Play, rule, date| clock(play, rule, date).state(at(date));
    for (date, expected) in [("2026-06-08", ClockState::Open), ("2026-06-09", ClockState::Overdue)] {
        assert_eq!(state(&play, "E-3", date), expected, "{date}");
    }
    let mut withdrawn = play.clone();
    withdrawn.act(Who::Officer, "2026-06-03", withdrawal()).unwrap();
    assert_eq!(state(&withdrawn, "E-3", "2026-06-20"), ClockState::Cancelled);

    let play = enquired(Approved);
    assert_eq!(state(&play, "E-3", "2026-06-08"), ClockState::Met);
    assert!(clock(&play, "E-4", "2026-06-08").provisional, "when they received it is not known");
    let mut refused = play.clone();
    refused.act(Who::BureauHead, "2026-06-09", decision(Refused)).unwrap();
    assert_eq!(dues(&refused, "E-6", "2026-06-09").1, "2026-06-15");
    assert_eq!(state(&refused, "E-6", "2026-06-16"), ClockState::Overdue);

    let mut play = approved();
    assert_eq!(dues(&play, "E-8", "2026-06-09"), ("2026-06-14".to_owned(), "2026-06-15".to_owned()), "a Sunday");
    play.act(Who::Officer, "2026-06-10", delivery(Supervisee)).unwrap();
    play.act(Who::BureauOfficer, "2026-06-16", handover()).unwrap();
    assert_eq!(state(&play, "E-8", "2026-06-16"), ClockState::LateMet);
    assert_eq!(dues(&play, "E-9", "2026-06-16").1, "2026-06-17", "seven days from receiving the decision");
    for (date, expected, warned) in [("2026-06-17", ClockState::Open, false), ("2026-06-18", ClockState::Overdue, true)]
    {
        assert_eq!(state(&play, "E-9", date), expected, "{date}");
        let rules: Vec<_> = play.assessment(date).warnings.into_iter().map(|warning| warning.rule).collect();
        assert_eq!(rules.contains(&"E-11".to_owned()), warned, "{date}");
    }
    play.act(Who::Officer, "2026-06-20", arrival("2026-06-19")).unwrap();
    assert_eq!(state(&play, "E-9", "2026-06-20"), ClockState::LateMet);
    assert_eq!(state(&play, "E-10", "2026-06-20"), ClockState::Open, "still owed after the end here");
}

#[test]
fn a_refusal_is_told_to_the_person_and_that_closes_it() {
    let mut play = enquired(Refused);
    play.act(Who::BureauHead, "2026-06-09", decision(Refused)).unwrap();
    assert_eq!(play.proceeding.status(), ProceedingStatus::Refused);
    assert!(!play.proceeding.is_over());
    assert_eq!(play.owed("2026-06-09"), [(Supervisee, "E-6".to_owned())]);
    assert_eq!(play.act(Who::Officer, "2026-06-10", delivery(Supervisee)).unwrap(), ProceedingStatus::Closed);
    assert!(play.proceeding.is_over());
    assert_eq!(play.standing(at("2026-06-11")).status, Status::UnderSupervision);
}

#[test]
fn a_disagreement_is_coordinated_before_an_approval() {
    let mut play = enquired(Refused);
    assert_eq!(play.assessment("2026-06-08").warnings[0].rule, "E-5");
    assert_eq!(refused(play.act(Who::BureauHead, "2026-06-09", decision(Approved))), "E-5");
    let coordinated = OrganResult { organ: "常德市社区矫正机构".to_owned(), ..result(Approved) };
    play.act(Who::BureauOfficer, "2026-06-10", coordinated).unwrap();
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-10", reply(Approved))), "E-5", "agreed already");
    play.act(Who::BureauHead, "2026-06-11", decision(Approved)).unwrap();
    let mut back = enquired(Approved);
    assert_eq!(back.act(Who::BureauHead, "2026-06-09", decision(SentBack)).unwrap(), ProceedingStatus::Draft);
    back.act(Who::Officer, "2026-06-09", submission()).unwrap();
    back.act(Who::Head, "2026-06-09", endorsement(Approved)).unwrap();
    back.act(Who::BureauOfficer, "2026-06-09", enquiry()).unwrap();
    assert!(back.act(Who::BureauOfficer, "2026-06-10", reply(Refused)).is_ok(), "asked anew, answered anew");
}

#[test]
fn in_it_is_verified_answered_and_the_file_and_the_person_come() {
    let content = transfer(TransferDirection::In);
    let mut play = opened(content);
    assert!(!play.available(Who::BureauOfficer, "2026-06-01").iter().any(|action| action.action == ActCode::Enquiries));
    play.act(Who::Officer, "2026-06-02", entry("实地核实：确有固定住所")).unwrap();
    play.act(Who::Officer, "2026-06-02", submission()).unwrap();
    play.act(Who::Head, "2026-06-03", endorsement(Approved)).unwrap();
    assert_eq!(dues(&play, "E-4", "2026-06-03"), ("2026-06-06".to_owned(), "2026-06-08".to_owned()));
    play.act(Who::BureauHead, "2026-06-04", decision(Approved)).unwrap();
    assert_eq!(play.owed("2026-06-04"), [(OldAgency, "E-4".to_owned())]);
    play.act(Who::BureauOfficer, "2026-06-05", delivery(OldAgency)).unwrap();
    assert_eq!(clock(&play, "E-4", "2026-06-05").state(at("2026-06-05")), ClockState::Met);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-15", reception()).unwrap(), ProceedingStatus::HandedOver);
    assert_eq!(play.assessment("2026-06-15").warnings[0].rule, "E-11");
    assert_eq!(dues(&play, "E-10", "2026-06-15").1, "2026-06-22", "the twentieth is a Saturday");
    assert_eq!(
        play.owed("2026-06-15"),
        [(OldAgency, "E-10".to_owned()), (NewProcuratorate, "E-10".to_owned()), (NewPolice, "E-10".to_owned())]
    );
    for recipient in [OldAgency, NewProcuratorate, NewPolice] {
        play.act(Who::BureauOfficer, "2026-06-16", delivery(recipient)).unwrap();
    }
    assert_eq!(refused(play.act(Who::BureauOfficer, "2026-06-16", closure())), "IM-31");
    play.act(Who::Officer, "2026-06-17", arrival("2026-06-17")).unwrap();
    assert_eq!(play.standing(at("2026-06-17")).status, Status::UnderSupervision, "in, not out");
    assert_eq!(play.act(Who::Officer, "2026-06-17", closure()).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn one_who_comes_in_is_under_supervision_from_the_report_here() {
    let mut new = case(Category::Probation);
    new.order.reported_on = None;
    let mut play =
        Play::open(new, Who::Officer, "2026-06-01", transfer(TransferDirection::In)).unwrap().approved("2026-06-04");
    assert_eq!(play.standing(at("2026-06-04")).status, Status::AwaitingIntake);
    play.act(Who::Officer, "2026-06-10", arrival("2026-06-10")).unwrap();
    assert_eq!(play.standing(at("2026-06-10")).status, Status::UnderSupervision);
    let mut refused = opened(transfer(TransferDirection::In));
    refused.act(Who::Officer, "2026-06-02", submission()).unwrap();
    refused.act(Who::Head, "2026-06-02", endorsement(Refused)).unwrap();
    refused.act(Who::BureauHead, "2026-06-03", decision(Refused)).unwrap();
    assert_eq!(refused.act(Who::BureauOfficer, "2026-06-03", delivery(OldAgency)).unwrap(), ProceedingStatus::Closed);
}

#[test]
fn what_forbids_a_transfer_is_said_at_the_opening() {
    let open = |date, content| Play::open(case(Category::Probation), Who::Officer, date, content);
    let to = |code: &str| TransferContent { region_code: code.to_owned(), ..out() };
    assert_eq!(refused(open("2026-06-01", to("430702"))), "IM-30", "a move within the district");
    for elsewhere in ["810000", "999999", "430700"] {
        assert_eq!(
            faults(open("2026-06-01", to(elsewhere))),
            [("/region_code".to_owned(), "unknown_region")],
            "{elsewhere}"
        );
    }
    assert_eq!(refused(open("2026-05-31", out())), "IM-30", "received in the future");
    assert_eq!(refused(open("2027-03-13", out())), "IM-30", "supervision has ended");
    let blank = TransferContent { agency: String::new(), address: String::new(), reason: String::new(), ..out() };
    let pointers: Vec<_> = faults(open("2026-06-01", blank)).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/agency", "/address", "/reason"]);
    let running = opened(out()).into_case();
    assert_eq!(refused(Play::open(running, Who::Officer, "2026-06-02", out())), "IM-30");
    let early = |planned_on| {
        let content = TransferContent { planned_on: Some(day(planned_on)), ..out() };
        open("2026-06-01", content).unwrap().assessment("2026-06-01").warnings.len()
    };
    assert_eq!((early("2026-07-01"), early("2026-06-30")), (0, 1), "E-1: generally a month before");
    let mut patient = case(Category::TemporaryOutsidePrison);
    patient.order.deciding_organ = Some("湖南省监狱管理局".to_owned());
    let play = Play::open(patient, Who::Officer, "2026-06-01", out()).unwrap();
    assert_eq!(play.assessment("2026-06-01").warnings[0].rule, "E-12");
}

#[test]
fn one_whose_supervision_ended_on_the_way_closes_without_a_report() {
    let mut play = approved();
    play.act(Who::BureauOfficer, "2026-06-10", handover()).unwrap();
    assert_eq!(refused(play.act(Who::Officer, "2026-06-20", closure())), "IM-31");
    assert!(at("2027-03-13") > end_of_day(day("2027-03-12")));
    assert_eq!(play.act(Who::Officer, "2027-03-13", closure()).unwrap(), ProceedingStatus::Closed);
}
