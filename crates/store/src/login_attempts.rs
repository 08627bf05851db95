//! Tries at the door: what lockouts count and the auditor reads. Login names stand here as keyed hashes, because people
//! type passwords into the wrong box.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::AccountId;

use crate::connection::AnyConnection;
use crate::error::StoreError;
use crate::schema::login_attempts;
use crate::sql_types::{At, Key};

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Logged in.
    Accepted,
    /// Unknown name, wrong password, or an account that may not be used.
    Rejected,
    /// Not looked at, because the name was locked.
    Locked,
    /// Not a try: an administrator lifted the lock.
    Unlocked,
}

impl Outcome {
    fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
        }
    }
}

/// A try.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When, by the service's clock.
    pub at: DateTime<Utc>,
    /// The keyed hash of the login name.
    pub login_name_hash: Vec<u8>,
    /// The account, where there is one of that name.
    pub account_id: Option<AccountId>,
    /// The address it came from.
    pub source: String,
    /// How it ended.
    pub outcome: Outcome,
    /// The trace of the request.
    pub trace_id: String,
}

/// Notes a try.
pub fn insert(conn: &mut AnyConnection, attempt: &Attempt) -> Result<(), StoreError> {
    diesel::insert_into(login_attempts::table)
        .values((
            login_attempts::id.eq(Key(crate::fresh_id())),
            login_attempts::attempted_at.eq(At(attempt.at)),
            login_attempts::login_name_hash.eq(&attempt.login_name_hash),
            login_attempts::account_id.eq(attempt.account_id.map(Key)),
            login_attempts::source.eq(&attempt.source),
            login_attempts::outcome.eq(attempt.outcome.code()),
            login_attempts::trace_id.eq(&attempt.trace_id),
            login_attempts::created_at.eq(At(attempt.at)),
        ))
        .execute(conn)?;
    Ok(())
}

/// When the last `count` wrong passwords for a name came, newest first: those after `since` and after the last time that
/// the name was let in or unlocked.
pub fn recent_failures(
    conn: &mut AnyConnection,
    login_name_hash: &[u8],
    since: DateTime<Utc>,
    count: i64,
) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let recent: Vec<(DateTime<Utc>, String)> = login_attempts::table
        .filter(login_attempts::login_name_hash.eq(login_name_hash))
        .filter(login_attempts::attempted_at.gt(At(since)))
        .filter(login_attempts::outcome.ne(Outcome::Locked.code()))
        .order((login_attempts::attempted_at.desc(), login_attempts::id.desc()))
        .select((login_attempts::attempted_at, login_attempts::outcome))
        .limit(count)
        .load(conn)?;
    let failed = recent.into_iter().take_while(|(_, outcome)| outcome == Outcome::Rejected.code());
    Ok(failed.map(|(at, _)| at).collect())
}

/// When the `nth` newest failure from an address came (counted from 0), if it came after `since`.
pub fn nth_failure_from(
    conn: &mut AnyConnection,
    source: &str,
    since: DateTime<Utc>,
    nth: i64,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(login_attempts::table
        .filter(login_attempts::source.eq(source))
        .filter(login_attempts::attempted_at.gt(At(since)))
        .filter(login_attempts::outcome.eq(Outcome::Rejected.code()))
        .order((login_attempts::attempted_at.desc(), login_attempts::id.desc()))
        .select(login_attempts::attempted_at)
        .offset(nth)
        .limit(1)
        .get_result(conn)
        .optional()?)
}
