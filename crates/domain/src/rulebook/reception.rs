//! Receiving a person (rulebook §2).

use super::{Deadline, Label, Rule, Unit, since};
use crate::code::DutyBearer::{
    CountyAgency, DecidingOrgan, DetentionCentreOrPolice, Police, PrisonOrDetentionCentre, Procuratorate, Supervisee,
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
    .sets(Deadline::after("effective_date", 5, Unit::Day).rolling().by(DecidingOrgan).to(&[CountyAgency])),
    Rule::new(
        "R-2",
        Label::new("决定机关送达法律文书", "the deciding organ serves the legal documents"),
        Label::new(
            "《社区矫正法》第二十条；《实施办法》第十六条；司发通〔2026〕8号第八条、第九条",
            "CCL 20; IM 16; OP26 8–9",
        ),
        since::CCL,
    )
    .sets(
        Deadline::after("effective_date", 10, Unit::Day)
            .rolling()
            .by(DecidingOrgan)
            .to(&[CountyAgency])
            .copied_to(&[Procuratorate, Police]),
    ),
    Rule::new(
        "R-3",
        Label::new("收到法律文书后送达回执", "the county agency sends the receipt for the documents"),
        Label::new("《实施办法》第十六条", "IM 16"),
        since::CCL,
    )
    .sets(Deadline::after("documents_received", 5, Unit::Day).rolling().by(CountyAgency).to(&[DecidingOrgan])),
    Rule::new(
        "R-4a",
        Label::new("管制、缓刑、假释人员报到", "those under surveillance, on probation or on parole report in person"),
        Label::new(
            "《社区矫正法》第二十一条；假释自离监之日起算见司发通〔2026〕8号附件6",
            "CCL 21; for parole from leaving prison, OP26 form 6",
        ),
        since::CCL,
    )
    .sets(Deadline::after("effective_date", 10, Unit::Day).rolling().by(Supervisee).to(&[CountyAgency])),
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
        Deadline::after("decision_received", 10, Unit::Day).rolling().by(DetentionCentreOrPolice).to(&[CountyAgency]),
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
        Deadline::after("approval_received", 10, Unit::Day).rolling().by(PrisonOrDetentionCentre).to(&[CountyAgency]),
    ),
    Rule::new(
        "R-5",
        Label::new("法律文书不齐的，决定机关补齐", "the deciding organ completes missing documents"),
        Label::new("《实施办法》第十六条第二款", "IM 16 ¶2"),
        since::CCL,
    )
    .sets(Deadline::after("request_sent", 5, Unit::Day).rolling().by(DecidingOrgan).to(&[CountyAgency])),
    Rule::new(
        "OP26-11",
        Label::new("漏管", "not taken under supervision (missed intake)"),
        Label::new("司发通〔2026〕8号第十一条", "OP26 11"),
        since::OP26,
    ),
    Rule::new(
        "MN-6",
        Label::new(
            "矫正期间年满十八周岁的，继续适用未成年人规定",
            "the rules for minors go on after the eighteenth birthday",
        ),
        Label::new("《社区矫正法》第五十八条", "CCL 58"),
        since::CCL,
    ),
    Rule::new(
        "CCL-10",
        Label::new(
            "执法行为由社区矫正机构专门国家工作人员实施",
            "acts of enforcement are done by the agency's own state employees",
        ),
        Label::new("《社区矫正法》第十条、第十一条", "CCL 10, 11"),
        since::CCL,
    ),
];
