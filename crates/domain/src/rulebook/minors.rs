//! Minors and the sealing of their records (rulebook §12).

use super::{Deadline, DeadlineEvent, Label, Parameter, Rule, Unit, since};
use crate::code::DutyBearer::CountyAgency;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "MN-1",
        Label::new("未成年人单独矫正和针对性矫正", "minors apart from adults, with a plan of their own"),
        Label::new("《社区矫正法》第五十二条；《实施办法》第五十五条", "CCL 52; IM 55"),
        since::CCL,
    ),
    Rule::new(
        "MN-2",
        Label::new("考核奖惩、宣告不公开，通知监护人到场", "nothing public; the guardian is notified to attend"),
        Label::new("《实施办法》第五十五条", "IM 55"),
        since::CCL,
    ),
    Rule::new(
        "MN-3",
        Label::new("身份信息保密", "identity is secret"),
        Label::new("《社区矫正法》第五十四条", "CCL 54"),
        since::CCL,
    ),
    Rule::new(
        "MN-4",
        Label::new("监护人的监护责任", "the guardian's responsibility"),
        Label::new("《社区矫正法》第五十三条", "CCL 53"),
        since::CCL,
    ),
    Rule::new(
        "MN-5",
        Label::new("义务教育和就业帮助", "compulsory education and help to work"),
        Label::new("《社区矫正法》第五十五条", "CCL 55"),
        since::CCL,
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
        "MN-7",
        Label::new("不受歧视", "no discrimination"),
        Label::new("《社区矫正法》第五十七条", "CCL 57"),
        since::CCL,
    ),
    Rule::new(
        "CPL-286",
        Label::new(
            "犯罪时不满十八周岁、判处五年以下的记录封存",
            "sealing of the record of one under eighteen at the offence and sentenced to at most five years",
        ),
        Label::new("《刑事诉讼法》第二百八十六条", "CPL 286"),
        since::CPL,
    )
    .with(&[Parameter::of("most_years", 5, Unit::Year), Parameter::of("age_years", 18, Unit::Year)]),
    Rule::new(
        "SEAL22-3",
        Label::new(
            "社会调查、帮教考察、心理疏导等记录一并封存",
            "records of investigation, help and counselling are sealed too",
        ),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第三条", "SEAL22 3"),
        since::SEAL22,
    ),
    Rule::new(
        "SEAL22-4",
        Label::new("犯罪记录封存的条件", "conditions of sealing"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第四条；《刑事诉讼法》第二百八十六条", "SEAL22 4; CPL 286"),
        since::SEAL22,
    )
    .with(&[Parameter::of("most_years", 5, Unit::Year), Parameter::of("age_years", 18, Unit::Year)]),
    Rule::new(
        "SEAL22-5",
        Label::new("案卷封面的封存标记", "the mark on covers"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第五条、第六条", "SEAL22 5, 6"),
        since::SEAL22,
    ),
    Rule::new(
        "SEAL22-10",
        Label::new(
            "封存的电子信息不得提供或者与外部平台对接",
            "sealed data are not provided to or linked with outside platforms",
        ),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十条", "SEAL22 10"),
        since::SEAL22,
    ),
    Rule::new(
        "SEAL22-14",
        Label::new("查询各自负责的记录", "each organ answers for its own records"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十四条", "SEAL22 14"),
        since::SEAL22,
    ),
    Rule::new(
        "SEAL22-15",
        Label::new("出具无犯罪记录证明", "certificate of no record"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十五条", "SEAL22 15"),
        since::SEAL22,
    )
    .with(&[Parameter::of("working_days", 3, Unit::WorkingDay)]),
    Rule::new(
        "SEAL22-16",
        Label::new("查询的申请、审查和答复", "application, review and answer of a query"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十六条", "SEAL22 16"),
        since::SEAL22,
    )
    .with(&[Parameter::of("working_days", 3, Unit::WorkingDay)]),
    Rule::new(
        "SEAL22-17",
        Label::new("查询的登记、保密承诺和范围", "register, undertaking and scope of a query"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十七条", "SEAL22 17"),
        since::SEAL22,
    ),
    Rule::new(
        "SEAL22-18",
        Label::new("解除封存的情形", "when a record is unsealed"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十八条", "SEAL22 18"),
        since::SEAL22,
    )
    .with(&[Parameter::of("more_than_years", 5, Unit::Year)]),
    Rule::new(
        "MQ-1",
        Label::new("答复封存记录查询申请", "answer an application to query a sealed record"),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第十六条", "SEAL22 16"),
        since::SEAL22,
    )
    .sets(
        Deadline::after(DeadlineEvent::SealedQueryApplication, 3, Unit::WorkingDay)
            .stopped_by(&[DeadlineEvent::QueryAnswered])
            .by(CountyAgency),
    ),
];
