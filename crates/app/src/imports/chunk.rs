//! A piece of an import: some rows, taken in by one unit of work.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use domain::code::ImportOutcome;
use domain::ids::{ImportId, SuperviseeId};
use domain::text::Text;
use store::imports::{self, ImportedRow, RowFault};
use store::operations::{self, Lease, OperationRow};
use store::sql_types::{Coded, Json};
use store::{StoreError, Tx};

use super::{counts, row_fault};
use crate::context::World;
use crate::error::{Error, Invalid};
use crate::roster::columns::{Columns, Field};
use crate::roster::reader::{Draft, Reading};
use crate::supervisees::{Admission, admit, would_admit};

/// Some rows of a roster, with what is needed to take them in; cheap to clone, for another attempt.
#[derive(Clone)]
pub(super) struct Chunk {
    pub(super) import_id: ImportId,
    pub(super) dry_run: bool,
    pub(super) world: Arc<World>,
    pub(super) columns: Arc<Columns>,
    pub(super) readings: Arc<Vec<Reading>>,
}

/// What a draft that is sound came to.
type Entered = (ImportOutcome, Option<SuperviseeId>);

impl Chunk {
    /// Takes the rows in, notes what became of each, and moves the operation on.
    ///
    /// # Errors
    /// Where the database is busy or away, and when another worker holds the operation by now: then nothing of the piece stands.
    pub(super) fn take_in(
        &self,
        tx: &mut Tx<'_>,
        operation: &OperationRow,
        lease: Lease,
    ) -> Result<OperationRow, Error> {
        // A savepoint a row is dear, and hardly any row needs one: all go in together, and if one fails, one by one.
        let together = tx.attempt(|tx| self.take_in_rows(tx, |tx, draft| Ok(Ok(self.enter(tx, draft)?))))?;
        let rows = match together {
            Ok(rows) => rows,
            Err(_one_failed) => self.take_in_rows(tx, |tx, draft| Ok(tx.attempt(|tx| self.enter(tx, draft))?))?,
        };
        imports::insert_rows(tx, self.import_id, &rows)?;
        imports::count(tx, self.import_id, counts(&rows))?;
        Ok(operations::advance(tx, operation.id, lease, i32::try_from(rows.len()).unwrap_or(i32::MAX))?)
    }

    /// What became of each row; `enter` gives the row's own error within, one that ends the piece without.
    fn take_in_rows(
        &self,
        tx: &mut Tx<'_>,
        enter: impl Fn(&mut Tx<'_>, &Draft) -> Result<Result<Entered, Error>, Error>,
    ) -> Result<Vec<ImportedRow>, Error> {
        self.readings.iter().map(|reading| self.take_in_row(tx, reading, &enter)).collect()
    }

    fn take_in_row(
        &self,
        tx: &mut Tx<'_>,
        reading: &Reading,
        enter: impl Fn(&mut Tx<'_>, &Draft) -> Result<Result<Entered, Error>, Error>,
    ) -> Result<ImportedRow, Error> {
        let mut faults: Vec<RowFault> = reading.faults.iter().map(kept).collect();
        let (outcome, supervisee_id) = match &reading.draft {
            None => (ImportOutcome::Rejected, None),
            Some(draft) => match enter(tx, draft)? {
                Ok(entered) => entered,
                Err(error) => {
                    faults.extend(self.faults_of(error, reading.sheet_row)?);
                    (ImportOutcome::Rejected, None)
                }
            },
        };
        let sheet_row = i32::try_from(reading.sheet_row).unwrap_or(i32::MAX);
        Ok(ImportedRow { sheet_row, outcome: Coded(outcome), supervisee_id, faults: Json(faults) })
    }

    /// Registers a draft, or says what registering it would do. A panic loses this row and no other.
    fn enter(&self, tx: &mut Tx<'_>, draft: &Draft) -> Result<Entered, Error> {
        let entered = catch_unwind(AssertUnwindSafe(|| {
            if self.dry_run {
                let keyring = tx.keyring();
                let found = would_admit(tx.conn(), keyring, &self.world, draft)?;
                return Ok(match found {
                    Some(id) => (ImportOutcome::Unchanged, Some(id)),
                    None => (ImportOutcome::Accepted, None),
                });
            }
            // A roster lists cases that were running before they came into this register.
            Ok(match admit(tx, &self.world, draft, true)? {
                Admission::Registered(id) => (ImportOutcome::Accepted, Some(id)),
                Admission::Unchanged(id) => (ImportOutcome::Unchanged, Some(id)),
            })
        }));
        entered.unwrap_or_else(|_panic| {
            Err(StoreError::corrupt("imports", self.import_id, "a row made the program panic").into())
        })
    }

    /// Why a row that reads well was not registered; an error that is not the row's goes on.
    fn faults_of(&self, error: Error, sheet_row: u32) -> Result<Vec<RowFault>, Error> {
        if let Error::Invalid(faults) = error {
            return Ok(faults.into_iter().map(|fault| self.in_column(fault)).collect());
        }
        if matches!(error, Error::Store(StoreError::Busy | StoreError::Unavailable(_))) {
            return Err(error);
        }
        tracing::error!(import = %self.import_id, sheet_row, %error, "a row could not be registered");
        let message = Text::new(
            "该行未能登记，请联系系统管理员",
            "The row could not be registered; ask the system administrator",
        );
        Ok(vec![row_fault("", "not_registered", message)])
    }

    /// A fault of a member, as one of the column that the member stands in.
    fn in_column(&self, fault: Invalid) -> RowFault {
        let wire = fault.pointer.trim_start_matches('/').replace('/', ".");
        let column = Field::of_wire(&wire).map_or("", |field| self.columns.heading(field));
        row_fault(column, &fault.code, fault.message)
    }
}

fn kept(fault: &crate::roster::reader::RowFault) -> RowFault {
    RowFault {
        column: fault.column.clone(),
        code: fault.code.to_owned(),
        message: fault.message.clone(),
        severity: fault.severity,
    }
}
