//! What is answered about a due date and a term: over HTTP and at the terminal.

use app::rules::{self, Unanswerable};
use domain::rulebook;
use domain::term::TermResult;
use domain::text::Language;
use domain::time::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::wire::{stamp, texts};

/// When a period is due, and why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DueDate {
    /// The id of the rule.
    #[schema(example = "R-4a")]
    rule: &'static str,
    /// The instrument and article.
    #[schema(example = "《社区矫正法》第二十一条")]
    basis: String,
    /// The day of the event from which, or up to which, it runs.
    start: Date,
    /// The moment of the event, for periods in hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    start_at: Option<String>,
    /// The bare count: alarms run on it.
    due_strict: Date,
    /// The same moved off a rest day where the law lets it; lateness begins after it.
    due_legal: Date,
    /// For periods in hours: due to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_at: Option<String>,
    /// For periods in hours: the moment after which it is late, the starting hour not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    due_legal_at: Option<String>,
    /// Whether it rests on a year whose calendar is not known: then it is the earliest possible date.
    provisional: bool,
    /// How it was counted, step by step.
    explanation: Vec<String>,
}

impl DueDate {
    /// An answer in a language.
    pub(crate) fn new(answer: &rules::DueDate, language: Language) -> Self {
        let rules::DueDate { rule, starts_at, due } = answer;
        Self {
            rule: rule.id,
            // As the law stood on the day of the event; as it stands now where the rule was not law then.
            basis: rulebook::citation(rule, due.start).unwrap_or_else(|| rule.basis.text()).get(language).to_owned(),
            start: due.start,
            start_at: starts_at.map(stamp),
            due_strict: due.due_strict,
            due_legal: due.due_legal,
            due_at: due.due_at.map(stamp),
            due_legal_at: due.due_legal_at.map(stamp),
            provisional: due.provisional,
            explanation: texts(&due.explanation, language),
        }
    }
}

/// A term of correction, computed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComputedTerm {
    /// The first day.
    starts_on: Date,
    /// The last day; correction runs to its end, 24:00.
    ends_on: Date,
    /// Whether custody has used the whole term up: then `ends_on` lies before `starts_on`, and there is nothing to supervise.
    fully_served: bool,
    /// The instrument and article by which terms are counted.
    #[schema(example = "法释〔2021〕1号第二百零二条")]
    basis: &'static str,
    /// How it was computed, step by step.
    explanation: Vec<String>,
}

impl ComputedTerm {
    /// An answer in a language.
    ///
    /// # Errors
    /// `NoSuchRule`, were the rule of terms not in the rulebook.
    pub(crate) fn new(result: &TermResult, language: Language) -> Result<Self, Unanswerable> {
        Ok(Self {
            starts_on: result.starts_on,
            ends_on: result.ends_on,
            fully_served: result.fully_served,
            basis: rules::get(rules::TERM_RULE)?.basis.get(language),
            explanation: texts(&result.explanation, language),
        })
    }
}
