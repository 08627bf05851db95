//! Files that no paper has: what a crash has left between the file and its paper.

use std::time::Duration;

use store::{Db, Files, StoreError, papers};
use uuid::Uuid;

use crate::error::Error;

/// How long a file may wait for its paper; far longer than any upload takes.
const GRACE: Duration = Duration::from_secs(24 * 3600);
/// How many files are looked up at once.
const BATCH: usize = 500;

/// Deletes the files that no paper has, and those that were never finished. Gives how many there were.
///
/// # Errors
/// When the folder or the database cannot be read; what was deleted until then is gone.
pub fn forget_left_behind(db: &Db, files: &Files) -> Result<usize, Error> {
    let mut deleted = 0;
    for found in files.older_than(GRACE)?.chunks(BATCH) {
        let named: Vec<Uuid> = found.iter().filter_map(|found| found.file).collect();
        let kept = db.read_blocking(|conn| -> Result<_, StoreError> { papers::files_in_use(conn, &named) })?;
        for found in found.iter().filter(|found| found.file.is_none_or(|file| !kept.contains(&file))) {
            files.delete(found)?;
            deleted += 1;
        }
    }
    Ok(deleted)
}
