//! The statutory clocks of every case, kept so that worklists can filter and page. Overdue is decided in the query.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::clock::Clock;
use domain::code::{Category, ClockState, Code, ConditionCode, DutyBearer};
use domain::ids::{ClockId, OrganizationId, SuperviseeId};
use domain::rulebook;
use domain::text::Text as Sentence;
use domain::time::{Date, local_day};

use crate::connection::{AnyConnection, MultiBackend};
use crate::each;
use crate::error::StoreError;
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
    /// The case.
    pub supervisee_id: SuperviseeId,
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
    /// The category.
    pub category: Coded<Category>,
    /// The conditions of the case (who is a minor).
    pub condition_codes: String,
}

impl ClockRow {
    /// As the domain knows it; none where the rulebook of this program has no such rule, which another program has kept.
    pub fn clock(self) -> Option<Clock> {
        let rule = rulebook::rule(&self.rule)?;
        Some(Clock {
            rule: rule.id,
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

    /// Whether the case is one of a minor.
    pub fn is_minor(&self) -> bool {
        holds(&self.condition_codes, ConditionCode::MinorRegime)
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

macro_rules! joined {
    () => {
        clocks::table.inner_join(supervisees::table.inner_join(persons::table).inner_join(standings::table)).select((
            clocks::id,
            clocks::supervisee_id,
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
            supervisees::category,
            standings::condition_codes,
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
    // Written so that no comparison with NULL decides: `not` of an unknown is unknown, and would drop the row.
    let unmet = || clocks::met_on.is_null().or(clocks::met_on.gt(today));
    let met = || clocks::met_on.is_not_null().and(clocks::met_on.le(today));
    let past_due = || {
        clocks::provisional.eq(false).and(
            (clocks::due_legal_at.is_not_null().and(clocks::due_legal_at.lt(At(at))))
                .or(clocks::due_legal_at.is_null().and(clocks::due_legal.lt(today))),
        )
    };
    let overdue = || clocks::cancelled.eq(false).and(unmet()).and(past_due());
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

/// The kept clocks of one case: rule and id.
pub fn ids(conn: &mut AnyConnection, supervisee_id: SuperviseeId) -> Result<Vec<(String, ClockId)>, StoreError> {
    let rows = clocks::table.filter(clocks::supervisee_id.eq(Key(supervisee_id)));
    Ok(rows.select((clocks::rule, clocks::id)).load(conn)?)
}

#[derive(HasQuery)]
#[diesel(table_name = clocks, check_for_backend(MultiBackend))]
struct KeptClock {
    id: ClockId,
    rule: String,
}

#[derive(Insertable, AsChangeset, Clone)]
#[diesel(table_name = clocks, check_for_backend(MultiBackend), treat_none_as_default_value = false, treat_none_as_null = true)]
struct Values {
    supervisee_id: Key<SuperviseeId>,
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
    /// The case.
    pub supervisee_id: SuperviseeId,
    /// Its bureau.
    pub bureau_id: OrganizationId,
    /// Its office.
    pub organization_id: OrganizationId,
}

fn values(owner: Owner, clock: &Clock) -> Values {
    Values {
        supervisee_id: Key(owner.supervisee_id),
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

/// Makes the kept clocks of a case equal to these. A clock keeps its id as long as its rule applies.
pub fn reconcile(tx: &mut Tx<'_>, owner: Owner, computed: &[Clock]) -> Result<(), StoreError> {
    let kept = KeptClock::query().filter(clocks::supervisee_id.eq(Key(owner.supervisee_id))).load(tx.conn())?;
    let mut new = Vec::new();
    for clock in computed {
        match kept.iter().find(|kept| kept.rule == clock.rule) {
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
    for gone in kept.iter().filter(|kept| !computed.iter().any(|clock| clock.rule == kept.rule)) {
        diesel::delete(clocks::table.filter(clocks::id.eq(Key(gone.id)))).execute(tx.conn())?;
    }
    if !new.is_empty() {
        each!(tx.conn(), |c| diesel::insert_into(clocks::table).values(&new).execute(c))?;
    }
    Ok(())
}
