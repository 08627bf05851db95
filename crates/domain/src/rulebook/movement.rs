//! Leave, recurring travel and change of the place of execution (rulebook §5).

use super::{Confidence, Deadline, DeadlineEvent, DeadlineKind, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::{
    code::DutyBearer::{
        CountyAgency, DecidingOrgan, NewAgency, NewPolice, NewProcuratorate, OldAgency, OldPolice, OldProcuratorate,
        PrisonOrDetentionCentre, Supervisee,
    },
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "IM-26",
        Label::new(
            "离开所居住市、县的批准和正当理由",
            "leaving the city or county needs approval and a legitimate reason",
        ),
        Label::new(
            "《社区矫正法》第二十七条；《实施办法》第二十六条；《刑法》第三十九条、第七十五条、第八十四条",
            "CCL 27; IM 26; CL 39, 75, 84",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-27",
        Label::new("外出的审批权限", "who approves a leave"),
        Label::new("《实施办法》第二十七条", "IM 27"),
        since::CCL,
    )
    .with(&[
        Parameter::of("office_most_days", 7, Unit::Day),
        Parameter::of("county_most_days", 30, Unit::Day),
        Parameter::of("window_months", 2, Unit::Month),
        Parameter::of("window_most_days", 30, Unit::Day),
    ])
    .decided_by(&[DefaultKey::LeaveDayCount, DefaultKey::LeaveWindow, DefaultKey::LeaveOfficeDays]),
    Rule::new(
        "IM-28",
        Label::new("外出期间的监督和销假", "supervision during leave, and return"),
        Label::new("《实施办法》第二十八条", "IM 28"),
        since::CCL,
    ),
    Rule::new(
        "IM-29",
        Label::new("经常性跨市、县活动的申请和审批", "application and approval of recurring travel"),
        Label::new("《实施办法》第二十九条", "IM 29"),
        since::CCL,
    )
    .with(&[Parameter::of("validity_months", 6, Unit::Month)])
    .decided_by(&[DefaultKey::LeaveRecurringValidity]),
    Rule::new(
        "IM-30",
        Label::new(
            "变更执行地的申请、征求意见和决定",
            "change of the place of execution: application, enquiry, decision",
        ),
        Label::new("《社区矫正法》第二十七条；《实施办法》第三十条", "CCL 27; IM 30"),
        since::CCL,
    ),
    Rule::new(
        "IM-31",
        Label::new("变更执行地的交付和接收", "change of the place of execution: transfer and reception"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    ),
    Rule::new(
        "L-0",
        Label::new("外出申请一般提前三日提出", "leave is generally applied for three days ahead"),
        Label::new("《实施办法》第二十七条", "IM 27"),
        since::CCL,
    )
    .sets(
        Deadline::before(DeadlineEvent::LeaveStart, 3, Unit::Day)
            .stopped_by(&[DeadlineEvent::LeaveAppliedFor])
            .when_late(&[LateConsequence::ReminderOnly])
            .by(Supervisee)
            .to(&[CountyAgency])
            .soft(),
    ),
    Rule::new(
        "L-1",
        Label::new(
            "外出期间通过电话、视频等方式监督",
            "supervision during leave by telephone, video and through the place of destination",
        ),
        Label::new("《实施办法》第二十八条", "IM 28"),
        since::CCL,
    ),
    Rule::new(
        "L-2",
        Label::new("期满前返回并办理销假手续", "return before the leave ends, and report back"),
        Label::new("《实施办法》第二十八条", "IM 28"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::LeaveCancelHours]),
    Rule::new(
        "L-3",
        Label::new("因特殊原因无法按期返回的，及时报告", "one who cannot return in time reports promptly"),
        Label::new("《实施办法》第二十八条", "IM 28"),
        since::CCL,
    ),
    Rule::new(
        "L-4",
        Label::new("违反外出规定的处理", "what follows a breach of the rules of leave"),
        Label::new(
            "《实施办法》第二十八条、第三十四条第二项、第三十五条第三项；司发通〔2026〕8号第十三条第三项",
            "IM 28, 34(2), 35(3); OP26 13(3)",
        ),
        since::CCL,
    )
    .decided_by(&[DefaultKey::LeaveExpiryInstant]),
    Rule::new(
        "L-5",
        Label::new("经常性跨市、县活动批准有效期", "validity of an approval of recurring travel"),
        Label::new("《实施办法》第二十九条", "IM 29"),
        since::CCL,
    )
    .held(Confidence::Inference)
    .sets(
        Deadline::after(DeadlineEvent::Approval, 6, Unit::Month)
            .stopped_by(&[DeadlineEvent::ApprovalRenewed])
            .when_late(&[LateConsequence::ApprovalLapses])
            .limiting(DeadlineKind::Validity),
    )
    .decided_by(&[DefaultKey::LeaveRecurringValidity]),
    Rule::new(
        "L-6",
        Label::new("经常性跨市、县活动是否计入两个月累计", "whether recurring trips count for the two months"),
        Label::new("《实施办法》第二十七条、第二十九条", "IM 27, 29"),
        since::CCL,
    )
    .held(Confidence::Inference)
    .decided_by(&[DefaultKey::LeaveRecurringCounts]),
    Rule::new(
        "EEL-12-2",
        Label::new("社区矫正期间不准出境", "one under correction may not leave the country"),
        Label::new("《出境入境管理法》第十二条第二项、第二十八条第一项", "EEL 12(2), 28(1)"),
        since::EEL,
    ),
    Rule::new(
        "E-1",
        Label::new("变更执行地一般提前一个月申请", "a change of place is generally applied for one month ahead"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(
        Deadline::before(DeadlineEvent::PlannedMove, 1, Unit::Month)
            .stopped_by(&[DeadlineEvent::MoveAppliedFor])
            .when_late(&[LateConsequence::ReminderOnly])
            .by(Supervisee)
            .to(&[OldAgency])
            .soft(),
    ),
    Rule::new(
        "E-2",
        Label::new("受委托司法所签署意见", "opinion of the delegated judicial office"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    ),
    Rule::new(
        "E-3",
        Label::new("向新执行地书面征求意见", "written enquiry to the new county"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::ApplicationReceived, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::EnquirySent])
            .rolling()
            .by(OldAgency)
            .to(&[NewAgency]),
    ),
    Rule::new(
        "E-4",
        Label::new("新执行地核实并回复", "the new county verifies and replies"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::EnquiryReceived, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::ReplySent])
            .rolling()
            .by(NewAgency)
            .to(&[OldAgency]),
    ),
    Rule::new(
        "E-5",
        Label::new(
            "原执行地作出决定，意见不一致的由上一级协调",
            "the old county decides; the next-higher agency coordinates a disagreement",
        ),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    ),
    Rule::new(
        "E-6",
        Label::new("不同意变更的，告知社区矫正对象", "tell the supervisee of a refusal"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::RefusalDecision, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::RefusalTold])
            .rolling()
            .by(OldAgency)
            .to(&[Supervisee]),
    ),
    Rule::new(
        "E-7",
        Label::new(
            "同意变更的，教育并书面告知报到期限",
            "on approval: instruction, and written notice of the time for reporting",
        ),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    ),
    Rule::new(
        "E-8",
        Label::new("移交法律文书和档案材料", "transfer the legal documents and the file"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::ApprovalDecision, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::FileTransferred])
            .rolling()
            .by(OldAgency)
            .to(&[NewAgency])
            .copied_to(&[DecidingOrgan, OldProcuratorate, OldPolice]),
    ),
    Rule::new(
        "E-9",
        Label::new("到新执行地报到", "report at the new place"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::DecisionReceived, 7, Unit::Day)
            .stopped_by(&[DeadlineEvent::Reported])
            .when_late(&[LateConsequence::OldPlaceSearches])
            .rolling()
            .by(Supervisee)
            .to(&[NewAgency]),
    ),
    Rule::new(
        "E-10",
        Label::new("新执行地送达回执", "the new county sends the receipt"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::FileReceived, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::ReceiptSent])
            .rolling()
            .by(NewAgency)
            .to(&[OldAgency])
            .copied_to(&[NewProcuratorate, NewPolice]),
    ),
    Rule::new(
        "E-11",
        Label::new(
            "未按期报到的，新执行地立即通知原执行地组织查找",
            "one who does not report: the new county tells the old at once, which searches",
        ),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    ),
    Rule::new(
        "E-12",
        Label::new("接收档案的监狱、看守所通知新执行地", "the prison receiving the file informs the new county"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::PrisonFileReceived, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::NewAgencyInformed])
            .rolling()
            .by(PrisonOrDetentionCentre)
            .to(&[NewAgency]),
    ),
];
