//! A case handed on: to another person, by a merge of two persons who are one, and back; to another office of the bureau.

use domain::ids::{OrganizationId, PersonId};
use domain::supervisee::PersonFacts;
use store::clocks::{ClocksOf, Owner};
use store::journal::{Entry, Subject};
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{Tx, supervisees};

use super::record::{Loaded, after_image, stated};
use super::settle::settle;
use crate::context::World;
use crate::error::Error;
use crate::{proceedings, records};

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
    for row in store::proceedings::of_case(tx.conn(), case.id)? {
        proceedings::reassign(tx, &row, from, to)?;
    }
    for row in store::records::of_case(tx.conn(), case.id)? {
        records::reassign(tx, &row, from, to)?;
    }
    let owner = Owner {
        of: ClocksOf::Case(case.id),
        person_id: to.id,
        bureau_id: case.bureau_id,
        organization_id: case.organization_id,
    };
    let order = &case.facts.0;
    let proceedings = proceedings::of_case(tx.conn(), case.id, to.key)?;
    let records = records::of_case(tx.conn(), case.id, to.key)?;
    let file = stated(world, case.id, case.organization_id, to.facts, order, case.created_at);
    let file = file.with(proceedings, records);
    settle(tx, world, owner, to.key, order, &file)?;
    tx.record(Entry {
        chain: case.bureau_id,
        action: "supervisee.reassigned".into(),
        actor: None,
        subject: Some(Subject { person_id: to.id, supervisee_id: Some(case.id), key: to.key.clone() }),
        resource: "supervisee",
        resource_id: case.id.uuid(),
        version,
        after: after_image(to.id, case.organization_id, order, &protected, case.created_at),
    });
    Ok(())
}

/// Hands a locked case to another office of its bureau, with all its proceedings and records. What follows from it is for the caller to compute.
pub(crate) fn hand_over(tx: &mut Tx<'_>, case: &Loaded, to: OrganizationId) -> Result<(), Error> {
    let version = supervisees::hand_over(tx, &case.row, to)?;
    tx.record(Entry {
        chain: case.row.bureau_id,
        action: "supervisee.handed_over".into(),
        actor: None,
        subject: Some(case.subject()),
        resource: "supervisee",
        resource_id: case.row.id.uuid(),
        version,
        after: after_image(case.person.id, to, &case.row.facts.0, &case.protected, case.row.created_at),
    });
    Ok(())
}
