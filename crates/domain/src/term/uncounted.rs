//! Time that does not count as sentence served (rule T-7; CPL 268, INT21 518).
//!
//! The sentence runs on during temporary execution outside prison, except while the person had escaped and, where it was obtained
//! by bribery or other illegal means, for the whole time outside. The deciding organ fixes that time in the decision on committal;
//! proof of it belongs to the proposal (OP26 16). Probation and parole know no such time (rule T-8).

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, codes},
    judgement::{QuestionFault, plausible},
    text::Text,
    time::Date,
};

/// The most spells that are added up.
pub const MAX_SPELLS: u32 = 100;

codes! {
    /// Why a time does not count.
    UncountedCause: "uncounted-causes" {
        Escape "escape" "脱逃" "escape";
        IllegalMeans "illegal_means" "以贿赂等非法手段取得暂予监外执行" "temporary execution obtained by bribery or other illegal means";
    }
}

/// A time that does not count, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UncountedSpell {
    /// Why.
    pub cause: UncountedCause,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// The end of a sentence after time that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MovedEnd {
    /// The days that do not count, each once.
    pub uncounted_days: u64,
    /// The last day of the sentence.
    pub ends_on: Date,
    /// How it was counted.
    pub explanation: Vec<Text>,
}

/// The end of a sentence moved by the days that do not count. Days of two spells count once.
///
/// # Errors
///
/// When a day is implausible, a spell ends before it begins, or begins after the sentence had ended.
pub fn moved_end(sentence_ends_on: Date, spells: &[UncountedSpell]) -> Result<MovedEnd, QuestionFault> {
    let mut ends_on = plausible("sentence_ends_on", sentence_ends_on)?;
    if u32::try_from(spells.len()).is_ok_and(|count| count > MAX_SPELLS) {
        return Err(QuestionFault::TooLarge { parameter: "spells", limit: MAX_SPELLS });
    }
    let mut sorted = spells.to_vec();
    sorted.sort_by_key(|spell| spell.from);
    let (mut uncounted_days, mut counted_to, mut explanation) = (0, None, Vec::new());
    for UncountedSpell { cause, from, to } in sorted {
        plausible("from", from)?;
        plausible("to", to)?;
        if to < from {
            return Err(QuestionFault::EndBeforeStart { parameter: "to", start: "from" });
        }
        if from > ends_on {
            return Err(QuestionFault::DoesNotGoWith { parameter: "from", other: "sentence_ends_on" });
        }
        let days = days_beyond(counted_to, from, to);
        counted_to = counted_to.max(Some(to));
        uncounted_days += days;
        ends_on = ends_on.checked_add_days(Days::new(days)).ok_or(QuestionFault::Date { parameter: "to" })?;
        let (zh, en) = cause.label();
        explanation.push(Text::new(
            format!("{from}至{to}{zh}，不计入执行刑期{days}日，刑期终止日期移至{ends_on}（T-7）"),
            format!("{from} to {to}, {en}: {days} days do not count and the sentence ends on {ends_on} (T-7)"),
        ));
    }
    explanation.push(Text::new(
        "不计入的期间由决定机关在收监执行决定中确定（INT21-518）",
        "the deciding organ fixes the time in its decision on committal (INT21-518)",
    ));
    Ok(MovedEnd { uncounted_days, ends_on, explanation })
}

/// The days from one day to another, both included, that lie after what was counted before.
fn days_beyond(counted_to: Option<Date>, from: Date, to: Date) -> u64 {
    let first = counted_to.and_then(|day| day.succ_opt()).map_or(from, |next| next.max(from));
    u64::try_from(to.signed_duration_since(first).num_days().saturating_add(1)).unwrap_or(0)
}
