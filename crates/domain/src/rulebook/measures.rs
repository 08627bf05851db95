//! Appraisal, rewards and sanctions (考核奖惩; rulebook §7).

use super::{Label, Parameter, Rule, Unit, since};
use crate::defaults::DefaultKey;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "CCL-28",
        Label::new("考核结果和奖惩", "appraisal, and what follows from it"),
        Label::new("《社区矫正法》第二十八条", "CCL 28"),
        since::CCL,
    ),
    Rule::new(
        "IM-32",
        Label::new("考核奖惩的告知、公示、申诉和检察监督", "notice, publication and objection"),
        Label::new("《实施办法》第三十二条", "IM 32"),
        since::CCL,
    ),
    Rule::new(
        "IM-33",
        Label::new("表扬", "commendation"),
        Label::new("《实施办法》第三十三条；《社区矫正法》第二十八条", "IM 33; CCL 28"),
        since::CCL,
    )
    .with(&[Parameter::of("least_months", 6, Unit::Month)]),
    Rule::new(
        "IM-34",
        Label::new("训诫", "admonition"),
        Label::new("《实施办法》第三十四条；《社区矫正法》第二十八条", "IM 34; CCL 28"),
        since::CCL,
    ),
    Rule::new(
        "IM-34-1",
        Label::new("不按规定时间报到或者脱管十日以内", "late reporting, or out of supervision, for at most ten days"),
        Label::new("《实施办法》第三十四条第一项", "IM 34(1)"),
        since::CCL,
    )
    .with(&[Parameter::of("most_days", 10, Unit::Day)])
    .decided_by(&[DefaultKey::LateReportDayOne]),
    Rule::new(
        "IM-34-2",
        Label::new(
            "违反报告、会客、外出、迁居规定，情节轻微",
            "a minor breach of the rules of reporting, visits, leave or moving",
        ),
        Label::new("《实施办法》第三十四条第二项", "IM 34(2)"),
        since::CCL,
    ),
    Rule::new(
        "IM-34-3",
        Label::new(
            "不按规定参加教育学习等活动，经教育仍不改正",
            "does not take part in education, not corrected after being educated",
        ),
        Label::new("《实施办法》第三十四条第三项", "IM 34(3)"),
        since::CCL,
    ),
    Rule::new(
        "IM-34-4",
        Label::new("其他违反监督管理规定，情节轻微", "another minor breach"),
        Label::new("《实施办法》第三十四条第四项", "IM 34(4)"),
        since::CCL,
    ),
    Rule::new(
        "IM-35",
        Label::new("警告", "warning"),
        Label::new("《实施办法》第三十五条；《社区矫正法》第二十八条", "IM 35; CCL 28"),
        since::CCL,
    )
    .decided_by(&[DefaultKey::WarningValidity]),
    Rule::new(
        "IM-35-1",
        Label::new("违反禁止令，情节轻微", "a minor breach of a prohibition order"),
        Label::new("《实施办法》第三十五条第一项", "IM 35(1)"),
        since::CCL,
    ),
    Rule::new(
        "IM-35-2",
        Label::new("不按规定时间报到或者脱管超过十日", "late reporting, or out of supervision, for more than ten days"),
        Label::new("《实施办法》第三十五条第二项", "IM 35(2)"),
        since::CCL,
    )
    .with(&[Parameter::of("more_than_days", 10, Unit::Day)])
    .decided_by(&[DefaultKey::LateReportDayOne]),
    Rule::new(
        "IM-35-3",
        Label::new(
            "违反报告、会客、外出、迁居规定，情节较重",
            "a heavier breach of the rules of reporting, visits, leave or moving",
        ),
        Label::new("《实施办法》第三十五条第三项", "IM 35(3)"),
        since::CCL,
    ),
    Rule::new(
        "IM-35-4",
        Label::new(
            "保外就医人员无正当理由不按时提交病情复查，经教育仍不改正",
            "a medical parolee does not hand in the re-examination, not corrected after being educated",
        ),
        Label::new("《实施办法》第三十五条第四项", "IM 35(4)"),
        since::CCL,
    ),
    Rule::new(
        "IM-35-5",
        Label::new("受到社区矫正机构两次训诫，仍不改正", "two admonitions, still not corrected"),
        Label::new("《实施办法》第三十五条第五项", "IM 35(5)"),
        since::CCL,
    )
    .with(&[Parameter::number("admonitions", 2)]),
    Rule::new(
        "IM-35-6",
        Label::new("其他违反监督管理规定，情节较重", "another heavier breach"),
        Label::new("《实施办法》第三十五条第六项", "IM 35(6)"),
        since::CCL,
    ),
    Rule::new(
        "IM-36",
        Label::new("提请治安管理处罚", "proposal of a police punishment"),
        Label::new("《实施办法》第三十六条", "IM 36"),
        since::CCL,
    ),
    Rule::new(
        "IM-40",
        Label::new("违反规定的调查、取证和处理意见", "investigation, evidence and proposal"),
        Label::new("《实施办法》第四十条", "IM 40"),
        since::CCL,
    ),
    Rule::new(
        "PSAPL-23",
        Label::new("行政拘留不执行的情形", "when administrative detention is not executed"),
        Label::new("《治安管理处罚法》（2025年修订）第二十三条", "PSAPL 23"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第二十一条", "PSAPL06 21")),
    Rule::new(
        "PSAPL-25",
        Label::new("六个月内未被发现的，不再处罚", "no punishment for an act not discovered within six months"),
        Label::new("《治安管理处罚法》（2025年修订）第二十五条", "PSAPL 25"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第二十二条", "PSAPL06 22"))
    .with(&[Parameter::of("months", 6, Unit::Month)]),
    Rule::new(
        "PSAPL-72-4",
        Label::new(
            "管制、缓刑、暂予监外执行人员违反监督管理规定的治安处罚",
            "police punishment of those under surveillance, on probation or outside prison for a breach of supervision",
        ),
        Label::new("《治安管理处罚法》（2025年修订）第七十二条第四项", "PSAPL 72(4)"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第六十条第四项", "PSAPL06 60(4)"))
    .with(&[
        Parameter::of("detention_least_days", 5, Unit::Day),
        Parameter::of("detention_most_days", 10, Unit::Day),
        Parameter::number("fine_most_yuan", 1000),
    ]),
    Rule::new(
        "PSAPL-73-1",
        Label::new(
            "违反禁止令或者职业禁止的治安处罚",
            "police punishment of a breach of a prohibition order or an occupational ban",
        ),
        Label::new("《治安管理处罚法》（2025年修订）第七十三条第一项", "PSAPL 73(1)"),
        since::PO11,
    )
    .formerly(Label::new(
        "《治安管理处罚法》（2012年修正）第六十条第四项；法发〔2011〕9号第十一条",
        "PSAPL06 60(4); PO11 11",
    ))
    .with(&[
        Parameter::of("detention_least_days", 5, Unit::Day),
        Parameter::of("detention_most_days", 10, Unit::Day),
        Parameter::number("fine_most_yuan", 1000),
    ]),
    Rule::new(
        "PSAPL-109",
        Label::new("治安管理处罚的决定机关", "who decides a police punishment"),
        Label::new("《治安管理处罚法》（2025年修订）第一百零九条", "PSAPL 109"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第九十一条", "PSAPL06 91"))
    .with(&[Parameter::number("station_fine_most_yuan", 1000)]),
    Rule::new(
        "PSAPL-118",
        Label::new("办理治安案件的期限", "time for handling a police case"),
        Label::new("《治安管理处罚法》（2025年修订）第一百一十八条", "PSAPL 118"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第九十九条", "PSAPL06 99"))
    .with(&[Parameter::of("days", 30, Unit::Day)]),
    Rule::new(
        "PSAPL-136",
        Label::new("治安违法记录封存", "records of police punishments are sealed"),
        Label::new("《治安管理处罚法》（2025年修订）第一百三十六条", "PSAPL 136"),
        since::PSAPL,
    ),
];
