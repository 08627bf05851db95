//! Detention, and expiry while something is pending (rulebook §1.6).

use super::{Confidence, Deadline, DeadlineEvent, Label, Rule, Unit, since};
use crate::code::DutyBearer::{
    CountyAgency, DecidingPoliceOrCourt, Investigators, OriginalCourt, Procuratorate, TrialCourt,
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
        Deadline::after(DeadlineEvent::DetentionDecision, 3, Unit::Day)
            .stopped_by(&[DeadlineEvent::DetentionNotified])
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
        Label::new("《暂予监外执行规定》第二十二条", "TEO14 22"),
        since::TEO14,
    )
    .sets(
        Deadline::after(DeadlineEvent::CoerciveMeasure, 24, Unit::Hour)
            .stopped_by(&[DeadlineEvent::CoerciveMeasureNotified])
            .by(Investigators)
            .to(&[CountyAgency]),
    ),
    Rule::new(
        "X-3",
        Label::new(
            "被采取强制措施或者提请撤销未决时期满的，应当解除",
            "expiry under coercive measures or with a proposal pending: the certificate is issued",
        ),
        Label::new("司发通〔2026〕8号第二十条第一款", "OP26 20 ¶1"),
        since::OP26,
    ),
    Rule::new(
        "X-4",
        Label::new("新罪、漏罪判决生效后的书面告知", "written notice of a judgment on a new or undiscovered crime"),
        Label::new("司发通〔2026〕8号第十九条", "OP26 19"),
        since::OP26,
    )
    .sets(
        Deadline::after(DeadlineEvent::NewJudgmentEffective, 10, Unit::Day)
            .stopped_by(&[DeadlineEvent::JudgmentNotified])
            .rolling()
            .by(TrialCourt)
            .to(&[OriginalCourt, CountyAgency]),
    ),
    Rule::new(
        "X-5",
        Label::new(
            "期满解除与“无应当撤销情形”的关系",
            "release by expiry against the condition of no ground for revocation",
        ),
        Label::new("司发通〔2026〕8号第二十条；《实施办法》第五十三条第一款", "OP26 20; IM 53 ¶1"),
        since::CCL,
    ),
    Rule::new(
        "X-6",
        Label::new("提请收监未决时刑期届满", "expiry of the sentence while committal is pending"),
        Label::new("司发通〔2026〕8号第十六条第二款；《实施办法》第五十三条", "OP26 16 ¶2; IM 53"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "X-7",
        Label::new("期满前裁定撤销的，终止矫正", "a ruling before expiry ends correction by termination"),
        Label::new("《社区矫正法》第四十五条", "CCL 45"),
        since::CCL,
    ),
];
