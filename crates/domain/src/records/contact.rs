//! Contact with the person: reports, visits, talks, checks (CCL 23, 26; IM 23, 24; rulebook §4).

use serde::{Deserialize, Serialize};

use super::Entered;
use crate::{
    case_file::CaseFile,
    code::{Category, ChangeMatter, CheckMeans, CheckOutcome, Code, MeetingPlace, ReportMethod, ReportOutcome},
    proceedings::Fault,
    refusal::{Fact, Refusal},
    supervisee::Order,
    text::Text,
    time::Date,
};

/// The longest text of a record, in characters.
const TEXT: usize = 4_000;

/// A change that the person reports (**M-2**, IM 24): promptly, whatever the class of management.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportedChange {
    /// What changed.
    pub matter: ChangeMatter,
    /// How.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 500))]
    pub text: String,
}

/// A report of the person (**M-1**, **M-3**, IM 24), or that none came on the day it was to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Report {
    /// How it is made.
    pub method: ReportMethod,
    /// The day for which it was ordered; needed where the person did not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_on: Option<Date>,
    /// Whether it came. That a network or a device failed is no failing of the person's.
    pub outcome: ReportOutcome,
    /// What was reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 4000))]
    pub text: Option<String>,
    /// The changes that the person reports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub changes: Vec<ReportedChange>,
}

impl Entered for Report {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> =
            self.text.as_deref().and_then(|text| Fault::of_length("/text", text, TEXT)).into_iter().collect();
        let made = match self.outcome {
            ReportOutcome::Made => true,
            ReportOutcome::DidNotCome | ReportOutcome::TechnicalFailure => false,
        };
        if made && self.text.is_none() {
            faults.push(required("/text"));
        }
        if !made && self.scheduled_on.is_none() {
            faults.push(required("/scheduled_on"));
        }
        if !made && !self.changes.is_empty() {
            faults.push(Fault::new(
                "/changes",
                "does_not_go_with",
                Text::new("未作报告的，不能填写报告事项", "there is nothing reported where no report was made"),
            ));
        }
        for (place, change) in self.changes.iter().enumerate() {
            faults.extend(Fault::of_length(&format!("/changes/{place}/text"), &change.text, 500));
        }
        faults
    }
}

/// A visit (走访; CCL 26, IM 23): at home, at work, with the committee; identity and privacy are protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Visit {
    /// Where.
    pub place: MeetingPlace,
    /// Whether the person was met.
    pub met: bool,
    /// With whom one spoke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub persons: Vec<String>,
    /// What was seen and said.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

impl Entered for Visit {
    fn faults(&self) -> Vec<Fault> {
        let names = self.persons.iter().enumerate();
        Fault::of_length("/text", &self.text, TEXT)
            .into_iter()
            .chain(names.filter_map(|(place, name)| Fault::of_length(&format!("/persons/{place}"), name, 50)))
            .collect()
    }
}

/// A talk with the person alone (个别谈话; CCL 36, IM 43).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Talk {
    /// Where, or by what means.
    pub place: MeetingPlace,
    /// What was said.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

impl Entered for Talk {
    fn faults(&self) -> Vec<Fault> {
        Fault::of_length("/text", &self.text, TEXT).into_iter().collect()
    }
}

/// A check by communication or information (信息化核查; CCL 26, IM 23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InformationCheck {
    /// By what means. A phone is no positioning device (CCL 29) and needs no approval; it must respect CCL 34.
    pub means: CheckMeans,
    /// What it gave.
    pub outcome: CheckOutcome,
    /// What was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 4000))]
    pub text: Option<String>,
}

impl Entered for InformationCheck {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> =
            self.text.as_deref().and_then(|text| Fault::of_length("/text", text, TEXT)).into_iter().collect();
        if self.outcome != CheckOutcome::InOrder && self.text.is_none() {
            faults.push(required("/text"));
        }
        faults
    }
}

/// The monthly report of bodily condition under temporary execution outside prison (**M-4**, **H-1**; IM 24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HealthReport {
    /// The condition, as reported.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 4000))]
    pub text: String,
}

impl Entered for HealthReport {
    fn faults(&self) -> Vec<Fault> {
        Fault::of_length("/text", &self.text, TEXT).into_iter().collect()
    }

    fn admissible(&self, case: &CaseFile, _on: Date) -> Result<(), Box<Refusal>> {
        match case.order.category {
            Category::TemporaryOutsidePrison => Ok(()),
            Category::PublicSurveillance | Category::Probation | Category::Parole => Err(Box::new(Refusal::under(
                "M-4",
                vec![Fact::new("category", case.order.category.code())],
                Text::new(
                    "仅暂予监外执行的社区矫正对象按月报告身体情况；其他情况请记入报告",
                    "only those outside prison for a time report their health each month; enter it as a report",
                ),
            ))),
        }
    }

    fn apply(&self, on: Date, order: &mut Order) {
        order.health_reported_on = order.health_reported_on.max(Some(on));
    }
}

pub(super) fn required(pointer: &str) -> Fault {
    Fault::new(pointer, "required", Text::new("必填", "Required"))
}
