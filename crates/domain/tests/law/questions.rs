//! Properties of the questions of law: whatever is asked, an answer or a fault that names its parameter, never a panic.

use chrono::{DateTime, Days, Utc};
use domain::{
    absence::{AbsenceQuestion, LateReportQuestion, absence, late_report},
    archive::archive_transfer,
    assessment::{CommissionQuestion, EarlierOpinion, commission},
    code::{AbsenceEvent, AbsenceKind, AssessmentPurpose, Category, Code, Level, MeasureCode, MedicalReport},
    defaults::Defaults,
    expiry::{ExpulsionQuestion, expulsion_notice},
    judgement::Span,
    leave::{LeaveQuestion, application_notice, leave_need, leave_route, recurring_travel_validity},
    medical_interval::{IntervalQuestion, diagnosis_validity, medical_interval},
    minor::{MinorQuestion, SealingQuestion, minor_regime, sealing},
    positioning::positioning_period,
    sanction::{PoliceQuestion, SanctionQuestion, police_punishment, sanctions},
    sentence::Penalty,
    term::Term,
    time::Date,
};
use proptest::{option, prelude::*, sample::select};

/// Plain days, and those at the edges of what can be written.
fn any_day() -> impl Strategy<Value = Date> {
    prop_oneof![
        8 => plain_day(),
        1 => Just(Date::MIN),
        1 => Just(Date::MAX),
        1 => (0_u64..200_000).prop_map(|offset| Date::from_ymd_opt(1850, 1, 1).unwrap() + Days::new(offset)),
    ]
}

fn plain_day() -> impl Strategy<Value = Date> {
    (0_u64..4_000).prop_map(|offset| Date::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(offset))
}

fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        8 => (1_577_000_000_i64..1_900_000_000).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap()),
        1 => Just(DateTime::<Utc>::MIN_UTC),
        1 => Just(DateTime::<Utc>::MAX_UTC),
    ]
}

fn any_category() -> impl Strategy<Value = Category> {
    select(Category::ALL)
}

fn rung(code: MeasureCode) -> u32 {
    match code {
        MeasureCode::Admonition => 1,
        MeasureCode::Warning => 2,
        MeasureCode::RevocationGround | MeasureCode::CommittalGround | MeasureCode::PolicePunishment => 3,
    }
}

fn late(category: Category, limit_on: Date, found_on: Date) -> SanctionQuestion {
    SanctionQuestion {
        category,
        event: AbsenceEvent::LateReport,
        limit_on: Some(limit_on),
        since: None,
        found_on: Some(found_on),
        as_of: None,
        legitimate_reason: false,
    }
}

fn weight(level: Level) -> u32 {
    match level {
        Level::Office => 0,
        Level::County => 1,
        Level::City => 2,
        Level::Province => 3,
    }
}

proptest! {
    #[test]
    fn one_who_is_later_is_never_answered_more_mildly(category in any_category(), limit_on in plain_day(), days in 0_u64..90) {
        let first = |days| {
            let measures = sanctions(late(category, limit_on, limit_on + Days::new(days))).unwrap().measures;
            measures.first().map_or(0, |measure| rung(measure.code))
        };
        prop_assert!(first(days) <= first(days + 1));
    }

    #[test]
    fn a_longer_leave_is_never_approved_further_down(from in plain_day(), days in 0_u64..60, delegated in any::<bool>()) {
        let ask = |days| leave_route(&LeaveQuestion { from, to: from + Days::new(days), earlier: vec![], delegated }, &Defaults::national()).unwrap();
        let (short, long) = (ask(days), ask(days + 1));
        prop_assert_eq!(u64::from(short.days), days + 1);
        prop_assert!(weight(short.approver) <= weight(long.approver));
    }

    #[test]
    fn earlier_leave_only_ever_adds(from in plain_day(), days in 0_u64..60, ago in 0_u64..90, length in 0_u64..40) {
        let since = from - Days::new(ago);
        let earlier = vec![Span { from: since, to: since + Days::new(length) }];
        let ask = |earlier| leave_route(&LeaveQuestion { from, to: from + Days::new(days), earlier, delegated: true }, &Defaults::national()).unwrap();
        let (with, without) = (ask(earlier), ask(vec![]));
        prop_assert!(with.cumulative_days >= without.cumulative_days);
        prop_assert!(u64::from(with.cumulative_days) <= u64::from(without.cumulative_days) + length + 1);
        prop_assert_eq!(with.approver == Level::City, with.days > 30 || with.cumulative_days > 30);
    }

    #[test]
    fn a_longer_extension_is_never_approved_further_down(due_on in plain_day(), months in 0_u32..5, days in 1_u32..40) {
        let ask = |days| {
            let extension = Term { years: 0, months, days };
            weight(medical_interval(IntervalQuestion { report: MedicalReport::HealthReport, due_on, extension }, &Defaults::national()).unwrap().approver)
        };
        prop_assert!(ask(days) <= ask(days + 1));
    }

    #[test]
    fn out_of_supervision_is_always_more_than_48_hours(since in any_moment(), as_of in any_moment(), reason in any::<bool>()) {
        let question = AbsenceQuestion {
            kind: AbsenceKind::LostContact,
            since,
            ended_at: None,
            as_of,
            legitimate_reason: reason,
            urgent: false,
            reported_promptly: false,
        };
        if let Ok(answer) = absence(question) {
            prop_assert!(answer.due_at <= answer.due_legal_at);
            prop_assert!(!answer.out_of_supervision || (answer.hours >= 48 && as_of > answer.due_legal_at && !reason));
        }
    }

    #[test]
    fn no_date_makes_a_question_panic(a in any_day(), b in any_day(), c in any_day(), category in any_category(), flag in any::<bool>()) {
        let mut parameters = Vec::new();
        macro_rules! ask {
            ($($question:expr),+ $(,)?) => {$(parameters.extend($question.err().map(|fault| fault.parameter()));)+};
        }
        ask!(
            sanctions(late(category, a, b)),
            leave_route(&LeaveQuestion { from: a, to: b, earlier: vec![Span { from: b, to: c }], delegated: flag }, &Defaults::national()),
            application_notice(a, b),
            recurring_travel_validity(a, &Defaults::national()),
            late_report(LateReportQuestion { limit_on: a, reported_on: Some(b), as_of: c, special_reason: flag }),
            police_punishment(PoliceQuestion { category, prohibition: flag, acted_on: a, discovered_on: b }),
            diagnosis_validity(a),
            positioning_period(a, b, &Defaults::national()),
            archive_transfer(a, Some(b)),
            minor_regime(MinorQuestion { birth_date: a, intake_on: b, on: c }),
            expulsion_notice(ExpulsionQuestion { intake_on: a, starts_on: b, ends_on: c, nationality_unclear: flag }),
            commission(CommissionQuestion {
                purpose: AssessmentPurpose::Parole,
                received_on: a,
                decided_on: flag.then_some(b),
                earlier: Some(EarlierOpinion { purpose: AssessmentPurpose::Parole, issued_on: c, same_case: false }),
                changed: false,
            }),
        );
        prop_assert!(parameters.iter().all(|parameter| !parameter.is_empty()));
    }

    #[test]
    fn no_length_makes_a_question_panic(years in any::<u32>(), months in any::<u32>(), days in any::<u32>(), day in plain_day(), penalty in option::of(select(Penalty::ALL))) {
        let term = Term { years, months, days };
        let _ = medical_interval(IntervalQuestion { report: MedicalReport::Reexamination, due_on: day, extension: term }, &Defaults::national());
        let _ = sealing(SealingQuestion {
            birth_date: day,
            first_acted_on: day,
            last_acted_on: day,
            main_acts_before_majority: None,
            penalty,
            term: Some(term),
        });
    }

    #[test]
    fn no_text_makes_a_region_panic(residence in ".{0,8}", destination in "[0-9]{6}") {
        let _ = leave_need(&residence, &destination);
        let _ = leave_need(&destination, &residence);
    }
}
