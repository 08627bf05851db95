//! Terms, prohibition orders and how time is counted (rulebook §1, §16.1).

use super::{Confidence, Label, Rule, since};

/// Article 105 of the Criminal Procedure Law, on which most ways of counting rest.
const CPL_105: Label = Label::new("《刑事诉讼法》第一百零五条", "CPL 105");

/// Article 202 of the interpretation of 2021: months and years.
const INT21_202: Label = Label::new("法释〔2021〕1号第二百零二条", "INT21 202");

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "T-1",
        Label::new("缓刑考验期自判决确定之日起算", "probation begins on the day on which the judgment is final"),
        Label::new("《刑法》第七十三条；《刑事诉讼法》第二百三十条", "CL 73; CPL 230"),
        since::CPL,
    )
    .held(Confidence::Knowledge),
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
        "T-5",
        Label::new("假释自假释之日起算", "parole begins on the day of parole"),
        Label::new("《刑法》第八十三条", "CL 83"),
        since::CL,
    ),
    Rule::new(
        "T-10",
        Label::new("矫正期满遇节假日不顺延", "the end of a term does not move off a rest day"),
        CPL_105,
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
    ),
    Rule::new(
        "CL-41",
        Label::new("管制刑期的起算和羁押折抵", "start of public surveillance and credit of custody"),
        Label::new(
            "《刑法》第四十一条；《刑事诉讼法》第七十六条；《监察法》（2024年修正）",
            "CL 41; CPL 76; Supervision Law as amended 2024",
        ),
        since::CL,
    ),
    Rule::new(
        "CL-73",
        Label::new("缓刑考验期限的幅度", "limits of the probation period"),
        Label::new("《刑法》第七十三条", "CL 73"),
        since::CL,
    ),
    Rule::new(
        "PO-1",
        Label::new("管制、缓刑可以同时宣告禁止令", "a prohibition order may go with surveillance or probation"),
        Label::new("《刑法》第三十八条、第七十二条", "CL 38, 72"),
        since::PO11,
    ),
    Rule::new(
        "PO-2",
        Label::new("禁止令的期限", "length of a prohibition order"),
        Label::new("法发〔2011〕9号第六条", "PO11 6"),
        since::PO11,
    ),
    Rule::new("C-1", Label::new("以日计算的期间", "periods in days"), CPL_105, since::CPL),
    Rule::new(
        "C-2",
        Label::new("以工作日计算的期间", "periods in working days"),
        Label::new("国务院办公厅节假日安排通知", "holiday notices of the State Council"),
        since::CPL,
    )
    .held(Confidence::Knowledge),
    Rule::new("C-3", Label::new("以月计算的期间", "periods in months"), INT21_202, since::INT21),
    Rule::new(
        "C-4",
        Label::new("刑期和矫正期限的计算", "terms of sentences and of correction"),
        INT21_202,
        since::INT21,
    ),
    Rule::new("C-5", Label::new("以小时计算的期间", "periods in hours"), CPL_105, since::CPL),
    Rule::new("C-6", Label::new("羁押期限不顺延", "custody is never prolonged by a rest day"), CPL_105, since::CPL),
    Rule::new(
        "C-7",
        Label::new("期满前的提前期限", "periods before an event"),
        Label::new("《实施办法》第五十三条；司发通〔2026〕8号第十六条、第二十二条", "IM 53; OP26 16, 22"),
        since::CCL,
    ),
    Rule::new(
        "C-10",
        Label::new("以月为限的批准有效期", "validity of powers limited in months"),
        INT21_202,
        since::INT21,
    )
    .held(Confidence::Inference),
    Rule::new(
        "C-11",
        Label::new("以北京时间的自然日计算", "legal days are local civil days, UTC+8"),
        CPL_105,
        since::CPL,
    )
    .held(Confidence::Knowledge),
];
