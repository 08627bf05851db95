//! Terms of sentence and of correction (rulebook §1.1 – §1.3).
//!
//! **Rule C-4** (INT21 202). The first day counts. A term in years ends the day before the same date; a term in months ends the
//! day before the same day-number, and one that begins on the last day of a month ends the day before the last day of the target
//! month; where the date does not exist, the day before the last day of the target month. Half a month is always fifteen days.
//! **Rule T-10.** The end of a term never moves off a rest day.

pub mod effective;
pub mod remainder;
pub mod uncounted;

use chrono::{Datelike, Days, Months};
use serde::{Deserialize, Serialize};

use crate::{
    code::Category,
    text::Text,
    time::{Date, is_plausible},
};

/// The longest term in years that is computed; longer than any sentence.
pub const MAX_YEARS: u32 = 100;

/// The longest term in months that is computed.
pub const MAX_MONTHS: u32 = 1_200;

/// The longest term, and the longest custody, in days that is computed.
pub const MAX_DAYS: u32 = 36_500;

/// A length of time as a judgment words it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Term {
    /// Years.
    pub years: u32,
    /// Months.
    pub months: u32,
    /// Days.
    pub days: u32,
}

impl Term {
    /// So many years.
    #[must_use]
    pub const fn years(years: u32) -> Self {
        Self { years, months: 0, days: 0 }
    }

    /// So many months.
    #[must_use]
    pub const fn months(months: u32) -> Self {
        Self { years: 0, months, days: 0 }
    }

    /// Whether it is no time at all.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// The term in words.
    #[must_use]
    pub fn text(self) -> Text {
        let parts = [(self.years, "年", "year"), (self.months, "个月", "month"), (self.days, "日", "day")];
        let present = || parts.iter().filter(|(count, ..)| *count > 0);
        let zh: String = present().map(|(count, zh, _)| format!("{count}{zh}")).collect();
        let en: Vec<_> =
            present().map(|(count, _, en)| format!("{count} {en}{}", if *count == 1 { "" } else { "s" })).collect();
        Text::new(zh, en.join(" "))
    }
}

/// Days in custody before the order, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Custody {
    /// Days of custody (先行羁押), CL 41.
    #[cfg_attr(feature = "schema", schema(maximum = 36_500))]
    pub custody_days: u32,
    /// Days of surveillance at a designated residence (指定居所监视居住), CPL 76.
    #[cfg_attr(feature = "schema", schema(maximum = 36_500))]
    pub designated_residence_surveillance_days: u32,
    /// Days of supervisory detention (留置, 管护), Supervision Law as amended in 2024.
    #[cfg_attr(feature = "schema", schema(maximum = 36_500))]
    pub supervisory_detention_days: u32,
}

impl Custody {
    /// The days by which a term of public surveillance shortens: two for each day of custody and of supervisory detention, one for
    /// each day of surveillance at a designated residence (CL 41, CPL 76).
    #[must_use]
    pub fn surveillance_credit(self) -> u64 {
        let [custody, residence, detention] =
            [self.custody_days, self.designated_residence_surveillance_days, self.supervisory_detention_days]
                .map(u64::from);
        2 * custody + residence + 2 * detention
    }

    /// The days that custody is credited on criminal detention and fixed-term imprisonment, as when probation is revoked: one for one,
    /// and one for two days of surveillance at a designated residence (CL 44, 47; CPL 76).
    #[must_use]
    pub fn sentence_credit(self) -> u64 {
        let [custody, residence, detention] =
            [self.custody_days, self.designated_residence_surveillance_days, self.supervisory_detention_days]
                .map(u64::from);
        custody + residence / 2 + detention
    }

    /// The days by kind, with the name of the parameter.
    fn by_parameter(self) -> [(&'static str, u32); 3] {
        [
            ("custody_days", self.custody_days),
            ("designated_residence_surveillance_days", self.designated_residence_surveillance_days),
            ("supervisory_detention_days", self.supervisory_detention_days),
        ]
    }
}

/// The term of correction that the law computes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TermResult {
    /// The first day.
    pub starts_on: Date,
    /// The last day; correction runs to its end, 24:00.
    pub ends_on: Date,
    /// Whether custody has used the whole term up before it began: there is nothing to supervise.
    pub fully_served: bool,
    /// How it was computed, step by step.
    pub explanation: Vec<Text>,
}

/// Why a term cannot be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermFault {
    /// The term is no time at all.
    #[error("the term is zero")]
    Zero,
    /// The first day is outside the years 1900 to 2200.
    #[error("the start is outside the years 1900 to 2200")]
    Start,
    /// A number is larger than can be computed.
    #[error("{parameter} is more than {limit}")]
    TooLarge {
        /// The parameter's name.
        parameter: &'static str,
        /// Its limit.
        limit: u32,
    },
}

impl TermFault {
    /// The name of the parameter at fault.
    #[must_use]
    pub fn parameter(self) -> &'static str {
        match self {
            Self::Zero => "months",
            Self::Start => "starts_on",
            Self::TooLarge { parameter, .. } => parameter,
        }
    }

    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(self) -> Text {
        match self {
            Self::Zero => Text::new("期限不能为零", "the term must not be zero"),
            Self::Start => Text::new("起始日期须在1900年至2200年之间", "the start must lie in the years 1900 to 2200"),
            Self::TooLarge { limit, .. } => {
                Text::new(format!("不能超过{limit}"), format!("must not be more than {limit}"))
            }
        }
    }
}

/// The last day of a term that begins on this day (rule C-4, INT21 202).
///
/// Years are applied first, then months (with the last-day test on the day reached by then), then days. `None` where the calendar
/// ends.
///
/// ```
/// use domain::{term::{Term, term_end}, time::parse_date};
///
/// let end = |day, term| term_end(parse_date(day).unwrap(), term).unwrap().to_string();
/// assert_eq!(end("2024-03-15", Term::years(1)), "2025-03-14");
/// assert_eq!(end("2024-02-29", Term::years(1)), "2025-02-27"); // no 29 February: the day before the last day
/// assert_eq!(end("2025-02-28", Term::months(2)), "2025-04-29"); // from the last day of a month
/// ```
#[must_use]
pub fn term_end(starts_on: Date, term: Term) -> Option<Date> {
    let years = same_date_later(starts_on, term.years)?;
    let months = if term.months == 0 { years } else { same_day_later(years, term.months)? };
    months.checked_add_days(Days::new(u64::from(term.days)))?.pred_opt()
}

/// The same date so many years later; where it does not exist, the last day of that month.
fn same_date_later(from: Date, years: u32) -> Option<Date> {
    from.checked_add_months(Months::new(years.checked_mul(12)?))
}

/// The same day-number so many months later; from the last day of a month the last day, and the last day too where the day-number
/// does not exist (INT21 202).
pub(crate) fn same_day_later(from: Date, months: u32) -> Option<Date> {
    // Where the day-number does not exist, chrono gives the last day of the month, as the law does.
    let same = from.checked_add_months(Months::new(months))?;
    if is_last_of_month(from) { last_of_month(same) } else { Some(same) }
}

fn is_last_of_month(day: Date) -> bool {
    day.succ_opt().is_none_or(|next| next.month() != day.month())
}

fn last_of_month(day: Date) -> Option<Date> {
    day.with_day(u32::from(day.num_days_in_month()))
}

/// The term of correction (CL 38, 41, 73, 83; rules T-1 … T-10, rulebook §1.1).
///
/// ```
/// use domain::{code::Category, term::{Custody, Term, correction_term}, time::parse_date};
///
/// // Six months of public surveillance less 37 days in custody, each counting two (CL 41).
/// let custody = Custody { custody_days: 37, ..Custody::default() };
/// let start = parse_date("2026-03-13").unwrap();
/// let term = correction_term(Category::PublicSurveillance, start, Term::months(6), custody).unwrap();
/// assert_eq!(term.ends_on.to_string(), "2026-06-30");
/// ```
///
/// Custody shortens public surveillance only (CL 41). On a probation period it is not credited: no provision says so. For parole
/// and temporary execution outside prison it has been credited on the sentence already, so the term given is what remains of it.
///
/// # Errors
///
/// When a parameter is outside what can be computed; the fault names it.
pub fn correction_term(
    category: Category,
    starts_on: Date,
    term: Term,
    custody: Custody,
) -> Result<TermResult, TermFault> {
    check(starts_on, term, custody)?;
    let nominal = term_end(starts_on, term).ok_or(TermFault::Start)?;
    let mut explanation = vec![nominal_step(starts_on, term, nominal)];
    let ends_on = match category {
        Category::PublicSurveillance => {
            let credit = custody.surveillance_credit();
            let ends_on = nominal.checked_sub_days(Days::new(credit)).ok_or(TermFault::Start)?;
            if credit > 0 {
                explanation.push(credit_step(custody, credit, ends_on));
            }
            ends_on
        }
        Category::Probation | Category::Parole | Category::TemporaryOutsidePrison => {
            if custody != Custody::default() {
                explanation.push(no_credit_step(category));
            }
            nominal
        }
    };
    let fully_served = ends_on < starts_on;
    if fully_served {
        explanation.push(Text::new(
            format!("折抵后的终止日期{ends_on}早于起始日期：刑期已经折抵完毕，无需矫正"),
            format!("after the credit the end, {ends_on}, lies before the start: the term is fully served, nothing is left to supervise"),
        ));
    } else {
        explanation.push(Text::new(
            format!("矫正期限至{ends_on}当日24时届满，遇节假日不顺延（T-10）"),
            format!("the term runs to 24:00 of {ends_on} and does not move off a rest day (T-10)"),
        ));
    }
    Ok(TermResult { starts_on, ends_on, fully_served, explanation })
}

fn check(starts_on: Date, term: Term, custody: Custody) -> Result<(), TermFault> {
    if !is_plausible(starts_on) {
        return Err(TermFault::Start);
    }
    if term.is_zero() {
        return Err(TermFault::Zero);
    }
    let limits = [("years", term.years, MAX_YEARS), ("months", term.months, MAX_MONTHS), ("days", term.days, MAX_DAYS)];
    let custody = custody.by_parameter().map(|(parameter, days)| (parameter, days, MAX_DAYS));
    match limits.into_iter().chain(custody).find(|(_, value, limit)| value > limit) {
        Some((parameter, _, limit)) => Err(TermFault::TooLarge { parameter, limit }),
        None => Ok(()),
    }
}

fn nominal_step(starts_on: Date, term: Term, nominal: Date) -> Text {
    let length = term.text();
    Text::new(
        format!(
            "自{starts_on}（含当日）起{}，至对应日的前一日{nominal}（C-4，法释〔2021〕1号第二百零二条）",
            length.zh
        ),
        format!(
            "{} from {starts_on}, that day counted, to the day before the corresponding date: {nominal} (C-4, INT21 202)",
            length.en
        ),
    )
}

fn credit_step(custody: Custody, credit: u64, ends_on: Date) -> Text {
    let Custody { custody_days, designated_residence_surveillance_days, supervisory_detention_days } = custody;
    Text::new(
        format!(
            "先行羁押{custody_days}日×2，指定居所监视居住{designated_residence_surveillance_days}日×1，\
             留置、管护{supervisory_detention_days}日×2，共折抵{credit}日，至{ends_on}（CL-41）"
        ),
        format!(
            "custody {custody_days} × 2, designated residence {designated_residence_surveillance_days} × 1, supervisory detention \
             {supervisory_detention_days} × 2: a credit of {credit} days, to {ends_on} (CL-41)"
        ),
    )
}

fn no_credit_step(category: Category) -> Text {
    if category == Category::Probation {
        Text::new(
            "先行羁押不折抵缓刑考验期；撤销缓刑时折抵原判刑期（CL-73）",
            "custody is not credited on the probation period; it is on the sentence if probation is revoked (CL-73)",
        )
    } else {
        Text::new(
            "先行羁押已在刑期中折抵，不再折抵",
            "custody has been credited on the sentence already and is not credited again",
        )
    }
}
