//! What is recorded about a supervisee: facts, typed, never conclusions.
//!
//! Status, conditions, clocks and discrepancies are computed from these facts in [`crate::case_file`].

mod faults;

pub use faults::{Fault, faults, limits, person_faults};
use serde::{Deserialize, Serialize};

use crate::{
    code::{Category, Education, Ethnicity, ManagementClass, MaritalStatus, PoliticalStatus, Sex, TemporaryGround},
    term::Custody,
    time::Date,
};

/// The facts of a person. The identity number is kept as it was given until [`faults`] has passed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// The name in Chinese characters.
    pub name: String,
    /// The citizen identity number.
    pub id_number: String,
    /// A former name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former_name: Option<String>,
    /// The sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// The birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<Date>,
    /// The ethnic group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ethnicity: Option<Ethnicity>,
    /// The education.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub education: Option<Education>,
    /// The marital status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marital_status: Option<MaritalStatus>,
    /// The political status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub political_status: Option<PoliticalStatus>,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where the person actually lives (居住地, IM 12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence_address: Option<String>,
    /// Where the household is registered (户籍地).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household_address: Option<String>,
    /// The place of work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workplace: Option<String>,
}

impl PersonFacts {
    /// A person of whom only name and identity number are known.
    pub fn new(name: impl Into<String>, id_number: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            id_number: id_number.into(),
            former_name: None,
            sex: None,
            birth_date: None,
            ethnicity: None,
            education: None,
            marital_status: None,
            political_status: None,
            phone: None,
            residence_address: None,
            household_address: None,
            workplace: None,
        }
    }
}

/// A prohibition order (禁止令) that goes with public surveillance or probation (CL 38, 72; rules PO-1 … PO-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Prohibition {
    /// What is forbidden.
    #[cfg_attr(feature = "schema", schema(max_length = 500))]
    pub content: String,
    /// The first day; from the start of supervision where not stated (PO-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_on: Option<Date>,
    /// The last day; with supervision where not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Date>,
}

/// The guarantor of a medical parolee (保证人, TEO14 10–12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Guarantor {
    /// The name.
    #[cfg_attr(feature = "schema", schema(max_length = 50))]
    pub name: String,
    /// The telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// The order under which a person is supervised, and the dates of its reception.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The category (CCL 2).
    pub category: Category,
    /// The offence (罪名).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offence: Option<String>,
    /// The sentence as the judgment words it, e.g. `有期徒刑3年，缓刑4年`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_sentence: Option<String>,
    /// Additional penalties (附加刑).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub additional_penalty: Option<String>,
    /// The organ that decided on correction in the community (CCL 17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deciding_organ: Option<String>,
    /// The number of its judgment, ruling or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judgment_number: Option<String>,
    /// The day of the judgment, ruling or decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// The day on which it takes effect (rules T-1, T-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Date>,
    /// The first day of correction as the court's papers state it (rule T-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_starts_on: Option<Date>,
    /// The last day of correction as the court's papers state it (rule T-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_ends_on: Option<Date>,
    /// The prohibition order, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prohibition: Option<Prohibition>,
    /// The class of management.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub management_class: Option<ManagementClass>,
    /// The ground of temporary execution outside prison (CPL 265).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary_ground: Option<TemporaryGround>,
    /// The end of a temporary execution that was granted for a fixed period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub temporary_period_ends_on: Option<Date>,
    /// The last medical re-examination handed in (rule H-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reexamined_on: Option<Date>,
    /// The last report of bodily condition (rule M-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health_reported_on: Option<Date>,
    /// When the notice of the decision came in (rule R-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_received_on: Option<Date>,
    /// When the legal documents came in (rule R-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents_received_on: Option<Date>,
    /// When the receipt for them was sent (rule R-3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt_sent_on: Option<Date>,
    /// When missing papers were asked for (rule R-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_requested_on: Option<Date>,
    /// When missing papers were complete (rule R-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers_completed_on: Option<Date>,
    /// When the organ that hands the person over received the decision (rules R-4b, R-4c).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover_decision_received_on: Option<Date>,
    /// When a parolee left prison (rule T-5, contradiction K-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_prison_on: Option<Date>,
    /// When the person reported in, or was handed over (CCL 21, 22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_on: Option<Date>,
    /// When the personal summary came in (rule RL-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary_received_on: Option<Date>,
    /// When the release certificate was issued (rule RL-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_certificate_issued_on: Option<Date>,
    /// Custody before the order; kept for every category, since it is credited if probation is revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custody: Option<Custody>,
    /// The day on which a case already running was carried over from the bureau's old register.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_over_on: Option<Date>,
}

impl Order {
    /// Whether a court decided; not known where the deciding organ is not recorded. What is not a court (人民法院) is a prison
    /// administration or the police (CCL 17).
    #[must_use]
    pub fn is_decided_by_court(&self) -> Option<bool> {
        self.deciding_organ.as_ref().map(|organ| organ.contains("法院"))
    }

    /// Whether the prison or the detention centre handles release at the end of the sentence (RL-5): of one whose temporary execution
    /// outside prison a prison administration or the police approved.
    #[must_use]
    pub fn is_released_by_prison(&self) -> bool {
        self.category == Category::TemporaryOutsidePrison && self.is_decided_by_court() == Some(false)
    }

    /// An order of which only the category is known.
    #[must_use]
    pub fn new(category: Category) -> Self {
        Self {
            category,
            offence: None,
            original_sentence: None,
            additional_penalty: None,
            deciding_organ: None,
            judgment_number: None,
            decided_on: None,
            effective_on: None,
            supervision_starts_on: None,
            supervision_ends_on: None,
            prohibition: None,
            management_class: None,
            temporary_ground: None,
            temporary_period_ends_on: None,
            reexamined_on: None,
            health_reported_on: None,
            notice_received_on: None,
            documents_received_on: None,
            receipt_sent_on: None,
            papers_requested_on: None,
            papers_completed_on: None,
            handover_decision_received_on: None,
            left_prison_on: None,
            reported_on: None,
            summary_received_on: None,
            release_certificate_issued_on: None,
            custody: None,
            carried_over_on: None,
        }
    }
}

/// What is recorded with an order and is protected like the person's own data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtectedOrder {
    /// The guarantor of a medical parolee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guarantor: Option<Guarantor>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}
