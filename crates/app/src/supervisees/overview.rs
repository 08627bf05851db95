//! One case, one page: the case at a glance, its defects, all that happened in it.

use std::collections::BTreeMap;

use domain::case_file::{self, Defect, Event, Source, Summary};
use domain::code::{Permission, ProceedingKind, RecordKind};
use domain::ids::{ProceedingId, RecordId, StepId, SuperviseeId};
use domain::proceedings::ActCode;
use domain::time::Instant;
use store::AnyConnection;
use store::keyring::Keyring;
use store::supervisees::SuperviseeDetailRow;

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

/// What is missing, late or contradictory in a case: as it stands, or as it was known at `as_of`.
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
    Ok(found.collect())
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
    let events = case_file::timeline(&case, &calendar, context.now);
    Ok(events
        .into_iter()
        .filter_map(|event| Some((told(event.source)?, event)))
        .map(|(told, event)| (event, told))
        .collect())
}
