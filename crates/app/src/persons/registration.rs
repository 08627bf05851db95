//! Registering a person who is not, or not yet, under supervision: so that a commission about them can be taken up (调查评估).

use domain::code::Permission;
use domain::ids::PersonId;
use domain::supervisee::{PersonFacts, person_faults};
use serde_json::{Map, Value};
use store::{Tx, persons};

use super::get;
use crate::context::Context;
use crate::error::Error;
use crate::supervisees::{insert_person, lock_person, part, person_entry, refusing};

/// What became of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    /// The person is within the caller's reach from now on.
    New(PersonId),
    /// The person was there already; nothing was written.
    Known(PersonId),
}

/// Registers a person from the members of a request. One who is known by the identity number is that person, whose facts stand: they
/// are corrected in a case. A case registered later with the number is the person's.
///
/// # Errors
/// `NotPermitted` without `supervisees_write`; every fault of the facts together.
pub fn register(tx: &mut Tx<'_>, context: &Context, members: &Map<String, Value>) -> Result<Registration, Error> {
    context.require(Permission::SuperviseesWrite)?;
    let facts: PersonFacts = part(members)?;
    let wrong = refusing(person_faults(&facts));
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let organization_id = context.actor.organization_id;
    let bureau_id = context.world.tree.bureau_of(organization_id);
    let bureau_id = bureau_id.ok_or(Error::NotPermitted(Permission::SuperviseesWrite))?;
    let id = match lock_person(tx, &facts)? {
        None => insert_person(tx, bureau_id, &facts)?.0,
        Some(person) => {
            match get(tx.conn(), context, person.id) {
                Ok(_reached) => return Ok(Registration::Known(person.id)),
                Err(Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
            let key = person.key(tx.keyring())?;
            let version = persons::touch(tx, &person)?;
            let kept = person.facts(&key)?;
            tx.record(person_entry("person.registered", person.id, bureau_id, None, &key, version, &kept));
            person.id
        }
    };
    persons::register(tx, id, bureau_id, organization_id)?;
    Ok(Registration::New(id))
}
