//! Computing anew what is kept of many things: one that cannot be computed keeps no other from it.

use std::fmt::Display;

use store::Tx;

use crate::error::Error;
use crate::operations::run::passes;

/// Computes things anew, all together or, where one cannot be, one by one. Gives how many could not be: what is kept of them stays as
/// it was, and the log says why.
///
/// # Errors
/// Where the database is busy or away.
pub(crate) fn each<I: Copy + Display>(
    tx: &mut Tx<'_>,
    noun: &'static str,
    ids: &[I],
    one: impl Fn(&mut Tx<'_>, I) -> Result<(), Error>,
) -> Result<usize, Error> {
    match tx.attempt(|tx| ids.iter().try_for_each(|id| one(tx, *id)))? {
        Ok(()) => return Ok(0),
        Err(error) if passes(&error) => return Err(error),
        Err(_one_failed) => {}
    }
    let mut failed = 0;
    for id in ids {
        match tx.attempt(|tx| one(tx, *id))? {
            Ok(()) => {}
            Err(error) if passes(&error) => return Err(error),
            Err(error) => {
                tracing::error!(%id, %error, "a {noun} could not be computed anew");
                failed += 1;
            }
        }
    }
    Ok(failed)
}
