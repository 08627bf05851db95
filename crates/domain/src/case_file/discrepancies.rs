//! Differences between what the court stated and what the law computes. The court's dates stand (rule T-3); a difference is shown
//! so that someone asks, never mended silently.

use super::{CaseFile, Discrepancy};
use crate::{
    code::{Category, DiscrepancyCode},
    sentence::{self, Penalty, Sentence},
    supervisee::Order,
    term::{Term, correction_term, term_end},
    text::Text,
    time::Date,
};

pub(super) fn discrepancies(case: &CaseFile) -> Vec<Discrepancy> {
    let sentence = case.order.original_sentence.as_deref().and_then(sentence::parse);
    let mut found = Vec::new();
    if let Some(sentence) = sentence {
        found.extend(term_end_differs(case, sentence));
        found.extend(outside_limits(case.order.category, sentence));
    }
    found.extend(prohibition_too_short(case));
    found.extend(prohibition_outlasts_term(&case.order));
    found
}

/// The period that the sentence sets for correction in this category, where it sets one: the probation period (CL 73) or the term of
/// surveillance (CL 38). A parolee's remainder and temporary execution depend on papers that a roster does not hold.
fn correction_period(category: Category, sentence: Sentence) -> Option<Term> {
    match category {
        Category::Probation => sentence.probation,
        Category::PublicSurveillance if sentence.kind == Penalty::PublicSurveillance => sentence.term,
        Category::PublicSurveillance | Category::Parole | Category::TemporaryOutsidePrison => None,
    }
}

/// **T-3, C-4**: the stated end against the one computed from the stated start, the sentence and the custody recorded.
fn term_end_differs(case: &CaseFile, sentence: Sentence) -> Option<Discrepancy> {
    let stated = case.order.supervision_ends_on?;
    let period = correction_period(case.order.category, sentence)?;
    let custody = case.order.custody.unwrap_or_default();
    let computed = correction_term(case.order.category, case.term_starts_on()?, period, custody).ok()?.ends_on;
    (stated != computed).then(|| Discrepancy {
        code: DiscrepancyCode::TermEndDiffers,
        field: "supervision_ends_on".to_owned(),
        stated: stated.to_string(),
        computed: computed.to_string(),
        rule: "T-3".to_owned(),
        message: Text::new(
            format!("载明的矫正终止日期{stated}与依法计算的{computed}不符；以法律文书为准，请核对"),
            format!(
                "the stated end {stated} differs from the computed {computed}; the court's papers rule, please check"
            ),
        ),
    })
}

fn outside_limits(category: Category, sentence: Sentence) -> Option<Discrepancy> {
    let period = correction_period(category, sentence)?;
    match category {
        Category::Probation => probation_outside_limits(period, sentence),
        Category::PublicSurveillance => surveillance_outside_limits(period),
        Category::Parole | Category::TemporaryOutsidePrison => None,
    }
}

/// **CL 73**: for criminal detention the probation period is at least the term and two months, at most one year; for fixed-term
/// imprisonment at least the term and one year, at most five years.
fn probation_outside_limits(period: Term, sentence: Sentence) -> Option<Discrepancy> {
    let (least, most) = match sentence.kind {
        Penalty::CriminalDetention => (Term::months(2), Term::years(1)),
        Penalty::FixedTermImprisonment => (Term::years(1), Term::years(5)),
        Penalty::DeathWithReprieve | Penalty::LifeImprisonment | Penalty::PublicSurveillance => return None,
    };
    let least = sentence.term.filter(|term| length(*term) > length(least)).unwrap_or(least);
    outside(period, least, most).then(|| {
        limit(DiscrepancyCode::ProbationOutsideLimits, "CL-73", "缓刑考验期", "probation period", period, least, most)
    })
}

/// **CL 38, 69**: public surveillance lasts three months to two years, and at most three years for several crimes; what a roster says
/// does not tell how many crimes there were.
fn surveillance_outside_limits(period: Term) -> Option<Discrepancy> {
    let (least, most) = (Term::months(3), Term::years(3));
    outside(period, least, most).then(|| {
        limit(
            DiscrepancyCode::SurveillanceOutsideLimits,
            "CL-38",
            "管制期限",
            "term of surveillance",
            period,
            least,
            most,
        )
    })
}

fn outside(period: Term, least: Term, most: Term) -> bool {
    length(period) < length(least) || length(period) > length(most)
}

/// A length for comparison: months of thirty days are close enough, since limits and sentences are whole months.
fn length(term: Term) -> u64 {
    let [years, months, days] = [term.years, term.months, term.days].map(u64::from);
    (years * 12 + months) * 30 + days
}

fn limit(code: DiscrepancyCode, rule: &str, zh: &str, en: &str, period: Term, least: Term, most: Term) -> Discrepancy {
    let (period, least, most) = (period.text(), least.text(), most.text());
    Discrepancy {
        code,
        field: "original_sentence".to_owned(),
        stated: period.zh.clone(),
        computed: format!("{}～{}", least.zh, most.zh),
        rule: rule.to_owned(),
        message: Text::new(
            format!("{zh}{}超出法定幅度（{}以上{}以下）", period.zh, least.zh, most.zh),
            format!("a {en} of {} is outside the limits of the law ({} to {})", period.en, least.en, most.en),
        ),
    }
}

/// **PO-2** (PO11 6): at least three months with surveillance, unless custody credit has left less than that of the term; at least
/// two months with probation.
fn prohibition_too_short(case: &CaseFile) -> Option<Discrepancy> {
    let prohibition = case.order.prohibition.as_ref()?;
    let months = match case.order.category {
        Category::PublicSurveillance => 3,
        Category::Probation => 2,
        Category::Parole | Category::TemporaryOutsidePrison => return None,
    };
    let starts_on = prohibition.starts_on.or_else(|| case.term_starts_on())?;
    let (ends_on, least) = (prohibition.ends_on?, term_end(starts_on, Term::months(months))?);
    let credited = case.order.custody.unwrap_or_default().surveillance_credit() > 0;
    let short_term = case.order.category == Category::PublicSurveillance && credited && is_shorter(case, months);
    (ends_on < least && !short_term).then(|| Discrepancy {
        code: DiscrepancyCode::ProhibitionTooShort,
        field: "prohibition.ends_on".to_owned(),
        stated: ends_on.to_string(),
        computed: least.to_string(),
        rule: "PO-2".to_owned(),
        message: Text::new(
            format!("禁止令至{ends_on}止，不足法定最短期限{months}个月（至{least}）"),
            format!("the prohibition order ends on {ends_on}, before the legal minimum of {months} months ({least})"),
        ),
    })
}

/// Whether supervision as stated lasts less than so many months.
fn is_shorter(case: &CaseFile, months: u32) -> bool {
    let least = case.term_starts_on().and_then(|starts_on| term_end(starts_on, Term::months(months)));
    case.order.supervision_ends_on.zip(least).is_some_and(|(ends_on, least)| ends_on < least)
}

/// **PO-2** (PO11 6): a prohibition order lasts as long as the surveillance or probation, or shorter.
fn prohibition_outlasts_term(order: &Order) -> Option<Discrepancy> {
    let ends_on: Date = order.prohibition.as_ref()?.ends_on?;
    let term_ends_on = order.supervision_ends_on.filter(|term_ends_on| ends_on > *term_ends_on)?;
    Some(Discrepancy {
        code: DiscrepancyCode::ProhibitionOutlastsTerm,
        field: "prohibition.ends_on".to_owned(),
        stated: ends_on.to_string(),
        computed: term_ends_on.to_string(),
        rule: "PO-2".to_owned(),
        message: Text::new(
            format!("禁止令至{ends_on}止，超过矫正终止日期{term_ends_on}"),
            format!("the prohibition order ends on {ends_on}, after the term, {term_ends_on}"),
        ),
    })
}
