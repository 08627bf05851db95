//! Appraisal, rewards and commutation (rulebook §7, §9.6).

use super::{Deadline, Label, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, Court, Police, Prison, Procuratorate};

pub(super) const RULES: &[Rule] = &[Rule::new(
    "CM-1",
    Label::new("人民法院裁定减刑", "the court rules on a commutation"),
    Label::new("《社区矫正法》第三十三条；法释〔2021〕1号第五百三十四条第二款", "CCL 33; INT21 534 ¶2"),
    since::CCL,
)
.sets(
    Deadline::after("commutation_papers_received", 30, Unit::Day).rolling().by(Court).to(&[CountyAgency]).copied_to(&[
        Procuratorate,
        Police,
        Prison,
    ]),
)];
