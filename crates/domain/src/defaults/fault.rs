//! Reading a setting, and why one is refused.

use std::collections::BTreeSet;

use super::{ByClass, DefaultKey, Setting, reasons};
use crate::{
    code::{Code, Level},
    rulebook,
    text::Text,
};

/// Why a setting is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingFault {
    /// It is out of bounds: it would loosen what national law says, or leaves what the service takes for reasonable.
    #[error("{key} = {given}: {}", self.message().en)]
    OutOfBounds {
        /// The key.
        key: DefaultKey,
        /// The number given.
        given: u32,
        /// The least allowed.
        least: u32,
        /// The most allowed.
        most: u32,
        /// Who sets the bound that it oversteps.
        bound_by: BoundBy,
        /// The rule that the default completes.
        rule: &'static str,
    },
    /// The default is built into the computations and cannot be set.
    #[error("{key} is built in and cannot be set")]
    BuiltIn {
        /// The key.
        key: DefaultKey,
    },
    /// It is no value of this key.
    #[error("{key}: {}", expected.en)]
    Unreadable {
        /// The key.
        key: DefaultKey,
        /// What the key takes.
        expected: Text,
    },
}

impl SettingFault {
    /// The key at fault.
    #[must_use]
    pub fn key(&self) -> DefaultKey {
        match self {
            Self::OutOfBounds { key, .. } | Self::BuiltIn { key } | Self::Unreadable { key, .. } => *key,
        }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            Self::OutOfBounds { given, least, most, bound_by, rule, .. } => {
                let basis = rulebook::rule(rule).map_or_else(|| Text::new(*rule, *rule), |rule| rule.basis.text());
                let why = match bound_by {
                    BoundBy::NationalLaw => {
                        Text::new("地方设置不得放宽全国性规定", "a local setting may not loosen national law")
                    }
                    BoundBy::Service => Text::new(
                        "全国未规定该界限，由本系统设定",
                        "national law sets no such bound, this one is the service's own",
                    ),
                };
                Text::new(
                    format!("{given}超出允许范围（{least}至{most}）：{}（{rule}，{}）", why.zh, basis.zh),
                    format!("{given} is outside {least} to {most}: {} ({rule}, {})", why.en, basis.en),
                )
            }
            Self::BuiltIn { .. } => Text::new(
                "该默认规则已固定在计算中，不能设置",
                "this default is built into the computations and cannot be set",
            ),
            Self::Unreadable { expected, .. } => expected.clone(),
        }
    }
}

/// Who sets a bound of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundBy {
    /// National law: a setting beyond it would loosen the law.
    NationalLaw,
    /// The service, where national law is silent: a setting beyond it is taken for a slip of the hand.
    Service,
}

/// A bound of a setting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    n: u32,
    by: BoundBy,
}

/// A bound that national law sets.
pub(super) const fn national(n: u32) -> Bound {
    Bound { n, by: BoundBy::NationalLaw }
}

/// A bound of the service's own.
pub(super) const fn own(n: u32) -> Bound {
    Bound { n, by: BoundBy::Service }
}

/// A setting to be read.
pub(super) struct Given<'setting> {
    pub(super) key: DefaultKey,
    pub(super) setting: &'setting Setting,
}

impl Given<'_> {
    fn unreadable(&self, zh: &str, en: &str) -> SettingFault {
        SettingFault::Unreadable { key: self.key, expected: Text::new(zh, en) }
    }

    fn within(&self, given: u32, least: Bound, most: Bound) -> Result<u32, SettingFault> {
        let overstepped =
            [(given < least.n, least), (given > most.n, most)].into_iter().find(|(is_beyond, _)| *is_beyond);
        let Some((_, bound)) = overstepped else { return Ok(given) };
        Err(SettingFault::OutOfBounds {
            key: self.key,
            given,
            least: least.n,
            most: most.n,
            bound_by: bound.by,
            rule: reasons::rule(self.key),
        })
    }

    pub(super) fn flag(&self) -> Result<bool, SettingFault> {
        if let Setting::Flag(flag) = self.setting {
            Ok(*flag)
        } else {
            Err(self.unreadable("须为 true 或者 false", "true or false"))
        }
    }

    pub(super) fn number(&self, least: Bound, most: Bound) -> Result<u32, SettingFault> {
        if let Setting::Number(number) = self.setting {
            self.within(*number, least, most)
        } else {
            Err(self.unreadable("须为整数", "a whole number"))
        }
    }

    pub(super) fn optional(&self, least: Bound, most: Bound) -> Result<Option<u32>, SettingFault> {
        if *self.setting == Setting::Unset { Ok(None) } else { self.number(least, most).map(Some) }
    }

    pub(super) fn numbers(&self, least: Bound, most: Bound) -> Result<Option<ByClass>, SettingFault> {
        let three = || self.unreadable("须为三个整数，从严到宽", "three whole numbers, from strict to lenient");
        let numbers = match self.setting {
            Setting::Unset => return Ok(None),
            Setting::Numbers(numbers) => numbers,
            Setting::Flag(_) | Setting::Number(_) | Setting::Word(_) | Setting::Words(_) => return Err(three()),
        };
        for number in numbers {
            self.within(*number, least, most)?;
        }
        ByClass::try_from(numbers.as_slice()).map(Some).or(Err(three()))
    }

    pub(super) fn names(&self) -> Result<[String; 3], SettingFault> {
        let three = || self.unreadable("须为三个不同的名称，从严到宽", "three different names, from strict to lenient");
        let Setting::Words(names) = self.setting else { return Err(three()) };
        let names: [String; 3] = names.clone().try_into().or(Err(three()))?;
        let [strict, ordinary, lenient] = &names;
        let named = names.iter().all(|name| !name.trim().is_empty());
        if named && strict != ordinary && ordinary != lenient && strict != lenient { Ok(names) } else { Err(three()) }
    }

    /// Different names, or none.
    pub(super) fn words(&self) -> Result<Vec<String>, SettingFault> {
        let different = || self.unreadable("须为互不相同的名称", "names that differ from one another");
        let words = match self.setting {
            Setting::Unset => return Ok(Vec::new()),
            Setting::Words(words) => words,
            Setting::Flag(_) | Setting::Number(_) | Setting::Word(_) | Setting::Numbers(_) => return Err(different()),
        };
        let distinct: BTreeSet<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        if distinct.len() == words.len() { Ok(words.clone()) } else { Err(different()) }
    }

    /// The county, or the city above it: who is nearer than that may not approve.
    pub(super) fn agency(&self) -> Result<Level, SettingFault> {
        let level = if let Setting::Word(word) = self.setting { Level::parse(word) } else { None };
        level
            .filter(|level| matches!(level, Level::County | Level::City))
            .ok_or_else(|| self.unreadable("须为 county 或者 city", "county or city"))
    }

    pub(super) fn same_as(&self, built_in: Option<&Setting>) -> Result<(), SettingFault> {
        if built_in == Some(self.setting) { Ok(()) } else { Err(SettingFault::BuiltIn { key: self.key }) }
    }
}
