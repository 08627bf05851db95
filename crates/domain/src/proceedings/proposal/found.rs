//! The grounds of revocation and committal as the case file shows them (IM 46, 47, 49; rulebook §9.1).
//!
//! The judgement of [`crate::revocation`] is asked with what records and proceedings say; each ground comes with the facts that decided
//! it and with links to where they stand. What nobody has recorded is not guessed: it is not met, or for a person to judge.

use serde::{Deserialize, Serialize};

use super::sources::Sources;
use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Category, ConditionCode, Outcome},
    ids::{ProceedingId, RecordId, StepId},
    judgement::{Duty, Ground, basis},
    refusal::Fact,
    revocation::{RevocationQuestion, revocation_grounds},
    text::Text,
    time::{Instant, local_day},
};

/// A fact of the case file, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundFact {
    /// The name of the fact, snake_case.
    pub name: String,
    /// Its value, as text.
    pub value: String,
    /// The proceeding that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proceeding_id: Option<ProceedingId>,
    /// The step of that proceeding.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_id: Option<StepId>,
    /// The record that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<RecordId>,
}

impl FoundFact {
    /// A fact that stands in no single place.
    pub(super) fn counted(name: &str, value: impl Into<String>) -> Self {
        Self { name: name.to_owned(), value: value.into(), proceeding_id: None, step_id: None, record_id: None }
    }

    pub(super) fn in_proceeding(self, id: ProceedingId, step_id: Option<StepId>) -> Self {
        Self { proceeding_id: Some(id), step_id, ..self }
    }

    pub(super) fn in_record(self, id: RecordId) -> Self {
        Self { record_id: Some(id), ..self }
    }
}

impl From<Fact> for FoundFact {
    fn from(Fact { name, value }: Fact) -> Self {
        Self::counted(&name, value)
    }
}

/// A ground of the category, with what became of it on the facts of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundGround {
    /// The id of the rule.
    pub rule: String,
    /// What the ground says.
    pub title: Text,
    /// The article.
    pub basis: Text,
    /// Whether it is met.
    pub state: Outcome,
    /// The facts that decided it, with where they stand.
    pub facts: Vec<FoundFact>,
    /// What the court asks for beyond what the proposal needs (K-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub court_also_asks: Option<Text>,
}

/// A new crime, or one undiscovered at the time of the judgment: no ground of the agency, but a matter of the court trying it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundCrime {
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// What it leads to.
    pub text: Text,
    /// Whether the case file tells of one: coercive measures are for a person to judge.
    pub state: Outcome,
}

/// The grounds of the person's category on the facts of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundGrounds {
    /// Five for probation, three for parole, eight for temporary execution outside prison, none for public surveillance.
    pub items: Vec<FoundGround>,
    /// What a new or undiscovered crime leads to.
    pub crime: FoundCrime,
}

impl FoundGrounds {
    /// The ground of a rule.
    #[must_use]
    pub fn ground(&self, rule: &str) -> Option<&FoundGround> {
        self.items.iter().find(|item| item.rule == rule)
    }
}

/// The grounds of the person's category on the facts of the case, as of a moment.
pub(crate) fn found(case: &CaseFile, calendar: &Calendar, at: Instant) -> FoundGrounds {
    let sources = Sources::of(case, calendar, at);
    let category = case.order.category;
    let ask = |not_corrected| {
        let question = RevocationQuestion { not_corrected, ..sources.question() };
        revocation_grounds(&question).map(|answer| answer.items).unwrap_or_default()
    };
    // Whether conduct was corrected is asked of each measure by itself: of the warnings, of the punishment by the police.
    let (warned, punished) = (ask(sources.uncorrected_since_warnings()), ask(sources.uncorrected_since_punishment()));
    let items = warned.into_iter().zip(punished).map(|(warned, punished)| {
        let ground = if matches!(warned.rule.as_str(), "IM-46-3" | "IM-49-3") { punished } else { warned };
        linked(ground, &sources)
    });
    FoundGrounds { items: items.collect(), crime: crime(case, category, calendar, at) }
}

fn linked(ground: Ground, sources: &Sources<'_>) -> FoundGround {
    let Ground { rule, title, basis, state, facts } = ground;
    let links = match rule.as_str() {
        "IM-46-1" => sources.prohibition_links(),
        "IM-46-2" | "IM-47-1" | "IM-49-2" => sources.absence_links(),
        "IM-46-3" | "IM-49-3" => sources.punishment_links(),
        "IM-46-4" | "IM-47-2" | "IM-49-4" => sources.warning_links(),
        "IM-46-5" | "IM-47-3" | "IM-49-8" => sources.breach_links(),
        "IM-49-5" => sources.reexamination_links(),
        "IM-49-6" => sources.fixed_period(),
        _ => Vec::new(),
    };
    let links = links.into_iter().chain(sources.medical_links(&rule));
    let court_also_asks = (rule == "IM-49-4").then(|| {
        Text::new(
            "人民法院决定收监还要求“仍不改正”（法释〔2021〕1号第五百一十六条第四项）：请收集未改正的证据",
            "a court also asks for \"not corrected\" (INT21 516(4)): collect proof of it",
        )
    });
    let facts = facts.into_iter().map(FoundFact::from).chain(links).collect();
    FoundGround { rule, title, basis, state, facts, court_also_asks }
}

fn crime(case: &CaseFile, category: Category, calendar: &Calendar, at: Instant) -> FoundCrime {
    let question =
        RevocationQuestion { new_or_undiscovered_crime: true, ..RevocationQuestion::new(category, local_day(at)) };
    let duty = revocation_grounds(&question).ok().and_then(|answer| answer.crime);
    let Duty { rule, basis, text } = duty.unwrap_or_else(|| Duty {
        rule: "X-4".to_owned(),
        basis: basis("X-4", local_day(at)),
        text: Text::new("由审理新罪的人民法院处理", "a matter of the court trying the crime"),
    });
    let measures = case.conditions(calendar, at).iter().any(|held| held.code == ConditionCode::CoerciveMeasures);
    let state = if measures { Outcome::NeedsJudgement } else { Outcome::NotMet };
    FoundCrime { rule, basis, text, state }
}
