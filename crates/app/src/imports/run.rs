//! An import from where it stands to its end, or to where it must leave off.

use std::sync::Arc;

use domain::code::OperationStatus;
use domain::ids::{AccountId, OrganizationId};
use domain::text::Text;
use domain::time::Instant;
use store::imports::{self, ImportRow};
use store::operations::{self, Ending, Failure, Lease, OperationRow};
use store::{Db, Origin, StoreError, Tx};
use uuid::Uuid;

use super::chunk::Chunk;
use super::{Checked, Imported, begin, entry, refused};
use crate::context::World;
use crate::error::Error;
use crate::operations::run::{Held, passes};
use crate::operations::{Host, KEPT_FOR, LEASE, Outcome};
use crate::roster::Roster;
use crate::roster::reader::{Offices, Readings};

/// How many rows one unit of work takes in.
const CHUNK: usize = 200;

/// Runs an import whose lease the host holds, from the first row that is not done.
///
/// # Errors
/// What the database says when it can neither go on nor note why.
pub fn run(db: &Db, world: &Arc<World>, host: &mut impl Host, operation: OperationRow) -> Result<Outcome, Error> {
    let mut running = Running(Held { db, host, operation });
    let came_to = running.run(world).or_else(|error| running.give_up(error));
    running.0.outcome(came_to)
}

/// Ends an import whose run panicked.
///
/// # Errors
/// When the database cannot be written.
pub fn fail(db: &Db, host: &mut impl Host, operation: OperationRow) -> Result<Outcome, Error> {
    Running(Held { db, host, operation }).end(OperationStatus::Failed, Some(&internal()))
}

/// Imports a checked file here and now, on the command line. Gives the operation as it stands afterwards.
///
/// # Errors
/// When the database cannot be read or written.
pub fn run_here(
    db: &Db,
    world: &Arc<World>,
    host: &mut impl Host,
    bureau_id: OrganizationId,
    checked: Checked,
) -> Result<(ImportRow, OperationRow), Error> {
    let now = host.now();
    let lease = Lease { holder: host.holder(), until: now + LEASE };
    let operation = db.write_blocking(origin(None, now, String::new()), move |tx| {
        begin(tx, bureau_id, None, &checked, Some(lease))
    })?;
    let id = operation.id;
    run(db, world, host, operation)?;
    let missing = || StoreError::corrupt("operations", id, "gone during its run");
    db.read_blocking(|conn| {
        let import = imports::of_operation(conn, id)?.ok_or_else(missing)?;
        let operation = operations::find(conn, id)?.ok_or_else(missing)?;
        Ok((import, operation))
    })
}

/// An import's entries carry the operation's id as their trace.
fn origin(account_id: Option<AccountId>, at: Instant, trace_id: String) -> Origin {
    let actor = account_id.map_or_else(|| "command_line".to_owned(), |id| format!("account:{id}"));
    Origin { actor, at, trace_id }
}

fn failure(error: &Error) -> Failure {
    if let Error::File { detail, .. } = error {
        return Failure { code: "unusable_file".to_owned(), detail: detail.clone() };
    }
    internal()
}

fn internal() -> Failure {
    let detail = Text::new(
        "导入因服务内部错误中止，已登记的行有效；可再次导入同一文件",
        "The import was broken off by an internal error; the rows registered stand, and the same file may be imported again",
    );
    Failure { code: "internal".to_owned(), detail }
}

struct Running<'a, H>(Held<'a, H>);

impl<H: Host> Running<'_, H> {
    fn run(&mut self, world: &Arc<World>) -> Result<Outcome, Error> {
        if self.0.operation.cancel_asked {
            return self.end(OperationStatus::Cancelled, None);
        }
        let (import, file) = self.read()?;
        let mut roster = Roster::open(file).map_err(|fault| refused(&fault))?;
        let columns = Arc::new(roster.columns().clone());
        let offices =
            Offices::new(world.tree.get(import.bureau_id).into_iter().chain(world.tree.descendants(import.bureau_id)));
        let mut readings = roster.readings(&offices).map_err(|fault| refused(&fault))?;
        let done = usize::try_from(self.0.operation.done).unwrap_or_default();
        readings.by_ref().take(done).try_for_each(|reading| reading.map(drop)).map_err(|fault| refused(&fault))?;
        loop {
            let readings = next_readings(&mut readings)?;
            if readings.is_empty() {
                return self.end(OperationStatus::Succeeded, None);
            }
            let (world, columns) = (Arc::clone(world), Arc::clone(&columns));
            let chunk =
                Chunk { import_id: import.id, dry_run: import.dry_run, world, columns, readings: Arc::new(readings) };
            self.take_in(&chunk)?;
            if self.0.operation.cancel_asked {
                return self.end(OperationStatus::Cancelled, None);
            }
            if !self.0.host.goes_on() {
                return self.0.leave();
            }
        }
    }

    fn read(&mut self) -> Result<(ImportRow, Vec<u8>), Error> {
        let id = self.0.operation.id;
        let keyring = Arc::clone(self.0.db.keyring());
        self.0.persist(|db, _now, _lease| {
            db.read_blocking(|conn| {
                let import = imports::of_operation(conn, id)?
                    .ok_or_else(|| StoreError::corrupt("operations", id, "its import is missing"))?;
                let mut file = imports::file(conn, &keyring, import.id)?;
                Ok((import, std::mem::take(&mut *file)))
            })
        })
    }

    fn take_in(&mut self, chunk: &Chunk) -> Result<(), Error> {
        let operation = self.0.operation.clone();
        self.0.operation = self.0.persist(|db, now, lease| {
            let (chunk, operation) = (chunk.clone(), operation.clone());
            db.write_blocking(written_by(&operation, now), move |tx| chunk.take_in(tx, &operation, lease))
        })?;
        Ok(())
    }

    /// Ends the operation as failed, unless the error is one that others have caused and others will get over.
    fn give_up(&mut self, error: Error) -> Result<Outcome, Error> {
        if passes(&error) || matches!(&error, Error::Store(StoreError::VersionMoved)) {
            return Err(error);
        }
        tracing::error!(operation = %self.0.operation.id, %error, "an import failed");
        self.end(OperationStatus::Failed, Some(&failure(&error)))
    }

    /// Ends the operation, forgets the file and notes it in the journal.
    fn end(&mut self, status: OperationStatus, problem: Option<&Failure>) -> Result<Outcome, Error> {
        let operation = self.0.operation.clone();
        self.0.persist(|db, now, lease| {
            let (operation, problem) = (operation.clone(), problem.cloned());
            db.write_blocking(written_by(&operation, now), move |tx| end(tx, &operation, lease.holder, status, problem))
        })?;
        Ok(Outcome::Ended(status))
    }
}

fn written_by(operation: &OperationRow, now: Instant) -> Origin {
    origin(operation.account_id, now, operation.id.uuid().simple().to_string())
}

fn next_readings(readings: &mut Readings<'_>) -> Result<Vec<crate::roster::reader::Reading>, Error> {
    readings.take(CHUNK).collect::<Result<_, _>>().map_err(|fault| refused(&fault))
}

fn end(
    tx: &mut Tx<'_>,
    operation: &OperationRow,
    holder: Uuid,
    status: OperationStatus,
    problem: Option<Failure>,
) -> Result<(), Error> {
    let import = imports::of_operation(tx.conn(), operation.id)?
        .ok_or_else(|| StoreError::corrupt("operations", operation.id, "its import is missing"))?;
    imports::forget_file(tx, import.id)?;
    let result = serde_json::json!(Imported::of(&import));
    let after = serde_json::json!({ "status": status, "dry_run": import.dry_run, "result": result });
    let expires_at = tx.now() + KEPT_FOR;
    let row = operations::end(tx, operation.id, holder, Ending { status, result: Some(result), problem, expires_at })?;
    tx.record(entry("import.ended", import.bureau_id, import.id, row.version, after));
    Ok(())
}
