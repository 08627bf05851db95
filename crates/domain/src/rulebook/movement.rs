//! Leave, recurring travel, change of the place of execution, lost contact, positioning (rulebook §5, §8).

use super::{Confidence, Deadline, DeadlineKind, Label, Rule, Unit, since};
use crate::code::DutyBearer::{
    CountyAgency, DecidingOrgan, NewAgency, NewPolice, NewProcuratorate, OldAgency, OldPolice, OldProcuratorate,
    PrisonOrDetentionCentre, Supervisee,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "L-0",
        Label::new("外出申请一般提前三日提出", "leave is generally applied for three days ahead"),
        Label::new("《实施办法》第二十七条", "IM 27"),
        since::CCL,
    )
    .sets(Deadline::before("leave_start", 3, Unit::Day).by(Supervisee).to(&[CountyAgency]).soft()),
    Rule::new(
        "L-5",
        Label::new("经常性跨市、县活动批准有效期", "validity of an approval of recurring travel"),
        Label::new("《实施办法》第二十九条", "IM 29"),
        since::CCL,
    )
    .held(Confidence::Inference)
    .sets(Deadline::after("approval", 6, Unit::Month).limiting(DeadlineKind::Validity)),
    Rule::new(
        "E-1",
        Label::new("变更执行地一般提前一个月申请", "a change of place is generally applied for one month ahead"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(Deadline::before("planned_move", 1, Unit::Month).by(Supervisee).to(&[OldAgency]).soft()),
    Rule::new(
        "E-3",
        Label::new("向新执行地书面征求意见", "written enquiry to the new county"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(Deadline::after("application_received", 5, Unit::Day).rolling().by(OldAgency).to(&[NewAgency])),
    Rule::new(
        "E-4",
        Label::new("新执行地核实并回复", "the new county verifies and replies"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(Deadline::after("enquiry_received", 5, Unit::Day).rolling().by(NewAgency).to(&[OldAgency])),
    Rule::new(
        "E-6",
        Label::new("不同意变更的，告知社区矫正对象", "tell the supervisee of a refusal"),
        Label::new("《实施办法》第三十条", "IM 30"),
        since::CCL,
    )
    .sets(Deadline::after("refusal_decision", 5, Unit::Day).rolling().by(OldAgency).to(&[Supervisee])),
    Rule::new(
        "E-8",
        Label::new("移交法律文书和档案材料", "transfer the legal documents and the file"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after("approval_decision", 5, Unit::Day).rolling().by(OldAgency).to(&[NewAgency]).copied_to(&[
            DecidingOrgan,
            OldProcuratorate,
            OldPolice,
        ]),
    ),
    Rule::new(
        "E-9",
        Label::new("到新执行地报到", "report at the new place"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(Deadline::after("decision_received", 7, Unit::Day).rolling().by(Supervisee).to(&[NewAgency])),
    Rule::new(
        "E-10",
        Label::new("新执行地送达回执", "the new county sends the receipt"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(
        Deadline::after("file_received", 5, Unit::Day)
            .rolling()
            .by(NewAgency)
            .to(&[OldAgency])
            .copied_to(&[NewProcuratorate, NewPolice]),
    ),
    Rule::new(
        "E-12",
        Label::new("接收档案的监狱、看守所通知新执行地", "the prison receiving the file informs the new county"),
        Label::new("《实施办法》第三十一条", "IM 31"),
        since::CCL,
    )
    .sets(Deadline::after("prison_file_received", 5, Unit::Day).rolling().by(PrisonOrDetentionCentre).to(&[NewAgency])),
    Rule::new(
        "S-4",
        Label::new("失去联系超过四十八小时为脱管", "out of contact for more than 48 hours is out of supervision"),
        Label::new("司发通〔2026〕8号第十三条", "OP26 13"),
        since::OP26,
    )
    .sets(Deadline::after("last_contact", 48, Unit::Hour).limiting(DeadlineKind::ThresholdExclusive)),
    Rule::new(
        "EP-1",
        Label::new("使用电子定位装置不得超过三个月", "electronic positioning for at most three months"),
        Label::new("《社区矫正法》第二十九条；《实施办法》第三十七条", "CCL 29; IM 37"),
        since::CCL,
    )
    .held(Confidence::Inference)
    .sets(Deadline::after("positioning_start", 3, Unit::Month).limiting(DeadlineKind::MaxValidity)),
];
