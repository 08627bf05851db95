//! The proceedings that a case must have open.

use super::{Content, ground_end, medical_review};
use crate::{case_file::CaseFile, time::Instant};

/// What is to be opened in a case, without an officer's asking: the re-examination of a medical parolee (H-2), the end of a fixed period
/// (H-11). Empty where all of it is open, and once supervision is over.
#[must_use]
pub fn required(case: &CaseFile, at: Instant) -> Vec<Content> {
    if case.has_ended(at) {
        return Vec::new();
    }
    let all = [medical_review::required(case), ground_end::required(case)];
    let is_open = |content: &Content| {
        let mut open = case.proceedings.iter().filter(|proceeding| !proceeding.is_over());
        open.any(|proceeding| content.kind_of().excludes(&proceeding.content))
    };
    all.into_iter().flatten().filter(|content| !is_open(content)).collect()
}
