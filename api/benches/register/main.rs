//! What the register costs: one supervisee and a page of 50 read, against the bare query; registrations made durable
//! together, against one commit each.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measurement that cannot go on stops")]

mod reading;
mod registering;
mod site;

use criterion::{criterion_group, criterion_main};

criterion_group!(benches, reading::one, reading::page, registering::durable);
criterion_main!(benches);
