//! Argon2id with a pepper from the key ring, on blocking threads, so many at a time as there are cores.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use secrecy::{ExposeSecret, SecretString};
use store::StoreError;
use store::keyring::Keyring;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::error::Error;

/// 46 MiB, twice, one lane: no less than what OWASP and RFC 9106 ask for.
const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How long a hash waits for its turn. Who would wait longer is told that the service is busy.
const WAIT: Duration = Duration::from_secs(2);

/// Hashes and verifies passwords.
#[derive(Clone)]
pub struct Hasher {
    pepper: Arc<Zeroizing<Vec<u8>>>,
    permits: Arc<Semaphore>,
}

impl Hasher {
    /// A hasher under the keys of a database: hashes cannot be tried without them.
    pub fn new(keyring: &Keyring) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            pepper: Arc::new(Zeroizing::new(keyring.index_hash("password_pepper", ""))),
            permits: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Runs hashing work on a blocking thread when it is its turn.
    ///
    /// # Errors
    /// `Busy` when too many wait already.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = tokio::time::timeout(WAIT, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = turn else { return Err(StoreError::Busy.into()) };
        let hasher = self.clone();
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(&hasher)
        })
        .await
        .unwrap_or_else(|_panic| Err(out_of_memory()))
    }

    /// The hash of a password as a PHC string. Takes tens of milliseconds.
    ///
    /// # Errors
    /// `Busy` when there is not the memory for it.
    pub fn hash(&self, password: &SecretString) -> Result<String, Error> {
        let argon = self.argon().ok_or_else(out_of_memory)?;
        argon
            .hash_password(password.expose_secret().as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|_short| out_of_memory())
    }

    /// Whether the password is the one behind the hash. Without a hash (an unknown login name) it takes as long, and is not.
    ///
    /// # Errors
    /// `Busy` when there is not the memory for it.
    pub fn verify(&self, password: &SecretString, hash: Option<&str>) -> Result<bool, Error> {
        let Some(hash) = hash else { return self.hash(password).map(|_| false) };
        let argon = self.argon().ok_or_else(out_of_memory)?;
        Ok(argon.verify_password(password.expose_secret().as_bytes(), hash).is_ok())
    }

    /// Whether a hash was made by other parameters than those of today.
    pub fn is_outdated(&self, hash: &str) -> bool {
        let Ok(parsed) = PasswordHash::new(hash) else { return true };
        let Ok(used) = Params::try_from(&parsed) else { return true };
        let today = params();
        (used.m_cost(), used.t_cost(), used.p_cost()) != (today.m_cost(), today.t_cost(), today.p_cost())
    }

    fn argon(&self) -> Option<Argon2<'_>> {
        Argon2::new_with_secret(&self.pepper, Algorithm::Argon2id, Version::V0x13, params()).ok()
    }
}

fn params() -> Params {
    // The figures are within Argon2's own bounds, so the default (19 MiB, twice) is never taken.
    Params::new(MEMORY_KIB, PASSES, LANES, None).unwrap_or_default()
}

fn out_of_memory() -> Error {
    StoreError::Busy.into()
}
