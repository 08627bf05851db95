//! Social investigation before a decision (调查评估; rulebook §3).

use super::{Confidence, Deadline, DeadlineEvent, Label, Parameter, Rule, Unit, since};
use crate::code::DutyBearer::{CommissioningOrgan, CountyAgency, Procuratorate};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "A-1",
        Label::new("可以委托调查评估的机关", "who may commission an assessment"),
        Label::new(
            "《实施办法》第五条、第七条、第八条、第十三条；法发〔2020〕38号第三条；司发通〔2026〕8号第三条",
            "IM 5, 7, 8, 13; SP20 3; OP26 3",
        ),
        since::CCL,
    ),
    Rule::new(
        "A-2",
        Label::new(
            "应当、一般应当和可以不委托调查评估的情形",
            "when an assessment must, normally must, or need not be commissioned",
        ),
        Label::new("司发通〔2026〕8号第一条", "OP26 1"),
        since::OP26,
    ),
    Rule::new(
        "A-3",
        Label::new(
            "委托前核实居住地和委托函的内容",
            "verifying residence before commissioning, and what the letter states",
        ),
        Label::new("司发通〔2026〕8号第二条、第三条", "OP26 2, 3"),
        since::OP26,
    ),
    Rule::new(
        "A-4",
        Label::new("委托调查评估的附件", "annexes of a commission"),
        Label::new("司发通〔2026〕8号第三条", "OP26 3"),
        since::OP26,
    ),
    Rule::new(
        "A-5",
        Label::new("收到委托后告知人民检察院", "the procuratorate is told of a commission"),
        Label::new("《实施办法》第十三条", "IM 13"),
        since::CCL,
    ),
    Rule::new(
        "A-6",
        Label::new("委托材料不齐的，通知补齐", "notify that the papers of a commission are incomplete"),
        Label::new("司发通〔2026〕8号第四条", "OP26 4"),
        since::OP26,
    )
    .sets(
        Deadline::after(DeadlineEvent::CommissionReceived, 3, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::CompletionNoticeSent])
            .by(CountyAgency)
            .to(&[CommissioningOrgan]),
    ),
    Rule::new(
        "A-7a",
        Label::new(
            "姓名、居住地虚假或者身份不明的，与委托机关联系",
            "contact the commissioning organ about a false name or residence",
        ),
        Label::new("司发通〔2026〕8号第四条", "OP26 4"),
        since::OP26,
    )
    .sets(
        Deadline::after(DeadlineEvent::CommissionReceived, 3, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::CommissioningOrganContacted])
            .by(CountyAgency)
            .to(&[CommissioningOrgan]),
    ),
    Rule::new(
        "A-7b",
        Label::new("确实无法调查评估的，退回材料", "return the papers where an assessment is impossible"),
        Label::new("司发通〔2026〕8号第四条；《实施办法》第十四条", "OP26 4; IM 14"),
        since::OP26,
    )
    .held(Confidence::Inference)
    .sets(
        Deadline::after(DeadlineEvent::CommissionReceived, 5, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::CommissionReturned])
            .by(CountyAgency)
            .to(&[CommissioningOrgan]),
    ),
    Rule::new(
        "A-8n",
        Label::new("提交调查评估意见（普通程序）", "submit the assessment, ordinary procedure"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::CompletePapersReceived, 10, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::OpinionSubmitted, DeadlineEvent::ExtensionAgreed])
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
        Deadline::after(DeadlineEvent::CompletePapersReceived, 5, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::OpinionSubmitted, DeadlineEvent::ExtensionAgreed])
            .by(CountyAgency)
            .to(&[CommissioningOrgan])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "A-9",
        Label::new("协商延长调查评估期限", "extension of an assessment by agreement"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    ),
    Rule::new(
        "A-10",
        Label::new("评估意见抄送人民检察院", "the opinion is copied to the procuratorate"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    ),
    Rule::new(
        "A-11",
        Label::new("调查评估的内容", "contents of an assessment"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    ),
    Rule::new(
        "A-12",
        Label::new("不重复评估，裁判后不再出具意见", "no repeated assessment, and none after the decision"),
        Label::new("司发通〔2026〕8号第五条", "OP26 5"),
        since::OP26,
    )
    .with(&[Parameter::of("months", 6, Unit::Month)]),
    Rule::new(
        "A-13",
        Label::new("调查评估保密", "confidentiality of an assessment"),
        Label::new("司发通〔2026〕8号第五条；《实施办法》第十四条", "OP26 5; IM 14"),
        since::CCL,
    ),
    Rule::new(
        "A-14",
        Label::new("逾期评估由人民检察院纠正", "a late assessment is corrected by the procuratorate"),
        Label::new("司发通〔2026〕8号第二十三条第一项", "OP26 23(1)"),
        since::OP26,
    ),
    Rule::new(
        "A-15",
        Label::new("评估意见的结论", "the conclusion of an assessment"),
        Label::new("《实施办法》第十四条", "IM 14"),
        since::CCL,
    )
    .held(Confidence::Inference),
];
