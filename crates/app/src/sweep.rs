//! What runs by the clock: cases whose standing is no longer sure are computed anew.
//!
//! 脱管, 漏管 and release begin with no one writing anything; the sweep is what lets lists know of them.

use std::sync::Arc;

use domain::time::Instant;
use store::{Db, Origin, standings};

use crate::context::World;
use crate::error::Error;
use crate::supervisees::resettle_all;

/// How many cases one unit of work computes.
const BATCH: i64 = 100;

/// Computes anew every case whose standing has run out. Breaks off between batches when it is not to go on. Gives how many were
/// looked at.
///
/// # Errors
/// When the store fails; what was done until then stands.
pub fn sweep(db: &Db, world: &Arc<World>, now: Instant, goes_on: impl Fn() -> bool) -> Result<usize, Error> {
    let mut done = 0;
    while goes_on() {
        let due = db.read_blocking(|conn| standings::run_out(conn, now, BATCH))?;
        if due.is_empty() {
            break;
        }
        let (world, looked_at) = (Arc::clone(world), due.len());
        let failed = db.write_blocking(Origin::system(now), move |tx| resettle_all(tx, &world, &due))?;
        done += looked_at;
        if failed == looked_at {
            break;
        }
    }
    Ok(done)
}
