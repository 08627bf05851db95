//! The statutory clocks of cases and proceedings, kept so that worklists can filter and page. Overdue is decided in the query.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::clock::Clock;
use domain::code::{Category, ClockState, Code, ConditionCode, DutyBearer};
use domain::ids::{ClockId, OrganizationId, PersonId, ProceedingId, SuperviseeId};
use domain::rulebook;
use domain::text::Text as Sentence;
use domain::time::{Date, local_day};

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
use crate::persons::may_be_minor;
use crate::schema::{clocks, persons, standings, supervisees};
use crate::scope::Scope;
use crate::sql_types::{At, Coded, Json, Key};
use crate::standings::holds;
use crate::unit::Tx;
use crate::within;

/// A clock as kept, with whose it is.
#[derive(Debug, Clone, Queryable)]
pub struct ClockRow {
    /// The clock's id.
    pub id: ClockId,
    /// The case; none where a proceeding is about a person who has none.
    pub supervisee_id: Option<SuperviseeId>,
    /// The proceeding in which it runs; none where it is of the case itself.
    pub proceeding_id: Option<ProceedingId>,
    /// The office.
    pub organization_id: OrganizationId,
    /// The rule's id.
    pub rule: String,
    /// The day of the event from which, or up to which, it runs.
    pub starts_on: Date,
    /// The moment of the event, for clocks in hours.
    pub starts_at: Option<DateTime<Utc>>,
    /// The bare count.
    pub due_strict: Date,
    /// The day after which it is late.
    pub due_legal: Date,
    /// For clocks in hours: due to the minute.
    pub due_at: Option<DateTime<Utc>>,
    /// For clocks in hours: the moment after which it is late.
    pub due_legal_at: Option<DateTime<Utc>>,
    /// Whether it rests on what is not known yet.
    pub provisional: bool,
    /// When it was met.
    pub met_on: Option<Date>,
    /// Whether it no longer runs.
    pub cancelled: bool,
    /// Who must act.
    pub actor: Coded<DutyBearer>,
    /// How it was counted.
    pub explanation: Json<Vec<Sentence>>,
    /// The person's name.
    pub name: String,
    /// The year in which the person was born.
    pub birth_year: Option<i32>,
    /// The category of the case.
    pub category: Option<Coded<Category>>,
    /// The conditions of the case (who is a minor).
    pub condition_codes: Option<String>,
}

impl ClockRow {
    /// As the domain knows it; none where the rulebook of this program has no such rule, which another program has kept.
    pub fn clock(self) -> Option<Clock> {
        let rule = rulebook::rule(&self.rule)?;
        Some(Clock {
            rule: rule.id,
            proceeding_id: self.proceeding_id,
            starts_on: self.starts_on,
            starts_at: self.starts_at,
            due_strict: self.due_strict,
            due_legal: self.due_legal,
            due_at: self.due_at,
            due_legal_at: self.due_legal_at,
            provisional: self.provisional,
            met_on: self.met_on,
            cancelled: self.cancelled,
            actor: self.actor.0,
            explanation: self.explanation.0,
        })
    }

    /// Whether it is about a minor on a day: as the case says, and without a case whoever may not be of age yet.
    pub fn is_minor(&self, today: Date) -> bool {
        match &self.condition_codes {
            Some(codes) => holds(codes, ConditionCode::MinorRegime),
            None => may_be_minor(self.birth_year, today),
        }
    }
}

/// What a list of clocks is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of one rule.
    pub rule: Option<String>,
    /// Those in a state.
    pub state: Option<ClockState>,
    /// Those that are overdue, or those that are not.
    pub overdue: Option<bool>,
    /// Those due (strictly counted) before this day, the day itself not included.
    pub due_before: Option<Date>,
    /// Those of one office, or of one bureau and all its offices.
    pub organization_id: Option<OrganizationId>,
    /// Those of one case.
    pub supervisee_id: Option<SuperviseeId>,
}

// Written so that no comparison with NULL decides: `not` of an unknown is unknown, and would drop the row.
macro_rules! unmet {
    ($today:expr) => {
        clocks::met_on.is_null().or(clocks::met_on.gt($today))
    };
}

macro_rules! past_due {
    ($at:expr) => {
        clocks::provisional.eq(false).and(
            (clocks::due_legal_at.is_not_null().and(clocks::due_legal_at.lt(At($at))))
                .or(clocks::due_legal_at.is_null().and(clocks::due_legal.lt(local_day($at)))),
        )
    };
}

/// Whether a clock is overdue at a moment.
macro_rules! overdue {
    ($at:expr) => {
        clocks::cancelled.eq(false).and(unmet!(local_day($at))).and(past_due!($at))
    };
}

pub(crate) use {overdue, past_due, unmet};

macro_rules! joined {
    () => {
        clocks::table
            .inner_join(persons::table)
            .left_join(supervisees::table)
            .left_join(standings::table.on(standings::supervisee_id.nullable().eq(clocks::supervisee_id)))
            .select((
                clocks::id,
                clocks::supervisee_id,
                clocks::proceeding_id,
                clocks::organization_id,
                clocks::rule,
                clocks::starts_on,
                clocks::starts_at,
                clocks::due_strict,
                clocks::due_legal,
                clocks::due_at,
                clocks::due_legal_at,
                clocks::provisional,
                clocks::met_on,
                clocks::cancelled,
                clocks::actor,
                clocks::explanation,
                persons::name,
                persons::birth_year,
                supervisees::category.nullable(),
                standings::condition_codes.nullable(),
            ))
    };
}

/// A page of clocks within a scope, by strict due date and id.
pub fn list(
    conn: &mut AnyConnection,
    scope: &Scope,
    filter: &Filter,
    at: DateTime<Utc>,
    after: Option<(Date, ClockId)>,
    most: i64,
) -> Result<Vec<ClockRow>, StoreError> {
    let mut query = within!(joined!().into_boxed::<MultiBackend>(), clocks, scope);
    if let Some(rule) = &filter.rule {
        query = query.filter(clocks::rule.eq(rule.clone()));
    }
    if let Some(day) = filter.due_before {
        query = query.filter(clocks::due_strict.lt(day));
    }
    if let Some(organization) = filter.organization_id {
        query = query.filter(clocks::organization_id.eq(Key(organization)).or(clocks::bureau_id.eq(Key(organization))));
    }
    if let Some(supervisee) = filter.supervisee_id {
        query = query.filter(clocks::supervisee_id.eq(Key(supervisee)));
    }
    let today = local_day(at);
    let unmet = || unmet!(today);
    let met = || clocks::met_on.is_not_null().and(clocks::met_on.le(today));
    let past_due = || past_due!(at);
    let overdue = || overdue!(at);
    let in_time = || {
        clocks::provisional
            .eq(true)
            .or(clocks::met_on.is_not_null().and(clocks::met_on.le(clocks::due_legal.nullable())))
    };
    match filter.overdue {
        Some(true) => query = query.filter(overdue()),
        Some(false) => query = query.filter(diesel::dsl::not(overdue())),
        None => {}
    }
    query = match filter.state {
        Some(ClockState::Cancelled) => query.filter(clocks::cancelled.eq(true)),
        Some(ClockState::Overdue) => query.filter(overdue()),
        Some(ClockState::Open) => {
            query.filter(clocks::cancelled.eq(false)).filter(unmet()).filter(diesel::dsl::not(past_due()))
        }
        Some(ClockState::Met) => query.filter(clocks::cancelled.eq(false)).filter(met()).filter(in_time()),
        Some(ClockState::LateMet) => {
            query.filter(clocks::cancelled.eq(false)).filter(met()).filter(diesel::dsl::not(in_time()))
        }
        None => query,
    };
    if let Some((due, id)) = after {
        // The first condition is implied by the second; it lets the index begin in the right place.
        query = query.filter(clocks::due_strict.ge(due)).filter(clocks::due_strict.gt(due).or(clocks::id.gt(Key(id))));
    }
    Ok(query.order((clocks::due_strict, clocks::id)).limit(most).load(conn)?)
}

/// One clock within a scope.
pub fn find(conn: &mut AnyConnection, scope: &Scope, id: ClockId) -> Result<Option<ClockRow>, StoreError> {
    let query = within!(joined!().into_boxed::<MultiBackend>(), clocks, scope);
    Ok(query.filter(clocks::id.eq(Key(id))).get_result(conn).optional()?)
}

/// The clocks of these proceedings.
pub fn of_proceedings(conn: &mut AnyConnection, ids: &[ProceedingId]) -> Result<Vec<ClockRow>, StoreError> {
    let keys: Vec<_> = ids.iter().copied().map(|id| Some(Key(id))).collect();
    Ok(joined!().filter(clocks::proceeding_id.eq_any(keys)).order((clocks::due_strict, clocks::id)).load(conn)?)
}

/// A kept clock as far as it is compared with a computed one.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = clocks, check_for_backend(MultiBackend))]
pub struct KeptClock {
    /// Its id.
    pub id: ClockId,
    /// The rule's id.
    pub rule: String,
    /// The proceeding in which it runs.
    pub proceeding_id: Option<ProceedingId>,
}

impl KeptClock {
    /// Whether it is this one.
    pub fn is(&self, clock: &Clock) -> bool {
        self.rule == clock.rule && self.proceeding_id == clock.proceeding_id
    }
}

/// What clocks are computed from together, and kept together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClocksOf {
    /// A case, with its proceedings.
    Case(SuperviseeId),
    /// A proceeding about a person who has no case.
    Proceeding(ProceedingId),
}

/// The kept clocks of a case, or of a proceeding without one.
pub fn kept(conn: &mut AnyConnection, of: ClocksOf) -> Result<Vec<KeptClock>, StoreError> {
    let query = KeptClock::query().into_boxed::<MultiBackend>();
    let query = match of {
        ClocksOf::Case(id) => query.filter(clocks::supervisee_id.eq(Key(id))),
        ClocksOf::Proceeding(id) => query.filter(clocks::proceeding_id.eq(Key(id))),
    };
    Ok(query.load(conn)?)
}

#[derive(Insertable, AsChangeset, Clone)]
#[diesel(table_name = clocks, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
struct Values {
    person_id: Key<PersonId>,
    supervisee_id: Option<Key<SuperviseeId>>,
    proceeding_id: Option<Key<ProceedingId>>,
    bureau_id: Key<OrganizationId>,
    organization_id: Key<OrganizationId>,
    rule: String,
    starts_on: Date,
    starts_at: Option<At>,
    due_strict: Date,
    due_legal: Date,
    due_at: Option<At>,
    due_legal_at: Option<At>,
    provisional: bool,
    met_on: Option<Date>,
    cancelled: bool,
    actor: String,
    explanation: Json<Vec<Sentence>>,
}

#[derive(Insertable)]
#[diesel(table_name = clocks, check_for_backend(MultiBackend), treat_none_as_default_value = false)]
struct NewClock {
    id: Key<ClockId>,
    #[diesel(embed)]
    values: Values,
    created_at: At,
}

/// Whose clocks are kept.
#[derive(Debug, Clone, Copy)]
pub struct Owner {
    /// The case, or the proceeding without one.
    pub of: ClocksOf,
    /// The person.
    pub person_id: PersonId,
    /// The bureau.
    pub bureau_id: OrganizationId,
    /// The office that carries it.
    pub organization_id: OrganizationId,
}

fn values(owner: Owner, clock: &Clock) -> Values {
    Values {
        person_id: Key(owner.person_id),
        supervisee_id: match owner.of {
            ClocksOf::Case(id) => Some(Key(id)),
            ClocksOf::Proceeding(_) => None,
        },
        proceeding_id: clock.proceeding_id.map(Key),
        bureau_id: Key(owner.bureau_id),
        organization_id: Key(owner.organization_id),
        rule: clock.rule.to_owned(),
        starts_on: clock.starts_on,
        starts_at: clock.starts_at.map(At),
        due_strict: clock.due_strict,
        due_legal: clock.due_legal,
        due_at: clock.due_at.map(At),
        due_legal_at: clock.due_legal_at.map(At),
        provisional: clock.provisional,
        met_on: clock.met_on,
        cancelled: clock.cancelled,
        actor: clock.actor.code().to_owned(),
        explanation: Json(clock.explanation.clone()),
    }
}

/// Makes the kept clocks equal to these. A clock keeps its id as long as its rule applies in its proceeding.
pub fn reconcile(tx: &mut Tx<'_>, owner: Owner, computed: &[Clock]) -> Result<(), StoreError> {
    let kept = kept(tx.conn(), owner.of)?;
    let mut new = Vec::new();
    for clock in computed {
        match kept.iter().find(|kept| kept.is(clock)) {
            Some(kept) => {
                diesel::update(clocks::table.filter(clocks::id.eq(Key(kept.id))))
                    .set(values(owner, clock))
                    .execute(tx.conn())?;
            }
            None => new.push(NewClock {
                id: Key(ClockId::from_uuid(crate::fresh_id())),
                values: values(owner, clock),
                created_at: At(tx.now()),
            }),
        }
    }
    for gone in kept.iter().filter(|kept| !computed.iter().any(|clock| kept.is(clock))) {
        diesel::delete(clocks::table.filter(clocks::id.eq(Key(gone.id)))).execute(tx.conn())?;
    }
    if !new.is_empty() {
        each!(tx.conn(), |c| diesel::insert_into(clocks::table).values(&new).execute(c))?;
    }
    Ok(())
}

/// Hands the clocks of a proceeding without a case to another person (a merge).
pub fn reassign(tx: &mut Tx<'_>, id: ProceedingId, to: PersonId) -> Result<(), StoreError> {
    diesel::update(clocks::table.filter(clocks::proceeding_id.eq(Key(id))))
        .set(clocks::person_id.eq(Key(to)))
        .execute(tx.conn())?;
    Ok(())
}
