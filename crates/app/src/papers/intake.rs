//! A file on its way in: examined, weighed and sealed while it passes by, never held whole.

use domain::paper::MediaType;
use sha2::{Digest, Sha256};
use store::Files;
use store::files::{FileName, Incoming};

use super::Destination;
use super::examination::Examination;
use crate::error::Error;

/// A file as it comes in.
pub struct Intake {
    destination: Destination,
    incoming: Incoming,
    examination: Examination,
    digest: Sha256,
    bytes: u64,
}

/// A file that came in whole and lies sealed on the disk; no paper yet.
#[derive(Debug, Clone)]
pub struct Received {
    pub(super) destination: Destination,
    /// Where it lies.
    pub file: FileName,
    pub(super) media_type: MediaType,
    pub(super) bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl Intake {
    /// Begins to take in a file for its destination.
    ///
    /// # Errors
    /// `Store` when there is no room, or no disk.
    pub async fn begin(files: &Files, destination: Destination) -> Result<Self, Error> {
        let name = FileName { person_id: destination.person_id, file: store::fresh_id() };
        let incoming = files.begin(name, &destination.key).await?;
        Ok(Self { destination, incoming, examination: Examination::new(), digest: Sha256::new(), bytes: 0 })
    }

    /// Takes in more of it.
    ///
    /// # Errors
    /// `File` as soon as it is known that such a file is not kept; `Store` when there is no room, or no disk.
    pub async fn take(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.examination.take(piece)?;
        self.digest.update(piece);
        self.bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        Ok(self.incoming.write(piece).await?)
    }

    /// How many bytes have come.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Ends it: the file lies on the disk for good.
    ///
    /// # Errors
    /// `File` for what is not kept; `Store` when there is no room, or no disk. Then nothing of it is left.
    pub async fn finish(self) -> Result<Received, Error> {
        let Self { destination, incoming, examination, digest, bytes } = self;
        let media_type = examination.finish()?;
        let file = incoming.finish().await?;
        Ok(Received { destination, file, media_type, bytes, sha256: digest.finalize().into() })
    }
}
