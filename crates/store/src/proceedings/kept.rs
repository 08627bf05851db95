//! What is kept of that which follows from proceedings: who must act next; and where there is no case, which would keep it in its
//! standing, until when it holds and by which rules it was computed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::{Level, Permission};
use domain::ids::{OrganizationId, ProceedingId, SuperviseeId};
use domain::proceedings::Authority;

use crate::connection::AnyConnection;
use crate::error::StoreError;
use crate::schema::proceedings;
use crate::sql_types::{At, Coded, Key};
use crate::unit::Tx;

/// Who must act next in a proceeding, as kept: its level and the permission.
type KeptAwaits = (ProceedingId, Option<Coded<Level>>, Option<Coded<Permission>>);

/// Who must act next in each proceeding of a case, as kept.
pub fn awaits_of_case(
    conn: &mut AnyConnection,
    id: SuperviseeId,
) -> Result<BTreeMap<ProceedingId, Option<Authority>>, StoreError> {
    let rows: Vec<KeptAwaits> = proceedings::table
        .filter(proceedings::supervisee_id.eq(Key(id)))
        .select((proceedings::id, proceedings::awaits_level, proceedings::awaits_permission))
        .load(conn)?;
    let authority =
        |(level, permission): (Coded<Level>, Coded<Permission>)| Authority { level: level.0, permission: permission.0 };
    Ok(rows.into_iter().map(|(id, level, permission)| (id, level.zip(permission).map(authority))).collect())
}

/// Keeps who must act next in a proceeding.
pub fn put_awaits(tx: &mut Tx<'_>, id: ProceedingId, awaits: Option<Authority>) -> Result<(), StoreError> {
    diesel::update(proceedings::table.filter(proceedings::id.eq(Key(id))))
        .set((
            proceedings::awaits_level.eq(awaits.map(|who| Coded(who.level))),
            proceedings::awaits_permission.eq(awaits.map(|who| Coded(who.permission))),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps what follows from a proceeding without a case: who must act next, until when that and its clocks hold by themselves, and the
/// rules by which it was computed.
pub fn put_standing(
    tx: &mut Tx<'_>,
    id: ProceedingId,
    awaits: Option<Authority>,
    valid_until: Option<DateTime<Utc>>,
    fingerprint: &str,
) -> Result<(), StoreError> {
    put_awaits(tx, id, awaits)?;
    diesel::update(proceedings::table.filter(proceedings::id.eq(Key(id))))
        .set((
            proceedings::valid_until.eq(valid_until.map(At)),
            proceedings::rules_fingerprint.eq(Some(fingerprint.to_owned())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Proceedings without a case of which what was kept has run out: something in it turns by the clock alone.
pub fn run_out(conn: &mut AnyConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<ProceedingId>, StoreError> {
    Ok(proceedings::table
        .filter(proceedings::supervisee_id.is_null())
        .filter(proceedings::valid_until.le(At(now)))
        .order(proceedings::valid_until)
        .limit(most)
        .select(proceedings::id)
        .load(conn)?)
}

macro_rules! computed_otherwise {
    ($fingerprint:expr) => {
        proceedings::supervisee_id.is_null().and(
            proceedings::rules_fingerprint
                .is_null()
                .or(proceedings::rules_fingerprint.ne($fingerprint.to_owned()).assume_not_null()),
        )
    };
}

/// Which bureaus have proceedings without a case that were computed by other rules than these, and how many each.
pub fn bureaus_computed_otherwise(
    conn: &mut AnyConnection,
    fingerprint: &str,
) -> Result<Vec<(OrganizationId, i64)>, StoreError> {
    Ok(proceedings::table
        .filter(computed_otherwise!(fingerprint))
        .group_by(proceedings::bureau_id)
        .order(proceedings::bureau_id)
        .select((proceedings::bureau_id, diesel::dsl::count_star()))
        .load(conn)?)
}

/// Proceedings without a case of a bureau that were computed by other rules than these.
pub fn computed_otherwise(
    conn: &mut AnyConnection,
    bureau_id: OrganizationId,
    fingerprint: &str,
    most: i64,
) -> Result<Vec<ProceedingId>, StoreError> {
    Ok(proceedings::table
        .filter(proceedings::bureau_id.eq(Key(bureau_id)))
        .filter(computed_otherwise!(fingerprint))
        .order(proceedings::id)
        .limit(most)
        .select(proceedings::id)
        .load(conn)?)
}
