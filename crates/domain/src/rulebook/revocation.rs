//! Arrest, rulings on revocation, and committal (rulebook §9.4, §9.5).

use super::{Confidence, Deadline, DeadlineEvent, DeadlineKind, Label, LateConsequence, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, Court, DecidingOrgan, Police, Prison, Procuratorate};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "AR-1",
        Label::new("提请撤销缓刑、假释的同时提请逮捕的条件", "when arrest may be requested with a proposal to revoke"),
        Label::new("《社区矫正法》第四十七条；《实施办法》第四十八条", "CCL 47; IM 48"),
        since::CCL,
    ),
    Rule::new(
        "AR-2",
        Label::new("人民法院决定逮捕", "the court decides on arrest"),
        Label::new("司发通〔2026〕8号第十七条；《社区矫正法》第四十七条", "OP26 17; CCL 47"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::RequestAndEvidenceReceived, 48, Unit::Hour)
            .stopped_by(&[DeadlineEvent::ArrestDecided])
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
    .sets(
        Deadline::after(DeadlineEvent::Arrest, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::RevocationRuled])
            .when_late(&[LateConsequence::CustodyEnds])
            .limiting(DeadlineKind::CustodyMax),
    ),
    Rule::new(
        "AR-4",
        Label::new("裁定后的释放和羁押折抵", "release after refusal, and credit of custody"),
        Label::new("《社区矫正法》第四十八条", "CCL 48"),
        since::CCL,
    ),
    Rule::new(
        "CCL-47",
        Label::new("提请逮捕", "request of arrest"),
        Label::new("《社区矫正法》第四十七条", "CCL 47"),
        since::CCL,
    ),
    Rule::new(
        "CCL-48",
        Label::new("撤销缓刑、假释的审理、送达和执行", "hearing, service and execution of a revocation"),
        Label::new("《社区矫正法》第四十八条", "CCL 48"),
        since::CCL,
    ),
    Rule::new(
        "CCL-49",
        Label::new("收监执行的决定和执行", "decision and execution of committal"),
        Label::new("《社区矫正法》第四十九条", "CCL 49"),
        since::CCL,
    ),
    Rule::new(
        "RV-1",
        Label::new("人民法院裁定撤销缓刑、假释", "the court rules on revoking probation or parole"),
        Label::new("《社区矫正法》第四十八条", "CCL 48"),
        since::CCL,
    )
    .sets(
        Deadline::after(DeadlineEvent::ProposalReceived, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::RevocationRuled])
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
        Deadline::after(DeadlineEvent::ProposalReceived, 30, Unit::Day)
            .stopped_by(&[DeadlineEvent::CommittalDecided])
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
    .sets(
        Deadline::after(DeadlineEvent::DecisionReceived, 3, Unit::Day)
            .stopped_by(&[DeadlineEvent::Committed])
            .by(Prison),
    ),
    Rule::new(
        "RV-4",
        Label::new("裁定、决定生效后下落不明的追逃", "pursuit of one who is missing when the ruling takes effect"),
        Label::new("《实施办法》第五十一条；司发通〔2026〕8号第二十一条", "IM 51; OP26 21"),
        since::CCL,
    ),
    Rule::new(
        "RV-5",
        Label::new("终止社区矫正和终止通知书", "termination, and its notice"),
        Label::new("《社区矫正法》第四十五条；司发通〔2026〕8号附件12", "CCL 45; OP26 form 12"),
        since::CCL,
    ),
    Rule::new(
        "RV-6",
        Label::new("撤销假释后的再假释和减刑", "further parole and commutation after revocation"),
        Label::new("法释〔2016〕23号第三十条", "CP16 30"),
        since::CP16,
    ),
    Rule::new(
        "RV-7",
        Label::new("裁定不予撤销的，继续矫正", "after a refusal correction goes on"),
        Label::new("《社区矫正法》第四十八条", "CCL 48"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "IM-50",
        Label::new("收监的交付执行", "delivery to prison"),
        Label::new("《实施办法》第五十条；《社区矫正法》第五十条", "IM 50; CCL 50"),
        since::CCL,
    ),
];
