//! After-images of the journal, opened.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::ids::PersonId;
use serde::de::DeserializeOwned;
use store::journal::{self, JournalRow};
use store::keyring::Keyring;
use store::seal::DataKey;
use store::{AnyConnection, StoreError, persons};
use uuid::Uuid;

use crate::error::Error;

/// What each of these entries about persons keeps of its thing, with the thing's id: a case may have been several persons'.
///
/// # Errors
/// `Corrupt` for an entry about nobody, or one whose image is none of these.
pub(crate) fn opened<T: DeserializeOwned>(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    entries: &[JournalRow],
) -> Result<Vec<(Uuid, T)>, Error> {
    let mut keys: BTreeMap<PersonId, DataKey> = BTreeMap::new();
    let mut images = Vec::with_capacity(entries.len());
    for entry in entries {
        let corrupt = |why: &str| StoreError::corrupt("journal", entry.id, why);
        let person_id = entry.person_id.ok_or_else(|| corrupt("about no person"))?;
        let key = match keys.entry(person_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let person = persons::find(conn, person_id)?.ok_or_else(|| corrupt("its person is missing"))?;
                unknown.insert(person.key(keyring)?)
            }
        };
        let image = journal::after_image(entry, key)?;
        let image = serde_json::from_value(image).map_err(|error| StoreError::corrupt("journal", entry.id, error))?;
        images.push((entry.resource_id, image));
    }
    Ok(images)
}
