//! Long work: asked for, watched, cancelled, forgotten in the end.

pub(crate) mod run;

use chrono::TimeDelta;
use domain::code::{OperationStatus, Permission};
use domain::ids::OperationId;
use domain::time::Instant;
use serde_json::json;
use store::journal::Entry;
use store::operations::{self, OperationRow};
use store::{AnyConnection, Db, Origin, Tx, idempotency};

pub use self::run::{Host, Outcome};
use crate::context::Context;
use crate::error::{Conflict, Error};
use crate::organizations::chain;
use crate::recompute;

/// How long an operation and what came of it are kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// How long a worker holds an operation before it must have committed a piece of it.
pub const LEASE: TimeDelta = TimeDelta::seconds(15);

/// How many expired operations are deleted at a time.
const BATCH: i64 = 20;

/// The operations within the caller's reach, newest first; one more than `limit`, so that it is known whether another follows.
///
/// # Errors
/// `NotPermitted` without `operations_read`.
pub fn list(
    conn: &mut AnyConnection,
    context: &Context,
    before: Option<OperationId>,
    limit: usize,
) -> Result<Vec<OperationRow>, Error> {
    context.require(Permission::OperationsRead)?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    Ok(operations::list(conn, &context.subtree(), before, most)?)
}

/// One operation within the caller's reach.
///
/// # Errors
/// `NotPermitted` without `operations_read`; `NotFound`.
pub fn get(conn: &mut AnyConnection, context: &Context, id: OperationId) -> Result<OperationRow, Error> {
    context.require(Permission::OperationsRead)?;
    operations::find(conn, id)?.filter(|row| context.reaches(row.organization_id)).ok_or(Error::NotFound("operation"))
}

/// Asks an operation to end: one that waits ends at once, one that runs after the piece of work in hand. What was done
/// until then stands.
///
/// # Errors
/// `NotPermitted` without the permission to begin such work; `NotFound`; `Conflict` when it has ended, and for a recomputation:
/// what the register shows must follow from the law, so it is done to its end.
pub fn cancel(tx: &mut Tx<'_>, context: &Context, id: OperationId) -> Result<OperationRow, Error> {
    context.require(Permission::ImportsRun)?;
    if get(tx.conn(), context, id)?.kind == recompute::KIND {
        return Err(Error::Conflict(Conflict::InvalidStateTransition));
    }
    let row = operations::ask_to_cancel(tx, id)?.ok_or(Error::Conflict(Conflict::OperationEnded))?;
    if row.status.0 == OperationStatus::Cancelled
        && let Some(import) = store::imports::of_operation(tx.conn(), id)?
    {
        store::imports::forget_file(tx, import.id)?;
    }
    tx.record(Entry {
        chain: chain(&context.world.tree, row.organization_id),
        action: "operation.cancelled".into(),
        actor: None,
        subject: None,
        resource: "operation",
        resource_id: id.uuid(),
        version: row.version,
        after: json!({ "kind": row.kind, "status": row.status.0, "done": row.done, "total": row.total }),
    });
    Ok(row)
}

/// Deletes operations and kept answers whose time has run out. Gives how many operations went.
///
/// # Errors
/// When the database cannot be read or written.
pub fn forget_expired(db: &Db, now: Instant) -> Result<usize, Error> {
    db.write_blocking(Origin::system(now), |tx| idempotency::forget_expired(tx).map_err(Error::from))?;
    let mut forgotten = 0;
    loop {
        let expired = db.read_blocking(|conn| operations::expired(conn, now, BATCH))?;
        if expired.is_empty() {
            return Ok(forgotten);
        }
        forgotten += expired.len();
        for id in expired {
            db.write_blocking(Origin::system(now), move |tx| -> Result<(), Error> {
                store::imports::delete_of_operation(tx, id)?;
                Ok(operations::delete(tx, id)?)
            })?;
        }
    }
}
