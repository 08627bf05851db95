//! Two persons who are one become one, and two again.
//!
//! A merge hands the duplicate's cases to the person who stands, and leaves the duplicate as a redirect. What was merged is
//! remembered by the journal alone: a separation hands back the very cases that came with the merge.

use domain::code::Permission;
use domain::ids::{PersonId, ProceedingId, SuperviseeId};
use domain::supervisee::PersonFacts;
use domain::text::Text;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::journal::{self, Entry, Subject};
use store::persons::PersonRow;
use store::proceedings::ProceedingRow;
use store::seal::DataKey;
use store::supervisees::SuperviseeRow;
use store::{StoreError, Tx, persons, supervisees};

use super::get;
use crate::context::Context;
use crate::error::{Conflict, Error, Invalid};
use crate::proceedings;
use crate::supervisees::{Holder, reassign};

/// The action of the entry by which a duplicate remembers its merge.
const MERGED: &str = "person.merged";

/// What became of a merge or a separation.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The version of the person who stands.
    pub version: i32,
    /// The cases that changed hands.
    pub supervisee_ids: Vec<SuperviseeId>,
}

/// What the journal keeps of a merge and of its undoing.
#[derive(Debug, Serialize, Deserialize)]
struct MergeImage {
    surviving_id: PersonId,
    duplicate_id: PersonId,
    reason: String,
    supervisee_ids: Vec<SuperviseeId>,
    /// Proceedings about the person that belong to no case.
    #[serde(default)]
    proceeding_ids: Vec<ProceedingId>,
}

/// A person with key and facts.
struct Opened {
    row: PersonRow,
    key: DataKey,
    facts: PersonFacts,
}

impl Opened {
    fn lock(tx: &mut Tx<'_>, id: PersonId) -> Result<Self, Error> {
        let row = persons::lock(tx, id)?.ok_or(Error::NotFound("person"))?;
        let key = row.key(tx.keyring())?;
        let facts = row.facts(&key)?;
        Ok(Self { row, key, facts })
    }

    fn holder(&self) -> Holder<'_> {
        Holder { id: self.row.id, key: &self.key, facts: &self.facts }
    }

    fn entry(&self, action: &'static str, version: i32, image: &MergeImage) -> Entry {
        Entry {
            chain: self.row.bureau_id,
            action: action.into(),
            actor: None,
            subject: Some(Subject { person_id: self.row.id, supervisee_id: None, key: self.key.clone() }),
            resource: "merge",
            resource_id: self.row.id.uuid(),
            version,
            after: json!(image),
        }
    }
}

/// Merges a duplicate into a person: the person's facts stand, the duplicate's cases become the person's.
///
/// # Errors
/// `NotPermitted` without `persons_merge`; `NotFound`, `VersionConflict` of the person who stands; `Conflict(AlreadyMerged)` when
/// either is merged already; `Invalid` at `/duplicate_id` for the person itself, one unknown here, or one with cases out of reach.
pub fn merge(
    tx: &mut Tx<'_>,
    context: &Context,
    id: PersonId,
    seen: impl Fn(i32) -> bool,
    duplicate_id: PersonId,
    reason: &str,
) -> Result<Moved, Error> {
    context.require(Permission::PersonsMerge)?;
    check_pair(tx, context, id, duplicate_id)?;
    let cases = lock_cases(tx, context, duplicate_id, None)?;
    let (standing, duplicate) = lock_pair(tx, id, duplicate_id, seen)?;
    if duplicate.row.merged_into_id.is_some() {
        return Err(Error::Conflict(Conflict::AlreadyMerged));
    }
    if supervisees::of_person(tx.conn(), duplicate_id)?.len() != cases.len() {
        // A case was registered between the two locks: the caller may try again.
        return Err(StoreError::Busy.into());
    }
    let alone = store::proceedings::of_person_alone(tx.conn(), duplicate_id)?;
    let image = image(id, duplicate_id, reason, &cases, &alone);
    let version = persons::touch(tx, &standing.row)?;
    let merged = persons::merge(tx, &duplicate.row, Some(id))?;
    tx.record(duplicate.entry(MERGED, merged, &image));
    tx.record(standing.entry("person.absorbed", version, &image));
    for case in &cases {
        reassign(tx, &context.world, case, &duplicate.holder(), &standing.holder())?;
    }
    for row in &alone {
        proceedings::reassign(tx, row, &duplicate.holder(), &standing.holder())?;
    }
    Ok(Moved { version, supervisee_ids: image.supervisee_ids })
}

/// Undoes a merge: the duplicate stands alone again, with the very cases that came with it.
///
/// # Errors
/// As [`merge`]; `Conflict(AlreadyMerged)` when the person was itself merged since (undo that merge first),
/// `Conflict(InvalidStateTransition)` when the other is not merged into this person.
pub fn separate(
    tx: &mut Tx<'_>,
    context: &Context,
    id: PersonId,
    seen: impl Fn(i32) -> bool,
    duplicate_id: PersonId,
    reason: &str,
) -> Result<Moved, Error> {
    context.require(Permission::PersonsMerge)?;
    check_pair(tx, context, id, duplicate_id)?;
    let merge = last_merge(tx, duplicate_id)?.filter(|merge| merge.surviving_id == id);
    let cases = lock_cases(tx, context, id, Some(merge.as_ref().map_or(&[], |merge| &merge.supervisee_ids)))?;
    let (standing, duplicate) = lock_pair(tx, id, duplicate_id, seen)?;
    if merge.is_none() || duplicate.row.merged_into_id != Some(id) {
        return Err(Error::Conflict(Conflict::InvalidStateTransition));
    }
    let came = merge.map(|merge| merge.proceeding_ids).unwrap_or_default();
    let mut alone = store::proceedings::of_person_alone(tx.conn(), id)?;
    alone.retain(|row| came.contains(&row.id));
    let image = image(id, duplicate_id, reason, &cases, &alone);
    let version = persons::touch(tx, &standing.row)?;
    let restored = persons::merge(tx, &duplicate.row, None)?;
    tx.record(standing.entry("person.separated", version, &image));
    tx.record(duplicate.entry("person.restored", restored, &image));
    for case in &cases {
        reassign(tx, &context.world, case, &standing.holder(), &duplicate.holder())?;
    }
    for row in &alone {
        proceedings::reassign(tx, row, &standing.holder(), &duplicate.holder())?;
    }
    Ok(Moved { version, supervisee_ids: image.supervisee_ids })
}

/// Both are two persons whom the caller may know of.
fn check_pair(tx: &mut Tx<'_>, context: &Context, id: PersonId, duplicate_id: PersonId) -> Result<(), Error> {
    get(tx.conn(), context, id)?;
    if id == duplicate_id {
        return Err(fault("same_person", "不能与本人合并", "A person is not merged with itself"));
    }
    match get(tx.conn(), context, duplicate_id) {
        Err(Error::NotFound(_)) => Err(fault("unknown_person", "没有该人员", "No such person")),
        other => other.map(drop),
    }
}

/// Locks the cases of a person (all, or those named), in the order of their ids: cases before persons, as every write to a
/// case does.
fn lock_cases(
    tx: &mut Tx<'_>,
    context: &Context,
    id: PersonId,
    only: Option<&[SuperviseeId]>,
) -> Result<Vec<SuperviseeRow>, Error> {
    let rows = supervisees::of_person(tx.conn(), id)?;
    let mut cases = Vec::new();
    for row in rows.into_iter().filter(|row| only.is_none_or(|only| only.contains(&row.id))) {
        let out_of_reach = || {
            fault(
                "cases_out_of_reach",
                "该人员另有矫正案件不在本机构辖区",
                "The person has cases that are not within the caller's reach",
            )
        };
        cases.push(supervisees::lock(tx, &context.scope(), row.id)?.ok_or_else(out_of_reach)?);
    }
    Ok(cases)
}

/// Locks both persons in the order of their ids, so that two merges never wait for each other crosswise.
fn lock_pair(
    tx: &mut Tx<'_>,
    id: PersonId,
    duplicate_id: PersonId,
    seen: impl Fn(i32) -> bool,
) -> Result<(Opened, Opened), Error> {
    let (standing, duplicate) = if id < duplicate_id {
        let standing = Opened::lock(tx, id)?;
        (standing, Opened::lock(tx, duplicate_id)?)
    } else {
        let duplicate = Opened::lock(tx, duplicate_id)?;
        (Opened::lock(tx, id)?, duplicate)
    };
    if !seen(standing.row.version) {
        return Err(Error::VersionConflict(standing.row.version));
    }
    if standing.row.merged_into_id.is_some() {
        return Err(Error::Conflict(Conflict::AlreadyMerged));
    }
    Ok((standing, duplicate))
}

/// How a person was merged last, as the journal remembers it.
fn last_merge(tx: &mut Tx<'_>, duplicate_id: PersonId) -> Result<Option<MergeImage>, Error> {
    let entries = journal::of_person(tx.conn(), duplicate_id, None)?;
    let Some(entry) = entries.iter().rfind(|entry| entry.action == MERGED) else { return Ok(None) };
    let person = persons::find(tx.conn(), duplicate_id)?.ok_or(Error::NotFound("person"))?;
    let image = journal::after_image(entry, &person.key(tx.keyring())?)?;
    Ok(serde_json::from_value(image).map_err(|error| StoreError::corrupt("journal", entry.id, error))?)
}

fn image(
    surviving_id: PersonId,
    duplicate_id: PersonId,
    reason: &str,
    cases: &[SuperviseeRow],
    alone: &[ProceedingRow],
) -> MergeImage {
    let supervisee_ids = cases.iter().map(|case| case.id).collect();
    let proceeding_ids = alone.iter().map(|row| row.id).collect();
    MergeImage { surviving_id, duplicate_id, reason: reason.to_owned(), supervisee_ids, proceeding_ids }
}

fn fault(code: &str, zh: &str, en: &str) -> Error {
    Error::Invalid(vec![Invalid::new("/duplicate_id", code, Text::new(zh, en))])
}
