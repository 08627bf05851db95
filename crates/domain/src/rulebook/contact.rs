//! Lost contact and electronic positioning (rulebook §8).

use super::{Confidence, Deadline, DeadlineEvent, DeadlineKind, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::defaults::DefaultKey;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "S-1",
        Label::new("失去联系的，立即查找", "one out of contact is searched for at once"),
        Label::new(
            "《社区矫正法》第三十条；《实施办法》第三十八条；司发通〔2026〕8号第十四条",
            "CCL 30; IM 38; OP26 14",
        ),
        since::CCL,
    ),
    Rule::new(
        "S-2",
        Label::new("失去联系的，告知人民检察院", "the procuratorate is told of one out of contact"),
        Label::new("《实施办法》第三十八条；司发通〔2026〕8号第十四条", "IM 38; OP26 14"),
        since::CCL,
    ),
    Rule::new(
        "S-3",
        Label::new("查找不到的，书面通知公安机关协助", "one not found: written request to the police"),
        Label::new(
            "《社区矫正法》第三十条；《实施办法》第三十八条；司发通〔2026〕8号第十四条",
            "CCL 30; IM 38; OP26 14",
        ),
        since::CCL,
    ),
    Rule::new(
        "S-4",
        Label::new("失去联系超过四十八小时为脱管", "out of contact for more than 48 hours is out of supervision"),
        Label::new("司发通〔2026〕8号第十三条", "OP26 13"),
        since::OP26,
    )
    .sets(
        Deadline::after(DeadlineEvent::LastContact, 48, Unit::Hour)
            .stopped_by(&[DeadlineEvent::BackUnderSupervision])
            .when_late(&[LateConsequence::OutOfSupervision])
            .limiting(DeadlineKind::ThresholdExclusive),
    )
    .decided_by(&[DefaultKey::OutOfSupervisionStart]),
    Rule::new(
        "S-5",
        Label::new("查找到后依脱管时间分别处理", "found again: handled by how long it lasted"),
        Label::new("《实施办法》第三十四条、第三十五条、第三十八条、第四十六条、第四十七条", "IM 34, 35, 38, 46, 47"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::OutOfSupervisionStart]),
    Rule::new(
        "S-6",
        Label::new("查找到后拒不接受监督管理的", "found again and refusing supervision"),
        Label::new("《实施办法》第三十八条；《社区矫正法》第三十条", "IM 38; CCL 30"),
        since::CCL,
    ),
    Rule::new(
        "S-7",
        Label::new(
            "正在实施违法行为的，制止无效时通知公安机关到场",
            "a breach going on is stopped; failing that the police are called",
        ),
        Label::new("《社区矫正法》第三十一条", "CCL 31"),
        since::CCL,
    ),
    Rule::new(
        "S-8",
        Label::new("突发事件的处置和报告", "emergencies: handling and report"),
        Label::new("《实施办法》第五十二条", "IM 52"),
        since::CCL,
    ),
    Rule::new(
        "OP26-13",
        Label::new("脱管的认定", "when one is out of supervision"),
        Label::new("司发通〔2026〕8号第十三条", "OP26 13"),
        since::OP26,
    )
    .with(&[Parameter::of("hours", 48, Unit::Hour)]),
    Rule::new(
        "OP26-13-1",
        Label::new("失去联系超过四十八小时", "out of contact for more than 48 hours"),
        Label::new("司发通〔2026〕8号第十三条第一项", "OP26 13(1)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-13-2",
        Label::new("未经批准离开所居住市、县超过四十八小时", "away without approval for more than 48 hours"),
        Label::new("司发通〔2026〕8号第十三条第二项", "OP26 13(2)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-13-3",
        Label::new("请假外出逾期未归超过四十八小时", "overdue from leave for more than 48 hours"),
        Label::new("司发通〔2026〕8号第十三条第三项", "OP26 13(3)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-14",
        Label::new("脱管的查找、固定证据、告知和书面协查", "search, evidence, notices and written request for help"),
        Label::new("司发通〔2026〕8号第十四条", "OP26 14"),
        since::OP26,
    ),
    Rule::new(
        "OP26-15",
        Label::new("信息共享、定期会商和核对", "shared information, regular meetings and reconciliation"),
        Label::new("司发通〔2026〕8号第十五条；《实施办法》第十一条", "OP26 15; IM 11"),
        since::CCL,
    ),
    Rule::new(
        "CCL-29",
        Label::new("电子定位装置的批准、期限和保密", "electronic positioning: approval, time and confidentiality"),
        Label::new("《社区矫正法》第二十九条", "CCL 29"),
        since::CCL,
    )
    .with(&[Parameter::of("most_months", 3, Unit::Month)]),
    Rule::new(
        "IM-37",
        Label::new("使用电子定位装置的条件、审批和解除", "conditions, approval and removal of electronic positioning"),
        Label::new("《社区矫正法》第二十九条；《实施办法》第三十七条", "CCL 29; IM 37"),
        since::CCL,
    )
    .with(&[Parameter::of("most_months", 3, Unit::Month)]),
    Rule::new(
        "IM-37-1",
        Label::new("违反人民法院禁止令", "breach of a prohibition order"),
        Label::new("《社区矫正法》第二十九条第一项；《实施办法》第三十七条", "CCL 29(1); IM 37"),
        since::CCL,
    ),
    Rule::new(
        "IM-37-2",
        Label::new(
            "无正当理由，未经批准离开所居住的市、县",
            "left the city or county without approval or legitimate reason",
        ),
        Label::new("《社区矫正法》第二十九条第二项；《实施办法》第三十七条", "CCL 29(2); IM 37"),
        since::CCL,
    ),
    Rule::new(
        "IM-37-3",
        Label::new("拒不按照规定报告自己的活动情况，被给予警告", "refuses to report, and was warned"),
        Label::new("《社区矫正法》第二十九条第三项；《实施办法》第三十七条", "CCL 29(3); IM 37"),
        since::CCL,
    ),
    Rule::new(
        "IM-37-4",
        Label::new("违反监督管理规定，被给予治安管理处罚", "punished by the police for a breach of supervision"),
        Label::new("《社区矫正法》第二十九条第四项；《实施办法》第三十七条", "CCL 29(4); IM 37"),
        since::CCL,
    ),
    Rule::new(
        "IM-37-5",
        Label::new("拟提请撤销缓刑、假释或者暂予监外执行收监执行", "revocation or committal is about to be proposed"),
        Label::new("《社区矫正法》第二十九条第五项；《实施办法》第三十七条", "CCL 29(5); IM 37"),
        since::CCL,
    ),
    Rule::new(
        "EP-1",
        Label::new("使用电子定位装置不得超过三个月", "electronic positioning for at most three months"),
        Label::new("《社区矫正法》第二十九条；《实施办法》第三十七条", "CCL 29; IM 37"),
        since::CCL,
    )
    .held(Confidence::Inference)
    .sets(
        Deadline::after(DeadlineEvent::PositioningStart, 3, Unit::Month)
            .stopped_by(&[DeadlineEvent::PositioningEnded, DeadlineEvent::ApprovalRenewed])
            .when_late(&[LateConsequence::PositioningRemoved])
            .limiting(DeadlineKind::MaxValidity),
    )
    .decided_by(&[DefaultKey::PositioningMax]),
];
