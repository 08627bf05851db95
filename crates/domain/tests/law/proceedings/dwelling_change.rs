//! Change of dwelling inside the county: approved, and handed from one office to another (CCL 27; rulebook §5.4).

use domain::{
    code::{
        Category, DecisionOutcome, Level,
        ProceedingStatus::{self, Approved, Closed, HandedOver},
    },
    ids::OrganizationId,
    proceedings::{Act, ActCode, Denied, Handover, Kind, Reception, dwelling_change::DwellingChangeContent},
};
use uuid::Uuid;

use super::play::{Play, Who, case, closure, decision, faults, refused, submission};
use crate::support::day;

fn office(number: u128) -> OrganizationId {
    OrganizationId::from_uuid(Uuid::from_u128(number))
}

pub(crate) fn moving() -> DwellingChangeContent {
    DwellingChangeContent {
        new_address: "武陵区穿紫河街道某小区3栋".to_owned(),
        region_code: "430702".to_owned(),
        to_organization_id: None,
        moves_on: day("2026-06-20"),
        reason: "租约到期".to_owned(),
        papers: Vec::new(),
    }
}

fn to_another_office() -> DwellingChangeContent {
    DwellingChangeContent { to_organization_id: Some(office(99)), ..moving() }
}

fn handover(to: Option<OrganizationId>) -> Handover {
    Handover { organization_id: to, acted_on: None, opinion: None, papers: Vec::new() }
}

fn reception() -> Reception {
    Reception { acted_on: None, opinion: None, papers: Vec::new() }
}

fn approved(content: DwellingChangeContent) -> Play {
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content).unwrap();
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    play.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved)).unwrap();
    play
}

#[test]
fn a_delegated_office_decides_and_else_the_county() {
    let play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", moving()).unwrap();
    assert_eq!(play.assessment("2026-06-01").approver, Some(Level::Office));
    let mut undelegated = case(Category::Probation);
    undelegated.place.delegations.clear();
    let mut play = Play::submitted(undelegated, "2026-06-01", moving());
    assert_eq!(play.assessment("2026-06-01").approver, Some(Level::County));
    assert_eq!(refused(play.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved))), "IM-26");
    assert!(play.act(Who::BureauHead, "2026-06-01", decision(DecisionOutcome::Approved)).is_ok());
}

#[test]
fn a_move_within_the_same_office_is_closed() {
    let mut play = approved(moving());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-20", handover(None))), "IM-26");
    assert_eq!(play.act(Who::Officer, "2026-06-20", closure()).unwrap(), Closed);
}

#[test]
fn where_the_office_changes_the_old_one_hands_over_and_the_new_one_receives() {
    let mut play = approved(to_another_office());
    assert_eq!(refused(play.act(Who::Officer, "2026-06-20", closure())), "IM-26");
    assert_eq!(
        play.act(Who::Officer, "2026-06-20", reception()),
        Err(Denied::InvalidState(Approved)),
        "not before the hand-over"
    );
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-20", handover(Some(office(98))))),
        [("/organization_id".to_owned(), "another_office")]
    );
    assert_eq!(play.act(Who::Officer, "2026-06-20", handover(Some(office(99)))).unwrap(), HandedOver);
    assert_eq!(play.allowed(Who::Officer, "2026-06-21"), [ActCode::Receptions, ActCode::Annulments]);
    assert_eq!(play.act(Who::Officer, "2026-06-21", reception()).unwrap(), Closed);
}

#[test]
fn the_new_office_carries_the_person_from_the_hand_over_on() {
    let content = to_another_office();
    assert_eq!(content.hands_over_to(&Act::from(handover(None))), Some(office(99)));
    assert_eq!(content.hands_over_to(&Act::from(reception())), None);
    assert_eq!(content.hands_over_to(&Act::from(decision(DecisionOutcome::Approved))), None);
    assert_eq!(moving().hands_over_to(&Act::from(handover(None))), None);
}

#[test]
fn the_person_lives_at_the_new_address_from_the_hand_over_or_without_one_from_the_closure_on() {
    let (to_another, moving) = (to_another_office(), moving());
    assert_eq!(to_another.moves_to(&Act::from(handover(None))), Some("武陵区穿紫河街道某小区3栋"));
    assert_eq!(to_another.moves_to(&Act::from(decision(DecisionOutcome::Approved))), None);
    assert_eq!(moving.moves_to(&Act::from(closure())), Some("武陵区穿紫河街道某小区3栋"));
    assert_eq!(to_another.offices(), [("/to_organization_id", office(99))]);
    assert!(moving.offices().is_empty());
}

#[test]
fn another_county_the_same_office_and_a_second_move_are_refused() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-06-01", content);
    let away = |code: &str| DwellingChangeContent { region_code: code.to_owned(), ..moving() };
    for code in ["430703", "430725"] {
        assert_eq!(refused(open(case(Category::Probation), away(code))), "IM-30", "{code} is a transfer");
    }
    let first = open(case(Category::Probation), moving()).unwrap();
    let present = Some(first.proceeding.organization_id);
    let same = DwellingChangeContent { to_organization_id: present, ..moving() };
    assert_eq!(refused(open(case(Category::Probation), same)), "IM-26");
    assert_eq!(refused(open(first.into_case(), moving())), "IM-26");
    assert!(open(approved(moving()).into_case(), moving()).is_ok(), "the first is decided");
}

#[test]
fn a_move_before_its_approval_is_pointed_out() {
    let play = Play::open(case(Category::Probation), Who::Officer, "2026-06-20", moving()).unwrap();
    assert!(play.warnings("2026-06-20").is_empty());
    assert_eq!(play.warnings("2026-06-21"), ["IM-34-2"]);
    assert!(approved(moving()).warnings("2026-06-21").is_empty());
}

#[test]
fn a_refused_move_ends_and_what_is_missing_is_asked_for() {
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-06-01", moving()).unwrap();
    play.act(Who::Officer, "2026-06-01", submission()).unwrap();
    let status = play.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Refused)).unwrap();
    assert_eq!(status, ProceedingStatus::Refused);
    let empty = DwellingChangeContent {
        new_address: String::new(),
        region_code: "4307".to_owned(),
        reason: " ".to_owned(),
        ..moving()
    };
    assert_eq!(
        faults(Play::open(case(Category::Probation), Who::Officer, "2026-06-01", empty)),
        [
            ("/new_address".to_owned(), "length"),
            ("/region_code".to_owned(), "unknown_region"),
            ("/reason".to_owned(), "length"),
        ]
    );
}
