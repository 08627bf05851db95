//! Terms beyond plain counting (rulebook §1; TV-10, TV-12 … TV-19, TV-70): when a decision takes effect, parole and temporary
//! execution, uncounted time, prohibition orders, commutation.

use chrono::Days;
use domain::{
    calendar::Calendar,
    code::Category::{self, Parole, Probation, PublicSurveillance, TemporaryOutsidePrison},
    commutation::{Commutation, CommutationFault, commuted_term},
    judgement::QuestionFault,
    prohibition::{ProhibitionFault, after_commutation, prohibition_term},
    rulebook,
    sentence::Penalty,
    term::{
        Custody, Term, TermResult, correction_term,
        effective::{EffectiveDay, Finality, effective_day},
        remainder::{TemporaryEnd, parole_term, temporary_term},
        uncounted::{UncountedCause, UncountedSpell, moved_end},
    },
    time::Date,
};
use proptest::{prelude::*, sample::select};

use crate::support::day;

fn days(texts: &[&str]) -> Vec<Date> {
    texts.iter().map(|text| day(text)).collect()
}

fn effective(finality: &Finality) -> EffectiveDay {
    let found = effective_day(finality, &Calendar::builtin()).unwrap();
    assert!(rulebook::rule(found.rule).is_some() && !found.explanation.is_empty());
    found
}

#[test]
fn a_judgment_without_appeal_takes_effect_the_day_after_the_period() {
    for (number, received_on, appeal_ends_on, effective_on) in [
        ("TV-16", &["2026-03-02"][..], "2026-03-12", "2026-03-13"),
        ("the latest receipt governs", &["2026-03-02", "2026-03-05", "2026-03-04"], "2026-03-16", "2026-03-17"),
        ("the day before a Saturday", &["2026-03-03"], "2026-03-13", "2026-03-14"),
        ("a Saturday moves to Monday", &["2026-03-04"], "2026-03-16", "2026-03-17"),
        ("into the holidays of May", &["2026-04-21"], "2026-05-06", "2026-05-07"),
        ("a working Saturday does not move", &["2026-04-29"], "2026-05-09", "2026-05-10"),
    ] {
        let found = effective(&Finality::Unappealed { received_on: days(received_on) });
        assert_eq!(
            (found.appeal_ends_on, found.effective_on),
            (Some(day(appeal_ends_on)), day(effective_on)),
            "{number}"
        );
        assert_eq!((found.rule, found.provisional), ("T-1", false), "{number}");
    }
    let unknown = effective(&Finality::Unappealed { received_on: days(&["2026-12-25"]) });
    assert!(unknown.provisional, "the calendar of 2027 is not known");
}

#[test]
fn a_withdrawn_appeal_and_a_final_decision_take_effect_on_the_day_itself() {
    let in_time = effective(&Finality::WithdrawnInTime { received_on: days(&["2026-03-02"]) });
    assert_eq!((in_time.effective_on, in_time.rule), (day("2026-03-12"), "T-1"));
    let later = effective(&Finality::WithdrawnLater { ruling_served_on: day("2026-04-20") });
    assert_eq!((later.effective_on, later.appeal_ends_on), (day("2026-04-20"), None));
    // A Sunday stays: nothing moves.
    let second = effective(&Finality::SecondInstance { pronounced_on: day("2026-04-19") });
    assert_eq!((second.effective_on, second.rule), (day("2026-04-19"), "T-2"));
    assert_eq!(effective(&Finality::OnService { served_on: day("2026-04-21") }).effective_on, day("2026-04-21"));
    let fault = |received_on| effective_day(&Finality::Unappealed { received_on }, &Calendar::builtin()).unwrap_err();
    assert_eq!(fault(vec![]), QuestionFault::Missing { parameter: "received_on" });
    assert_eq!(fault(vec![Date::MAX]), QuestionFault::Date { parameter: "received_on" });
    assert_eq!(fault(vec![day("2026-03-02"); 101]), QuestionFault::TooLarge { parameter: "received_on", limit: 100 });
}

#[test]
fn parole_runs_to_the_end_of_the_sentence_and_ten_years_from_a_life_sentence() {
    let paroled_on = day("2026-05-20");
    let fixed = parole_term(paroled_on, Some(day("2028-02-11"))).unwrap();
    assert_eq!((fixed.starts_on, fixed.ends_on), (paroled_on, day("2028-02-11")), "TV-12");
    assert_eq!(parole_term(paroled_on, None).unwrap().ends_on, day("2036-05-19"), "TV-13");
    assert_eq!(parole_term(paroled_on, Some(paroled_on)).unwrap().ends_on, paroled_on, "the last day itself");
    assert_eq!(
        parole_term(paroled_on, Some(day("2026-05-19"))),
        Err(QuestionFault::EndBeforeStart { parameter: "sentence_ends_on", start: "paroled_on" })
    );
    assert_eq!(parole_term(Date::MIN, None), Err(QuestionFault::Date { parameter: "paroled_on" }));
}

#[test]
fn temporary_execution_ends_with_what_comes_first() {
    let (starts_on, sentence) = (day("2026-05-20"), Some(day("2029-06-30")));
    let end = |period, committed| {
        let term = temporary_term(starts_on, sentence, period, committed).unwrap();
        assert_eq!(term.explanation.len(), 1);
        (term.ends_on, term.end)
    };
    assert_eq!(end(None, None), (sentence, Some(TemporaryEnd::SentenceExpiry)), "TV-14");
    let committed = Some(day("2027-01-05"));
    assert_eq!(end(None, committed), (committed, Some(TemporaryEnd::Committal)), "TV-14");
    let period = Some(day("2026-11-19"));
    assert_eq!(end(period, committed), (period, Some(TemporaryEnd::PeriodExpiry)));
    assert_eq!(end(committed, committed), (committed, Some(TemporaryEnd::Committal)), "committal on the last day");
    let open = temporary_term(starts_on, None, None, None).unwrap();
    assert_eq!((open.ends_on, open.end), (None, None), "a life sentence without a fixed period");
    assert_eq!(
        temporary_term(starts_on, sentence, Some(day("2026-05-19")), None),
        Err(QuestionFault::EndBeforeStart { parameter: "period_ends_on", start: "starts_on" })
    );
}

fn spell(cause: UncountedCause, from: &str, to: &str) -> UncountedSpell {
    UncountedSpell { cause, from: day(from), to: day(to) }
}

#[test]
fn time_that_does_not_count_moves_the_end_and_counts_once() {
    use UncountedCause::{Escape, IllegalMeans};
    let end = day("2029-06-30");
    let moved = |spells: &[UncountedSpell]| moved_end(end, spells).map(|moved| (moved.uncounted_days, moved.ends_on));
    assert_eq!(moved(&[]), Ok((0, end)));
    assert_eq!(moved(&[spell(Escape, "2027-03-01", "2027-03-01")]), Ok((1, day("2029-07-01"))), "one day");
    assert_eq!(moved(&[spell(Escape, "2027-03-01", "2027-03-31")]), Ok((31, day("2029-07-31"))));
    let within = [spell(IllegalMeans, "2027-01-01", "2027-01-31"), spell(Escape, "2027-01-10", "2027-01-20")];
    assert_eq!(moved(&within), Ok((31, day("2029-07-31"))), "one spell within the other");
    let touching = [spell(Escape, "2027-02-01", "2027-02-02"), spell(Escape, "2027-01-31", "2027-02-01")];
    assert_eq!(moved(&touching), Ok((3, day("2029-07-03"))), "in any order");
    let late = [spell(Escape, "2029-06-30", "2029-07-09"), spell(Escape, "2029-07-10", "2029-07-10")];
    assert_eq!(moved(&late), Ok((11, day("2029-07-11"))), "within the end that the first spell moved");
    assert_eq!(
        moved(&[spell(Escape, "2029-07-01", "2029-07-02")]),
        Err(QuestionFault::DoesNotGoWith { parameter: "from", other: "sentence_ends_on" })
    );
    assert_eq!(
        moved(&[spell(Escape, "2027-03-02", "2027-03-01")]),
        Err(QuestionFault::EndBeforeStart { parameter: "to", start: "from" })
    );
}

fn correction(category: Category, months: u32, custody_days: u32) -> (TermResult, Custody) {
    let custody = Custody { custody_days, ..Custody::default() };
    (correction_term(category, day("2026-03-13"), Term::months(months), custody).unwrap(), custody)
}

fn order(
    category: Category,
    correction_months: u32,
    custody_days: u32,
    length: Term,
) -> Result<Date, ProhibitionFault> {
    let (correction, custody) = correction(category, correction_months, custody_days);
    prohibition_term(category, &correction, length, custody).map(|order| {
        assert_eq!(order.starts_on, correction.starts_on);
        order.ends_on
    })
}

#[track_caller]
fn refused_under(result: Result<Date, ProhibitionFault>, rule: &str) {
    match result {
        Err(ProhibitionFault::Unlawful(refusal)) => assert_eq!(refusal.rule, rule),
        other @ (Ok(_) | Err(ProhibitionFault::Question(_))) => panic!("{other:?}"),
    }
}

#[test]
fn a_prohibition_order_has_a_least_and_a_most_length() {
    assert_eq!(order(Probation, 12, 0, Term::months(6)), Ok(day("2026-09-12")), "TV-18");
    let tv_19 = order(Probation, 12, 0, Term::months(1));
    assert!(matches!(&tv_19, Err(ProhibitionFault::Unlawful(refusal)) if refusal.rule == "PO-2"), "TV-19: {tv_19:?}");
    refused_under(order(Probation, 12, 0, Term { years: 0, months: 1, days: 29 }), "PO-2");
    assert_eq!(order(Probation, 12, 0, Term::months(2)), Ok(day("2026-05-12")), "exactly two months");
    assert_eq!(order(Probation, 12, 0, Term::years(1)), Ok(day("2027-03-12")), "as long as probation");
    refused_under(order(Probation, 12, 0, Term { years: 1, months: 0, days: 1 }), "PO-2");
    refused_under(order(PublicSurveillance, 6, 0, Term::months(2)), "PO-2");
    assert_eq!(order(PublicSurveillance, 6, 0, Term::months(3)), Ok(day("2026-06-12")));
    for category in [Parole, TemporaryOutsidePrison] {
        refused_under(order(category, 12, 0, Term::months(6)), "PO-1");
    }
    let fault = order(Probation, 12, 0, Term::default()).unwrap_err();
    assert!(matches!(fault, ProhibitionFault::Question(QuestionFault::Zero { parameter: "order_months" })));
}

#[test]
fn the_least_length_falls_away_where_custody_leaves_less_than_three_months() {
    // Four months to 07-12 less 2 × 25 days: surveillance to 05-23.
    assert_eq!(order(PublicSurveillance, 4, 25, Term::months(2)), Ok(day("2026-05-12")));
    refused_under(order(PublicSurveillance, 4, 25, Term::months(3)), "PO-2");
    // 2 × 15 days leave to 06-12: exactly three months, so the minimum holds.
    refused_under(order(PublicSurveillance, 4, 15, Term::months(2)), "PO-2");
    assert_eq!(order(PublicSurveillance, 4, 16, Term::months(2)), Ok(day("2026-05-12")));
}

#[test]
fn an_order_never_outlasts_a_term_that_commutation_shortened() {
    let (correction, custody) = correction(PublicSurveillance, 12, 0);
    let order = prohibition_term(PublicSurveillance, &correction, Term::months(10), custody).unwrap();
    assert_eq!(after_commutation(&order, day("2026-11-12")).ends_on, day("2026-11-12"), "PO-7");
    assert_eq!(after_commutation(&order, day("2027-01-13")).ends_on, order.ends_on);
}

fn commutation(category: Category, penalty: Penalty, term: Term, shortened_by: Term) -> Commutation {
    Commutation {
        category,
        penalty,
        starts_on: day("2026-03-13"),
        term,
        custody: Custody::default(),
        shortened_by,
        major_merit: true,
    }
}

#[track_caller]
fn commuted(commutation: &Commutation) -> Result<(Date, Date), String> {
    match commuted_term(commutation) {
        Ok(term) => Ok((term.ends_on, term.earliest_ends_on)),
        Err(CommutationFault::Unlawful(refusal)) => Err(refusal.rule),
        Err(CommutationFault::Question(fault)) => Err(fault.parameter().to_owned()),
    }
}

#[test]
fn half_of_a_sentence_is_served_whatever_is_commuted() {
    let surveillance =
        |shortened_by| commutation(PublicSurveillance, Penalty::PublicSurveillance, Term::years(2), shortened_by);
    let floor = day("2027-03-12");
    assert_eq!(commuted(&surveillance(Term::months(6))), Ok((day("2027-09-12"), floor)));
    assert_eq!(commuted(&surveillance(Term::months(12))), Ok((floor, floor)), "exactly half");
    assert_eq!(commuted(&surveillance(Term { years: 1, months: 0, days: 1 })), Err("CP16-16".to_owned()));
    let odd = commutation(PublicSurveillance, Penalty::PublicSurveillance, Term::months(9), Term::months(1));
    assert_eq!(commuted(&odd), Ok((day("2026-11-12"), day("2026-07-27"))), "four months and fifteen days");
    let custody = Custody { custody_days: 37, ..Custody::default() };
    let credited = Commutation { custody, ..surveillance(Term::months(6)) };
    assert_eq!(commuted(&credited), Ok((day("2027-06-29"), day("2026-12-28"))), "custody counts as served");
    let sentence = commutation(TemporaryOutsidePrison, Penalty::FixedTermImprisonment, Term::years(4), Term::years(1));
    assert_eq!(commuted(&Commutation { custody, ..sentence }), Ok((day("2029-02-03"), day("2028-02-04"))));
}

#[test]
fn probation_is_commuted_for_major_merit_only_and_keeps_its_least_length() {
    let probation = |penalty, term, by| commutation(Probation, penalty, term, by);
    let fixed = Penalty::FixedTermImprisonment;
    let two_years = probation(fixed, Term::years(2), Term::years(1));
    assert_eq!(commuted(&two_years), Ok((day("2027-03-12"), day("2027-03-12"))));
    assert_eq!(commuted(&Commutation { major_merit: false, ..two_years }), Err("CP16-18".to_owned()));
    assert_eq!(commuted(&probation(fixed, Term::years(2), Term::months(13))), Err("CP16-18".to_owned()));
    let detention = probation(Penalty::CriminalDetention, Term::months(6), Term::months(4));
    assert_eq!(commuted(&detention), Ok((day("2026-05-12"), day("2026-05-12"))));
    for (strange, parameter) in [
        (probation(Penalty::LifeImprisonment, Term::years(2), Term::months(1)), "penalty"),
        (commutation(PublicSurveillance, fixed, Term::years(1), Term::months(1)), "penalty"),
        (commutation(Parole, Penalty::LifeImprisonment, Term::years(10), Term::months(1)), "penalty"),
        (probation(fixed, Term::default(), Term::months(1)), "term"),
        (probation(fixed, Term::years(2), Term::default()), "shortened_by"),
        (probation(fixed, Term::years(101), Term::months(1)), "term"),
        (Commutation { starts_on: Date::MAX, ..two_years }, "starts_on"),
    ] {
        assert_eq!(commuted(&strange), Err(parameter.to_owned()));
    }
}

#[test]
fn custody_is_credited_on_the_sentence_when_probation_is_revoked() {
    let custody = Custody { custody_days: 25, ..Custody::default() };
    assert_eq!(custody.sentence_credit(), 25, "TV-70");
    let mixed = Custody { custody_days: 1, designated_residence_surveillance_days: 5, supervisory_detention_days: 3 };
    assert_eq!(mixed.sentence_credit(), 1 + 2 + 3, "two days at a designated residence count as one");
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_u64..109_938).prop_map(|offset| Date::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(offset))
}

proptest! {
    #[test]
    fn no_term_panics(
        category in select(<Category as domain::code::Code>::ALL), penalty in select(<Penalty as domain::code::Code>::ALL), start in any_day(),
        other in prop::option::of(any_day()), lengths in any::<[u16; 6]>(), custody_days in any::<u32>(), major_merit in any::<bool>(),
    ) {
        let [years, months, days, by_years, by_months, by_days] = lengths.map(u32::from);
        let custody = Custody { custody_days, ..Custody::default() };
        let (term, shortened_by) = (Term { years: years % 120, months, days }, Term { years: by_years % 120, months: by_months, days: by_days });
        let commuted = commuted_term(&Commutation { category, penalty, starts_on: start, term, custody, shortened_by, major_merit });
        if let Ok(commuted) = commuted {
            prop_assert!(commuted.earliest_ends_on <= commuted.ends_on && commuted.ends_on <= commuted.ended_on);
        }
        let correction = correction_term(category, start, Term::years(2), Custody::default()).unwrap();
        if let Ok(order) = prohibition_term(category, &correction, term, custody) {
            prop_assert!(order.starts_on == start && order.ends_on <= correction.ends_on);
        }
        let _ = parole_term(start, other);
        let _ = temporary_term(start, other, None, other);
        if let Some(other) = other {
            let spells = [UncountedSpell { cause: UncountedCause::Escape, from: start.min(other), to: start.max(other) }; 2];
            if let Ok(moved) = moved_end(start.min(other), &spells) {
                prop_assert_eq!(i64::try_from(moved.uncounted_days).unwrap(), (start.max(other) - start.min(other)).num_days() + 1);
            }
            let in_time = effective_day(&Finality::WithdrawnInTime { received_on: vec![start, other] }, &Calendar::builtin()).unwrap();
            let unappealed = effective_day(&Finality::Unappealed { received_on: vec![start, other] }, &Calendar::builtin()).unwrap();
            prop_assert!(in_time.effective_on < unappealed.effective_on && unappealed.effective_on > start.max(other));
        }
    }
}
