//! What is stated in acts beside single words and days: the doctors who signed, what was found of self-care, who took part in a
//! review, the paper of a decision made elsewhere.

use serde::{Deserialize, Serialize};

use crate::code::{DoctorTitle, SelfCareActivity, SelfCareStandard};

/// A doctor who signed, or looked at what was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Doctor {
    /// The name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub name: String,
    /// The title.
    pub title: DoctorTitle,
    /// Whether the doctor is a relative of the person or otherwise interested, and so would have to withdraw (OP23 6–10).
    #[serde(default)]
    pub interested: bool,
}

/// What was found of a person's self-care (**H-6**, OP23 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SelfCare {
    /// By which standard.
    pub standard: SelfCareStandard,
    /// The activities that need another's help.
    #[cfg_attr(feature = "schema", schema(max_items = 5))]
    pub activities_lost: Vec<SelfCareActivity>,
    /// The whole months of treatment, care and observation without recovery.
    #[cfg_attr(feature = "schema", schema(maximum = 600))]
    pub treated_months: u32,
}

/// One who took part in a collegiate review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Participant {
    /// The name.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50))]
    pub name: String,
    /// The view.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
    pub view: String,
}

/// The paper of a decision made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OnPaper {
    /// Who decided.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub organ: String,
    /// The number of the paper.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100))]
    pub document_number: String,
}
