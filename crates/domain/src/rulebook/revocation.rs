//! Detention, revocation, arrest and committal to prison (rulebook §1.6, §9).

use super::{Deadline, DeadlineKind, Label, Rule, Unit, since};
use crate::code::DutyBearer::{
    CountyAgency, Court, DecidingOrgan, DecidingPoliceOrCourt, Investigators, OriginalCourt, Police, Prison,
    Procuratorate, TrialCourt,
};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "X-1",
        Label::new(
            "对社区矫正对象拘留、强制隔离戒毒、采取强制措施的通知",
            "notice that a supervisee was detained or put under coercive measures",
        ),
        Label::new("《实施办法》第四十一条；《社区矫正法》第三十二条", "IM 41; CCL 32"),
        since::CCL,
    )
    .sets(
        Deadline::after("detention_decision", 3, Unit::Day)
            .rolling()
            .by(DecidingPoliceOrCourt)
            .to(&[CountyAgency])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "X-2",
        Label::new(
            "对暂予监外执行罪犯采取强制措施的通知",
            "notice that one outside prison was put under coercive measures",
        ),
        Label::new("暂予监外执行规定第二十二条", "TEO14 22"),
        since::TEO14,
    )
    .sets(Deadline::after("coercive_measure", 24, Unit::Hour).by(Investigators).to(&[CountyAgency])),
    Rule::new(
        "X-4",
        Label::new("新罪、漏罪判决生效后的书面告知", "written notice of a judgment on a new or undiscovered crime"),
        Label::new("司发通〔2026〕8号第十九条", "OP26 19"),
        since::OP26,
    )
    .sets(
        Deadline::after("new_judgment_effective", 10, Unit::Day)
            .rolling()
            .by(TrialCourt)
            .to(&[OriginalCourt, CountyAgency]),
    ),
    Rule::new(
        "AR-2",
        Label::new("人民法院决定逮捕", "the court decides on arrest"),
        Label::new("司发通〔2026〕8号第十七条；《社区矫正法》第四十七条", "OP26 17; CCL 47"),
        since::CCL,
    )
    .sets(
        Deadline::after("request_and_evidence_received", 48, Unit::Hour)
            .by(Court)
            .to(&[CountyAgency])
            .copied_to(&[Procuratorate, Police]),
    ),
    Rule::new(
        "AR-3",
        Label::new("逮捕后羁押不得超过三十日", "custody after arrest for at most thirty days"),
        Label::new("《社区矫正法》第四十七条", "CCL 47"),
        since::CCL,
    )
    .sets(Deadline::after("arrest", 30, Unit::Day).limiting(DeadlineKind::CustodyMax)),
    Rule::new(
        "RV-1",
        Label::new("人民法院裁定撤销缓刑、假释", "the court rules on revoking probation or parole"),
        Label::new("《社区矫正法》第四十八条", "CCL 48"),
        since::CCL,
    )
    .sets(
        Deadline::after("proposal_received", 30, Unit::Day)
            .rolling()
            .by(Court)
            .to(&[CountyAgency, Police])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "RV-2",
        Label::new("决定机关决定收监执行", "the deciding organ decides on committal to prison"),
        Label::new("《社区矫正法》第四十九条", "CCL 49"),
        since::CCL,
    )
    .sets(
        Deadline::after("proposal_received", 30, Unit::Day)
            .rolling()
            .by(DecidingOrgan)
            .to(&[CountyAgency, Police])
            .copied_to(&[Procuratorate]),
    ),
    Rule::new(
        "RV-3",
        Label::new(
            "监狱收监（立即执行，至迟三日）",
            "the prison takes the person in: at once, at the latest in three days",
        ),
        Label::new(
            "司发通〔2026〕8号第十八条；司发通〔2023〕24号第十四条；《实施办法》第五十条",
            "OP26 18; OP23 14; IM 50",
        ),
        since::OP23,
    )
    .sets(Deadline::after("decision_received", 3, Unit::Day).by(Prison)),
];
