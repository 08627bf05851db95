//! Recomputation: when a calendar year is loaded or corrected, or a new program knows other rules, the standing and the clocks of
//! every case that was computed otherwise, and every proceeding about a person who has none, are computed anew. One leased operation a bureau.
//!
//! What is left to do is read from the cases themselves (each bears the fingerprint of what it was computed by), so an operation
//! that was broken off goes on where its last commit left it, and one that is given more to do while it runs does that too.

use std::collections::BTreeMap;

use domain::code::OperationStatus;
use domain::defaults::Defaults;
use domain::ids::{OperationId, OrganizationId};
use domain::text::Text;
use domain::time::Instant;
use store::operations::{self, Ending, Failure, Lease, NewOperation, OperationRow};
use store::{AnyConnection, Db, Origin, Tx, proceedings, standings};

use crate::context::World;
use crate::error::Error;
use crate::operations::run::Held;
use crate::operations::{Host, KEPT_FOR, Outcome};
use crate::proceedings::resettle_alone;
use crate::supervisees::resettle_all;
use crate::world;

/// The kind of the operation.
pub const KIND: &str = "recompute";

/// How many cases, and how many proceedings without one, one unit of work computes.
const BATCH: i64 = 100;

/// Queues a recomputation for each bureau that has cases computed by other rules or another calendar than these; where one waits
/// or runs already, it is given more to do. Gives each bureau with its operation.
///
/// # Errors
/// When the database cannot be read or written.
pub fn begin(tx: &mut Tx<'_>, world: &World) -> Result<Vec<(OrganizationId, OperationId)>, Error> {
    let bureaus = bureaus_due(tx.conn(), world)?;
    let expires_at = tx.now() + KEPT_FOR;
    let mut begun = Vec::with_capacity(bureaus.len());
    for (bureau_id, due) in bureaus {
        let operation = NewOperation {
            id: OperationId::from_uuid(store::fresh_id()),
            kind: KIND,
            organization_id: bureau_id,
            account_id: None,
            total: i32::try_from(due).unwrap_or(i32::MAX),
            unit: "cases",
            lease: None,
            expires_at,
        };
        begun.push((bureau_id, operations::begin_or_extend(tx, operation)?));
    }
    Ok(begun)
}

/// Which bureaus have something that was computed by other rules or another calendar, and how much: cases, and proceedings about
/// persons who have none.
fn bureaus_due(conn: &mut AnyConnection, world: &World) -> Result<BTreeMap<OrganizationId, i64>, Error> {
    let mut due = BTreeMap::new();
    let cases = standings::bureaus_computed_otherwise(conn, world.fingerprint())?;
    for (bureau_id, count) in
        cases.into_iter().chain(proceedings::bureaus_computed_otherwise(conn, world.fingerprint())?)
    {
        *due.entry(bureau_id).or_default() += count;
    }
    Ok(due)
}

/// [`begin`] for a service that has just started, or has learnt of another calendar. Gives how many bureaus it is about.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) fn begin_where_due(db: &Db, world: &World, now: Instant) -> Result<usize, Error> {
    let due = db.read_blocking(|conn| bureaus_due(conn, world))?;
    if due.is_empty() {
        return Ok(0);
    }
    let world = world.clone();
    db.write_blocking(Origin::system(now), move |tx| Ok(begin(tx, &world)?.len()))
}

/// Runs a recomputation whose lease the host holds to its end, unless the host does not go on.
///
/// # Errors
/// What the database says when it can neither go on nor note why.
pub(crate) fn run(
    db: &Db,
    defaults: &Defaults,
    host: &mut impl Host,
    operation: OperationRow,
) -> Result<Outcome, Error> {
    let mut held = Held { db, host, operation };
    let came_to = to_its_end(&mut held, defaults);
    held.outcome(came_to)
}

/// Ends a recomputation whose run panicked.
///
/// # Errors
/// When the database cannot be written.
pub(crate) fn fail(db: &Db, host: &mut impl Host, operation: OperationRow) -> Result<Outcome, Error> {
    let mut held = Held { db, host, operation };
    let id = held.operation.id;
    held.persist(|db, now, lease| {
        let status = OperationStatus::Failed;
        db.write_blocking(written_by(id, now), move |tx| end(tx, id, lease, status, Some(broken_off())))
    })
}

fn to_its_end<H: Host>(held: &mut Held<'_, H>, defaults: &Defaults) -> Result<Outcome, Error> {
    loop {
        let operation = held.operation.clone();
        let ended = held.persist(|db, now, lease| {
            let (operation, defaults) = (operation.clone(), defaults.clone());
            db.write_blocking(written_by(operation.id, now), move |tx| step(tx, &defaults, &operation, lease))
        })?;
        if let Some(outcome) = ended {
            return Ok(outcome);
        }
        if !held.host.goes_on() {
            return held.leave();
        }
    }
}

/// Computes the next cases, or ends the operation where none is left. None: there may be more.
///
/// The operation's row is held from the beginning, and the calendar is read after that: whoever loads another meanwhile waits, and
/// then finds the operation ended or gives it more to do.
fn step(
    tx: &mut Tx<'_>,
    defaults: &Defaults,
    operation: &OperationRow,
    lease: Lease,
) -> Result<Option<Outcome>, Error> {
    operations::renew(tx, operation.id, lease)?;
    let world = world::load(tx.conn(), defaults)?;
    let (bureau_id, by) = (operation.organization_id, world.fingerprint());
    let cases = standings::computed_otherwise(tx.conn(), bureau_id, by, BATCH)?;
    let alone = proceedings::computed_otherwise(tx.conn(), bureau_id, by, BATCH)?;
    let due = cases.len() + alone.len();
    if due == 0 {
        return end(tx, operation.id, lease, OperationStatus::Succeeded, None).map(Some);
    }
    let failed = resettle_all(tx, &world, &cases)? + resettle_alone(tx, &world, &alone)?;
    if failed == due {
        return end(tx, operation.id, lease, OperationStatus::Failed, Some(some_left(failed))).map(Some);
    }
    operations::advance(tx, operation.id, lease, i32::try_from(due - failed).unwrap_or(i32::MAX))?;
    Ok(None)
}

fn end(
    tx: &mut Tx<'_>,
    id: OperationId,
    lease: Lease,
    status: OperationStatus,
    problem: Option<Failure>,
) -> Result<Outcome, Error> {
    let expires_at = tx.now() + KEPT_FOR;
    operations::end(tx, id, lease.holder, Ending { status, result: None, problem, expires_at })?;
    Ok(Outcome::Ended(status))
}

/// What changes is journalled as the service's own act, under the operation's id as its trace.
fn written_by(id: OperationId, now: Instant) -> Origin {
    Origin { trace_id: id.uuid().simple().to_string(), ..Origin::system(now) }
}

fn some_left(cases: usize) -> Failure {
    failure(Text::new(
        format!("有{cases}件个案未能重算，其状态和期限仍为原值；其余均已重算"),
        format!("{cases} cases could not be computed anew and stand as before; all others were"),
    ))
}

fn broken_off() -> Failure {
    failure(Text::new(
        "重算因服务内部错误中止，已重算的个案有效，其余稍后再算",
        "The recomputation was broken off by an internal error; what was computed stands, the rest follows later",
    ))
}

fn failure(detail: Text) -> Failure {
    Failure { code: "internal".to_owned(), detail }
}
