//! A proceeding with all that it is judged by: the person, the case, the place.

use domain::case_file::{CaseFile, Subject};
use domain::code::{ConditionCode, Permission, ProceedingKind};
use domain::ids::{OrganizationId, ProceedingId, SuperviseeId};
use domain::proceedings::{Authority, Matter, Place, Proceeding, awaits};
use domain::time::Instant;
use store::clocks::{ClocksOf, Owner};
use store::journal::{self, Entry};
use store::keyring::Keyring;
use store::persons::PersonRow;
use store::proceedings::ProceedingRow;
use store::seal::DataKey;
use store::{AnyConnection, StoreError, Tx, clocks, persons, proceedings, standings, supervisees};

use super::known::{RESOURCE, image};
use crate::anew;
use crate::context::{Context, World};
use crate::error::Error;
use crate::papers::Bearer;
use crate::supervisees::{Holder, Loaded, settle_anew};

/// Every proceeding of a case with its steps, opened with the key of the case's person.
pub(crate) fn of_case(
    conn: &mut AnyConnection,
    id: SuperviseeId,
    person: &DataKey,
) -> Result<Vec<Proceeding>, StoreError> {
    let rows = proceedings::of_case(conn, id)?;
    opened(conn, &rows, person)
}

/// These proceedings with their steps, opened with the key of their person.
fn opened(conn: &mut AnyConnection, rows: &[ProceedingRow], person: &DataKey) -> Result<Vec<Proceeding>, StoreError> {
    let ids: Vec<ProceedingId> = rows.iter().map(|row| row.id).collect();
    let steps = if ids.is_empty() { Default::default() } else { proceedings::steps_of(conn, &ids)? };
    let steps_of = |id| steps.get(&id).map(Vec::as_slice).unwrap_or_default();
    rows.iter().map(|row| row.proceeding(&row.key(person)?, steps_of(row.id))).collect()
}

/// Hands a proceeding to another person, together with its case or alone.
pub(crate) fn reassign(tx: &mut Tx<'_>, row: &ProceedingRow, from: &Holder<'_>, to: &Holder<'_>) -> Result<(), Error> {
    let version = proceedings::reassign(tx, row, from.key, to.id, to.key)?;
    if row.supervisee_id.is_none() {
        clocks::reassign(tx, row.id, to.id)?;
    }
    // The content alone: of the steps nothing changes.
    let proceeding = row.proceeding(&row.key(from.key)?, &[])?;
    tx.record(Entry {
        chain: row.bureau_id,
        action: format!("{}.reassigned", row.kind.0).into(),
        actor: None,
        subject: Some(journal::Subject { person_id: to.id, supervisee_id: row.supervisee_id, key: to.key.clone() }),
        resource: RESOURCE,
        resource_id: row.id.uuid(),
        version,
        after: image(&proceeding, row.status.0, None),
    });
    Ok(())
}

/// What a proceeding stands in: its person, its case if there is one, the place from which it is carried.
pub(super) struct Setting {
    person: PersonRow,
    person_key: DataKey,
    subject: Subject,
    case: Option<(Loaded, CaseFile)>,
    alone: Vec<Proceeding>,
    place: Place,
    pub(super) bureau_id: OrganizationId,
    pub(super) organization_id: OrganizationId,
}

impl Setting {
    /// That of a case.
    pub(super) fn of_case(
        conn: &mut AnyConnection,
        keyring: &Keyring,
        world: &World,
        row: supervisees::SuperviseeRow,
    ) -> Result<Self, Error> {
        let loaded = Loaded::open(conn, keyring, row)?;
        let file = loaded.case_file(conn, world)?;
        Ok(Self {
            person: loaded.person.clone(),
            person_key: loaded.key.clone(),
            subject: file.person,
            place: file.place.clone(),
            bureau_id: loaded.row.bureau_id,
            organization_id: loaded.row.organization_id,
            case: Some((loaded, file)),
            alone: Vec::new(),
        })
    }

    /// That of a person without a case, carried by an organisation.
    pub(super) fn of_person(
        conn: &mut AnyConnection,
        keyring: &Keyring,
        world: &World,
        person: PersonRow,
        organization_id: OrganizationId,
    ) -> Result<Self, Error> {
        let person_key = person.key(keyring)?;
        let rows = proceedings::of_person_alone(conn, person.id)?;
        let alone = opened(conn, &rows, &person_key)?;
        let bureau_id = world.tree.bureau_of(organization_id).ok_or(Error::NotFound("organization"))?;
        Ok(Self {
            subject: Subject::of(&person.facts(&person_key)?),
            person_key,
            person,
            case: None,
            alone,
            place: world.place(organization_id),
            bureau_id,
            organization_id,
        })
    }

    /// That of a proceeding as stored.
    pub(super) fn of(
        conn: &mut AnyConnection,
        keyring: &Keyring,
        world: &World,
        row: &ProceedingRow,
    ) -> Result<Self, Error> {
        match row.supervisee_id {
            Some(id) => {
                let missing = || StoreError::corrupt("proceedings", row.id, "its case is missing");
                let case = supervisees::find_any(conn, id)?.ok_or_else(missing)?;
                Self::of_case(conn, keyring, world, case)
            }
            None => {
                let missing = || StoreError::corrupt("proceedings", row.id, "its person is missing");
                let person = persons::find(conn, row.person_id)?.ok_or_else(missing)?;
                Self::of_person(conn, keyring, world, person, row.organization_id)
            }
        }
    }

    /// The case as it stands after something in it was written.
    pub(super) fn read_again(self, tx: &mut Tx<'_>, world: &World) -> Result<Self, Error> {
        let Some(id) = self.supervisee_id() else { return Ok(self) };
        let missing = || StoreError::corrupt("supervisees", id, "it is gone");
        let row = supervisees::find_any(tx.conn(), id)?.ok_or_else(missing)?;
        let keyring = tx.keyring();
        Self::of_case(tx.conn(), keyring, world, row)
    }

    /// The person's name.
    pub(super) fn name(&self) -> &str {
        &self.person.name
    }

    /// The person.
    pub(super) fn person(&self) -> (&PersonRow, &DataKey) {
        (&self.person, &self.person_key)
    }

    /// Whose papers it may refer to.
    pub(super) fn bearer(&self) -> Bearer {
        Bearer { person_id: self.person.id, supervisee_id: self.supervisee_id() }
    }

    /// The case.
    pub(super) fn case(&self) -> Option<&(Loaded, CaseFile)> {
        self.case.as_ref()
    }

    /// The case's id.
    pub(super) fn supervisee_id(&self) -> Option<SuperviseeId> {
        self.case.as_ref().map(|(loaded, _)| loaded.row.id)
    }

    /// Whether it is about a minor.
    pub(super) fn is_minor(&self, conn: &mut AnyConnection, context: &Context) -> Result<bool, Error> {
        let Some(id) = self.supervisee_id() else {
            return Ok(self.person.may_be_minor(context.today()));
        };
        let standing = standings::find(conn, id)?;
        Ok(standing.is_some_and(|row| row.conditions.0.iter().any(|held| held.code == ConditionCode::MinorRegime)))
    }

    /// Says no to who may not read what concerns minors, where it does; says whether it does. Those whose act it `awaits` may read it:
    /// the law puts the decision there.
    pub(super) fn require_sight(
        &self,
        conn: &mut AnyConnection,
        context: &Context,
        awaits: Option<Authority>,
    ) -> Result<bool, Error> {
        let minor = self.is_minor(conn, context)?;
        let level = context.level()?;
        let is_awaited = awaits.is_some_and(|who| who.level == level && context.actor.may(who.permission));
        if minor && !is_awaited {
            context.require(Permission::MinorsRead)?;
        }
        Ok(minor)
    }

    /// The proceeding as stored, with its key.
    pub(super) fn proceeding(&self, row: &ProceedingRow) -> Result<(Proceeding, DataKey), Error> {
        let key = row.key(&self.person_key)?;
        let of_case = self.case.as_ref().map(|(_, file)| file.proceedings.as_slice()).unwrap_or_default();
        let own = of_case.iter().chain(&self.alone).find(|own| own.id == row.id);
        let missing = || StoreError::corrupt("proceedings", row.id, "it is not among its person's");
        Ok((own.ok_or_else(missing)?.clone(), key))
    }

    /// The proceeding with all that it is judged by.
    pub(super) fn matter<'a>(&'a self, proceeding: &'a Proceeding, world: &'a World, at: Instant) -> Matter<'a> {
        Matter {
            proceeding,
            person: &self.subject,
            case: self.case.as_ref().map(|(_, file)| file),
            alone: &self.alone,
            place: &self.place,
            calendar: &world.calendar,
            at,
        }
    }

    /// With the proceeding as it is now, in the place of what it was, or as the case's last.
    pub(super) fn with(mut self, world: &World, proceeding: &Proceeding) -> Self {
        if let Some((loaded, file)) = &mut self.case {
            let mut all = std::mem::take(&mut file.proceedings);
            match all.iter_mut().find(|own| own.id == proceeding.id) {
                Some(own) => own.clone_from(proceeding),
                None => all.push(proceeding.clone()),
            }
            let records = std::mem::take(&mut file.records);
            *file = loaded.stated(world).with(all, records);
        }
        self
    }

    /// Computes what follows from the case, or from a proceeding without one, and keeps it.
    pub(super) fn settle(&self, tx: &mut Tx<'_>, world: &World, proceeding: &Proceeding) -> Result<(), Error> {
        if let Some((loaded, file)) = &self.case {
            settle_anew(tx, world, loaded, file)?;
            return Ok(());
        }
        let owner = Owner {
            of: ClocksOf::Proceeding(proceeding.id),
            person_id: self.person.id,
            bureau_id: self.bureau_id,
            organization_id: self.organization_id,
        };
        let matter = self.matter(proceeding, world, tx.now());
        let clocks = matter.clocks();
        clocks::reconcile(tx, owner, &clocks)?;
        let valid_until = matter.valid_until(&clocks);
        proceedings::put_standing(tx, proceeding.id, awaits(&matter), valid_until, world.fingerprint())?;
        Ok(())
    }

    /// Whom journal entries are about.
    pub(super) fn journal_subject(&self) -> journal::Subject {
        journal::Subject {
            person_id: self.person.id,
            supervisee_id: self.supervisee_id(),
            key: self.person_key.clone(),
        }
    }
}

/// Computes proceedings without a case anew because time or the rules moved on. Gives how many could not be.
///
/// # Errors
/// Where the database is busy or away.
pub(crate) fn resettle_alone(tx: &mut Tx<'_>, world: &World, ids: &[ProceedingId]) -> Result<usize, Error> {
    anew::each(tx, "proceeding", ids, |tx, id| {
        let missing = || StoreError::corrupt("proceedings", id, "it is gone");
        let found = proceedings::find_any(tx.conn(), id)?.ok_or_else(missing)?;
        drop(persons::lock(tx, found.person_id)?);
        let row = proceedings::find_any(tx.conn(), id)?.ok_or_else(missing)?;
        let keyring = tx.keyring();
        let setting = Setting::of(tx.conn(), keyring, world, &row)?;
        let (proceeding, _) = setting.proceeding(&row)?;
        setting.settle(tx, world, &proceeding)
    })
}

/// Says no unless the caller may read proceedings of the kind.
pub(crate) fn require_reader(context: &Context, kind: ProceedingKind) -> Result<(), Error> {
    context.require(Permission::ProceedingsRead)?;
    kind.declaration().reader.map_or(Ok(()), |reader| context.require(reader))
}

/// One proceeding within the caller's reach; of this kind, where one is named.
///
/// # Errors
/// `NotFound`; `NotPermitted` without the permission to read it.
pub(super) fn find(
    conn: &mut AnyConnection,
    context: &Context,
    kind: Option<ProceedingKind>,
    id: ProceedingId,
) -> Result<ProceedingRow, Error> {
    let row = proceedings::find(conn, &context.scope(), id)?
        .filter(|row| kind.is_none_or(|kind| kind == row.kind.0))
        .ok_or(Error::NotFound("proceeding"))?;
    require_reader(context, row.kind.0)?;
    Ok(row)
}
