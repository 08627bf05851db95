//! Correcting a record: by merge patch, at the version that was read.

use domain::code::Permission;
use domain::ids::SuperviseeId;
use domain::masks;
use domain::supervisee::{Order, PersonFacts, ProtectedOrder};
use domain::text::Text;
use serde_json::{Map, Value};
use store::journal::Entry;
use store::{StoreError, Tx, persons, supervisees};

use super::admission::{invalid, normal, write_person};
use super::record::{Draft, Loaded, after_image, flat, part, stated};
use super::settle::{resettle, settle};
use crate::context::Context;
use crate::error::{Error, Invalid};
use crate::{merge_patch, proceedings, records};

/// Corrects a supervisee. Members that are absent stay, `null` clears.
///
/// # Errors
/// `VersionConflict` when the record was changed since the caller read it; every fault of the corrected facts together.
pub fn correct(
    tx: &mut Tx<'_>,
    context: &Context,
    id: SuperviseeId,
    seen: impl Fn(i32) -> bool,
    patch: &Map<String, Value>,
) -> Result<(), Error> {
    context.require(Permission::SuperviseesWrite)?;
    let row = supervisees::lock(tx, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    if !seen(row.version) {
        return Err(Error::VersionConflict(row.version));
    }
    refuse_masks(patch)?;
    persons::lock(tx, row.person_id)?;
    let keyring = tx.keyring();
    let case = Loaded::open(tx.conn(), keyring, row)?;
    let members = flat(&case.person_facts, &case.row.facts.0, &case.protected);
    let members: Map<String, Value> = merge_patch::apply(&members, patch)?;
    let person: PersonFacts = normal(&part(&members)?);
    let carried_over_on = case.row.facts.0.carried_over_on;
    let order = Order { carried_over_on, ..part(&members)? };
    let protected: ProtectedOrder = part(&members)?;
    let draft = Draft { person, order, protected, organization_id: case.row.organization_id };
    let wrong = invalid(&draft);
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let person_changed = draft.person != case.person_facts;
    if person_changed {
        write_person(tx, &case.person, &case.key, &draft.person, Some(id))?;
    }
    let proceedings = proceedings::of_case(tx.conn(), id, &case.key)?;
    let records = records::of_case(tx.conn(), id, &case.key)?;
    let (office, registered_at) = (case.row.organization_id, case.row.created_at);
    let file = stated(&context.world, id, office, &draft.person, &draft.order, registered_at);
    let file = file.with(proceedings, records);
    let written = supervisees::update(tx, &case.row, &case.key, &draft.order, &file.order, &draft.protected);
    let version = match written {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(case.row.version + 1)),
        other => other?,
    };
    settle(tx, &context.world, case.owner(), &case.key, &draft.order, &file)?;
    tx.record(Entry {
        chain: case.row.bureau_id,
        action: "supervisee.corrected".into(),
        actor: None,
        subject: Some(case.subject()),
        resource: "supervisee",
        resource_id: id.uuid(),
        version,
        after: after_image(
            case.person.id,
            case.row.organization_id,
            &draft.order,
            &draft.protected,
            case.row.created_at,
        ),
    });
    if person_changed {
        resettle_others(tx, context, case.person.id, id)?;
    }
    Ok(())
}

/// Corrects where the person of a locked case lives, because a proceeding has moved them.
///
/// # Errors
/// Where the store fails.
pub(crate) fn correct_residence(tx: &mut Tx<'_>, context: &Context, case: &Loaded, address: &str) -> Result<(), Error> {
    persons::lock(tx, case.person.id)?;
    let person = PersonFacts { residence_address: Some(address.to_owned()), ..case.person_facts.clone() };
    if person == case.person_facts {
        return Ok(());
    }
    write_person(tx, &case.person, &case.key, &person, Some(case.row.id))?;
    supervisees::touch(tx, &case.row)?;
    resettle_others(tx, context, case.person.id, case.row.id)
}

/// The person's other cases show the person too: their versions move on and what follows from them is computed anew.
fn resettle_others(
    tx: &mut Tx<'_>,
    context: &Context,
    person_id: domain::ids::PersonId,
    but: SuperviseeId,
) -> Result<(), Error> {
    for other in supervisees::of_person(tx.conn(), person_id)?.into_iter().filter(|other| other.id != but) {
        if !resettle(tx, &context.world, other.id)? {
            supervisees::touch(tx, &other)?;
        }
    }
    Ok(())
}

/// A value that was shown masked does not come back as if it were the value.
fn refuse_masks(patch: &Map<String, Value>) -> Result<(), Error> {
    let masked = ["id_number", "phone", "name"]
        .into_iter()
        .filter(|member| patch.get(*member).and_then(Value::as_str).is_some_and(masks::is_masked));
    let wrong: Vec<Invalid> = masked
        .map(|member| {
            Invalid::new(
                format!("/{member}"),
                "masked_value",
                Text::new("不能写回已掩码的值", "A masked value cannot be written back"),
            )
        })
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}
