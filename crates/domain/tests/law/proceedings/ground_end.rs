//! The end of the ground: a fixed period with its letter, a ground that disappears (OP26 16 ¶2; CPL 268; IM 49(6); TV-76).

use domain::{
    case_file::{CaseFile, defects},
    code::{
        Category, ClockState,
        DecisionOutcome::{self, Approved, Refused, SentBack},
        DutyBearer::{DecidingOrgan, Procuratorate},
        GroundEndCause, MeasureCode, Outcome,
        ProceedingStatus::{Closed, InProgress, Withdrawn},
        TemporaryGround,
    },
    ids::PaperId,
    proceedings::{ActCode, Content, OrganResult, awaits, ground_end::GroundEndContent, required},
};
use uuid::Uuid;

use super::{
    breach_inquiry::measures,
    play::{Play, Who, at, case, closure, delivery, faults, refused, result, withdrawal},
};
use crate::support::day;

/// A woman nursing her child, outside prison until it is a year old.
pub(crate) fn nursing(until: &str) -> CaseFile {
    let mut nursing = case(Category::TemporaryOutsidePrison);
    nursing.order.temporary_ground = Some(TemporaryGround::PregnancyOrNursing);
    nursing.order.temporary_period_ends_on = Some(day(until));
    nursing.order.supervision_ends_on = Some(day("2028-03-12"));
    nursing
}

pub(crate) fn period(ends_on: &str) -> GroundEndContent {
    GroundEndContent { cause: GroundEndCause::PeriodEnds, ends_on: day(ends_on), facts: None, papers: Vec::new() }
}

fn disappeared(on: &str) -> GroundEndContent {
    GroundEndContent {
        cause: GroundEndCause::Disappeared,
        facts: Some("婴儿夭折，哺乳情形消失".to_owned()),
        papers: vec![PaperId::from_uuid(Uuid::from_u128(4))],
        ..period(on)
    }
}

/// The matter that the service opened for her.
fn opened(until: &str) -> Play {
    let case = nursing(until);
    assert_eq!(required(&case, at("2026-03-20")), [Content::from(period(until))]);
    Play::open(case, Who::BureauOfficer, "2026-03-20", period(until)).unwrap()
}

fn decided(outcome: DecisionOutcome, until: Option<&str>) -> OrganResult {
    OrganResult { organ: "湖南省监狱管理局".to_owned(), fixed_on: until.map(day), ..result(outcome) }
}

#[test]
fn the_letter_is_due_thirty_days_before_the_period_ends_whatever_the_day() {
    for (ends_on, letter) in [("2027-03-12", "2027-02-10"), ("2026-12-31", "2026-12-01"), ("2028-02-29", "2028-01-30")]
    {
        let play = opened(ends_on);
        let clocks = play.clocks(letter);
        let [clock] = clocks.as_slice() else { panic!("{clocks:?}") };
        assert_eq!((clock.rule, clock.due_strict, clock.due_legal), ("H-11", day(letter), day(letter)), "TV-76");
        let next = day(letter).succ_opt().unwrap().to_string();
        assert_eq!(clock.state(at(letter)), ClockState::Open);
        assert_eq!(play.clocks(&next)[0].state(at(&next)), ClockState::Overdue);
    }
}

#[test]
fn it_rests_until_the_letter_comes_near_and_asks_for_it_then() {
    let play = opened("2026-12-31");
    let waits = |date| play.matter(at(date), awaits).is_some();
    assert_eq!(["2026-10-31", "2026-11-01", "2026-12-02"].map(waits), [false, true, true]);
    assert_eq!(play.untold("2026-10-31"), []);
    assert_eq!(play.untold("2026-11-01"), [DecidingOrgan, Procuratorate]);
}

#[test]
fn a_nursing_woman_whose_period_ends_is_written_of_and_the_organ_decides() {
    let mut play = opened("2026-12-31");
    play.act(Who::BureauOfficer, "2026-11-20", delivery(DecidingOrgan)).unwrap();
    assert_eq!(play.untold("2026-11-20"), [Procuratorate]);
    play.act(Who::BureauOfficer, "2026-11-20", delivery(Procuratorate)).unwrap();
    assert_eq!(play.clocks("2026-12-02")[0].state(at("2026-12-02")), ClockState::Met);
    assert_eq!(measures(&play, "2026-12-31"), [], "the last day is still hers");
    assert_eq!(measures(&play, "2027-01-01"), [(MeasureCode::CommittalGround, "IM-49-6".to_owned())]);
    let case = play.clone().into_case();
    assert!(defects(&case, &play.calendar, at("2027-01-01")).iter().any(|defect| defect.rule == "H-9"));
    let fault = |play: &mut Play, act| faults(play.act(Who::BureauOfficer, "2027-01-04", act));
    assert_eq!(fault(&mut play, decided(Approved, None)), [("/fixed_on".to_owned(), "required")]);
    assert_eq!(fault(&mut play, decided(Approved, Some("2026-12-31"))), [("/fixed_on".to_owned(), "not_later")]);
    assert_eq!(fault(&mut play, decided(Refused, Some("2027-06-30"))), [("/fixed_on".to_owned(), "does_not_go_with")]);
    assert_eq!(play.act(Who::BureauOfficer, "2027-01-04", decided(SentBack, None)).unwrap(), InProgress);
    assert_eq!(play.act(Who::BureauOfficer, "2027-01-05", decided(Approved, Some("2027-06-30"))).unwrap(), Closed);
    let case = play.into_case();
    assert_eq!(case.order.temporary_period_ends_on, Some(day("2027-06-30")));
    assert_eq!(required(&case, at("2027-01-05")), [Content::from(period("2027-06-30"))], "the new period has its own");
}

#[test]
fn a_refusal_leaves_committal_and_is_not_opened_again() {
    let mut play = opened("2026-12-31");
    assert_eq!(play.act(Who::BureauOfficer, "2026-12-20", decided(Refused, None)).unwrap(), Closed);
    assert_eq!(
        play.clocks("2026-12-20")[0].state(at("2026-12-20")),
        ClockState::Cancelled,
        "no letter is owed any more"
    );
    assert_eq!(required(&play.into_case(), at("2027-01-01")), []);
    let mut closed = opened("2026-12-31");
    assert_eq!(closed.act(Who::BureauOfficer, "2027-01-05", closure()).unwrap(), Closed, "committal is proposed");
    assert_eq!(refused(opened("2026-12-31").act(Who::BureauOfficer, "2026-05-01", withdrawal())), "H-11");
}

#[test]
fn a_corrected_period_moves_the_letter_of_the_open_matter() {
    let mut play = opened("2026-12-31");
    play.case.order.temporary_period_ends_on = Some(day("2027-01-31"));
    assert_eq!(play.clocks("2026-05-01")[0].due_legal, day("2027-01-01"));
    assert_eq!(required(&play.into_case(), at("2026-05-01")), [], "one is open");
}

#[test]
fn a_ground_that_disappears_is_shown_by_papers_and_leaves_committal() {
    let mut play = Play::open(nursing("2026-12-31"), Who::Officer, "2026-06-01", disappeared("2026-05-20")).unwrap();
    assert_eq!(measures(&play, "2026-06-01"), [(MeasureCode::CommittalGround, "IM-49-6".to_owned())]);
    let of_law = play.clone().into_case().revocation_grounds(&play.calendar, at("2026-06-01"));
    assert_eq!(of_law.ground("IM-49-6").unwrap().state, Outcome::Met);
    assert_eq!(play.clocks("2026-06-01"), []);
    assert!(play.matter(at("2026-06-01"), awaits).is_some());
    assert!(play.allowed(Who::Officer, "2026-06-01").contains(&ActCode::Withdrawals));
    assert_eq!(play.act(Who::Officer, "2026-06-02", withdrawal()).unwrap(), Withdrawn);
    assert_eq!(measures(&play, "2026-06-03"), []);
    let tomorrow = Play::open(nursing("2026-12-31"), Who::Officer, "2026-06-01", disappeared("2026-06-02"));
    assert_eq!(refused(tomorrow), "H-9");
    let bare = GroundEndContent { facts: None, papers: Vec::new(), ..disappeared("2026-05-20") };
    assert_eq!(
        faults(Play::open(nursing("2026-12-31"), Who::Officer, "2026-06-01", bare)),
        [("/facts".to_owned(), "length"), ("/papers".to_owned(), "required")]
    );
}

#[test]
fn it_is_only_for_those_outside_prison_and_for_the_period_on_record() {
    for category in [Category::PublicSurveillance, Category::Probation, Category::Parole] {
        assert_eq!(refused(Play::open(case(category), Who::Officer, "2026-06-01", disappeared("2026-05-20"))), "H-9");
        let mut fixed = case(category);
        fixed.order.temporary_period_ends_on = Some(day("2026-12-31"));
        assert_eq!(required(&fixed, at("2026-06-01")), []);
    }
    let other = Play::open(nursing("2026-12-31"), Who::Officer, "2026-06-01", period("2026-11-30"));
    assert_eq!(refused(other), "H-11");
    let ended = Play::open(nursing("2026-12-31"), Who::Officer, "2028-03-13", disappeared("2026-05-20"));
    assert_eq!(refused(ended), "H-9");
    let open = opened("2026-12-31").into_case();
    assert!(Play::open(open.clone(), Who::Officer, "2026-06-01", period("2026-12-31")).is_err(), "one is open");
    assert!(Play::open(open, Who::Officer, "2026-06-01", disappeared("2026-05-20")).is_ok(), "another cause");
}
