//! The worked examples of the digest of the law (rulebook §16.3), by their numbers: those of plain counting here, the others beside the
//! question that they answer. That none is missing is counted at the end.

use std::{collections::BTreeSet, fs, path::Path};

use domain::{
    calendar::Calendar,
    code::{Category, Sex},
    identity::{IdentityFault, IdentityNumber},
    period::{self, Due, PeriodFault, Start},
    rulebook,
    term::{Custody, Term, TermFault, TermResult, correction_term, term_end},
    time::{Date, Instant, local},
};

use crate::support::day;

fn moment(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn due(rule: &str, start: &str) -> Due {
    let deadline = rulebook::rule(rule).unwrap().deadline.unwrap();
    period::due(&deadline, Start::Day(day(start)), &Calendar::builtin()).unwrap()
}

fn due_at(rule: &str, start: &str) -> Due {
    let deadline = rulebook::rule(rule).unwrap().deadline.unwrap();
    period::due(&deadline, Start::Moment(moment(start)), &Calendar::builtin()).unwrap()
}

/// Number, rule, start, strict and legal due date.
type Vector = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn check(vectors: &[Vector]) {
    for (number, rule, start, strict, legal) in vectors {
        let due = due(rule, start);
        assert_eq!(
            (due.due_strict, due.due_legal),
            (day(strict), day(legal)),
            "{number} {rule} from {start}: {:#?}",
            due.explanation
        );
        assert!(!due.provisional, "{number}");
        assert!(!due.explanation.is_empty(), "{number}");
    }
}

fn term(category: Category, starts_on: &str, term: Term, custody_days: u32) -> TermResult {
    correction_term(category, day(starts_on), term, Custody { custody_days, ..Custody::default() }).unwrap()
}

#[test]
fn terms_end_as_the_interpretation_of_2021_says() {
    for (number, starts_on, length, ends_on) in [
        ("TV-01", "2024-03-15", Term::years(1), "2025-03-14"),
        ("TV-03", "2024-02-29", Term::years(1), "2025-02-27"),
        ("TV-04", "2024-02-29", Term::years(4), "2028-02-28"),
        ("TV-06", "2025-02-28", Term::months(2), "2025-04-29"),
        ("TV-07", "2025-08-30", Term::months(6), "2026-02-27"),
        ("a year and twelve months may differ by a day", "2023-02-28", Term::years(1), "2024-02-27"),
        ("a year and twelve months may differ by a day", "2023-02-28", Term::months(12), "2024-02-28"),
        ("from month end to month end", "2026-01-31", Term::months(1), "2026-02-27"),
        ("from a short month's end", "2026-04-30", Term::months(1), "2026-05-30"),
        ("years, then months", "2026-03-13", Term { years: 1, months: 6, days: 0 }, "2027-09-12"),
        (
            "the last-day test is made on the intermediate date",
            "2024-02-29",
            Term { years: 1, months: 1, days: 0 },
            "2025-03-30",
        ),
        ("half a month is fifteen days", "2026-03-01", Term { years: 0, months: 3, days: 15 }, "2026-06-15"),
    ] {
        assert_eq!(term_end(day(starts_on), length), Some(day(ends_on)), "{number}");
        assert_eq!(term(Category::Probation, starts_on, length, 0).ends_on, day(ends_on), "{number}");
    }
}

#[test]
fn custody_shortens_public_surveillance_and_nothing_else() {
    let tv_09 = term(Category::PublicSurveillance, "2026-03-13", Term::months(6), 37);
    assert_eq!((tv_09.ends_on, tv_09.fully_served), (day("2026-06-30"), false), "TV-09");
    assert_eq!(tv_09.explanation.len(), 3);
    let tv_10 = term(Category::PublicSurveillance, "2026-03-13", Term::months(3), 50);
    assert_eq!((tv_10.ends_on, tv_10.fully_served), (day("2026-03-04"), true), "TV-10");
    let residence =
        Custody { custody_days: 1, designated_residence_surveillance_days: 3, supervisory_detention_days: 2 };
    assert_eq!(residence.surveillance_credit(), 2 + 3 + 4);
    for category in [Category::Probation, Category::Parole, Category::TemporaryOutsidePrison] {
        assert_eq!(
            term(category, "2026-03-13", Term::years(1), 100).ends_on,
            day("2027-03-12"),
            "TV-70: kept, not credited"
        );
    }
}

#[test]
fn parole_runs_for_the_remainder_and_for_ten_years_from_a_life_sentence() {
    assert_eq!(term(Category::Parole, "2026-05-20", Term::years(10), 0).ends_on, day("2036-05-19"), "TV-13");
    // TV-12: the remainder of a sentence that ends 2028-02-11 is one year, eight months and 23 days.
    assert_eq!(
        term(Category::Parole, "2026-05-20", Term { years: 1, months: 8, days: 23 }, 0).ends_on,
        day("2028-02-11"),
        "TV-12"
    );
}

#[test]
fn a_term_that_cannot_be_computed_names_its_parameter() {
    let fault =
        |starts_on: Date, term, custody| correction_term(Category::Probation, starts_on, term, custody).unwrap_err();
    let start = day("2026-03-13");
    assert_eq!(fault(start, Term::default(), Custody::default()), TermFault::Zero);
    assert_eq!(fault(Date::MAX, Term::years(1), Custody::default()).parameter(), "starts_on");
    assert_eq!(fault(Date::MIN, Term::years(1), Custody::default()).parameter(), "starts_on");
    for (term, parameter) in [
        (Term::years(101), "years"),
        (Term::months(u32::MAX), "months"),
        (Term { years: 0, months: 0, days: u32::MAX }, "days"),
    ] {
        assert_eq!(fault(start, term, Custody::default()).parameter(), parameter);
    }
    let custody = Custody { supervisory_detention_days: 36_501, ..Custody::default() };
    assert_eq!(fault(start, Term::years(1), custody).parameter(), "supervisory_detention_days");
}

#[test]
fn receiving() {
    check(&[
        ("TV-20", "R-1", "2026-03-13", "2026-03-18", "2026-03-18"),
        ("TV-20", "R-2", "2026-03-13", "2026-03-23", "2026-03-23"),
        ("TV-20", "R-4a", "2026-03-13", "2026-03-23", "2026-03-23"),
        ("TV-21", "R-1", "2026-09-28", "2026-10-03", "2026-10-08"),
        ("TV-21", "R-2", "2026-09-28", "2026-10-08", "2026-10-08"),
        ("TV-23", "R-3", "2026-04-30", "2026-05-05", "2026-05-06"),
        ("TV-24", "R-5", "2026-03-16", "2026-03-21", "2026-03-23"),
    ]);
}

#[test]
fn social_investigation_counts_working_days() {
    check(&[
        ("TV-31", "A-8n", "2026-09-14", "2026-09-28", "2026-09-28"),
        ("TV-33", "A-6", "2026-04-30", "2026-05-08", "2026-05-08"),
        ("TV-33", "A-8n", "2026-05-08", "2026-05-21", "2026-05-21"),
        ("TV-33", "A-8f", "2026-05-08", "2026-05-14", "2026-05-14"),
        ("TV-34", "A-7a", "2026-04-30", "2026-05-08", "2026-05-08"),
        ("TV-34", "A-7b", "2026-04-30", "2026-05-11", "2026-05-11"),
    ]);
}

#[test]
fn movement_and_powers_limited_in_months() {
    check(&[
        ("TV-49", "L-5", "2026-04-10", "2026-10-09", "2026-10-09"),
        ("TV-52", "E-3", "2026-03-02", "2026-03-07", "2026-03-09"),
        ("TV-52", "E-4", "2026-03-06", "2026-03-11", "2026-03-11"),
        ("TV-52", "E-8", "2026-03-13", "2026-03-18", "2026-03-18"),
        ("TV-52", "E-9", "2026-03-13", "2026-03-20", "2026-03-20"),
        ("TV-52", "E-10", "2026-03-18", "2026-03-23", "2026-03-23"),
        ("TV-64", "EP-1", "2026-01-15", "2026-04-14", "2026-04-14"),
        ("TV-64", "EP-1", "2026-04-15", "2026-07-14", "2026-07-14"),
    ]);
}

#[test]
fn medical_periods_are_procedural_months() {
    check(&[
        ("TV-54", "H-2", "2026-01-31", "2026-04-30", "2026-04-30"),
        ("the reverse does not hold", "H-2", "2026-04-30", "2026-07-31", "2026-07-31"),
        ("no such day", "M-4", "2026-01-30", "2026-02-28", "2026-02-28"),
        ("TV-79", "H-13", "2026-06-17", "2026-06-22", "2026-06-22"),
    ]);
    assert_eq!(period::months_after(day("2026-05-12"), 3), Some(day("2026-08-12")), "TV-56");
    assert_eq!(period::months_after(day("2026-03-13"), 6), Some(day("2026-09-13")), "TV-66");
}

#[test]
fn revocation_detention_and_commutation() {
    check(&[
        ("TV-68", "RV-1", "2026-04-08", "2026-05-08", "2026-05-08"),
        ("TV-73", "X-4", "2026-08-01", "2026-08-11", "2026-08-11"),
        ("TV-74", "X-1", "2026-04-03", "2026-04-06", "2026-04-07"),
        ("TV-75", "CM-1", "2026-03-24", "2026-04-23", "2026-04-23"),
        ("custody never moves", "AR-3", "2026-09-01", "2026-10-01", "2026-10-01"),
    ]);
}

#[test]
fn hours_are_two_moments_and_no_holiday_matters() {
    for (number, rule, start, to_the_minute, next_hour) in [
        ("TV-50", "S-4", "2026-05-06T09:30:00+08:00", "2026-05-08T09:30:00+08:00", "2026-05-08T10:00:00+08:00"),
        ("TV-67", "AR-2", "2026-04-30T16:20:00+08:00", "2026-05-02T16:20:00+08:00", "2026-05-02T17:00:00+08:00"),
        ("on the hour", "X-2", "2026-04-30T16:00:00+08:00", "2026-05-01T16:00:00+08:00", "2026-05-01T17:00:00+08:00"),
    ] {
        let due = due_at(rule, start);
        assert_eq!(due.due_at, Some(moment(to_the_minute)), "{number}");
        assert_eq!(due.due_legal_at, Some(moment(next_hour)), "{number}");
        assert_eq!(due.due_strict, local(moment(to_the_minute)).date_naive(), "{number}");
        assert!(!due.provisional);
    }
    let deadline = rulebook::rule("AR-2").unwrap().deadline.unwrap();
    let fault = period::due(&deadline, Start::Day(day("2026-04-30")), &Calendar::builtin()).unwrap_err();
    assert_eq!((fault, fault.parameter()), (PeriodFault::StartNotAMoment, "start"));
}

#[test]
fn periods_before_an_event_never_move() {
    check(&[
        ("TV-76", "RL-1", "2027-03-12", "2027-02-10", "2027-02-10"),
        ("TV-76", "H-11", "2027-03-12", "2027-02-10", "2027-02-10"),
        ("clamped, not stretched", "RL-9a", "2026-04-30", "2026-02-28", "2026-02-28"),
        ("not from month end to month end", "H-12", "2026-02-28", "2026-01-28", "2026-01-28"),
        ("a Sunday stays a Sunday", "RL-1", "2026-07-14", "2026-06-14", "2026-06-14"),
        ("the certificate is due on the day itself", "RL-2", "2026-10-01", "2026-10-01", "2026-10-01"),
        ("TV-84", "AR-T", "2026-12-31", "2036-12-31", "2036-12-31"),
    ]);
    assert!(due("RL-1", "2026-07-14").explanation.last().unwrap().en.contains("rest day"));
}

#[test]
fn a_due_date_in_a_year_without_a_calendar_is_provisional() {
    let due = due("R-4a", "2026-12-25");
    assert_eq!((due.due_strict, due.due_legal, due.provisional), (day("2027-01-04"), day("2027-01-04"), true));
    let legal = due_of_a_rest_day();
    assert_eq!(
        (legal.due_legal, legal.provisional),
        (day("2027-01-04"), true),
        "a Saturday of that year moves to its Monday at the earliest"
    );
}

fn due_of_a_rest_day() -> Due {
    due("R-1", "2026-12-28")
}

#[test]
fn the_explanation_names_every_day() {
    let texts = |due: Due| due.explanation.into_iter().map(|step| step.zh).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!("rolled_over_national_day", texts(due("R-1", "2026-09-28")));
    insta::assert_snapshot!("working_days_over_mid_autumn", texts(due("A-8n", "2026-09-14")));
    let term = term(Category::PublicSurveillance, "2026-03-13", Term::months(6), 37);
    let english: Vec<_> = term.explanation.into_iter().map(|step| step.en).collect();
    insta::assert_snapshot!("term_with_credit", english.join("\n"));
}

#[test]
fn identity_numbers() {
    let number = IdentityNumber::parse("430702199003071237").unwrap();
    assert_eq!((number.birth_date(), number.sex()), (day("1990-03-07"), Sex::Male), "TV-85");
    assert_eq!((number.region_code(), number.mask().as_str()), ("430702", "430702********1237"));
    assert!(!format!("{number:?}").contains("19900307"));
    let leap_day = IdentityNumber::parse("430702200802290028").unwrap();
    assert_eq!((leap_day.birth_date(), leap_day.sex()), (day("2008-02-29"), Sex::Female), "TV-86");
    assert_eq!(IdentityNumber::parse("11010519491231002x").unwrap().as_str(), "11010519491231002X", "TV-86");
    for (text, fault) in [
        ("430702199003071238", IdentityFault::CheckDigit),
        ("430702200902290029", IdentityFault::ImpossibleDate),
        ("430702199013071237", IdentityFault::ImpossibleDate),
        ("430702000003071237", IdentityFault::ImpossibleDate),
        ("430702900307123", IdentityFault::Length),
        ("", IdentityFault::Length),
        ("43070219900307X237", IdentityFault::Characters),
        ("43070219900307123A", IdentityFault::Characters),
        ("４３０７０２１９９００３０７１２３７", IdentityFault::Characters),
        ("430702********1237", IdentityFault::Characters),
    ] {
        assert_eq!(IdentityNumber::parse(text), Err(fault), "TV-87 {text}");
    }
}

/// The numbers of the worked examples: the digest leaves some out.
const NUMBERS: [(u32, u32); 21] = [
    (1, 1),
    (3, 4),
    (6, 6),
    (9, 10),
    (12, 14),
    (16, 16),
    (18, 21),
    (23, 27),
    (29, 31),
    (33, 41),
    (43, 45),
    (47, 50),
    (52, 56),
    (58, 68),
    (70, 70),
    (72, 76),
    (78, 79),
    (81, 82),
    (84, 84),
    (85, 86),
    (87, 87),
];

#[test]
fn every_worked_example_is_tested_by_its_number() {
    let mut tested = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/law")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let source = fs::read_to_string(path).unwrap();
        let texts = source.lines().filter(|line| !line.starts_with("//!")).flat_map(|line| line.split("\"TV-").skip(1));
        tested.extend(texts.filter_map(|text| text.get(..2)?.parse::<u32>().ok()));
    }
    let missing: Vec<_> =
        NUMBERS.iter().flat_map(|(first, last)| *first..=*last).filter(|number| !tested.contains(number)).collect();
    assert!(missing.is_empty(), "without a test: {missing:?}");
}
