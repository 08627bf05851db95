//! What runs by the clock: cases whose standing is no longer sure are computed anew.

use std::sync::Arc;

use domain::time::Instant;
use store::{Db, Origin, standings};

use crate::context::World;
use crate::error::Error;
use crate::supervisees::resettle;

/// How many cases one unit of work computes.
const BATCH: i64 = 100;

/// Computes anew every case whose standing has run out or was computed by other rules. Gives how many were looked at.
///
/// 脱管, 漏管 and release begin with no one writing anything; this is what lets lists know of them.
pub fn run_once(db: &Db, world: &Arc<World>, now: Instant) -> Result<usize, Error> {
    let fingerprint = world.fingerprint();
    let mut done = 0;
    loop {
        let fingerprint = fingerprint.clone();
        let due = db.read_blocking(|conn| standings::stale(conn, now, &fingerprint, BATCH))?;
        if due.is_empty() {
            return Ok(done);
        }
        done += due.len();
        let world = Arc::clone(world);
        db.write_blocking(Origin::system(now), move |tx| -> Result<(), Error> {
            for id in due {
                resettle(tx, &world, id)?;
            }
            Ok(())
        })?;
    }
}
