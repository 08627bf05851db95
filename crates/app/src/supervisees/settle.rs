//! Keeping what follows from a case up with the case: standing, clocks, who must act next in each proceeding.

use domain::case_file::{CaseFile, Standing, evaluate};
use domain::ids::SuperviseeId;
use domain::proceedings::awaits;
use domain::supervisee::Order;
use serde_json::json;
use store::clocks::{self as kept_clocks, Owner};
use store::journal::Entry;
use store::seal::DataKey;
use store::standings::StandingRow;
use store::{Tx, proceedings, standings, supervisees};

use super::record::Loaded;
use crate::anew;
use crate::context::World;
use crate::error::Error;
use crate::proceedings::open_required;

/// Opens what the case must have open, computes its standing and clocks, and who must act next in each of its proceedings, and keeps
/// them. Part of every write that moves a case. `key` is the person's, `stated` the order before any proceeding changed it.
pub fn settle(
    tx: &mut Tx<'_>,
    world: &World,
    owner: Owner,
    key: &DataKey,
    stated: &Order,
    case: &CaseFile,
) -> Result<Standing, Error> {
    let now = tx.now();
    let case = &*open_required(tx, world, owner, key, case)?;
    let (standing, clocks) = evaluate(case, &world.calendar, now);
    let effective = effective(stated, case);
    standings::put(tx, case.supervisee_id, owner.bureau_id, &standing, effective, world.fingerprint())?;
    kept_clocks::reconcile(tx, owner, &clocks)?;
    if !case.proceedings.is_empty() {
        let kept = proceedings::awaits_of_case(tx.conn(), case.supervisee_id)?;
        for matter in case.matters(&world.calendar, now) {
            let (id, awaits) = (matter.proceeding.id, awaits(&matter));
            if kept.get(&id).is_some_and(|kept| *kept != awaits) {
                proceedings::put_awaits(tx, id, awaits)?;
            }
        }
    }
    Ok(standing)
}

/// The order that holds, where decided proceedings changed the stated one.
fn effective<'a>(stated: &Order, case: &'a CaseFile) -> Option<&'a Order> {
    (case.order != *stated).then_some(&case.order)
}

/// Computes cases anew. Gives how many could not be.
///
/// # Errors
/// Where the database is busy or away.
pub(crate) fn resettle_all(tx: &mut Tx<'_>, world: &World, ids: &[SuperviseeId]) -> Result<usize, Error> {
    anew::each(tx, "case", ids, |tx, id| resettle(tx, world, id).map(drop))
}

/// Computes a case anew because time or the rules moved on. A real change bumps the version and is journalled as the
/// service's own act; a mere new validity is kept without noise. Says whether anything changed.
pub(super) fn resettle(tx: &mut Tx<'_>, world: &World, id: SuperviseeId) -> Result<bool, Error> {
    let Some(row) = supervisees::find_any(tx.conn(), id)? else { return Ok(false) };
    let Some(row) = supervisees::lock(tx, &store::Scope::Bureaus(vec![row.bureau_id]), id)? else { return Ok(false) };
    let keyring = tx.keyring();
    let loaded = Loaded::open(tx.conn(), keyring, row)?;
    let case = loaded.case_file(tx.conn(), world)?;
    settle_anew(tx, world, &loaded, &case)
}

/// Computes what follows from a locked case whose own facts stand: because of time, the rules or a proceeding. As [`resettle`].
pub(crate) fn settle_anew(tx: &mut Tx<'_>, world: &World, loaded: &Loaded, case: &CaseFile) -> Result<bool, Error> {
    let id = loaded.row.id;
    let stated = &loaded.row.facts.0;
    let before = standings::find(tx.conn(), id)?;
    let after = settle(tx, world, loaded.owner(), &loaded.key, stated, case)?;
    if before.is_some_and(|before| is_same(before, &after, effective(stated, case))) {
        return Ok(false);
    }
    let version = supervisees::follow(tx, &loaded.row, &case.order)?;
    tx.record(Entry {
        chain: loaded.row.bureau_id,
        action: "supervisee.standing_changed".into(),
        actor: Some("system"),
        subject: Some(loaded.subject()),
        resource: "standing",
        resource_id: id.uuid(),
        version,
        after: json!(after),
    });
    Ok(true)
}

/// Whether a record shows the same, but for how long it will.
fn is_same(before: StandingRow, after: &Standing, effective: Option<&Order>) -> bool {
    if before.effective_order.as_ref().map(|order| &order.0) != effective {
        return false;
    }
    let before = before.standing();
    (before.status, before.status_reason, &before.conditions, &before.discrepancies)
        == (after.status, after.status_reason, &after.conditions, &after.discrepancies)
}
