//! The term of a prohibition order (禁止令; rulebook §1.4, rules PO-1, PO-2, PO-7, PO-8).
//!
//! It runs from the day on which surveillance or probation begins, as long as that or shorter, and its end is its own: the order
//! may end while correction goes on.

use serde::Serialize;

use crate::{
    code::{Category, Code},
    judgement::{QuestionFault, fact, plausible},
    refusal::Refusal,
    term::{Custody, MAX_DAYS, MAX_MONTHS, MAX_YEARS, Term, TermResult, term_end},
    text::Text,
    time::Date,
};

/// The term of a prohibition order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProhibitionTerm {
    /// The first day: that of surveillance or probation.
    pub starts_on: Date,
    /// The last day.
    pub ends_on: Date,
    /// How it was computed, step by step.
    pub explanation: Vec<Text>,
}

/// Why an order has no lawful term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProhibitionFault {
    /// A parameter is not acceptable.
    #[error(transparent)]
    Question(#[from] QuestionFault),
    /// The law does not allow such an order; the boxed refusal says which rule and what would be allowed.
    #[error(transparent)]
    Unlawful(Box<Refusal>),
}

impl ProhibitionFault {
    fn unlawful(refusal: Refusal) -> Self {
        Self::Unlawful(Box::new(refusal))
    }
}

/// The term of a prohibition order of this length beside a correction term.
///
/// **PO-2** (PO11 6): at least three months with surveillance, unless custody credit leaves less than three months of it; at least
/// two months with probation; never longer than the correction term itself.
///
/// ```
/// use domain::{code::Category, prohibition::prohibition_term, term::{Custody, Term, correction_term}, time::parse_date};
///
/// let (start, none) = (parse_date("2026-03-13").unwrap(), Custody::default());
/// let year = correction_term(Category::Probation, start, Term::years(1), none).unwrap();
/// let order = |length| prohibition_term(Category::Probation, &year, length, none);
/// assert_eq!(order(Term::months(6)).unwrap().ends_on.to_string(), "2026-09-12");
/// assert!(order(Term::months(1)).is_err());
/// ```
///
/// # Errors
///
/// When the length is nothing or too large, or when the law does not allow it.
pub fn prohibition_term(
    category: Category,
    correction: &TermResult,
    length: Term,
    custody: Custody,
) -> Result<ProhibitionTerm, ProhibitionFault> {
    let least_months = least_months(category)?;
    check(length)?;
    let starts_on = plausible("starts_on", correction.starts_on)?;
    let out_of_range = QuestionFault::Date { parameter: "starts_on" };
    let ends_on = term_end(starts_on, length).ok_or(out_of_range)?;
    let least = term_end(starts_on, Term::months(least_months)).ok_or(out_of_range)?;
    let words = length.text();
    let mut explanation = vec![Text::new(
        format!("禁止令自矫正开始之日{starts_on}起{}，至{ends_on}（PO-2，C-4）", words.zh),
        format!(
            "the order runs {} from the day on which correction begins, {starts_on}, to {ends_on} (PO-2, C-4)",
            words.en
        ),
    )];
    if ends_on < least {
        let credited = category == Category::PublicSurveillance && custody.surveillance_credit() > 0;
        if !(credited && correction.ends_on < least) {
            return Err(ProhibitionFault::unlawful(too_short(category, length, least_months)));
        }
        explanation.push(Text::new(
            format!("羁押折抵后管制执行期限不足{least_months}个月，不受最短期限限制（PO-2）"),
            format!("custody credit leaves less than {least_months} months of surveillance: the minimum does not apply (PO-2)"),
        ));
    }
    if ends_on > correction.ends_on {
        return Err(ProhibitionFault::unlawful(too_long(ends_on, correction.ends_on)));
    }
    explanation.push(if ends_on < correction.ends_on {
        Text::new(
            format!("禁止令期满后，矫正继续至{}（PO-8）", correction.ends_on),
            format!("after the order correction goes on to {} (PO-8)", correction.ends_on),
        )
    } else {
        Text::new("禁止令与矫正期限同时届满", "the order ends with correction")
    });
    Ok(ProhibitionTerm { starts_on, ends_on, explanation })
}

/// **PO-7** (PO11 13): the order beside a term that a commutation has shortened. It may be shortened correspondingly, as the court
/// rules; without a ruling of its own it ends at the latest with the term (PO-2).
#[must_use]
pub fn after_commutation(order: &ProhibitionTerm, term_ends_on: Date) -> ProhibitionTerm {
    let mut order = order.clone();
    order.ends_on = order.ends_on.min(term_ends_on);
    order.explanation.push(Text::new(
        format!(
            "矫正期限经减刑缩短至{term_ends_on}，禁止令至迟同日届满，现至{}；是否相应缩短由人民法院裁定（PO-7）",
            order.ends_on
        ),
        format!(
            "commutation shortened the term to {term_ends_on}; the order ends with it at the latest, now on {}; whether it is \
             shortened further is for the court (PO-7)",
            order.ends_on
        ),
    ));
    order
}

fn least_months(category: Category) -> Result<u32, ProhibitionFault> {
    match category {
        Category::PublicSurveillance => Ok(3),
        Category::Probation => Ok(2),
        Category::Parole | Category::TemporaryOutsidePrison => Err(ProhibitionFault::unlawful(Refusal::under(
            "PO-1",
            vec![fact("category", category)],
            Text::new(
                "禁止令只适用于管制和宣告缓刑",
                "a prohibition order goes with public surveillance and probation only",
            ),
        ))),
    }
}

fn check(length: Term) -> Result<(), QuestionFault> {
    if length.is_zero() {
        return Err(QuestionFault::Zero { parameter: "order_months" });
    }
    [
        ("order_years", length.years, MAX_YEARS),
        ("order_months", length.months, MAX_MONTHS),
        ("order_days", length.days, MAX_DAYS),
    ]
    .into_iter()
    .find(|(_, value, limit)| value > limit)
    .map_or(Ok(()), |(parameter, _, limit)| Err(QuestionFault::TooLarge { parameter, limit }))
}

fn too_short(category: Category, length: Term, least_months: u32) -> Refusal {
    let (zh, en) = category.label();
    Refusal::under(
        "PO-2",
        vec![fact("category", category), fact("length", length.text().zh), fact("least_months", least_months)],
        Text::new(
            format!("{zh}的禁止令期限不得少于{least_months}个月"),
            format!("with {en} the order lasts at least {least_months} months"),
        ),
    )
}

fn too_long(ends_on: Date, correction_ends_on: Date) -> Refusal {
    Refusal::under(
        "PO-2",
        vec![fact("ends_on", ends_on), fact("correction_ends_on", correction_ends_on)],
        Text::new(
            format!("禁止令期限不得超过矫正期限（至{correction_ends_on}）"),
            format!("the order may last as long as correction, to {correction_ends_on}, or shorter"),
        ),
    )
}
