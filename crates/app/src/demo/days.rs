//! The year, day by day: what time brings by itself, then the bureau's work, then that of the offices.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, TimeDelta};
use domain::actor::Actor;
use domain::ids::{OrganizationId, SuperviseeId};
use domain::time::{Date, Instant, local_day, start_of_day};
use store::{Db, Tx};

use super::Month;
use super::house::House;
use super::plan::{Hand, Planned, What};
use crate::context::{Context, World};
use crate::error::Error;
use crate::supervisees::{Admission, admit, correct, disclose};
use crate::sweep::sweep;

/// Half past nine: the bureau's post is in.
const BUREAU_HOUR: TimeDelta = TimeDelta::minutes(9 * 60 + 30);
/// Two o'clock: the offices record their morning, one after the other.
const OFFICE_HOUR: TimeDelta = TimeDelta::hours(14);
/// How many plain values one account is given a day.
const DISCLOSURES_PER_DAY: i64 = 200;

/// One thing to do to one case.
struct Task {
    case: usize,
    id: Option<SuperviseeId>,
    what: What,
}

/// The work of one desk on one day, and when it is done.
type Desk = (TimeDelta, Actor, Vec<Task>);

/// The year's work.
pub(super) struct Year<'a> {
    db: &'a Db,
    world: &'a Arc<World>,
    house: House,
    now: Instant,
    /// The cases registered so far, by their place in the roster.
    registered: BTreeMap<usize, SuperviseeId>,
    sittings: u64,
}

impl<'a> Year<'a> {
    pub(super) fn new(db: &'a Db, world: &'a Arc<World>, house: House, now: Instant) -> Self {
        Self { db, world, house, now, registered: BTreeMap::new(), sittings: 0 }
    }

    /// Does all that is planned, from the first day to today.
    pub(super) fn work(
        &mut self,
        first: Date,
        cases: Vec<(OrganizationId, Vec<Planned>)>,
        told: &mut dyn FnMut(&Month),
    ) -> Result<(), Error> {
        let mut by_day: BTreeMap<Date, Vec<(usize, OrganizationId, What)>> = BTreeMap::new();
        for (case, (office, planned)) in cases.into_iter().enumerate() {
            for Planned { on, what } in planned {
                by_day.entry(on).or_default().push((case, office, what));
            }
        }
        let today = local_day(self.now);
        let mut month = Month::until(first);
        for day in first.iter_days().take_while(|day| *day <= today) {
            if day.month() != month.until.month() {
                told(&month);
                month = Month::until(day);
            }
            month.until = day;
            sweep(self.db, self.world, self.moment(day, TimeDelta::zero()), || true)?;
            for (hour, actor, tasks) in self.desks(by_day.remove(&day).unwrap_or_default()) {
                month.count(&tasks);
                self.sit(self.moment(day, hour), actor, tasks)?;
            }
        }
        told(&month);
        Ok(())
    }

    /// A day's work by desk: the bureau first.
    fn desks(&self, work: Vec<(usize, OrganizationId, What)>) -> Vec<Desk> {
        let mut desks: BTreeMap<Option<OrganizationId>, Vec<Task>> = BTreeMap::new();
        for (case, office, what) in work {
            let desk = match &what {
                What::Record { hand: Hand::Office, .. } => Some(office),
                What::Record { hand: Hand::Bureau, .. } | What::Admit { .. } | What::Disclose { .. } => None,
            };
            desks.entry(desk).or_default().push(Task { case, id: self.registered.get(&case).copied(), what });
        }
        let desks = (0..).zip(desks);
        desks
            .map(|(place, (desk, tasks))| match desk {
                None => (BUREAU_HOUR, self.house.bureau().clone(), tasks),
                Some(office) => (OFFICE_HOUR + TimeDelta::minutes(place), self.house.office(office).clone(), tasks),
            })
            .collect()
    }

    /// One desk does its work in one unit.
    fn sit(&mut self, at: Instant, actor: Actor, tasks: Vec<Task>) -> Result<(), Error> {
        self.sittings += 1;
        let context = Context {
            actor,
            now: at,
            trace_id: format!("{:032x}", self.sittings),
            world: Arc::clone(self.world),
            seconded_may_sign: false,
        };
        let new = self.db.write_blocking(context.origin(), move |tx| -> Result<Vec<_>, Error> {
            let mut new = Vec::new();
            for task in tasks {
                let case = task.case;
                new.extend(perform(tx, &context, task)?.map(|id| (case, id)));
            }
            Ok(new)
        })?;
        self.registered.extend(new);
        Ok(())
    }

    /// A time of a day, and never later than now.
    fn moment(&self, day: Date, hour: TimeDelta) -> Instant {
        (start_of_day(day) + hour).min(self.now)
    }
}

/// Does one thing; gives the case if it is a new one.
fn perform(tx: &mut Tx<'_>, context: &Context, task: Task) -> Result<Option<SuperviseeId>, Error> {
    let id = || task.id.ok_or(Error::NotFound("supervisee"));
    match task.what {
        What::Admit { draft, carried_over } => match admit(tx, &context.world, &draft, carried_over)? {
            Admission::Registered(id) | Admission::Unchanged(id) => return Ok(Some(id)),
        },
        What::Record { facts, .. } => correct(tx, context, id()?, |_version| true, &facts)?,
        What::Disclose { field, purpose } => {
            disclose(tx, context, id()?, &[field.to_owned()], purpose, None, DISCLOSURES_PER_DAY)?;
        }
    }
    Ok(None)
}

impl Month {
    fn until(until: Date) -> Self {
        Self { until, registered: 0, recorded: 0, disclosed: 0 }
    }

    fn count(&mut self, tasks: &[Task]) {
        for task in tasks {
            match &task.what {
                What::Admit { .. } => self.registered += 1,
                What::Record { facts, .. } => self.recorded += facts.len(),
                What::Disclose { .. } => self.disclosed += 1,
            }
        }
    }
}
