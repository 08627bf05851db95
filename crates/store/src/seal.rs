//! Protected data at rest: data keys, the master key that wraps them, and keyed hashes for equality search.
//!
//! Every ciphertext begins with the id of its algorithm, so that another (SM4, a hardware module) can stand beside
//! AES-256-GCM. The associated data names table, column and row: a ciphertext moved elsewhere does not open.

pub mod stream;

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The algorithm id of AES-256-GCM with a random 96-bit nonce.
const AES_256_GCM: u8 = 1;
const NONCE: usize = 12;

/// Why something sealed does not open, or a key file is refused.
#[derive(Debug, Error)]
pub enum SealError {
    /// Wrong key, wrong place, or altered bytes.
    #[error("a sealed value does not open")]
    DoesNotOpen,
    /// The algorithm id is none of ours.
    #[error("a value sealed by an unknown algorithm")]
    UnknownAlgorithm,
    /// The key file's content or its permissions are not acceptable.
    #[error("key file {path}: {why}")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

/// A 256-bit key for the data of one person, one chain or one purpose.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

impl DataKey {
    /// A new random key.
    pub fn generate() -> Self {
        Self(rand::random())
    }

    /// The bytes, for a primitive that needs them (a signature, a MAC).
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Wraps another data key for the place that `at` names.
    pub fn wrap(&self, at: &str, key: &Self) -> Result<Vec<u8>, SealError> {
        self.seal(at, &key.0)
    }

    /// Opens a wrapped data key.
    pub fn unwrap(&self, at: &str, wrapped: &[u8]) -> Result<Self, SealError> {
        let plain = self.open(at, wrapped)?;
        <[u8; 32]>::try_from(plain.as_slice()).map(Self).or(Err(SealError::DoesNotOpen))
    }

    /// Seals `plain` for the place that `at` names.
    pub fn seal(&self, at: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce: [u8; NONCE] = rand::random();
        let sealed = self
            .cipher()
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: at.as_bytes() })
            .or(Err(SealError::DoesNotOpen))?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(AES_256_GCM);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what was sealed for the place that `at` names.
    pub fn open(&self, at: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let Some((&AES_256_GCM, rest)) = sealed.split_first() else { return Err(SealError::UnknownAlgorithm) };
        let Some((nonce, message)) = rest.split_first_chunk::<NONCE>() else { return Err(SealError::DoesNotOpen) };
        self.cipher()
            .decrypt(&Nonce::from(*nonce), Payload { msg: message, aad: at.as_bytes() })
            .map(Zeroizing::new)
            .or(Err(SealError::DoesNotOpen))
    }

    /// HMAC-SHA-256 of `value` under this key, apart for each `kind`: finds equal values without showing them.
    pub fn keyed_hash(&self, kind: &str, value: &str) -> Vec<u8> {
        let mut mac = self.mac();
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Another key, from this one, for another use.
    pub fn derive(&self, use_of: &str) -> Self {
        let mut mac = self.mac();
        mac.update(b"derive");
        mac.update(use_of.as_bytes());
        Self(mac.finalize().into_bytes().into())
    }

    fn mac(&self) -> Hmac<Sha256> {
        Hmac::<Sha256>::new(&block(&self.0).into())
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(self.0))
    }
}

/// The key padded to SHA-256's block, which is what HMAC does with a shorter key.
fn block(key: &[u8; 32]) -> [u8; 64] {
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}

/// The master key: wraps every data key and touches no data itself, so that changing it re-wraps keys and no rows.
#[derive(Debug, Clone)]
pub struct MasterKey(DataKey);

impl MasterKey {
    /// Reads the key file, or makes it on the very first start.
    ///
    /// The file holds 32 bytes in hexadecimal and is readable by its owner alone (mode 0600), or it is refused.
    pub fn read_or_make(path: &Path) -> Result<Self, SealError> {
        let refuse = |why: String| SealError::KeyFile { path: path.to_owned(), why };
        if !path.exists() {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder).map_err(|error| refuse(error.to_string()))?;
            }
            match make_key_file(path) {
                Ok(()) => {}
                // Another process was first: its key is the key.
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(refuse(error.to_string())),
            }
        }
        let mut text = Zeroizing::new(String::new());
        let mut file = File::open(path).map_err(|error| refuse(error.to_string()))?;
        check_mode(&file).map_err(refuse)?;
        file.read_to_string(&mut text).map_err(|error| refuse(error.to_string()))?;
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|error| refuse(error.to_string()))?;
        Ok(Self(DataKey(key)))
    }

    /// Wraps a data key for the place that `at` names.
    pub fn wrap(&self, at: &str, key: &DataKey) -> Result<Vec<u8>, SealError> {
        self.0.wrap(at, key)
    }

    /// Opens a wrapped data key.
    pub fn unwrap(&self, at: &str, wrapped: &[u8]) -> Result<DataKey, SealError> {
        self.0.unwrap(at, wrapped)
    }
}

#[cfg(unix)]
fn check_mode(file: &File) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|error| error.to_string())?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(format!("mode {mode:o}; it must be 600")) }
}

#[cfg(not(unix))]
fn check_mode(_file: &File) -> Result<(), String> {
    Ok(())
}

/// Writes the new key aside and links it into place whole, so that no reader meets half a key.
fn make_key_file(path: &Path) -> std::io::Result<()> {
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&aside)?;
    let key = DataKey::generate();
    writeln!(file, "{}", Zeroizing::new(hex::encode(key.0)).as_str())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&aside, path);
    std::fs::remove_file(&aside)?;
    linked
}

/// SHA-256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_unaltered() {
        let key = DataKey::generate();
        let sealed = key.seal("persons|sealed|1", "430702".as_bytes()).unwrap();
        assert_eq!(key.open("persons|sealed|1", &sealed).unwrap().as_slice(), b"430702");
        assert!(key.open("persons|sealed|2", &sealed).is_err());
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open("persons|sealed|1", &altered).is_err(), "byte {at}");
        }
        assert!(DataKey::generate().open("persons|sealed|1", &sealed).is_err());
    }

    #[test]
    fn the_key_file_is_made_once_and_refused_when_others_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/master.key");
        let key = MasterKey::read_or_make(&path).unwrap();
        let wrapped = key.wrap("x", &DataKey::generate()).unwrap();
        MasterKey::read_or_make(&path).unwrap().unwrap("x", &wrapped).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(MasterKey::read_or_make(&path).unwrap_err().to_string().contains("600"));
    }

    #[test]
    fn the_keyed_hash_is_hmac_sha_256() {
        // RFC 4231 has no 32-byte key; this is HMAC-SHA-256 of "kind\0value" under 32 bytes of 0x0b.
        let hash = DataKey([0x0b; 32]).keyed_hash("kind", "value");
        assert_eq!(hash.len(), 32);
        assert_ne!(hash, DataKey([0x0b; 32]).keyed_hash("kin", "dvalue"));
    }
}
