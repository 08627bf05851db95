//! Temporary execution outside prison: intervals of reports, late re-examinations, guarantors, diagnoses (IM 24, 35(4), 49(5);
//! OP23; TEO14 11; rulebook §6).

use chrono::Days;
use serde::{Deserialize, Serialize};

use crate::{
    code::{Code, GuarantorCondition, Level, MeasureCode, MedicalReport, Outcome},
    defaults::Defaults,
    judgement::{Ground, Measure, QuestionFault, Validity, basis, days_between, fact, plausible},
    period::months_after,
    term::{MAX_DAYS, MAX_MONTHS, MAX_YEARS, Term},
    text::Text,
    time::{Date, written_day},
};

/// The months from which the next-higher agency approves (IM 24; 以上, 以下 by IM 58).
const CITY_MONTHS: u32 = 1;

/// The months from which the provincial agency approves (IM 24).
const PROVINCE_MONTHS: u32 = 3;

/// The months for which a diagnosis can be used (OP23 10).
const DIAGNOSIS_MONTHS: u32 = 3;

/// Who approves putting a report off?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IntervalQuestion {
    /// Which report.
    pub report: MedicalReport,
    /// The day on which it is due.
    #[serde(deserialize_with = "written_day")]
    pub due_on: Date,
    /// By how much it is to be put off.
    pub extension: Term,
}

/// Who approves putting a report off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IntervalRoute {
    /// The day on which it would then be due.
    pub extended_to: Date,
    /// Who approves.
    pub approver: Level,
    /// Whether the county agency informs the procuratorate after the approval: always (IM 24, OP23 25).
    pub notify_procuratorate: bool,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **H-3** (IM 24, 58; OP23 25): an extension of one month or more but less than three is approved by the next-higher agency, of three
/// months or more by the provincial agency. For less than a month the Measures name nobody: the county agency, or the next-higher one
/// where the bureau has set that (rulebook §18 `medical.extension_under_1m`). 以下 does not include its number here, so exactly three months go to the province.
///
/// # Errors
///
/// When the date is implausible, or the extension is zero or too long to compute.
pub fn medical_interval(question: IntervalQuestion, defaults: &Defaults) -> Result<IntervalRoute, QuestionFault> {
    let IntervalQuestion { report, due_on, extension } = question;
    plausible("due_on", due_on)?;
    if extension.is_zero() {
        return Err(QuestionFault::Zero { parameter: "extension" });
    }
    let out_of_range = QuestionFault::Date { parameter: "due_on" };
    let extended_to = extended(due_on, extension)?;
    let one = months_after(due_on, CITY_MONTHS).ok_or(out_of_range)?;
    let three = months_after(due_on, PROVINCE_MONTHS).ok_or(out_of_range)?;
    let (approver, step) = if extended_to >= three {
        (
            Level::Province,
            Text::new(
                "延长三个月以上：逐级上报省级社区矫正机构批准",
                "three months or more: level by level to the provincial agency",
            ),
        )
    } else if extended_to >= one {
        (
            Level::City,
            Text::new(
                "延长一个月以上、不满三个月：上一级社区矫正机构批准",
                "one month or more, less than three: the next-higher agency",
            ),
        )
    } else {
        under_one_month(defaults.medical_extension_under_one_month)
    };
    let (label_zh, label_en) = report.label();
    let counted = Text::new(
        format!("{label_zh}原应于{due_on}提交，延长至{extended_to}；满一个月为{one}，满三个月为{three}"),
        format!(
            "the {label_en} due on {due_on} is put off to {extended_to}; one month is {one}, three months are {three}"
        ),
    );
    Ok(IntervalRoute {
        extended_to,
        approver,
        notify_procuratorate: true,
        rule: "H-3".to_owned(),
        basis: basis("H-3", due_on),
        explanation: vec![counted, step, told()],
    })
}

/// Whoever approves, the procuratorate is told (IM 24, OP23 25).
fn told() -> Text {
    Text::new(
        "批准后，县级社区矫正机构及时通报同级人民检察院",
        "after the approval the county agency informs the procuratorate without delay",
    )
}

/// Who approves what the Measures leave out, by the local default.
fn under_one_month(approver: Level) -> (Level, Text) {
    let step = match approver {
        Level::Office | Level::County => Text::new(
            "延长不满一个月：《实施办法》未作规定，由县级社区矫正机构批准",
            "less than a month: the Measures name nobody; the county agency",
        ),
        Level::City | Level::Province => Text::new(
            "延长不满一个月：《实施办法》未作规定，按地方设置由上一级社区矫正机构批准",
            "less than a month: the Measures name nobody; by local setting, the next-higher agency",
        ),
    };
    (approver, step)
}

/// The day to which a report due on a day is put off.
pub(crate) fn extended(due_on: Date, extension: Term) -> Result<Date, QuestionFault> {
    for (parameter, value, limit) in [
        ("extension.years", extension.years, MAX_YEARS),
        ("extension.months", extension.months, MAX_MONTHS),
        ("extension.days", extension.days, MAX_DAYS),
    ] {
        if value > limit {
            return Err(QuestionFault::TooLarge { parameter, limit });
        }
    }
    // The checks above keep both sums far inside 32 bits.
    months_after(due_on, extension.years * 12 + extension.months)
        .and_then(|day| day.checked_add_days(Days::new(u64::from(extension.days))))
        .ok_or(QuestionFault::Date { parameter: "due_on" })
}

/// **H-5** (OP23 10): a diagnosis can be used for three months from its issue (C-3). A cautious user stops the day before.
///
/// # Errors
///
/// When the date is implausible.
pub fn diagnosis_validity(issued_on: Date) -> Result<Validity, QuestionFault> {
    let from = plausible("issued_on", issued_on)?;
    let to = months_after(from, DIAGNOSIS_MONTHS).ok_or(QuestionFault::Date { parameter: "issued_on" })?;
    let explanation = vec![Text::new(
        format!("病情诊断自{from}出具之日起三个月内有效，至{to}（C-3）；从严者至其前一日"),
        format!("a diagnosis is good for three months from {from}, to {to} (C-3); strictly read, to the day before"),
    )];
    Ok(Validity { from, to, rule: "H-5".to_owned(), basis: basis("H-5", from), explanation })
}

/// What follows from a re-examination that does not come?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateReexaminationQuestion {
    /// The day on which it was due.
    pub due_on: Date,
    /// The day asked about; still none has come.
    pub as_of: Date,
    /// The day on which the person was educated about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub educated_on: Option<Date>,
    /// The day on which the person was warned for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warned_on: Option<Date>,
    /// Whether there is a good reason.
    #[serde(default)]
    pub legitimate_reason: bool,
}

/// What follows from a re-examination that does not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LateReexamination {
    /// The days late.
    pub days: u32,
    /// The measure that is due; none while education comes first, or nothing follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **H-8** (IM 35(4), 49(5); INT21 516(5)): late without good reason, the person is educated first; educated in vain, warned; warned
/// and still refusing, there is a ground for committal.
///
/// # Errors
///
/// When a date is implausible, `as_of` lies before one of the others, or a warning is stated without education before it.
pub fn late_reexamination(question: LateReexaminationQuestion) -> Result<LateReexamination, QuestionFault> {
    let LateReexaminationQuestion { due_on, as_of, educated_on, warned_on, legitimate_reason } = question;
    let days = days_between(("due_on", due_on), ("as_of", as_of))?;
    if let Some(educated_on) = educated_on {
        days_between(("educated_on", educated_on), ("as_of", as_of))?;
    }
    if let Some(warned_on) = warned_on {
        days_between(("warned_on", warned_on), ("as_of", as_of))?;
        let educated_on = educated_on.ok_or(QuestionFault::Missing { parameter: "educated_on" })?;
        days_between(("educated_on", educated_on), ("warned_on", warned_on))?;
    }
    let (measure, step) = if days == 0 || legitimate_reason {
        (None, Text::new("未逾期或者有正当理由，不予处分", "not late, or for a good reason: nothing follows"))
    } else if warned_on.is_some() {
        let ground = Measure::new(MeasureCode::CommittalGround, "IM-49-5", as_of);
        (
            Some(ground),
            Text::new("经警告仍拒不提交：提请收监执行", "warned and still refusing: a ground for proposing committal"),
        )
    } else if educated_on.is_some() {
        let warning = Measure::new(MeasureCode::Warning, "IM-35-4", as_of);
        (Some(warning), Text::new("经教育仍不改正：给予警告", "educated in vain: a warning"))
    } else {
        (None, Text::new("逾期未提交：先予教育，责令改正", "late: educate first"))
    };
    Ok(LateReexamination { days, measure, explanation: vec![step] })
}

/// **H-7** (TEO14 11): what a guarantor must fulfil, each condition met or not. One who no longer does is replaced within the period
/// that the agency sets, or there is a ground for committal (IM 49(7)).
#[must_use]
pub fn guarantor_conditions(fulfilled: &[GuarantorCondition], on: Date) -> Vec<Ground> {
    GuarantorCondition::ALL
        .iter()
        .map(|condition| {
            let (zh, en) = condition.label();
            let outcome = Outcome::of(fulfilled.contains(condition));
            Ground::new("H-7", Text::new(zh, en), outcome, vec![fact(condition.code(), outcome)], on)
        })
        .collect()
}
