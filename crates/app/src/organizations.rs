//! Organisations: loaded from a file at the first start, maintained by the system administrator.

use domain::code::{Level, Permission};
use domain::ids::OrganizationId;
use domain::organization::{Organization, Tree};
use domain::text::Text;
use serde::Deserialize;
use serde_json::json;
use store::journal::{self, Entry, PLATFORM};
use store::organizations::{self, OrganizationRow};
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
    /// Whether the bureau delegates to it.
    #[serde(default)]
    pub delegated: bool,
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
    let rows = organizations::list(tx.conn())?;
    let mut known: Vec<Organization> = rows.iter().map(OrganizationRow::organization).collect();
    let mut new = 0;
    for one in entered {
        if known.iter().any(|known| known.code == one.code) {
            continue;
        }
        let parent = one.parent.as_ref().and_then(|code| known.iter().find(|known| known.code == *code));
        let organization = Organization {
            id: OrganizationId::from_uuid(store::fresh_id()),
            code: one.code.clone(),
            name: one.name.clone(),
            level: one.level,
            parent_id: parent.map(|parent| parent.id),
            delegated: one.delegated,
        };
        insert(tx, &organization, parent.map(|parent| parent.id))?;
        known.push(organization);
        new += 1;
    }
    Ok(new)
}

fn insert(tx: &mut Tx<'_>, organization: &Organization, parent_id: Option<OrganizationId>) -> Result<(), Error> {
    let bureau_id = match organization.level {
        Level::Office => parent_id,
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
        action,
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
pub fn list(conn: &mut AnyConnection, context: &Context) -> Result<Vec<OrganizationRow>, Error> {
    context.require(Permission::OrganizationsRead)?;
    let mut rows = organizations::list(conn)?;
    rows.retain(|row| may_know(&context.world, context.actor.organization_id, row.id));
    Ok(rows)
}

/// One organisation.
pub fn get(conn: &mut AnyConnection, context: &Context, id: OrganizationId) -> Result<OrganizationRow, Error> {
    context.require(Permission::OrganizationsRead)?;
    organizations::find(conn, id)?
        .filter(|row| may_know(&context.world, context.actor.organization_id, row.id))
        .ok_or(Error::NotFound("organization"))
}

fn may_know(world: &World, own: OrganizationId, id: OrganizationId) -> bool {
    world.tree.is_within(id, own) || world.tree.is_within(own, id)
}

/// Enters a new organisation below one within the caller's reach.
pub fn create(tx: &mut Tx<'_>, context: &Context, entered: &Entered) -> Result<OrganizationRow, Error> {
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
    let organization = Organization {
        id: OrganizationId::from_uuid(store::fresh_id()),
        code: entered.code.clone(),
        name: entered.name.clone(),
        level: entered.level,
        parent_id: Some(parent.id),
        delegated: entered.delegated,
    };
    insert(tx, &organization, Some(parent.id))?;
    organizations::find(tx.conn(), organization.id)?.ok_or(Error::NotFound("organization"))
}

/// Renames an organisation or changes its delegation.
pub fn correct(
    tx: &mut Tx<'_>,
    context: &Context,
    id: OrganizationId,
    seen: impl Fn(i32) -> bool,
    name: Option<String>,
    delegated: Option<bool>,
) -> Result<OrganizationRow, Error> {
    context.require(Permission::OrganizationsWrite)?;
    let row = organizations::find(tx.conn(), id)?
        .filter(|row| context.reaches(row.id))
        .ok_or(Error::NotFound("organization"))?;
    if !seen(row.version) {
        return Err(Error::VersionConflict(row.version));
    }
    let organization = Organization {
        name: name.unwrap_or_else(|| row.name.clone()),
        delegated: delegated.unwrap_or(row.delegated),
        ..row.organization()
    };
    let version = match organizations::update(tx, id, row.version, &organization.name, organization.delegated) {
        Err(StoreError::VersionMoved) => return Err(Error::VersionConflict(row.version + 1)),
        other => other?,
    };
    tx.record(entry("organization.corrected", &organization, version));
    organizations::find(tx.conn(), id)?.ok_or(Error::NotFound("organization"))
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
        ] {
            let UnusableFile(why) = parse(file).unwrap_err();
            assert!(why.contains(at), "{file}: {why}");
        }
    }
}
