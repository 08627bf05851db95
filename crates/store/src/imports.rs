//! Imports of rosters: the uploaded file, sealed until its import has ended, and what became of each of its rows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::{ImportOutcome, Severity};
use domain::ids::{ImportId, OperationId, OrganizationId, SuperviseeId};
use domain::text::Text as Sentence;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::keyring::{Keyring, sealed as does_not_open};
use crate::schema::{import_rows, imports};
use crate::sql_types::{At, Coded, Json, Key};
use crate::unit::Tx;

/// What is imported.
const SUPERVISEES: &str = "supervisees";

/// An import as stored, without its file.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = imports, check_for_backend(MultiBackend))]
pub struct ImportRow {
    /// Its id.
    pub id: ImportId,
    /// The operation that does it.
    pub operation_id: OperationId,
    /// The bureau into whose register it goes.
    pub bureau_id: OrganizationId,
    /// Whether rows are only checked.
    pub dry_run: bool,
    /// The name of the file, as it was sent.
    pub file_name: String,
    /// Rows registered (or, in a dry run, that would be).
    pub accepted: i32,
    /// Rows refused.
    pub rejected: i32,
    /// Rows that are in the register already.
    pub unchanged: i32,
    /// Rows not refused that carry a warning.
    pub warnings: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

/// Something wrong with a cell of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// The heading of the column; empty for the row as a whole.
    pub column: String,
    /// The stable code.
    pub code: String,
    /// What is wrong, without the cell's content.
    pub message: Sentence,
    /// Whether the row is refused for it.
    pub severity: Severity,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = import_rows, check_for_backend(MultiBackend))]
pub struct ImportedRow {
    /// The row's number in its sheet, from 1.
    pub sheet_row: i32,
    /// What became of it.
    pub outcome: Coded<ImportOutcome>,
    /// The supervisee it stands for: the new one, or the one in the register already.
    pub supervisee_id: Option<SuperviseeId>,
    /// Its faults and warnings.
    pub faults: Json<Vec<RowFault>>,
}

#[derive(Insertable)]
#[diesel(table_name = import_rows, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
struct NewImportedRow<'a> {
    import_id: Key<ImportId>,
    sheet_row: i32,
    outcome: Coded<ImportOutcome>,
    supervisee_id: Option<Key<SuperviseeId>>,
    faults: &'a Json<Vec<RowFault>>,
    created_at: At,
}

/// An import to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewImport<'a> {
    /// Its id.
    pub id: ImportId,
    /// The operation that does it.
    pub operation_id: OperationId,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// Whether rows are only checked.
    pub dry_run: bool,
    /// The name of the file.
    pub file_name: &'a str,
    /// The file, sealed by [`seal`].
    pub sealed: &'a [u8],
}

/// How many rows came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows registered.
    pub accepted: i32,
    /// Rows refused.
    pub rejected: i32,
    /// Rows in the register already.
    pub unchanged: i32,
    /// Rows not refused that carry a warning.
    pub warnings: i32,
}

/// Seals an uploaded file for its import. Apart from writing it, so that no other writer waits for it.
pub fn seal(keyring: &Keyring, id: ImportId, file: &[u8]) -> Result<Vec<u8>, StoreError> {
    let at = place(id);
    keyring.upload_key().seal(&at, file).map_err(|error| does_not_open(&at, error))
}

/// Writes a new import.
pub fn insert(tx: &mut Tx<'_>, new: NewImport<'_>) -> Result<(), StoreError> {
    diesel::insert_into(imports::table)
        .values((
            imports::id.eq(Key(new.id)),
            imports::operation_id.eq(Key(new.operation_id)),
            imports::bureau_id.eq(Key(new.bureau_id)),
            imports::kind.eq(SUPERVISEES),
            imports::dry_run.eq(new.dry_run),
            imports::file_name.eq(new.file_name),
            imports::sealed.eq(new.sealed),
            imports::accepted.eq(0),
            imports::rejected.eq(0),
            imports::unchanged.eq(0),
            imports::warnings.eq(0),
            imports::created_at.eq(At(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// One import.
pub fn find(conn: &mut AnyConnection, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
    Ok(ImportRow::query().filter(imports::id.eq(Key(id))).get_result(conn).optional()?)
}

/// The import that an operation does.
pub fn of_operation(conn: &mut AnyConnection, operation_id: OperationId) -> Result<Option<ImportRow>, StoreError> {
    Ok(ImportRow::query().filter(imports::operation_id.eq(Key(operation_id))).get_result(conn).optional()?)
}

/// The uploaded file.
pub fn file(conn: &mut AnyConnection, keyring: &Keyring, id: ImportId) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let sealed: Vec<u8> = imports::table.filter(imports::id.eq(Key(id))).select(imports::sealed).get_result(conn)?;
    let at = place(id);
    keyring.upload_key().open(&at, &sealed).map_err(|error| does_not_open(&at, error))
}

/// Forgets the uploaded file: its import has ended.
pub fn forget_file(tx: &mut Tx<'_>, id: ImportId) -> Result<(), StoreError> {
    let import = imports::table.filter(imports::id.eq(Key(id)));
    diesel::update(import).set(imports::sealed.eq(Vec::new())).execute(tx.conn())?;
    Ok(())
}

/// Adds what became of some rows to an import's counts.
pub fn count(tx: &mut Tx<'_>, id: ImportId, counts: Counts) -> Result<(), StoreError> {
    diesel::update(imports::table.filter(imports::id.eq(Key(id))))
        .set((
            imports::accepted.eq(imports::accepted + counts.accepted),
            imports::rejected.eq(imports::rejected + counts.rejected),
            imports::unchanged.eq(imports::unchanged + counts.unchanged),
            imports::warnings.eq(imports::warnings + counts.warnings),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes what became of some rows.
pub fn insert_rows(tx: &mut Tx<'_>, id: ImportId, rows: &[ImportedRow]) -> Result<(), StoreError> {
    let created_at = At(tx.now());
    let rows: Vec<_> = rows
        .iter()
        .map(|row| NewImportedRow {
            import_id: Key(id),
            sheet_row: row.sheet_row,
            outcome: row.outcome,
            supervisee_id: row.supervisee_id.map(Key),
            faults: &row.faults,
            created_at,
        })
        .collect();
    each!(tx.conn(), |c| diesel::insert_into(import_rows::table).values(&rows).execute(c))?;
    Ok(())
}

/// A page of the rows of an import, in the order of the sheet.
pub fn rows(
    conn: &mut AnyConnection,
    id: ImportId,
    outcome: Option<ImportOutcome>,
    after: Option<i32>,
    most: i64,
) -> Result<Vec<ImportedRow>, StoreError> {
    let mut query = ImportedRow::query().into_boxed::<MultiBackend>().filter(import_rows::import_id.eq(Key(id)));
    if let Some(outcome) = outcome {
        query = query.filter(import_rows::outcome.eq(Coded(outcome)));
    }
    if let Some(after) = after {
        query = query.filter(import_rows::sheet_row.gt(after));
    }
    Ok(query.order(import_rows::sheet_row).limit(most).load(conn)?)
}

/// Deletes the import that an operation did, with its rows.
pub fn delete_of_operation(tx: &mut Tx<'_>, operation_id: OperationId) -> Result<(), StoreError> {
    let Some(import) = of_operation(tx.conn(), operation_id)? else { return Ok(()) };
    diesel::delete(import_rows::table.filter(import_rows::import_id.eq(Key(import.id)))).execute(tx.conn())?;
    diesel::delete(imports::table.filter(imports::id.eq(Key(import.id)))).execute(tx.conn())?;
    Ok(())
}

fn place(id: ImportId) -> String {
    format!("imports|sealed|{id}")
}
