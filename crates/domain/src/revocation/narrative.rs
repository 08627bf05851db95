//! How an answer on the grounds was reached, in words that can be followed by hand.

use super::{LongAbsence, OutsidePrison, RevocationQuestion, grounds::unexcused_for_more_than_a_month};
use crate::{
    code::{Category, Code, Outcome},
    judgement::Ground,
    period::months_after,
    rulebook::Label,
    text::Text,
};

/// The steps: which article, how a month was counted, what became of each ground that the facts touch, the result.
pub(super) fn steps(question: &RevocationQuestion, items: &[Ground], state: Outcome) -> Vec<Text> {
    let mut steps = vec![article(question.category).text()];
    steps.extend(question.absence.and_then(month));
    steps.extend(presumed_refusal(question));
    steps.extend(assumed_term(question));
    steps.extend(items.iter().filter(|item| item.state > Outcome::NotMet).map(touched));
    steps.extend(two_warnings(question));
    if question.category != Category::PublicSurveillance {
        steps.push(result(state).text());
    }
    steps
}

fn article(category: Category) -> Label {
    match category {
        Category::PublicSurveillance => Label::new(
            "管制没有撤销制度：违规的提请治安管理处罚，犯新罪的依照刑法第七十一条数罪并罚",
            "public surveillance cannot be revoked: breaches go to the police, a new crime is cumulated under CL 71",
        ),
        Category::Probation => Label::new(
            "《实施办法》第四十六条规定提请撤销缓刑的五种情形，具有其一即可",
            "IM 46 has five grounds for proposing the revocation of probation; one of them suffices",
        ),
        Category::Parole => Label::new(
            "《实施办法》第四十七条规定提请撤销假释的三种情形，具有其一即可；其他违规不要求情节严重",
            "IM 47 has three grounds for proposing the revocation of parole; one of them suffices, and another breach need not be serious",
        ),
        Category::TemporaryOutsidePrison => Label::new(
            "《实施办法》第四十九条规定提请收监执行的八种情形，具有其一即可",
            "IM 49 has eight grounds for proposing committal to prison; one of them suffices",
        ),
    }
}

/// How the month of an absence was counted (C-3).
fn month(absence: LongAbsence) -> Option<Text> {
    let LongAbsence { from, to, legitimate_reason } = absence;
    let month = months_after(from, 1)?;
    let (exceeds, reason) = (
        if to > month {
            Label::new("已经超过一个月", "more than a month")
        } else {
            Label::new("未超过一个月", "not more than a month")
        },
        if legitimate_reason {
            Label::new("有正当理由", "with a legitimate reason")
        } else {
            Label::new("无正当理由", "without legitimate reason")
        },
    );
    Some(Text::new(
        format!("自{from}的次日起算，满一个月为{month}（C-3）；至{to}{}，{}", exceeds.zh, reason.zh),
        format!(
            "counted from the day after {from}, a month runs to {month} (C-3); to {to} is {}, {}",
            exceeds.en, reason.en
        ),
    ))
}

/// For committal the law sets no number: more than a month is taken as the refusal that IM 49(2) asks for.
fn presumed_refusal(question: &RevocationQuestion) -> Option<Text> {
    let stated = question.outside_prison.unwrap_or_default().refuses_to_report_whereabouts == Outcome::Met;
    let presumed =
        question.category == Category::TemporaryOutsidePrison && !stated && unexcused_for_more_than_a_month(question);
    presumed.then(|| {
        Text::new(
            "暂予监外执行没有日数规定，参照缓刑、假释，超过一个月视为拒不报告行踪、脱离监管（S-5，推定）",
            "no number is set for temporary execution outside prison; as with probation and parole, more than a month is taken as refusing \
             to report the whereabouts (S-5, an inference)",
        )
    })
}

/// A term that was not stated is taken to run, and the answer says so where that mattered.
fn assumed_term(question: &RevocationQuestion) -> Option<Text> {
    let OutsidePrison { ground_disappeared, .. } = question.outside_prison?;
    (ground_disappeared > Outcome::NotMet && question.term_ends_on.is_none()).then(|| {
        Text::new(
            "未载明刑期终止日期，按刑期未满认定",
            "the last day of the term is not stated: the term is taken to run",
        )
    })
}

fn touched(item: &Ground) -> Text {
    let (zh, en) = item.state.label();
    Text::new(format!("{}（{}）：{zh}", item.title.zh, item.rule), format!("{} ({}): {en}", item.title.en, item.rule))
}

/// K-2: what the proposal and the court ask for differs.
fn two_warnings(question: &RevocationQuestion) -> Option<Text> {
    (question.category == Category::TemporaryOutsidePrison).then(|| {
        Text::new(
            "两次警告即可提请收监（实施办法第四十九条第四项），人民法院决定收监还要求“仍不改正”（法释〔2021〕1号第五百一十六条第四项），应当收集未改正的证据",
            "two warnings suffice for the proposal (IM 49(4)); a court asks for \"not corrected\" too (INT21 516(4)): collect proof of it",
        )
    })
}

fn result(state: Outcome) -> Label {
    match state {
        Outcome::Met => Label::new("具有应当提请的情形", "a ground for the proposal is met"),
        Outcome::NeedsJudgement => {
            Label::new("尚需人工判断后确定", "whether a ground is met depends on what a person must judge")
        }
        Outcome::NotMet => Label::new("没有符合的情形", "no ground is met"),
    }
}
