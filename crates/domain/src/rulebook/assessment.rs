//! Social investigation before a decision (rulebook §3).

use super::{Confidence, Deadline, Label, Rule, Unit, since};
use crate::code::DutyBearer::{CommissioningOrgan, CountyAgency, Procuratorate};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "A-6",
        Label::new("委托材料不齐的，通知补齐", "notify that the papers of a commission are incomplete"),
        Label::new("司发通〔2026〕8号第四条", "OP26 4"),
        since::OP26,
    )
    .sets(Deadline::after("commission_received", 3, Unit::WorkingDay).by(CountyAgency).to(&[CommissioningOrgan])),
    Rule::new(
        "A-7a",
        Label::new(
            "姓名、居住地虚假或者身份不明的，与委托机关联系",
            "contact the commissioning organ about a false name or residence",
        ),
        Label::new("司发通〔2026〕8号第四条", "OP26 4"),
        since::OP26,
    )
    .sets(Deadline::after("commission_received", 3, Unit::WorkingDay).by(CountyAgency).to(&[CommissioningOrgan])),
    Rule::new(
        "A-7b",
        Label::new("确实无法调查评估的，退回材料", "return the papers where an assessment is impossible"),
        Label::new("司发通〔2026〕8号第四条；《实施办法》第十四条", "OP26 4; IM 14"),
        since::OP26,
    )
    .held(Confidence::Inference)
    .sets(Deadline::after("commission_received", 5, Unit::WorkingDay).by(CountyAgency).to(&[CommissioningOrgan])),
    Rule::new(
        "A-8n",
        Label::new("提交调查评估意见（普通程序）", "submit the assessment, ordinary procedure"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    )
    .sets(
        Deadline::after("complete_papers_received", 10, Unit::WorkingDay)
            .by(CountyAgency)
            .to(&[CommissioningOrgan])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "A-8f",
        Label::new("提交调查评估意见（速裁程序）", "submit the assessment, fast-track procedure"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    )
    .sets(
        Deadline::after("complete_papers_received", 5, Unit::WorkingDay)
            .by(CountyAgency)
            .to(&[CommissioningOrgan])
            .copied_to(&[Procuratorate]),
    ),
];
