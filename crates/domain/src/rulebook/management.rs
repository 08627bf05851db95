//! Reports and classified management (rulebook §4).

use super::{Deadline, DeadlineEvent, Label, LateConsequence, Rule, Unit, since};
use crate::{
    code::DutyBearer::{CountyAgency, Supervisee},
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "M-1",
        Label::new("定期报告遵纪守法等情况", "regular report on conduct"),
        Label::new("《实施办法》第二十四条；《社区矫正法》第二十三条", "IM 24; CCL 23"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::ClassReportFrequency]),
    Rule::new(
        "M-2",
        Label::new("居所、工作、家庭重大变故等及时报告", "prompt report of changes of dwelling, job and family"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "M-3",
        Label::new("被宣告禁止令的定期报告遵守情况", "regular report on compliance with a prohibition order"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "M-4",
        Label::new("暂予监外执行人员每月报告身体情况", "those outside prison report their bodily condition each month"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::PreviousMonthReport, 1, Unit::Month)
            .stopped_by(&[DeadlineEvent::HealthReported, DeadlineEvent::IntervalAdjusted])
            .when_late(&[LateConsequence::ReportingSanctions])
            .by(Supervisee)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "M-5",
        Label::new(
            "接触被害人、控告人、举报人和同案犯等的批准",
            "approval of contact with victims, informants and accomplices",
        ),
        Label::new("《实施办法》第二十五条", "IM 25"),
        since::CCL,
    ),
    Rule::new(
        "M-6",
        Label::new(
            "管制：言论、出版、集会等自由的行使须经批准",
            "public surveillance: speech, assembly and the like need approval",
        ),
        Label::new("《刑法》第三十九条", "CL 39"),
        since::CL,
    ),
    Rule::new(
        "CCL-24",
        Label::new("分类管理、个别化矫正", "classified management and individual correction"),
        Label::new("《社区矫正法》第二十四条；《实施办法》第二十一条", "CCL 24; IM 21"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::ClassNames]),
    Rule::new(
        "CCL-26",
        Label::new(
            "了解掌握社区矫正对象的活动情况，保护身份和隐私",
            "checks by the agency, protecting identity and privacy",
        ),
        Label::new("《社区矫正法》第二十六条；《实施办法》第二十三条", "CCL 26; IM 23"),
        since::CCL,
    ),
    Rule::new(
        "CCL-34",
        Label::new("不得不必要地影响正常工作和生活", "measures do not unnecessarily disturb work and life"),
        Label::new("《社区矫正法》第三十四条", "CCL 34"),
        since::CCL,
    ),
    Rule::new(
        "CCL-34-2",
        Label::new(
            "申诉、控告、检举及时办理并告知结果",
            "complaints are dealt with without delay, and who complained is told",
        ),
        Label::new("《社区矫正法》第三十四条第二款", "CCL 34 ¶2"),
        since::CCL,
    ),
    Rule::new(
        "IM-24",
        Label::new("社区矫正对象的报告义务", "duties to report"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "IM-39",
        Label::new("进入禁止令限定的区域、场所的批准", "approval to enter a place under a prohibition order"),
        Label::new("《实施办法》第三十九条", "IM 39"),
        since::CCL,
    ),
    Rule::new(
        "CCL-36",
        Label::new("教育和个别化矫正", "education"),
        Label::new("《社区矫正法》第三十六条；《实施办法》第四十三条", "CCL 36; IM 43"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::ClassEducationHours]),
    Rule::new(
        "CCL-37",
        Label::new("职业技能培训和完成学业", "vocational training and finishing school"),
        Label::new("《社区矫正法》第三十七条", "CCL 37"),
        since::CCL,
    ),
    Rule::new(
        "CCL-42",
        Label::new("公益活动", "public-welfare activity"),
        Label::new("《社区矫正法》第四十二条；《实施办法》第四十四条", "CCL 42; IM 44"),
        since::CCL,
    ),
    Rule::new(
        "CCL-43",
        Label::new("社会救助、社会保险和法律援助", "social relief, insurance and legal aid"),
        Label::new("《社区矫正法》第四十三条；《实施办法》第四十五条", "CCL 43; IM 45"),
        since::CCL,
    ),
];
