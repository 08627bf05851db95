//! Receiving a person (rulebook §2).

use super::{Deadline, DeadlineEvent, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::{
    code::DutyBearer::{
        CountyAgency, DecidingOrgan, DetentionCentreOrPolice, Police, PrisonOrDetentionCentre, Procuratorate,
        Supervisee,
    },
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "R-1",
        Label::new(
            "决定机关通知执行地县级社区矫正机构",
            "the deciding organ notifies the county agency of its decision",
        ),
        Label::new(
            "《社区矫正法》第二十条；《实施办法》第十六条；法释〔2021〕1号第五百一十九条",
            "CCL 20; IM 16; INT21 519",
        ),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::EffectiveDate, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::NoticeReceived, DeadlineEvent::DocumentsReceived])
            .rolling()
            .by(DecidingOrgan)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "R-2",
        Label::new("决定机关送达法律文书", "the deciding organ serves the legal documents"),
        Label::new(
            "《社区矫正法》第二十条；《实施办法》第十六条；司发通〔2026〕8号第八条至第九条",
            "CCL 20; IM 16; OP26 8–9",
        ),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::EffectiveDate, 10, Unit::Day)
            .stopped_by(&[DeadlineEvent::DocumentsReceived])
            .when_late(&[LateConsequence::CompletionDemanded, LateConsequence::CorrectionByProcuratorate])
            .rolling()
            .by(DecidingOrgan)
            .to(&[CountyAgency])
            .copied_to(&[Procuratorate, Police]),
    )
    .formerly(Label::new("司发通〔2016〕88号", "OP16")),
    Rule::new(
        "R-3",
        Label::new("收到法律文书后送达回执", "the county agency sends the receipt for the documents"),
        Label::new("《实施办法》第十六条", "IM 16"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::DocumentsReceived, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::ReceiptSent])
            .rolling()
            .by(CountyAgency)
            .to(&[DecidingOrgan]),
    ),
    Rule::new(
        "R-4a",
        Label::new("管制、缓刑、假释人员报到", "those under surveillance, on probation or on parole report in person"),
        Label::new("《社区矫正法》第二十一条；司发通〔2026〕8号附件6", "CCL 21; OP26 form 6"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::EffectiveDate, 10, Unit::Day)
            .stopped_by(&[DeadlineEvent::Reported])
            .when_late(&[LateConsequence::MissedIntake, LateConsequence::LateReportSanctions])
            .rolling()
            .by(Supervisee)
            .to(&[CountyAgency]),
    )
    .decided_by(&[DefaultKey::ParoleReportStart]),
    Rule::new(
        "R-4b",
        Label::new(
            "人民法院决定暂予监外执行罪犯的移送",
            "hand-over of those whose temporary execution a court decided",
        ),
        Label::new("《社区矫正法》第二十一条；法释〔2021〕1号第五百一十五条", "CCL 21; INT21 515"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::DecisionReceived, 10, Unit::Day)
            .stopped_by(&[DeadlineEvent::HandedOver])
            .when_late(&[LateConsequence::MissedIntake, LateConsequence::CorrectionByProcuratorate])
            .rolling()
            .by(DetentionCentreOrPolice)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "R-4c",
        Label::new(
            "监狱管理机关、公安机关批准暂予监外执行罪犯的移送",
            "hand-over of those whose temporary execution a prison administration or the police approved",
        ),
        Label::new("《社区矫正法》第二十一条；《监狱法》（2026年修订）第四十七条", "CCL 21; PL26 47"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::ApprovalReceived, 10, Unit::Day)
            .stopped_by(&[DeadlineEvent::HandedOver])
            .when_late(&[LateConsequence::MissedIntake, LateConsequence::CorrectionByProcuratorate])
            .rolling()
            .by(PrisonOrDetentionCentre)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "R-5",
        Label::new("法律文书不齐的，决定机关补齐", "the deciding organ completes missing documents"),
        Label::new("《实施办法》第十六条第二款", "IM 16 ¶2"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::RequestSent, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::PapersCompleted])
            .rolling()
            .by(DecidingOrgan)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "R-6",
        Label::new(
            "跨省暂予监外执行罪犯存放档案的监狱、看守所",
            "the prison that holds the file where temporary execution crosses a province",
        ),
        Label::new("《实施办法》第十七条", "IM 17"),
        since::CCL,
    ),
    Rule::new(
        "R-7",
        Label::new(
            "不得以未经调查评估、非本地户籍为由拒绝接收",
            "reception is never refused for want of an assessment or of local registration",
        ),
        Label::new("司发通〔2026〕8号第七条", "OP26 7"),
        since::OP26,
    ),
    Rule::new(
        "R-8",
        Label::new("限制出境的报备", "exit restriction is filed with the immigration authority"),
        Label::new(
            "司发通〔2026〕8号第十条；《出境入境管理法》第十二条第二项、第二十八条第一项",
            "OP26 10; EEL 12(2), 28(1)",
        ),
        since::EEL,
    ),
    Rule::new(
        "R-10",
        Label::new("入矫宣告", "the entry declaration"),
        Label::new("《实施办法》第二十条", "IM 20"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::EntryDeclarationDays]),
    Rule::new(
        "R-11",
        Label::new("矫正小组的组成", "composition of the correction group"),
        Label::new("《社区矫正法》第二十五条、第五十二条；《实施办法》第十九条", "CCL 25, 52; IM 19"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::GroupDays]),
    Rule::new(
        "R-12",
        Label::new("矫正小组的任务", "tasks of the correction group"),
        Label::new("《实施办法》第十九条", "IM 19"),
        since::CCL,
    ),
    Rule::new(
        "R-13",
        Label::new("矫正方案", "the correction plan"),
        Label::new("《社区矫正法》第二十四条；《实施办法》第二十二条", "CCL 24; IM 22"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::PlanDays]),
    Rule::new(
        "R-14",
        Label::new(
            "未成年人入矫宣告不公开，通知监护人到场",
            "a minor's declaration is not public; the guardian is notified to attend",
        ),
        Label::new("《实施办法》第五十五条", "IM 55"),
        since::CCL,
    ),
    Rule::new(
        "OP26-11",
        Label::new("漏管", "not taken under supervision (missed intake)"),
        Label::new("司发通〔2026〕8号第十一条", "OP26 11"),
        since::OP16,
    )
    .formerly(Label::new("司发通〔2016〕88号", "OP16")),
    Rule::new(
        "OP26-12",
        Label::new("漏管的查找、告知和处理", "search, notice and handling of one not taken under supervision"),
        Label::new("司发通〔2026〕8号第十二条", "OP26 12"),
        since::OP16,
    )
    .formerly(Label::new("司发通〔2016〕88号", "OP16")),
    Rule::new(
        "CCL-17",
        Label::new("社区矫正决定机关和执行地", "the deciding organ and the place of execution"),
        Label::new("《社区矫正法》第十七条；《实施办法》第十二条", "CCL 17; IM 12"),
        since::CCL,
    ),
    Rule::new(
        "CCL-20",
        Label::new("法律文书的送达和转送", "serving the legal documents"),
        Label::new("《社区矫正法》第二十条", "CCL 20"),
        since::CCL,
    ),
    Rule::new(
        "CCL-21",
        Label::new("报到和移送", "reporting in person and hand-over"),
        Label::new("《社区矫正法》第二十一条", "CCL 21"),
        since::CCL,
    )
    .with(&[Parameter::of("days", 10, Unit::Day)]),
    Rule::new(
        "CCL-22",
        Label::new("接收、登记和宣告", "reception, registration and declaration"),
        Label::new("《社区矫正法》第二十二条；《实施办法》第十七条", "CCL 22; IM 17"),
        since::CCL,
    ),
    Rule::new(
        "CCL-25",
        Label::new("女性社区矫正对象的矫正小组应有女性成员", "the group of a woman has a woman among its members"),
        Label::new("《社区矫正法》第二十五条", "CCL 25"),
        since::CCL,
    )
    .with(&[Parameter::number("female_members", 1)]),
];
