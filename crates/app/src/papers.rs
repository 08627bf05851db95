//! Papers: files taken in, kept under the key of the person they are about, and handed out on the record.

mod destination;
mod examination;
mod intake;
mod left_behind;
mod references;

use domain::case_file::Subject as Person;
use domain::code::{ArchiveItem, ConditionCode, DisclosurePurpose, Permission};
use domain::ids::{PaperId, PersonId, SuperviseeId};
use domain::minor::eighteenth_birthday;
use serde_json::json;
use store::access_log::{self, Access};
use store::files::FileName;
use store::journal::{Entry, Subject};
use store::keyring::Keyring;
use store::papers::{NewPaper, PaperRow, Particulars};
use store::persons::PersonRow;
use store::seal::DataKey;
use store::{AnyConnection, StoreError, Tx, papers, persons, standings, supervisees};

pub use self::destination::{Description, Destination, destination};
pub use self::intake::{Intake, Received};
pub use self::left_behind::forget_left_behind;
pub(crate) use self::references::{Bearer, References};
use crate::context::Context;
use crate::error::Error;
use crate::supervisees::most;

/// A paper, opened.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The paper.
    pub row: PaperRow,
    /// What is said in words about it.
    pub particulars: Particulars,
}

/// A paper whose content may be handed out, because that has been recorded.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where its bytes lie.
    pub file: FileName,
    /// What opens them.
    pub key: DataKey,
    /// How many there are.
    pub bytes: u64,
}

/// Says no unless the caller may store papers: before anything is read of what was sent.
///
/// # Errors
/// `NotPermitted` without `papers_write`.
pub fn may_store(context: &Context) -> Result<(), Error> {
    context.require(Permission::PapersWrite)
}

/// Says no to who may not read what concerns minors (CCL 54) or illness, where a paper does.
fn check_reader(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    person_id: PersonId,
    supervisee_id: Option<SuperviseeId>,
    kind: Option<ArchiveItem>,
) -> Result<(), Error> {
    if kind == Some(ArchiveItem::Medical) {
        context.require(Permission::MedicalRead)?;
    }
    if !context.actor.may(Permission::MinorsRead) && concerns_minor(conn, keyring, context, person_id, supervisee_id)? {
        return Err(Error::NotPermitted(Permission::MinorsRead));
    }
    Ok(())
}

/// Whether a paper concerns one who is supervised as a minor, or is one.
fn concerns_minor(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    person_id: PersonId,
    supervisee_id: Option<SuperviseeId>,
) -> Result<bool, Error> {
    if let Some(id) = supervisee_id {
        return Ok(standings::has_condition(conn, id, ConditionCode::MinorRegime)?);
    }
    let person = find_person(conn, person_id)?;
    let born_on = Person::of(&person.facts(&person.key(keyring)?)?).birth_date;
    Ok(born_on.and_then(eighteenth_birthday).is_some_and(|last_day| context.today() <= last_day))
}

fn find_person(conn: &mut AnyConnection, id: PersonId) -> Result<PersonRow, Error> {
    let missing = || StoreError::corrupt("papers", id, "the person is missing");
    Ok(persons::find(conn, id)?.ok_or_else(missing)?)
}

/// Makes a paper of a file that was received. Where the person has a paper with the very same bytes, both share its file, and
/// the one received is nobody's.
///
/// # Errors
/// Those of [`destination`], if something has changed since; `Store(Busy)` when the person was merged meanwhile.
pub fn store(tx: &mut Tx<'_>, context: &Context, received: &Received, file_name: &str) -> Result<Paper, Error> {
    may_store(context)?;
    let to = &received.destination;
    lock(tx, context, to)?;
    let sha256 = hex::encode(received.sha256);
    let content_hash = papers::content_hash(&to.key, &sha256);
    let file = papers::equal_file(tx.conn(), to.person_id, &content_hash)?.unwrap_or(received.file.file);
    let id = PaperId::from_uuid(store::fresh_id());
    let particulars = Particulars { title: to.title.clone(), file_name: domain::text::file_name(file_name), sha256 };
    let new = NewPaper {
        id,
        supervisee_id: to.supervisee_id,
        bureau_id: to.bureau_id,
        organization_id: to.organization_id,
        file: FileName { person_id: to.person_id, file },
        content_hash: &content_hash,
        kind: to.kind,
        made_on: to.made_on,
        media_type: received.media_type,
        bytes: i64::try_from(received.bytes).unwrap_or(i64::MAX),
        particulars: &particulars,
        account_id: context.actor.account_id,
    };
    papers::insert(tx, &to.key, new)?;
    tx.record(Entry {
        chain: to.bureau_id,
        action: "paper.stored".into(),
        actor: None,
        subject: Some(Subject { person_id: to.person_id, supervisee_id: to.supervisee_id, key: to.key.clone() }),
        resource: "paper",
        resource_id: id.uuid(),
        version: 1,
        after: json!({
            "person_id": to.person_id,
            "organization_id": to.organization_id,
            "title": particulars.title,
            "kind": to.kind,
            "made_on": to.made_on,
            "file_name": particulars.file_name,
            "media_type": received.media_type.name(),
            "bytes": received.bytes,
            "sha256": particulars.sha256,
        }),
    });
    let row = papers::find(tx.conn(), &context.scope(), id)?;
    Ok(Paper { row: row.ok_or_else(|| StoreError::corrupt("papers", id, "not there after its insert"))?, particulars })
}

/// Locks case and person. Where the person is another one by now, the caller may try again.
fn lock(tx: &mut Tx<'_>, context: &Context, to: &Destination) -> Result<(), Error> {
    let mut same = true;
    if let Some(id) = to.supervisee_id {
        let case = supervisees::lock(tx, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
        same = case.person_id == to.person_id;
    }
    let person = persons::lock(tx, to.person_id)?.filter(|person| same && person.merged_into_id.is_none());
    if person.is_some() { Ok(()) } else { Err(StoreError::Busy.into()) }
}

/// One paper, without its content.
///
/// # Errors
/// `NotPermitted` without `papers_read`, or without the permission to read what concerns minors or illness where it does;
/// `NotFound`.
pub fn get(conn: &mut AnyConnection, keyring: &Keyring, context: &Context, id: PaperId) -> Result<Paper, Error> {
    context.require(Permission::PapersRead)?;
    let row = papers::find(conn, &context.scope(), id)?.ok_or(Error::NotFound("paper"))?;
    check_reader(conn, keyring, context, row.person_id, row.supervisee_id, row.kind.map(|kind| kind.0))?;
    let key = find_person(conn, row.person_id)?.key(keyring)?;
    Ok(Paper { particulars: row.particulars(&key)?, row })
}

/// A page of the papers of a case, in the order in which they were stored. Those on illness are left out for who may not read
/// of it.
///
/// # Errors
/// `NotPermitted` without `papers_read`, or without the permission to read what concerns minors where the case does;
/// `NotFound`.
pub fn list(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
    after: Option<PaperId>,
    limit: usize,
) -> Result<Vec<Paper>, Error> {
    context.require(Permission::PapersRead)?;
    let case = supervisees::find(conn, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    check_reader(conn, keyring, context, case.person_id, Some(id), None)?;
    let without = (!context.actor.may(Permission::MedicalRead)).then_some(ArchiveItem::Medical);
    let rows = papers::of_supervisee(conn, id, without, after, most(limit))?;
    // One person's all of them, unless the case came by a merge.
    let mut opened: Option<(PersonId, DataKey)> = None;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let key = match opened {
            Some((person_id, key)) if person_id == row.person_id => key,
            Some(_) | None => find_person(conn, row.person_id)?.key(keyring)?,
        };
        out.push(Paper { particulars: row.particulars(&key)?, row: row.clone() });
        opened = Some((row.person_id, key));
    }
    Ok(out)
}

/// Records that the caller reads a paper, and gives what opens its content. To be committed before the first byte leaves.
///
/// # Errors
/// Those of [`get`].
pub fn open(tx: &mut Tx<'_>, context: &Context, id: PaperId, purpose: DisclosurePurpose) -> Result<Content, Error> {
    let keyring = tx.keyring();
    let Paper { row, .. } = get(tx.conn(), keyring, context, id)?;
    let access = Access {
        id: store::fresh_id(),
        bureau_id: row.bureau_id,
        account_id: context.actor.account_id,
        person_id: row.person_id,
        supervisee_id: row.supervisee_id,
        paper_id: Some(id),
        fields: format!("paper:{id}"),
        purpose,
        case_ref: None,
        trace_id: context.trace_id.clone(),
    };
    access_log::append(tx, &access)?;
    let key = find_person(tx.conn(), row.person_id)?.key(keyring)?;
    Ok(Content { file: row.file_name(), key, bytes: row.length()? })
}

/// Whether a file that was received is that of a paper.
pub fn is_kept(conn: &mut AnyConnection, received: &Received) -> Result<bool, Error> {
    Ok(!papers::files_in_use(conn, &[received.file.file])?.is_empty())
}
