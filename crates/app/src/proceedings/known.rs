//! Proceedings as the journal remembers them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::code::ProceedingStatus;
use domain::ids::{OrganizationId, PersonId, ProceedingId};
use domain::proceedings::{Content, Proceeding, Signer, Step};
use domain::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::journal::{self, JournalRow};
use store::keyring::Keyring;
use store::seal::DataKey;
use store::{AnyConnection, StoreError, persons};

use crate::error::Error;

/// The noun of journal entries about proceedings.
pub(crate) const RESOURCE: &str = "proceeding";

/// What an entry keeps of a proceeding: how it stood after the act, and the step that the act made.
#[derive(Debug, Serialize, Deserialize)]
struct Image {
    number: String,
    organization_id: OrganizationId,
    /// None where the service itself opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opened_by: Option<Signer>,
    opened_at: Instant,
    status: ProceedingStatus,
    content: Content,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
}

/// The after-image of a proceeding.
pub(super) fn image(proceeding: &Proceeding, status: ProceedingStatus, step: Option<&Step>) -> Value {
    json!(Image {
        number: proceeding.number.clone(),
        organization_id: proceeding.organization_id,
        opened_by: proceeding.opened_by,
        opened_at: proceeding.opened_at,
        status,
        content: proceeding.content.clone(),
        step: step.cloned(),
    })
}

/// The proceedings that these entries of a case tell of, oldest first: content and steps as they were known at the last of them.
pub(crate) fn known(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    entries: &[JournalRow],
) -> Result<Vec<Proceeding>, Error> {
    let mut keys: BTreeMap<PersonId, DataKey> = BTreeMap::new();
    let mut known: BTreeMap<ProceedingId, Proceeding> = BTreeMap::new();
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
        let image: Image =
            serde_json::from_value(image).map_err(|error| StoreError::corrupt("journal", entry.id, error))?;
        let id = ProceedingId::from_uuid(entry.resource_id);
        let Image { number, organization_id, opened_by, opened_at, status: _, content, step } = image;
        let steps = known.remove(&id).map(|before| before.steps).unwrap_or_default();
        let steps = steps.into_iter().chain(step).collect();
        known.insert(id, Proceeding { id, number, organization_id, opened_by, opened_at, content, steps });
    }
    Ok(known.into_values().collect())
}
