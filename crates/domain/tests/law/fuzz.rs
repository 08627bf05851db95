//! Whatever text, date or number comes in: a value or a fault, never a panic. `PROPTEST_CASES` sets how much is tried.

use chrono::{Days, TimeDelta};
use domain::{
    calendar::{Calendar, Holiday, YearTable},
    code::{Category, Code, ConditionCode, Sex},
    commutation::{Commutation, commuted_term},
    identity::IdentityNumber,
    ids::SuperviseeId,
    minor::{age, eighteenth_birthday},
    period::{self, MAX_UNITS, Start, due},
    phone::Phone,
    rulebook::{self, Deadline, DeadlineKind, Direction, Shift, Unit},
    sentence::{self, Penalty},
    term::{
        Custody, Term, correction_term,
        effective::{Finality, effective_day},
        remainder::{parole_term, temporary_term},
        term_end,
        uncounted::{UncountedCause, UncountedSpell, moved_end},
    },
    text::Text,
    time::{Date, Instant, end_of_day, is_plausible, local, local_day, parse_date, start_of_day},
    transfer::{ArrivalQuestion, arrival},
};
use proptest::{option, prelude::*, sample::select};

/// Days of every age: the years in which people live, and those at the ends of what can be written.
fn any_day() -> impl Strategy<Value = Date> {
    let year = |year: i32| (1_u32..=366).prop_map(move |day| Date::from_yo_opt(year, day).unwrap_or(Date::MIN));
    prop_oneof![
        4 => (0_u64..110_000).prop_map(|offset| Date::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(offset)),
        1 => year(1),
        1 => year(1899),
        1 => year(1900),
        1 => year(2200),
        1 => year(2201),
        1 => year(9999),
        1 => (0_u64..800).prop_map(|near| Date::MAX - Days::new(near)),
        1 => (0_u64..800).prop_map(|near| Date::MIN + Days::new(near)),
    ]
}

fn any_moment() -> impl Strategy<Value = Instant> {
    prop_oneof![
        8 => (any_day(), 0_i64..86_400).prop_map(|(day, seconds)| start_of_day(day).checked_add_signed(TimeDelta::seconds(seconds)).unwrap_or(Instant::MAX_UTC)),
        1 => Just(Instant::MIN_UTC),
        1 => Just(Instant::MAX_UTC),
    ]
}

/// Counts of every size, the edges more often.
fn any_count() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0_u32..400, 2 => any::<u32>(), 1 => Just(MAX_UNITS), 1 => Just(MAX_UNITS + 1), 1 => Just(u32::MAX)]
}

fn any_term() -> impl Strategy<Value = Term> {
    (any_count(), any_count(), any_count()).prop_map(|(years, months, days)| Term { years, months, days })
}

fn any_deadline() -> impl Strategy<Value = Deadline> {
    let known: Vec<_> = rulebook::all().filter_map(|rule| rule.deadline).collect();
    (
        select(known),
        any_count(),
        select(Unit::ALL),
        select(Direction::ALL),
        select(Shift::ALL),
        select(DeadlineKind::ALL),
    )
        .prop_map(|(known, n, unit, direction, shift, kind)| Deadline { n, unit, direction, shift, kind, ..known })
}

fn any_custody() -> impl Strategy<Value = Custody> {
    (any_count(), any_count(), any_count()).prop_map(|(custody, residence, detention)| Custody {
        custody_days: custody,
        designated_residence_surveillance_days: residence,
        supervisory_detention_days: detention,
    })
}

/// Texts: anything, and what looks like the real thing and is broken somewhere.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[0-9+-]{0,12}-[0-9]{2}-[0-9]{2}",
        "[0-9]{17}[0-9Xx]",
        "[0-9Xx０-９ ]{15,20}",
        "(\\+86 ?)?[01][0-9-]{8,14}",
        "[0-9a-fA-F-]{30,38}",
        "(判处|决定执行)?(有期徒刑|拘役|管制|无期徒刑|死缓)[零又十一二两三0-9年个月日半天]{0,12}[，,、；](宣告)?缓刑(考验期)?[零又十一二两三0-9年个月日半]{0,12}",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in any_text()) {
        if let Some(day) = parse_date(&text) {
            prop_assert_eq!(day.format("%Y-%m-%d").to_string(), text.clone(), "what is read is written back alike");
        }
        if let Ok(number) = IdentityNumber::parse(&text) {
            prop_assert!(is_plausible(number.birth_date()) && matches!(number.sex(), Sex::Male | Sex::Female));
            prop_assert_eq!(number.region_code().len(), 6);
            prop_assert!(number.mask().contains("********") && IdentityNumber::parse(number.as_str()).is_ok());
        }
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert!(Phone::parse(phone.as_str()).is_ok() && phone.mask().contains('*'));
        }
        if let Some(sentence) = sentence::parse(&text) {
            prop_assert!(sentence.term.is_none_or(|term| !term.is_zero()) && sentence.probation.is_none_or(|term| !term.is_zero()));
        }
        let _ = text.parse::<SuperviseeId>();
        let _ = (Category::parse(&text), Category::from_label(&text), ConditionCode::parse(&text));
        let _ = (rulebook::rule(&text), rulebook::instrument(&text));
    }

    #[test]
    fn no_date_and_no_count_makes_a_period_panic(deadline in any_deadline(), day in any_day(), at in any_moment(), asked in any_moment()) {
        let calendar = Calendar::builtin();
        for start in [Start::Day(day), Start::Moment(at)] {
            if let Ok(due) = due(&deadline, start, &calendar) {
                prop_assert!(due.due_strict <= due.due_legal && !due.explanation.is_empty());
                prop_assert!(!(due.has_passed(asked) && due.provisional));
                match deadline.direction {
                    _ if deadline.unit == Unit::Hour => {}
                    // A validity of no months would end the day before it begins.
                    Direction::After => prop_assert!(due.due_strict >= due.start || deadline.n == 0),
                    Direction::Before => prop_assert!(due.due_strict <= due.start),
                }
            }
        }
    }

    #[test]
    fn no_date_and_no_count_makes_a_way_of_counting_panic(day in any_day(), at in any_moment(), n in any_count(), few in 0_u32..60) {
        let _ = (period::days_after(day, n), period::days_before(day, n), period::months_after(day, n), period::months_before(day, n));
        let _ = (period::validity_end(day, n), period::hours_after(at, n));
        let calendar = Calendar::builtin();
        let _ = period::next_working_day(day, &calendar);
        if let Some(days) = period::working_days_after(day, few, &calendar) {
            prop_assert_eq!(days.iter().filter(|(_, number)| number.is_some()).count(), usize::try_from(few).unwrap());
        }
        prop_assert!(start_of_day(day) <= end_of_day(day));
        let _ = (local_day(at), local(at).date_naive(), calendar.is_working_day(day), calendar.kind(day));
    }

    #[test]
    fn no_length_makes_a_term_panic(day in any_day(), other in any_day(), term in any_term(), shorter in any_term(), custody in any_custody(), category in select(Category::ALL), penalty in select(Penalty::ALL), merit in any::<bool>()) {
        let _ = (term_end(day, term), term.text(), custody.surveillance_credit(), custody.sentence_credit());
        let _ = correction_term(category, day, term, custody);
        let _ = commuted_term(&Commutation { category, penalty, starts_on: day, term, custody, shortened_by: shorter, major_merit: merit });
        let _ = (parole_term(day, Some(other)), parole_term(day, None), temporary_term(day, Some(other), None, Some(day)));
        let _ = (age(day.min(other), day.max(other)), eighteenth_birthday(day));
    }

    #[test]
    fn no_spell_receipt_or_arrival_makes_a_question_panic(days in prop::collection::vec(any_day(), 1..6), day in any_day(), other in option::of(any_day())) {
        let calendar = Calendar::builtin();
        let spells: Vec<_> = days.iter().map(|from| UncountedSpell { cause: UncountedCause::Escape, from: *from, to: day }).collect();
        let _ = moved_end(day, &spells);
        let _ = effective_day(&Finality::Unappealed { received_on: days.clone() }, &calendar);
        let _ = effective_day(&Finality::WithdrawnLater { ruling_served_on: day }, &calendar);
        let _ = arrival(ArrivalQuestion { decision_received_on: day, reported_on: other, as_of: days[0] }, &calendar);
    }

    #[test]
    fn no_table_makes_the_calendar_panic(year in any::<i32>(), from in any_day(), to in any_day(), working in prop::collection::vec(any_day(), 0..5)) {
        let holidays = vec![Holiday { name: Text::new("假", "off"), from, to }];
        let mut calendar = Calendar::builtin();
        let _ = calendar.load(&YearTable { year, holidays, working_days: working });
    }
}
