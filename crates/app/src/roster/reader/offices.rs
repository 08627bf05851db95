//! The organisations that a roster may name.

use std::collections::HashMap;

use domain::{ids::OrganizationId, organization::Organization};

use super::super::normal;

/// Offices, and the bureau itself, by the names that rosters use for them.
#[derive(Debug, Clone, Default)]
pub struct Offices(HashMap<String, Option<OrganizationId>>);

impl Offices {
    /// The organisations that the one who imports may register in.
    pub fn new<'a>(organizations: impl IntoIterator<Item = &'a Organization>) -> Self {
        let mut by_name = HashMap::new();
        for organization in organizations {
            by_name
                .entry(key(&organization.name))
                // A name that two organisations have names neither.
                .and_modify(|id| *id = None)
                .or_insert(Some(organization.id));
        }
        Self(by_name)
    }

    /// The organisation that is meant by a name, with or without 司法所 at its end.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<OrganizationId> {
        *self.0.get(&key(name))?
    }
}

fn key(name: &str) -> String {
    let name = normal::label(name);
    name.strip_suffix("司法所").map(str::to_owned).unwrap_or(name)
}
