//! Organisations and their tree: province, city, bureau (the county-level agency), judicial offices.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    code::Level,
    ids::{DelegationId, OrganizationId},
    refusal::{Fact, Refusal},
    tenure::Tenure,
    text::Text,
    time::Date,
};

/// An organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its code: the region's (`43`, `4307`, `430702`), an office's own below it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The organisation above it; none for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<OrganizationId>,
    /// What the bureau has delegated to this office (受委托), and when; past, present and future.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegations: Vec<Delegation>,
}

/// A delegation (委托): the bureau lets a judicial office decide what the law lets an office decide (CCL 9, IM 10, 27).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// The days for which it holds.
    #[serde(flatten)]
    pub tenure: Tenure,
    /// The number of the letter of delegation, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_number: Option<String>,
}

impl Organization {
    /// Whether a delegation holds on this day (CCL 9, IM 10).
    #[must_use]
    pub fn delegated(&self, on: Date) -> bool {
        self.delegations.iter().any(|delegation| delegation.tenure.covers(on))
    }

    /// Whether the bureau may delegate to it at all: the law names the judicial offices.
    ///
    /// # Errors
    /// A refusal under CCL 9 for what is no judicial office.
    pub fn can_be_delegated(&self) -> Result<(), Box<Refusal>> {
        if self.level == Level::Office {
            return Ok(());
        }
        Err(Box::new(Refusal::under(
            "CCL-9",
            vec![Fact::new("level", self.level.to_string())],
            Text::new("向司法所委托", "delegate to a judicial office"),
        )))
    }
}

/// The tree of organisations, as a pure value.
///
/// A parent that is not in the tree ends the way up, and a ring of parents ends where it closes: no walk runs for ever.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    by_id: BTreeMap<OrganizationId, Organization>,
    children: BTreeMap<OrganizationId, Vec<OrganizationId>>,
}

impl Tree {
    /// The tree of these organisations.
    #[must_use]
    pub fn new(organizations: Vec<Organization>) -> Self {
        let mut tree = Self::default();
        for organization in organizations {
            if let Some(parent_id) = organization.parent_id {
                tree.children.entry(parent_id).or_default().push(organization.id);
            }
            tree.by_id.insert(organization.id, organization);
        }
        tree
    }

    /// Every organisation, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Organization> {
        self.by_id.values()
    }

    /// The organisation with this id.
    #[must_use]
    pub fn get(&self, id: OrganizationId) -> Option<&Organization> {
        self.by_id.get(&id)
    }

    /// The organisation with this code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Organization> {
        self.all().find(|organization| organization.code == code)
    }

    /// The organisation with this name, if exactly one has it.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Organization> {
        let mut named = self.all().filter(|organization| organization.name == name);
        named.next().filter(|_| named.next().is_none())
    }

    /// The organisations above this one, nearest first.
    #[must_use]
    pub fn ancestors(&self, id: OrganizationId) -> Vec<&Organization> {
        let mut above: Vec<&Organization> = Vec::new();
        let mut next = self.get(id).and_then(|organization| organization.parent_id);
        while let Some(parent) = next.and_then(|parent_id| self.get(parent_id)) {
            if parent.id == id || above.iter().any(|known| known.id == parent.id) {
                break;
            }
            above.push(parent);
            next = parent.parent_id;
        }
        above
    }

    /// This organisation and the ones above it, nearest first; empty if it is not in the tree.
    #[must_use]
    pub fn chain_of(&self, id: OrganizationId) -> Vec<&Organization> {
        self.get(id).into_iter().chain(self.ancestors(id)).collect()
    }

    /// The organisations below this one, at any depth.
    #[must_use]
    pub fn descendants(&self, id: OrganizationId) -> Vec<&Organization> {
        let mut below: Vec<&Organization> = Vec::new();
        let mut waiting = vec![id];
        while let Some(parent_id) = waiting.pop() {
            for child in self.children.get(&parent_id).into_iter().flatten().filter_map(|child_id| self.get(*child_id))
            {
                if child.id != id && !below.iter().any(|known| known.id == child.id) {
                    below.push(child);
                    waiting.push(child.id);
                }
            }
        }
        below
    }

    /// The bureau of this organisation: itself or the nearest above it that is of the county level.
    #[must_use]
    pub fn bureau_of(&self, id: OrganizationId) -> Option<OrganizationId> {
        self.chain_of(id).into_iter().find(|organization| organization.level == Level::County).map(|bureau| bureau.id)
    }

    /// Whether `id` is `root` or lies below it.
    #[must_use]
    pub fn is_within(&self, id: OrganizationId, root: OrganizationId) -> bool {
        self.chain_of(id).iter().any(|organization| organization.id == root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> OrganizationId {
        OrganizationId::from_uuid(uuid::Uuid::from_u128(number))
    }

    fn organization(number: u128, parent: Option<u128>, level: Level, code: &str) -> Organization {
        Organization {
            id: id(number),
            code: code.to_owned(),
            name: format!("机构{code}"),
            level,
            parent_id: parent.map(id),
            delegations: Vec::new(),
        }
    }

    fn tree() -> Tree {
        Tree::new(vec![
            organization(1, None, Level::Province, "43"),
            organization(2, Some(1), Level::City, "4307"),
            organization(3, Some(2), Level::County, "430702"),
            organization(4, Some(3), Level::Office, "43070201"),
            organization(5, Some(3), Level::Office, "43070202"),
        ])
    }

    #[test]
    fn the_way_up_is_nearest_first_and_the_way_down_is_complete() {
        let tree = tree();
        let codes = |found: Vec<&Organization>| {
            found.into_iter().map(|organization| organization.code.clone()).collect::<Vec<_>>()
        };
        assert_eq!(codes(tree.chain_of(id(4))), ["43070201", "430702", "4307", "43"]);
        assert_eq!(tree.descendants(id(2)).len(), 3);
        assert!(tree.is_within(id(5), id(1)) && !tree.is_within(id(1), id(5)));
    }

    #[test]
    fn the_bureau_of_an_office_is_its_county_and_a_city_has_none() {
        let tree = tree();
        assert_eq!(tree.bureau_of(id(4)), Some(id(3)));
        assert_eq!(tree.bureau_of(id(3)), Some(id(3)));
        assert_eq!(tree.bureau_of(id(2)), None);
        assert_eq!(tree.bureau_of(id(99)), None);
    }

    #[test]
    fn a_delegation_holds_from_its_first_to_its_last_day_and_only_an_office_has_one() {
        let day = |text| crate::time::parse_date(text).unwrap();
        let mut office = organization(4, Some(3), Level::Office, "43070201");
        assert!(!office.delegated(day("2026-11-23")));
        office.delegations = [("2026-03-01", Some("2026-06-30")), ("2026-11-23", None)]
            .map(|(starts_on, ends_on)| Delegation {
                id: DelegationId::from_uuid(uuid::Uuid::nil()),
                tenure: Tenure { starts_on: day(starts_on), ends_on: ends_on.map(day) },
                document_number: None,
            })
            .to_vec();
        for (on, delegated) in [
            ("2026-02-28", false),
            ("2026-03-01", true),
            ("2026-06-30", true),
            ("2026-07-01", false),
            ("2026-11-22", false),
            ("2026-11-23", true),
            ("2036-11-23", true),
        ] {
            assert_eq!(office.delegated(day(on)), delegated, "{on}");
        }
        assert_eq!(office.can_be_delegated(), Ok(()));
        let refusal = organization(3, Some(2), Level::County, "430702").can_be_delegated().unwrap_err();
        assert_eq!((refusal.rule.as_str(), refusal.basis.en.as_str()), ("CCL-9", "CCL 9; IM 10"));
    }

    #[test]
    fn names_and_codes_are_found_and_an_ambiguous_name_is_not() {
        let mut all: Vec<_> = tree().all().cloned().collect();
        all.push(Organization {
            name: "机构43070201".to_owned(),
            ..organization(6, Some(3), Level::Office, "43070203")
        });
        let tree = Tree::new(all);
        assert_eq!(tree.by_code("430702").map(|organization| organization.id), Some(id(3)));
        assert!(tree.by_name("机构43070202").is_some());
        assert!(tree.by_name("机构43070201").is_none());
    }

    #[test]
    fn a_ring_of_parents_does_not_run_for_ever() {
        let tree =
            Tree::new(vec![organization(1, Some(2), Level::City, "a"), organization(2, Some(1), Level::County, "b")]);
        assert_eq!(tree.chain_of(id(1)).len(), 2);
        assert_eq!(tree.descendants(id(1)).len(), 1);
    }
}
