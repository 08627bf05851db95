//! A question of law in a body, and what is said of one that cannot be answered.

use domain::judgement::QuestionFault;
use serde::Deserialize;
use validator::{Validate, ValidationErrors};

use crate::problem::{ApiError, ErrorCode, Place};

/// A question in the domain's own words. Its shape is its type; what else must hold, the domain says when it answers.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Question<T>(pub(crate) T);

impl<T> Validate for Question<T> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        Ok(())
    }
}

impl From<QuestionFault> for ApiError {
    fn from(fault: QuestionFault) -> Self {
        let pointer = format!("/{}", fault.parameter().replace('.', "/"));
        Self::new(ErrorCode::ValidationFailed).fault(Place::Pointer(pointer), fault.code(), fault.message())
    }
}
