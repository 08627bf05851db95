//! Records as the journal remembers them.

use std::collections::BTreeMap;

use domain::ids::{PaperId, RecordId};
use domain::proceedings::Signer;
use domain::records::{Capture, Record, RecordContent, Voiding};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::AnyConnection;
use store::journal::JournalRow;
use store::keyring::Keyring;

use crate::error::Error;
use crate::images;

/// The noun of journal entries about records.
pub(crate) const RESOURCE: &str = "record";

/// What an entry keeps of a record: all of it.
#[derive(Debug, Serialize, Deserialize)]
struct Image {
    #[serde(flatten)]
    said: RecordContent,
    happened_at: Instant,
    entered_by: Signer,
    entered_at: Instant,
    papers: Vec<PaperId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    capture: Option<Capture>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    voided: Option<Voiding>,
}

/// The after-image of a record.
pub(super) fn image(record: &Record) -> Value {
    let Record { id: _, content, happened_at, by, recorded_at, papers, capture, voided } = record.clone();
    json!(Image { said: content, happened_at, entered_by: by, entered_at: recorded_at, papers, capture, voided })
}

/// The records that these entries of a case tell of, in the order in which things happened, as they were known at the last of them.
pub(crate) fn known(conn: &mut AnyConnection, keyring: &Keyring, entries: &[JournalRow]) -> Result<Vec<Record>, Error> {
    let mut known: BTreeMap<RecordId, Record> = BTreeMap::new();
    for (id, image) in images::opened::<Image>(conn, keyring, entries)? {
        let Image { said, happened_at, entered_by, entered_at, papers, capture, voided } = image;
        let id = RecordId::from_uuid(id);
        let (content, by, recorded_at) = (said, entered_by, entered_at);
        known.insert(id, Record { id, content, happened_at, by, recorded_at, papers, capture, voided });
    }
    let mut known: Vec<Record> = known.into_values().collect();
    known.sort_by_key(|record| (record.happened_at, record.id));
    Ok(known)
}
