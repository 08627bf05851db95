//! Temporary execution outside prison (rulebook §6).

use super::{Deadline, Label, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, DecidingOrgan, FileHoldingPrison, Procuratorate, Supervisee};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "M-4",
        Label::new("暂予监外执行人员每月报告身体情况", "those outside prison report their bodily condition each month"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    )
    .sets(Deadline::after("previous_month_report", 1, Unit::Month).by(Supervisee).to(&[CountyAgency])),
    Rule::new(
        "H-2",
        Label::new(
            "保外就医人员每三个月提交病情复查情况",
            "medical parolees hand in a re-examination every three months",
        ),
        Label::new("《实施办法》第二十四条；司发通〔2023〕24号第二十五条", "IM 24; OP23 25"),
        since::CCL,
    )
    .sets(Deadline::after("previous_reexamination", 3, Unit::Month).by(Supervisee).to(&[CountyAgency])),
    Rule::new(
        "H-10",
        Label::new("收监执行材料退回补充", "supplement returned papers on committal to prison"),
        Label::new("司发通〔2023〕24号第十四条", "OP23 14"),
        since::OP23,
    )
    .sets(Deadline::after("papers_returned", 15, Unit::WorkingDay).by(CountyAgency).to(&[DecidingOrgan])),
    Rule::new(
        "H-11",
        Label::new("有固定期限的暂予监外执行期满前发函", "letter before a fixed period of temporary execution ends"),
        Label::new("司发通〔2026〕8号第十六条第二款", "OP26 16 ¶2"),
        since::OP26,
    )
    .sets(
        Deadline::before("fixed_period_end", 30, Unit::Day)
            .by(CountyAgency)
            .to(&[DecidingOrgan])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "H-12",
        Label::new(
            "刑期届满前一个月内通知存放档案的监狱、看守所",
            "notice to the prison holding the file within the last month of the sentence",
        ),
        Label::new(
            "暂予监外执行规定第二十七条；《实施办法》第五十三条；《监狱法》（2026年修订）第四十八条",
            "TEO14 27; IM 53; PL26 48",
        ),
        since::TEO14,
    )
    .sets(Deadline::before("sentence_end", 1, Unit::Month).by(CountyAgency).to(&[FileHoldingPrison])),
    Rule::new(
        "H-13",
        Label::new("暂予监外执行人员死亡的书面通知", "written notice of the death of one outside prison"),
        Label::new("暂予监外执行规定第二十八条；《社区矫正法》第五十一条", "TEO14 28; CCL 51"),
        since::TEO14,
    )
    .sets(
        Deadline::after("death_discovered", 5, Unit::Day)
            .rolling()
            .by(CountyAgency)
            .to(&[DecidingOrgan])
            .copied_to(&[Procuratorate]),
    ),
];
