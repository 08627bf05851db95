//! Who comes in: access tokens, sessions, passwords, lockouts, and the first accounts of all.
//!
//! A token is checked once in full; for two seconds after that its digest vouches for it. Then the session, the account and
//! the roles are read again, so that a logout or a suspension on another node is felt here at once too.

pub mod bootstrap;
mod hasher;
mod lockout;
mod login;
mod password;
mod policy;
pub mod registration;
mod session;
mod standing;
mod token;

use std::sync::Arc;

use chrono::TimeDelta;
use domain::actor::Actor;
use domain::ids::{AccountId, SessionId};
use domain::time::{Instant, local_day};
use quick_cache::sync::Cache;
use store::seal::sha256;
use store::{Db, Length, Origin};

pub use hasher::Hasher;
pub use lockout::login_name_hash;
pub use login::login;
pub use password::{MAX_LENGTH as PASSWORD_MAX_LENGTH, change_password, checked_hash};
pub use policy::{Lockout, PasswordPolicy, Policy};
pub use session::{Grant, logout, refresh};
pub use token::PublicKey;

use crate::error::{Error, Unauthenticated};
use standing::Standing;
use token::{Claims, Tokens};

/// For how long a token vouches for itself before its session is read again.
const RECHECK: TimeDelta = TimeDelta::seconds(2);
/// How exactly the last use of a session is known: a bound on writes, not on safety.
const TOUCH: TimeDelta = TimeDelta::seconds(60);
/// How many tokens are remembered as checked.
const REMEMBERED: usize = 10_000;

/// One who knocks: from where, when, and in which trace.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The address.
    pub source: String,
    /// The moment by the service's clock.
    pub now: Instant,
    /// The trace of the request.
    pub trace_id: String,
}

impl Visit {
    /// The origin of what is written on this visit.
    fn origin(&self, actor: String) -> Origin {
        Origin { actor, at: self.now, trace_id: self.trace_id.clone() }
    }
}

/// A caller whose token is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Who it is.
    pub actor: Actor,
    /// The session that the token belongs to.
    pub session_id: SessionId,
    /// Whether the password must be changed before anything else.
    pub must_change_password: bool,
}

/// Recognises callers by their access tokens, and lets them in and out. Cheap to clone.
#[derive(Clone)]
pub struct Doorkeeper {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    policy: Policy,
    tokens: Tokens,
    hasher: Hasher,
    seen: Cache<[u8; 32], Seen>,
}

/// A token that was checked in full.
#[derive(Clone)]
struct Seen {
    recognised: Recognised,
    claims: Claims,
    checked_at: Instant,
}

impl Seen {
    /// Whether it need not be looked at again. Roles are held by the day, so that what was seen yesterday is never fresh.
    fn is_fresh(&self, now: Instant) -> bool {
        (TimeDelta::zero()..RECHECK).contains(&(now - self.checked_at))
            && local_day(now) == local_day(self.checked_at)
            && self.claims.is_timely(now)
    }
}

impl Doorkeeper {
    /// The doorkeeper of a database, under this policy.
    pub fn new(db: Db, policy: Policy) -> Self {
        let (kid, seed) = db.keyring().signing_key();
        let tokens = Tokens::new(kid, seed.expose());
        let hasher = Hasher::new(db.keyring());
        Self { inner: Arc::new(Inner { db, policy, tokens, hasher, seen: Cache::new(REMEMBERED) }) }
    }

    /// The caller behind an access token.
    ///
    /// # Errors
    /// `Unauthenticated` when the token is not one of ours, not of this time, or its session or account has ended; `Store`
    /// when that cannot be told.
    pub async fn recognise(&self, token: &str, now: Instant) -> Result<Recognised, Error> {
        let digest = sha256(token.as_bytes());
        let known = self.inner.seen.get(&digest);
        if let Some(seen) = &known
            && seen.is_fresh(now)
        {
            return Ok(seen.recognised.clone());
        }
        let claims = match known {
            Some(seen) if seen.claims.is_timely(now) => seen.claims,
            Some(_) | None => self.inner.tokens.verify(token, now)?,
        };
        match self.recheck(&claims, now).await {
            Ok(recognised) => {
                self.inner.seen.insert(digest, Seen { recognised: recognised.clone(), claims, checked_at: now });
                Ok(recognised)
            }
            Err(error) => {
                self.inner.seen.remove(&digest);
                Err(error)
            }
        }
    }

    async fn recheck(&self, claims: &Claims, now: Instant) -> Result<Recognised, Error> {
        let session_id = claims.sid;
        let standing =
            self.inner.db.read(Length::Short, move |conn| Standing::of_session(conn, session_id, now)).await?;
        let standing = standing
            .filter(|standing| standing.account.id == claims.sub && standing.is_good(&self.inner.policy, now))
            .ok_or(Error::Unauthenticated(Unauthenticated::Token))?;
        if now - standing.session.last_used_at >= TOUCH {
            self.touch(session_id, now).await;
        }
        Ok(standing.recognised(&self.inner.policy, now))
    }

    /// Notes the use of a session. That this fails must not keep anyone from reading.
    async fn touch(&self, session_id: SessionId, now: Instant) {
        let touched = self
            .inner
            .db
            .write(Origin::system(now), move |tx| store::sessions::touch(tx.conn(), session_id, now))
            .await;
        if let Err(error) = touched {
            tracing::warn!(error = %error, "the use of a session was not noted");
        }
    }

    /// Forgets what was remembered of an account, so that a change of it is felt at once on this node.
    pub fn forget(&self, account_id: AccountId) {
        self.inner.seen.retain(|_, seen| seen.claims.sub != account_id);
    }

    /// The key that the access tokens are verified with, for whoever wants to do so.
    pub fn public_key(&self) -> PublicKey {
        self.inner.tokens.public_key()
    }

    /// The rules for passwords, sessions and lockouts.
    pub fn policy(&self) -> &Policy {
        &self.inner.policy
    }

    /// Who hashes passwords.
    pub fn hasher(&self) -> &Hasher {
        &self.inner.hasher
    }
}
