//! Minors: the regime and the sealing of records (rulebook §12; TV-81, TV-82).

use domain::{
    code::Outcome,
    minor::{MinorQuestion, SealingQuestion, UnsealingQuestion, age, minor_regime, sealing, unsealing},
    sentence::Penalty,
    term::Term,
};

use crate::support::day;

#[test]
fn the_age_at_intake_decides_on_the_regime_and_stays() {
    let ask = |born: &str, intake_on: &str, on: &str| {
        let question = MinorQuestion { birth_date: day(born), intake_on: day(intake_on), on: day(on) };
        let answer = minor_regime(question).unwrap();
        assert_eq!(answer.minor, !answer.duties.is_empty());
        (answer.minor, answer.age)
    };
    assert_eq!(ask("2008-09-10", "2026-03-13", "2026-10-01"), (true, 18), "TV-81");
    assert_eq!(ask("2007-05-01", "2026-03-13", "2026-03-13"), (false, 18), "TV-82");
    assert_eq!(ask("2008-03-14", "2026-03-13", "2026-03-13"), (true, 17), "the day before the birthday");
    assert_eq!(ask("2008-03-13", "2026-03-13", "2026-03-13"), (true, 17), "the birthday itself");
    assert_eq!(ask("2008-03-12", "2026-03-13", "2026-03-13"), (false, 18), "the day after");
    let backwards =
        MinorQuestion { birth_date: day("2008-03-12"), intake_on: day("2026-03-13"), on: day("2026-03-12") };
    assert_eq!(minor_regime(backwards).unwrap_err().parameter(), "on");
    assert_eq!(age(day("2026-03-13"), day("2026-03-13")), 0);
    assert_eq!(age(day("2008-02-29"), day("2026-03-01")), 18);
}

fn at_seventeen(penalty: Option<Penalty>, term: Option<Term>) -> SealingQuestion {
    SealingQuestion {
        birth_date: day("2007-05-01"),
        first_acted_on: day("2025-03-01"),
        last_acted_on: day("2025-03-01"),
        main_acts_before_majority: None,
        penalty,
        term,
    }
}

#[test]
fn a_sentence_of_up_to_five_years_at_seventeen_is_sealed() {
    let fixed = |term| at_seventeen(Some(Penalty::FixedTermImprisonment), Some(term));
    for (question, expected) in [
        (fixed(Term::years(3)), Outcome::Met),
        (fixed(Term::years(5)), Outcome::Met),
        (fixed(Term::months(60)), Outcome::Met),
        (fixed(Term { years: 5, months: 0, days: 1 }), Outcome::NotMet),
        (fixed(Term { years: 4, months: 12, days: 1 }), Outcome::NotMet),
        (at_seventeen(None, None), Outcome::Met),
        (at_seventeen(Some(Penalty::FixedTermImprisonment), None), Outcome::NeedsJudgement),
        (at_seventeen(Some(Penalty::LifeImprisonment), None), Outcome::NotMet),
    ] {
        let answer = sealing(question).unwrap();
        assert_eq!(answer.outcome, expected, "TV-82 {question:?}");
        assert_eq!(answer.duties.is_empty(), expected != Outcome::Met);
    }
    assert_eq!(sealing(fixed(Term::default())).unwrap_err().parameter(), "term");
    assert_eq!(sealing(at_seventeen(None, Some(Term::years(1)))).unwrap_err().parameter(), "term");
}

#[test]
fn of_acts_before_and_after_eighteen_the_main_ones_decide() {
    let across = |first: &str, last: &str, main_acts_before_majority| {
        let question = SealingQuestion {
            first_acted_on: day(first),
            last_acted_on: day(last),
            main_acts_before_majority,
            ..at_seventeen(None, None)
        };
        sealing(question).unwrap().outcome
    };
    assert_eq!(across("2025-05-01", "2025-05-01", None), Outcome::Met, "the eighteenth birthday itself");
    assert_eq!(across("2025-05-02", "2025-05-02", Some(true)), Outcome::NotMet, "the day after");
    assert_eq!(across("2025-04-01", "2025-06-01", None), Outcome::NeedsJudgement);
    assert_eq!(across("2025-04-01", "2025-06-01", Some(true)), Outcome::Met);
    assert_eq!(across("2025-04-01", "2025-06-01", Some(false)), Outcome::NotMet);
}

#[test]
fn a_record_is_opened_only_in_the_two_cases_of_article_18() {
    let ask = |cumulative_term, retrial_term| unsealing(UnsealingQuestion { cumulative_term, retrial_term }).unwrap();
    let beyond = Term { years: 5, months: 0, days: 1 };
    assert_eq!(ask(None, None), Outcome::NotMet);
    assert_eq!((ask(Some(Term::years(5)), None), ask(Some(beyond), None)), (Outcome::NotMet, Outcome::Met));
    assert_eq!((ask(None, Some(Term::months(59))), ask(None, Some(Term::years(5)))), (Outcome::NotMet, Outcome::Met));
}
