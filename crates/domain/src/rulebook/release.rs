//! Release and termination (rulebook §10).

use super::{Confidence, Deadline, DeadlineEvent, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::{
    code::DutyBearer::{CountyAgency, Police, Supervisee},
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "RL-1",
        Label::new("期满前三十日提交个人总结", "the personal summary, generally thirty days before expiry"),
        Label::new("《实施办法》第五十三条", "IM 53"),
        since::CCL,
    )
    .sets(
        Deadline::before(DeadlineEvent::CorrectionEnd, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::SummaryReceived])
            .when_late(&[LateConsequence::ReminderOnly])
            .by(Supervisee)
            .to(&[CountyAgency])
            .soft(),
    ),
    Rule::new(
        "RL-2",
        Label::new("期满当日发放解除社区矫正证明书", "the release certificate on the day of expiry"),
        Label::new("《社区矫正法》第四十四条；《实施办法》第五十三条", "CCL 44; IM 53"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::CorrectionEnd, 0, Unit::Day)
            .stopped_by(&[DeadlineEvent::CertificateIssued])
            .by(CountyAgency)
            .to(&[Supervisee]),
    ),
    Rule::new(
        "RL-3",
        Label::new("解除通知决定机关并抄送", "written notice of release, and copies"),
        Label::new("《实施办法》第五十三条；司发通〔2026〕8号附件12", "IM 53; OP26 form 12"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::ReleaseNoticeDays]),
    Rule::new(
        "RL-4",
        Label::new("解矫宣告", "the release declaration"),
        Label::new("《实施办法》第五十四条；《刑法》第四十条、第七十六条、第八十五条", "IM 54; CL 40, 76, 85"),
        since::CCL,
    ),
    Rule::new(
        "RL-5",
        Label::new(
            "监狱管理机关、公安机关批准暂予监外执行的，由监狱、看守所办理刑满释放",
            "release at the end of the sentence by the prison or detention centre",
        ),
        Label::new("《实施办法》第五十三条；《监狱法》（2026年修订）第四十八条", "IM 53; PL26 48"),
        since::CCL,
    ),
    Rule::new(
        "RL-6",
        Label::new("告知安置帮教规定并衔接", "resettlement: what to tell, and linkage"),
        Label::new("司发通〔2026〕8号第二十条第二款", "OP26 20 ¶2"),
        since::OP26,
    ),
    Rule::new(
        "RL-7",
        Label::new("赦免", "pardon"),
        Label::new("《社区矫正法》第四十四条；《实施办法》第五十三条", "CCL 44; IM 53"),
        since::CCL,
    ),
    Rule::new(
        "RL-8",
        Label::new("死亡的报告和通知", "death: report and notices"),
        Label::new(
            "《社区矫正法》第四十五条、第五十一条；《实施办法》第五十二条；《暂予监外执行规定》第二十八条",
            "CCL 45, 51; IM 52; TEO14 28",
        ),
        since::CCL,
    )
    .with(&[Parameter::of("temporary_execution_days", 5, Unit::Day)]),
    Rule::new(
        "RL-9a",
        Label::new("附加驱逐出境的外国人期满前送交文书", "papers to the police before a foreigner's expulsion"),
        Label::new("司发通〔2026〕8号第二十二条", "OP26 22"),
        since::OP26,
    )
    .sets(
        Deadline::before(DeadlineEvent::CorrectionEnd, 2, Unit::Month)
            .stopped_by(&[DeadlineEvent::JudgmentCopiesSent])
            .by(CountyAgency)
            .to(&[Police]),
    ),
    Rule::new(
        "RL-9b",
        Label::new("国籍不明的外国人期满前告知公安机关", "notice to the police of a foreigner of unclear nationality"),
        Label::new("司发通〔2026〕8号第二十二条", "OP26 22"),
        since::OP26,
    )
    .sets(
        Deadline::before(DeadlineEvent::CorrectionEnd, 6, Unit::Month)
            .stopped_by(&[DeadlineEvent::PoliceInformed])
            .by(CountyAgency)
            .to(&[Police]),
    ),
    Rule::new(
        "RL-10",
        Label::new("有未决事项时解除证明书的发放", "the release certificate while something is pending"),
        Label::new("司发通〔2026〕8号第二十条", "OP26 20"),
        since::OP26,
    ),
    Rule::new(
        "RL-11",
        Label::new("封存未成年人犯罪记录", "seal a minor's record"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十三条", "SEAL22 13"),
        since::SEAL22,
    )
    .sets(
        Deadline::after(DeadlineEvent::CorrectionCompleted, 3, Unit::Day)
            .stopped_by(&[DeadlineEvent::RecordsSealed])
            .rolling()
            .by(CountyAgency),
    ),
    Rule::new(
        "RL-12",
        Label::new("解除矫正后限制出境措施的解除", "end of the exit restriction"),
        Label::new("《出境入境管理法》第十二条第二项", "EEL 12(2)"),
        since::EEL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "CCL-44",
        Label::new("解除社区矫正", "release"),
        Label::new("《社区矫正法》第四十四条", "CCL 44"),
        since::CCL,
    ),
    Rule::new(
        "CCL-45",
        Label::new("终止社区矫正", "termination"),
        Label::new("《社区矫正法》第四十五条", "CCL 45"),
        since::CCL,
    ),
    Rule::new(
        "OP26-22",
        Label::new("外国人附加驱逐出境的衔接", "foreigners with additional expulsion"),
        Label::new("司发通〔2026〕8号第二十二条", "OP26 22"),
        since::OP26,
    )
    .with(&[
        Parameter::of("expulsion_months", 2, Unit::Month),
        Parameter::of("nationality_unclear_months", 6, Unit::Month),
    ]),
];
