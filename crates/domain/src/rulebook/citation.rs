//! Citing a rule as it stood on a day (K-15): the law of the day.

use super::{Instrument, Label, Rule, instrument};
use crate::{
    text::{Language, Text},
    time::Date,
};

/// One citation: its instrument, none for an abbreviation that is not known, and its articles.
pub(super) type Citation = (Option<&'static Instrument>, Label);

/// The citations of a basis one by one.
pub(super) fn citations(basis: Label) -> impl Iterator<Item = Citation> {
    let pairs = basis.zh.split('；').zip(basis.en.split("; "));
    pairs.map(|(zh, en)| (en.split(' ').next().and_then(instrument), Label { zh, en }))
}

/// The citations of a rule as they stood on a day; none where it was not law.
pub(super) fn citations_on(rule: &Rule, on: Date) -> Vec<Citation> {
    if !rule.is_law(on) {
        return Vec::new();
    }
    let is_in_force = |cited: &Citation| cited.0.is_none_or(|instrument| instrument.is_in_force(on));
    let (mut cited, other): (Vec<_>, Vec<_>) = citations(rule.basis).partition(is_in_force);
    if !other.is_empty() {
        cited.extend(rule.formerly.into_iter().flat_map(citations).filter(is_in_force));
    }
    cited
}

/// The articles on which a rule rests as they stood on a day (K-15); `None` where it was not law.
#[must_use]
pub fn citation(rule: &Rule, on: Date) -> Option<Text> {
    let cited = citations_on(rule, on);
    let join = |language: Language, mark: &str| {
        cited.iter().map(|(_, label)| label.get(language)).collect::<Vec<_>>().join(mark)
    };
    (!cited.is_empty()).then(|| Text::new(join(Language::Zh, "；"), join(Language::En, "; ")))
}
