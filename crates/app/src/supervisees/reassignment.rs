//! A case handed to another person: by a merge of two persons who are one, and back.

use domain::ids::PersonId;
use domain::supervisee::PersonFacts;
use store::clocks::Owner;
use store::journal::{Entry, Subject};
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{Tx, supervisees};

use super::record::{after_image, case_file};
use super::settle::settle;
use crate::context::World;
use crate::error::Error;

/// A person with what opens and describes them.
pub(crate) struct Holder<'a> {
    pub(crate) id: PersonId,
    pub(crate) key: &'a DataKey,
    pub(crate) facts: &'a PersonFacts,
}

/// Hands a case from one person to another: what is protected is sealed anew, what follows from the person is computed anew.
pub(crate) fn reassign(
    tx: &mut Tx<'_>,
    world: &World,
    case: &SuperviseeRow,
    from: &Holder<'_>,
    to: &Holder<'_>,
) -> Result<(), Error> {
    let protected = case.protected(from.key)?;
    let version = supervisees::reassign(tx, case, to.id, to.key, &protected)?;
    let owner = Owner { supervisee_id: case.id, bureau_id: case.bureau_id, organization_id: case.organization_id };
    let order = &case.facts.0;
    settle(tx, world, owner, &case_file(case.id, to.facts, order, case.created_at))?;
    tx.record(Entry {
        chain: case.bureau_id,
        action: "supervisee.reassigned",
        actor: None,
        subject: Some(Subject { person_id: to.id, supervisee_id: Some(case.id), key: to.key.clone() }),
        resource: "supervisee",
        resource_id: case.id.uuid(),
        version,
        after: after_image(to.id, case.organization_id, order, &protected, case.created_at),
    });
    Ok(())
}
