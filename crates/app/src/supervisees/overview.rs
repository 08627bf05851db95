//! One case, one page: the case at a glance, its defects, all that happened in it.

use std::collections::BTreeMap;

use domain::case_file::{self, CaseFile, Defect, Event, Source, Summary};
use domain::code::{DisclosurePurpose, Permission, ProceedingKind, RecordKind};
use domain::ids::{ProceedingId, RecordId, StepId, SuperviseeId};
use domain::proceedings::ActCode;
use domain::time::Instant;
use store::access_log::{self, Access};
use store::keyring::Keyring;
use store::supervisees::{self, SuperviseeDetailRow};
use store::{AnyConnection, Tx};

use super::as_of::case_file_at;
use super::reading::get_detail;
use crate::context::Context;
use crate::error::Error;
use crate::records::require_reader;

/// One supervisee with the facts of the order, and the case at a glance.
///
/// # Errors
/// `NotPermitted`, `NotFound`.
pub fn get_with_summary(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<(SuperviseeDetailRow, Summary), Error> {
    let detail = get_detail(conn, context, id)?;
    let (case, calendar) = case_file_at(conn, keyring, context, id, None)?;
    Ok((detail, case_file::summary(&case, &calendar, context.now)))
}

/// What a defect stands in, so that it can be found: the kind of proceeding or record.
#[derive(Debug, Clone)]
pub struct FoundDefect {
    /// The defect.
    pub defect: Defect,
    /// The kind of its proceeding.
    pub proceeding: Option<(ProceedingKind, ProceedingId)>,
    /// The kind of its record.
    pub record: Option<(RecordKind, RecordId)>,
}

/// What is missing, late or contradictory in a case: as it stands, or as it was known at `as_of`; without what stands in a proceeding
/// that the caller may not read.
///
/// # Errors
/// `NotPermitted`, `NotFound`.
pub fn defects(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
    as_of: Option<Instant>,
) -> Result<Vec<FoundDefect>, Error> {
    context.require(Permission::ClocksRead)?;
    let (case, calendar) = case_file_at(conn, keyring, context, id, as_of)?;
    let at = as_of.unwrap_or(context.now);
    let found = case_file::defects(&case, &calendar, at).into_iter().map(|defect| FoundDefect {
        proceeding: defect.proceeding_id.and_then(|id| {
            let proceeding = case.proceedings.iter().find(|proceeding| proceeding.id == id)?;
            Some((proceeding.kind(), id))
        }),
        record: defect.record_id.and_then(|id| {
            let record = case.records.iter().find(|record| record.id == id)?;
            Some((record.content.kind(), id))
        }),
        defect,
    });
    let may_read = |found: &FoundDefect| {
        found.proceeding.is_none_or(|(kind, _)| crate::proceedings::require_reader(context, kind).is_ok())
    };
    Ok(found.filter(may_read).collect())
}

/// Where an event is told in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// In the supervisee.
    Case,
    /// In a proceeding.
    Proceeding(ProceedingKind, ProceedingId),
    /// In a step of a proceeding.
    Step(ProceedingKind, ProceedingId, ActCode, StepId),
    /// In a record.
    Record(RecordKind, RecordId),
    /// Among the clocks of the case.
    Clocks,
}

/// Everything that happened in a case, oldest first; without what the caller may not read.
///
/// # Errors
/// `NotPermitted`, `NotFound`.
pub fn timeline(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<Vec<(Event, Told)>, Error> {
    let (case, calendar) = case_file_at(conn, keyring, context, id, None)?;
    Ok(told(context, &case, case_file::timeline(&case, &calendar, context.now)))
}

/// What of it is about illness, oldest first, on the record of who read it.
///
/// # Errors
/// `NotPermitted` without `medical_read`, `NotFound`.
pub fn medical_timeline(tx: &mut Tx<'_>, context: &Context, id: SuperviseeId) -> Result<Vec<(Event, Told)>, Error> {
    context.require(Permission::MedicalRead)?;
    let keyring = tx.keyring();
    let (case, calendar) = case_file_at(tx.conn(), keyring, context, id, None)?;
    let row = supervisees::find(tx.conn(), &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    let access = Access {
        id: store::fresh_id(),
        bureau_id: row.bureau_id,
        account_id: context.actor.account_id,
        person_id: row.person_id,
        supervisee_id: Some(id),
        paper_id: None,
        fields: format!("medical_timeline:{id}"),
        purpose: DisclosurePurpose::Supervision,
        case_ref: None,
        trace_id: context.trace_id.clone(),
    };
    access_log::append(tx, &access)?;
    Ok(told(context, &case, case_file::medical_timeline(&case, &calendar, context.now)))
}

/// The events that the caller may read, each with where it is told in full.
fn told(context: &Context, case: &CaseFile, events: Vec<Event>) -> Vec<(Event, Told)> {
    let records: BTreeMap<RecordId, RecordKind> =
        case.records.iter().map(|record| (record.id, record.content.kind())).collect();
    let proceedings: BTreeMap<ProceedingId, ProceedingKind> =
        case.proceedings.iter().map(|proceeding| (proceeding.id, proceeding.kind())).collect();
    let acts: BTreeMap<StepId, ActCode> = case
        .proceedings
        .iter()
        .flat_map(|proceeding| &proceeding.steps)
        .map(|step| (step.id, step.act.code()))
        .collect();
    let told = |source: Source| match source {
        Source::Case(_) => Some(Told::Case),
        Source::Proceeding(id, step) => {
            let kind = *proceedings.get(&id)?;
            crate::proceedings::require_reader(context, kind).ok()?;
            Some(match step {
                None => Told::Proceeding(kind, id),
                Some(step) => Told::Step(kind, id, *acts.get(&step)?, step),
            })
        }
        Source::Record(id) => {
            let kind = *records.get(&id)?;
            require_reader(context, kind).ok()?;
            Some(Told::Record(kind, id))
        }
        Source::Clock(..) => context.actor.may(Permission::ClocksRead).then_some(Told::Clocks),
    };
    events
        .into_iter()
        .filter_map(|event| Some((told(event.source)?, event)))
        .map(|(told, event)| (event, told))
        .collect()
}
