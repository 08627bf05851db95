//! Logging in with a login name and a password.

use domain::ids::{AccountId, SessionId};
use secrecy::SecretString;
use store::login_attempts::Outcome;
use store::{AnyConnection, Length, Tx};

use super::lockout::{admit_source, locked, locked_until, login_name_hash, note};
use super::session::{Grant, NewSession};
use super::standing::may_be_used;
use super::{Doorkeeper, Visit};
use crate::error::{Error, Unauthenticated};

/// What is known about a login name before the password is looked at.
struct Known {
    account_id: AccountId,
    password_hash: String,
    usable: bool,
}

/// How a try went.
enum Verdict {
    In(NewSession),
    Wrong,
    Locked(domain::time::Instant),
}

/// Logs in.
///
/// An unknown name, a wrong password and an account that may not be used get the same answer in the same time.
///
/// # Errors
/// `Unauthenticated(Credentials)`; `Locked` when the name had too many wrong passwords, even for the right one; `TooMany` when
/// the address had.
pub async fn login(door: &Doorkeeper, login_name: &str, password: SecretString, visit: Visit) -> Result<Grant, Error> {
    let inner = &door.inner;
    let lockout = inner.policy.lockout;
    let name_hash = login_name_hash(inner.db.keyring(), login_name);
    let (name, hash, from) = (login_name.to_owned(), name_hash.clone(), visit.clone());
    let (known, until) = inner
        .db
        .read(Length::Short, move |conn| {
            admit_source(conn, lockout, &from)?;
            Ok::<_, Error>((look_up(conn, &name, &from)?, locked_until(conn, lockout, &hash, from.now)?))
        })
        .await?;
    let account_id = known.as_ref().map(|known| known.account_id);
    if let Some(until) = until {
        let (from, hash) = (visit.clone(), name_hash);
        inner
            .db
            .write(visit.origin("anonymous".to_owned()), move |tx| note(tx, &from, &hash, account_id, Outcome::Locked))
            .await?;
        return Err(locked(until, visit.now));
    }
    let stored = known.as_ref().map(|known| known.password_hash.clone());
    let (right, newer) = inner
        .hasher
        .run(move |hasher| {
            let right = hasher.verify(&password, stored.as_deref())?;
            let outdated = right && stored.as_deref().is_some_and(|hash| hasher.is_outdated(hash));
            Ok((right, if outdated { Some(hasher.hash(&password)?) } else { None }))
        })
        .await?;
    let admitted = known.filter(|known| right && known.usable);
    let expires_at = visit.now + inner.policy.absolute;
    let from = visit.clone();
    let verdict = inner
        .db
        .write(visit.origin(actor_of(account_id)), move |tx| {
            // Looked at again: of many tries at once, the ones after the fifth wrong one find the name locked.
            if let Some(until) = locked_until(tx.conn(), lockout, &name_hash, from.now)? {
                note(tx, &from, &name_hash, account_id, Outcome::Locked)?;
                return Ok::<_, Error>(Verdict::Locked(until));
            }
            let Some(known) = admitted else {
                note(tx, &from, &name_hash, account_id, Outcome::Rejected)?;
                return Ok(Verdict::Wrong);
            };
            note(tx, &from, &name_hash, account_id, Outcome::Accepted)?;
            let_in(tx, &known, newer.as_deref(), expires_at).map(Verdict::In)
        })
        .await?;
    match verdict {
        Verdict::In(session) => door.grant(session, visit.now),
        Verdict::Wrong => Err(Error::Unauthenticated(Unauthenticated::Credentials)),
        Verdict::Locked(until) => Err(locked(until, visit.now)),
    }
}

fn look_up(conn: &mut AnyConnection, login_name: &str, visit: &Visit) -> Result<Option<Known>, Error> {
    let Some(account) = store::accounts::find_by_login_name(conn, login_name)? else { return Ok(None) };
    let staff = store::staff::find(conn, account.staff_id)?;
    Ok(Some(Known {
        account_id: account.id,
        password_hash: store::accounts::password_hash(conn, account.id)?,
        usable: staff.is_some_and(|staff| may_be_used(&account, &staff, visit.now)),
    }))
}

fn let_in(
    tx: &mut Tx<'_>,
    known: &Known,
    newer_hash: Option<&str>,
    expires_at: domain::time::Instant,
) -> Result<NewSession, Error> {
    if let Some(newer) = newer_hash {
        store::accounts::rehash_password(tx.conn(), known.account_id, &known.password_hash, newer)?;
    }
    let session = NewSession::begin(SessionId::from_uuid(store::fresh_id()), known.account_id);
    let now = tx.now();
    store::sessions::insert(tx.conn(), session.id, session.account_id, session.refresh_hash(), now, expires_at)?;
    Ok(session)
}

fn actor_of(account_id: Option<AccountId>) -> String {
    account_id.map_or_else(|| "anonymous".to_owned(), |id| format!("account:{id}"))
}
