//! Sessions: a family of refresh tokens, each good once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::{AccountId, SessionId};
use domain::time::Instant;
use secrecy::{ExposeSecret, SecretString};
use store::Length;
use store::seal::sha256;
use store::sessions::{self, Ended};

use super::standing::Standing;
use super::{Doorkeeper, Visit};
use crate::context::Context;
use crate::error::{Error, Unauthenticated};

/// What one who is let in is given.
#[derive(Debug)]
pub struct Grant {
    /// Opens the service for a few minutes.
    pub access_token: SecretString,
    /// Good once, for the next pair.
    pub refresh_token: SecretString,
    /// How long the access token lives, in seconds.
    pub expires_in: i64,
}

/// A session with its newest refresh token.
pub(super) struct NewSession {
    pub(super) id: SessionId,
    pub(super) account_id: AccountId,
    refresh_token: SecretString,
}

impl NewSession {
    /// The next refresh token of a session: its id and 256 random bits.
    pub(super) fn begin(id: SessionId, account_id: AccountId) -> Self {
        let secret: [u8; 32] = rand::random();
        let refresh_token = SecretString::from(format!("{id}.{}", URL_SAFE_NO_PAD.encode(secret)));
        Self { id, account_id, refresh_token }
    }

    /// What is kept of the refresh token.
    pub(super) fn refresh_hash(&self) -> [u8; 32] {
        hash_of(&self.refresh_token)
    }
}

impl Doorkeeper {
    pub(super) fn grant(&self, session: NewSession, now: Instant) -> Result<Grant, Error> {
        let life = self.inner.policy.access;
        let access_token = self.inner.tokens.issue(session.account_id, session.id, now, life)?;
        Ok(Grant {
            access_token: access_token.into(),
            refresh_token: session.refresh_token,
            expires_in: life.num_seconds(),
        })
    }
}

/// The next pair of tokens for a refresh token, which is spent by it.
///
/// # Errors
/// `Unauthenticated(Refresh)` when the token is unknown, spent or too old, or the account may no longer be used. A spent token
/// ends its session: two have it, and one of them is not its owner.
pub async fn refresh(door: &Doorkeeper, token: SecretString, visit: Visit) -> Result<Grant, Error> {
    let refused = || Error::Unauthenticated(Unauthenticated::Refresh);
    let inner = &door.inner;
    let id = session_of(&token).ok_or_else(refused)?;
    let now = visit.now;
    let standing = inner.db.read(Length::Short, move |conn| Standing::of_session(conn, id, now)).await?;
    let standing = standing.filter(|standing| standing.is_good(&inner.policy, now)).ok_or_else(refused)?;
    let next = NewSession::begin(id, standing.account.id);
    let (spent, next_hash) = (hash_of(&token), next.refresh_hash());
    let origin = visit.origin(format!("account:{}", standing.account.id));
    let rotated = inner
        .db
        .write(origin, move |tx| {
            let rotated = sessions::rotate(tx.conn(), id, spent, next_hash, now)?;
            if !rotated {
                sessions::end(tx.conn(), id, Ended::RefreshReused, now)?;
            }
            Ok::<_, Error>(rotated)
        })
        .await?;
    if rotated {
        door.grant(next, now)
    } else {
        door.forget(standing.account.id);
        tracing::warn!(account.id = %standing.account.id, "a spent refresh token was used; its session is ended");
        Err(refused())
    }
}

/// Ends the session that the caller came with.
///
/// # Errors
/// `Store` when it cannot be ended.
pub async fn logout(door: &Doorkeeper, context: &Context, session_id: SessionId) -> Result<(), Error> {
    let now = context.now;
    door.inner.db.write(context.origin(), move |tx| sessions::end(tx.conn(), session_id, Ended::Logout, now)).await?;
    door.forget(context.actor.account_id);
    Ok(())
}

/// The session that a refresh token names.
fn session_of(token: &SecretString) -> Option<SessionId> {
    token.expose_secret().split_once('.')?.0.parse().ok()
}

fn hash_of(token: &SecretString) -> [u8; 32] {
    sha256(token.expose_secret().as_bytes())
}
