//! Properties that hold for every date, length and calendar.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Weekday};
use domain::{
    calendar::{Calendar, Holiday, YearTable},
    case_file::{CaseFile, Subject, standing},
    clock::clocks,
    code::{Category, Code, TemporaryGround},
    ids::SuperviseeId,
    period::{self, Start, due},
    proceedings::Place,
    rulebook::{self, Direction, Shift, Unit},
    sentence,
    supervisee::{Order, PersonFacts, Prohibition, ProtectedOrder, faults},
    term::{Custody, Term, correction_term, term_end},
    text::Text,
    time::{Date, end_of_day, local_day, start_of_day},
};
use proptest::{prelude::*, sample::select};

fn any_day() -> impl Strategy<Value = Date> {
    (0_u64..109_938).prop_map(|offset| Date::from_ymd_opt(1900, 1, 1).unwrap() + Days::new(offset))
}

fn any_deadline() -> impl Strategy<Value = &'static rulebook::Rule> {
    select(
        rulebook::all()
            .filter(|rule| rule.deadline.is_some_and(|deadline| deadline.unit != Unit::Hour))
            .collect::<Vec<_>>(),
    )
}

/// The years of random calendars.
const YEARS: std::ops::Range<i32> = 2020..2040;

/// Days on which the plain week is turned round, as offsets from the first day of [`YEARS`].
fn any_swapped_days() -> impl Strategy<Value = BTreeSet<Date>> {
    let first = first_day();
    prop::collection::btree_set(0_u64..7_305, 0..900)
        .prop_map(move |days| days.into_iter().map(|offset| first + Days::new(offset)).collect())
}

fn first_day() -> Date {
    Date::from_ymd_opt(YEARS.start, 1, 1).unwrap()
}

/// Twenty years in which these weekdays are off and these weekend days are worked.
fn calendar_of(swapped: &BTreeSet<Date>) -> Calendar {
    let is_weekend = |day: &Date| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let mut calendar = Calendar::empty();
    for year in YEARS {
        let days = || swapped.iter().filter(move |day| day.year() == year);
        let holidays = days()
            .filter(|day| !is_weekend(day))
            .map(|day| Holiday { name: Text::new("假", "off"), from: *day, to: *day })
            .collect();
        let working_days = days().filter(|day| is_weekend(day)).copied().collect();
        calendar.load(&YearTable { year, holidays, working_days }).unwrap();
    }
    calendar
}

/// The count as one would do it with a finger on the calendar: the day after the event is looked at first.
fn naive_working_days(event: Date, n: u32, swapped: &BTreeSet<Date>) -> Date {
    let mut day = event;
    let mut left = n;
    while left > 0 {
        day = day.succ_opt().unwrap();
        let weekday = day.weekday().number_from_monday() <= 5;
        if weekday != swapped.contains(&day) {
            left -= 1;
        }
    }
    day
}

proptest! {
    #[test]
    fn a_later_start_is_never_due_earlier_and_strict_never_after_legal(rule in any_deadline(), start in any_day(), later in 0_u64..40) {
        let calendar = Calendar::builtin();
        let deadline = rule.deadline.unwrap();
        let first = due(&deadline, Start::Day(start), &calendar).unwrap();
        let second = due(&deadline, Start::Day(start + Days::new(later)), &calendar).unwrap();
        prop_assert!(first.due_strict <= second.due_strict && first.due_legal <= second.due_legal);
        prop_assert!(first.due_strict <= first.due_legal);
    }

    #[test]
    fn hours_count_the_starting_hour_only_to_the_minute(start in any_day(), seconds in 0_i64..86_400, n in 0_u32..1000) {
        let at = start_of_day(start) + chrono::TimeDelta::seconds(seconds);
        let (due_at, due_legal_at) = period::hours_after(at, n).unwrap();
        prop_assert!(due_at < due_legal_at && due_legal_at - due_at <= chrono::TimeDelta::hours(1));
    }

    #[test]
    fn working_days_agree_with_a_naive_count_over_twenty_random_years(swapped in any_swapped_days(), offset in 0_u64..7_000, n in 0_u32..60) {
        let (calendar, event) = (calendar_of(&swapped), first_day() + Days::new(offset));
        let naive = naive_working_days(event, n, &swapped);
        let days = period::working_days_after(event, n, &calendar).unwrap();
        prop_assert_eq!(days.last().map_or(event, |(day, _)| *day), naive);
        prop_assert_eq!(days.len(), usize::try_from((naive - event).num_days()).unwrap(), "every day passed is named");
    }

    #[test]
    fn in_twenty_random_years_strict_is_never_after_legal_and_legal_is_the_first_working_day(swapped in any_swapped_days(), rule in any_deadline(), offset in 400_u64..6_000, later in 0_u64..40) {
        prop_assume!(rule.deadline.unwrap().unit != Unit::Year);
        let (calendar, deadline) = (calendar_of(&swapped), rule.deadline.unwrap());
        let ask = |offset| due(&deadline, Start::Day(first_day() + Days::new(offset)), &calendar).unwrap();
        let (first, second) = (ask(offset), ask(offset + later));
        prop_assert!(first.due_strict <= second.due_strict && first.due_legal <= second.due_legal);
        prop_assert!(!first.provisional && first.due_strict <= first.due_legal);
        let rolls = deadline.shift == Shift::Roll;
        let naive = if rolls { naive_working_days(first.due_strict.pred_opt().unwrap(), 1, &swapped) } else { first.due_strict };
        prop_assert_eq!(first.due_legal, naive);
        prop_assert!(deadline.direction == Direction::After || first.due_legal <= first.start, "what is due before never moves past it");
    }

    #[test]
    fn a_term_taken_back_from_the_day_after_its_end_gives_its_start(start in any_day(), years in 0_u32..30, months in 0_u32..24) {
        // Where every month is long enough nothing is clamped, and the term can be taken back.
        prop_assume!(years + months > 0);
        let start = start.with_day(start.day().min(27)).unwrap();
        let end = term_end(start, Term { years, months, days: 0 }).unwrap();
        prop_assert_eq!(end.succ_opt().unwrap() - chrono::Months::new(years * 12 + months), start);
    }

    #[test]
    fn a_term_never_panics_and_credit_never_lengthens_it(
        start in any_day(), category in select(Category::ALL), years in any::<u32>(), months in 0_u32..2000, days in any::<u32>(), custody in any::<[u32; 3]>(), small in 0_u32..120,
    ) {
        let custody = Custody { custody_days: custody[0], designated_residence_surveillance_days: custody[1], supervisory_detention_days: custody[2] };
        let _ = correction_term(category, start, Term { years, months, days }, custody);
        let credited = Custody { custody_days: small, ..Custody::default() };
        let plain = correction_term(category, start, Term::months(24), Custody::default()).unwrap();
        let short = correction_term(category, start, Term::months(24), credited).unwrap();
        prop_assert!(short.ends_on <= plain.ends_on && !plain.fully_served);
    }

    #[test]
    fn a_period_never_panics_at_the_ends_of_the_calendar(rule in any_deadline(), first in any::<bool>(), near in 0_u64..400) {
        let start = if first { Date::MIN + Days::new(near) } else { Date::MAX - Days::new(near) };
        let _ = due(&rule.deadline.unwrap(), Start::Day(start), &Calendar::builtin());
        prop_assert!(start_of_day(start) <= end_of_day(start));
        let _ = local_day(start_of_day(start));
    }

    #[test]
    fn the_reader_of_sentences_never_panics(text in "[有期徒刑拘役管制缓年个月日半零又十一二两0-9，,、 ]{0,24}", other in ".{0,40}") {
        let _ = sentence::parse(&text);
        let _ = sentence::parse(&other);
    }

    #[test]
    fn no_case_panics_and_what_is_valid_is_valid_until_later(
        category in select(Category::ALL), dates in prop::collection::vec(prop::option::of(any_day()), 16), asked in any_day(), born in any_day(),
    ) {
        let order = Order {
            effective_on: dates[0], supervision_starts_on: dates[1], supervision_ends_on: dates[2], notice_received_on: dates[3],
            documents_received_on: dates[4], receipt_sent_on: dates[5], papers_requested_on: dates[6], papers_completed_on: dates[7],
            left_prison_on: dates[8], reported_on: dates[9], reexamined_on: dates[10], health_reported_on: dates[11], carried_over_on: dates[12],
            summary_received_on: dates[14], release_certificate_issued_on: dates[15],
            prohibition: dates[13].map(|starts_on| Prohibition { content: "禁止饮酒".to_owned(), starts_on: Some(starts_on), ends_on: None }),
            temporary_ground: Some(TemporaryGround::SeriousIllness),
            original_sentence: Some("有期徒刑1年，缓刑2年".to_owned()),
            ..Order::new(category)
        };
        let _ = faults(&PersonFacts::new("张三", "430702199003071237"), &order, &ProtectedOrder::default());
        let case = CaseFile { supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()), person: Subject { birth_date: Some(born), sex: None }, order, registered_on: asked, place: Place::default(), proceedings: Vec::new(), records: Vec::new() };
        let (calendar, at) = (Calendar::builtin(), start_of_day(asked));
        let standing = standing(&case, &calendar, at);
        prop_assert!(standing.valid_until.is_none_or(|until| until > at));
        for condition in &standing.conditions {
            prop_assert!(rulebook::rule(&condition.rule).is_some() && condition.until.is_none_or(|until| until >= condition.since));
        }
        for clock in clocks(&case, &calendar, at) {
            prop_assert!(rulebook::rule(clock.rule).is_some() && clock.due_strict <= clock.due_legal && !clock.explanation.is_empty());
        }
    }
}
