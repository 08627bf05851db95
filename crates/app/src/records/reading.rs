//! Reading records: lists of one kind, one.

use domain::code::{ConditionCode, Permission, RecordKind};
use domain::ids::{RecordId, SuperviseeId};
use domain::records::Record;
use domain::time::Instant;
use store::keyring::Keyring;
use store::records::{self, Filter, RecordListRow, RecordRow};
use store::seal::DataKey;
use store::{AnyConnection, StoreError, standings};

use crate::context::Context;
use crate::error::Error;
use crate::supervisees::{most, shown_name};

/// A record, as the caller may see it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The record as stored.
    pub row: RecordRow,
    /// The record.
    pub record: Record,
    /// The person's name, as shown to the caller.
    pub name: String,
}

/// Every record of a case, in the order in which things happened, opened with the key of the case's person.
pub(crate) fn of_case(conn: &mut AnyConnection, id: SuperviseeId, person: &DataKey) -> Result<Vec<Record>, StoreError> {
    records::of_case(conn, id)?.iter().map(|row| row.record(person)).collect()
}

/// Says no unless the caller may read records of the kind.
pub(crate) fn require_reader(context: &Context, kind: RecordKind) -> Result<(), Error> {
    context.require(Permission::RecordsRead)?;
    kind.reader().map_or(Ok(()), |reader| context.require(reader))
}

/// Says no to who may not read what concerns minors, where the case is a minor's.
pub(super) fn require_sight(conn: &mut AnyConnection, context: &Context, id: SuperviseeId) -> Result<(), Error> {
    let minor = standings::find(conn, id)?
        .is_some_and(|standing| standing.conditions.0.iter().any(|held| held.code == ConditionCode::MinorRegime));
    if minor { context.require(Permission::MinorsRead) } else { Ok(()) }
}

/// A page of records of one kind within the caller's reach and sight, what happened last first.
///
/// # Errors
/// `NotPermitted` without the permission to read the kind.
pub fn list(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: RecordKind,
    filter: &Filter,
    after: Option<(Instant, RecordId)>,
    limit: usize,
) -> Result<Vec<Shown>, Error> {
    require_reader(context, kind)?;
    let minors = context.actor.may(Permission::MinorsRead);
    let rows = records::list(conn, &context.scope(), kind, minors, filter, after, most(limit))?;
    rows.into_iter().map(|row| shown(keyring, context, row)).collect()
}

/// One record of a kind within the caller's reach.
///
/// # Errors
/// `NotFound`; `NotPermitted` without the permission to read it, or what concerns minors.
pub fn get(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    kind: RecordKind,
    id: RecordId,
) -> Result<Shown, Error> {
    require_reader(context, kind)?;
    let found = records::find(conn, &context.scope(), kind, id)?.ok_or(Error::NotFound("record"))?;
    require_sight(conn, context, found.row.supervisee_id)?;
    shown(keyring, context, found)
}

fn shown(keyring: &Keyring, context: &Context, found: RecordListRow) -> Result<Shown, Error> {
    let RecordListRow { row, person, condition_codes } = found;
    let minor = standings::holds(&condition_codes, ConditionCode::MinorRegime);
    Ok(Shown { record: row.record(&person.key(keyring)?)?, name: shown_name(context, &person.name, minor), row })
}
