//! The history of a record: what changed, when, by whom. Protected members are named, their values are not shown.

use std::collections::{BTreeMap, BTreeSet};

use domain::code::Permission;
use domain::ids::SuperviseeId;
use domain::time::Instant;
use serde_json::{Map, Value};
use store::keyring::Keyring;
use store::{AnyConnection, journal, persons, supervisees};

use crate::context::Context;
use crate::error::Error;

/// The members whose values never stand in a history.
const PROTECTED: [&str; 9] = [
    "id_number",
    "phone",
    "birth_date",
    "residence_address",
    "household_address",
    "workplace",
    "guarantor",
    "remarks",
    "former_name",
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

/// The history of a supervisee, newest first: the record, its person, and what followed by law.
pub fn history(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<Vec<HistoryEntry>, Error> {
    context.require(Permission::HistoryRead)?;
    let missing = || Error::NotFound("supervisee");
    let row = supervisees::find(conn, &context.scope(), id)?.ok_or_else(missing)?;
    let person = persons::find(conn, row.person_id)?.ok_or_else(missing)?;
    let key = person.key(keyring)?;
    let entries = journal::of_person(conn, person.id, context.now)?;
    let mut last: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut out = Vec::new();
    for entry in entries {
        // Another case of the same person has its own history.
        if entry.supervisee_id.is_some_and(|case| case != id) && entry.resource != "person" {
            continue;
        }
        let image = flattened(journal::after_image(&entry, &key)?);
        let before = last.insert(entry.resource.clone(), image.clone()).unwrap_or_default();
        out.push(HistoryEntry {
            sequence: entry.sequence,
            recorded_at: entry.recorded_at,
            actor: entry.actor,
            action: entry.action,
            resource: entry.resource,
            version: entry.version,
            trace_id: entry.trace_id,
            changes: changes(&before, &image),
        });
    }
    out.reverse();
    Ok(out)
}

/// A supervisee's image holds its parts; on the wire they are one flat thing.
fn flattened(image: Value) -> Map<String, Value> {
    let Value::Object(mut members) = image else { return Map::new() };
    for part in ["order", "protected"] {
        if let Some(Value::Object(inner)) = members.remove(part) {
            members.extend(inner);
        }
    }
    members.remove("registered_at");
    members.remove("valid_until");
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
