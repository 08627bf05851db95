//! Long work. A worker holds an operation by lease; when the lease runs out another goes on where the last commit left it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::OperationStatus;
use domain::ids::{AccountId, OperationId, OrganizationId};
use domain::text::Text as Sentence;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::schema::operations;
use crate::sql_types::{At, Coded, Json, Key};
use crate::unit::Tx;

/// An operation that has not ended.
const LIVE: [OperationStatus; 2] = [OperationStatus::Queued, OperationStatus::Running];

/// Why an operation failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// What happened, without personal data.
    pub detail: Sentence,
}

/// An operation as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = operations, check_for_backend(MultiBackend))]
pub struct OperationRow {
    /// Its id.
    pub id: OperationId,
    /// What it does, e.g. `supervisees.import`.
    pub kind: String,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// Who asked for it; nobody when it was the command line.
    pub account_id: Option<AccountId>,
    /// How far it is.
    pub status: Coded<OperationStatus>,
    /// How much is done and committed.
    pub done: i32,
    /// How much there is to do.
    pub total: i32,
    /// What is counted.
    pub unit: String,
    /// What came of it, in the form of its kind.
    pub result: Option<Json<Value>>,
    /// Why it failed.
    pub problem: Option<Json<Failure>>,
    /// Whether it is to stop at the next opportunity.
    pub cancel_asked: bool,
    /// The row's version.
    pub version: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it last moved.
    pub updated_at: DateTime<Utc>,
    /// When it is forgotten.
    pub expires_at: DateTime<Utc>,
}

/// A worker's hold on an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The worker.
    pub holder: Uuid,
    /// Until when nobody else takes the operation over.
    pub until: DateTime<Utc>,
}

/// An operation to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewOperation<'a> {
    /// Its id.
    pub id: OperationId,
    /// What it does.
    pub kind: &'a str,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// Who asks for it.
    pub account_id: Option<AccountId>,
    /// How much there is to do.
    pub total: i32,
    /// What is counted.
    pub unit: &'a str,
    /// The hold of whoever begins with it at once; without one it waits for a worker.
    pub lease: Option<Lease>,
    /// When it is forgotten.
    pub expires_at: DateTime<Utc>,
}

/// How an operation ended.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Succeeded, failed or cancelled.
    pub status: OperationStatus,
    /// What came of it.
    pub result: Option<Value>,
    /// Why it failed.
    pub problem: Option<Failure>,
    /// When it is forgotten.
    pub expires_at: DateTime<Utc>,
}

macro_rules! values {
    ($new:expr, $now:expr) => {{
        let (new, now): (NewOperation<'_>, At) = ($new, $now);
        let status = if new.lease.is_some() { OperationStatus::Running } else { OperationStatus::Queued };
        (
            operations::id.eq(Key(new.id)),
            operations::kind.eq(new.kind),
            operations::organization_id.eq(Key(new.organization_id)),
            operations::account_id.eq(new.account_id.map(Key)),
            operations::status.eq(Coded(status)),
            operations::done.eq(0),
            operations::total.eq(new.total),
            operations::unit.eq(new.unit),
            operations::lease_holder.eq(new.lease.map(|lease| Key(lease.holder))),
            operations::lease_until.eq(new.lease.map(|lease| At(lease.until))),
            operations::cancel_asked.eq(false),
            operations::version.eq(1),
            operations::created_at.eq(now),
            operations::updated_at.eq(now),
            operations::expires_at.eq(At(new.expires_at)),
        )
    }};
}

/// Writes a new operation.
pub fn insert(tx: &mut Tx<'_>, new: NewOperation<'_>) -> Result<(), StoreError> {
    let now = At(tx.now());
    diesel::insert_into(operations::table).values(values!(new, now)).execute(tx.conn())?;
    Ok(())
}

/// Writes a new operation of a kind of which an organisation has only one at a time; where one waits or runs already, that
/// one gets so much more to do. Gives the id of the one that will do it.
///
/// Whoever ends an operation holds its row first ([`renew`]): so either it sees what there is to do now, or it has ended and
/// another begins.
pub fn begin_or_extend(tx: &mut Tx<'_>, new: NewOperation<'_>) -> Result<OperationId, StoreError> {
    let now = At(tx.now());
    loop {
        let row = values!(new, now);
        let begun = each!(tx.conn(), |c| diesel::insert_into(operations::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
        if begun > 0 {
            return Ok(new.id);
        }
        let live = operations::table
            .filter(operations::organization_id.eq(Key(new.organization_id)))
            .filter(operations::kind.eq(new.kind))
            .filter(operations::status.eq_any(LIVE.map(Coded)));
        let extended = diesel::update(live)
            .set((
                operations::total.eq(operations::done + new.total),
                operations::version.eq(operations::version + 1),
                operations::updated_at.eq(now),
            ))
            .returning(operations::id)
            .get_result(tx.conn())
            .optional()?;
        if let Some(id) = extended {
            return Ok(id);
        }
    }
}

/// One operation.
pub fn find(conn: &mut AnyConnection, id: OperationId) -> Result<Option<OperationRow>, StoreError> {
    Ok(OperationRow::query().filter(operations::id.eq(Key(id))).get_result(conn).optional()?)
}

/// A page of the operations of these organisations, newest first.
pub fn list(
    conn: &mut AnyConnection,
    organizations: &[OrganizationId],
    before: Option<OperationId>,
    most: i64,
) -> Result<Vec<OperationRow>, StoreError> {
    let keys: Vec<_> = organizations.iter().copied().map(Key).collect();
    let mut query = OperationRow::query().into_boxed::<MultiBackend>().filter(operations::organization_id.eq_any(keys));
    if let Some(before) = before {
        query = query.filter(operations::id.lt(Key(before)));
    }
    Ok(query.order(operations::id.desc()).limit(most).load(conn)?)
}

/// The oldest operation that waits for a worker: one that nobody has begun, whose lease was handed back or has run out,
/// or that this very holder had to leave.
pub fn next(conn: &mut AnyConnection, holder: Uuid, now: DateTime<Utc>) -> Result<Option<OperationRow>, StoreError> {
    let left = operations::lease_until
        .is_null()
        .or(operations::lease_until.le(At(now)))
        .or(operations::lease_holder.eq(Key(holder)));
    let waiting = operations::status
        .eq(Coded(OperationStatus::Queued))
        .or(operations::status.eq(Coded(OperationStatus::Running)).and(left));
    let query = OperationRow::query().filter(waiting.assume_not_null());
    Ok(query.order(operations::id).limit(1).get_result(conn).optional()?)
}

/// Takes an operation on. None: another was faster.
pub fn claim(tx: &mut Tx<'_>, row: &OperationRow, lease: Lease) -> Result<Option<OperationRow>, StoreError> {
    let now = At(tx.now());
    let seen = operations::table.filter(operations::id.eq(Key(row.id))).filter(operations::version.eq(row.version));
    let taken = diesel::update(seen)
        .set((
            operations::status.eq(Coded(OperationStatus::Running)),
            operations::lease_holder.eq(Some(Key(lease.holder))),
            operations::lease_until.eq(Some(At(lease.until))),
            operations::version.eq(row.version + 1),
            operations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if taken == 0 { Ok(None) } else { find(tx.conn(), row.id) }
}

macro_rules! held {
    ($id:expr, $holder:expr) => {
        operations::table
            .filter(operations::id.eq(Key($id)))
            .filter(operations::status.eq(Coded(OperationStatus::Running)))
            .filter(operations::lease_holder.eq(Key($holder)))
    };
}

/// Renews the lease and holds the row to the end of the unit of work, so that nobody gives the operation more to do meanwhile.
///
/// # Errors
/// `VersionMoved` when another holds the lease by now.
pub fn renew(tx: &mut Tx<'_>, id: OperationId, lease: Lease) -> Result<(), StoreError> {
    let renewed = diesel::update(held!(id, lease.holder))
        .set(operations::lease_until.eq(Some(At(lease.until))))
        .execute(tx.conn())?;
    if renewed == 0 { Err(StoreError::VersionMoved) } else { Ok(()) }
}

/// Moves an operation on by a piece of work and renews the lease. Gives the row, which says whether to stop.
///
/// # Errors
/// `VersionMoved` when another holds the lease by now: the piece of work must not stand then.
pub fn advance(tx: &mut Tx<'_>, id: OperationId, lease: Lease, done: i32) -> Result<OperationRow, StoreError> {
    let now = At(tx.now());
    let moved = diesel::update(held!(id, lease.holder))
        .set((
            operations::done.eq(operations::done + done),
            operations::lease_until.eq(Some(At(lease.until))),
            operations::version.eq(operations::version + 1),
            operations::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if moved == 0 {
        return Err(StoreError::VersionMoved);
    }
    find(tx.conn(), id)?.ok_or(StoreError::VersionMoved)
}

/// Ends an operation that this holder has.
///
/// # Errors
/// `VersionMoved` when another holds the lease by now.
pub fn end(tx: &mut Tx<'_>, id: OperationId, holder: Uuid, ending: Ending) -> Result<OperationRow, StoreError> {
    let now = At(tx.now());
    let ended = diesel::update(held!(id, holder))
        .set((
            operations::status.eq(Coded(ending.status)),
            operations::result.eq(ending.result.map(Json)),
            operations::problem.eq(ending.problem.map(Json)),
            operations::lease_holder.eq(None::<Key<Uuid>>),
            operations::lease_until.eq(None::<At>),
            operations::version.eq(operations::version + 1),
            operations::updated_at.eq(now),
            operations::expires_at.eq(At(ending.expires_at)),
        ))
        .execute(tx.conn())?;
    if ended == 0 {
        return Err(StoreError::VersionMoved);
    }
    find(tx.conn(), id)?.ok_or(StoreError::VersionMoved)
}

/// Hands the lease back, so that whoever comes next goes on at once.
pub fn hand_back(tx: &mut Tx<'_>, id: OperationId, holder: Uuid) -> Result<(), StoreError> {
    diesel::update(held!(id, holder))
        .set((operations::lease_holder.eq(None::<Key<Uuid>>), operations::lease_until.eq(None::<At>)))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every lease: for a process that knows itself to be the only one on this database.
pub fn end_leases(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let running = operations::table.filter(operations::status.eq(Coded(OperationStatus::Running)));
    Ok(diesel::update(running)
        .set((operations::lease_holder.eq(None::<Key<Uuid>>), operations::lease_until.eq(None::<At>)))
        .execute(tx.conn())?)
}

/// Asks for an end: at once where nobody has begun, else at the worker's next opportunity. None: it has ended.
pub fn ask_to_cancel(tx: &mut Tx<'_>, id: OperationId) -> Result<Option<OperationRow>, StoreError> {
    for (from, to) in
        [(OperationStatus::Queued, OperationStatus::Cancelled), (OperationStatus::Running, OperationStatus::Running)]
    {
        let row = operations::table.filter(operations::id.eq(Key(id))).filter(operations::status.eq(Coded(from)));
        let asked = diesel::update(row)
            .set((
                operations::status.eq(Coded(to)),
                operations::cancel_asked.eq(true),
                operations::version.eq(operations::version + 1),
                operations::updated_at.eq(At(tx.now())),
            ))
            .execute(tx.conn())?;
        if asked > 0 {
            return find(tx.conn(), id);
        }
    }
    Ok(None)
}

/// Operations that have ended and whose time has run out.
pub fn expired(conn: &mut AnyConnection, now: DateTime<Utc>, most: i64) -> Result<Vec<OperationId>, StoreError> {
    let ended = [OperationStatus::Succeeded, OperationStatus::Failed, OperationStatus::Cancelled].map(Coded);
    Ok(operations::table
        .filter(operations::expires_at.le(At(now)))
        .filter(operations::status.eq_any(ended))
        .order(operations::id)
        .limit(most)
        .select(operations::id)
        .load(conn)?)
}

/// Deletes an operation. What hangs on it is deleted first.
pub fn delete(tx: &mut Tx<'_>, id: OperationId) -> Result<(), StoreError> {
    diesel::delete(operations::table.filter(operations::id.eq(Key(id)))).execute(tx.conn())?;
    Ok(())
}
