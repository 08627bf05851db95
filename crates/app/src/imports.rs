//! Imports of rosters: the file is checked as a whole at once, its rows are taken in afterwards as an operation.

mod chunk;
mod run;

use domain::code::{ImportOutcome, Level, Permission};
use domain::ids::{AccountId, ImportId, OperationId, OrganizationId};
use domain::text::{Text, file_name};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::imports::{self, Counts, ImportRow, ImportedRow, NewImport};
use store::journal::Entry;
use store::keyring::Keyring;
use store::operations::{self, Lease, NewOperation, OperationRow};
use store::{AnyConnection, StoreError, Tx};

pub use self::run::{fail, run, run_here};
use crate::context::{Context, World};
use crate::error::Error;
use crate::operations::KEPT_FOR;
use crate::roster::{FileFault, Roster};

/// The kind of the operation.
pub const KIND: &str = "supervisees.import";

/// A file as it was sent.
#[derive(Debug)]
pub struct Upload {
    /// The name that the sender gave it.
    pub file_name: String,
    /// Its bytes.
    pub file: Vec<u8>,
    /// Whether rows are only to be checked.
    pub dry_run: bool,
}

/// A file that is a roster: nothing is wrong with it as a file.
#[derive(Debug)]
pub struct Checked {
    id: ImportId,
    file_name: String,
    dry_run: bool,
    sealed: Vec<u8>,
    rows: i32,
}

/// What came of an import: the `result` of its operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The import, whose rows can be read.
    pub import_id: ImportId,
    /// Rows of data that were read.
    pub rows: i32,
    /// Rows registered; in a dry run those that would be.
    pub accepted: i32,
    /// Rows refused.
    pub rejected: i32,
    /// Rows that are in the register already.
    pub unchanged: i32,
    /// Rows not refused that carry a warning.
    pub warnings: i32,
}

impl Imported {
    fn of(import: &ImportRow) -> Self {
        let &ImportRow { id, accepted, rejected, unchanged, warnings, .. } = import;
        Self { import_id: id, rows: accepted + rejected + unchanged, accepted, rejected, unchanged, warnings }
    }

    /// Of an operation, if it is an import and has ended.
    ///
    /// # Errors
    /// `Corrupt` when what is stored is no result of an import.
    pub fn of_operation(operation: &OperationRow) -> Result<Option<Self>, Error> {
        let Some(result) = operation.result.as_ref().filter(|_| operation.kind == KIND) else { return Ok(None) };
        let imported = Self::deserialize(&result.0);
        Ok(Some(imported.map_err(|error| StoreError::corrupt("operations", operation.id, error))?))
    }
}

/// The bureau into whose register the caller imports.
///
/// # Errors
/// `NotPermitted` without `imports_run`, or outside a bureau.
pub fn bureau(context: &Context) -> Result<OrganizationId, Error> {
    context.require(Permission::ImportsRun)?;
    bureau_of(&context.world, context.actor.organization_id).ok_or(Error::NotPermitted(Permission::ImportsRun))
}

/// The organisation, if it is a bureau and so keeps a register.
fn bureau_of(world: &World, id: OrganizationId) -> Option<OrganizationId> {
    world.tree.get(id).filter(|organization| organization.level == Level::County).map(|bureau| bureau.id)
}

/// Reads a file through once and seals it to wait for its import. Takes its time: not for a thread that serves requests.
///
/// # Errors
/// `File` for what is no roster.
pub fn check(keyring: &Keyring, upload: Upload) -> Result<Checked, Error> {
    let id = ImportId::from_uuid(store::fresh_id());
    let sealed = imports::seal(keyring, id, &upload.file)?;
    let rows = Roster::open(upload.file).map_err(|fault| refused(&fault))?.rows();
    Ok(Checked {
        id,
        file_name: file_name(&upload.file_name),
        dry_run: upload.dry_run,
        sealed,
        rows: i32::try_from(rows).unwrap_or(i32::MAX),
    })
}

fn refused(fault: &FileFault) -> Error {
    Error::File { code: fault.code().to_owned(), detail: fault.message() }
}

/// Begins an import: its file is kept, its operation waits for a worker, or belongs to whoever gives a lease.
///
/// # Errors
/// When the database cannot be written.
pub fn begin(
    tx: &mut Tx<'_>,
    bureau_id: OrganizationId,
    account_id: Option<AccountId>,
    checked: &Checked,
    lease: Option<Lease>,
) -> Result<OperationRow, Error> {
    let id = OperationId::from_uuid(store::fresh_id());
    let expires_at = tx.now() + KEPT_FOR;
    let operation = NewOperation {
        id,
        kind: KIND,
        organization_id: bureau_id,
        account_id,
        total: checked.rows,
        unit: "rows",
        lease,
        expires_at,
    };
    operations::insert(tx, operation)?;
    let Checked { id: import_id, file_name, dry_run, sealed, rows } = checked;
    let import = NewImport { id: *import_id, operation_id: id, bureau_id, dry_run: *dry_run, file_name, sealed };
    imports::insert(tx, import)?;
    let after = json!({ "operation_id": id, "file_name": file_name, "dry_run": dry_run, "rows": rows });
    tx.record(entry("import.begun", bureau_id, *import_id, 1, after));
    operations::find(tx.conn(), id)?
        .ok_or_else(|| StoreError::corrupt("operations", id, "not there after its insert").into())
}

fn entry(action: &'static str, chain: OrganizationId, id: ImportId, version: i32, after: serde_json::Value) -> Entry {
    Entry {
        chain,
        action: action.into(),
        actor: None,
        subject: None,
        resource: "import",
        resource_id: id.uuid(),
        version,
        after,
    }
}

/// One import within the caller's reach, with its operation.
///
/// # Errors
/// `NotPermitted` without `imports_run`; `NotFound`.
pub fn get(conn: &mut AnyConnection, context: &Context, id: ImportId) -> Result<(ImportRow, OperationRow), Error> {
    context.require(Permission::ImportsRun)?;
    let import = imports::find(conn, id)?.filter(|import| context.reaches(import.bureau_id));
    let import = import.ok_or(Error::NotFound("import"))?;
    let operation = operations::find(conn, import.operation_id)?
        .ok_or_else(|| StoreError::corrupt("imports", id, "its operation is missing"))?;
    Ok((import, operation))
}

/// The rows of an import, in the order of the sheet; one more than `limit`, so that it is known whether another follows.
///
/// # Errors
/// Those of [`get`].
pub fn rows(
    conn: &mut AnyConnection,
    context: &Context,
    id: ImportId,
    outcome: Option<ImportOutcome>,
    after: Option<i32>,
    limit: usize,
) -> Result<Vec<ImportedRow>, Error> {
    get(conn, context, id)?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    Ok(imports::rows(conn, id, outcome, after, most)?)
}

/// A message of this program's own about a row.
fn row_fault(column: &str, code: &str, message: Text) -> imports::RowFault {
    imports::RowFault {
        column: column.to_owned(),
        code: code.to_owned(),
        message,
        severity: domain::code::Severity::Error,
    }
}

/// How many of these rows came to what.
fn counts(rows: &[ImportedRow]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        match row.outcome.0 {
            ImportOutcome::Accepted => counts.accepted += 1,
            ImportOutcome::Rejected => counts.rejected += 1,
            ImportOutcome::Unchanged => counts.unchanged += 1,
        }
        if row.outcome.0 != ImportOutcome::Rejected && !row.faults.0.is_empty() {
            counts.warnings += 1;
        }
    }
    counts
}
