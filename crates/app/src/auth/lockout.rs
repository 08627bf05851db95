//! Lockouts: of a login name, and of the address that the tries come from.

use chrono::TimeDelta;
use domain::ids::AccountId;
use domain::time::Instant;
use store::keyring::Keyring;
use store::login_attempts::{self, Attempt, Outcome};
use store::{AnyConnection, StoreError, Tx};

use super::{Lockout, Visit};
use crate::error::Error;

/// The keyed hash under which tries for a login name are counted.
pub fn login_name_hash(keyring: &Keyring, login_name: &str) -> Vec<u8> {
    keyring.index_hash("login_name", login_name)
}

/// Until when a login name is locked: a window's length after the last of so many wrong passwords within one window. Tries
/// while it is locked do not lengthen it.
pub(super) fn locked_until(
    conn: &mut AnyConnection,
    lockout: Lockout,
    name_hash: &[u8],
    now: Instant,
) -> Result<Option<Instant>, StoreError> {
    let failures = login_attempts::recent_failures(conn, name_hash, now - lockout.window * 2, lockout.failures)?;
    let full = i64::try_from(failures.len()).is_ok_and(|count| count >= lockout.failures);
    let (Some(newest), Some(oldest)) = (failures.first(), failures.last()) else { return Ok(None) };
    let until = *newest + lockout.window;
    Ok((full && *newest - *oldest <= lockout.window && now < until).then_some(until))
}

/// Says no to an address from which too many failures came.
pub(super) fn admit_source(conn: &mut AnyConnection, lockout: Lockout, visit: &Visit) -> Result<(), Error> {
    let since = visit.now - lockout.window;
    match login_attempts::nth_failure_from(conn, &visit.source, since, lockout.source_failures)? {
        Some(at) => {
            Err(Error::TooMany { policy: "login_source", retry_after: seconds_until(at + lockout.window, visit.now) })
        }
        None => Ok(()),
    }
}

/// The error for a name that is locked until then.
pub(super) fn locked(until: Instant, now: Instant) -> Error {
    Error::Locked { retry_after: seconds_until(until, now) }
}

/// Notes how a try ended.
pub(super) fn note(
    tx: &mut Tx<'_>,
    visit: &Visit,
    name_hash: &[u8],
    account_id: Option<AccountId>,
    outcome: Outcome,
) -> Result<(), StoreError> {
    let attempt = Attempt {
        at: visit.now,
        login_name_hash: name_hash.to_vec(),
        account_id,
        source: visit.source.clone(),
        outcome,
        trace_id: visit.trace_id.clone(),
    };
    login_attempts::insert(tx.conn(), &attempt)
}

fn seconds_until(until: Instant, now: Instant) -> i64 {
    (until - now + TimeDelta::milliseconds(999)).num_seconds().max(1)
}
