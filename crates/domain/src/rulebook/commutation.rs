//! Commutation (减刑; rulebook §9.6).

use super::{Deadline, DeadlineEvent, Label, Parameter, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, Court, Police, Prison, Procuratorate};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "IM-42",
        Label::new("减刑建议的提出和逐级审核", "proposal of commutation and its review"),
        Label::new("《社区矫正法》第三十三条；《实施办法》第四十二条", "CCL 33; IM 42"),
        since::CCL,
    ),
    Rule::new(
        "CM-1",
        Label::new("人民法院裁定减刑", "the court rules on a commutation"),
        Label::new("《社区矫正法》第三十三条；法释〔2021〕1号第五百三十四条第二款", "CCL 33; INT21 534 ¶2"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::CommutationPapersReceived, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::CommutationRuled])
            .rolling()
            .by(Court)
            .to(&[CountyAgency])
            .copied_to(&[Procuratorate, Police, Prison]),
    ),
    Rule::new(
        "CCL-33",
        Label::new("减刑的裁定", "the ruling on commutation"),
        Label::new("《社区矫正法》第三十三条", "CCL 33"),
        since::CCL,
    )
    .with(&[Parameter::of("days", 30, Unit::Day)]),
    Rule::new(
        "INT21-535",
        Label::new("减刑材料不齐的补送", "missing papers of a commutation"),
        Label::new("法释〔2021〕1号第五百三十五条", "INT21 535"),
        since::INT21,
    )
    .with(&[Parameter::of("days", 3, Unit::Day)]),
    Rule::new(
        "INT21-536",
        Label::new("财产性判项的履行", "performance of property penalties is weighed"),
        Label::new("法释〔2021〕1号第五百三十六条；法释〔2024〕5号", "INT21 536; CP24"),
        since::INT21,
    ),
    Rule::new(
        "INT21-537",
        Label::new("减刑、假释案件的公示", "publication of commutation cases"),
        Label::new("法释〔2021〕1号第五百三十七条", "INT21 537"),
        since::INT21,
    )
    .with(&[Parameter::of("days", 5, Unit::Day)]),
    Rule::new(
        "INT21-539",
        Label::new("减刑、假释裁定的送达", "service of the ruling"),
        Label::new("法释〔2021〕1号第五百三十九条", "INT21 539"),
        since::INT21,
    )
    .with(&[Parameter::of("days", 7, Unit::Day)]),
    Rule::new(
        "CPL-274",
        Label::new("人民检察院对减刑、假释裁定的纠正意见", "the procuratorate's objection to a ruling"),
        Label::new("《刑事诉讼法》第二百七十四条", "CPL 274"),
        since::CPL,
    )
    .with(&[Parameter::of("objection_days", 20, Unit::Day), Parameter::of("rehear_months", 1, Unit::Month)]),
    Rule::new(
        "SPP19-635",
        Label::new("人民检察院审查减刑、假释建议", "the procuratorate reviews a proposal"),
        Label::new("《人民检察院刑事诉讼规则》第六百三十五条", "SPP19 635"),
        since::SPP19,
    )
    .with(&[Parameter::of("days", 10, Unit::Day), Parameter::of("extension_days", 10, Unit::Day)]),
];
