//! The manifest of a bundle: every file in it, with its digest.

use domain::ids::PaperId;
use domain::paper::download_name;
use domain::proceedings::proposal::Bundle;
use domain::time::{Instant, local};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::BundledPaper;
use crate::papers::Paper;

/// A file of a bundle.
#[derive(Debug, Clone, Serialize)]
pub struct ManifestFile {
    /// Where it lies in the bundle.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How large it is.
    pub bytes: u64,
    /// The paper of which it is a copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<PaperId>,
}

/// What lies in a bundle.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    number: String,
    /// The moment at which it was put before the court or organ; absent while it is a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_at: Option<String>,
    files: Vec<ManifestFile>,
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub(super) fn manifest(
    bundle: &Bundle,
    delivered_at: Option<Instant>,
    written: &[(&'static str, Vec<u8>)],
    papers: &[BundledPaper],
) -> Manifest {
    let generated = written.iter().map(|(path, bytes)| ManifestFile {
        path: (*path).to_owned(),
        sha256: sha256(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        paper_id: None,
    });
    let copied = papers.iter().map(|bundled| ManifestFile {
        path: bundled.path.clone(),
        sha256: bundled.paper.particulars.sha256.clone(),
        bytes: bundled.content.bytes,
        paper_id: Some(bundled.paper.row.id),
    });
    Manifest {
        number: bundle.number.clone(),
        delivered_at: delivered_at.map(|at| local(at).to_rfc3339()),
        files: generated.chain(copied).collect(),
    }
}

/// Where a paper lies in the bundle: under the number of its piece of evidence and its own place, by the name of its file.
#[must_use]
pub fn path_of(annex: u32, place: usize, paper: &Paper) -> String {
    let name = paper
        .row
        .media_type()
        .map_or_else(|_| "paper".to_owned(), |media_type| download_name(&paper.particulars.file_name, media_type));
    format!("papers/{annex:02}-{:02}-{name}", place.saturating_add(1))
}
