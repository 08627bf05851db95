//! What every use case is given: who asks, when, and the world as it stands.

use std::sync::{Arc, PoisonError, RwLock};

use domain::actor::Actor;
use domain::calendar::Calendar;
use domain::code::{Level, Permission};
use domain::defaults::Defaults;
use domain::ids::OrganizationId;
use domain::organization::Tree;
use domain::proceedings::Place;
use domain::rulebook;
use domain::time::{Date, Instant, local_day};
use store::{Origin, Scope};

use crate::error::Error;

/// What changes seldom and is needed always: the tree of organisations, the calendar, the local defaults.
#[derive(Debug, Clone)]
pub struct World {
    /// The organisations.
    pub tree: Tree,
    /// Rest days and working days.
    pub calendar: Calendar,
    /// How this service decides what national law leaves open. From the settings: they change with a restart only.
    pub defaults: Arc<Defaults>,
    fingerprint: String,
}

impl World {
    /// The world of these organisations, this calendar and these local defaults.
    pub fn new(tree: Tree, calendar: Calendar, defaults: Defaults) -> Self {
        let fingerprint = format!("{}-{}", rulebook::fingerprint(), calendar.fingerprint());
        Self { tree, calendar, defaults: Arc::new(defaults), fingerprint }
    }

    /// The place from which an organisation carries its cases.
    pub fn place(&self, organization_id: OrganizationId) -> Place {
        let organization = self.tree.get(organization_id);
        let bureau = self.tree.bureau_of(organization_id).and_then(|id| self.tree.get(id));
        Place {
            level: organization.map_or(Level::County, |organization| organization.level),
            delegations: organization.map(|organization| organization.delegations.clone()).unwrap_or_default(),
            region_code: bureau.map(|bureau| bureau.code.clone()).unwrap_or_default(),
            defaults: Arc::clone(&self.defaults),
        }
    }

    /// What a standing was computed by: the rules and the calendar. Another fingerprint means: compute again.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new(Tree::default(), Calendar::default(), Defaults::national())
    }
}

/// The world at hand, replaced whole when something in it changes.
#[derive(Debug, Clone, Default)]
pub struct CurrentWorld {
    current: Arc<RwLock<Arc<World>>>,
}

impl CurrentWorld {
    /// The world as it stands now.
    pub fn get(&self) -> Arc<World> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place.
    pub fn set(&self, world: World) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(world);
    }
}

/// One request's context, read once at its beginning.
#[derive(Debug, Clone)]
pub struct Context {
    /// Who asks.
    pub actor: Actor,
    /// The moment, by the service's clock.
    pub now: Instant,
    /// The trace that log lines, problems and journal entries share.
    pub trace_id: String,
    /// Organisations and calendar.
    pub world: Arc<World>,
    /// Whether seconded staff may sign (a setting of the bureau; CCL 10).
    pub seconded_may_sign: bool,
}

impl Context {
    /// The legal day.
    pub fn today(&self) -> Date {
        local_day(self.now)
    }

    /// Says no unless the actor holds the permission.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.actor.may(permission) { Ok(()) } else { Err(Error::NotPermitted(permission)) }
    }

    /// Says no unless the actor holds one of the permissions.
    pub fn require_one_of(&self, permissions: &[Permission]) -> Result<(), Error> {
        match permissions.first() {
            Some(first) if !permissions.iter().any(|permission| self.actor.may(*permission)) => {
                Err(Error::NotPermitted(*first))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The level of the actor's organisation.
    pub fn level(&self) -> Result<Level, Error> {
        let organization = self.world.tree.get(self.actor.organization_id);
        Ok(organization.ok_or(Error::NotFound("organization"))?.level)
    }

    /// The rows within the actor's reach: the subtree of their organisation.
    pub fn scope(&self) -> Scope {
        scope_of(&self.world.tree, self.actor.organization_id)
    }

    /// Whether an organisation lies within the actor's subtree.
    pub fn reaches(&self, organization_id: OrganizationId) -> bool {
        organization_id == self.actor.organization_id
            || self.world.tree.ancestors(organization_id).iter().any(|above| above.id == self.actor.organization_id)
    }

    /// Every organisation within the actor's reach: their own and all below it.
    pub fn subtree(&self) -> Vec<OrganizationId> {
        let own = self.actor.organization_id;
        let below = self.world.tree.descendants(own).into_iter().map(|organization| organization.id);
        std::iter::once(own).chain(below).collect()
    }

    /// Who writes and why, for the journal.
    pub fn origin(&self) -> Origin {
        Origin { actor: format!("account:{}", self.actor.account_id), at: self.now, trace_id: self.trace_id.clone() }
    }
}

/// The rows below an organisation.
pub fn scope_of(tree: &Tree, organization_id: OrganizationId) -> Scope {
    let Some(organization) = tree.get(organization_id) else { return Scope::Bureaus(Vec::new()) };
    match organization.level {
        Level::Office => Scope::Office(organization_id),
        Level::County => Scope::Bureaus(vec![organization_id]),
        Level::City | Level::Province => Scope::Bureaus(
            tree.descendants(organization_id)
                .into_iter()
                .filter(|below| below.level == Level::County)
                .map(|bureau| bureau.id)
                .collect(),
        ),
    }
}
