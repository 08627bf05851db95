//! The grounds of committal that a medical matter of the case itself comes to (IM 49(5), (6), (7)): a re-examination withheld after a
//! warning, a ground that is gone, a guarantor who was not replaced in time.

use super::found::FoundFact;
use crate::{
    calendar::Calendar,
    case_file::CaseFile,
    code::{Code, GroundEndCause, MeasureCode, Outcome},
    proceedings::{Content, Proceeding},
    time::Instant,
};

/// A matter that calls for committal, and under which rule.
pub(super) struct Calling<'a> {
    proceeding: &'a Proceeding,
    rule: String,
}

/// The medical matters of a case that call for committal now.
pub(super) fn calling<'a>(case: &'a CaseFile, calendar: &'a Calendar, at: Instant) -> Vec<Calling<'a>> {
    let medical = |content: &Content| {
        matches!(content, Content::MedicalReview(_) | Content::GroundEnd(_) | Content::GuarantorChange(_))
    };
    let matters = case.matters(calendar, at).filter(|matter| medical(&matter.proceeding.content));
    let called = matters.flat_map(|matter| {
        let measures = matter.proceeding.content.kind_of().assess(&matter).measures;
        let grounds = measures.into_iter().filter(|measure| measure.code == MeasureCode::CommittalGround);
        grounds.map(move |measure| Calling { proceeding: matter.proceeding, rule: measure.rule })
    });
    called.collect()
}

impl Calling<'_> {
    /// Whether it is under this rule.
    pub(super) fn is(&self, rule: &str) -> bool {
        self.rule == rule
    }

    /// How sure it is: that a period is over leaves it to a person to judge whether its ground is gone.
    pub(super) fn outcome(&self) -> Outcome {
        let period =
            matches!(&self.proceeding.content, Content::GroundEnd(end) if end.cause == GroundEndCause::PeriodEnds);
        if period { Outcome::NeedsJudgement } else { Outcome::Met }
    }

    /// Where it stands.
    pub(super) fn fact(&self) -> FoundFact {
        let Proceeding { id, number, .. } = self.proceeding;
        FoundFact::counted(self.proceeding.kind().code(), number.clone()).in_proceeding(*id, None)
    }
}
