//! What expiry means (rulebook §1.6, §10; TV-72, TV-73, TV-78).

use domain::{
    code::{Category, ExpiryOutcome, PendingMatter},
    expiry::{ExpiryAnswer, ExpiryQuestion, ExpulsionQuestion, Ruling, expiry, expulsion_notice},
};

use crate::support::day;

fn probation(as_of: &str) -> ExpiryQuestion {
    ExpiryQuestion::new(Category::Probation, day("2026-06-30"), day(as_of))
}

fn ask(question: &ExpiryQuestion) -> ExpiryAnswer {
    expiry(question).unwrap()
}

fn rules(answer: &ExpiryAnswer) -> Vec<&str> {
    answer.duties.iter().map(|duty| duty.rule.as_str()).collect()
}

#[test]
fn the_term_runs_to_its_last_day() {
    for (as_of, outcome) in [
        ("2026-06-29", ExpiryOutcome::NotYet),
        ("2026-06-30", ExpiryOutcome::Release),
        ("2026-07-01", ExpiryOutcome::Release),
    ] {
        assert_eq!(ask(&probation(as_of)).outcome, outcome, "{as_of}");
    }
    assert_eq!(rules(&ask(&probation("2026-06-30"))), ["RL-2", "RL-3", "RL-4", "RL-6"]);
    let minor = ExpiryQuestion { minor: true, ..probation("2026-06-30") };
    assert!(rules(&ask(&minor)).contains(&"MN-2") && !rules(&ask(&minor)).contains(&"RL-4"));
}

#[test]
fn a_ruling_before_expiry_terminates() {
    let ruled = |made_on, granted| ExpiryQuestion {
        pending: vec![],
        ruling: Some(Ruling { made_on: day(made_on), granted }),
        ..probation("2026-07-10")
    };
    assert_eq!(ask(&ruled("2026-06-29", true)).outcome, ExpiryOutcome::Termination, "TV-72");
    assert_eq!(ask(&ruled("2026-06-30", true)).outcome, ExpiryOutcome::Termination, "the last day is within the term");
    let late = ask(&ruled("2026-07-01", true));
    assert_eq!((late.outcome, late.record_only), (ExpiryOutcome::Release, true));
    assert_eq!(ask(&ruled("2026-06-29", false)).outcome, ExpiryOutcome::Release, "refused: correction went on");
    let before = ExpiryQuestion { as_of: day("2026-06-29"), ..ruled("2026-06-29", true) };
    assert_eq!((ask(&before).outcome, ask(&before).rule.as_str()), (ExpiryOutcome::Termination, "X-7"));
}

#[test]
fn the_certificate_is_issued_although_revocation_is_pending() {
    let pending = ExpiryQuestion { pending: vec![PendingMatter::Revocation], ..probation("2026-06-30") };
    let answer = ask(&pending);
    assert_eq!((answer.outcome, answer.rule.as_str()), (ExpiryOutcome::Release, "X-3"));
    assert!(!answer.delivery_deferrable);
    assert!(ask(&ExpiryQuestion { out_of_reach: true, ..pending }).delivery_deferrable);
    let detained = ExpiryQuestion { pending: vec![PendingMatter::CoerciveMeasures], ..probation("2026-06-30") };
    assert_eq!(ask(&detained).rule, "X-3");
}

#[test]
fn a_judgment_after_release_is_only_recorded() {
    let judged = ExpiryQuestion { new_judgment_effective_on: Some(day("2026-08-01")), ..probation("2026-08-11") };
    let answer = ask(&judged);
    assert_eq!((answer.outcome, answer.record_only), (ExpiryOutcome::Release, true), "TV-73");
    assert!(rules(&answer).contains(&"X-4"));
    let before = ExpiryQuestion { new_judgment_effective_on: Some(day("2026-06-30")), ..judged.clone() };
    assert_eq!((ask(&before).outcome, ask(&before).rule.as_str()), (ExpiryOutcome::Termination, "X-4"));
    let not_yet = ExpiryQuestion { as_of: day("2026-07-31"), ..judged };
    assert!(!ask(&not_yet).record_only);
}

#[test]
fn temporary_execution_ends_by_its_own_rules() {
    let outside = ExpiryQuestion::new(Category::TemporaryOutsidePrison, day("2026-06-30"), day("2026-06-30"));
    assert_eq!(ask(&outside).outcome, ExpiryOutcome::Release);
    let prison = ExpiryQuestion { approved_by_prison_or_police: true, ..outside.clone() };
    assert_eq!((ask(&prison).outcome, ask(&prison).rule.as_str()), (ExpiryOutcome::ReleasedByPrison, "RL-5"));
    let pending = ExpiryQuestion { pending: vec![PendingMatter::Committal], ..prison };
    assert_eq!((ask(&pending).outcome, ask(&pending).rule.as_str()), (ExpiryOutcome::ManualDecision, "X-6"));
    let stray = ExpiryQuestion { pending: vec![PendingMatter::Revocation], ..outside };
    assert_eq!(expiry(&stray).unwrap_err().parameter(), "pending");
}

#[test]
fn death_and_pardon_end_correction_at_once() {
    let died = ExpiryQuestion { died_on: Some(day("2026-05-01")), ..probation("2026-05-02") };
    assert_eq!((ask(&died).outcome, ask(&died).rule.as_str()), (ExpiryOutcome::Termination, "RL-8"));
    let pardoned = ExpiryQuestion { pardoned_on: Some(day("2026-05-01")), ..probation("2026-05-02") };
    assert_eq!((ask(&pardoned).outcome, ask(&pardoned).rule.as_str()), (ExpiryOutcome::Release, "RL-7"));
    let later = ExpiryQuestion { died_on: Some(day("2026-07-01")), ..probation("2026-07-02") };
    assert_eq!(ask(&later).outcome, ExpiryOutcome::Release, "the term was over before");
}

#[test]
fn the_police_are_told_of_a_foreigner_in_time() {
    let ask = |intake_on: &str, ends_on: &str, nationality_unclear| {
        let question = ExpulsionQuestion {
            intake_on: day(intake_on),
            starts_on: day("2026-03-13"),
            ends_on: day(ends_on),
            nationality_unclear,
        };
        let notice = expulsion_notice(question).unwrap();
        (notice.rule, notice.due_on, notice.at_intake)
    };
    assert_eq!(ask("2026-03-16", "2026-08-12", true), ("RL-9b".to_owned(), day("2026-03-16"), true), "TV-78");
    assert!(ask("2026-03-13", "2026-09-11", true).2, "a day short of six months");
    assert_eq!(ask("2026-03-13", "2027-03-12", true), ("RL-9b".to_owned(), day("2026-09-12"), false));
    assert_eq!(ask("2026-03-13", "2027-03-12", false), ("RL-9a".to_owned(), day("2027-01-12"), false));
    assert_eq!(ask("2026-03-13", "2026-04-30", false), ("RL-9a".to_owned(), day("2026-03-13"), true));
}
