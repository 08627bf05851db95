//! What every operation's run has in common: a host with a lease, patience with a busy database, a way to leave off.

use std::time::Duration;

use domain::time::Instant;
use store::operations::{self, Lease, OperationRow};
use store::{Db, Origin, StoreError};
use uuid::Uuid;

use super::LEASE;
use crate::error::Error;

/// How long to wait before each further attempt when the database is busy or away. After the last the operation is left,
/// to be gone on with when the database is back.
const ATTEMPTS: [Duration; 5] = [
    Duration::from_millis(50),
    Duration::from_millis(200),
    Duration::from_millis(800),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

/// Whoever runs an operation.
pub trait Host {
    /// Under which name leases are held.
    fn holder(&self) -> Uuid;
    /// The service's clock.
    fn now(&self) -> Instant;
    /// Asked after each piece of work. False: leave off here.
    fn goes_on(&mut self) -> bool;
    /// Waits; less long if it must stop.
    fn wait(&mut self, time: Duration);
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The operation has ended, this way.
    Ended(domain::code::OperationStatus),
    /// It was left where it stands: by the host's wish, or because the database is away.
    LeftOff,
    /// Another worker has it.
    TakenOver,
}

/// Whether an error is one that others have caused and others will get over, so that trying again later is right.
pub(crate) fn passes(error: &Error) -> bool {
    matches!(error, Error::Store(StoreError::Busy | StoreError::Unavailable(_)))
}

/// An operation whose lease a host holds.
pub(crate) struct Held<'a, H> {
    pub(crate) db: &'a Db,
    pub(crate) host: &'a mut H,
    pub(crate) operation: OperationRow,
}

impl<H: Host> Held<'_, H> {
    /// Does something with the database, again and again for a while when it is busy or away.
    pub(crate) fn persist<T>(
        &mut self,
        mut work: impl FnMut(&Db, Instant, Lease) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut attempts = ATTEMPTS.iter();
        loop {
            let now = self.host.now();
            let outcome = work(self.db, now, Lease { holder: self.host.holder(), until: now + LEASE });
            let again = matches!(&outcome, Err(error) if passes(error));
            match attempts.next() {
                Some(time) if again => self.host.wait(*time),
                Some(_) | None => return outcome,
            }
        }
    }

    /// Hands the lease back.
    pub(crate) fn leave(&mut self) -> Result<Outcome, Error> {
        let id = self.operation.id;
        let handed = self.persist(|db, now, lease| {
            db.write_blocking(Origin::system(now), move |tx| Ok(operations::hand_back(tx, id, lease.holder)?))
        });
        handed.map(|()| Outcome::LeftOff)
    }

    /// How a run ended that came to this: one that another has, or that must wait for the database, is no error.
    pub(crate) fn outcome(&self, came_to: Result<Outcome, Error>) -> Result<Outcome, Error> {
        match came_to {
            Err(Error::Store(StoreError::VersionMoved)) => Ok(Outcome::TakenOver),
            Err(error) if passes(&error) => {
                tracing::warn!(operation = %self.operation.id, %error, "an operation is left until the database is back");
                Ok(Outcome::LeftOff)
            }
            came_to => came_to,
        }
    }
}
