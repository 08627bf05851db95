//! The rulebook: every rule of the digest of the law, by id, with its articles, its validity, its numbers and, where it sets one,
//! its deadline.
//!
//! The ids are those of the digest. A rule that is one article of one instrument bears the article, and its item, as its id
//! (`CL-73`, `IM-46-2`). The entries stand in the modules below, by subject, in the order in which a case meets them.
//!
//! **Law of the day (K-15).** [`citation`] names the articles as they stood on a day: parts of the basis that were not law yet are
//! left out, and what stood in their place (`formerly`) is named instead. Where the digest does not have the article numbers of an
//! earlier instrument, the instrument is named without them.

mod archives;
mod assessment;
mod citation;
mod commutation;
mod contact;
mod contradictions;
mod counting;
mod deadline;
mod detention;
mod grounds;
mod house;
mod instrument;
mod management;
mod measures;
mod medical;
mod minors;
mod movement;
mod prohibition;
mod reception;
mod release;
mod revocation;
mod since;
mod terms;

use std::{collections::BTreeMap, sync::LazyLock};

pub use citation::citation;
use citation::{citations, citations_on};
pub use deadline::{Deadline, DeadlineEvent, DeadlineKind, Direction, LateConsequence, Parameter, Shift, Unit};
pub use instrument::{Instrument, instrument, instruments};
use serde::Serialize;

use crate::{
    code::codes,
    defaults::DefaultKey,
    text::{Language, Text},
    time::Date,
};

codes! {
    /// How sure the digest is of a rule.
    Confidence: "confidences" {
        Text "text" "已核对原文" "the text of the rule was read";
        Knowledge "knowledge" "依据专业知识" "from professional knowledge";
        Inference "inference" "推定" "an inference; to be confirmed by the legal officer";
    }
}

/// A text in both languages that stands in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Label {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Label {
    /// A label from its two renderings.
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The rendering in this language.
    #[must_use]
    pub const fn get(self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// The label as a text.
    #[must_use]
    pub fn text(self) -> Text {
        Text::new(self.zh, self.en)
    }
}

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rule {
    /// Its id.
    pub id: &'static str,
    /// What it says, in a few words.
    pub title: Label,
    /// The instruments and articles on which it rests now.
    pub basis: Label,
    /// What it rested on before all of its basis was law, where the digest knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formerly: Option<Label>,
    /// The day from which it is law.
    pub valid_from: Date,
    /// The last day on which it is law, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// How sure the digest is of it.
    pub confidence: Confidence,
    /// The deadline that it sets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// Its other numbers.
    pub parameters: &'static [Parameter],
    /// The local defaults that decide what it leaves open.
    pub local_defaults: &'static [DefaultKey],
}

impl Rule {
    const fn new(id: &'static str, title: Label, basis: Label, valid_from: Date) -> Self {
        Self {
            id,
            title,
            basis,
            formerly: None,
            valid_from,
            valid_to: None,
            confidence: Confidence::Text,
            deadline: None,
            parameters: &[],
            local_defaults: &[],
        }
    }

    const fn formerly(self, basis: Label) -> Self {
        Self { formerly: Some(basis), ..self }
    }

    const fn sets(self, deadline: Deadline) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    const fn held(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    const fn with(self, parameters: &'static [Parameter]) -> Self {
        Self { parameters, ..self }
    }

    const fn decided_by(self, local_defaults: &'static [DefaultKey]) -> Self {
        Self { local_defaults, ..self }
    }

    /// Whether it is law on this day.
    #[must_use]
    pub fn is_law(&self, on: Date) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|last_day| on <= last_day)
    }

    /// The instruments on which it rests now.
    pub fn instruments(&self) -> impl Iterator<Item = &'static Instrument> {
        citations(self.basis).filter_map(|(instrument, _)| instrument)
    }

    /// The instruments on which it rested on a day (K-15); none where it was not law.
    pub fn instruments_on(&self, on: Date) -> impl Iterator<Item = &'static Instrument> {
        citations_on(self, on).into_iter().filter_map(|(instrument, _)| instrument)
    }

    /// The instruments on which it rests now or, as far as the digest knows, rested before.
    pub fn instruments_ever(&self) -> impl Iterator<Item = &'static Instrument> {
        let earlier = self.formerly.into_iter().flat_map(citations).filter_map(|(instrument, _)| instrument);
        self.instruments().chain(earlier)
    }

    /// A number of the rule, by name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<u32> {
        self.parameters.iter().find(|parameter| parameter.name == name).map(|parameter| parameter.n)
    }
}

/// Every rule, in the order of the subjects.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        terms::RULES,
        prohibition::RULES,
        counting::RULES,
        reception::RULES,
        assessment::RULES,
        management::RULES,
        movement::RULES,
        contact::RULES,
        medical::RULES,
        measures::RULES,
        commutation::RULES,
        detention::RULES,
        grounds::RULES,
        revocation::RULES,
        release::RULES,
        minors::RULES,
        archives::RULES,
        house::RULES,
        contradictions::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rule with this id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    static BY_ID: LazyLock<BTreeMap<&'static str, &'static Rule>> =
        LazyLock::new(|| all().map(|rule| (rule.id, rule)).collect());
    BY_ID.get(id).copied()
}

/// A fingerprint of the rules in this program: it changes when any of them does, and is the same on every machine.
///
/// It stands with every cached conclusion, so that conclusions of other rules are recognised and drawn again.
#[must_use]
pub fn fingerprint() -> &'static str {
    static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
        let rules: Vec<_> = all().map(|rule| format!("{rule:?}")).collect();
        fnv(&rules.join("\n"))
    });
    &FINGERPRINT
}

/// FNV-1a over 64 bits, as sixteen hexadecimal digits: short, stable, and not meant to withstand an attack.
pub(crate) fn fnv(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_its_own_id_a_title_a_basis_and_a_day() {
        let mut ids = BTreeSet::new();
        for rule in all() {
            assert!(ids.insert(rule.id), "{} stands twice", rule.id);
            for label in [rule.title, rule.basis] {
                assert!(!label.zh.is_empty() && !label.en.is_empty(), "{}", rule.id);
            }
            assert!(rule.valid_from >= since::CL, "{}", rule.id);
        }
    }

    #[test]
    fn every_citation_names_a_known_instrument_alike_in_both_languages() {
        for rule in all() {
            for basis in [Some(rule.basis), rule.formerly].into_iter().flatten() {
                assert_eq!(basis.zh.split('；').count(), basis.en.split("; ").count(), "{}", rule.id);
                for (instrument, cited) in citations(basis) {
                    let instrument = instrument.unwrap_or_else(|| panic!("{}: {}", rule.id, cited.en));
                    assert!(cited.zh.starts_with(instrument.cited_as), "{}: {}", rule.id, cited.zh);
                    let articles = |text: &str, marks: &[char]| text.split(marks).count();
                    assert_eq!(
                        articles(cited.zh.trim_start_matches(instrument.cited_as), &['、', '至']),
                        articles(cited.en, &[',', '–']),
                        "{}",
                        rule.id
                    );
                }
            }
            assert!(citation(rule, rule.valid_from).is_some(), "{} rests on nothing on its first day", rule.id);
        }
    }

    #[test]
    fn every_instrument_has_its_own_abbreviation_and_a_day_that_exists() {
        let mut seen = BTreeSet::new();
        for instrument in instruments() {
            assert!(seen.insert(instrument.abbreviation) && seen.insert(instrument.cited_as), "{instrument:?}");
            assert!(instrument.in_force_from >= since::CL, "{instrument:?}");
            assert!(
                instrument.in_force_to.is_none_or(|last_day| last_day > instrument.in_force_from),
                "{instrument:?}"
            );
        }
    }

    #[test]
    fn the_fingerprint_is_sixteen_digits_and_does_not_change_by_itself() {
        assert_eq!(fingerprint().len(), 16);
        assert_eq!(fingerprint(), fingerprint());
        assert_ne!(fnv("a"), fnv("b"));
    }
}
