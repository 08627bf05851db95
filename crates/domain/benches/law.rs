//! What the law costs: status, conditions and clocks of one case file.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use domain::calendar::Calendar;
use domain::case_file::{CaseFile, Subject, clocks, standing};
use domain::code::{Category, Sex, TemporaryGround};
use domain::ids::SuperviseeId;
use domain::proceedings::Place;
use domain::supervisee::Order;
use domain::time::{Date, start_of_day};
use uuid::Uuid;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A running case with its reception recorded. Temporary execution has the most clocks, probation the most common ones.
fn case(category: Category) -> CaseFile {
    let ill = category == Category::TemporaryOutsidePrison;
    let order = Order {
        original_sentence: Some("有期徒刑3年，缓刑4年".to_owned()),
        decided_on: Some(day(2026, 3, 2)),
        effective_on: Some(day(2026, 3, 13)),
        supervision_starts_on: Some(day(2026, 3, 13)),
        supervision_ends_on: Some(day(2030, 3, 12)),
        notice_received_on: Some(day(2026, 3, 4)),
        documents_received_on: Some(day(2026, 3, 16)),
        receipt_sent_on: Some(day(2026, 3, 18)),
        reported_on: Some(day(2026, 3, 19)),
        temporary_ground: ill.then_some(TemporaryGround::SeriousIllness),
        reexamined_on: ill.then_some(day(2026, 9, 1)),
        health_reported_on: ill.then_some(day(2026, 11, 3)),
        ..Order::new(category)
    };
    CaseFile {
        supervisee_id: SuperviseeId::from_uuid(Uuid::from_u128(1)),
        person: Subject { birth_date: Some(day(1985, 7, 3)), sex: Some(Sex::Male) },
        order,
        registered_on: day(2026, 3, 16),
        place: Place::default(),
        proceedings: Vec::new(),
    }
}

fn law(criterion: &mut Criterion) {
    let calendar = Calendar::builtin();
    let now = start_of_day(day(2026, 11, 23));
    for (name, category) in
        [("probation", Category::Probation), ("temporary_outside_prison", Category::TemporaryOutsidePrison)]
    {
        let case = case(category);
        let mut group = criterion.benchmark_group(name);
        group.bench_function("standing", |bench| bench.iter(|| standing(black_box(&case), &calendar, now)));
        group.bench_function("clocks", |bench| bench.iter(|| clocks(black_box(&case), &calendar, now)));
        group.finish();
    }
}

criterion_group!(benches, law);
criterion_main!(benches);
