//! Staff, supervision and responsibility (rulebook §13).

use super::{Deadline, DeadlineEvent, Label, LateConsequence, Rule, Unit, since};
use crate::code::DutyBearer::{CountyAgency, Procuratorate};

pub(super) const RULES: &[Rule] = &[
    Rule::new("CCL-6", Label::new("社区矫正经费", "funding"), Label::new("《社区矫正法》第六条", "CCL 6"), since::CCL),
    Rule::new(
        "CCL-9",
        Label::new("司法所根据委托承担相关工作", "the judicial office acts on delegation"),
        Label::new("《社区矫正法》第九条；《实施办法》第十条", "CCL 9; IM 10"),
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
    Rule::new(
        "CCL-16",
        Label::new("队伍培训和职业保障", "training and protection of staff"),
        Label::new("《社区矫正法》第十六条；《实施办法》第九条、第五十六条", "CCL 16; IM 9, 56"),
        since::CCL,
    ),
    Rule::new(
        "CCL-61",
        Label::new("工作人员的法律责任", "liability of staff"),
        Label::new("《社区矫正法》第六十一条", "CCL 61"),
        since::CCL,
    ),
    Rule::new(
        "CCL-62",
        Label::new("人民检察院的纠正意见和检察建议", "correction opinions and suggestions of the procuratorate"),
        Label::new("《社区矫正法》第六十二条；《实施办法》第五十七条", "CCL 62; IM 57"),
        since::CCL,
    )
    .sets(
        // The law sets no number: the reply is due on the day that the procuratorate's paper names.
        Deadline::before(DeadlineEvent::ReplyDemanded, 0, Unit::Day)
            .stopped_by(&[DeadlineEvent::OpinionAnswered])
            .by(CountyAgency)
            .to(&[Procuratorate]),
    ),
    Rule::new(
        "SPP19-624",
        Label::new(
            "口头纠正七日内未纠正的，书面提出",
            "an oral correction not heeded in seven days becomes a written one",
        ),
        Label::new("《人民检察院刑事诉讼规则》第六百二十四条", "SPP19 624"),
        since::SPP19,
    )
    .sets(
        Deadline::after(DeadlineEvent::OralCorrection, 7, Unit::Day)
            .stopped_by(&[DeadlineEvent::OpinionAnswered])
            .when_late(&[LateConsequence::WrittenCorrection])
            .by(CountyAgency)
            .to(&[Procuratorate]),
    ),
    Rule::new(
        "SPP19-642",
        Label::new("社区矫正检察监督的情形", "what the procuratorate corrects"),
        Label::new(
            "《人民检察院刑事诉讼规则》第六百四十二条至第六百四十四条；司发通〔2026〕8号第二十三条",
            "SPP19 642–644; OP26 23",
        ),
        since::SPP19,
    ),
    Rule::new(
        "OP26-25",
        Label::new("履职尽责的不因再犯罪、脱管追究责任", "no liability merely because of re-offending or absence"),
        Label::new("《实施办法》第五十六条；司发通〔2026〕8号第二十五条", "IM 56; OP26 25"),
        since::CCL,
    ),
];
