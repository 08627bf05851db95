//! The record of a supervisee as one flat thing: person, order, protected facts.

use domain::case_file::{CaseFile, Subject};
use domain::ids::{OrganizationId, SuperviseeId};
use domain::supervisee::{Order, PersonFacts, ProtectedOrder};
use domain::time::{Instant, local_day};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use store::clocks::{ClocksOf, Owner};
use store::persons::PersonRow;
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{AnyConnection, StoreError, journal, persons};

use crate::context::World;
use crate::error::Error;
use crate::{merge_patch, proceedings, records};

pub use crate::roster::reader::Draft;

/// A case with its person and the key to both.
pub(crate) struct Loaded {
    pub(crate) row: SuperviseeRow,
    pub(crate) person: PersonRow,
    pub(crate) key: DataKey,
    pub(crate) person_facts: PersonFacts,
    pub(crate) protected: ProtectedOrder,
}

impl Loaded {
    /// Opens a case: its person, its key, what is sealed.
    pub(crate) fn open(
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

    /// The case file that the law looks at, with every proceeding and every record.
    pub(crate) fn case_file(&self, conn: &mut AnyConnection, world: &World) -> Result<CaseFile, Error> {
        let proceedings = proceedings::of_case(conn, self.row.id, &self.key)?;
        let records = records::of_case(conn, self.row.id, &self.key)?;
        Ok(self.stated(world).with(proceedings, records))
    }

    /// The case file as stated, before any proceeding or record.
    pub(crate) fn stated(&self, world: &World) -> CaseFile {
        let SuperviseeRow { id, organization_id, facts, created_at, .. } = &self.row;
        stated(world, *id, *organization_id, &self.person_facts, &facts.0, *created_at)
    }

    /// Whose clocks the case has.
    pub(crate) fn owner(&self) -> Owner {
        Owner {
            of: ClocksOf::Case(self.row.id),
            person_id: self.row.person_id,
            bureau_id: self.row.bureau_id,
            organization_id: self.row.organization_id,
        }
    }

    /// Whom journal entries of the case are about.
    pub(crate) fn subject(&self) -> journal::Subject {
        journal::Subject { person_id: self.person.id, supervisee_id: Some(self.row.id), key: self.key.clone() }
    }
}

/// The case file as stated, before any proceeding or record.
pub(super) fn stated(
    world: &World,
    id: SuperviseeId,
    organization_id: OrganizationId,
    person: &PersonFacts,
    order: &Order,
    registered_at: Instant,
) -> CaseFile {
    CaseFile {
        supervisee_id: id,
        person: Subject::of(person),
        order: order.clone(),
        registered_on: local_day(registered_at),
        place: world.place(organization_id),
        proceedings: Vec::new(),
        records: Vec::new(),
    }
}

/// A supervisee's after-image for the journal.
pub(super) fn after_image(
    person_id: domain::ids::PersonId,
    organization_id: OrganizationId,
    order: &Order,
    protected: &ProtectedOrder,
    registered_at: Instant,
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
pub(crate) fn part<T: DeserializeOwned>(members: &Map<String, Value>) -> Result<T, Error> {
    serde_json::from_value(Value::Object(members.clone())).map_err(|error| merge_patch::unfit(&error))
}

impl Draft {
    /// The draft that flat members make.
    pub fn of(members: &Map<String, Value>, organization_id: OrganizationId) -> Result<Self, Error> {
        Ok(Self { person: part(members)?, order: part(members)?, protected: part(members)?, organization_id })
    }
}
