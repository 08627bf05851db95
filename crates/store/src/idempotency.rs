//! Answers kept for repeated requests, sealed, for seven days.

use chrono::TimeDelta;
use diesel::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::connection::MultiBackend;
use crate::each;
use crate::error::StoreError;
use crate::keyring::sealed;
use crate::schema::idempotency_keys;
use crate::sql_types::At;
use crate::unit::Tx;

/// How long an answer is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// What became of a key.
#[derive(Debug)]
pub enum Claim<T> {
    /// Nobody used it: the work is this request's to do, and its answer to be [`keep`]t.
    Mine,
    /// The very same request was done already, with this answer.
    Seen(T),
    /// The key was used for another request.
    OtherRequest,
}

#[derive(HasQuery)]
#[diesel(table_name = idempotency_keys, check_for_backend(MultiBackend))]
struct KeyRow {
    fingerprint: Vec<u8>,
    sealed: Vec<u8>,
}

/// Claims a key for this unit of work. On PostgreSQL a concurrent holder of the same key is waited for.
pub fn claim<T: DeserializeOwned>(tx: &mut Tx<'_>, id: &[u8], fingerprint: &[u8]) -> Result<Claim<T>, StoreError> {
    let now = tx.now();
    forget_expired(tx)?;
    let row = (
        idempotency_keys::id.eq(id),
        idempotency_keys::fingerprint.eq(&fingerprint),
        idempotency_keys::sealed.eq(Vec::new()),
        idempotency_keys::created_at.eq(At(now)),
        idempotency_keys::expires_at.eq(At(now + KEPT_FOR)),
    );
    let inserted = each!(tx.conn(), |c| diesel::insert_into(idempotency_keys::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if inserted == 1 {
        return Ok(Claim::Mine);
    }
    let row = KeyRow::query().filter(idempotency_keys::id.eq(id)).get_result(tx.conn())?;
    if row.fingerprint != fingerprint {
        return Ok(Claim::OtherRequest);
    }
    let at = place(id);
    let plain = tx.keyring().answer_key().open(&at, &row.sealed).map_err(|error| sealed(&at, error))?;
    let answer = serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("idempotency_keys", &at, error))?;
    Ok(Claim::Seen(answer))
}

/// Forgets the answers whose time has run out.
pub fn forget_expired(tx: &mut Tx<'_>) -> Result<usize, StoreError> {
    let expired = idempotency_keys::table.filter(idempotency_keys::expires_at.le(At(tx.now())));
    Ok(diesel::delete(expired).execute(tx.conn())?)
}

/// Keeps the answer of the work that claimed the key, in the same unit of work.
pub fn keep<T: Serialize>(tx: &mut Tx<'_>, id: &[u8], answer: &T) -> Result<(), StoreError> {
    let at = place(id);
    let plain = serde_json::to_vec(answer).map_err(|error| StoreError::corrupt("idempotency_keys", &at, error))?;
    let kept = tx.keyring().answer_key().seal(&at, &plain).map_err(|error| sealed(&at, error))?;
    diesel::update(idempotency_keys::table.find(id)).set(idempotency_keys::sealed.eq(kept)).execute(tx.conn())?;
    Ok(())
}

fn place(id: &[u8]) -> String {
    format!("idempotency_keys|sealed|{}", hex::encode(id))
}
