//! Keeping what follows from a case up with the case: standing and clocks.

use domain::case_file::{CaseFile, Standing, evaluate};
use domain::ids::SuperviseeId;
use serde_json::json;
use store::clocks::{self as kept_clocks, Owner};
use store::journal::{Entry, Subject};
use store::{Tx, standings, supervisees};

use super::record::Loaded;
use crate::context::World;
use crate::error::Error;
use crate::operations::run::passes;

/// Computes a case's standing and clocks and keeps them. Part of every write that moves a case.
pub fn settle(tx: &mut Tx<'_>, world: &World, owner: Owner, case: &CaseFile) -> Result<Standing, Error> {
    let now = tx.now();
    let (standing, clocks) = evaluate(case, &world.calendar, now);
    standings::put(tx, owner.supervisee_id, owner.bureau_id, &standing, world.fingerprint())?;
    kept_clocks::reconcile(tx, owner, &clocks)?;
    Ok(standing)
}

/// Computes cases anew, all together or, where one cannot be, one by one. Gives how many could not be: their standing and clocks
/// stay as they were, and the log says why.
///
/// # Errors
/// Where the database is busy or away.
pub(crate) fn resettle_all(tx: &mut Tx<'_>, world: &World, ids: &[SuperviseeId]) -> Result<usize, Error> {
    match tx.attempt(|tx| ids.iter().try_for_each(|id| resettle(tx, world, *id).map(drop)))? {
        Ok(()) => return Ok(0),
        Err(error) if passes(&error) => return Err(error),
        Err(_one_failed) => {}
    }
    let mut failed = 0;
    for id in ids {
        match tx.attempt(|tx| resettle(tx, world, *id))? {
            Ok(_changed) => {}
            Err(error) if passes(&error) => return Err(error),
            Err(error) => {
                tracing::error!(supervisee.id = %id, %error, "a case could not be computed anew");
                failed += 1;
            }
        }
    }
    Ok(failed)
}

/// Computes a case anew because time or the rules moved on. A real change bumps the version and is journalled as the
/// service's own act; a mere new validity is kept without noise. Says whether anything changed.
pub(super) fn resettle(tx: &mut Tx<'_>, world: &World, id: SuperviseeId) -> Result<bool, Error> {
    let Some(row) = supervisees::find_any(tx.conn(), id)? else { return Ok(false) };
    let Some(row) = supervisees::lock(tx, &store::Scope::Bureaus(vec![row.bureau_id]), id)? else { return Ok(false) };
    let keyring = tx.keyring();
    let case = Loaded::open(tx.conn(), keyring, row)?;
    let before = standings::find(tx.conn(), id)?.map(standings::StandingRow::standing);
    let owner = Owner { supervisee_id: id, bureau_id: case.row.bureau_id, organization_id: case.row.organization_id };
    let after = settle(tx, world, owner, &case.case_file())?;
    let same = before.is_some_and(|before| {
        (before.status, before.status_reason, &before.conditions, &before.discrepancies)
            == (after.status, after.status_reason, &after.conditions, &after.discrepancies)
    });
    if same {
        return Ok(false);
    }
    let version = supervisees::touch(tx, &case.row)?;
    tx.record(Entry {
        chain: case.row.bureau_id,
        action: "supervisee.standing_changed",
        actor: Some("system"),
        subject: Some(Subject { person_id: case.person.id, supervisee_id: Some(id), key: case.key }),
        resource: "standing",
        resource_id: id.uuid(),
        version,
        after: json!(after),
    });
    Ok(true)
}
