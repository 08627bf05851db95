//! Entry into a place under a prohibition order (IM 39; PO-3).

use domain::{
    code::{
        Category, DecisionOutcome,
        DutyBearer::{OriginalCourt, Procuratorate},
        Level,
        ProceedingStatus::{Approved, Closed},
    },
    proceedings::{Decision, place_entry::PlaceEntryContent},
};

use super::play::{Play, Who, case, decision, delivery, faults, prohibited_until, refused};
use crate::support::day;

pub(crate) fn visit(enters_on: &str, leaves_on: &str) -> PlaceEntryContent {
    PlaceEntryContent {
        place: "武陵区某影剧院".to_owned(),
        reason: "所在单位组织安全生产表彰会".to_owned(),
        enters_on: day(enters_on),
        leaves_on: day(leaves_on),
        papers: Vec::new(),
    }
}

#[test]
fn the_county_approves_and_tells_the_original_court_and_the_procuratorate() {
    let mut play = Play::submitted(prohibited_until("2026-09-12"), "2026-06-01", visit("2026-06-10", "2026-06-10"));
    let assessment = play.assessment("2026-06-01");
    assert_eq!((assessment.approver, assessment.basis[0].zh.as_str()), (Some(Level::County), "《实施办法》第三十九条"));
    assert_eq!(refused(play.act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved))), "IM-39");
    assert!(play.notices("2026-06-01").is_empty());
    play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Approved)).unwrap();
    assert_eq!(play.untold("2026-06-02"), [OriginalCourt, Procuratorate]);
    assert_eq!(play.act(Who::Officer, "2026-06-03", delivery(OriginalCourt)).unwrap(), Approved);
    assert_eq!(play.untold("2026-06-03"), [Procuratorate]);
    assert_eq!(play.act(Who::BureauOfficer, "2026-06-03", delivery(Procuratorate)).unwrap(), Closed);
}

#[test]
fn it_needs_an_order_that_runs_on_one_of_the_days() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-06-01", content);
    assert_eq!(refused(open(case(Category::Probation), visit("2026-06-10", "2026-06-10"))), "IM-39");
    assert_eq!(refused(open(case(Category::Parole), visit("2026-06-10", "2026-06-10"))), "PO-1");
    let forbidden = || prohibited_until("2026-06-10");
    assert_eq!(refused(open(forbidden(), visit("2026-06-11", "2026-06-11"))), "IM-39");
    assert!(open(forbidden(), visit("2026-06-10", "2026-06-12")).is_ok());
}

#[test]
fn approval_comes_before_the_entry() {
    let waiting = || Play::submitted(prohibited_until("2026-09-12"), "2026-06-10", visit("2026-06-10", "2026-06-12"));
    assert!(waiting().act(Who::BureauHead, "2026-06-10", decision(DecisionOutcome::Approved)).is_ok());
    assert_eq!(refused(waiting().act(Who::BureauHead, "2026-06-11", decision(DecisionOutcome::Approved))), "IM-39");
    assert!(waiting().act(Who::BureauHead, "2026-06-11", decision(DecisionOutcome::Refused)).is_ok());
    let late = Decision { acted_on: Some(day("2026-06-10")), ..decision(DecisionOutcome::Approved) };
    assert!(waiting().act(Who::BureauHead, "2026-06-11", late).is_ok(), "decided in time, entered later");
}

#[test]
fn place_reason_and_days_are_asked_for() {
    let content =
        PlaceEntryContent { place: String::new(), reason: "好".repeat(501), ..visit("2026-06-12", "2026-06-11") };
    assert_eq!(
        faults(Play::open(prohibited_until("2026-09-12"), Who::Officer, "2026-06-01", content)),
        [
            ("/place".to_owned(), "length"),
            ("/reason".to_owned(), "length"),
            ("/leaves_on".to_owned(), "end_before_start"),
        ]
    );
}
