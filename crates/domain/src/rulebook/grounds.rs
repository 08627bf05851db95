//! Grounds of revocation and committal to prison (rulebook §9.1).

use super::{Label, Parameter, Rule, Unit, since};

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "CL-77",
        Label::new("缓刑的撤销", "revocation of probation"),
        Label::new("《刑法》第七十七条；《社区矫正法》第四十六条", "CL 77; CCL 46"),
        since::CL,
    ),
    Rule::new(
        "CL-86",
        Label::new("假释的撤销", "revocation of parole"),
        Label::new("《刑法》第八十六条；《社区矫正法》第四十六条", "CL 86; CCL 46"),
        since::CL,
    ),
    Rule::new(
        "CPL-268",
        Label::new("暂予监外执行的收监", "committal of one outside prison"),
        Label::new("《刑事诉讼法》第二百六十八条", "CPL 268"),
        since::CPL,
    ),
    Rule::new(
        "IM-46",
        Label::new("提请撤销缓刑", "proposal to revoke probation"),
        Label::new(
            "《社区矫正法》第四十六条；《实施办法》第四十六条；法释〔2021〕1号第五百四十三条",
            "CCL 46; IM 46; INT21 543",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-46-1",
        Label::new("违反禁止令，情节严重", "a prohibition order seriously breached"),
        Label::new("《实施办法》第四十六条第一项；法释〔2021〕1号第五百四十三条", "IM 46(1); INT21 543"),
        since::CCL,
    ),
    Rule::new(
        "IM-46-2",
        Label::new(
            "无正当理由不按规定时间报到或者脱管超过一个月",
            "late reporting, or out of supervision, for more than a month without legitimate reason",
        ),
        Label::new("《实施办法》第四十六条第二项；法释〔2021〕1号第五百四十三条", "IM 46(2); INT21 543"),
        since::CCL,
    )
    .with(&[Parameter::of("more_than_months", 1, Unit::Month)]),
    Rule::new(
        "IM-46-3",
        Label::new(
            "因违反监督管理规定受到治安管理处罚，仍不改正",
            "punished by the police for a breach of supervision, not corrected",
        ),
        Label::new("《实施办法》第四十六条第三项；法释〔2021〕1号第五百四十三条", "IM 46(3); INT21 543"),
        since::CCL,
    ),
    Rule::new(
        "IM-46-4",
        Label::new("受到执行机关两次警告，仍不改正", "two warnings, not corrected"),
        Label::new("《实施办法》第四十六条第四项；法释〔2021〕1号第五百四十三条", "IM 46(4); INT21 543"),
        since::CCL,
    )
    .with(&[Parameter::number("warnings", 2)]),
    Rule::new(
        "IM-46-5",
        Label::new("其他违反监督管理规定，情节严重", "another serious breach"),
        Label::new("《实施办法》第四十六条第五项；法释〔2021〕1号第五百四十三条", "IM 46(5); INT21 543"),
        since::CCL,
    ),
    Rule::new(
        "IM-47",
        Label::new("提请撤销假释", "proposal to revoke parole"),
        Label::new(
            "《社区矫正法》第四十六条；《实施办法》第四十七条；法释〔2021〕1号第五百四十三条",
            "CCL 46; IM 47; INT21 543",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-47-1",
        Label::new(
            "无正当理由不按规定时间报到或者脱管超过一个月",
            "late reporting, or out of supervision, for more than a month without legitimate reason",
        ),
        Label::new("《实施办法》第四十七条第一项；法释〔2021〕1号第五百四十三条", "IM 47(1); INT21 543"),
        since::CCL,
    )
    .with(&[Parameter::of("more_than_months", 1, Unit::Month)]),
    Rule::new(
        "IM-47-2",
        Label::new("受到执行机关两次警告，仍不改正", "two warnings, not corrected"),
        Label::new("《实施办法》第四十七条第二项；法释〔2021〕1号第五百四十三条", "IM 47(2); INT21 543"),
        since::CCL,
    )
    .with(&[Parameter::number("warnings", 2)]),
    Rule::new(
        "IM-47-3",
        Label::new("其他违反监督管理规定，尚未构成新的犯罪", "any other breach that is not yet a crime"),
        Label::new(
            "《实施办法》第四十七条第三项；法释〔2021〕1号第五百四十三条；《刑法》第八十六条",
            "IM 47(3); INT21 543; CL 86",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-49",
        Label::new("提请收监执行", "proposal of committal to prison"),
        Label::new(
            "《社区矫正法》第四十九条；《实施办法》第四十九条；法释〔2021〕1号第五百一十六条；《刑事诉讼法》第二百六十八条",
            "CCL 49; IM 49; INT21 516; CPL 268",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-49-1",
        Label::new("不符合暂予监外执行条件", "does not meet the conditions"),
        Label::new("《实施办法》第四十九条第一项；法释〔2021〕1号第五百一十六条", "IM 49(1); INT21 516"),
        since::CCL,
    ),
    Rule::new(
        "IM-49-2",
        Label::new(
            "未经批准离开所居住市、县，经警告拒不改正，或者拒不报告行踪、脱离监管",
            "left without approval and not corrected after a warning, or refuses to report whereabouts, out of supervision",
        ),
        Label::new("《实施办法》第四十九条第二项；法释〔2021〕1号第五百一十六条", "IM 49(2); INT21 516"),
        since::CCL,
    ),
    Rule::new(
        "IM-49-3",
        Label::new(
            "因违反监督管理规定受到治安管理处罚，仍不改正",
            "punished by the police for a breach of supervision, not corrected",
        ),
        Label::new("《实施办法》第四十九条第三项；法释〔2021〕1号第五百一十六条", "IM 49(3); INT21 516"),
        since::CCL,
    ),
    Rule::new(
        "IM-49-4",
        Label::new("受到执行机关两次警告", "two warnings"),
        Label::new("《实施办法》第四十九条第四项；法释〔2021〕1号第五百一十六条第四项", "IM 49(4); INT21 516(4)"),
        since::CCL,
    )
    .with(&[Parameter::number("warnings", 2)]),
    Rule::new(
        "IM-49-5",
        Label::new(
            "保外就医期间不按规定提交病情复查，经警告拒不改正",
            "a medical parolee does not hand in the re-examination, not corrected after a warning",
        ),
        Label::new("《实施办法》第四十九条第五项；法释〔2021〕1号第五百一十六条第五项", "IM 49(5); INT21 516(5)"),
        since::CCL,
    ),
    Rule::new(
        "IM-49-6",
        Label::new("暂予监外执行的情形消失后，刑期未满", "the ground is gone and the sentence is not over"),
        Label::new(
            "《实施办法》第四十九条第六项；法释〔2021〕1号第五百一十六条；《刑事诉讼法》第二百六十八条",
            "IM 49(6); INT21 516; CPL 268",
        ),
        since::CCL,
    ),
    Rule::new(
        "IM-49-7",
        Label::new(
            "保证人丧失保证条件或者不履行义务被取消资格，不能在规定期限内提出新的保证人",
            "the guarantor is lost or disqualified, and none new is named in time",
        ),
        Label::new("《实施办法》第四十九条第七项；法释〔2021〕1号第五百一十六条", "IM 49(7); INT21 516"),
        since::CCL,
    ),
    Rule::new(
        "IM-49-8",
        Label::new("其他违反法律、行政法规和监督管理规定，情节严重", "another serious breach"),
        Label::new("《实施办法》第四十九条第八项；法释〔2021〕1号第五百一十六条", "IM 49(8); INT21 516"),
        since::CCL,
    ),
    Rule::new(
        "INT21-516",
        Label::new("人民法院决定收监执行的情形", "when a court decides on committal"),
        Label::new("法释〔2021〕1号第五百一十六条", "INT21 516"),
        since::INT21,
    ),
    Rule::new(
        "INT21-518",
        Label::new("不计入执行刑期的期间由决定确定", "the decision fixes the time that does not count"),
        Label::new("法释〔2021〕1号第五百一十八条", "INT21 518"),
        since::INT21,
    ),
    Rule::new(
        "INT21-542",
        Label::new("缓刑、假释考验期内犯新罪或者发现漏罪的撤销", "revocation for a new or undiscovered crime"),
        Label::new(
            "法释〔2021〕1号第五百四十二条；《刑法》第七十七条、第八十六条；《社区矫正法》第四十六条",
            "INT21 542; CL 77, 86; CCL 46",
        ),
        since::CL,
    ),
    Rule::new(
        "INT21-543",
        Label::new("人民法院撤销缓刑、假释的情形", "when a court revokes probation or parole"),
        Label::new("法释〔2021〕1号第五百四十三条", "INT21 543"),
        since::INT21,
    ),
    Rule::new(
        "CCL-46",
        Label::new("撤销缓刑、假释的情形和受理法院", "revocation of probation and parole, and which court"),
        Label::new("《社区矫正法》第四十六条", "CCL 46"),
        since::CCL,
    ),
    Rule::new(
        "CP16-29",
        Label::new("撤销假释由作出假释裁定的人民法院处理", "parole is revoked by the court that granted it"),
        Label::new("法释〔2016〕23号第二十九条", "CP16 29"),
        since::CP16,
    ),
    Rule::new(
        "OP26-16",
        Label::new("提请撤销、收监执行的证据材料", "evidence for a proposal of revocation or committal"),
        Label::new("司发通〔2026〕8号第十六条", "OP26 16"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-1",
        Label::new("建议书", "the proposal"),
        Label::new("司发通〔2026〕8号第十六条第一款第一项", "OP26 16 ¶1(1)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-2",
        Label::new("判决书、裁定书、决定书、执行通知书等法律文书的复印件", "copies of the legal documents"),
        Label::new("司发通〔2026〕8号第十六条第一款第二项", "OP26 16 ¶1(2)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-3",
        Label::new("违反规定或者情形消失的证明材料", "proof of the breach, or that the ground is gone"),
        Label::new("司发通〔2026〕8号第十六条第一款第三项", "OP26 16 ¶1(3)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-4",
        Label::new("考核奖惩记录", "the record of appraisal, rewards and sanctions"),
        Label::new("司发通〔2026〕8号第十六条第一款第四项", "OP26 16 ¶1(4)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-5",
        Label::new("不计入执行刑期的证明材料", "proof of time that does not count"),
        Label::new("司发通〔2026〕8号第十六条第一款第五项", "OP26 16 ¶1(5)"),
        since::OP26,
    ),
    Rule::new(
        "OP26-16-6",
        Label::new("其他材料", "other papers"),
        Label::new("司发通〔2026〕8号第十六条第一款第六项", "OP26 16 ¶1(6)"),
        since::OP26,
    ),
];
