//! Files, archives and personal data (rulebook §11).

use super::{Deadline, DeadlineEvent, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::{
    code::DutyBearer::{CountyAgency, CountyArchive},
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "IM-18",
        Label::new("社区矫正档案和工作档案", "the correction file and the working file"),
        Label::new("《实施办法》第十八条", "IM 18"),
        since::CCL,
    ),
    Rule::new(
        "IM-18-1",
        Label::new("适用社区矫正的法律文书", "legal documents that apply correction"),
        Label::new("《实施办法》第十八条第一项", "IM 18(1)"),
        since::CCL,
    ),
    Rule::new(
        "IM-18-2",
        Label::new(
            "接收、监管审批、奖惩、收监执行、解除、终止的法律文书",
            "legal documents of reception, approvals, rewards and sanctions, committal, release and termination",
        ),
        Label::new("《实施办法》第十八条第二项", "IM 18(2)"),
        since::CCL,
    ),
    Rule::new(
        "IM-18-3",
        Label::new("工作记录", "work records"),
        Label::new("《实施办法》第十八条第三项", "IM 18(3)"),
        since::CCL,
    ),
    Rule::new(
        "IM-18-4",
        Label::new("其他相关材料", "other related material"),
        Label::new("《实施办法》第十八条第四项", "IM 18(4)"),
        since::CCL,
    ),
    Rule::new(
        "ARL-14",
        Label::new("应归档材料的移交", "material is handed to the unit's archive office"),
        Label::new("《档案法》第十四条；《档案法实施条例》第十九条", "ARL 14; ARR 19"),
        since::ARL,
    ),
    Rule::new(
        "ARR-18",
        Label::new("单位主要负责人的档案工作责任", "the head of the unit is responsible for its archives"),
        Label::new("《档案法实施条例》第十八条", "ARR 18"),
        since::ARR,
    ),
    Rule::new(
        "ARR-19",
        Label::new("归档范围和保管期限表的审核", "the retention schedule is approved by the archives authority"),
        Label::new("《档案法实施条例》第十九条", "ARR 19"),
        since::ARR,
    )
    .decided_by(&[DefaultKey::ArchiveRetention]),
    Rule::new(
        "ARL-19",
        Label::new("档案的保管条件", "conditions of storage"),
        Label::new("《档案法》第十九条；《档案法实施条例》第二十二条", "ARL 19; ARR 22"),
        since::ARL,
    ),
    Rule::new(
        "ARL-21",
        Label::new("不得篡改、损毁、伪造或者擅自销毁档案", "no tampering, damage, forgery or unauthorised destruction"),
        Label::new("《档案法》第二十一条、第四十八条", "ARL 21, 48"),
        since::ARL,
    ),
    Rule::new(
        "ARR-24",
        Label::new("保管期限届满的鉴定", "appraisal of expired files"),
        Label::new("《档案法实施条例》第二十四条", "ARR 24"),
        since::ARR,
    ),
    Rule::new(
        "ARL-24",
        Label::new("档案整理、数字化等服务外包", "outsourcing of archive services"),
        Label::new("《档案法》第二十四条；《档案法实施条例》第二十八条", "ARL 24; ARR 28"),
        since::ARL,
    ),
    Rule::new(
        "ARL-25",
        Label::new("档案出境", "archives do not leave the country without approval"),
        Label::new("《档案法》第二十五条", "ARL 25"),
        since::ARL,
    ),
    Rule::new(
        "ARL-29",
        Label::new("利用机关档案的同意", "use of archives held by the unit"),
        Label::new("《档案法》第二十九条；《档案法实施条例》第三十四条", "ARL 29; ARR 34"),
        since::ARL,
    ),
    Rule::new(
        "ARL-37",
        Label::new("电子档案的效力", "force of electronic archives"),
        Label::new("《档案法》第三十七条", "ARL 37"),
        since::ARL,
    ),
    Rule::new(
        "ARR-39",
        Label::new("电子档案的条件", "conditions of electronic archives"),
        Label::new("《档案法实施条例》第三十九条", "ARR 39"),
        since::ARR,
    ),
    Rule::new(
        "ARR-38",
        Label::new("业务系统的归档功能", "filing functions of business systems"),
        Label::new("《档案法实施条例》第三十八条", "ARR 38"),
        since::ARR,
    ),
    Rule::new(
        "ARL-38",
        Label::new("数字化后原件的保管", "originals are kept after digitisation"),
        Label::new("《档案法》第三十八条", "ARL 38"),
        since::ARL,
    ),
    Rule::new(
        "ARL-44",
        Label::new("档案损毁、泄露的补救和报告", "damage and leaks: remedy and report"),
        Label::new("《档案法》第四十四条", "ARL 44"),
        since::ARL,
    ),
    Rule::new(
        "ARR-45",
        Label::new("档案工作情况的报告", "regular report on archive work"),
        Label::new("《档案法实施条例》第四十五条", "ARR 45"),
        since::ARR,
    ),
    Rule::new(
        "AR-T",
        Label::new("档案移交县级综合档案馆", "transfer of files to the county archive"),
        Label::new("《档案法实施条例》第二十条", "ARR 20"),
        since::ARR,
    )
    .sets(
        Deadline::after(DeadlineEvent::FileFormed, 10, Unit::Year)
            .stopped_by(&[DeadlineEvent::ArchiveTransferred, DeadlineEvent::ExtensionAgreed])
            .when_late(&[LateConsequence::ArchivesAuthorityAsked])
            .by(CountyAgency)
            .to(&[CountyArchive]),
    ),
    Rule::new(
        "PIPL-28",
        Label::new("敏感个人信息的严格保护", "strict protection of sensitive personal information"),
        Label::new("《个人信息保护法》第二十八条至第三十一条", "PIPL 28–31"),
        since::PIPL,
    ),
    Rule::new(
        "PIPL-33",
        Label::new("国家机关在法定职权范围内处理个人信息", "state organs process within their powers"),
        Label::new("《个人信息保护法》第十三条第三项、第三十三条至第三十六条", "PIPL 13(3), 33–36"),
        since::PIPL,
    ),
    Rule::new(
        "PIPL-45",
        Label::new("查阅、复制、更正的权利", "rights of access, copy and correction"),
        Label::new("《个人信息保护法》第四十五条、第四十六条", "PIPL 45, 46"),
        since::PIPL,
    ),
    Rule::new(
        "PIPL-51",
        Label::new("安全措施和合规审计", "security measures and regular audit"),
        Label::new("《个人信息保护法》第五十一条、第五十四条", "PIPL 51, 54"),
        since::PIPL,
    ),
    Rule::new(
        "PIPL-55",
        Label::new("影响评估及其记录的保存", "impact assessment, kept on record"),
        Label::new("《个人信息保护法》第五十五条、第五十六条", "PIPL 55, 56"),
        since::PIPL,
    )
    .with(&[Parameter::of("least_years", 3, Unit::Year)]),
    Rule::new(
        "PIPL-57",
        Label::new("泄露的补救和通知", "leaks: remedy and notice"),
        Label::new("《个人信息保护法》第五十七条", "PIPL 57"),
        since::PIPL,
    ),
];
