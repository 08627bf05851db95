//! Terms that are what remains of a sentence: parole (CL 83) and temporary execution outside prison (rulebook §1.1).

use serde::Serialize;

use super::{Term, TermResult, term_end};
use crate::{
    code::codes,
    judgement::{QuestionFault, plausible},
    text::Text,
    time::Date,
};

/// The years of parole from a life sentence (CL 83).
pub const LIFE_PAROLE_YEARS: u32 = 10;

codes! {
    /// What ends temporary execution outside prison first.
    TemporaryEnd: "temporary-ends" {
        SentenceExpiry "sentence_expiry" "刑期届满" "the sentence ends";
        PeriodExpiry "period_expiry" "暂予监外执行期限届满" "the fixed period ends";
        Committal "committal" "收监执行" "committal to prison";
    }
}

/// The period of parole: from the day of parole to the last day of the sentence, as commuted; from a life sentence ten years
/// (CL 83; rule T-5).
///
/// # Errors
///
/// When a day is implausible, or the sentence ends before the parole begins.
pub fn parole_term(paroled_on: Date, sentence_ends_on: Option<Date>) -> Result<TermResult, QuestionFault> {
    plausible("paroled_on", paroled_on)?;
    let (ends_on, step) = match sentence_ends_on {
        Some(ends_on) => {
            not_before("sentence_ends_on", plausible("sentence_ends_on", ends_on)?, "paroled_on", paroled_on)?;
            let step = Text::new(
                format!("有期徒刑的假释考验期为没有执行完毕的刑期：自{paroled_on}至{ends_on}（CL-83）"),
                format!("parole from a fixed term lasts as long as the sentence: {paroled_on} to {ends_on} (CL-83)"),
            );
            (ends_on, step)
        }
        None => {
            let ends_on = term_end(paroled_on, Term::years(LIFE_PAROLE_YEARS))
                .ok_or(QuestionFault::Date { parameter: "paroled_on" })?;
            let step = Text::new(
                format!("无期徒刑的假释考验期为十年：自{paroled_on}至{ends_on}（CL-83，C-4）"),
                format!("parole from a life sentence lasts ten years: {paroled_on} to {ends_on} (CL-83, C-4)"),
            );
            (ends_on, step)
        }
    };
    Ok(TermResult { starts_on: paroled_on, ends_on, fully_served: false, explanation: vec![step] })
}

/// When temporary execution outside prison ends, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemporaryTerm {
    /// The first day outside.
    pub starts_on: Date,
    /// The last day; none where neither the sentence nor a period has an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
    /// What ends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<TemporaryEnd>,
    /// How it was found.
    pub explanation: Vec<Text>,
}

/// Temporary execution ends with whichever comes first: the sentence, its fixed period, or committal to prison (CPL 268; rule T-6).
/// The sentence runs meanwhile; time that does not count moves its end (rule T-7, [`super::uncounted`]).
///
/// # Errors
///
/// When a day is implausible or lies before the start.
pub fn temporary_term(
    starts_on: Date,
    sentence_ends_on: Option<Date>,
    period_ends_on: Option<Date>,
    committed_on: Option<Date>,
) -> Result<TemporaryTerm, QuestionFault> {
    plausible("starts_on", starts_on)?;
    let mut first = None;
    for (parameter, end, day) in [
        ("committed_on", TemporaryEnd::Committal, committed_on),
        ("sentence_ends_on", TemporaryEnd::SentenceExpiry, sentence_ends_on),
        ("period_ends_on", TemporaryEnd::PeriodExpiry, period_ends_on),
    ] {
        let Some(day) = day else { continue };
        not_before(parameter, plausible(parameter, day)?, "starts_on", starts_on)?;
        if first.is_none_or(|(earliest, _)| day < earliest) {
            first = Some((day, end));
        }
    }
    let explanation = vec![match first {
        Some((day, TemporaryEnd::SentenceExpiry)) => Text::new(
            format!("未被收监执行的，至刑期届满之日{day}（T-6）"),
            format!("to the end of the sentence, {day}, unless committed to prison before (T-6)"),
        ),
        Some((day, TemporaryEnd::PeriodExpiry)) => Text::new(
            format!("有固定期限，至{day}；期满前三十日发函（T-6，H-11）"),
            format!("a fixed period to {day}; a letter thirty days before (T-6, H-11)"),
        ),
        Some((day, TemporaryEnd::Committal)) => Text::new(
            format!("至收监执行之日{day}（IM-49，刑事诉讼法第二百六十八条）"),
            format!("to the day of committal, {day} (IM-49, CPL 268)"),
        ),
        None => Text::new(
            "没有固定期限，刑期无终止日期：至收监执行为止（T-6）",
            "no fixed period and no end of the sentence: until committal to prison (T-6)",
        ),
    }];
    Ok(TemporaryTerm { starts_on, ends_on: first.map(|(day, _)| day), end: first.map(|(_, end)| end), explanation })
}

fn not_before(parameter: &'static str, day: Date, start: &'static str, from: Date) -> Result<(), QuestionFault> {
    if day < from { Err(QuestionFault::EndBeforeStart { parameter, start }) } else { Ok(()) }
}
