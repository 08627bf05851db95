//! Proceedings and their steps: one table for every kind.
//!
//! What a proceeding is about, and what was said in each step, is sealed under a key of the proceeding's own; that key is sealed
//! under the person's. A case that passes to another person (a merge) takes the key along, and no step is touched.

mod kept;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::code::{Code, ConditionCode, Level, Permission, ProceedingKind, ProceedingStatus};
use domain::ids::{AccountId, OrganizationId, PersonId, ProceedingId, StaffId, StepId, SuperviseeId};
use domain::minor::of_age_if_born_until;
use domain::proceedings::{Act, ActCode, Authority, Content, Proceeding, Signer, Step};
use domain::time::{Date, local_day};

use crate::clocks::{overdue, past_due, unmet};
use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::keyring::sealed;
use crate::persons::PersonRow;
use crate::schema::{clocks, persons, proceeding_numbers, proceedings, standings, steps};
use crate::scope::Scope;
use crate::seal::DataKey;
use crate::sql_types::{At, Coded, Key};
use crate::standings::holding;
use crate::unit::Tx;
use crate::within;

pub use self::kept::{
    awaits_of_case, bureaus_computed_otherwise, computed_otherwise, put_awaits, put_standing, run_out,
};

/// A proceeding as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = proceedings, check_for_backend(MultiBackend))]
pub struct ProceedingRow {
    /// Its id.
    pub id: ProceedingId,
    /// Its number, as people cite it.
    pub number: String,
    /// Its kind.
    pub kind: Coded<ProceedingKind>,
    /// The person.
    pub person_id: PersonId,
    /// The case; none where it is about a person who has none.
    pub supervisee_id: Option<SuperviseeId>,
    /// The bureau; never changes.
    pub bureau_id: OrganizationId,
    /// The office, or the bureau itself, that carries it.
    pub organization_id: OrganizationId,
    /// Where it stands.
    pub status: Coded<ProceedingStatus>,
    /// The level that must act next.
    pub awaits_level: Option<Coded<Level>>,
    /// The permission of whoever must act next.
    pub awaits_permission: Option<Coded<Permission>>,
    /// The account that opened it; none where the service itself did.
    pub opened_by_account_id: Option<AccountId>,
    /// The member of staff who opened it.
    pub opened_by_staff_id: Option<StaffId>,
    /// Where they sat.
    pub opened_by_organization_id: Option<OrganizationId>,
    /// The level of that.
    pub opened_by_level: Option<Coded<Level>>,
    /// The key of content and steps, sealed under the person's.
    pub data_key: Vec<u8>,
    /// The content, sealed.
    pub sealed: Vec<u8>,
    /// The row's version.
    pub version: i32,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it last moved.
    pub updated_at: DateTime<Utc>,
}

impl ProceedingRow {
    /// The key of content and steps, opened with the person's key.
    pub fn key(&self, person: &DataKey) -> Result<DataKey, StoreError> {
        let at = key_place(self.id);
        person.unwrap(&at, &self.data_key).map_err(|error| sealed(&at, error))
    }

    /// The content, opened with the proceeding's key. A content that does not parse, or is of another kind, is `Corrupt`.
    pub fn content(&self, key: &DataKey) -> Result<Content, StoreError> {
        let at = content_place(self.id);
        let plain = key.open(&at, &self.sealed).map_err(|error| sealed(&at, error))?;
        let content: Content =
            serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("proceedings", self.id, error))?;
        if content.kind() == self.kind.0 {
            Ok(content)
        } else {
            Err(StoreError::corrupt("proceedings", self.id, "content of another kind"))
        }
    }

    /// Who opened it; none where the service itself did.
    pub fn opened_by(&self) -> Option<Signer> {
        Some(Signer {
            account_id: self.opened_by_account_id?,
            staff_id: self.opened_by_staff_id?,
            organization_id: self.opened_by_organization_id?,
            level: self.opened_by_level?.0,
        })
    }

    /// Who must act next; none when it is over.
    pub fn awaits(&self) -> Option<Authority> {
        let (level, permission) = self.awaits_level.zip(self.awaits_permission)?;
        Some(Authority { level: level.0, permission: permission.0 })
    }

    /// As the domain knows it.
    pub fn proceeding(&self, key: &DataKey, steps: &[StepRow]) -> Result<Proceeding, StoreError> {
        Ok(Proceeding {
            id: self.id,
            number: self.number.clone(),
            organization_id: self.organization_id,
            opened_by: self.opened_by(),
            opened_at: self.created_at,
            content: self.content(key)?,
            steps: steps.iter().map(|step| step.step(key)).collect::<Result<_, _>>()?,
        })
    }
}

/// A step as stored.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = steps, check_for_backend(MultiBackend))]
pub struct StepRow {
    /// Its id.
    pub id: StepId,
    /// The proceeding.
    pub proceeding_id: ProceedingId,
    /// Where the proceeding stood after it.
    pub status: Coded<ProceedingStatus>,
    /// The account.
    pub account_id: AccountId,
    /// The member of staff.
    pub staff_id: StaffId,
    /// Where they sat.
    pub organization_id: OrganizationId,
    /// The level of that.
    pub level: Coded<Level>,
    /// The day on which it was done.
    pub acted_on: Date,
    /// What was said, sealed.
    pub sealed: Vec<u8>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

impl StepRow {
    /// As the domain knows it, opened with the proceeding's key.
    fn step(&self, key: &DataKey) -> Result<Step, StoreError> {
        let at = step_place(self.id);
        let plain = key.open(&at, &self.sealed).map_err(|error| sealed(&at, error))?;
        let act: Act = serde_json::from_slice(&plain).map_err(|error| StoreError::corrupt("steps", self.id, error))?;
        Ok(Step {
            id: self.id,
            act,
            by: Signer {
                account_id: self.account_id,
                staff_id: self.staff_id,
                organization_id: self.organization_id,
                level: self.level.0,
            },
            acted_on: self.acted_on,
            recorded_at: self.created_at,
            status: self.status.0,
        })
    }
}

/// A proceeding as lists show it, with whose it is.
#[derive(Debug, Clone, Queryable)]
pub struct ProceedingListRow {
    /// The proceeding.
    pub row: ProceedingRow,
    /// The person.
    pub person: PersonRow,
    /// The conditions of the case (who is a minor).
    pub condition_codes: Option<String>,
}

/// What a list of proceedings is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of one kind.
    pub kind: Option<ProceedingKind>,
    /// Those in one status.
    pub status: Option<ProceedingStatus>,
    /// Those of one office, or of one bureau and all its offices.
    pub organization_id: Option<OrganizationId>,
    /// Those of one case.
    pub supervisee_id: Option<SuperviseeId>,
    /// Those that wait for somebody.
    pub awaiting: Option<Awaiting>,
    /// Those in which a clock is overdue, or those in which none is.
    pub overdue: Option<bool>,
    /// Those in which a clock that still runs is due (strictly counted) before this day, the day itself not included.
    pub due_before: Option<Date>,
}

/// For whom a proceeding waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaiting {
    /// For anyone of a level.
    Level(Level),
    /// For one member of staff.
    Staff {
        /// Who.
        id: StaffId,
        /// Their level.
        level: Level,
        /// The permissions with which they carry on, whatever they did before.
        carries: Vec<Permission>,
        /// The permissions with which they decide what they neither opened nor proposed nor endorsed (four eyes).
        decides: Vec<Permission>,
    },
}

/// What a reader may see of that which is about minors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Minors {
    /// All of it.
    All,
    /// What awaits someone of this level with one of these permissions, as the reader is.
    Awaiting(Level, Vec<Permission>),
}

/// What of a list a reader may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// The kinds.
    pub kinds: Vec<ProceedingKind>,
    /// What of that which is about minors.
    pub minors: Minors,
    /// The moment.
    pub at: DateTime<Utc>,
}

macro_rules! joined {
    () => {
        proceedings::table
            .inner_join(persons::table)
            .left_join(standings::table.on(standings::supervisee_id.nullable().eq(proceedings::supervisee_id)))
            .select((ProceedingRow::as_select(), PersonRow::as_select(), standings::condition_codes.nullable()))
    };
}

/// The proceedings in which a clock that still runs at a moment is due before a day.
macro_rules! still_due {
    ($day:expr, $at:expr) => {
        clocks::table
            .filter(clocks::cancelled.eq(false))
            .filter(unmet!(local_day($at)))
            .filter(clocks::due_strict.lt($day))
            .filter(clocks::proceeding_id.is_not_null())
            .select(clocks::proceeding_id)
    };
}

/// A page of proceedings within a scope and a reader's sight, by id: in the order of opening.
pub fn list(
    conn: &mut AnyConnection,
    scope: &Scope,
    sight: &Sight,
    filter: &Filter,
    after: Option<ProceedingId>,
    most: i64,
) -> Result<Vec<ProceedingListRow>, StoreError> {
    let mut query = within!(joined!().into_boxed::<MultiBackend>(), proceedings, scope);
    query = match filter.kind {
        Some(kind) if sight.kinds.contains(&kind) => query.filter(proceedings::kind.eq(Coded(kind))),
        Some(_) => return Ok(Vec::new()),
        None if sight.kinds.len() == ProceedingKind::ALL.len() => query,
        None => query.filter(proceedings::kind.eq_any(sight.kinds.iter().copied().map(Coded).collect::<Vec<_>>())),
    };
    if let Minors::Awaiting(level, permissions) = &sight.minors {
        let permissions = permissions.iter().copied().map(Coded).collect::<Vec<_>>();
        let awaiting =
            proceedings::awaits_level.eq(Coded(*level)).and(proceedings::awaits_permission.eq_any(permissions));
        let no_minor = standings::condition_codes.not_like(holding(ConditionCode::MinorRegime));
        let of_age = persons::birth_year.le(of_age_if_born_until(local_day(sight.at)));
        query = query.filter(
            (proceedings::supervisee_id.is_not_null().and(no_minor))
                .or(proceedings::supervisee_id.is_null().and(of_age))
                .or(awaiting),
        );
    }
    if let Some(status) = filter.status {
        query = query.filter(proceedings::status.eq(Coded(status)));
    }
    if let Some(organization) = filter.organization_id {
        query = query.filter(
            proceedings::organization_id.eq(Key(organization)).or(proceedings::bureau_id.eq(Key(organization))),
        );
    }
    if let Some(supervisee) = filter.supervisee_id {
        query = query.filter(proceedings::supervisee_id.eq(Key(supervisee)));
    }
    match &filter.awaiting {
        Some(Awaiting::Level(level)) => query = query.filter(proceedings::awaits_level.eq(Coded(*level))),
        Some(Awaiting::Staff { id, level, carries, decides }) => {
            let proposes = ActCode::ALL.iter().copied().filter(|act| act.proposes()).map(Coded);
            let proposed = steps::table
                .filter(steps::staff_id.eq(Key(*id)))
                .filter(steps::act.eq_any(proposes.collect::<Vec<_>>()))
                .select(steps::proceeding_id);
            // What the service opened is nobody's own, and no comparison with nothing may hide it.
            let opened =
                proceedings::opened_by_staff_id.is_not_null().and(proceedings::opened_by_staff_id.eq(Key(*id)));
            let own = opened.or(proceedings::id.eq_any(proposed).nullable());
            let coded = |all: &[Permission]| all.iter().copied().map(Coded).collect::<Vec<_>>();
            query = query.filter(proceedings::awaits_level.eq(Coded(*level))).filter(
                proceedings::awaits_permission
                    .eq_any(coded(carries))
                    .or(proceedings::awaits_permission.eq_any(coded(decides)).and(diesel::dsl::not(own))),
            );
        }
        None => {}
    }
    if let Some(is_overdue) = filter.overdue {
        let overdue = clocks::table
            .filter(overdue!(sight.at))
            .filter(clocks::proceeding_id.is_not_null())
            .select(clocks::proceeding_id);
        query = match is_overdue {
            true => query.filter(proceedings::id.nullable().eq_any(overdue)),
            false => query.filter(proceedings::id.nullable().ne_all(overdue)),
        };
    }
    if let Some(day) = filter.due_before {
        let due = still_due!(day, sight.at);
        query = query.filter(proceedings::id.nullable().eq_any(due));
    }
    if let Some(after) = after {
        query = query.filter(proceedings::id.gt(Key(after)));
    }
    Ok(query.order(proceedings::id).limit(most).load(conn)?)
}

/// One proceeding within a scope.
pub fn find(conn: &mut AnyConnection, scope: &Scope, id: ProceedingId) -> Result<Option<ProceedingRow>, StoreError> {
    let query = within!(ProceedingRow::query().into_boxed::<MultiBackend>(), proceedings, scope);
    Ok(query.filter(proceedings::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Every proceeding of a case, in the order of opening.
pub fn of_case(conn: &mut AnyConnection, id: SuperviseeId) -> Result<Vec<ProceedingRow>, StoreError> {
    Ok(ProceedingRow::query().filter(proceedings::supervisee_id.eq(Key(id))).order(proceedings::id).load(conn)?)
}

/// Every proceeding about a person that belongs to no case, in the order of opening.
pub fn of_person_alone(conn: &mut AnyConnection, id: PersonId) -> Result<Vec<ProceedingRow>, StoreError> {
    Ok(ProceedingRow::query()
        .filter(proceedings::person_id.eq(Key(id)))
        .filter(proceedings::supervisee_id.is_null())
        .order(proceedings::id)
        .load(conn)?)
}

/// The steps of these proceedings, each in its order.
pub fn steps_of(
    conn: &mut AnyConnection,
    ids: &[ProceedingId],
) -> Result<BTreeMap<ProceedingId, Vec<StepRow>>, StoreError> {
    let keys: Vec<_> = ids.iter().copied().map(Key).collect();
    let rows = StepRow::query()
        .filter(steps::proceeding_id.eq_any(keys))
        .order((steps::proceeding_id, steps::place))
        .load::<StepRow>(conn)?;
    let mut of: BTreeMap<ProceedingId, Vec<StepRow>> = BTreeMap::new();
    for row in rows {
        of.entry(row.proceeding_id).or_default().push(row);
    }
    Ok(of)
}

/// The next number of a kind at a bureau in a year. The row is its lock: numbers have no gaps but for what was rolled back.
pub fn next_number(
    tx: &mut Tx<'_>,
    bureau_id: OrganizationId,
    kind: ProceedingKind,
    year: i32,
) -> Result<i32, StoreError> {
    let first = (
        proceeding_numbers::bureau_id.eq(Key(bureau_id)),
        proceeding_numbers::kind.eq(Coded(kind)),
        proceeding_numbers::year.eq(year),
        proceeding_numbers::last.eq(1),
        proceeding_numbers::created_at.eq(At(tx.now())),
    );
    Ok(each!(tx.conn(), |c| diesel::insert_into(proceeding_numbers::table)
        .values(first)
        .on_conflict((proceeding_numbers::bureau_id, proceeding_numbers::kind, proceeding_numbers::year))
        .do_update()
        .set(proceeding_numbers::last.eq(proceeding_numbers::last + 1))
        .returning(proceeding_numbers::last)
        .get_result(c))?)
}

/// Whose a proceeding is, and who carries it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The person.
    pub person_id: PersonId,
    /// The case.
    pub supervisee_id: Option<SuperviseeId>,
    /// The bureau.
    pub bureau_id: OrganizationId,
}

/// Writes a new proceeding, which has no step yet, with a new key of its own. Gives that key.
pub fn insert(
    tx: &mut Tx<'_>,
    place: Place,
    person: &DataKey,
    proceeding: &Proceeding,
    awaits: Option<Authority>,
) -> Result<DataKey, StoreError> {
    let now = At(tx.now());
    let id = proceeding.id;
    let key = DataKey::generate();
    let at = key_place(id);
    let wrapped = person.wrap(&at, &key).map_err(|error| sealed(&at, error))?;
    let by = proceeding.opened_by;
    diesel::insert_into(proceedings::table)
        .values((
            proceedings::id.eq(Key(id)),
            proceedings::number.eq(&proceeding.number),
            proceedings::kind.eq(Coded(proceeding.kind())),
            proceedings::person_id.eq(Key(place.person_id)),
            proceedings::supervisee_id.eq(place.supervisee_id.map(Key)),
            proceedings::bureau_id.eq(Key(place.bureau_id)),
            proceedings::organization_id.eq(Key(proceeding.organization_id)),
            proceedings::status.eq(Coded(proceeding.status())),
            proceedings::awaits_level.eq(awaits.map(|who| Coded(who.level))),
            proceedings::awaits_permission.eq(awaits.map(|who| Coded(who.permission))),
            (
                proceedings::opened_by_account_id.eq(by.map(|by| Key(by.account_id))),
                proceedings::opened_by_staff_id.eq(by.map(|by| Key(by.staff_id))),
                proceedings::opened_by_organization_id.eq(by.map(|by| Key(by.organization_id))),
                proceedings::opened_by_level.eq(by.map(|by| Coded(by.level))),
            ),
            proceedings::data_key.eq(wrapped),
            proceedings::sealed.eq(seal_content(id, &key, &proceeding.content)?),
            proceedings::version.eq(1),
            proceedings::created_at.eq(now),
            proceedings::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(key)
}

/// Replaces the content of a proceeding whose version is still the one that was read. Gives the new version.
pub fn update_content(
    tx: &mut Tx<'_>,
    row: &ProceedingRow,
    key: &DataKey,
    content: &Content,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = proceedings::table.filter(proceedings::id.eq(Key(row.id))).filter(proceedings::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            proceedings::sealed.eq(seal_content(row.id, key, content)?),
            proceedings::version.eq(version),
            proceedings::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

/// Appends the last step of a proceeding whose version is still the one that was read, and moves its status. Gives the new version.
pub fn append(
    tx: &mut Tx<'_>,
    row: &ProceedingRow,
    key: &DataKey,
    after: &Proceeding,
    step: &Step,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let version = row.version + 1;
    let seen = proceedings::table.filter(proceedings::id.eq(Key(row.id))).filter(proceedings::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            proceedings::status.eq(Coded(after.status())),
            proceedings::version.eq(version),
            proceedings::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 {
        return Err(StoreError::VersionMoved);
    }
    let place = i32::try_from(after.steps.len()).map_err(|error| StoreError::corrupt("steps", step.id, error))?;
    let at = step_place(step.id);
    let plain = serde_json::to_vec(&step.act).map_err(|error| StoreError::corrupt("steps", step.id, error))?;
    diesel::insert_into(steps::table)
        .values((
            steps::id.eq(Key(step.id)),
            steps::proceeding_id.eq(Key(row.id)),
            steps::place.eq(place),
            steps::act.eq(Coded(step.act.code())),
            steps::status.eq(Coded(step.status)),
            steps::account_id.eq(Key(step.by.account_id)),
            steps::staff_id.eq(Key(step.by.staff_id)),
            steps::organization_id.eq(Key(step.by.organization_id)),
            steps::level.eq(Coded(step.by.level)),
            steps::acted_on.eq(step.acted_on),
            steps::sealed.eq(key.seal(&at, &plain).map_err(|error| sealed(&at, error))?),
            steps::created_at.eq(At(step.recorded_at)),
        ))
        .execute(tx.conn())?;
    Ok(version)
}

/// One proceeding, wherever it is.
pub fn find_any(conn: &mut AnyConnection, id: ProceedingId) -> Result<Option<ProceedingRow>, StoreError> {
    Ok(ProceedingRow::query().filter(proceedings::id.eq(Key(id))).get_result(conn).optional()?)
}

/// Hands a proceeding to another person (a merge): its key is sealed anew, content and steps stay as they are.
pub fn reassign(
    tx: &mut Tx<'_>,
    row: &ProceedingRow,
    from: &DataKey,
    to: PersonId,
    to_key: &DataKey,
) -> Result<i32, StoreError> {
    let now = At(tx.now());
    let at = key_place(row.id);
    let wrapped = to_key.wrap(&at, &row.key(from)?).map_err(|error| sealed(&at, error))?;
    let version = row.version + 1;
    let seen = proceedings::table.filter(proceedings::id.eq(Key(row.id))).filter(proceedings::version.eq(row.version));
    let changed = diesel::update(seen)
        .set((
            proceedings::person_id.eq(Key(to)),
            proceedings::data_key.eq(wrapped),
            proceedings::version.eq(version),
            proceedings::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if changed == 0 { Err(StoreError::VersionMoved) } else { Ok(version) }
}

fn seal_content(id: ProceedingId, key: &DataKey, content: &Content) -> Result<Vec<u8>, StoreError> {
    let at = content_place(id);
    let plain = serde_json::to_vec(content).map_err(|error| StoreError::corrupt("proceedings", id, error))?;
    key.seal(&at, &plain).map_err(|error| sealed(&at, error))
}

fn key_place(id: ProceedingId) -> String {
    format!("proceedings|data_key|{id}")
}

fn content_place(id: ProceedingId) -> String {
    format!("proceedings|sealed|{id}")
}

fn step_place(id: StepId) -> String {
    format!("steps|sealed|{id}")
}
