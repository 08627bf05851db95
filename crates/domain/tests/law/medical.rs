//! Temporary execution outside prison (rulebook §6; TV-55, TV-56, TV-58).

use domain::{
    code::{GuarantorCondition, Level, MeasureCode, MedicalReport, Outcome},
    defaults::{DefaultKey, Defaults, Setting},
    judgement::QuestionFault,
    medical_interval::{
        IntervalQuestion, LateReexaminationQuestion, diagnosis_validity, guarantor_conditions, late_reexamination,
        medical_interval,
    },
    term::Term,
};

use crate::support::day;

fn interval(extension: Term) -> IntervalQuestion {
    IntervalQuestion { report: MedicalReport::Reexamination, due_on: day("2026-04-30"), extension }
}

#[test]
fn the_approver_of_an_extension_follows_from_its_length() {
    for (number, extension, to, approver) in [
        ("TV-55", Term::months(1), "2026-05-31", Level::City),
        ("TV-55", Term::months(2), "2026-06-30", Level::City),
        ("TV-55", Term::months(3), "2026-07-31", Level::Province),
        ("a year", Term::years(1), "2027-04-30", Level::Province),
        ("the day before a month", Term { days: 30, ..Term::default() }, "2026-05-30", Level::County),
        ("a month in days", Term { days: 31, ..Term::default() }, "2026-05-31", Level::City),
        ("the day before three months", Term { months: 2, days: 30, ..Term::default() }, "2026-07-30", Level::City),
        ("the day after", Term { months: 3, days: 1, ..Term::default() }, "2026-08-01", Level::Province),
        ("a day", Term { days: 1, ..Term::default() }, "2026-05-01", Level::County),
    ] {
        let route = medical_interval(interval(extension), &Defaults::national()).unwrap();
        assert_eq!((route.extended_to, route.approver), (day(to), approver), "{number}");
        assert!(route.notify_procuratorate);
    }
    assert_eq!(
        medical_interval(interval(Term::default()), &Defaults::national()).unwrap_err(),
        QuestionFault::Zero { parameter: "extension" }
    );
    assert_eq!(
        medical_interval(interval(Term::years(101)), &Defaults::national()).unwrap_err().parameter(),
        "extension.years"
    );
}

#[test]
fn a_diagnosis_is_good_for_three_months() {
    assert_eq!(diagnosis_validity(day("2026-05-12")).unwrap().to, day("2026-08-12"), "TV-56");
}

#[test]
fn a_late_reexamination_leads_through_education_and_warning_to_committal() {
    let whole = LateReexaminationQuestion {
        due_on: day("2026-04-30"),
        as_of: day("2026-06-10"),
        educated_on: Some(day("2026-05-04")),
        warned_on: Some(day("2026-05-20")),
        legitimate_reason: false,
    };
    let measure = |question| late_reexamination(question).unwrap().measure.map(|measure| (measure.code, measure.rule));
    assert_eq!(measure(whole), Some((MeasureCode::CommittalGround, "IM-49-5".to_owned())), "TV-58");
    let educated = LateReexaminationQuestion { warned_on: None, ..whole };
    assert_eq!(measure(educated), Some((MeasureCode::Warning, "IM-35-4".to_owned())), "TV-58");
    assert_eq!(measure(LateReexaminationQuestion { educated_on: None, ..educated }), None, "educate first");
    assert_eq!(measure(LateReexaminationQuestion { legitimate_reason: true, ..whole }), None);
    let in_time = LateReexaminationQuestion { as_of: whole.due_on, educated_on: None, ..educated };
    assert_eq!(measure(in_time), None);
    for (question, parameter) in [
        (LateReexaminationQuestion { educated_on: None, ..whole }, "educated_on"),
        (LateReexaminationQuestion { warned_on: Some(day("2026-05-03")), ..whole }, "warned_on"),
        (LateReexaminationQuestion { as_of: day("2026-04-29"), ..whole }, "as_of"),
    ] {
        assert_eq!(late_reexamination(question).unwrap_err().parameter(), parameter);
    }
}

#[test]
fn a_guarantor_fulfils_four_conditions() {
    let conditions = guarantor_conditions(&[GuarantorCondition::AtLiberty], day("2026-05-12"));
    let outcomes: Vec<_> = conditions.iter().map(|condition| condition.state).collect();
    assert_eq!(outcomes, [Outcome::NotMet, Outcome::Met, Outcome::NotMet, Outcome::NotMet]);
}

#[test]
fn a_bureau_may_send_a_short_extension_to_the_city() {
    let settings = [(DefaultKey::MedicalExtensionUnder1m, Setting::Word("city".to_owned()))].into_iter().collect();
    let local = Defaults::check(&settings).unwrap();
    for (days, national) in [(1, Level::County), (30, Level::County), (31, Level::City)] {
        let question = interval(Term { days, ..Term::default() });
        assert_eq!(medical_interval(question, &Defaults::national()).unwrap().approver, national);
        let route = medical_interval(question, &local).unwrap();
        assert_eq!(route.approver, Level::City);
        assert_eq!(route.explanation[1].zh.contains("按地方设置"), days < 31);
    }
}
