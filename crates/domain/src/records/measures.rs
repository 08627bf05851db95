//! What supervision and education rest on: assessments of risk, attendance (CCL 24, 36, 42, 52; IM 21, 43, 44).

use serde::{Deserialize, Serialize};

use super::Entered;
use crate::{
    case_file::CaseFile,
    code::{ActivityKind, Audience, Code, RiskLevel},
    proceedings::Fault,
    refusal::{Fact, Refusal},
    text::Text,
    time::Date,
};

/// An assessment of risk (风险评估; CCL 24, IM 21), on which a class of management rests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RiskAssessment {
    /// The scale or the method.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub method: String,
    /// The score, where the method gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1000))]
    pub score: Option<u32>,
    /// The risk.
    pub level: RiskLevel,
    /// What it rests on: kind of judgement, offence, phase, conduct, danger of re-offending.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}

impl Entered for RiskAssessment {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> =
            [Fault::of_length("/method", &self.method, 100), Fault::of_length("/text", &self.text, 2_000)]
                .into_iter()
                .flatten()
                .collect();
        if self.score.is_some_and(|score| score > 1_000) {
            faults.push(Fault::new("/score", "range", Text::new("数值超出范围", "Value out of range")));
        }
        faults
    }
}

/// Attendance at education or public-welfare activity: who, when, what, present or not. Sanctions and commendations rest on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attendance {
    /// Education or public welfare.
    pub activity: ActivityKind,
    /// What it was.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub title: String,
    /// For whom it was held.
    pub audience: Audience,
    /// Whether the person was there.
    pub present: bool,
    /// Why the person was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub absence_reason: Option<String>,
    /// Minutes of it.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1440))]
    pub minutes: u32,
}

/// The minutes of a day.
const DAY: u32 = 24 * 60;

impl Entered for Attendance {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Fault::of_length("/title", &self.title, 200)
            .into_iter()
            .chain(self.absence_reason.as_deref().and_then(|text| Fault::of_length("/absence_reason", text, 500)))
            .collect();
        if self.minutes > DAY || (self.present && self.minutes == 0) {
            faults.push(Fault::new("/minutes", "range", Text::new("时长须在1至1440分钟之间", "1 to 1440 minutes")));
        }
        if !self.present && self.minutes > 0 {
            faults.push(Fault::new(
                "/minutes",
                "does_not_go_with",
                Text::new("缺席的，时长为零", "one who was absent has no minutes"),
            ));
        }
        faults
    }

    fn admissible(&self, case: &CaseFile, on: Date) -> Result<(), Box<Refusal>> {
        let apart = match self.audience {
            Audience::Adults => !case.is_minor(on),
            Audience::Minors | Audience::Individual => true,
        };
        if apart {
            return Ok(());
        }
        Err(Box::new(Refusal::under(
            "MN-1",
            vec![Fact::new("audience", self.audience.code())],
            Text::new(
                "未成年人的社区矫正与成年人分别进行，请安排未成年人专场或者个别教育",
                "minors are corrected apart from adults: a session for minors, or one alone",
            ),
        )))
    }
}
