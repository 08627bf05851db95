//! The credential of the very first start, of which only the hash is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::connection::AnyConnection;
use crate::error::StoreError;
use crate::schema::bootstrap_credentials;
use crate::sql_types::{At, Key};

/// Keeps the hash of a new credential; those before it are spent.
pub fn issue(
    conn: &mut AnyConnection,
    secret_hash: [u8; 32],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    spend_all(conn, now)?;
    diesel::insert_into(bootstrap_credentials::table)
        .values((
            bootstrap_credentials::id.eq(Key(crate::fresh_id())),
            bootstrap_credentials::secret_hash.eq(secret_hash.to_vec()),
            bootstrap_credentials::expires_at.eq(At(expires_at)),
            bootstrap_credentials::created_at.eq(At(now)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Spends the credential with this hash. False: there is none, or it is spent or expired. Of several who come with the
/// same credential one gets true.
pub fn spend(conn: &mut AnyConnection, secret_hash: [u8; 32], now: DateTime<Utc>) -> Result<bool, StoreError> {
    let good = bootstrap_credentials::table
        .filter(bootstrap_credentials::secret_hash.eq(secret_hash.to_vec()))
        .filter(bootstrap_credentials::spent_at.is_null())
        .filter(bootstrap_credentials::expires_at.gt(At(now)));
    Ok(diesel::update(good).set(bootstrap_credentials::spent_at.eq(Some(At(now)))).execute(conn)? > 0)
}

/// Spends every credential that is left.
pub fn spend_all(conn: &mut AnyConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    diesel::update(bootstrap_credentials::table.filter(bootstrap_credentials::spent_at.is_null()))
        .set(bootstrap_credentials::spent_at.eq(Some(At(now))))
        .execute(conn)?;
    Ok(())
}

/// Whether any credential is unspent and has not expired.
pub fn any_good(conn: &mut AnyConnection, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let good = bootstrap_credentials::table
        .filter(bootstrap_credentials::spent_at.is_null())
        .filter(bootstrap_credentials::expires_at.gt(At(now)))
        .select(bootstrap_credentials::id);
    Ok(diesel::select(diesel::dsl::exists(good)).get_result(conn)?)
}

/// Whether there is an unspent credential with this hash that has not expired.
pub fn is_good(conn: &mut AnyConnection, secret_hash: [u8; 32], now: DateTime<Utc>) -> Result<bool, StoreError> {
    let good = bootstrap_credentials::table
        .filter(bootstrap_credentials::secret_hash.eq(secret_hash.to_vec()))
        .filter(bootstrap_credentials::spent_at.is_null())
        .filter(bootstrap_credentials::expires_at.gt(At(now)))
        .select(bootstrap_credentials::id);
    Ok(diesel::select(diesel::dsl::exists(good)).get_result(conn)?)
}
