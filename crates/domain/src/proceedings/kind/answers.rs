//! What a kind answers: who decides, what should be known, what the law computes.

use serde::Serialize;

use crate::{
    code::{Level, Permission},
    judgement::{Measure, Span, basis},
    refusal::Fact,
    text::Text,
    time::Date,
};

/// Who decides a matter: the level, and the permission that the holder of the office has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authority {
    /// The level.
    pub level: Level,
    /// The permission.
    pub permission: Permission,
}

impl Authority {
    /// The head of the agency, or of the delegated office, at a level.
    #[must_use]
    pub const fn of(level: Level) -> Self {
        Self { level, permission: Permission::ProceedingsDecide }
    }
}

/// Something that does not forbid, and should be known before one decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What it is.
    pub message: Text,
}

impl Warning {
    /// A warning under a rule, with the article as of a day.
    #[must_use]
    pub fn under(rule: &'static str, message: Text, on: Date) -> Self {
        Self { rule: rule.to_owned(), basis: basis(rule, on), message }
    }
}

/// What the law computes from a proceeding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assessment {
    /// The level that decides.
    pub approver: Option<Level>,
    /// The articles.
    pub basis: Vec<Text>,
    /// How it was computed.
    pub explanation: Vec<Text>,
    /// What should be known before one decides.
    pub warnings: Vec<Warning>,
    /// The days asked for.
    pub days: Option<u32>,
    /// With those of the window that the law sets.
    pub cumulative_days: Option<u32>,
    /// How long an approval holds, or the window in which days add up.
    pub period: Option<Span>,
    /// The measures that the facts call for.
    pub measures: Vec<Measure>,
    /// Other facts that were looked at.
    pub facts: Vec<Fact>,
}

impl Assessment {
    /// An assessment that names its approver and one article.
    #[must_use]
    pub fn by(approver: Level, rule: &str, on: Date) -> Self {
        Self { approver: Some(approver), basis: vec![basis(rule, on)], ..Self::default() }
    }
}
