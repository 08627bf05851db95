//! The record as it was known at a moment, read from the journal, under the law and the calendar of that day.

use domain::calendar::Calendar;
use domain::case_file::{CaseFile, Standing, standing};
use domain::code::Permission;
use domain::ids::{OrganizationId, PersonId, SuperviseeId};
use domain::supervisee::{Order, PersonFacts, ProtectedOrder};
use domain::time::Instant;
use serde::Deserialize;
use store::keyring::Keyring;
use store::{AnyConnection, StoreError, journal, persons, supervisees};

use super::record::{Loaded, stated};
use crate::calendar;
use crate::context::Context;
use crate::error::Error;
use crate::{proceedings, records};

/// A supervisee as known at a moment.
#[derive(Debug, Clone)]
pub struct AsOf {
    /// The supervisee.
    pub id: SuperviseeId,
    /// The person.
    pub person_id: PersonId,
    /// The office.
    pub organization_id: OrganizationId,
    /// The person's facts.
    pub person: PersonFacts,
    /// The case file: the order as the records and the proceedings decided by then had left it, and these.
    pub file: CaseFile,
    /// What followed from them at that moment.
    pub standing: Standing,
    /// The version of the record at that moment.
    pub version: i32,
    /// When it had been registered.
    pub registered_at: Instant,
    /// When it had last been changed.
    pub updated_at: Instant,
}

#[derive(Deserialize)]
struct Image {
    person_id: PersonId,
    organization_id: OrganizationId,
    order: Order,
    #[serde(rename = "protected")]
    _protected: ProtectedOrder,
    registered_at: Instant,
}

/// A supervisee as known at `moment`.
///
/// # Errors
/// `NotFound` when the caller may not know of it, or nobody did at that moment.
pub fn as_of(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
    moment: Instant,
) -> Result<AsOf, Error> {
    context.require(Permission::SuperviseesRead)?;
    let missing = || Error::NotFound("supervisee");
    supervisees::find(conn, &context.scope(), id)?.ok_or_else(missing)?;
    let mut entries = journal::of_case(conn, id, Some(moment))?;
    entries.retain(|entry| entry.resource != "person");
    let (proceedings, entries): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.resource == proceedings::RESOURCE);
    let (records, entries): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.resource == records::RESOURCE);
    let case = entries.iter().rfind(|entry| entry.resource == "supervisee").ok_or_else(missing)?;
    // Whose case it was then: it may have come to its present person by a merge later.
    let person_id = case.person_id.ok_or_else(missing)?;
    let key = persons::find(conn, person_id)?.ok_or_else(missing)?.key(keyring)?;
    let about_person = journal::of_person(conn, person_id, Some(moment))?;
    let subject = about_person.iter().rfind(|entry| entry.resource == "person").ok_or_else(missing)?;
    let version = entries.iter().map(|entry| entry.version).max();
    let moved_at = entries.iter().map(|entry| entry.recorded_at).max();
    let image: Image = parse(case, &key)?;
    let person: PersonFacts = parse(subject, &key)?;
    let proceedings = proceedings::known(conn, keyring, &proceedings)?;
    let records = records::known(conn, keyring, &records)?;
    let file = stated(&context.world, id, image.organization_id, &person, &image.order, image.registered_at);
    let file = file.with(proceedings, records);
    let calendar = calendar::known_at(conn, keyring, moment)?;
    Ok(AsOf {
        id,
        person_id: image.person_id,
        organization_id: image.organization_id,
        standing: standing(&file, &calendar, moment),
        person,
        version: version.unwrap_or(case.version),
        registered_at: image.registered_at,
        updated_at: moved_at.unwrap_or(case.recorded_at).max(subject.recorded_at),
        file,
    })
}

/// The case file and the calendar as known at `moment`, or as they stand.
///
/// # Errors
/// `NotFound` when the caller may not know of it, or nobody did at that moment.
pub fn case_file_at(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
    moment: Option<Instant>,
) -> Result<(CaseFile, Calendar), Error> {
    let Some(moment) = moment else {
        context.require(Permission::SuperviseesRead)?;
        let row = supervisees::find(conn, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
        let case = Loaded::open(conn, keyring, row)?.case_file(conn, &context.world)?;
        return Ok((case, context.world.calendar.clone()));
    };
    let known = as_of(conn, keyring, context, id, moment)?;
    Ok((known.file, calendar::known_at(conn, keyring, moment)?))
}

fn parse<T: serde::de::DeserializeOwned>(entry: &journal::JournalRow, key: &store::seal::DataKey) -> Result<T, Error> {
    let image = journal::after_image(entry, key)?;
    Ok(serde_json::from_value(image).map_err(|error| StoreError::corrupt("journal", entry.id, error))?)
}
