//! Terms: their start, their end, and what changes them (rulebook §1.1 – §1.3).

use super::{Confidence, Label, Parameter, Rule, Unit, since};
use crate::defaults::DefaultKey;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "T-1",
        Label::new("缓刑考验期自判决确定之日起算", "probation begins on the day on which the judgment is final"),
        Label::new("《刑法》第七十三条；《刑事诉讼法》第二百三十条", "CL 73; CPL 230"),
        since::CPL,
    )
    .held(Confidence::Knowledge)
    .with(&[Parameter::of("appeal_days", 10, Unit::Day)])
    .decided_by(&[DefaultKey::ProbationStart]),
    Rule::new(
        "T-2",
        Label::new("第二审和其他终审裁判的生效时间", "when second-instance and other final decisions take effect"),
        Label::new("法释〔2021〕1号第四百一十三条；《刑事诉讼法》第二百五十九条", "INT21 413; CPL 259"),
        since::INT21,
    ),
    Rule::new(
        "T-3",
        Label::new(
            "以法律文书载明的起止日期为准，计算仅作核对",
            "the dates in the court's papers rule; the computation is a check",
        ),
        Label::new("《社区矫正法》第十七条、第二十条", "CCL 17, 20"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "T-4",
        Label::new(
            "管制自判决执行之日起算，以执行通知书为准",
            "public surveillance begins when the judgment is executed: the execution notice rules",
        ),
        Label::new("《刑法》第四十一条；法释〔2016〕23号第四十条", "CL 41; CP16 40"),
        since::CP16,
    )
    .held(Confidence::Inference),
    Rule::new(
        "T-5",
        Label::new("假释自假释之日起算", "parole begins on the day of parole"),
        Label::new("《刑法》第八十三条", "CL 83"),
        since::CL,
    ),
    Rule::new(
        "T-6",
        Label::new("暂予监外执行的起算", "start of temporary execution outside prison"),
        Label::new("《刑事诉讼法》第二百六十五条、第二百六十八条", "CPL 265, 268"),
        since::CPL,
    )
    .held(Confidence::Inference)
    .decided_by(&[DefaultKey::TempExecStart]),
    Rule::new(
        "T-7",
        Label::new("不计入执行刑期的期间", "time that does not count as sentence served"),
        Label::new(
            "《刑事诉讼法》第二百六十八条；法释〔2021〕1号第五百一十八条；司发通〔2026〕8号第十六条第一款第五项",
            "CPL 268; INT21 518; OP26 16 ¶1(5)",
        ),
        since::CPL,
    ),
    Rule::new(
        "T-8",
        Label::new("羁押或者脱管不延长缓刑、假释考验期", "detention or absence does not prolong probation or parole"),
        Label::new("《刑法》第七十三条、第八十三条；《社区矫正法》第四十四条", "CL 73, 83; CCL 44"),
        since::CCL,
    )
    .held(Confidence::Inference),
    Rule::new(
        "T-9",
        Label::new("社区矫正期间的减刑", "commutation during correction"),
        Label::new(
            "《刑法》第七十八条至第八十条；法释〔2016〕23号第十六条、第十八条；《社区矫正法》第三十三条",
            "CL 78–80; CP16 16, 18; CCL 33",
        ),
        since::CCL,
    )
    .with(&[
        Parameter::of("probation_floor_detention_months", 2, Unit::Month),
        Parameter::of("probation_floor_fixed_term_months", 12, Unit::Month),
    ]),
    Rule::new(
        "T-10",
        Label::new("矫正期满遇节假日不顺延", "the end of a term does not move off a rest day"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    )
    .held(Confidence::Knowledge),
    Rule::new(
        "CL-38",
        Label::new(
            "管制期限为三个月以上二年以下，数罪并罚不超过三年",
            "public surveillance lasts three months to two years, three for several crimes",
        ),
        Label::new("《刑法》第三十八条、第六十九条", "CL 38, 69"),
        since::CL,
    )
    .with(&[
        Parameter::of("least_months", 3, Unit::Month),
        Parameter::of("most_months", 24, Unit::Month),
        Parameter::of("most_months_several_crimes", 36, Unit::Month),
    ]),
    Rule::new(
        "CL-41",
        Label::new("管制刑期的起算和羁押折抵", "start of public surveillance and credit of custody"),
        Label::new("《刑法》第四十一条；《刑事诉讼法》第七十六条；《监察法》（2024年修正）", "CL 41; CPL 76; SL24"),
        since::CL,
    )
    .with(&[
        Parameter::number("custody_credit", 2),
        Parameter::number("designated_residence_credit", 1),
        Parameter::number("supervisory_detention_credit", 2),
    ]),
    Rule::new(
        "CL-71",
        Label::new(
            "管制期间又犯新罪的，数罪并罚",
            "a new crime during public surveillance is punished together with the rest of the term",
        ),
        Label::new("《刑法》第七十一条", "CL 71"),
        since::CL,
    ),
    Rule::new(
        "CL-73",
        Label::new("缓刑考验期限的幅度", "limits of the probation period"),
        Label::new("《刑法》第七十三条", "CL 73"),
        since::CL,
    )
    .with(&[
        Parameter::of("detention_least_months", 2, Unit::Month),
        Parameter::of("detention_most_months", 12, Unit::Month),
        Parameter::of("fixed_term_least_months", 12, Unit::Month),
        Parameter::of("fixed_term_most_months", 60, Unit::Month),
    ]),
    Rule::new(
        "CL-78",
        Label::new("减刑的条件和实际执行刑期的下限", "conditions of commutation, and the least time served"),
        Label::new("《刑法》第七十八条", "CL 78"),
        since::CL,
    ),
    Rule::new(
        "CL-83",
        Label::new("假释考验期限", "the period of parole"),
        Label::new("《刑法》第八十三条", "CL 83"),
        since::CL,
    )
    .with(&[Parameter::of("life_sentence_years", 10, Unit::Year)]),
    Rule::new(
        "CPL-265",
        Label::new("暂予监外执行的情形", "grounds of temporary execution outside prison"),
        Label::new("《刑事诉讼法》第二百六十五条", "CPL 265"),
        since::CPL,
    ),
    Rule::new(
        "CP16-16",
        Label::new(
            "管制、拘役和余刑不满二年的减刑，实际执行不得少于原判刑期二分之一",
            "commutation of short terms: at least half of the sentence is served",
        ),
        Label::new("法释〔2016〕23号第十六条", "CP16 16"),
        since::CP16,
    ),
    Rule::new(
        "CP16-18",
        Label::new(
            "缓刑考验期内有重大立功的减刑和考验期的缩减",
            "commutation on probation for major merit, and the shorter probation period",
        ),
        Label::new("法释〔2016〕23号第十八条", "CP16 18"),
        since::CP16,
    )
    .with(&[
        Parameter::of("detention_least_months", 2, Unit::Month),
        Parameter::of("fixed_term_least_months", 12, Unit::Month),
    ]),
    Rule::new(
        "CP16-40",
        Label::new("判决执行之日的含义", "what the day of execution of a judgment means"),
        Label::new("法释〔2016〕23号第四十条", "CP16 40"),
        since::CP16,
    ),
];
