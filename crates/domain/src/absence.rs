//! Absence: late reporting, 漏管 (not taken under supervision) and 脱管 (out of supervision) (OP26 11 – 14; rulebook §2.2, §8.2).
//!
//! What is searched for and who is told begins at once; only the name 脱管 waits for more than 48 hours, counted as a threshold
//! against a person is: the starting hour not counted (C-5). A shorter absence is still a breach of the rules on leave and reports.

use serde::{Deserialize, Serialize};

use crate::{
    code::AbsenceKind,
    judgement::{Duty, QuestionFault, basis, days_between, plausible},
    period::{hours_after, months_after},
    text::Text,
    time::{Date, Instant, end_of_day, local, local_day},
};

/// The hours that must be exceeded (OP26 13, 26).
pub const THRESHOLD_HOURS: u32 = 48;

/// How late a person reported, or is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Lateness {
    /// The days late; day one is the day after the last day allowed (rulebook §18 `late_report.day_one`).
    pub days: u32,
    /// The last day of exactly one month after the last day allowed (C-3).
    pub month_ends_on: Date,
    /// Whether it is more than that.
    pub exceeds_a_month: bool,
}

/// Counts lateness from the last day allowed, or the day on which supervision was lost, to the day on which the person appeared or
/// the day asked about (IM 34(1), 35(2), 46(2), 47(1); rulebook §2.2). Days, and one procedural month by C-3.
///
/// # Errors
///
/// When a date is implausible or the second lies before the first; `names` are those of the parameters.
pub fn lateness(names: (&'static str, &'static str), limit_on: Date, until: Date) -> Result<Lateness, QuestionFault> {
    let (start, end) = names;
    let days = days_between((start, limit_on), (end, until))?;
    let month_ends_on = months_after(limit_on, 1).ok_or(QuestionFault::Date { parameter: start })?;
    Ok(Lateness { days, month_ends_on, exceeds_a_month: until > month_ends_on })
}

/// Was a person who did not report in time 漏管?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateReportQuestion {
    /// The last day allowed, moved off a rest day.
    pub limit_on: Date,
    /// The day on which the person appeared, if that has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<Date>,
    /// The day asked about.
    pub as_of: Date,
    /// Serious illness, accident or force majeure kept the person from reporting (OP26 11).
    #[serde(default)]
    pub special_reason: bool,
}

/// What late reporting is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateReport {
    /// How late.
    pub lateness: Lateness,
    /// Whether it is 漏管: late, and no special reason excuses it.
    pub missed_intake: bool,
    /// What the county agency must do.
    pub duties: Vec<Duty>,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **漏管** (OP26 11, 12): a person does not report in time, so that supervision does not begin in time; not so when serious illness,
/// accident or force majeure is the reason. The county agency searches at once, keeps a record, and informs the deciding organ and
/// the procuratorate.
///
/// # Errors
///
/// When a date is implausible or `as_of` lies before `limit_on`.
pub fn late_report(question: LateReportQuestion) -> Result<LateReport, QuestionFault> {
    let LateReportQuestion { limit_on, reported_on, as_of, special_reason } = question;
    if let Some(reported_on) = reported_on {
        plausible("reported_on", reported_on)?;
    }
    days_between(("limit_on", limit_on), ("as_of", as_of))?;
    let until = reported_on.filter(|reported_on| *reported_on <= as_of);
    // Appearing before the limit is in time: no day late.
    let lateness = lateness(("limit_on", "as_of"), limit_on, until.unwrap_or(as_of).max(limit_on))?;
    let missed_intake = lateness.days > 0 && !special_reason;
    let mut explanation = vec![Text::new(
        format!("最后报到日为{limit_on}，次日为逾期第1日，逾期{}日", lateness.days),
        format!("the last day for reporting is {limit_on}, the day after is day 1: {} days late", lateness.days),
    )];
    if special_reason && lateness.days > 0 {
        explanation.push(Text::new(
            "因重大疾病、意外事故、不可抗力等特殊原因未能按时报到，不属于漏管；可以上门或者在医院办理接收",
            "serious illness, accident or force majeure: late, but not 漏管; reception may take place at home or in hospital",
        ));
    }
    let searching = missed_intake && until.is_none();
    Ok(LateReport {
        lateness,
        missed_intake,
        duties: if searching { missed_intake_duties(as_of) } else { Vec::new() },
        basis: basis("OP26-11", as_of),
        explanation,
    })
}

fn missed_intake_duties(on: Date) -> Vec<Duty> {
    vec![
        Duty::new(
            "OP26-12",
            Text::new("立即组织查找，做好查找记录", "search at once and keep a record of the search"),
            on,
        ),
        Duty::new(
            "OP26-12",
            Text::new("告知社区矫正决定机关和同级人民检察院", "inform the deciding organ and the county procuratorate"),
            on,
        ),
    ]
}

/// Is an absence 脱管?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AbsenceQuestion {
    /// How the person got out of supervision.
    pub kind: AbsenceKind,
    /// The last verified contact, the departure without approval, or 24:00 of the last day of leave ([`leave_expiry`]).
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub since: Instant,
    /// When it ended, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>, format = DateTime))]
    pub ended_at: Option<Instant>,
    /// The moment asked about.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub as_of: Instant,
    /// Medical reasons, study, litigation, important matters of family or work (OP26 13).
    #[serde(default)]
    pub legitimate_reason: bool,
    /// Whether it was urgent; needed beside the reason where the person left without approval.
    #[serde(default)]
    pub urgent: bool,
    /// Whether the person reported promptly; needed beside the reason where leave is overdue.
    #[serde(default)]
    pub reported_promptly: bool,
}

/// What an absence is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AbsenceAnswer {
    /// The full hours that it lasts or lasted.
    pub hours: u32,
    /// 48 hours to the minute: the alarm.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub due_at: Instant,
    /// 48 hours with the starting hour not counted: 脱管 begins after this moment.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = DateTime))]
    pub due_legal_at: Instant,
    /// Whether one of the exceptions excuses it.
    pub excused: bool,
    /// Whether it is 脱管.
    pub out_of_supervision: bool,
    /// What the county agency must do while it lasts.
    pub duties: Vec<Duty>,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// The moment at which leave expires: 24:00 of its last day (rulebook §18 `leave.expiry_instant`).
#[must_use]
pub fn leave_expiry(last_day: Date) -> Instant {
    end_of_day(last_day)
}

/// **脱管** (OP26 13, 26; S-4): contact lost, city or county left without approval, or leave overdue, for **more** than 48 hours. It is
/// not so with a legitimate reason where contact was lost; an urgent and legitimate one where the person left without approval; a
/// legitimate one promptly reported where leave is overdue.
///
/// Searching (S-1), informing the procuratorate (S-2) and asking the police (S-3) do not wait for the 48 hours.
///
/// ```
/// use domain::{absence::{AbsenceQuestion, absence}, code::AbsenceKind};
///
/// let lost = |as_of: &str| AbsenceQuestion {
///     kind: AbsenceKind::LostContact,
///     since: "2026-05-06T09:30:00+08:00".parse().unwrap(),
///     ended_at: None,
///     as_of: as_of.parse().unwrap(),
///     legitimate_reason: false,
///     urgent: false,
///     reported_promptly: false,
/// };
/// assert!(!absence(lost("2026-05-08T10:00:00+08:00")).unwrap().out_of_supervision); // exactly 48 hours
/// assert!(absence(lost("2026-05-08T10:01:00+08:00")).unwrap().out_of_supervision);
/// ```
///
/// # Errors
///
/// When a moment is implausible, or `as_of` or `ended_at` lies before `since`.
pub fn absence(question: AbsenceQuestion) -> Result<AbsenceAnswer, QuestionFault> {
    let AbsenceQuestion { kind, since, ended_at, as_of, .. } = question;
    days_between(("since", local_day(since)), ("as_of", local_day(as_of)))?;
    let until = ended_at.filter(|ended_at| *ended_at <= as_of).unwrap_or(as_of);
    for (parameter, moment) in [("as_of", as_of), ("ended_at", ended_at.unwrap_or(until))] {
        if moment < since {
            return Err(QuestionFault::EndBeforeStart { parameter, start: "since" });
        }
    }
    let (due_at, due_legal_at) =
        hours_after(since, THRESHOLD_HOURS).ok_or(QuestionFault::Date { parameter: "since" })?;
    let excused = excused(question);
    let exceeded = until > due_legal_at;
    let lasts = ended_at.is_none_or(|ended_at| ended_at > as_of);
    Ok(AbsenceAnswer {
        hours: u32::try_from(until.signed_duration_since(since).num_hours()).unwrap_or(u32::MAX),
        due_at,
        due_legal_at,
        excused,
        out_of_supervision: exceeded && !excused,
        duties: if lasts { search_duties(local_day(as_of)) } else { Vec::new() },
        basis: basis("OP26-13", local_day(as_of)),
        explanation: vec![counted(since, due_legal_at, exceeded), exception(kind, excused)],
    })
}

fn excused(question: AbsenceQuestion) -> bool {
    question.legitimate_reason
        && match question.kind {
            AbsenceKind::LostContact => true,
            AbsenceKind::LeftWithoutApproval => question.urgent,
            AbsenceKind::LeaveOverdue => question.reported_promptly,
        }
}

fn counted(since: Instant, due_legal_at: Instant, exceeded: bool) -> Text {
    let written = |at: Instant| local(at).format("%Y-%m-%d %H:%M");
    let (zh, en) = if exceeded { ("已经超过", "exceeded") } else { ("尚未超过", "not exceeded") };
    Text::new(
        format!("自{}起算，起算的当时不计，四十八小时至{}，{zh}（C-5）", written(since), written(due_legal_at)),
        format!(
            "from {}, the starting hour not counted, 48 hours run to {}: {en} (C-5)",
            written(since),
            written(due_legal_at)
        ),
    )
}

fn exception(kind: AbsenceKind, excused: bool) -> Text {
    let (zh, en) = match kind {
        AbsenceKind::LostContact => ("有正当理由的除外", "a legitimate reason"),
        AbsenceKind::LeftWithoutApproval => ("情况紧急且有正当理由的除外", "an urgent and legitimate reason"),
        AbsenceKind::LeaveOverdue => ("有正当理由并及时报告的除外", "a legitimate reason, promptly reported"),
    };
    let (so_zh, so_en) = if excused {
        ("具有该情形，不属于脱管", "given, so it is not 脱管")
    } else {
        ("不具有该情形", "not given")
    };
    Text::new(format!("{zh}：{so_zh}"), format!("{en} would excuse it: {so_en}"))
}

fn search_duties(on: Date) -> Vec<Duty> {
    vec![
        Duty::new(
            "S-1",
            Text::new(
                "立即通过通信联络、信息化核查、实地查访等方式查找，做好记录，固定证据",
                "search at once by communication, check of information and visits; keep a record and secure the evidence",
            ),
            on,
        ),
        Duty::new("S-2", Text::new("同时通报同级人民检察院", "inform the county procuratorate at the same time"), on),
        Duty::new(
            "S-3",
            Text::new(
                "充分查找仍未找到的，书面通知同级公安机关协助查找",
                "searched and not found: ask the police in writing to help",
            ),
            on,
        ),
    ]
}
