//! Change of class: it rests on an assessment of the risk (CCL 24; IM 21).

use domain::{
    code::{
        Category, DecisionOutcome, DutyBearer, Level, ManagementClass,
        ProceedingStatus::{Approved, Closed, Refused},
    },
    proceedings::class_change::{AssessedRisk, ClassChangeContent},
};

use super::play::{Play, Who, case, closure, decision, delivery, endorsement, faults, minor_case, refused, submission};
use crate::support::day;

fn assessed(on: &str) -> AssessedRisk {
    AssessedRisk {
        assessed_on: day(on),
        method: "湖南省社区矫正对象风险评估量表".to_owned(),
        score: Some(62),
        factors: vec!["缓刑".to_owned(), "矫正中期".to_owned(), "考核良好".to_owned()],
        result: "再犯罪风险低".to_owned(),
    }
}

fn to(class: ManagementClass) -> ClassChangeContent {
    ClassChangeContent {
        to_class: class,
        reason: "表现稳定".to_owned(),
        risk_assessment: Some(assessed("2026-05-20")),
        papers: Vec::new(),
    }
}

pub(crate) fn lenient() -> ClassChangeContent {
    to(ManagementClass::Lenient)
}

#[test]
fn a_change_takes_effect_with_the_approval_and_closes_when_the_person_is_told() {
    let mut play = Play::submitted(case(Category::Probation), "2026-06-01", lenient());
    assert_eq!(play.clone().into_case().order.management_class, None);
    assert_eq!(play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Approved)).unwrap(), Approved);
    assert_eq!(play.clone().into_case().order.management_class, Some(ManagementClass::Lenient));
    assert_eq!(play.untold("2026-06-02"), [DutyBearer::Supervisee]);
    assert_eq!(play.act(Who::Officer, "2026-06-03", delivery(DutyBearer::Supervisee)).unwrap(), Closed);
}

#[test]
fn a_refused_change_changes_nothing() {
    let mut play = Play::submitted(case(Category::Probation), "2026-06-01", lenient());
    assert_eq!(play.act(Who::BureauHead, "2026-06-02", decision(DecisionOutcome::Refused)).unwrap(), Refused);
    assert_eq!(play.untold("2026-06-02"), []);
    assert_eq!(play.into_case().order.management_class, None);
}

#[test]
fn the_county_decides_even_where_the_office_is_delegated() {
    let play = Play::submitted(case(Category::Probation), "2026-06-01", lenient());
    let assessment = play.assessment("2026-06-01");
    assert_eq!(
        (assessment.approver, assessment.basis[0].zh.as_str()),
        (Some(Level::County), "《社区矫正法》第二十四条；《实施办法》第二十一条")
    );
    assert_eq!(refused(play.clone().act(Who::Head, "2026-06-01", decision(DecisionOutcome::Approved))), "CCL-24");
    assert!(play.assessment("2026-06-01").facts.iter().any(|fact| fact.name == "score" && fact.value == "62"));
}

#[test]
fn without_an_assessment_or_a_difference_it_is_refused_at_the_opening() {
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content);
    assert_eq!(refused(open(ClassChangeContent { risk_assessment: None, ..lenient() })), "CCL-24");
    let tomorrow = ClassChangeContent { risk_assessment: Some(assessed("2026-06-02")), ..lenient() };
    assert_eq!(refused(open(tomorrow)), "CCL-24");
    assert!(open(ClassChangeContent { risk_assessment: Some(assessed("2026-06-01")), ..lenient() }).is_ok());
    let mut strict = case(Category::Probation);
    strict.order.management_class = Some(ManagementClass::Strict);
    let again = Play::open(strict.clone(), Who::Officer, "2026-06-01", to(ManagementClass::Strict));
    assert_eq!(refused(again), "CCL-24");
    let play = Play::open(strict, Who::Officer, "2026-06-01", lenient()).unwrap();
    assert_eq!(play.assessment("2026-06-01").explanation[0].zh, "由严格管理调整为宽松管理");
    let second = Play::open(play.into_case(), Who::Officer, "2026-06-01", to(ManagementClass::Ordinary));
    assert_eq!(refused(second), "CCL-24", "one is undecided");
}

#[test]
fn an_old_assessment_is_warned_of_and_not_refused() {
    let mut play = Play::open(case(Category::Probation), Who::Officer, "2026-08-18", lenient()).unwrap();
    assert!(play.warnings("2026-08-18").is_empty(), "the ninetieth day");
    assert_eq!(play.warnings("2026-08-19"), ["CCL-24"]);
    assert!(play.act(Who::Officer, "2026-08-19", submission()).is_ok());
}

#[test]
fn what_is_not_well_made_is_said_with_its_member() {
    let open = |content| Play::open(case(Category::Probation), Who::Officer, "2026-06-01", content);
    let empty = AssessedRisk { method: " ".to_owned(), factors: Vec::new(), ..assessed("2026-05-20") };
    let content = ClassChangeContent { reason: String::new(), risk_assessment: Some(empty), ..lenient() };
    assert_eq!(
        faults(open(content)),
        [
            ("/reason".to_owned(), "length"),
            ("/risk_assessment/method".to_owned(), "length"),
            ("/risk_assessment/factors".to_owned(), "required"),
        ]
    );
    let long = AssessedRisk { factors: vec!["好".repeat(201); 31], ..assessed("2026-05-20") };
    let found = faults(open(ClassChangeContent { risk_assessment: Some(long), ..lenient() }));
    assert_eq!(found[0], ("/risk_assessment/factors".to_owned(), "too_many_items"));
    assert_eq!(found[1], ("/risk_assessment/factors/0".to_owned(), "length"));
}

#[test]
fn a_minor_has_a_class_too_and_an_ended_matter_knows_no_closure() {
    let mut play = Play::submitted(minor_case(), "2026-06-01", lenient());
    play.act(Who::BureauHead, "2026-06-01", decision(DecisionOutcome::Approved)).unwrap();
    assert!(play.act(Who::Officer, "2026-06-01", closure()).is_err());
    assert!(play.act(Who::Head, "2026-06-01", endorsement(DecisionOutcome::Approved)).is_err());
}
