//! Organisations: loaded from a file at the first start, maintained by the system administrator.

pub mod delegations;

use domain::code::{Level, Permission};
use domain::ids::{DelegationId, OrganizationId};
use domain::organization::{Delegation, Organization, Tree};
use domain::tenure::Tenure;
use domain::text::Text;
use domain::time::{Date, is_plausible, local_day};
use serde::Deserialize;
use serde_json::json;
use store::journal::{self, Entry, PLATFORM};
use store::organizations::{self, StoredOrganization};
use store::{AnyConnection, StoreError, Tx};
use thiserror::Error as ThisError;

use crate::context::{Context, World};
use crate::error::{Error, Invalid};

/// The organisations of Wuling, built in so that an empty machine has somewhere to begin.
pub const BUILT_IN: &str = include_str!("../../../config/wuling.toml");

/// A file of organisations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganizationsFile {
    organizations: Vec<Entered>,
}

/// One organisation as it is entered.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entered {
    /// The region's code, an office's own below it.
    pub code: String,
    /// The name.
    pub name: String,
    /// The level.
    pub level: Level,
    /// The code of the organisation above.
    pub parent: Option<String>,
    /// Whether the bureau delegates to it, until further notice.
    #[serde(default)]
    pub delegated: bool,
    /// The first day of that delegation; the day of entry where none is named.
    pub delegated_since: Option<Date>,
}

impl Entered {
    /// The organisation, as it is entered on a day below this one.
    fn organization(&self, parent_id: Option<OrganizationId>, today: Date) -> Organization {
        let delegation = self.delegated.then(|| Delegation {
            id: DelegationId::from_uuid(store::fresh_id()),
            tenure: Tenure::since(self.delegated_since.unwrap_or(today)),
            document_number: None,
        });
        Organization {
            id: OrganizationId::from_uuid(store::fresh_id()),
            code: self.code.clone(),
            name: self.name.clone(),
            level: self.level,
            parent_id,
            delegations: delegation.into_iter().collect(),
        }
    }
}

/// Why a file of organisations cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, ThisError)]
#[error("organisations: {0}")]
pub struct UnusableFile(pub String);

/// Reads a file of organisations and checks that it is one tree, parents before children.
pub fn parse(text: &str) -> Result<Vec<Entered>, UnusableFile> {
    let file: OrganizationsFile = toml::from_str(text).map_err(|error| UnusableFile(error.message().to_owned()))?;
    let mut known: Vec<&Entered> = Vec::new();
    for entered in &file.organizations {
        let wrong = |why: &str| Err(UnusableFile(format!("{}: {why}", entered.code)));
        if known.iter().any(|known| known.code == entered.code) {
            return wrong("the code stands twice");
        }
        let above = match &entered.parent {
            None => None,
            Some(code) => match known.iter().find(|known| known.code == *code) {
                Some(above) => Some(above.level),
                None => return wrong("its parent does not stand before it"),
            },
        };
        if !fits_below(entered.level, above) {
            return wrong("its level does not fit below its parent's");
        }
        if entered.delegated && entered.level != Level::Office {
            return wrong("only an office is delegated");
        }
        if entered.delegated_since.is_some_and(|first| !entered.delegated || !is_plausible(first)) {
            return wrong("delegated_since is the first day of a delegation");
        }
        known.push(entered);
    }
    if file.organizations.is_empty() { Err(UnusableFile("none named".to_owned())) } else { Ok(file.organizations) }
}

/// An office belongs to a county, a county to a city or (directly administered) a province, a city to a province.
fn fits_below(level: Level, above: Option<Level>) -> bool {
    match (level, above) {
        (_, None) => level != Level::Office,
        (Level::Office, Some(above)) => above == Level::County,
        (Level::County, Some(above)) => above == Level::City || above == Level::Province,
        (Level::City, Some(above)) => above == Level::Province,
        (Level::Province, Some(_)) => false,
    }
}

/// Enters what is not there yet; what is there stays as it is. Every organisation that carries a chain gets its chain.
pub fn enter_missing(tx: &mut Tx<'_>, entered: &[Entered]) -> Result<usize, Error> {
    journal::begin_chain(tx, PLATFORM)?;
    let mut known: Vec<Organization> =
        organizations::list(tx.conn())?.into_iter().map(|stored| stored.organization).collect();
    let (today, mut new) = (local_day(tx.now()), 0);
    for one in entered {
        if known.iter().any(|known| known.code == one.code) {
            continue;
        }
        let parent = one.parent.as_ref().and_then(|code| known.iter().find(|known| known.code == *code));
        let organization = one.organization(parent.map(|parent| parent.id), today);
        insert(tx, &organization)?;
        known.push(organization);
        new += 1;
    }
    Ok(new)
}

fn insert(tx: &mut Tx<'_>, organization: &Organization) -> Result<(), Error> {
    let bureau_id = match organization.level {
        Level::Office => organization.parent_id,
        Level::County => Some(organization.id),
        Level::City | Level::Province => None,
    };
    organizations::insert(tx, organization, bureau_id)?;
    // An office writes into its bureau's chain; everything above an office has a chain of its own.
    if organization.level != Level::Office {
        journal::begin_chain(tx, organization.id)?;
    }
    tx.record(entry("organization.entered", organization, 1));
    Ok(())
}

fn entry(action: &'static str, organization: &Organization, version: i32) -> Entry {
    Entry {
        chain: PLATFORM,
        action: action.into(),
        actor: None,
        subject: None,
        resource: "organization",
        resource_id: organization.id.uuid(),
        version,
        after: json!(organization),
    }
}

/// The chain that an organisation's entries belong to: its bureau's, else its own.
pub fn chain(tree: &Tree, organization_id: OrganizationId) -> OrganizationId {
    tree.bureau_of(organization_id).unwrap_or(organization_id)
}

/// Every organisation that the caller may know: their own subtree, and what stands above it.
pub fn list(conn: &mut AnyConnection, context: &Context) -> Result<Vec<StoredOrganization>, Error> {
    context.require(Permission::OrganizationsRead)?;
    let mut all = organizations::list(conn)?;
    all.retain(|stored| may_know(&context.world, context.actor.organization_id, stored.organization.id));
    Ok(all)
}

/// One organisation.
pub fn get(conn: &mut AnyConnection, context: &Context, id: OrganizationId) -> Result<StoredOrganization, Error> {
    context.require(Permission::OrganizationsRead)?;
    organizations::find(conn, id)?
        .filter(|stored| may_know(&context.world, context.actor.organization_id, stored.organization.id))
        .ok_or(Error::NotFound("organization"))
}

fn may_know(world: &World, own: OrganizationId, id: OrganizationId) -> bool {
    world.tree.is_within(id, own) || world.tree.is_within(own, id)
}

/// Enters a new organisation below one within the caller's reach.
pub fn create(tx: &mut Tx<'_>, context: &Context, entered: &Entered) -> Result<StoredOrganization, Error> {
    context.require(Permission::OrganizationsWrite)?;
    let unknown =
        || Invalid::new("/parent", "unknown_organization", Text::new("上级机构不存在", "No such organisation"));
    let parent = entered.parent.as_deref().and_then(|code| context.world.tree.by_code(code));
    let Some(parent) = parent.filter(|parent| context.reaches(parent.id)) else {
        return Err(Error::Invalid(vec![unknown()]));
    };
    if !fits_below(entered.level, Some(parent.level)) {
        let message = Text::new("层级与上级机构不相符", "The level does not fit below the parent's");
        return Err(Error::Invalid(vec![Invalid::new("/level", "level_does_not_fit", message)]));
    }
    let organization = entered.organization(Some(parent.id), context.today());
    if entered.delegated {
        organization.can_be_delegated().map_err(Error::Refused)?;
    }
    insert(tx, &organization)?;
    Ok(StoredOrganization { organization, version: 1 })
}

/// Renames an organisation.
pub fn correct(
    tx: &mut Tx<'_>,
    context: &Context,
    id: OrganizationId,
    seen: impl Fn(i32) -> bool,
    name: Option<String>,
) -> Result<StoredOrganization, Error> {
    let mut stored = to_change(tx, context, id, seen)?;
    if let Some(name) = name {
        stored.organization.name = name;
    }
    save(tx, stored, "organization.corrected")
}

/// The organisation as the caller has seen it, for one who may change it.
fn to_change(
    tx: &mut Tx<'_>,
    context: &Context,
    id: OrganizationId,
    seen: impl Fn(i32) -> bool,
) -> Result<StoredOrganization, Error> {
    context.require(Permission::OrganizationsWrite)?;
    let stored =
        organizations::find(tx.conn(), id)?.filter(|_| context.reaches(id)).ok_or(Error::NotFound("organization"))?;
    if seen(stored.version) { Ok(stored) } else { Err(Error::VersionConflict(stored.version)) }
}

/// Moves a changed organisation to its next version and notes what happened to it.
fn save(tx: &mut Tx<'_>, stored: StoredOrganization, action: &'static str) -> Result<StoredOrganization, Error> {
    let StoredOrganization { organization, version } = stored;
    let version = match organizations::update(tx, organization.id, version, &organization.name) {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(version + 1)),
        other => other?,
    };
    tx.record(entry(action, &organization, version));
    Ok(StoredOrganization { organization, version })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_one_tree_with_fourteen_delegated_offices() {
        let entered = parse(BUILT_IN).unwrap();
        let offices: Vec<_> = entered.iter().filter(|one| one.level == Level::Office).collect();
        assert_eq!(offices.len(), 14);
        assert!(offices.iter().all(|office| office.delegated && office.parent.as_deref() == Some("430702")));
        assert_eq!(
            entered.iter().filter(|one| one.level != Level::Office).map(|one| one.code.as_str()).collect::<Vec<_>>(),
            ["43", "4307", "430702"]
        );
    }

    #[test]
    fn a_delegated_office_is_so_from_its_entry_on_unless_the_file_names_the_first_day() {
        let day = |text| domain::time::parse_date(text).unwrap();
        let today = day("2026-11-23");
        let file = |more: &str| {
            let county = "[[organizations]]\ncode='1'\nname='x'\nlevel='county'\n";
            parse(&format!("{county}[[organizations]]\ncode='2'\nname='y'\nlevel='office'\nparent='1'\n{more}"))
        };
        for (more, first) in [
            ("delegated=true", Some("2026-11-23")),
            ("delegated=true\ndelegated_since='2020-07-01'", Some("2020-07-01")),
            ("delegated=true\ndelegated_since='2027-01-01'", Some("2027-01-01")),
            ("delegated=false", None),
            ("", None),
        ] {
            let office = file(more).unwrap().pop().unwrap().organization(None, today);
            let tenures: Vec<_> = office.delegations.iter().map(|delegation| delegation.tenure).collect();
            assert_eq!(tenures, Vec::from_iter(first.map(|first| Tenure::since(day(first)))), "{more}");
        }
        assert!(file("delegated=true\ndelegated_since='1066-10-14'").is_err());
    }

    #[test]
    fn a_file_that_is_no_tree_is_refused_with_the_code_at_fault() {
        for (file, at) in [
            ("organizations = []", "none"),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='office'", "1:"),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='county'\nparent='0'", "1:"),
            (
                "[[organizations]]\ncode='1'\nname='x'\nlevel='county'\n[[organizations]]\ncode='1'\nname='y'\nlevel='county'",
                "1:",
            ),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='realm'", "unknown code"),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='county'\ncolour='red'", "unknown field"),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='county'\ndelegated=true", "only an office"),
            ("[[organizations]]\ncode='1'\nname='x'\nlevel='county'\ndelegated_since='2026-01-01'", "delegated_since"),
        ] {
            let UnusableFile(why) = parse(file).unwrap_err();
            assert!(why.contains(at), "{file}: {why}");
        }
    }
}
