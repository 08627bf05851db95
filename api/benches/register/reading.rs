//! One supervisee, and a page of 50: what the service does, against the bare diesel query on the same connection with
//! the same columns, serialised as they come.

use app::supervisees::{get_detail, list};
use chrono::NaiveDate;
use corrections_api::v1::supervisees::views::{Supervisee, SuperviseeItem};
use criterion::Criterion;
use diesel::prelude::*;
use domain::ids::SuperviseeId;
use domain::text::Language;
use serde::Serialize;
use store::supervisees::Filter;
use store::{AnyConnection, StoreError};

use crate::site::Site;

diesel::table! {
    supervisees (id) {
        id -> Text,
        person_id -> Text,
        bureau_id -> Text,
        organization_id -> Text,
        category -> Text,
        supervision_starts_on -> Nullable<Date>,
        supervision_ends_on -> Nullable<Date>,
        facts -> Text,
        version -> Integer,
        created_at -> Text,
        updated_at -> Text,
    }
}

diesel::table! {
    persons (id) {
        id -> Text,
        name -> Text,
        id_number_mask -> Text,
        phone_mask -> Nullable<Text>,
        sex -> Nullable<Text>,
        birth_year -> Nullable<Integer>,
    }
}

diesel::table! {
    standings (supervisee_id) {
        supervisee_id -> Text,
        status -> Text,
        status_reason -> Nullable<Text>,
        conditions -> Text,
        discrepancies -> Text,
    }
}

diesel::joinable!(supervisees -> persons (person_id));
diesel::joinable!(standings -> supervisees (supervisee_id));
diesel::allow_tables_to_appear_in_same_query!(supervisees, persons, standings);

#[derive(Queryable, Serialize)]
struct BareCase {
    id: String,
    person_id: String,
    organization_id: String,
    category: String,
    supervision_starts_on: Option<NaiveDate>,
    supervision_ends_on: Option<NaiveDate>,
    version: i32,
}

#[derive(Queryable, Serialize)]
struct BarePerson {
    name: String,
    id_number_mask: String,
    phone_mask: Option<String>,
    sex: Option<String>,
    birth_year: Option<i32>,
}

#[derive(Queryable, Serialize)]
struct BareStanding {
    status: String,
    status_reason: Option<String>,
    conditions: String,
    discrepancies: String,
}

#[derive(Queryable, Serialize)]
struct BareFacts {
    facts: String,
    created_at: String,
    updated_at: String,
}

macro_rules! case {
    () => {
        (
            supervisees::id,
            supervisees::person_id,
            supervisees::organization_id,
            supervisees::category,
            supervisees::supervision_starts_on,
            supervisees::supervision_ends_on,
            supervisees::version,
        )
    };
}

macro_rules! person {
    () => {
        (persons::name, persons::id_number_mask, persons::phone_mask, persons::sex, persons::birth_year)
    };
}

macro_rules! standing {
    () => {
        (standings::status, standings::status_reason, standings::conditions, standings::discrepancies)
    };
}

macro_rules! facts {
    () => {
        (supervisees::facts, supervisees::created_at, supervisees::updated_at)
    };
}

fn bare_page(conn: &mut SqliteConnection, bureau_id: &str) -> Vec<u8> {
    let rows: Vec<(BareCase, BarePerson, BareStanding)> = supervisees::table
        .inner_join(persons::table)
        .inner_join(standings::table)
        .filter(supervisees::bureau_id.eq(bureau_id))
        .order(supervisees::id)
        .limit(51)
        .select((case!(), person!(), standing!()))
        .load(conn)
        .unwrap();
    serde_json::to_vec(&rows).unwrap()
}

fn bare_one(conn: &mut SqliteConnection, bureau_id: &str, id: &str) -> Vec<u8> {
    let row: (BareCase, BarePerson, BareStanding, BareFacts) = supervisees::table
        .inner_join(persons::table)
        .inner_join(standings::table)
        .filter(supervisees::bureau_id.eq(bureau_id))
        .filter(supervisees::id.eq(id))
        .select((case!(), person!(), standing!(), facts!()))
        .get_result(conn)
        .unwrap();
    serde_json::to_vec(&row).unwrap()
}

/// Runs on one of the database's own read connections.
fn connected(site: &Site, work: impl FnOnce(&mut AnyConnection)) {
    let outcome: Result<(), StoreError> = site.db.read_blocking(|conn| {
        work(conn);
        Ok(())
    });
    outcome.unwrap();
}

fn sqlite(conn: &mut AnyConnection) -> &mut SqliteConnection {
    match conn {
        AnyConnection::Sqlite(conn) => Some(conn),
        AnyConnection::Postgres(_) => None,
    }
    .expect("the site is on SQLite")
}

pub(crate) fn one(criterion: &mut Criterion) {
    let site = Site::with_roster();
    let bureau_id = site.bureau_id.to_string();
    let mut group = criterion.benchmark_group("read one");
    connected(&site, |conn| {
        let ids: Vec<SuperviseeId> =
            list(conn, &site.context, &Filter::default(), None, 200).unwrap().iter().map(|row| row.id).collect();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let (mut ids, mut texts) = (ids.iter().cycle(), texts.iter().cycle());
        group.bench_function("service", |bench| {
            bench.iter(|| {
                let detail = get_detail(conn, &site.context, *ids.next().unwrap()).unwrap();
                serde_json::to_vec(&Supervisee::shown(detail, site.context.today(), Language::Zh)).unwrap()
            });
        });
        group.bench_function("bare query", |bench| {
            bench.iter(|| bare_one(sqlite(conn), &bureau_id, texts.next().unwrap()));
        });
    });
    group.finish();
}

pub(crate) fn page(criterion: &mut Criterion) {
    let site = Site::with_roster();
    let bureau_id = site.bureau_id.to_string();
    let today = site.context.today();
    let mut group = criterion.benchmark_group("page of 50");
    connected(&site, |conn| {
        group.bench_function("service", |bench| {
            bench.iter(|| {
                let rows = list(conn, &site.context, &Filter::default(), None, 50).unwrap();
                let items: Vec<_> = rows.into_iter().map(|row| SuperviseeItem::of(row, today, Language::Zh)).collect();
                serde_json::to_vec(&items).unwrap()
            });
        });
        group.bench_function("bare query", |bench| bench.iter(|| bare_page(sqlite(conn), &bureau_id)));
    });
    group.finish();
}
