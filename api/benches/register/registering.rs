//! Durable registrations by 32 clients at once: with waiting ones committed together, and with one commit each.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use app::supervisees::register;
use criterion::{Criterion, Throughput};
use serde_json::{Map, Value, json};

use crate::site::Site;

const CLIENTS: u64 = 32;

/// GB 11643: the weights of the first seventeen digits, and the check character for each remainder by eleven.
const WEIGHTS: [u64; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// The identity number of the nth invented person: region and sequence are counted up.
fn id_number(nth: u64) -> String {
    let digits = format!("43{:04}19850703{:03}", nth / 1000 % 10_000, nth % 1000);
    let sum: u64 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u64::from(digit - b'0') * weight).sum();
    let check = CHECKS.get(usize::try_from(sum % 11).unwrap()).unwrap();
    format!("{digits}{}", char::from(*check))
}

fn members(nth: u64) -> Map<String, Value> {
    let Value::Object(members) = json!({
        "name": "张三丰",
        "id_number": id_number(nth),
        "category": "probation",
        "phone": "13900001234",
        "residence_address": "湖南省常德市武陵区启明某社区37组61号",
        "offence": "交通肇事罪",
        "original_sentence": "有期徒刑3年，缓刑4年",
        "deciding_organ": "常德市武陵区人民法院",
        "judgment_number": format!("（2026）湘0702刑初{nth}号"),
        "decided_on": "2026-10-08",
        "effective_on": "2026-10-19",
        "supervision_starts_on": "2026-10-19",
        "supervision_ends_on": "2030-10-18",
        "documents_received_on": "2026-10-20",
        "reported_on": "2026-10-23",
    }) else {
        return Map::new();
    };
    members
}

/// Registers that many new persons, each client one after the other; every one is durable when this returns.
fn registered(site: &Site, next: &AtomicU64, count: u64) -> Duration {
    let office = site.world().tree.descendants(site.bureau_id).first().unwrap().id;
    let until = next.load(Ordering::Relaxed) + count;
    let began = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let nth = next.fetch_add(1, Ordering::Relaxed);
                    if nth >= until {
                        break;
                    }
                    let (context, members) = (site.context.clone(), members(nth));
                    site.db
                        .write_blocking(context.origin(), move |tx| register(tx, &context, &members, office))
                        .unwrap();
                }
            });
        }
    });
    began.elapsed()
}

pub(crate) fn durable(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("register, 32 clients");
    group.throughput(Throughput::Elements(1)).sample_size(10).measurement_time(Duration::from_secs(10));
    for (name, group_commit) in [("committed together", true), ("one commit each", false)] {
        let site = Site::new(group_commit);
        let next = AtomicU64::new(0);
        group.bench_function(name, |bench| bench.iter_custom(|count| registered(&site, &next, count)));
    }
    group.finish();
}
