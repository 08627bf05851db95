//! Taking a person into the register.

use domain::code::{Level, Permission, Severity};
use domain::ids::{OrganizationId, PersonId, SuperviseeId};
use domain::supervisee::{Fault, PersonFacts, faults};
use domain::text::Text;
use pinyin::ToPinyin;
use serde_json::{Map, Value, json};
use store::clocks::{ClocksOf, Owner};
use store::journal::{Entry, Subject};
use store::keyring::Keyring;
use store::persons::PersonRow;
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{AnyConnection, StoreError, Tx, persons, supervisees};

use super::record::{Draft, after_image, stated};
use super::settle::settle;
use crate::context::{Context, World};
use crate::error::{Conflict, Error, Invalid};

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is a new case.
    Registered(SuperviseeId),
    /// The case stands in the register already; nothing was written.
    Unchanged(SuperviseeId),
}

/// Registers one supervisee from the flat members of a request.
///
/// # Errors
/// Every fault of the facts together; a conflict when the very case is registered already.
pub fn register(
    tx: &mut Tx<'_>,
    context: &Context,
    members: &Map<String, Value>,
    organization_id: OrganizationId,
) -> Result<SuperviseeId, Error> {
    context.require(Permission::SuperviseesWrite)?;
    let draft = Draft::of(members, organization_id)?;
    let mut wrong = invalid(&draft);
    let place = context.world.tree.get(organization_id).filter(|place| context.reaches(place.id));
    if !place.is_some_and(|place| matches!(place.level, Level::Office | Level::County)) {
        let message = Text::new("执行单位不存在", "No such organisation");
        wrong.push(Invalid::new("/organization_id", "unknown_organization", message));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    match admit(tx, &context.world, &draft, false)? {
        Admission::Registered(id) => Ok(id),
        Admission::Unchanged(_) => Err(Error::Conflict(Conflict::AlreadyExists)),
    }
}

/// The faults that refuse a record.
pub(super) fn invalid(draft: &Draft) -> Vec<Invalid> {
    refusing(faults(&draft.person, &draft.order, &draft.protected))
}

/// Those of these faults that refuse a record, each at its member.
pub(crate) fn refusing(faults: Vec<Fault>) -> Vec<Invalid> {
    let refusing = faults.into_iter().filter(|fault| fault.severity == Severity::Error);
    refusing
        .map(|fault| Invalid::new(format!("/{}", fault.field.replace('.', "/")), fault.code, fault.message))
        .collect()
}

/// Takes a checked draft into the register: finds or makes the person, writes the case, what follows from it, and the journal.
///
/// `carried_over` says that the case was running before it came into this register.
pub fn admit(tx: &mut Tx<'_>, world: &World, draft: &Draft, carried_over: bool) -> Result<Admission, Error> {
    let bureau_id = bureau_of(world, draft.organization_id)?;
    let person = lock_person(tx, &draft.person)?;
    if let Some(person) = &person
        && let Some(existing) = registered_case(tx.conn(), person.id, bureau_id, draft)?
    {
        return Ok(Admission::Unchanged(existing));
    }
    let (person_id, key, facts) = match person {
        Some(person) => update_person(tx, &person, &draft.person)?,
        None => insert_person(tx, bureau_id, &draft.person)?,
    };
    let mut order = draft.order.clone();
    if carried_over {
        order.carried_over_on = Some(domain::time::local_day(tx.now()));
    }
    let id = SuperviseeId::from_uuid(store::fresh_id());
    let written = supervisees::Facts {
        person_id,
        bureau_id,
        organization_id: draft.organization_id,
        order: &order,
        protected: &draft.protected,
    };
    supervisees::insert(tx, id, &key, written)?;
    let organization_id = draft.organization_id;
    let owner = Owner { of: ClocksOf::Case(id), person_id, bureau_id, organization_id };
    let registered_at = tx.now();
    settle(tx, world, owner, &key, &order, &stated(world, id, organization_id, &facts, &order, registered_at))?;
    tx.record(Entry {
        chain: bureau_id,
        action: "supervisee.registered".into(),
        actor: None,
        subject: Some(Subject { person_id, supervisee_id: Some(id), key }),
        resource: "supervisee",
        resource_id: id.uuid(),
        version: 1,
        after: after_image(person_id, organization_id, &order, &draft.protected, registered_at),
    });
    Ok(Admission::Registered(id))
}

/// What [`admit`] would find: the case, if it stands in the register already.
pub fn would_admit(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    world: &World,
    draft: &Draft,
) -> Result<Option<SuperviseeId>, Error> {
    let bureau_id = bureau_of(world, draft.organization_id)?;
    match persons::by_id_number(conn, keyring, &normal(&draft.person).id_number)? {
        Some(person) => registered_case(conn, person.id, bureau_id, draft),
        None => Ok(None),
    }
}

fn bureau_of(world: &World, organization_id: OrganizationId) -> Result<OrganizationId, Error> {
    world.tree.bureau_of(organization_id).ok_or(Error::NotFound("organization"))
}

/// The same order of the same person at the same bureau: by the judgment's number, else by the first day of supervision.
fn registered_case(
    conn: &mut AnyConnection,
    person_id: PersonId,
    bureau_id: OrganizationId,
    draft: &Draft,
) -> Result<Option<SuperviseeId>, Error> {
    let same = |row: &SuperviseeRow| {
        let (kept, new) = (&row.facts.0, &draft.order);
        row.bureau_id == bureau_id
            && kept.category == new.category
            && match (&kept.judgment_number, &new.judgment_number) {
                (Some(kept), Some(new)) => kept == new,
                (_, _) => kept.supervision_starts_on == new.supervision_starts_on,
            }
    };
    Ok(supervisees::of_person(conn, person_id)?.iter().find(|row| same(row)).map(|row| row.id))
}

/// The person who goes by the identity number of these facts, locked; where there is none, nobody else can enter one meanwhile.
pub(crate) fn lock_person(tx: &mut Tx<'_>, facts: &PersonFacts) -> Result<Option<PersonRow>, Error> {
    let number = normal(facts).id_number;
    persons::lock_id_number(tx, &number)?;
    let keyring = tx.keyring();
    let known = persons::by_id_number(tx.conn(), keyring, &number)?;
    Ok(known.map(|found| persons::lock_surviving(tx, &found)).transpose()?)
}

/// Makes a person of checked facts, registered by a bureau.
pub(crate) fn insert_person(
    tx: &mut Tx<'_>,
    bureau_id: OrganizationId,
    facts: &PersonFacts,
) -> Result<(PersonId, DataKey, PersonFacts), Error> {
    let id = PersonId::from_uuid(store::fresh_id());
    let facts = normal(facts);
    let key = persons::insert(tx, id, bureau_id, &facts, &initials(&facts.name))?;
    tx.record(person_entry("person.registered", id, bureau_id, None, &key, 1, &facts));
    Ok((id, key, facts))
}

/// A person who is known: what the new registration states is the later knowledge, what it leaves out stands.
fn update_person(
    tx: &mut Tx<'_>,
    person: &PersonRow,
    new: &PersonFacts,
) -> Result<(PersonId, DataKey, PersonFacts), Error> {
    let key = person.key(tx.keyring())?;
    let kept = person.facts(&key)?;
    let mut stated = members_of(&normal(new));
    if stated.get("id_number").and_then(Value::as_str) != Some(kept.id_number.as_str()) {
        // Found by the number of a person who was merged into this one: it says nothing about this one's.
        for member in ["id_number", "birth_date", "sex"] {
            stated.remove(member);
        }
    }
    let mut members = members_of(&kept);
    members.extend(stated);
    let merged: PersonFacts = super::record::part(&members)?;
    if merged != kept {
        write_person(tx, person, &key, &merged, None)?;
    }
    Ok((person.id, key, merged))
}

/// Writes changed facts of a person, with the journal entry.
pub(super) fn write_person(
    tx: &mut Tx<'_>,
    person: &PersonRow,
    key: &DataKey,
    facts: &PersonFacts,
    case: Option<SuperviseeId>,
) -> Result<i32, Error> {
    let version = match persons::update(tx, person, key, facts, &initials(&facts.name)) {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(person.version + 1)),
        other => other?,
    };
    tx.record(person_entry("person.corrected", person.id, person.bureau_id, case, key, version, facts));
    Ok(version)
}

pub(crate) fn person_entry(
    action: &'static str,
    person_id: PersonId,
    chain: OrganizationId,
    supervisee_id: Option<SuperviseeId>,
    key: &DataKey,
    version: i32,
    facts: &PersonFacts,
) -> Entry {
    Entry {
        chain,
        action: action.into(),
        actor: None,
        subject: Some(Subject { person_id, supervisee_id, key: key.clone() }),
        resource: "person",
        resource_id: person_id.uuid(),
        version,
        after: json!(facts),
    }
}

fn members_of(facts: &PersonFacts) -> Map<String, Value> {
    match json!(facts) {
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

/// The identity number in its one written form (`x` as `X`), so that its keyed hash finds it.
pub(super) fn normal(facts: &PersonFacts) -> PersonFacts {
    let number = domain::identity::IdentityNumber::parse(&facts.id_number).map(|number| number.as_str().to_owned());
    PersonFacts { id_number: number.unwrap_or_else(|_fault| facts.id_number.clone()), ..facts.clone() }
}

/// The pinyin initials of a name: 张三 is `zs`. Letters stand for themselves.
pub(crate) fn initials(name: &str) -> String {
    name.chars()
        .filter_map(|letter| match letter.to_pinyin() {
            Some(sound) => sound.first_letter().chars().next(),
            None => letter.is_ascii_alphanumeric().then(|| letter.to_ascii_lowercase()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_pinyin() {
        assert_eq!(initials("张三"), "zs");
        assert_eq!(initials("欧阳旭"), "oyx");
        assert_eq!(initials("John 李"), "johnl");
    }
}
