//! What runs by the clock: cases whose standing is no longer sure, and proceedings without a case, are computed anew.
//!
//! 脱管, 漏管 and release begin with no one writing anything; the sweep is what lets lists know of them.

use std::sync::Arc;

use domain::time::Instant;
use store::{AnyConnection, Db, Origin, StoreError, Tx, proceedings, standings};

use crate::context::World;
use crate::error::Error;
use crate::proceedings::resettle_alone;
use crate::supervisees::resettle_all;

/// How many one unit of work computes.
const BATCH: i64 = 100;

/// Computes anew every case whose standing has run out, and every proceeding without a case of which what is kept has. Breaks off
/// between batches when it is not to go on. Gives how many were looked at.
///
/// # Errors
/// When the store fails; what was done until then stands.
pub fn sweep(db: &Db, world: &Arc<World>, now: Instant, goes_on: impl Fn() -> bool) -> Result<usize, Error> {
    let cases = while_due(db, world, now, &goes_on, standings::run_out, resettle_all)?;
    let alone = while_due(db, world, now, &goes_on, proceedings::run_out, resettle_alone)?;
    Ok(cases + alone)
}

fn while_due<I: Send + 'static>(
    db: &Db,
    world: &Arc<World>,
    now: Instant,
    goes_on: impl Fn() -> bool,
    run_out: fn(&mut AnyConnection, Instant, i64) -> Result<Vec<I>, StoreError>,
    resettle: fn(&mut Tx<'_>, &World, &[I]) -> Result<usize, Error>,
) -> Result<usize, Error> {
    let mut done = 0;
    while goes_on() {
        let due = db.read_blocking(|conn| run_out(conn, now, BATCH))?;
        if due.is_empty() {
            break;
        }
        let (world, looked_at) = (Arc::clone(world), due.len());
        let failed = db.write_blocking(Origin::system(now), move |tx| resettle(tx, &world, &due))?;
        done += looked_at;
        if failed == looked_at {
            break;
        }
    }
    Ok(done)
}
