//! Reception and what belongs to it (CCL 20 – 25; IM 16 – 22; OP26 7 – 10; rulebook §2).

use serde::{Deserialize, Serialize};

use super::{Entered, Record, contact::required};
use crate::{
    case_file::{CaseFile, Condition},
    code::{Code, ConditionCode, PronouncementItem, ReceptionMethod, ReceptionPlace},
    proceedings::Fault,
    refusal::{Fact, Refusal},
    supervisee::Order,
    text::Text,
    time::Date,
};

/// The person was received (接收; CCL 22, IM 17): papers checked, identity verified, registered, told.
///
/// Reception is never refused for want of papers or of an assessment (**R-5**, **R-7**): register first, then ask for the papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reception {
    /// How the person came: by themselves, escorted, handed over in court.
    pub method: ReceptionMethod,
    /// Where: at the agency, at home for one who cannot walk, in hospital, by video (OP26 9).
    pub place: ReceptionPlace,
    /// Whether the identity was verified.
    pub identity_verified: bool,
    /// The papers that are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub missing_papers: Option<String>,
    /// The day on which the deciding organ was asked for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_requested_on: Option<Date>,
}

impl Entered for Reception {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = self
            .missing_papers
            .as_deref()
            .and_then(|text| Fault::of_length("/missing_papers", text, 500))
            .into_iter()
            .chain(self.papers_requested_on.and_then(|day| Fault::of_day("/papers_requested_on", day)))
            .collect();
        if self.papers_requested_on.is_some() && self.missing_papers.is_none() {
            faults.push(required("/missing_papers"));
        }
        if !self.identity_verified {
            faults.push(Fault::new(
                "/identity_verified",
                "must_be_verified",
                Text::new("接收时应当核对身份", "the identity is to be verified at reception"),
            ));
        }
        faults
    }

    fn admissible(&self, case: &CaseFile, _on: Date) -> Result<(), Box<Refusal>> {
        match case.order.reported_on {
            None => Ok(()),
            Some(reported_on) => Err(Box::new(Refusal::under(
                "CCL-22",
                vec![Fact::new("reported_on", reported_on.to_string())],
                Text::new(
                    "已经登记接收；登记有误的，先作废原记录或者更正 reported_on",
                    "the person is received already; void that record, or correct reported_on, if it is wrong",
                ),
            ))),
        }
    }

    fn apply(&self, on: Date, order: &mut Order) {
        order.reported_on = order.reported_on.or(Some(on));
        order.papers_requested_on = order.papers_requested_on.or(self.papers_requested_on);
    }
}

/// The entry pronouncement (入矫宣告; **R-10**, IM 20): chaired by staff, the group present, six things said, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Pronouncement {
    /// Who chaired it.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub chaired_by: String,
    /// What was said (IM 20).
    #[cfg_attr(feature = "schema", schema(max_items = 6))]
    pub items: Vec<PronouncementItem>,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub present: Vec<String>,
    /// Whether it was public; never for a minor (IM 55).
    pub public: bool,
    /// Whether the guardian was notified to attend; for a minor they must be (IM 55).
    #[serde(default)]
    pub guardian_notified: bool,
    /// Whether the person signed.
    pub signed: bool,
}

impl Entered for Pronouncement {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Fault::of_length("/chaired_by", &self.chaired_by, 50).into_iter().collect();
        let missing: Vec<PronouncementItem> =
            PronouncementItem::ALL.iter().copied().filter(|item| !self.items.contains(item)).collect();
        if !missing.is_empty() {
            let (zh, en): (Vec<_>, Vec<_>) = missing.iter().map(|item| item.label()).unzip();
            faults.push(Fault::new(
                "/items",
                "incomplete",
                Text::new(format!("宣告内容缺少：{}", zh.join("、")), format!("not said: {}", en.join("; "))),
            ));
        }
        faults
    }

    fn admissible(&self, case: &CaseFile, on: Date) -> Result<(), Box<Refusal>> {
        if !case.is_minor(on) || (!self.public && self.guardian_notified) {
            return Ok(());
        }
        Err(Box::new(Refusal::under(
            "R-14",
            vec![
                Fact::new("public", self.public.to_string()),
                Fact::new("guardian_notified", self.guardian_notified.to_string()),
            ],
            Text::new(
                "对未成年人的宣告不公开进行，并通知其监护人到场",
                "for a minor it is not public, and the guardian is notified to attend",
            ),
        )))
    }
}

/// The letter of responsibility (矫正责任书; **R-11**, IM 19), signed by the members of the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ResponsibilityLetter {
    /// Who signed.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub signed_by: Vec<String>,
}

impl Entered for ResponsibilityLetter {
    fn faults(&self) -> Vec<Fault> {
        if self.signed_by.is_empty() {
            return vec![required("/signed_by")];
        }
        let names = self.signed_by.iter().enumerate();
        names.filter_map(|(place, name)| Fault::of_length(&format!("/signed_by/{place}"), name, 50)).collect()
    }
}

/// A version of the correction plan (矫正方案; **R-13**, CCL 24, IM 22). A later one takes the place of the one before, which stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CorrectionPlan {
    /// The person in short.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub basic_facts: String,
    /// The result of the comprehensive assessment.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub assessment: String,
    /// The psychological state, and other special circumstances.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub psychological_state: String,
    /// The measures of supervision.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub supervision: String,
    /// The measures of education and help.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub help: String,
    /// Why it was adjusted; for every version but the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub adjusted_because: Option<String>,
}

impl Entered for CorrectionPlan {
    fn faults(&self) -> Vec<Fault> {
        [
            ("/basic_facts", &self.basic_facts),
            ("/assessment", &self.assessment),
            ("/psychological_state", &self.psychological_state),
            ("/supervision", &self.supervision),
            ("/help", &self.help),
        ]
        .into_iter()
        .filter_map(|(pointer, text)| Fault::of_length(pointer, text, 2_000))
        .chain(self.adjusted_because.as_deref().and_then(|text| Fault::of_length("/adjusted_because", text, 500)))
        .collect()
    }

    fn admissible(&self, case: &CaseFile, _on: Date) -> Result<(), Box<Refusal>> {
        let earlier = case
            .records
            .iter()
            .filter(|record| record.counts() && matches!(record.content, super::RecordContent::CorrectionPlan(_)));
        let versions = earlier.count();
        if versions == 0 || self.adjusted_because.is_some() {
            return Ok(());
        }
        Err(Box::new(Refusal::under(
            "R-13",
            vec![Fact::new("versions", versions.to_string())],
            Text::new(
                "调整方案的，请在 adjusted_because 中说明理由",
                "say in adjusted_because why the plan is adjusted",
            ),
        )))
    }
}

/// The papers of an exit restriction (限制出境; **R-8**, OP26 10; EEL 12(2), 28(1)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExitRestriction {
    /// The organ that restricts.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub organ: String,
    /// The number of its paper.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
    /// The first day.
    pub from: Date,
    /// The last day, where it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Entered for ExitRestriction {
    fn faults(&self) -> Vec<Fault> {
        let mut faults: Vec<Fault> = [
            Fault::of_length("/organ", &self.organ, 100),
            Fault::of_length("/document_number", &self.document_number, 100),
            Fault::of_day("/from", self.from),
            self.to.and_then(|to| Fault::of_day("/to", to)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.to.is_some_and(|to| to < self.from) {
            faults.push(Fault::new(
                "/to",
                "end_before_start",
                Text::new("不能早于起始日", "must not lie before the first day"),
            ));
        }
        faults
    }

    fn condition(&self, _record: &Record, on: Date) -> Option<Condition> {
        let runs = self.from <= on && self.to.is_none_or(|to| on <= to);
        runs.then(|| Condition {
            code: ConditionCode::ExitRestricted,
            since: self.from,
            until: self.to,
            rule: "R-8".to_owned(),
        })
    }
}
