//! Commutation: proposed by the county, agreed by the city, ruled by the court (CCL 33; IM 42; CP16 16, 18).

use domain::{
    code::{
        Category, ClockState,
        DecisionOutcome::{self, Approved, Refused, SentBack},
        DutyBearer::{Court, Police, Prison, Procuratorate},
        Level, ProceedingStatus, RulingOutcome, Status,
    },
    proceedings::{CourtRuling, Denied, PapersCompletion, commutation::CommutationContent},
    sentence::Penalty,
    supervisee::Prohibition,
    term::Term,
    time::end_of_day,
};

use super::play::{Play, Who, at, case, decision, delivery, endorsement, faults, refused, review, submission};
use crate::support::day;

/// A probation of two years on fixed-term imprisonment, from 13 March 2026.
fn commutation(shortened_by: Term) -> CommutationContent {
    CommutationContent {
        penalty: Penalty::FixedTermImprisonment,
        starts_on: day("2026-03-13"),
        term: Term::years(2),
        shortened_by,
        major_merit: true,
        grounds: "在日常生产中舍己救人，有见义勇为证书".to_owned(),
        property_penalty: None,
        papers: Vec::new(),
    }
}

fn two_years(category: Category) -> domain::case_file::CaseFile {
    let mut case = case(category);
    case.order.supervision_ends_on = Some(day("2028-03-12"));
    case
}

fn opened(content: CommutationContent) -> Play {
    Play::open(two_years(Category::Probation), Who::Officer, "2026-08-03", content).unwrap()
}

fn ruling(outcome: DecisionOutcome, ends_on: Option<&str>) -> CourtRuling {
    CourtRuling {
        outcome: match outcome {
            Approved => RulingOutcome::Approved,
            Refused => RulingOutcome::Refused,
            SentBack => RulingOutcome::SentBack,
        },
        court: "常德市中级人民法院".to_owned(),
        document_number: Some("（2026）湘07刑更12号".to_owned()),
        made_on: None,
        at_large: false,
        uncounted: Vec::new(),
        ends_on: ends_on.map(day),
        prohibition_ends_on: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

/// Put before the court, with the copies.
fn proposed(mut play: Play) -> Play {
    play.act(Who::Officer, "2026-08-03", submission()).unwrap();
    play.act(Who::Head, "2026-08-03", endorsement(Approved)).unwrap();
    assert!(matches!(play.act(Who::City, "2026-08-03", decision(Approved)), Err(Denied::InvalidState(_))));
    play.act(Who::BureauHead, "2026-08-04", review(Approved)).unwrap();
    assert_eq!(refused(play.act(Who::BureauHead, "2026-08-04", decision(Approved))), "IM-42", "the city agrees");
    play.act(Who::City, "2026-08-05", decision(Approved)).unwrap();
    for (recipient, _) in play.owed("2026-08-05") {
        play.act(Who::BureauOfficer, "2026-08-06", delivery(recipient)).unwrap();
    }
    assert_eq!(play.proceeding.status(), ProceedingStatus::Proposed);
    play
}

#[test]
fn the_court_fixes_a_new_end_and_supervision_ends_then() {
    let play = opened(commutation(Term::months(3)));
    let assessment = play.assessment("2026-08-03");
    assert_eq!(assessment.approver, Some(Level::City));
    let facts: Vec<_> = assessment.facts.iter().map(|fact| fact.value.as_str()).collect();
    assert_eq!(facts, ["2028-03-12", "2027-12-12", "2027-03-12"]);
    assert!(assessment.warnings.is_empty());
    let mut play = proposed(play);
    let [clock] = play.clocks("2026-08-06").try_into().unwrap();
    assert_eq!((clock.rule, clock.due_strict, clock.due_legal), ("CM-1", day("2026-09-05"), day("2026-09-07")));
    assert_eq!((clock.state(at("2026-09-07")), clock.state(at("2026-09-08"))), (ClockState::Open, ClockState::Overdue));
    assert!(
        play.act(Who::Officer, "2026-09-01", ruling(Approved, Some("2027-12-12"))).is_err(),
        "the bureau records it"
    );
    let closed = play.act(Who::BureauOfficer, "2026-09-01", ruling(Approved, Some("2027-12-12"))).unwrap();
    assert_eq!(closed, ProceedingStatus::Closed);
    assert_eq!(play.clocks("2026-09-01")[0].state(at("2026-09-01")), ClockState::Met);
    let end = end_of_day(day("2027-12-12"));
    assert_eq!(play.standing(end - chrono::TimeDelta::seconds(1)).status, Status::UnderSupervision);
    assert_eq!(play.standing(end).status, Status::Released);
    assert!(play.assessment("2026-09-01").warnings.is_empty());
}

#[test]
fn what_the_court_rules_stands_and_a_difference_is_shown() {
    let mut play = proposed(opened(commutation(Term::months(3))));
    play.act(Who::BureauOfficer, "2026-09-01", ruling(Approved, Some("2028-01-12"))).unwrap();
    assert_eq!(play.assessment("2026-09-01").warnings[0].rule, "T-3");
    assert_eq!(play.into_case().order.supervision_ends_on, Some(day("2028-01-12")));
    let mut unlike = two_years(Category::Probation);
    unlike.order.supervision_ends_on = Some(day("2028-03-13"));
    unlike.order.additional_penalty = Some("并处罚金五千元".to_owned());
    let play = Play::open(unlike, Who::Officer, "2026-08-03", commutation(Term::months(3))).unwrap();
    let rules: Vec<_> = play.assessment("2026-08-03").warnings.into_iter().map(|warning| warning.rule).collect();
    assert_eq!(rules, ["T-3", "INT21-536"]);
}

#[test]
fn a_refusal_changes_nothing_and_missing_papers_start_the_clock_anew() {
    let mut play = proposed(opened(commutation(Term::months(3))));
    let refused = play.clone().act(Who::BureauOfficer, "2026-09-01", ruling(Refused, None)).unwrap();
    assert_eq!(refused, ProceedingStatus::Refused);
    let status = play.act(Who::BureauOfficer, "2026-08-10", ruling(SentBack, None)).unwrap();
    assert_eq!(status, ProceedingStatus::PapersAwaited);
    assert!(play.clocks("2026-08-10").is_empty());
    let completion = PapersCompletion { acted_on: None, opinion: None, papers: Vec::new() };
    assert_eq!(play.act(Who::Officer, "2026-08-12", completion).unwrap(), ProceedingStatus::Proposed);
    assert_eq!(play.clocks("2026-08-12")[0].due_strict, day("2026-09-11"));
    assert_eq!(play.clocks("2026-08-12")[0].met_on, None);
}

#[test]
fn a_ruling_says_the_new_end_and_no_later_one() {
    let play = proposed(opened(commutation(Term::months(3))));
    let enter = |body: CourtRuling| faults(play.clone().act(Who::BureauOfficer, "2026-09-01", body));
    let fault = |pointer: &str, code| vec![(pointer.to_owned(), code)];
    assert_eq!(enter(ruling(Approved, None)), fault("/ends_on", "required"));
    assert_eq!(enter(ruling(Approved, Some("2028-03-12"))), fault("/ends_on", "not_earlier"));
    assert_eq!(enter(ruling(Refused, Some("2027-12-12"))), fault("/ends_on", "does_not_go_with"));
    let stray = CourtRuling { prohibition_ends_on: Some(day("2026-12-12")), ..ruling(Approved, Some("2027-12-12")) };
    assert_eq!(enter(stray), fault("/prohibition_ends_on", "does_not_go_with"));
    assert_eq!(enter(CourtRuling { court: String::new(), ..ruling(Refused, None) }), fault("/court", "length"));
}

#[test]
fn the_prohibition_order_is_shortened_where_the_ruling_says_so() {
    let mut forbidden = two_years(Category::Probation);
    forbidden.order.prohibition =
        Some(Prohibition {
            content: "禁止进入娱乐场所".to_owned(), starts_on: None, ends_on: Some(day("2027-09-12"))
        });
    let open = || Play::open(forbidden.clone(), Who::Officer, "2026-08-03", commutation(Term::months(3))).unwrap();
    let with = |until| CourtRuling { prohibition_ends_on: Some(day(until)), ..ruling(Approved, Some("2027-12-12")) };
    let mut play = proposed(open());
    assert_eq!(faults(play.act(Who::BureauOfficer, "2026-09-01", with("2027-09-12")))[0].1, "not_earlier");
    play.act(Who::BureauOfficer, "2026-09-01", with("2027-06-12")).unwrap();
    assert_eq!(play.into_case().order.prohibition.unwrap().ends_on, Some(day("2027-06-12")), "PO-7");
    let mut play = proposed(open());
    play.act(Who::BureauOfficer, "2026-09-01", ruling(Approved, Some("2027-12-12"))).unwrap();
    assert_eq!(play.into_case().order.prohibition.unwrap().ends_on, Some(day("2027-09-12")), "PO-8");
}

#[test]
fn a_proposal_below_the_floor_is_refused() {
    let open = |category, content| Play::open(two_years(category), Who::Officer, "2026-08-03", content);
    assert!(open(Category::Probation, commutation(Term::years(1))).is_ok(), "exactly a year remains");
    let day_more = Term { years: 1, months: 0, days: 1 };
    assert_eq!(refused(open(Category::Probation, commutation(day_more))), "CP16-18");
    let ordinary = CommutationContent { major_merit: false, ..commutation(Term::months(1)) };
    assert_eq!(refused(open(Category::Probation, ordinary.clone())), "CP16-18", "probation only for major merit");
    let surveillance = CommutationContent { penalty: Penalty::PublicSurveillance, ..ordinary.clone() };
    assert!(open(Category::PublicSurveillance, surveillance.clone()).is_ok());
    let much = CommutationContent { shortened_by: day_more, ..surveillance };
    assert_eq!(refused(open(Category::PublicSurveillance, much)), "CP16-16", "half is served");
    let parole = CommutationContent { shortened_by: day_more, ..ordinary.clone() };
    assert_eq!(refused(open(Category::Parole, parole)), "CL-78");
    let life = CommutationContent { penalty: Penalty::LifeImprisonment, ..ordinary };
    assert_eq!(refused(open(Category::Parole, life)), "T-9", "not computed");
}

#[test]
fn what_is_said_is_looked_at() {
    let empty = CommutationContent {
        term: Term::default(),
        grounds: String::new(),
        property_penalty: Some(String::new()),
        ..commutation(Term::default())
    };
    let open = |date, content| Play::open(two_years(Category::Probation), Who::Officer, date, content);
    let pointers: Vec<_> = faults(open("2026-08-03", empty)).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/term", "/shortened_by", "/grounds", "/property_penalty"]);
    assert_eq!(refused(open("2028-03-13", commutation(Term::months(3)))), "IM-42", "supervision has ended");
    let running = opened(commutation(Term::months(3))).into_case();
    assert_eq!(refused(Play::open(running, Who::Officer, "2026-08-04", commutation(Term::months(3)))), "IM-42");
}

#[test]
fn a_prison_has_a_copy_where_a_sentence_is_served() {
    for (category, penalty, copied) in [
        (Category::PublicSurveillance, Penalty::PublicSurveillance, false),
        (Category::Probation, Penalty::FixedTermImprisonment, false),
        (Category::Parole, Penalty::FixedTermImprisonment, true),
        (Category::TemporaryOutsidePrison, Penalty::FixedTermImprisonment, true),
    ] {
        let content = CommutationContent { penalty, ..commutation(Term::months(3)) };
        let play = proposed(Play::open(two_years(category), Who::Officer, "2026-08-03", content).unwrap());
        let told: Vec<_> = play.notices("2026-08-06").into_iter().map(|notice| notice.recipient).collect();
        let all = [Court, Procuratorate, Police, Prison];
        assert_eq!(told, all[..if copied { 4 } else { 3 }], "{category}");
    }
}
