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
    rulebook::{self, Unit},
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

/// A calendar of 2026 with random days off and random working weekends.
fn any_calendar() -> impl Strategy<Value = (Calendar, BTreeSet<Date>)> {
    prop::collection::btree_set(0_u64..365, 0..60).prop_map(|days| {
        let first = Date::from_ymd_opt(2026, 1, 1).unwrap();
        let days: BTreeSet<Date> = days.into_iter().map(|offset| first + Days::new(offset)).collect();
        let is_weekend = |day: &Date| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let table = YearTable {
            year: 2026,
            holidays: days
                .iter()
                .filter(|day| !is_weekend(day))
                .map(|day| Holiday { name: Text::new("假", "off"), from: *day, to: *day })
                .collect(),
            working_days: days.iter().filter(|day| is_weekend(day)).copied().collect(),
        };
        let mut calendar = Calendar::empty();
        calendar.load(&table).unwrap();
        (calendar, days)
    })
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
    fn working_days_agree_with_a_naive_count((calendar, swapped) in any_calendar(), offset in 0_u64..300, n in 1_u32..15) {
        let event = Date::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(offset);
        let mut naive = event;
        let mut left = n;
        while left > 0 {
            naive = naive.succ_opt().unwrap();
            let weekday = naive.weekday().number_from_monday() <= 5;
            if weekday != swapped.contains(&naive) {
                left -= 1;
            }
        }
        let days = period::working_days_after(event, n, &calendar).unwrap();
        prop_assert_eq!(days.last().copied(), Some((naive, Some(n))));
    }

    #[test]
    fn a_term_taken_back_from_the_day_after_its_end_gives_its_start(start in any_day(), years in 0_u32..30, months in 0_u32..24) {
        // Where every month is long enough nothing is clamped, and the term can be taken back.
        prop_assume!(start.day() <= 27 && years + months > 0);
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
        let case = CaseFile { supervisee_id: SuperviseeId::from_uuid(uuid::Uuid::nil()), person: Subject { birth_date: Some(born), sex: None }, order, registered_on: asked, place: Place::default(), proceedings: Vec::new() };
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
