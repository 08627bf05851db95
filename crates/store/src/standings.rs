//! What follows from a case file, kept so that lists can filter and page. A cache: rewritten by each write that moves it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::case_file::{Condition, Discrepancy, Standing};
use domain::code::{Code, ConditionCode, Status, StatusReason};
use domain::ids::{OrganizationId, SuperviseeId};
use domain::supervisee::Order;

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::schema::standings;
use crate::sql_types::{At, Coded, Json, Key};
use crate::unit::Tx;

/// A standing as kept.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = standings, check_for_backend(MultiBackend))]
pub struct StandingRow {
    /// The status.
    pub status: Coded<Status>,
    /// Why supervision ended.
    pub status_reason: Option<Coded<StatusReason>>,
    /// The conditions that hold.
    pub conditions: Json<Vec<Condition>>,
    /// The discrepancies.
    pub discrepancies: Json<Vec<Discrepancy>>,
    /// Until when this stays so by itself.
    pub valid_until: Option<DateTime<Utc>>,
    /// The rules it was computed by.
    pub rules_fingerprint: String,
    /// The order as decided proceedings have left it, where that is not the order as stated.
    pub effective_order: Option<Json<Order>>,
}

impl StandingRow {
    /// As the domain says it.
    pub fn standing(self) -> Standing {
        Standing {
            status: self.status.0,
            status_reason: self.status_reason.map(|reason| reason.0),
            conditions: self.conditions.0,
            discrepancies: self.discrepancies.0,
            valid_until: self.valid_until,
        }
    }
}

/// How a condition is looked for in `condition_codes`: every code stands between spaces.
pub(crate) fn holding(code: ConditionCode) -> String {
    format!("% {} %", code.code())
}

/// Whether `condition_codes` hold a condition.
pub fn holds(condition_codes: &str, code: ConditionCode) -> bool {
    condition_codes.split(' ').any(|held| held == code.code())
}

/// Whether a case is in a condition, as far as is kept.
pub fn has_condition(
    conn: &mut AnyConnection,
    supervisee_id: SuperviseeId,
    code: ConditionCode,
) -> Result<bool, StoreError> {
    let standing = find(conn, supervisee_id)?;
    Ok(standing.is_some_and(|standing| standing.conditions.0.iter().any(|condition| condition.code == code)))
}

/// Keeps the standing of a case, and the order as decided proceedings have left it where they changed it.
pub fn put(
    tx: &mut Tx<'_>,
    supervisee_id: SuperviseeId,
    bureau_id: OrganizationId,
    standing: &Standing,
    effective: Option<&Order>,
    fingerprint: &str,
) -> Result<(), StoreError> {
    let mut codes = String::from(" ");
    for condition in &standing.conditions {
        codes.push_str(condition.code.code());
        codes.push(' ');
    }
    let values = (
        standings::bureau_id.eq(Key(bureau_id)),
        standings::status.eq(Coded(standing.status)),
        standings::status_reason.eq(standing.status_reason.map(Coded)),
        standings::condition_codes.eq(codes),
        standings::conditions.eq(Json(standing.conditions.clone())),
        standings::discrepancies.eq(Json(standing.discrepancies.clone())),
        standings::valid_until.eq(standing.valid_until.map(At)),
        standings::rules_fingerprint.eq(fingerprint.to_owned()),
        standings::effective_order.eq(effective.cloned().map(Json)),
    );
    let row = (standings::supervisee_id.eq(Key(supervisee_id)), values.clone(), standings::created_at.eq(At(tx.now())));
    each!(tx.conn(), |c| diesel::insert_into(standings::table)
        .values(row)
        .on_conflict(standings::supervisee_id)
        .do_update()
        .set(values)
        .execute(c))?;
    Ok(())
}

/// The standing of a case.
pub fn find(conn: &mut AnyConnection, supervisee_id: SuperviseeId) -> Result<Option<StandingRow>, StoreError> {
    Ok(StandingRow::query().filter(standings::supervisee_id.eq(Key(supervisee_id))).get_result(conn).optional()?)
}

/// Cases whose standing has run out: something in it turns by the clock alone.
pub fn run_out(conn: &mut AnyConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<SuperviseeId>, StoreError> {
    Ok(standings::table
        .filter(standings::valid_until.le(At(now)))
        .order(standings::valid_until)
        .limit(most)
        .select(standings::supervisee_id)
        .load(conn)?)
}

/// Which bureaus have cases whose standing was computed by other rules than these, and how many each. Reads the whole table:
/// for when the rules have changed.
pub fn bureaus_computed_otherwise(
    conn: &mut AnyConnection,
    fingerprint: &str,
) -> Result<Vec<(OrganizationId, i64)>, StoreError> {
    Ok(standings::table
        .filter(standings::rules_fingerprint.ne(fingerprint))
        .group_by(standings::bureau_id)
        .order(standings::bureau_id)
        .select((standings::bureau_id, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Cases of a bureau whose standing was computed by other rules than these.
pub fn computed_otherwise(
    conn: &mut AnyConnection,
    bureau_id: OrganizationId,
    fingerprint: &str,
    most: i64,
) -> Result<Vec<SuperviseeId>, StoreError> {
    Ok(standings::table
        .filter(standings::bureau_id.eq(Key(bureau_id)))
        .filter(standings::rules_fingerprint.ne(fingerprint))
        .order(standings::supervisee_id)
        .limit(most)
        .select(standings::supervisee_id)
        .load(conn)?)
}
