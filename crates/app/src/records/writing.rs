//! Entering a record, and voiding one that was entered in error.

use domain::case_file::CaseFile;
use domain::code::{Permission, RecordKind};
use domain::ids::{PaperId, RecordId, SuperviseeId};
use domain::proceedings::{Fault, Signer};
use domain::records::{self as work, Capture, NotEntered, Record, RecordContent, Voiding};
use domain::time::Instant;
use serde_json::json;
use store::journal::{self, Entry};
use store::records::{Place, RecordRow};
use store::{StoreError, Tx, records, supervisees};

use super::known::{RESOURCE, image};
use super::reading::{require_reader, require_sight};
use crate::context::Context;
use crate::error::{Conflict, Error, Invalid};
use crate::papers::{Bearer, References};
use crate::supervisees::{Holder, Loaded, settle_anew};

/// What is to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The case.
    pub supervisee_id: SuperviseeId,
    /// What it says.
    pub content: RecordContent,
    /// When it happened.
    pub happened_at: Instant,
    /// The papers that it refers to.
    pub papers: Vec<PaperId>,
    /// How it came from a device, where it did.
    pub capture: Option<Capture>,
}

impl Draft {
    /// Whether this is what a record says that is there already.
    fn is(&self, record: &Record) -> bool {
        let Self { supervisee_id: _, content, happened_at, papers, capture } = self;
        (content, happened_at, papers, capture)
            == (&record.content, &record.happened_at, &record.papers, &record.capture)
    }
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// It was entered.
    New(RecordId),
    /// The device had sent it before; nothing was added.
    Known(RecordId),
}

/// Enters a record. What a device sends again adds nothing.
///
/// # Errors
/// `NotFound` for a case out of reach; `Invalid` for what is not well made; `Refused` where the law does not admit it in this case;
/// `Conflict` for another record under the same id of the same device.
pub fn enter(tx: &mut Tx<'_>, context: &Context, draft: Draft) -> Result<Entered, Error> {
    let mut case = Case::lock(tx, context, draft.content.kind(), draft.supervisee_id)?;
    if let Some(capture) = &draft.capture
        && let Some(row) = records::captured(tx.conn(), context.actor.account_id, capture)?
    {
        let same = row.supervisee_id == draft.supervisee_id && draft.is(&row.record(&case.loaded.key)?);
        return if same { Ok(Entered::Known(row.id)) } else { Err(Error::Conflict(Conflict::CaptureReused)) };
    }
    let Draft { supervisee_id: _, content, happened_at, papers, capture } = draft;
    let record = Record {
        id: RecordId::from_uuid(store::fresh_id()),
        content,
        happened_at,
        by: signer(context)?,
        recorded_at: tx.now(),
        papers,
        capture,
        voided: None,
    };
    case.add(tx, context, &record)?;
    Ok(Entered::New(record.id))
}

/// Notes that a record was entered in error: it no longer counts, and stays in sight.
///
/// # Errors
/// `NotFound`; `VersionConflict` when it was changed since the caller read it; `Conflict` when it is voided already; `Invalid` for a
/// reason that says nothing.
pub fn void(
    tx: &mut Tx<'_>,
    context: &Context,
    kind: RecordKind,
    id: RecordId,
    seen: impl Fn(i32) -> bool,
    reason: String,
) -> Result<(), Error> {
    require_writer(context, kind)?;
    let missing = || Error::NotFound("record");
    let scope = context.scope();
    let found = records::find(tx.conn(), &scope, kind, id)?.ok_or_else(missing)?;
    let mut case = Case::lock(tx, context, kind, found.row.supervisee_id)?;
    let row = records::find(tx.conn(), &scope, kind, id)?.ok_or_else(missing)?.row;
    if !seen(row.version) {
        return Err(Error::VersionConflict(row.version));
    }
    if row.voiding.is_some() {
        return Err(Error::Conflict(Conflict::InvalidStateTransition));
    }
    if let Some(fault) = Fault::of_length("/reason", &reason, 500) {
        return Err(invalid(vec![fault]));
    }
    let voiding = Voiding { reason, by: signer(context)?, at: tx.now() };
    let record = Record { voided: Some(voiding.clone()), ..row.record(&case.loaded.key)? };
    let version = match records::void(tx, &row, &case.loaded.key, &voiding) {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(row.version + 1)),
        other => other?,
    };
    case.file.records.retain(|other| other.id != id);
    case.settle(tx, context, &record)?;
    note(tx, &case.loaded, &record, "voided", version);
    Ok(())
}

/// Hands a record to another person, together with its case.
pub(crate) fn reassign(tx: &mut Tx<'_>, row: &RecordRow, from: &Holder<'_>, to: &Holder<'_>) -> Result<(), Error> {
    let version = records::reassign(tx, row, from.key, to.id, to.key)?;
    let record = row.record(from.key)?;
    tx.record(Entry {
        chain: row.bureau_id,
        action: format!("{}.reassigned", row.kind.0).into(),
        actor: None,
        subject: Some(journal::Subject {
            person_id: to.id,
            supervisee_id: Some(row.supervisee_id),
            key: to.key.clone(),
        }),
        resource: RESOURCE,
        resource_id: row.id.uuid(),
        version,
        after: image(&record),
    });
    Ok(())
}

/// A case under lock, with all that a record is judged by.
pub(super) struct Case {
    loaded: Loaded,
    pub(super) file: CaseFile,
}

impl Case {
    /// Locks a case for who may enter records of the kind.
    pub(super) fn lock(tx: &mut Tx<'_>, context: &Context, kind: RecordKind, id: SuperviseeId) -> Result<Self, Error> {
        require_writer(context, kind)?;
        let row = supervisees::lock(tx, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
        require_sight(tx.conn(), context, id)?;
        let keyring = tx.keyring();
        let loaded = Loaded::open(tx.conn(), keyring, row)?;
        let file = loaded.case_file(tx.conn(), &context.world)?;
        Ok(Self { loaded, file })
    }

    /// Adds a record that the law admits.
    pub(super) fn add(&mut self, tx: &mut Tx<'_>, context: &Context, record: &Record) -> Result<(), Error> {
        work::enter(&self.file, record, tx.now()).map_err(|not| match not {
            NotEntered::Faults(faults) => invalid(faults),
            NotEntered::Refused(refusal) => Error::Refused(refusal),
        })?;
        let row = &self.loaded.row;
        let bearer = Bearer { person_id: row.person_id, supervisee_id: Some(row.id) };
        let papers = References::of(&json!({ "papers": record.papers }), "");
        bearer.require_own(tx.conn(), context, &papers, &References::default())?;
        let place = Place {
            person_id: row.person_id,
            supervisee_id: row.id,
            bureau_id: row.bureau_id,
            organization_id: row.organization_id,
        };
        records::insert(tx, place, &self.loaded.key, record)?;
        self.settle(tx, context, record)?;
        note(tx, &self.loaded, record, "entered", 1);
        Ok(())
    }

    /// Computes what follows from the case with this record in its place.
    fn settle(&mut self, tx: &mut Tx<'_>, context: &Context, record: &Record) -> Result<(), Error> {
        let proceedings = std::mem::take(&mut self.file.proceedings);
        let mut all = std::mem::take(&mut self.file.records);
        all.push(record.clone());
        all.sort_by_key(|record| (record.happened_at, record.id));
        self.file = self.loaded.stated(&context.world).with(proceedings, all);
        settle_anew(tx, &context.world, &self.loaded, &self.file)?;
        Ok(())
    }
}

/// Says no unless the caller may enter records of the kind.
fn require_writer(context: &Context, kind: RecordKind) -> Result<(), Error> {
    context.require(Permission::RecordsWrite)?;
    require_reader(context, kind)
}

pub(super) fn signer(context: &Context) -> Result<Signer, Error> {
    Ok(Signer {
        account_id: context.actor.account_id,
        staff_id: context.actor.staff_id,
        organization_id: context.actor.organization_id,
        level: context.level()?,
    })
}

fn invalid(faults: Vec<Fault>) -> Error {
    let each = faults.into_iter().map(|Fault { pointer, code, message }| Invalid::new(pointer, code, message));
    Error::Invalid(each.collect())
}

/// Notes for the journal what was done.
fn note(tx: &mut Tx<'_>, case: &Loaded, record: &Record, what: &str, version: i32) {
    tx.record(Entry {
        chain: case.row.bureau_id,
        action: format!("{}.{what}", record.content.kind()).into(),
        actor: None,
        subject: Some(case.subject()),
        resource: RESOURCE,
        resource_id: record.id.uuid(),
        version,
        after: image(record),
    });
}
