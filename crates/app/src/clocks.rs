//! Clocks: the worklist of statutory deadlines, one of them, and those of one case.

use domain::clock::{Clock, clocks as clocks_of};
use domain::code::{Category, ClockState, ConditionCode, Permission};
use domain::ids::{ClockId, OrganizationId, SuperviseeId};
use domain::rulebook;
use domain::text::Text;
use domain::time::{Date, Instant, local_day};
use store::clocks::{self, ClockRow, ClocksOf, Filter};
use store::keyring::Keyring;
use store::{AnyConnection, supervisees};

use crate::context::Context;
use crate::error::Error;
use crate::supervisees::{case_file_at, most, shown_name};

/// A clock with whose it is, as the caller may see it.
#[derive(Debug, Clone)]
pub struct CaseClock {
    /// Its id; none where it is not among those kept, as of an earlier moment.
    pub id: Option<ClockId>,
    /// The case; none where a proceeding is about a person who has none.
    pub supervisee_id: Option<SuperviseeId>,
    /// The person's name, as shown to the caller.
    pub name: String,
    /// The category of the case.
    pub category: Option<Category>,
    /// The office.
    pub organization_id: OrganizationId,
    /// The clock.
    pub clock: Clock,
    /// Its state at the moment asked about.
    pub state: ClockState,
    /// The articles on which it rests, as they stood on the day asked about.
    pub basis: Text,
}

impl CaseClock {
    /// As kept; none for a clock of a rule that this program does not know: it is left out until the recomputation that follows a
    /// change of the program has dropped it.
    fn kept(row: ClockRow, context: &Context) -> Option<Self> {
        let (id, supervisee_id, organization_id) = (row.id, row.supervisee_id, row.organization_id);
        let category = row.category.map(|category| category.0);
        let name = shown_name(context, &row.name, row.is_minor(context.today()));
        let rule = row.rule.clone();
        let Some(clock) = row.clock() else {
            tracing::warn!(clock.id = %id, rule, "a kept clock is left out: the rulebook has no such rule");
            return None;
        };
        let (state, basis) = (clock.state(context.now), clock.basis(context.today()));
        Some(Self { id: Some(id), supervisee_id, name, category, organization_id, clock, state, basis })
    }
}

/// Some clocks, and where those after them begin.
#[derive(Debug, Clone, Default)]
pub struct Clocks {
    /// The clocks.
    pub items: Vec<CaseClock>,
    /// The last place of these, where more follow: strict due date and id.
    pub next: Option<(Date, ClockId)>,
}

/// Some clocks within the caller's reach, by strict due date and id. A rule that does not exist has none.
///
/// # Errors
/// `NotPermitted` without `clocks_read`.
pub fn list(
    conn: &mut AnyConnection,
    context: &Context,
    filter: &Filter,
    after: Option<(Date, ClockId)>,
    limit: usize,
) -> Result<Clocks, Error> {
    context.require(Permission::ClocksRead)?;
    if filter.rule.as_deref().is_some_and(|rule| rulebook::rule(rule).is_none()) {
        return Ok(Clocks::default());
    }
    let mut rows = clocks::list(conn, &context.scope(), filter, context.now, after, most(limit))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| (last.due_strict, last.id));
    Ok(Clocks { items: rows.into_iter().filter_map(|row| CaseClock::kept(row, context)).collect(), next })
}

/// One clock within the caller's reach.
///
/// # Errors
/// `NotPermitted` without `clocks_read`, `NotFound`.
pub fn get(conn: &mut AnyConnection, context: &Context, id: ClockId) -> Result<CaseClock, Error> {
    context.require(Permission::ClocksRead)?;
    let row = clocks::find(conn, &context.scope(), id)?.ok_or(Error::NotFound("clock"))?;
    CaseClock::kept(row, context).ok_or(Error::NotFound("clock"))
}

/// Every clock of one case, computed from its case file: as it stands, or as it was known at `as_of`, under the law and the
/// calendar of that day.
///
/// # Errors
/// `NotPermitted` without `clocks_read`, `NotFound`.
pub fn of_case(
    conn: &mut AnyConnection,
    keyring: &Keyring,
    context: &Context,
    id: SuperviseeId,
    as_of: Option<Instant>,
) -> Result<Vec<CaseClock>, Error> {
    context.require(Permission::ClocksRead)?;
    let row = supervisees::get_listed(conn, &context.scope(), id)?.ok_or(Error::NotFound("supervisee"))?;
    let (case, calendar) = case_file_at(conn, keyring, context, id, as_of)?;
    let minor = row.conditions.0.iter().any(|condition| condition.code == ConditionCode::MinorRegime);
    let name = shown_name(context, &row.name, minor);
    let kept = clocks::kept(conn, ClocksOf::Case(id))?;
    let at = as_of.unwrap_or(context.now);
    let computed = clocks_of(&case, &calendar, at).into_iter().map(|clock| CaseClock {
        id: kept.iter().find(|kept| kept.is(&clock)).map(|kept| kept.id),
        supervisee_id: Some(id),
        name: name.clone(),
        category: Some(case.order.category),
        organization_id: row.organization_id,
        state: clock.state(at),
        basis: clock.basis(local_day(at)),
        clock,
    });
    Ok(computed.collect())
}
