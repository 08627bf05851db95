//! The rulebook: every rule that the service applies, by id, with its article, its validity and, where it sets one, its deadline.
//!
//! The ids are those of the digest of the law. A rule that is one article of one instrument bears the article as its id
//! (`CL-73`). The entries stand in the modules below, by subject, in the order in which a case meets them.

mod appraisal;
mod assessment;
mod medical;
mod movement;
mod reception;
mod release;
mod revocation;
mod terms;

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Serialize;

use crate::{
    code::{DutyBearer, codes},
    text::{Language, Text},
    time::Date,
};

codes! {
    /// The unit in which a period is counted (rulebook §16.1).
    Unit: "period-units" {
        Hour "hour" "小时" "hour";
        Day "day" "日" "calendar day";
        WorkingDay "working_day" "工作日" "working day";
        Month "month" "个月" "month";
        Year "year" "年" "year";
    }

    /// Whether a period runs from its event or up to it.
    Direction: "period-directions" {
        After "after" "自起算日之后" "after the event";
        Before "before" "在到期日之前" "before the event";
    }

    /// Whether the legal due date moves off a rest day (CPL 105; rulebook §0.5).
    Shift: "period-shifts" {
        Roll "roll" "遇节假日顺延" "moves to the next working day";
        Fixed "fixed" "不顺延" "never moves";
    }

    /// What a deadline limits.
    DeadlineKind: "deadline-kinds" {
        Duty "duty" "履行期限" "the time for a duty";
        Validity "validity" "有效期" "how long an approval is valid";
        MaxValidity "max_validity" "最长期限" "how long a measure may last at most";
        ThresholdExclusive "threshold_exclusive" "超过即成立" "a threshold that must be exceeded";
        CustodyMax "custody_max" "羁押最长期限" "how long custody may last at most";
    }

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

/// A deadline that a rule sets (rulebook §16.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// The event from which, or up to which, it runs.
    pub start_event: &'static str,
    /// How many units.
    pub n: u32,
    /// The unit.
    pub unit: Unit,
    /// After the event or before it.
    pub direction: Direction,
    /// Whether the legal due date moves off a rest day.
    pub shift: Shift,
    /// Who must act; none where it limits a power or a state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<DutyBearer>,
    /// To whom.
    pub to: &'static [DutyBearer],
    /// Who gets copies.
    pub copies: &'static [DutyBearer],
    /// What it limits.
    pub kind: DeadlineKind,
    /// Whether the rule says "generally" (一般应当): to be reminded of, no fault by itself.
    pub soft: bool,
}

impl Deadline {
    /// `n` units after an event, without a shift; the rest is added by the methods below.
    const fn after(start_event: &'static str, n: u32, unit: Unit) -> Self {
        Self {
            start_event,
            n,
            unit,
            direction: Direction::After,
            shift: Shift::Fixed,
            actor: None,
            to: &[],
            copies: &[],
            kind: DeadlineKind::Duty,
            soft: false,
        }
    }

    /// `n` units before an event; such a deadline never moves (C-7).
    const fn before(start_event: &'static str, n: u32, unit: Unit) -> Self {
        Self { direction: Direction::Before, ..Self::after(start_event, n, unit) }
    }

    const fn rolling(self) -> Self {
        Self { shift: Shift::Roll, ..self }
    }

    const fn by(self, actor: DutyBearer) -> Self {
        Self { actor: Some(actor), ..self }
    }

    const fn to(self, to: &'static [DutyBearer]) -> Self {
        Self { to, ..self }
    }

    const fn copied_to(self, copies: &'static [DutyBearer]) -> Self {
        Self { copies, ..self }
    }

    const fn limiting(self, kind: DeadlineKind) -> Self {
        Self { kind, ..self }
    }

    const fn soft(self) -> Self {
        Self { soft: true, ..self }
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
    /// The instrument and article.
    pub basis: Label,
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
}

impl Rule {
    const fn new(id: &'static str, title: Label, basis: Label, valid_from: Date) -> Self {
        Self { id, title, basis, valid_from, valid_to: None, confidence: Confidence::Text, deadline: None }
    }

    const fn sets(self, deadline: Deadline) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    const fn held(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }
}

/// The days from which the instruments are law.
mod since {
    use crate::time::Date;

    /// A day that is known to exist; a test looks at every rule's day.
    const fn day(year: i32, month: u32, day: u32) -> Date {
        match Date::from_ymd_opt(year, month, day) {
            Some(date) => date,
            None => Date::MIN,
        }
    }

    /// 刑法 (the text of 1997).
    pub(super) const CL: Date = day(1997, 10, 1);
    /// 关于对判处管制、宣告缓刑的犯罪分子适用禁止令有关问题的规定（试行）.
    pub(super) const PO11: Date = day(2011, 5, 1);
    /// 暂予监外执行规定.
    pub(super) const TEO14: Date = day(2014, 12, 1);
    /// 刑事诉讼法 (the text of 2018).
    pub(super) const CPL: Date = day(2018, 10, 26);
    /// 社区矫正法 and 社区矫正法实施办法.
    pub(super) const CCL: Date = day(2020, 7, 1);
    /// 最高人民法院关于适用刑事诉讼法的解释 (2021).
    pub(super) const INT21: Date = day(2021, 3, 1);
    /// 关于未成年人犯罪记录封存的实施办法.
    pub(super) const SEAL22: Date = day(2022, 5, 30);
    /// 司发通〔2023〕24号.
    pub(super) const OP23: Date = day(2023, 7, 1);
    /// 档案法实施条例 (2024).
    pub(super) const ARR: Date = day(2024, 3, 1);
    /// 司发通〔2026〕8号.
    pub(super) const OP26: Date = day(2026, 2, 21);
}

/// Every rule, in the order of the subjects.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        terms::RULES,
        reception::RULES,
        assessment::RULES,
        medical::RULES,
        movement::RULES,
        appraisal::RULES,
        revocation::RULES,
        release::RULES,
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
    fn the_fingerprint_is_sixteen_digits_and_does_not_change_by_itself() {
        assert_eq!(fingerprint().len(), 16);
        assert_eq!(fingerprint(), fingerprint());
        assert_ne!(fnv("a"), fnv("b"));
    }
}
