//! What is answered of the table of rules: rules, instruments, local defaults; over HTTP and at the terminal.

use domain::defaults::{DefaultKey, DefaultSource, Defaults, LocalDefault, Setting};
use domain::rulebook::{self, Confidence, Deadline, Instrument, Parameter, Rule, citation};
use domain::text::Language;
use domain::time::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A rule.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleItem {
    /// Its id.
    #[schema(example = "R-4a")]
    id: &'static str,
    /// What it says, in a few words.
    title: &'static str,
    /// The abbreviations of the instruments on which it rests: now, or on the day asked about (`on`).
    #[schema(max_items = 10, example = json!(["CCL", "OP26"]))]
    instruments: Vec<&'static str>,
    /// The instruments and articles: as they stand now, or as they stood on the day asked about (`on`). Absent where the rule was
    /// not law on that day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "《社区矫正法》第二十一条")]
    basis: Option<String>,
    /// What it rested on before all of its present basis was law.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "司发通〔2016〕88号")]
    formerly: Option<&'static str>,
    /// The day from which it is law.
    valid_from: Date,
    /// The last day on which it is law, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<Date>,
    /// Whether it was law on the day asked about; absent where no day was.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_force: Option<bool>,
    /// How sure it is.
    confidence: Confidence,
    /// The deadline that it sets; where a local default gives less than the law, with the number of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<Deadline>,
    /// Its other numbers.
    #[schema(max_items = 20)]
    parameters: &'static [Parameter],
    /// How this service decides what the rule leaves open.
    #[schema(max_items = 10)]
    local_defaults: Vec<LocalDefaultItem>,
}

impl RuleItem {
    /// A rule in a language, as it stands now or as it stood on a day, under these local defaults.
    pub(crate) fn new(rule: &Rule, on: Option<Date>, defaults: &Defaults, language: Language) -> Self {
        let instruments: Vec<_> = match on {
            Some(on) => rule.instruments_on(on).collect(),
            None => rule.instruments().collect(),
        };
        let basis = match on {
            Some(on) => citation(rule, on),
            None => Some(rule.basis.text()),
        };
        let local = |key: &DefaultKey| LocalDefaultItem::new(&defaults.get(*key), language);
        Self {
            id: rule.id,
            title: rule.title.get(language),
            instruments: instruments.into_iter().map(|instrument| instrument.abbreviation).collect(),
            basis: basis.map(|basis| basis.get(language).to_owned()),
            formerly: rule.formerly.map(|basis| basis.get(language)),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            in_force: on.map(|on| rule.is_law(on)),
            confidence: rule.confidence,
            deadline: defaults.deadline(rule),
            parameters: rule.parameters,
            local_defaults: rule.local_defaults.iter().map(local).collect(),
        }
    }
}

/// A law, an interpretation, a rule or an opinion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstrumentItem {
    /// How citations in English, and the filter of `GET /rules`, name it.
    #[schema(example = "OP26")]
    abbreviation: &'static str,
    /// How citations in Chinese name it.
    #[schema(example = "司发通〔2026〕8号")]
    cited_as: &'static str,
    /// Its full title.
    title: &'static str,
    /// The number of the document (文号), where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "司发通〔2026〕8号")]
    document_number: Option<&'static str>,
    /// The day from which it is law.
    in_force_from: Date,
    /// The last day on which it was law, if it was repealed or revised.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_force_to: Option<Date>,
}

impl InstrumentItem {
    /// Every instrument, in a language.
    pub(crate) fn all(language: Language) -> Vec<Self> {
        let item = |instrument: &Instrument| Self {
            abbreviation: instrument.abbreviation,
            cited_as: instrument.cited_as,
            title: instrument.title.get(language),
            document_number: instrument.document_number,
            in_force_from: instrument.in_force_from,
            in_force_to: instrument.in_force_to,
        };
        rulebook::instruments().map(item).collect()
    }
}

/// A local default: what national law leaves open, and how this service decides it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LocalDefaultItem {
    /// Its key, as in the settings below `local_defaults`.
    key: DefaultKey,
    /// What it decides.
    title: String,
    /// The value it has; null where none is set.
    value: Setting,
    /// Where the value comes from.
    source: DefaultSource,
    /// The value without a setting.
    default: Setting,
    /// Whether the bureau may set it; the others are built into the computations.
    settable: bool,
    /// Why it is open.
    reason: String,
    /// The id of the rule that it completes.
    #[schema(example = "IM-27")]
    rule: &'static str,
}

impl LocalDefaultItem {
    /// Every local default, in a language.
    pub(crate) fn all(defaults: &Defaults, language: Language) -> Vec<Self> {
        defaults.list().iter().map(|default| Self::new(default, language)).collect()
    }

    fn new(default: &LocalDefault, language: Language) -> Self {
        Self {
            key: default.key,
            title: default.title.get(language).to_owned(),
            value: default.value.clone(),
            source: default.source,
            default: default.default.clone(),
            settable: default.settable,
            reason: default.reason.get(language).to_owned(),
            rule: default.rule,
        }
    }
}
