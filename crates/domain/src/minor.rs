//! Minors (未成年人): the regime of supervision and the sealing of records (CCL 52 – 58; IM 55; CPL 286; SEAL22; rulebook §12).
//!
//! The two look at different days. The regime asks for the age at intake; sealing asks for the age at the offence.

use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};

use crate::{
    code::Outcome,
    judgement::{Duty, Ground, QuestionFault, days_between, fact},
    sentence::Penalty,
    term::{Term, term_end},
    text::Text,
    time::Date,
};

/// The age that ends minority.
const MAJORITY: u32 = 18;

/// The longest sentence whose record is sealed, five years; 以下 includes its number here (SEAL22 24).
const SEALED_UP_TO: Term = Term::years(5);

/// The last year of birth of which everyone is of age on a day, whatever the birthday: for where only the year is at hand.
#[must_use]
pub fn of_age_if_born_until(today: Date) -> i32 {
    today.year() - 19
}

/// The last day on which a person is under eighteen: full years are reached on the day after the birthday.
#[must_use]
pub fn eighteenth_birthday(birth_date: Date) -> Option<Date> {
    birthday(birth_date, MAJORITY)
}

fn birthday(birth_date: Date, age: u32) -> Option<Date> {
    birth_date.checked_add_months(Months::new(age.checked_mul(12)?))
}

/// The age in full years (周岁) on a day: a year is full on the day **after** the birthday.
///
/// ```
/// use domain::{minor::age, time::parse_date};
///
/// let born = parse_date("2008-09-10").unwrap();
/// assert_eq!(age(born, parse_date("2026-09-10").unwrap()), 17);
/// assert_eq!(age(born, parse_date("2026-09-11").unwrap()), 18);
/// ```
#[must_use]
pub fn age(birth_date: Date, on: Date) -> u32 {
    let reached = |years: u32| birthday(birth_date, years).is_some_and(|birthday| birthday < on);
    (1..).take_while(|years| reached(*years)).last().unwrap_or(0)
}

/// Is this person supervised as a minor?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MinorQuestion {
    /// The birth date.
    pub birth_date: Date,
    /// The day of intake.
    pub intake_on: Date,
    /// The day asked about.
    pub on: Date,
}

/// Whether a person is supervised as a minor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MinorAnswer {
    /// Whether the rules for minors apply; they stay when the person comes of age (MN-6).
    pub minor: bool,
    /// The age in full years on the day asked about.
    pub age: u32,
    /// What the regime asks for.
    pub duties: Vec<Duty>,
    /// Why.
    pub explanation: Vec<Text>,
}

/// **CCL 52 – 58, IM 55 (MN-1 … MN-7)**: one who is under eighteen at intake is supervised as a minor, to the end.
///
/// # Errors
///
/// When a date is implausible or the days are not in their order: birth, intake, day asked about.
pub fn minor_regime(question: MinorQuestion) -> Result<MinorAnswer, QuestionFault> {
    let MinorQuestion { birth_date, intake_on, on } = question;
    days_between(("birth_date", birth_date), ("intake_on", intake_on))?;
    days_between(("intake_on", intake_on), ("on", on))?;
    let last_day = eighteenth_birthday(birth_date).ok_or(QuestionFault::Date { parameter: "birth_date" })?;
    let minor = intake_on <= last_day;
    let duties = if minor { regime(on) } else { Vec::new() };
    let explanation = vec![if minor {
        Text::new(
            format!("入矫之日{intake_on}未满十八周岁（{last_day}的次日满），适用未成年人规定，年满十八周岁后继续适用"),
            format!(
                "under eighteen at intake on {intake_on} (of age the day after {last_day}): the rules for minors apply, and stay"
            ),
        )
    } else {
        Text::new(
            format!(
                "入矫之日{intake_on}已满十八周岁，不适用未成年人矫正规定；犯罪时未满十八周岁的，仍适用犯罪记录封存"
            ),
            format!(
                "of age at intake on {intake_on}: not the rules for minors; sealing may still apply, by the age at the offence"
            ),
        )
    }];
    Ok(MinorAnswer { minor, age: age(birth_date, on), duties, explanation })
}

fn regime(on: Date) -> Vec<Duty> {
    [
        (
            "MN-1",
            "与成年人分别矫正，方案有针对性，矫正小组吸收熟悉未成年人特点的人员",
            "apart from adults, a tailored plan, someone familiar with minors in the group",
        ),
        (
            "MN-2",
            "考核奖惩和宣告不公开，通知监护人到场",
            "appraisals, sanctions and declarations not public; the guardian is notified to attend",
        ),
        (
            "MN-3",
            "身份信息保密，档案仅向司法机关和依规定查询的单位提供",
            "identity secret; the file only for judicial organs and units entitled to query",
        ),
        (
            "MN-4",
            "监护人怠于履行监护职责的，督促、教育；拒不履行的，通知有关部门",
            "urge and educate a neglectful guardian; notify the authorities of a refusing one",
        ),
        (
            "MN-5",
            "未完成义务教育的，通知并配合教育部门；年满十六周岁有就业意愿的，提供培训和指导",
            "schooling with the education authority; training for those of sixteen who want to work",
        ),
        ("MN-7", "在复学、升学、就业等方面不受歧视", "no discrimination in school and work"),
    ]
    .into_iter()
    .map(|(rule, zh, en)| Duty::new(rule, Text::new(zh, en), on))
    .collect()
}

/// Is this record to be sealed?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SealingQuestion {
    /// The birth date.
    pub birth_date: Date,
    /// The day of the first act.
    pub first_acted_on: Date,
    /// The day of the last act.
    pub last_acted_on: Date,
    /// Acts before and after eighteen dealt with together: whether the main ones were before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main_acts_before_majority: Option<bool>,
    /// The kind of the sentence; none where punishment was exempted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Penalty>,
    /// Its length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
}

/// Whether a record is to be sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SealingAnswer {
    /// Whether it is.
    pub outcome: Outcome,
    /// The two conditions: age and sentence.
    pub conditions: Vec<Ground>,
    /// What the agency does when it is.
    pub duties: Vec<Duty>,
}

/// **CPL 286, SEAL22 3, 4, 13, 24**: sealed is the record of one who was under eighteen at the offence and was sentenced to five years or
/// less, or exempted from punishment; of acts before and after eighteen dealt with together, if the main ones were before. The
/// agency seals within three days after correction is completed (RL-11).
///
/// # Errors
///
/// When a date is implausible or out of order, or the length of the sentence is zero or too long to compute.
pub fn sealing(question: SealingQuestion) -> Result<SealingAnswer, QuestionFault> {
    let SealingQuestion { birth_date, first_acted_on, last_acted_on, .. } = question;
    days_between(("birth_date", birth_date), ("first_acted_on", first_acted_on))?;
    days_between(("first_acted_on", first_acted_on), ("last_acted_on", last_acted_on))?;
    let last_day = eighteenth_birthday(birth_date).ok_or(QuestionFault::Date { parameter: "birth_date" })?;
    let age = age_condition(question, last_day);
    let sentence = sentence_condition(question)?;
    let outcome = age.state.and(sentence.state);
    let duties = if outcome == Outcome::Met { sealing_duties(last_acted_on) } else { Vec::new() };
    Ok(SealingAnswer { outcome, conditions: vec![age, sentence], duties })
}

fn age_condition(question: SealingQuestion, last_day: Date) -> Ground {
    let SealingQuestion { first_acted_on, last_acted_on, main_acts_before_majority, .. } = question;
    let outcome = if last_acted_on <= last_day {
        Outcome::Met
    } else if first_acted_on > last_day {
        Outcome::NotMet
    } else {
        main_acts_before_majority.map_or(Outcome::NeedsJudgement, Outcome::of)
    };
    Ground::new(
        "SEAL22-4",
        Text::new(
            "犯罪时不满十八周岁；跨越十八周岁一并处理的，主要犯罪行为在此之前",
            "under eighteen at the offence; of acts before and after, the main ones before",
        ),
        outcome,
        vec![
            fact("first_acted_on", first_acted_on),
            fact("last_acted_on", last_acted_on),
            fact("last_day_under_eighteen", last_day),
        ],
        last_acted_on,
    )
}

fn sentence_condition(question: SealingQuestion) -> Result<Ground, QuestionFault> {
    let SealingQuestion { penalty, term, last_acted_on, .. } = question;
    let outcome = match (penalty, term) {
        (None, None) => Outcome::Met,
        (Some(Penalty::DeathWithReprieve | Penalty::LifeImprisonment), None) => Outcome::NotMet,
        (Some(Penalty::FixedTermImprisonment | Penalty::CriminalDetention | Penalty::PublicSurveillance), None) => {
            Outcome::NeedsJudgement
        }
        (Some(Penalty::DeathWithReprieve | Penalty::LifeImprisonment) | None, Some(_)) => {
            return Err(QuestionFault::DoesNotGoWith { parameter: "term", other: "penalty" });
        }
        (
            Some(Penalty::FixedTermImprisonment | Penalty::CriminalDetention | Penalty::PublicSurveillance),
            Some(term),
        ) => Outcome::of(compare("term", term, SEALED_UP_TO)?.is_le()),
    };
    let length = term.map_or_else(|| "none".to_owned(), |term| term.text().en);
    Ok(Ground::new(
        "CPL-286",
        Text::new(
            "被判处五年有期徒刑以下刑罚（含本数）或者免予刑事处罚",
            "sentenced to five years or less, or exempted from punishment",
        ),
        outcome,
        vec![fact("term", length)],
        last_acted_on,
    ))
}

/// Compares two lengths by where they end from a common day; a plain date in a year before a leap year, so that 12 months are a year.
fn compare(parameter: &'static str, term: Term, with: Term) -> Result<std::cmp::Ordering, QuestionFault> {
    if term.is_zero() {
        return Err(QuestionFault::Zero { parameter });
    }
    let fault = QuestionFault::Date { parameter };
    let from = Date::from_ymd_opt(2001, 1, 1).ok_or(fault)?;
    Ok(term_end(from, term).ok_or(fault)?.cmp(&term_end(from, with).ok_or(fault)?))
}

fn sealing_duties(on: Date) -> Vec<Duty> {
    [
        (
            "RL-11",
            "矫正完成后三日内封存有关档案和电子数据",
            "seal the records within three days after correction is completed",
        ),
        (
            "SEAL22-10",
            "封存的数据不得向外部平台提供或者对接",
            "sealed data is neither given to nor interfaced with other platforms",
        ),
        (
            "SEAL22-16",
            "查询须经书面申请、审核，三个工作日内答复",
            "queries need a written application and are answered within three working days",
        ),
    ]
    .into_iter()
    .map(|(rule, zh, en)| Duty::new(rule, Text::new(zh, en), on))
    .collect()
}

/// Is a sealed record to be opened again?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct UnsealingQuestion {
    /// A new or undiscovered crime committed as a minor: the cumulative sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cumulative_term: Option<Term>,
    /// A retrial changed the sentence to this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrial_term: Option<Term>,
}

/// **SEAL22 18**: opened only when a new or undiscovered crime committed **as a minor** leads to a cumulative sentence of more than five
/// years, or a retrial changes the sentence to five years or more. A later crime as an adult does not open it.
///
/// # Errors
///
/// When a length is zero or too long to compute.
pub fn unsealing(question: UnsealingQuestion) -> Result<Outcome, QuestionFault> {
    let exceeds = |parameter, term: Option<Term>| term.map(|term| compare(parameter, term, SEALED_UP_TO)).transpose();
    let cumulative = exceeds("cumulative_term", question.cumulative_term)?.is_some_and(std::cmp::Ordering::is_gt);
    let retrial = exceeds("retrial_term", question.retrial_term)?.is_some_and(std::cmp::Ordering::is_ge);
    Ok(Outcome::of(cumulative || retrial))
}
