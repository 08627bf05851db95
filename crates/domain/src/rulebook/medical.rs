//! Temporary execution outside prison (rulebook §6).

use super::{Confidence, Deadline, DeadlineEvent, Label, LateConsequence, Parameter, Rule, Unit, since};
use crate::{
    code::DutyBearer::{CountyAgency, DecidingOrgan, FileHoldingPrison, Hospital, Procuratorate, Supervisee},
    defaults::DefaultKey,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "H-1",
        Label::new("暂予监外执行人员每月报告身体情况", "monthly report of bodily condition"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "H-2",
        Label::new(
            "保外就医人员每三个月提交病情复查情况",
            "medical parolees hand in a re-examination every three months",
        ),
        Label::new("《实施办法》第二十四条；司发通〔2023〕24号第二十五条", "IM 24; OP23 25"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::PreviousReexamination, 3, Unit::Month)
            .stopped_by(&[DeadlineEvent::Reexamined, DeadlineEvent::IntervalAdjusted])
            .when_late(&[LateConsequence::ReexaminationSanctions])
            .by(Supervisee)
            .to(&[CountyAgency]),
    )
    .decided_by(&[DefaultKey::MedicalHospitals]),
    Rule::new(
        "H-3",
        Label::new("调整报告、复查期限的审批", "who approves a longer interval"),
        Label::new("《实施办法》第二十四条、第五十八条", "IM 24, 58"),
        since::CCL,
    )
    .with(&[Parameter::of("city_from_months", 1, Unit::Month), Parameter::of("province_from_months", 3, Unit::Month)])
    .decided_by(&[DefaultKey::MedicalExtensionUnder1m]),
    Rule::new(
        "H-4",
        Label::new(
            "协调病情诊断、妊娠检查和生活不能自理鉴别",
            "coordinating diagnosis, pregnancy test and appraisal of self-care",
        ),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "H-5",
        Label::new("病情诊断的程序和有效期", "procedure and validity of a diagnosis"),
        Label::new("司发通〔2023〕24号第六条至第十条、第二十七条、第三十二条", "OP23 6–10, 27, 32"),
        since::OP23,
    )
    .with(&[
        Parameter::of("arrange_working_days", 5, Unit::WorkingDay),
        Parameter::of("finish_working_days", 20, Unit::WorkingDay),
        Parameter::of("urgent_days", 3, Unit::Day),
        Parameter::of("valid_months", 3, Unit::Month),
        Parameter::of("findings_most_months", 3, Unit::Month),
        Parameter::number("doctors", 2),
    ]),
    Rule::new(
        "H-5a",
        Label::new("医院收到委托后安排诊断、检查、鉴别", "the hospital arranges the examination"),
        Label::new("司发通〔2023〕24号第六条至第十条、第二十七条", "OP23 6–10, 27"),
        since::OP23,
    )
    .sets(
        Deadline::after(DeadlineEvent::ExaminationCommissioned, 5, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::ExaminationArranged, DeadlineEvent::ExaminationReported])
            .by(Hospital)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "H-5f",
        Label::new("医院完成诊断、检查、鉴别并出具意见", "the hospital finishes the examination"),
        Label::new("司发通〔2023〕24号第六条至第十条、第二十七条", "OP23 6–10, 27"),
        since::OP23,
    )
    .sets(
        Deadline::after(DeadlineEvent::ExaminationCommissioned, 20, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::ExaminationReported])
            .by(Hospital)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "H-5u",
        Label::new("病情严重的，医院在三日内完成", "of grave illness the hospital finishes within three days"),
        Label::new("司发通〔2023〕24号第六条至第十条、第二十七条", "OP23 6–10, 27"),
        since::OP23,
    )
    .sets(
        Deadline::after(DeadlineEvent::ExaminationCommissioned, 3, Unit::Day)
            .stopped_by(&[DeadlineEvent::ExaminationReported])
            .by(Hospital)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "H-6",
        Label::new("生活不能自理的鉴别", "appraisal of inability to care for oneself"),
        Label::new("司发通〔2023〕24号第五条、第三十二条", "OP23 5, 32"),
        since::OP23,
    )
    .held(Confidence::Inference)
    .with(&[
        Parameter::number("activities", 5),
        Parameter::number("activities_lost", 3),
        Parameter::of("treatment_months", 6, Unit::Month),
        Parameter::number("activities_lost_from_65", 1),
        Parameter::of("age_years", 65, Unit::Year),
    ]),
    Rule::new(
        "H-7",
        Label::new("保证人的条件和义务", "conditions and duties of the guarantor"),
        Label::new("《暂予监外执行规定》第十一条、第十二条；《实施办法》第四十九条第七项", "TEO14 11, 12; IM 49(7)"),
        since::TEO14,
    ),
    Rule::new(
        "H-8",
        Label::new("不按期复查的递进处理", "the ladder for a late re-examination"),
        Label::new(
            "《实施办法》第三十五条第四项、第四十九条第五项；法释〔2021〕1号第五百一十六条第五项",
            "IM 35(4), 49(5); INT21 516(5)",
        ),
        since::CCL,
    ),
    Rule::new(
        "H-9",
        Label::new("暂予监外执行情形消失，刑期未满", "the ground is gone and the sentence is not over"),
        Label::new("《刑事诉讼法》第二百六十八条；《实施办法》第四十九条第六项", "CPL 268; IM 49(6)"),
        since::CPL,
    ),
    Rule::new(
        "H-10",
        Label::new("收监执行材料退回补充", "supplement returned papers on committal to prison"),
        Label::new("司发通〔2023〕24号第十四条", "OP23 14"),
        since::OP23,
    )
    .sets(
        Deadline::after(DeadlineEvent::PapersReturned, 15, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::PapersSupplemented])
            .by(CountyAgency)
            .to(&[DecidingOrgan]),
    ),
    Rule::new(
        "H-11",
        Label::new("有固定期限的暂予监外执行期满前发函", "letter before a fixed period of temporary execution ends"),
        Label::new("司发通〔2026〕8号第十六条第二款", "OP26 16 ¶2"),
        since::OP26,
    )
    .sets(
        Deadline::before(DeadlineEvent::FixedPeriodEnd, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::LetterSent])
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
            "《暂予监外执行规定》第二十七条；《实施办法》第五十三条；《监狱法》（2026年修订）第四十八条",
            "TEO14 27; IM 53; PL26 48",
        ),
        since::TEO14,
    )
    .sets(
        Deadline::before(DeadlineEvent::SentenceEnd, 1, Unit::Month)
            .stopped_by(&[DeadlineEvent::PrisonNotified])
            .by(CountyAgency)
            .to(&[FileHoldingPrison]),
    ),
    Rule::new(
        "H-13",
        Label::new("暂予监外执行人员死亡的书面通知", "written notice of the death of one outside prison"),
        Label::new("《暂予监外执行规定》第二十八条；《社区矫正法》第五十一条", "TEO14 28; CCL 51"),
        since::TEO14,
    )
    .sets(
        Deadline::after(DeadlineEvent::DeathDiscovered, 5, Unit::Day)
            .stopped_by(&[DeadlineEvent::DeathNotified])
            .rolling()
            .by(CountyAgency)
            .to(&[DecidingOrgan])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "H-14",
        Label::new(
            "批准机关的审批、送达和检察监督的期限",
            "times of the approving organ, of service and of the procuratorate",
        ),
        Label::new(
            "《暂予监外执行规定》第十四条、第十八条；《刑事诉讼法》第二百六十七条；《监狱法》（2026年修订）第四十六条",
            "TEO14 14, 18; CPL 267; PL26 46",
        ),
        since::TEO14,
    )
    .with(&[
        Parameter::of("decide_working_days", 15, Unit::WorkingDay),
        Parameter::of("serve_working_days", 5, Unit::WorkingDay),
        Parameter::of("court_serve_days", 7, Unit::Day),
        Parameter::of("objection_months", 1, Unit::Month),
        Parameter::of("recheck_months", 1, Unit::Month),
    ]),
    Rule::new(
        "H-15",
        Label::new("病情信息是敏感个人信息", "medical data are sensitive personal information"),
        Label::new("《个人信息保护法》第二十八条", "PIPL 28"),
        since::PIPL,
    ),
    Rule::new(
        "H-16",
        Label::new(
            "组织诊断、检查、鉴别的，告知人民检察院",
            "the procuratorate is told of a diagnosis that the agency orders",
        ),
        Label::new("司发通〔2023〕24号第二十六条", "OP23 26"),
        since::OP23,
    ),
    Rule::new(
        "H-17",
        Label::new(
            "又犯新罪、漏罪被采取强制措施的告知和提请收监",
            "coercive measures for a new crime: whom to tell, and committal",
        ),
        Label::new("司发通〔2023〕24号第十五条", "OP23 15"),
        since::OP23,
    ),
    Rule::new(
        "H-18",
        Label::new("收监执行建议、决定和不予收监决定", "the proposal of committal, the decision and the refusal"),
        Label::new(
            "司发通〔2023〕24号第十四条；《社区矫正法》第四十九条；司发通〔2026〕8号第十八条",
            "OP23 14; CCL 49; OP26 18",
        ),
        since::CCL,
    ),
    Rule::new(
        "H-19",
        Label::new("以贿赂等非法手段取得暂予监外执行的收监", "committal of one who obtained it by bribery"),
        Label::new("司发通〔2023〕24号第十六条", "OP23 16"),
        since::OP23,
    )
    .with(&[Parameter::of("court_months", 1, Unit::Month)]),
];
