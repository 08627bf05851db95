//! What may be done of a release, and from which day.

use super::{ReleaseContent, refusal, standing::Course};
use crate::{
    case_file::CaseFile,
    proceedings::{ActCode, Matter},
    refusal::{Fact, Refusal},
    time::Date,
};

impl ReleaseContent {
    /// Whether the act may be done now, whatever is said in it.
    pub(super) fn guard_act(&self, act: ActCode, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        if act == ActCode::Certificates {
            Self::ended_otherwise(case)?;
            self.guard_certificate(matter, case)
        } else if act == ActCode::Pronouncements {
            Self::ended_otherwise(case)?;
            self.not_before("RL-4", matter.today(), case)
        } else if act == ActCode::Deferrals {
            self.guard_deferral(matter, case)
        } else if act == ActCode::Closures && Self::ended_otherwise(case).is_ok() {
            self.not_before("CCL-44", matter.today(), case)?;
            let missing = self.missing(matter, case);
            if missing.is_empty() {
                Ok(())
            } else {
                Err(refusal(
                    "CCL-44",
                    missing,
                    "证明书、安置帮教衔接和通知尚未全部办理",
                    "certificate, resettlement and notices are not all done",
                ))
            }
        } else {
            Ok(())
        }
    }

    /// Nothing of a release is done before its day.
    pub(super) fn not_before(&self, rule: &'static str, day: Date, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let Some(released_on) = self.released_on(&case.order).filter(|released_on| day < *released_on) else {
            return Ok(());
        };
        Err(refusal(
            rule,
            vec![Fact::new("released_on", released_on.to_string()), Fact::new("day", day.to_string())],
            format!("不得早于{released_on}"),
            format!("not before {released_on}"),
        ))
    }

    fn guard_certificate(&self, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        if case.order.is_released_by_prison() {
            return Err(refusal(
                "RL-5",
                vec![Fact::new("deciding_organ", case.order.deciding_organ.clone().unwrap_or_default())],
                "由监狱、看守所办理刑满释放，请通知存放档案的监狱、看守所",
                "the prison or detention centre handles release: notify the one that holds the file",
            ));
        }
        self.not_before("RL-2", matter.today(), case)?;
        Course(matter.proceeding).certificate_on().map_or(Ok(()), |on| {
            Err(refusal(
                "RL-2",
                vec![Fact::new("issued_on", on.to_string())],
                "解除证明书已经发给",
                "the certificate has been issued",
            ))
        })
    }

    fn guard_deferral(&self, matter: &Matter<'_>, case: &CaseFile) -> Result<(), Box<Refusal>> {
        let issued = Course(matter.proceeding).certificate_on().is_some();
        let deferrable = self.outcome(matter, case).is_ok_and(|answer| answer.delivery_deferrable);
        if issued && deferrable {
            return Ok(());
        }
        Err(refusal(
            "RL-10",
            vec![Fact::new("certificate", issued.to_string()), Fact::new("deferrable", deferrable.to_string())],
            "先出具证明书；仅在提请撤销未决或者被采取强制措施，且被羁押或者脱离监管时可以暂缓送达",
            "issue it first; it is deferred only while something is pending and the person is detained or out of supervision",
        ))
    }
}
