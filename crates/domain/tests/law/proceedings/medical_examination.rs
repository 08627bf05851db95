//! Diagnosis, pregnancy test, appraisal of self-care: hospital clocks, formalities, validity (OP23 5–10, 26, 27; TV-56).

use std::sync::Arc;

use domain::{
    code::{
        Category, ClockState, Code, DoctorTitle,
        DutyBearer::Procuratorate,
        MedicalExaminationMatter, Outcome,
        ProceedingStatus::{Answered, Closed, InProgress, Withdrawn},
        SelfCareActivity, SelfCareStandard,
    },
    defaults::{DefaultKey, Defaults, Setting},
    proceedings::{Arrangement, Doctor, HospitalReport, SelfCare, medical_examination::MedicalExaminationContent},
};

use super::{
    medical_review::parolee,
    play::{Play, Who, at, case, closure, delivery, faults, refused, withdrawal},
};
use crate::support::day;

pub(crate) fn commissioned(matter: MedicalExaminationMatter) -> MedicalExaminationContent {
    MedicalExaminationContent {
        matter,
        hospital: "常德市第一人民医院".to_owned(),
        commissioned_on: day("2026-04-27"),
        urgent: false,
        reason: "核实病情是否好转".to_owned(),
        papers: Vec::new(),
    }
}

fn opened(content: MedicalExaminationContent) -> Play {
    Play::open(parolee(), Who::Officer, "2026-04-28", content).unwrap()
}

fn signed(title: DoctorTitle) -> Vec<Doctor> {
    ["陈医生", "刘医生"].map(|name| Doctor { name: name.to_owned(), title, interested: false }).into()
}

fn report(issued_on: &str) -> HospitalReport {
    HospitalReport {
        document_number: Some("常一医诊〔2026〕17号".to_owned()),
        issued_on: day(issued_on),
        findings_on: day("2026-04-29"),
        findings: "肝硬化失代偿期".to_owned(),
        conclusion: Outcome::Met,
        doctors: signed(DoctorTitle::AssociateChief),
        signed_and_sealed: true,
        self_care: None,
        acted_on: None,
        opinion: None,
        papers: Vec::new(),
    }
}

fn arranged(on: &str) -> Arrangement {
    Arrangement { arranged_for: day(on), acted_on: None, opinion: None, papers: Vec::new() }
}

fn states(play: &Play, date: &str) -> Vec<(&'static str, ClockState)> {
    play.clocks(date).iter().map(|clock| (clock.rule, clock.state(at(date)))).collect()
}

#[test]
fn a_hospital_arranges_within_five_working_days_and_finishes_within_twenty() {
    let play = opened(commissioned(MedicalExaminationMatter::Diagnosis));
    // 27 April is a Monday; the first of May to the fifth are holidays, the ninth is a working Saturday.
    let due: Vec<_> =
        play.clocks("2026-04-28").iter().map(|clock| (clock.rule, clock.due_strict, clock.due_legal)).collect();
    assert_eq!(due, [("H-5a", day("2026-05-07"), day("2026-05-07")), ("H-5f", day("2026-05-27"), day("2026-05-27"))]);
    assert_eq!(states(&play, "2026-05-07"), [("H-5a", ClockState::Open), ("H-5f", ClockState::Open)]);
    assert_eq!(states(&play, "2026-05-08"), [("H-5a", ClockState::Overdue), ("H-5f", ClockState::Open)]);
    assert_eq!(states(&play, "2026-05-27")[1].1, ClockState::Open);
    assert_eq!(states(&play, "2026-05-28")[1].1, ClockState::Overdue);
    let urgent =
        opened(MedicalExaminationContent { urgent: true, ..commissioned(MedicalExaminationMatter::Diagnosis) });
    assert_eq!(states(&urgent, "2026-04-30"), [("H-5u", ClockState::Open)]);
    assert_eq!(states(&urgent, "2026-05-01"), [("H-5u", ClockState::Overdue)]);
}

#[test]
fn a_diagnosis_is_arranged_issued_told_and_closed() {
    let mut play = opened(commissioned(MedicalExaminationMatter::Diagnosis));
    assert_eq!(play.untold("2026-04-28"), [Procuratorate]);
    assert_eq!(play.act(Who::Officer, "2026-04-30", arranged("2026-05-11")).unwrap(), InProgress);
    assert_eq!(play.act(Who::Officer, "2026-05-13", report("2026-05-12")).unwrap(), Answered);
    assert_eq!(states(&play, "2026-06-01"), [("H-5a", ClockState::Met), ("H-5f", ClockState::Met)]);
    let assessment = play.assessment("2026-08-12");
    assert_eq!(assessment.period.unwrap().to, day("2026-08-12"), "TV-56");
    assert!(assessment.facts.iter().any(|fact| fact.name == "outcome" && fact.value == "met"));
    assert_eq!(play.warnings("2026-08-12"), ["H-5"], "no list of hospitals");
    assert_eq!(play.warnings("2026-08-13"), ["H-5", "H-5"], "it can no longer be used");
    assert_eq!(refused(play.act(Who::Officer, "2026-05-13", closure())), "H-16");
    play.act(Who::Officer, "2026-05-13", delivery(Procuratorate)).unwrap();
    assert_eq!(play.act(Who::Officer, "2026-05-13", closure()).unwrap(), Closed);
}

#[test]
fn an_opinion_without_its_formalities_is_none() {
    let mut play = opened(commissioned(MedicalExaminationMatter::Diagnosis));
    let two = signed(DoctorTitle::AssociateChief);
    let interested = vec![Doctor { interested: true, ..two[0].clone() }, two[1].clone()];
    for doctors in [Vec::new(), two[..1].to_vec(), signed(DoctorTitle::Attending), interested] {
        let report = HospitalReport { doctors, ..report("2026-05-12") };
        assert_eq!(refused(play.act(Who::Officer, "2026-05-13", report)), "H-5");
    }
    let bare = HospitalReport { signed_and_sealed: false, ..report("2026-05-12") };
    assert_eq!(refused(play.act(Who::Officer, "2026-05-13", bare)), "H-5");
    for (findings_on, fresh) in [("2026-02-13", true), ("2026-02-12", true), ("2026-02-11", false)] {
        let mut play = opened(commissioned(MedicalExaminationMatter::Diagnosis));
        let old = HospitalReport { findings_on: day(findings_on), ..report("2026-05-12") };
        let done = play.act(Who::Officer, "2026-05-13", old);
        if fresh { assert_eq!(done.unwrap(), Answered) } else { assert_eq!(refused(done), "H-5") }
    }
    let mut pregnancy = opened(commissioned(MedicalExaminationMatter::PregnancyTest));
    let junior = HospitalReport { doctors: signed(DoctorTitle::Resident), ..report("2026-05-12") };
    assert_eq!(refused(pregnancy.act(Who::Officer, "2026-05-13", junior)), "H-5");
    let intermediate = HospitalReport { doctors: signed(DoctorTitle::Attending), ..report("2026-05-12") };
    assert_eq!(pregnancy.act(Who::Officer, "2026-05-13", intermediate).unwrap(), Answered, "K-8");
}

#[test]
fn self_care_is_counted_by_the_law() {
    use SelfCareActivity::{DressingAndWashing, Eating, Moving};
    let young = Some(day("1990-03-07"));
    let old = Some(day("1961-05-11"));
    let nearly = Some(day("1961-05-12"));
    for (born, activities, months, outcome) in [
        (young, vec![Eating, Moving, DressingAndWashing], 6, Outcome::Met),
        (young, vec![Eating, Moving, DressingAndWashing], 5, Outcome::NotMet),
        (young, vec![Eating, Moving], 24, Outcome::NotMet),
        (old, vec![Eating], 0, Outcome::Met),
        (old, vec![], 24, Outcome::NotMet),
        (nearly, vec![Eating], 24, Outcome::NotMet),
        (None, vec![Eating], 24, Outcome::NeedsJudgement),
    ] {
        let mut play = opened(commissioned(MedicalExaminationMatter::SelfCareAppraisal));
        play.case.person.birth_date = born;
        let found =
            SelfCare { standard: SelfCareStandard::Opinion2023, activities_lost: activities, treated_months: months };
        play.act(Who::Officer, "2026-05-13", HospitalReport { self_care: Some(found), ..report("2026-05-12") })
            .unwrap();
        let facts = play.assessment("2026-05-13").facts;
        let said = facts.iter().find(|fact| fact.name == "outcome").unwrap();
        assert_eq!(said.value, outcome.code(), "{born:?} {months}");
    }
    let mut play = opened(commissioned(MedicalExaminationMatter::SelfCareAppraisal));
    let older = SelfCare { standard: SelfCareStandard::SupremeCourt2016, activities_lost: vec![], treated_months: 0 };
    play.act(Who::Officer, "2026-05-13", HospitalReport { self_care: Some(older), ..report("2026-05-12") }).unwrap();
    let facts = play.assessment("2026-05-13").facts;
    assert!(facts.iter().any(|fact| fact.name == "outcome" && fact.value == "met"), "K-9: as the hospital says");
}

#[test]
fn what_is_not_well_made_is_said_with_its_member() {
    let mut play = opened(commissioned(MedicalExaminationMatter::Diagnosis));
    let found = SelfCare {
        standard: SelfCareStandard::Opinion2023,
        activities_lost: vec![SelfCareActivity::Eating, SelfCareActivity::Eating],
        treated_months: 601,
    };
    let wrong = HospitalReport { self_care: Some(found), findings_on: day("2026-05-15"), ..report("2026-05-14") };
    assert_eq!(
        faults(play.act(Who::Officer, "2026-05-13", wrong)),
        [
            ("/self_care".to_owned(), "does_not_go_with"),
            ("/issued_on".to_owned(), "in_the_future"),
            ("/findings_on".to_owned(), "in_the_future"),
            ("/self_care/activities_lost".to_owned(), "repeated"),
            ("/self_care/treated_months".to_owned(), "too_large"),
        ]
    );
    let mut appraisal = opened(commissioned(MedicalExaminationMatter::SelfCareAppraisal));
    assert_eq!(
        faults(appraisal.act(Who::Officer, "2026-05-13", report("2026-05-12"))),
        [("/self_care".to_owned(), "required")]
    );
    assert_eq!(
        faults(appraisal.act(Who::Officer, "2026-04-30", arranged("2026-04-26"))),
        [("/arranged_for".to_owned(), "end_before_start")]
    );
    assert_eq!(appraisal.act(Who::Officer, "2026-05-13", withdrawal()).unwrap(), Withdrawn);
    assert_eq!(states(&appraisal, "2026-05-28"), [("H-5a", ClockState::Cancelled), ("H-5f", ClockState::Cancelled)]);
    assert_eq!(appraisal.untold("2026-05-28"), []);
}

#[test]
fn it_is_for_those_outside_prison_at_a_designated_hospital_once_commissioned() {
    let open = |case, content| Play::open(case, Who::Officer, "2026-04-28", content);
    let diagnosis = || commissioned(MedicalExaminationMatter::Diagnosis);
    assert_eq!(refused(open(case(Category::Probation), diagnosis())), "H-4");
    let tomorrow = MedicalExaminationContent { commissioned_on: day("2026-04-29"), ..diagnosis() };
    assert_eq!(refused(open(parolee(), tomorrow)), "H-5");
    let mut listed = parolee();
    let list = Setting::Words(vec!["常德市第一中医医院".to_owned()]);
    listed.place.defaults = Arc::new(Defaults::check(&[(DefaultKey::MedicalHospitals, list)].into()).unwrap());
    assert_eq!(refused(open(listed, diagnosis())), "H-5");
    let empty = MedicalExaminationContent { hospital: String::new(), reason: String::new(), ..diagnosis() };
    assert_eq!(faults(open(parolee(), empty)), [("/hospital".to_owned(), "length"), ("/reason".to_owned(), "length")]);
}
