//! What runs by the clock: cases whose standing is no longer sure are computed anew.

use std::sync::Arc;

use domain::ids::SuperviseeId;
use domain::time::Instant;
use store::{AnyConnection, Db, Origin, StoreError, standings};

use crate::context::World;
use crate::error::Error;
use crate::supervisees::resettle;

/// How many cases one unit of work computes.
const BATCH: i64 = 100;

/// The sweep, with what it remembers between its rounds.
///
/// 脱管, 漏管 and release begin with no one writing anything; the sweep is what lets lists know of them.
#[derive(Debug, Default)]
pub struct Sweep {
    /// The rules and the calendar by which every standing is known to be computed.
    fingerprint: Option<String>,
}

impl Sweep {
    /// Computes anew every case whose standing has run out. When the rules or the calendar are other ones than in the round
    /// before, also every case that was computed by others. Breaks off between batches when it is not to go on. Gives how many
    /// were looked at.
    ///
    /// # Errors
    /// When the store fails; what was done until then stands.
    pub fn run(
        &mut self,
        db: &Db,
        world: &Arc<World>,
        now: Instant,
        goes_on: impl Fn() -> bool,
    ) -> Result<usize, Error> {
        let mut done = 0;
        let fingerprint = world.fingerprint();
        if self.fingerprint.as_deref() != Some(fingerprint) {
            done += drain(db, world, now, &goes_on, |conn| standings::computed_otherwise(conn, fingerprint, BATCH))?;
            self.fingerprint = goes_on().then(|| fingerprint.to_owned());
        }
        Ok(done + drain(db, world, now, &goes_on, |conn| standings::run_out(conn, now, BATCH))?)
    }
}

/// Computes batch after batch until none is left.
fn drain(
    db: &Db,
    world: &Arc<World>,
    now: Instant,
    goes_on: impl Fn() -> bool,
    next: impl Fn(&mut AnyConnection) -> Result<Vec<SuperviseeId>, StoreError>,
) -> Result<usize, Error> {
    let mut done = 0;
    while goes_on() {
        let due = db.read_blocking(&next)?;
        if due.is_empty() {
            break;
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
    Ok(done)
}
