//! Why the law says no: the rule, the facts that were looked at, and what would make it allowed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{rulebook, text::Text};

/// A fact on which a refusal rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fact {
    /// The name of the fact, snake_case.
    pub name: String,
    /// Its value, as text.
    pub value: String,
}

impl Fact {
    /// A fact by name and value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// An act that the law does not allow on these facts (不予办理).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refusal {
    /// The id of the rule in the rulebook.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What was looked at.
    pub facts: Vec<Fact>,
    /// What would make it allowed.
    pub remedy: Text,
}

impl Refusal {
    /// A refusal under a rule of the rulebook; the article is the rule's own.
    #[must_use]
    pub fn under(rule: &'static str, facts: Vec<Fact>, remedy: Text) -> Self {
        let basis = rulebook::rule(rule).map_or_else(|| Text::new(rule, rule), |known| known.basis.text());
        Self { rule: rule.to_owned(), basis, facts, remedy }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused under {}: {}", self.rule, self.remedy.en)
    }
}
