//! What the law costs: status, conditions and clocks of one case file, and of a province.

use std::{hint::black_box, thread::scope, time::Duration};

use chrono::Days;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{
    calendar::Calendar,
    case_file::{CaseFile, Subject, clocks, evaluate, standing},
    code::{Category, Code, Sex, TemporaryGround},
    ids::SuperviseeId,
    proceedings::Place,
    supervisee::{Order, Prohibition},
    term::Custody,
    time::{Date, start_of_day},
};
use uuid::Uuid;

/// The case files of a large province.
const PROVINCE: u64 = 300_000;

/// How many different ones stand for them, so that the measurement is of the law and not of the memory.
const DIFFERENT: u64 = 3_000;

fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A running case in which everything that the law looks at is recorded.
fn case(category: Category, effective_on: Date) -> CaseFile {
    let after = |days| Some(effective_on + Days::new(days));
    let ill = category == Category::TemporaryOutsidePrison;
    let order = Order {
        offence: Some("诈骗罪".to_owned()),
        original_sentence: Some("有期徒刑3年，缓刑4年".to_owned()),
        deciding_organ: Some("常德市武陵区人民法院".to_owned()),
        judgment_number: Some("（2026）湘0702刑初123号".to_owned()),
        decided_on: after(0),
        effective_on: after(0),
        supervision_starts_on: after(0),
        supervision_ends_on: after(1_460),
        prohibition: (!ill).then(|| Prohibition {
            content: "禁止饮酒".to_owned(),
            starts_on: None,
            ends_on: after(365),
        }),
        custody: Some(Custody { custody_days: 37, ..Custody::default() }),
        notice_received_on: after(2),
        documents_received_on: after(3),
        receipt_sent_on: after(5),
        papers_requested_on: after(3),
        papers_completed_on: after(7),
        handover_decision_received_on: ill.then(|| effective_on + Days::new(1)),
        reported_on: after(6),
        temporary_ground: ill.then_some(TemporaryGround::SeriousIllness),
        reexamined_on: ill.then(|| effective_on + Days::new(172)),
        health_reported_on: ill.then(|| effective_on + Days::new(235)),
        ..Order::new(category)
    };
    CaseFile {
        supervisee_id: SuperviseeId::from_uuid(Uuid::from_u128(1)),
        person: Subject { birth_date: Some(day(1985, 7, 3)), sex: Some(Sex::Male) },
        order,
        registered_on: effective_on,
        place: Place::default(),
        proceedings: Vec::new(),
        records: Vec::new(),
    }
}

/// One case file: what is recorded, its status, conditions, discrepancies and clocks.
fn one(criterion: &mut Criterion) {
    let (calendar, now) = (Calendar::builtin(), start_of_day(day(2026, 11, 23)));
    for category in [Category::Probation, Category::TemporaryOutsidePrison] {
        let case = case(category, day(2026, 3, 13));
        let mut group = criterion.benchmark_group(category.code());
        group.bench_function("standing", |bench| bench.iter(|| standing(black_box(&case), &calendar, now)));
        group.bench_function("clocks", |bench| bench.iter(|| clocks(black_box(&case), &calendar, now)));
        group.bench_function("evaluate", |bench| bench.iter(|| evaluate(black_box(&case), &calendar, now)));
        group.finish();
    }
}

/// 300,000 case files evaluated anew, as after a change of the law or of the calendar: on one core, and in parallel.
fn province(criterion: &mut Criterion) {
    let (calendar, now) = (Calendar::builtin(), start_of_day(day(2026, 11, 23)));
    let categories = Category::ALL.iter().cycle();
    let cases: Vec<_> = (0..DIFFERENT)
        .zip(categories)
        .map(|(number, category)| case(*category, day(2023, 1, 1) + Days::new(number % 1_400)))
        .collect();
    let share = |times: u64| {
        for case in (0..times).flat_map(|_| &cases) {
            black_box(evaluate(black_box(case), &calendar, now));
        }
    };
    let mut group = criterion.benchmark_group("province");
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).throughput(Throughput::Elements(PROVINCE));
    group.bench_function("one core", |bench| bench.iter(|| share(PROVINCE / DIFFERENT)));
    group.bench_function("two cores", |bench| {
        bench.iter(|| {
            scope(|scope| {
                for _ in 0..2 {
                    scope.spawn(|| share(PROVINCE / DIFFERENT / 2));
                }
            });
        });
    });
    group.finish();
}

criterion_group!(benches, one, province);
criterion_main!(benches);
