//! The correction group (矫正小组, R-11): one of a case at a time. A later one takes the place of the one before, which stays a
//! record; the group's version is how many there have been.

use domain::code::RecordKind;
use domain::ids::{RecordId, SuperviseeId};
use domain::records::{CorrectionTeam, Record, RecordContent};
use domain::time::Instant;
use store::keyring::Keyring;
use store::{AnyConnection, Tx, supervisees};

use super::reading::{require_reader, require_sight};
use super::writing::{Case, signer};
use crate::context::Context;
use crate::error::Error;
use crate::supervisees::Loaded;

/// The group of a case as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTeam {
    /// The group.
    pub team: CorrectionTeam,
    /// Since when.
    pub formed_at: Instant,
    /// How many groups the case has had, this one included.
    pub version: i32,
}

impl KnownTeam {
    /// The group among the records of a case.
    fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Option<Self> {
        let teams = records.into_iter().filter(|record| record.counts()).filter_map(|record| {
            let RecordContent::CorrectionTeam(team) = &record.content else { return None };
            Some((record.happened_at, team))
        });
        (1..).zip(teams).last().map(|(version, (formed_at, team))| Self { team: team.clone(), formed_at, version })
    }
}

/// The group of a case.
///
/// # Errors
/// `NotFound` for a case out of reach, or one without a group; `NotPermitted`.
pub fn team(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
) -> Result<KnownTeam, Error> {
    require_reader(context, RecordKind::CorrectionTeam)?;
    let row = supervisees::find(conn, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    require_sight(conn, context, id)?;
    let case = Loaded::open(conn, keyring, row)?.case_file(conn, &context.world)?;
    KnownTeam::of(&case.records).ok_or(Error::NotFound("correction team"))
}

/// Forms the group of a case that has none.
///
/// # Errors
/// `VersionConflict` when it has one; `Invalid`; `Refused` under R-11 and MN-1.
pub fn form_team(
    tx: &mut Tx<'_>,
    context: &Context,
    id: SuperviseeId,
    team: CorrectionTeam,
) -> Result<KnownTeam, Error> {
    let case = Case::lock(tx, context, RecordKind::CorrectionTeam, id)?;
    match KnownTeam::of(&case.file.records) {
        Some(present) => Err(Error::VersionConflict(present.version)),
        None => put(tx, context, case, team, 1),
    }
}

/// Puts another group in the place of the one of which a version was seen.
///
/// # Errors
/// As [`form_team`], and `NotFound` when the case has none.
pub fn replace_team(
    tx: &mut Tx<'_>,
    context: &Context,
    id: SuperviseeId,
    team: CorrectionTeam,
    seen: impl Fn(i32) -> bool,
) -> Result<KnownTeam, Error> {
    let case = Case::lock(tx, context, RecordKind::CorrectionTeam, id)?;
    let present = KnownTeam::of(&case.file.records).ok_or(Error::NotFound("correction team"))?.version;
    if !seen(present) {
        return Err(Error::VersionConflict(present));
    }
    put(tx, context, case, team, present + 1)
}

fn put(
    tx: &mut Tx<'_>,
    context: &Context,
    mut case: Case,
    team: CorrectionTeam,
    version: i32,
) -> Result<KnownTeam, Error> {
    let now = tx.now();
    let record = Record {
        id: RecordId::from_uuid(store::fresh_id()),
        content: RecordContent::from(team.clone()),
        happened_at: now,
        by: signer(context)?,
        recorded_at: now,
        papers: Vec::new(),
        capture: None,
        voided: None,
    };
    // The group is the whole body, not a member of it.
    case.add(tx, context, &record).map_err(|error| error.below("/content"))?;
    Ok(KnownTeam { team, formed_at: now, version })
}
