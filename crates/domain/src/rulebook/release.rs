//! Release, records of minors, archives (rulebook §10 – §12).

use super::{Deadline, Label, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, CountyArchive, Police, Supervisee};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "RL-1",
        Label::new("期满前三十日提交个人总结", "the personal summary, generally thirty days before expiry"),
        Label::new("《实施办法》第五十三条", "IM 53"),
        since::CCL,
    )
    .sets(Deadline::before("correction_end", 30, Unit::Day).by(Supervisee).to(&[CountyAgency]).soft()),
    Rule::new(
        "RL-2",
        Label::new("期满当日发放解除社区矫正证明书", "the release certificate on the day of expiry"),
        Label::new("《社区矫正法》第四十四条；《实施办法》第五十三条", "CCL 44; IM 53"),
        since::CCL,
    )
    .sets(Deadline::after("correction_end", 0, Unit::Day).by(CountyAgency).to(&[Supervisee])),
    Rule::new(
        "RL-9a",
        Label::new("附加驱逐出境的外国人期满前送交文书", "papers to the police before a foreigner's expulsion"),
        Label::new("司发通〔2026〕8号第二十二条", "OP26 22"),
        since::OP26,
    )
    .sets(Deadline::before("correction_end", 2, Unit::Month).by(CountyAgency).to(&[Police])),
    Rule::new(
        "RL-9b",
        Label::new("国籍不明的外国人期满前告知公安机关", "notice to the police of a foreigner of unclear nationality"),
        Label::new("司发通〔2026〕8号第二十二条", "OP26 22"),
        since::OP26,
    )
    .sets(Deadline::before("correction_end", 6, Unit::Month).by(CountyAgency).to(&[Police])),
    Rule::new(
        "RL-11",
        Label::new("封存未成年人犯罪记录", "seal a minor's record"),
        Label::new("关于未成年人犯罪记录封存的实施办法第十三条", "SEAL22 13"),
        since::SEAL22,
    )
    .sets(Deadline::after("correction_completed", 3, Unit::Day).rolling().by(CountyAgency)),
    Rule::new(
        "MQ-1",
        Label::new("答复封存记录查询申请", "answer an application to query a sealed record"),
        Label::new("关于未成年人犯罪记录封存的实施办法第十六条", "SEAL22 16"),
        since::SEAL22,
    )
    .sets(Deadline::after("sealed_query_application", 3, Unit::WorkingDay).by(CountyAgency)),
    Rule::new(
        "AR-T",
        Label::new("档案移交县级综合档案馆", "transfer of files to the county archive"),
        Label::new("档案法实施条例第二十条", "ARR 20"),
        since::ARR,
    )
    .sets(Deadline::after("file_formed", 10, Unit::Year).by(CountyAgency).to(&[CountyArchive])),
];
