//! Change of guarantor: conditions and duties, the day that the agency sets, the ground when none is found (TEO14 11, 12; IM 49(7)).

use domain::{
    case_file::defects,
    code::{
        Category, ClockState, Code,
        DecisionOutcome::{Approved, Refused},
        GuarantorCondition, GuarantorDuty, GuarantorLoss, MeasureCode, Outcome,
        ProceedingStatus::{Closed, InProgress, Submitted, Withdrawn},
    },
    proceedings::{Nomination, guarantor_change::GuarantorChangeContent},
};

use super::{
    breach_inquiry::measures,
    medical_review::parolee,
    play::{Play, Who, at, case, decision, endorsement, faults, refused, withdrawal},
};
use crate::support::day;

pub(crate) fn lost() -> GuarantorChangeContent {
    GuarantorChangeContent {
        loss: GuarantorLoss::ConditionsLost,
        conditions: vec![GuarantorCondition::Near],
        duties: Vec::new(),
        lost_on: day("2026-05-20"),
        replace_by: day("2026-06-20"),
        facts: "保证人已迁居外省".to_owned(),
        papers: Vec::new(),
    }
}

fn neglected() -> GuarantorChangeContent {
    GuarantorChangeContent {
        loss: GuarantorLoss::Disqualified,
        conditions: Vec::new(),
        duties: vec![GuarantorDuty::ReportWhereabouts],
        ..lost()
    }
}

fn brother() -> Nomination {
    Nomination {
        name: "张二".to_owned(),
        relation: "兄".to_owned(),
        fulfilled: GuarantorCondition::ALL.to_vec(),
        undertaken: true,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn opened() -> Play {
    Play::open(parolee(), Who::Officer, "2026-05-25", lost()).unwrap()
}

#[test]
fn a_new_guarantor_is_put_forward_examined_and_approved() {
    for content in [lost(), neglected()] {
        let mut play = Play::open(parolee(), Who::Officer, "2026-05-25", content).unwrap();
        assert_eq!(play.act(Who::Officer, "2026-06-01", brother()).unwrap(), Submitted);
        play.act(Who::Head, "2026-06-02", endorsement(Approved)).unwrap();
        assert_eq!(play.act(Who::BureauHead, "2026-06-03", decision(Approved)).unwrap(), Closed);
        assert_eq!(play.clocks("2026-06-21")[0].state(at("2026-06-21")), ClockState::Met);
        assert_eq!(measures(&play, "2026-06-21"), []);
    }
}

#[test]
fn without_a_new_one_by_the_day_set_there_is_a_ground_for_committal() {
    let play = opened();
    for (date, state, ground) in [
        ("2026-06-19", ClockState::Open, false),
        ("2026-06-20", ClockState::Open, false),
        ("2026-06-21", ClockState::Overdue, true),
    ] {
        assert_eq!(play.clocks(date)[0].state(at(date)), state, "{date}");
        let expected = [(MeasureCode::CommittalGround, "IM-49-7".to_owned())];
        assert_eq!(measures(&play, date), if ground { &expected[..] } else { &[] }, "{date}");
        let case = play.clone().into_case();
        let of_law = case.revocation_grounds(&play.calendar, at(date)).ground("IM-49-7").unwrap().state;
        assert_eq!(of_law, Outcome::of(ground), "{date}");
        let found = defects(&case, &play.calendar, at(date));
        assert_eq!(found.iter().any(|defect| defect.rule == "IM-49-7"), ground, "{date}");
    }
}

#[test]
fn one_who_is_not_approved_is_followed_by_another_and_the_day_stays() {
    let mut play = opened();
    play.act(Who::Officer, "2026-06-18", brother()).unwrap();
    play.act(Who::Head, "2026-06-18", endorsement(Approved)).unwrap();
    assert_eq!(play.act(Who::BureauHead, "2026-06-22", decision(Refused)).unwrap(), InProgress);
    assert_eq!(play.clocks("2026-06-22")[0].state(at("2026-06-22")), ClockState::Overdue);
    assert_eq!(play.act(Who::Officer, "2026-06-23", brother()).unwrap(), Submitted);
    assert!(play.act(Who::Officer, "2026-06-23", decision(Approved)).is_err());
}

#[test]
fn a_guarantor_fulfils_all_and_undertakes_the_duties() {
    let mut play = opened();
    for missing in GuarantorCondition::ALL {
        let fulfilled = GuarantorCondition::ALL.iter().copied().filter(|own| own != missing).collect();
        assert_eq!(refused(play.act(Who::Officer, "2026-06-01", Nomination { fulfilled, ..brother() })), "H-7");
    }
    let unwilling = Nomination { undertaken: false, ..brother() };
    assert_eq!(refused(play.act(Who::Officer, "2026-06-01", unwilling)), "H-7");
    let nameless = Nomination { name: String::new(), relation: String::new(), ..brother() };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-06-01", nameless)),
        [("/name".to_owned(), "length"), ("/relation".to_owned(), "length")]
    );
    assert_eq!(play.act(Who::Officer, "2026-06-01", withdrawal()).unwrap(), Withdrawn);
    assert_eq!(play.clocks("2026-06-21")[0].state(at("2026-06-21")), ClockState::Cancelled);
}

#[test]
fn what_does_not_go_with_the_loss_or_the_person_is_refused() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-05-25", content);
    let both = GuarantorChangeContent { duties: vec![GuarantorDuty::ReportDeath], ..lost() };
    let none = GuarantorChangeContent { duties: Vec::new(), ..neglected() };
    let early = GuarantorChangeContent { replace_by: day("2026-05-19"), facts: String::new(), ..lost() };
    for (content, expected) in [
        (both, vec![("/duties".to_owned(), "does_not_go_with")]),
        (none, vec![("/duties".to_owned(), "required")]),
        (GuarantorChangeContent { conditions: Vec::new(), ..lost() }, vec![("/conditions".to_owned(), "required")]),
        (
            GuarantorChangeContent { conditions: vec![GuarantorCondition::Near], ..neglected() },
            vec![("/conditions".to_owned(), "does_not_go_with")],
        ),
        (early, vec![("/replace_by".to_owned(), "end_before_start"), ("/facts".to_owned(), "length")]),
    ] {
        assert_eq!(faults(open(parolee(), content)), expected);
    }
    assert_eq!(refused(open(case(Category::Parole), lost())), "H-7");
    let future = GuarantorChangeContent { lost_on: day("2026-05-26"), ..lost() };
    assert_eq!(refused(open(parolee(), future)), "H-7");
    assert_eq!(refused(open(opened().into_case(), lost())), "H-7", "one is undecided");
}
