//! Prohibition orders (禁止令; rulebook §1.4).

use super::{Confidence, Label, Parameter, Rule, Unit, since};

pub(super) const RULES: &[Rule] = &[
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
    )
    .with(&[
        Parameter::of("surveillance_least_months", 3, Unit::Month),
        Parameter::of("probation_least_months", 2, Unit::Month),
    ]),
    Rule::new(
        "PO-3",
        Label::new("进入特定区域、场所的批准和告知", "approval to enter a place that needs it, and whom to tell"),
        Label::new("《实施办法》第三十九条", "IM 39"),
        since::CCL,
    ),
    Rule::new(
        "PO-4",
        Label::new("定期报告遵守禁止令的情况", "regular report on compliance with a prohibition order"),
        Label::new("《实施办法》第二十四条", "IM 24"),
        since::CCL,
    ),
    Rule::new(
        "PO-5",
        Label::new("违反禁止令的处理", "what follows a breach of a prohibition order"),
        Label::new(
            "《刑法》第三十八条、第七十七条；《实施办法》第三十五条、第四十六条；法发〔2011〕9号第十一条、第十二条",
            "CL 38, 77; IM 35, 46; PO11 11, 12",
        ),
        since::PO11,
    ),
    Rule::new(
        "PO-6",
        Label::new("违反禁止令“情节严重”的认定", "when a breach of a prohibition order is serious"),
        Label::new("法发〔2011〕9号第十二条", "PO11 12"),
        since::PO11,
    )
    .with(&[Parameter::number("breaches", 3)]),
    Rule::new(
        "PO-7",
        Label::new("减刑后禁止令期限相应缩短", "a commutation may shorten the prohibition order correspondingly"),
        Label::new("法发〔2011〕9号第十三条", "PO11 13"),
        since::PO11,
    )
    .held(Confidence::Knowledge),
    Rule::new(
        "PO-8",
        Label::new("禁止令期限独立于矫正期限", "the end of a prohibition order is its own"),
        Label::new("法发〔2011〕9号第六条", "PO11 6"),
        since::PO11,
    )
    .held(Confidence::Inference),
];
