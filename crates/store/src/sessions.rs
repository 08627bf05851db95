//! Login sessions: one family of refresh tokens each, of which only the newest token's hash is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{AccountId, SessionId};

use crate::connection::{AnyConnection, MultiBackend};
use crate::error::StoreError;
use crate::schema::sessions;
use crate::sql_types::{At, Key};

/// A session.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = sessions, check_for_backend(MultiBackend))]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// When it was last used, to the minute.
    pub last_used_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// When it was ended, if it was.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its holder logged out.
    Logout,
    /// The password was changed or reset.
    PasswordChanged,
    /// A role was granted or withdrawn.
    RolesChanged,
    /// The account was suspended.
    Suspended,
    /// A spent refresh token was used: somebody else has it.
    RefreshReused,
}

impl Ended {
    fn code(self) -> &'static str {
        match self {
            Self::Logout => "logout",
            Self::PasswordChanged => "password_changed",
            Self::RolesChanged => "roles_changed",
            Self::Suspended => "suspended",
            Self::RefreshReused => "refresh_reused",
        }
    }
}

/// Begins a session.
pub fn insert(
    conn: &mut AnyConnection,
    id: SessionId,
    account_id: AccountId,
    refresh_hash: [u8; 32],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(Key(id)),
            sessions::account_id.eq(Key(account_id)),
            sessions::refresh_hash.eq(refresh_hash.to_vec()),
            sessions::created_at.eq(At(now)),
            sessions::last_used_at.eq(At(now)),
            sessions::expires_at.eq(At(expires_at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// The session with this id.
pub fn find(conn: &mut AnyConnection, id: SessionId) -> Result<Option<SessionRow>, StoreError> {
    Ok(SessionRow::query().filter(sessions::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Spends a refresh token and puts the next in its place. False: it is not this session's newest, or the session has
/// ended. Of several who come with the same token one gets true.
pub fn rotate(
    conn: &mut AnyConnection,
    id: SessionId,
    spent: [u8; 32],
    next: [u8; 32],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let newest = sessions::table
        .filter(sessions::id.eq(Key(id)))
        .filter(sessions::refresh_hash.eq(spent.to_vec()))
        .filter(sessions::ended_at.is_null());
    let rotated = diesel::update(newest)
        .set((sessions::refresh_hash.eq(next.to_vec()), sessions::last_used_at.eq(At(now))))
        .execute(conn)?;
    Ok(rotated > 0)
}

/// Notes that the session is in use.
pub fn touch(conn: &mut AnyConnection, id: SessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let older = sessions::table.filter(sessions::id.eq(Key(id))).filter(sessions::last_used_at.lt(At(now)));
    diesel::update(older).set(sessions::last_used_at.eq(At(now))).execute(conn)?;
    Ok(())
}

/// Ends one session; one that has ended stays as it ended.
pub fn end(conn: &mut AnyConnection, id: SessionId, because: Ended, now: DateTime<Utc>) -> Result<(), StoreError> {
    let open = sessions::table.filter(sessions::id.eq(Key(id))).filter(sessions::ended_at.is_null());
    diesel::update(open)
        .set((sessions::ended_at.eq(Some(At(now))), sessions::ended_because.eq(Some(because.code()))))
        .execute(conn)?;
    Ok(())
}

/// Ends every open session of an account.
pub fn end_all(
    conn: &mut AnyConnection,
    account_id: AccountId,
    because: Ended,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let open = sessions::table.filter(sessions::account_id.eq(Key(account_id))).filter(sessions::ended_at.is_null());
    diesel::update(open)
        .set((sessions::ended_at.eq(Some(At(now))), sessions::ended_because.eq(Some(because.code()))))
        .execute(conn)?;
    Ok(())
}
