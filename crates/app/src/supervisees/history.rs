//! The history of a record: what changed, when, by whom. Protected members are named, their values are not shown.

use std::collections::{BTreeMap, BTreeSet};

use domain::code::{ConditionCode, Permission};
use domain::ids::{PersonId, SuperviseeId};
use domain::time::Instant;
use serde_json::{Map, Value};
use store::journal::JournalRow;
use store::keyring::Keyring;
use store::seal::DataKey;
use store::{AnyConnection, journal, persons, standings, supervisees};
use uuid::Uuid;

use super::shown_name;
use crate::context::Context;
use crate::error::Error;

/// The members whose values never stand in a history; what a proceeding or a record is about and what was said in it is read there,
/// by those who may.
const PROTECTED: [&str; 15] = [
    "content",
    "step",
    "voided",
    "id_number",
    "phone",
    "birth_date",
    "residence_address",
    "household_address",
    "workplace",
    "guarantor",
    "remarks",
    "former_name",
    // Of papers: what they are called may name anybody, and a digest tells what they are.
    "title",
    "file_name",
    "sha256",
];

/// One entry of a history.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    /// Its place in the bureau's chain.
    pub sequence: i64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// By whom.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// The noun of what was changed.
    pub resource: String,
    /// Its version after the change.
    pub version: i32,
    /// The trace of the request.
    pub trace_id: String,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One changed member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The member, as on the wire.
    pub field: String,
    /// What it was; absent where it is protected or was not there.
    pub before: Option<Value>,
    /// What it became; absent where it is protected or was cleared.
    pub after: Option<Value>,
}

/// The history of a supervisee, newest first: the record, its person, and what followed by law. Names stand in it as the caller
/// sees them anywhere else.
pub fn history(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<Vec<HistoryEntry>, Error> {
    context.require(Permission::HistoryRead)?;
    let missing = || Error::NotFound("supervisee");
    supervisees::find(conn, &context.scope(), id)?.ok_or_else(missing)?;
    let minor = standings::has_condition(conn, id, ConditionCode::MinorRegime)?;
    let (entries, keys) = entries(conn, keyring, id)?;
    let mut owner = entries.iter().find(|entry| entry.supervisee_id == Some(id)).and_then(|entry| entry.person_id);
    let mut last: BTreeMap<(String, Uuid), Map<String, Value>> = BTreeMap::new();
    let mut out = Vec::new();
    for entry in entries {
        let Some((person_id, key)) = entry.person_id.and_then(|id| Some((id, keys.get(&id)?))) else { continue };
        let image = flattened(journal::after_image(&entry, key)?);
        let of = (entry.resource.clone(), entry.resource_id);
        let before = last.insert(of, image.clone()).unwrap_or_default();
        let mut changes = changes(&before, &image);
        if owner != Some(person_id) {
            if entry.supervisee_id != Some(id) {
                // Of a person whose case this was not then.
                continue;
            }
            changes.extend(change_of_person(&last, owner, person_id));
            owner = Some(person_id);
        }
        changes.iter_mut().for_each(|change| show_name(context, minor, change));
        out.push(HistoryEntry {
            sequence: entry.sequence,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            action: entry.action,
            resource: entry.resource,
            version: entry.version,
            trace_id: entry.trace_id,
            changes,
        });
    }
    out.reverse();
    Ok(out)
}

/// The entries of a case and of every person whose case it ever was, oldest first, with the keys of these persons.
fn entries(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    id: SuperviseeId,
) -> Result<(Vec<JournalRow>, BTreeMap<PersonId, DataKey>), Error> {
    let mut entries = journal::of_case(conn, id, None)?;
    entries.retain(|entry| entry.resource != "person");
    let mut keys = BTreeMap::new();
    let persons_of_case: BTreeSet<PersonId> = entries.iter().filter_map(|entry| entry.person_id).collect();
    for person_id in persons_of_case {
        let person = persons::find(conn, person_id)?.ok_or(Error::NotFound("person"))?;
        keys.insert(person_id, person.key(keyring)?);
        entries.extend(journal::of_person(conn, person_id, None)?);
    }
    entries.sort_by_key(|entry| (entry.recorded_at, entry.sequence));
    Ok((entries, keys))
}

/// What a case shows otherwise since it is another person's.
fn change_of_person(
    last: &BTreeMap<(String, Uuid), Map<String, Value>>,
    from: Option<PersonId>,
    to: PersonId,
) -> Vec<Change> {
    let facts = |id: PersonId| last.get(&("person".to_owned(), id.uuid())).cloned().unwrap_or_default();
    changes(&from.map(facts).unwrap_or_default(), &facts(to))
}

/// Puts the name as this caller sees it in the place of the name.
fn show_name(context: &Context, minor: bool, change: &mut Change) {
    if change.field == "name" {
        for value in [&mut change.before, &mut change.after].into_iter().flatten() {
            *value = value.as_str().map_or(Value::Null, |name| shown_name(context, name, minor).into());
        }
    }
}

/// A supervisee's image holds its parts; on the wire they are one flat thing.
fn flattened(image: Value) -> Map<String, Value> {
    let Value::Object(mut members) = image else { return Map::new() };
    for part in ["order", "protected"] {
        if let Some(Value::Object(inner)) = members.remove(part) {
            members.extend(inner);
        }
    }
    for own in ["registered_at", "valid_until", "opened_at", "opened_by", "entered_at", "entered_by"] {
        members.remove(own);
    }
    members
}

fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<Change> {
    let fields: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    fields
        .into_iter()
        .filter(|field| before.get(*field) != after.get(*field))
        .map(|field| {
            let open = !PROTECTED.contains(&field.as_str());
            let value = |of: &Map<String, Value>| of.get(field).filter(|_| open).cloned();
            Change { field: field.clone(), before: value(before), after: value(after) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn protected_members_are_named_without_their_values() {
        let map = |value: Value| flattened(value);
        let before = map(json!({"name": "张三", "phone": "1", "order": {"offence": "盗窃罪"}}));
        let after = map(json!({"name": "张三", "phone": "2", "order": {}}));
        let change = |field: &str, before: Option<Value>| Change { field: field.to_owned(), before, after: None };
        assert_eq!(changes(&before, &after), [change("offence", Some(json!("盗窃罪"))), change("phone", None)]);
    }
}
