//! The record of a supervisee as one flat thing: person, order, protected facts.

use domain::case_file::{CaseFile, Subject};
use domain::ids::{OrganizationId, SuperviseeId};
use domain::supervisee::{Order, PersonFacts, ProtectedOrder};
use domain::time::local_day;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use store::persons::PersonRow;
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{AnyConnection, StoreError, persons};

use crate::error::Error;
use crate::merge_patch;

pub use crate::roster::reader::Draft;

/// A case with its person and the key to both.
pub(super) struct Loaded {
    pub(super) row: SuperviseeRow,
    pub(super) person: PersonRow,
    pub(super) key: DataKey,
    pub(super) person_facts: PersonFacts,
    pub(super) protected: ProtectedOrder,
}

impl Loaded {
    /// Opens a case: its person, its key, what is sealed.
    pub(super) fn open(
        conn: &mut AnyConnection,
        keyring: &store::keyring::Keyring,
        row: SuperviseeRow,
    ) -> Result<Self, Error> {
        let person = persons::find(conn, row.person_id)?
            .ok_or_else(|| StoreError::corrupt("supervisees", row.id, "its person is missing"))?;
        let key = person.key(keyring)?;
        let person_facts = person.facts(&key)?;
        let protected = row.protected(&key)?;
        Ok(Self { row, person, key, person_facts, protected })
    }

    /// The case file that the law looks at.
    pub(super) fn case_file(&self) -> CaseFile {
        case_file(self.row.id, &self.person_facts, &self.row.facts.0, self.row.created_at)
    }
}

/// The case file that the law looks at.
pub(super) fn case_file(
    id: SuperviseeId,
    person: &PersonFacts,
    order: &Order,
    registered_at: domain::time::Instant,
) -> CaseFile {
    CaseFile {
        supervisee_id: id,
        person: Subject::of(person),
        order: order.clone(),
        registered_on: local_day(registered_at),
    }
}

/// A supervisee's after-image for the journal.
pub(super) fn after_image(
    person_id: domain::ids::PersonId,
    organization_id: OrganizationId,
    order: &Order,
    protected: &ProtectedOrder,
    registered_at: domain::time::Instant,
) -> Value {
    json!({
        "person_id": person_id,
        "organization_id": organization_id,
        "order": order,
        "protected": protected,
        "registered_at": registered_at,
    })
}

/// The members of a record, flat, as they stand on the wire.
pub(super) fn flat(person: &PersonFacts, order: &Order, protected: &ProtectedOrder) -> Map<String, Value> {
    let mut out = Map::new();
    for part in [json!(person), json!(order), json!(protected)] {
        if let Value::Object(members) = part {
            out.extend(members);
        }
    }
    out
}

/// Reads one part of a flat record; each part takes the members it knows.
pub(super) fn part<T: DeserializeOwned>(members: &Map<String, Value>) -> Result<T, Error> {
    serde_json::from_value(Value::Object(members.clone())).map_err(|error| merge_patch::unfit(&error))
}

impl Draft {
    /// The draft that flat members make.
    pub fn of(members: &Map<String, Value>, organization_id: OrganizationId) -> Result<Self, Error> {
        Ok(Self { person: part(members)?, order: part(members)?, protected: part(members)?, organization_id })
    }
}
