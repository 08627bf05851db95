//! Sanctions (奖惩): what the law demands for a breach (IM 33 – 36, 46, 47, 49; rulebook §2.2, §7).
//!
//! Late reporting and being out of supervision are answered by their length ([`sanctions`]); other breaches by their gravity and by
//! what was imposed before ([`conduct_sanctions`]). Measures stand in the order in which they bind: first what the ladder demands,
//! after it what applies beside.

mod commendation;
mod conduct;
mod police;

pub use commendation::{Commendation, CommendationQuestion, commendation};
pub use conduct::{ConductQuestion, ConductSanctions, conduct_sanctions};
pub(crate) use police::discovered_too_late;
pub use police::{PoliceQuestion, police_punishment};
use serde::{Deserialize, Serialize};

use crate::{
    absence::{Lateness, lateness},
    code::{AbsenceEvent, Category, MeasureCode},
    judgement::{Measure, QuestionFault, joint_basis},
    text::Text,
    time::{Date, written_day_or_none},
};

/// The days up to which an admonition answers (IM 34(1), 35(2): 十日以内, 超过十日).
pub const ADMONITION_DAYS: u32 = 10;

/// What does the law demand for an absence of this length?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SanctionQuestion {
    /// The category.
    pub category: Category,
    /// Which breach.
    pub event: AbsenceEvent,
    /// Late reporting: the last day allowed.
    #[serde(default, deserialize_with = "written_day_or_none", skip_serializing_if = "Option::is_none")]
    pub limit_on: Option<Date>,
    /// Out of supervision: the day on which supervision was lost.
    #[serde(default, deserialize_with = "written_day_or_none", skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The day on which the person appeared or was found. Either this or `as_of`.
    #[serde(default, deserialize_with = "written_day_or_none", skip_serializing_if = "Option::is_none")]
    pub found_on: Option<Date>,
    /// The day asked about, while the person is still away.
    #[serde(default, deserialize_with = "written_day_or_none", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Whether there was a legitimate reason.
    #[serde(default)]
    pub legitimate_reason: bool,
}

/// What the law demands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sanctions {
    /// The days late or out of supervision.
    pub days: u32,
    /// What the ladder demands first, what applies beside it after; empty where nothing does.
    pub measures: Vec<Measure>,
    /// The articles of the ladder, as they stood on the last day counted.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **IM 34(1), 35(2), 46(2), 47(1), 49(2)**: late up to ten days, admonition; more than ten, warning; more than a month without
/// legitimate reason, a ground for proposing revocation of probation or parole, and the warning beside it.
///
/// Public surveillance cannot be revoked: the police punish (PSAPL 72(4)). Temporary execution outside prison knows no number: 脱离监管
/// of more than a month is taken to prove "refuses to report the whereabouts" (IM 49(2)); for less, the refusal has to be proven
/// ([`crate::revocation`]). With a legitimate reason nothing follows (OP26 11, 13). An absence of a day or less cannot have exceeded
/// 48 hours: it is a minor breach of the rules on leave and reports (IM 34(2)), unless no day has passed at all.
///
/// ```
/// use domain::{code::{AbsenceEvent, Category, MeasureCode}, sanction::{SanctionQuestion, sanctions}, time::parse_date};
///
/// let late = |found_on| {
///     let answer = sanctions(SanctionQuestion {
///         category: Category::Probation,
///         event: AbsenceEvent::LateReport,
///         limit_on: parse_date("2026-03-23"),
///         since: None,
///         found_on: parse_date(found_on),
///         as_of: None,
///         legitimate_reason: false,
///     });
///     answer.unwrap().measures[0].code
/// };
/// assert_eq!(late("2026-04-02"), MeasureCode::Admonition); // the tenth day
/// assert_eq!(late("2026-04-03"), MeasureCode::Warning);
/// assert_eq!(late("2026-04-24"), MeasureCode::RevocationGround); // a month and a day
/// ```
///
/// # Errors
///
/// When a parameter is missing, does not go with the event, is implausible, or the end lies before the start.
pub fn sanctions(question: SanctionQuestion) -> Result<Sanctions, QuestionFault> {
    let SanctionQuestion { category, event, legitimate_reason, .. } = question;
    let (start, end) = span(question)?;
    let late = lateness((start.0, end.0), start.1, end.1)?;
    let mut explanation = vec![Text::new(
        format!("自{}的次日起算第1日，至{}共{}日", start.1, end.1, late.days),
        format!("day 1 is the day after {}: {} days to {}", start.1, late.days, end.1),
    )];
    let measures = if late.days == 0 {
        explanation.push(Text::new(
            "未逾一日，不适用按日数处理的规定",
            "no day has passed: nothing that goes by days applies",
        ));
        Vec::new()
    } else if legitimate_reason {
        let definition = match event {
            AbsenceEvent::LateReport => "OP26-11",
            AbsenceEvent::OutOfSupervision => "OP26-13",
        };
        explanation.push(Text::new(
            format!("有正当理由，不予处分（{definition}）"),
            format!("there was a legitimate reason: nothing follows ({definition})"),
        ));
        Vec::new()
    } else {
        let rungs = rungs(category, event, late);
        explanation.push(step(category, event, late));
        rungs.into_iter().map(|(code, rule)| Measure::new(code, rule, end.1)).collect()
    };
    let ladder = ["IM-34-1", "IM-35-2", top_rung(category).1];
    Ok(Sanctions { days: late.days, measures, basis: joint_basis(ladder, end.1), explanation })
}

type Named = (&'static str, Date);

/// The first and the last day, by the names of the parameters that gave them.
fn span(question: SanctionQuestion) -> Result<(Named, Named), QuestionFault> {
    let SanctionQuestion { event, limit_on, since, found_on, as_of, .. } = question;
    let limit_on = limit_on.map(|day| ("limit_on", day));
    let since = since.map(|day| ("since", day));
    let (start, stray, parameter) = match event {
        AbsenceEvent::LateReport => (limit_on, since, "limit_on"),
        AbsenceEvent::OutOfSupervision => (since, limit_on, "since"),
    };
    if let Some((parameter, _)) = stray {
        return Err(QuestionFault::DoesNotGoWith { parameter, other: "event" });
    }
    let start = start.ok_or(QuestionFault::Missing { parameter })?;
    let end = match (found_on, as_of) {
        (Some(_), Some(_)) => return Err(QuestionFault::DoesNotGoWith { parameter: "as_of", other: "found_on" }),
        (Some(day), None) => ("found_on", day),
        (None, Some(day)) => ("as_of", day),
        (None, None) => return Err(QuestionFault::Missing { parameter: "found_on" }),
    };
    Ok((start, end))
}

fn rungs(category: Category, event: AbsenceEvent, late: Lateness) -> Vec<(MeasureCode, &'static str)> {
    let warning = (MeasureCode::Warning, "IM-35-2");
    if late.exceeds_a_month {
        vec![top_rung(category), warning]
    } else if late.days > ADMONITION_DAYS {
        vec![warning]
    } else if is_below_threshold(event, late) {
        vec![(MeasureCode::Admonition, "IM-34-2")]
    } else {
        vec![(MeasureCode::Admonition, "IM-34-1")]
    }
}

/// From any moment of one day to any of the next are at most 48 hours, which is not more than 48 (OP26 13, 26).
fn is_below_threshold(event: AbsenceEvent, late: Lateness) -> bool {
    event == AbsenceEvent::OutOfSupervision && late.days <= 1
}

/// What answers more than a month.
fn top_rung(category: Category) -> (MeasureCode, &'static str) {
    match category {
        Category::PublicSurveillance => (MeasureCode::PolicePunishment, "PSAPL-72-4"),
        Category::Probation => (MeasureCode::RevocationGround, "IM-46-2"),
        Category::Parole => (MeasureCode::RevocationGround, "IM-47-1"),
        Category::TemporaryOutsidePrison => (MeasureCode::CommittalGround, "IM-49-2"),
    }
}

fn step(category: Category, event: AbsenceEvent, late: Lateness) -> Text {
    let Lateness { days, month_ends_on, exceeds_a_month } = late;
    if !exceeds_a_month {
        return if days > ADMONITION_DAYS {
            Text::new(
                format!("超过十日，至{month_ends_on}未超过一个月：给予警告"),
                format!("more than ten days, not more than a month up to {month_ends_on}: a warning"),
            )
        } else if is_below_threshold(event, late) {
            Text::new(
                "未超过四十八小时，不属于脱管；违反外出、报告规定，情节轻微：给予训诫",
                "not more than 48 hours, so not out of supervision; a minor breach of the rules on leave and reports: an admonition",
            )
        } else {
            Text::new("未超过十日：给予训诫", "not more than ten days: an admonition")
        };
    }
    let (zh, en) = match category {
        Category::PublicSurveillance => (
            "管制没有撤销制度，提请公安机关治安管理处罚",
            "public surveillance cannot be revoked: the police are asked to punish",
        ),
        Category::Probation | Category::Parole => ("具有提请撤销的情形", "a ground for proposing revocation"),
        Category::TemporaryOutsidePrison => (
            "暂予监外执行没有日数规定，参照缓刑、假释，视为拒不报告行踪、脱离监管，具有提请收监执行的情形",
            "no number is set for temporary execution outside prison; as with probation and parole it is taken as refusing to report the \
             whereabouts: a ground for proposing committal",
        ),
    };
    Text::new(
        format!("一个月至{month_ends_on}，已经超过且无正当理由：{zh}；同时给予警告"),
        format!("a month ran to {month_ends_on}; it is exceeded without legitimate reason: {en}; a warning beside it"),
    )
}
