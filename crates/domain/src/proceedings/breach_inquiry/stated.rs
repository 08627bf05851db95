//! The breach as it is stated: whether such a one can commit it, and what is wrong with its days.

use super::BreachInquiryContent;
use crate::{
    case_file::CaseFile,
    code::{Breach, Category, Code, TemporaryGround},
    proceedings::Fault,
    refusal::{Fact, Refusal},
    text::Text,
};

impl BreachInquiryContent {
    /// Whether one of this category and on this order can commit the breach.
    pub(super) fn possible(breach: Breach, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let category = Fact::new("category", case.order.category.code());
        match breach {
            Breach::ProhibitionMinor if case.prohibition_days().is_none() => Err(Box::new(Refusal::under(
                "IM-35-1",
                vec![category],
                Text::new("本案没有登记禁止令", "no prohibition order is recorded in this case"),
            ))),
            Breach::ReexaminationWithheld
                if case.order.category != Category::TemporaryOutsidePrison
                    || case.order.temporary_ground != Some(TemporaryGround::SeriousIllness) =>
            {
                Err(Box::new(Refusal::under(
                    "IM-35-4",
                    vec![category],
                    Text::new("仅适用于保外就医人员", "this is a breach of medical parolees only"),
                )))
            }
            Breach::Minor
            | Breach::EducationRefused
            | Breach::OtherMinor
            | Breach::ReexaminationWithheld
            | Breach::ProhibitionMinor
            | Breach::Heavier
            | Breach::OtherHeavier => Ok(()),
        }
    }

    pub(super) fn faults_of_the_breach(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.breach.is_none() && self.absence.is_none() {
            faults.push(Fault::new(
                "/breach",
                "required",
                Text::new("须填写 breach 或者 absence", "either breach or absence is needed"),
            ));
        }
        if self.breach.is_some() && self.absence.is_some() {
            faults.push(Fault::new(
                "/absence",
                "does_not_go_with",
                Text::new("与 breach 不能并用", "does not go with breach"),
            ));
        }
        if let Some(absence) = self.absence {
            faults.extend(Fault::of_day("/absence/from", absence.from));
            if self.breached_on < absence.from {
                faults.push(Fault::new(
                    "/breached_on",
                    "end_before_start",
                    Text::new("不能早于 absence 的起日", "must not lie before the start of the absence"),
                ));
            }
        }
        let discoverable_from = self.absence.map_or(self.breached_on, |absence| absence.from);
        if self.discovered_on < discoverable_from {
            faults.push(Fault::new(
                "/discovered_on",
                "before_the_breach",
                Text::new("不能早于违规之日", "must not lie before the breach"),
            ));
        }
        faults
    }
}
