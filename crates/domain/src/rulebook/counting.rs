//! How time is counted, and what boundary words mean (rulebook §0.4, §16.1).

use super::{Confidence, Label, Parameter, Rule, Unit, since};
use crate::defaults::DefaultKey;

pub(super) const RULES: &[Rule] = &[
    Rule::new(
        "C-1",
        Label::new("以日计算的期间", "periods in days"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    )
    .decided_by(&[DefaultKey::PeriodFirstDayExcluded, DefaultKey::PeriodHolidayShiftForAgency]),
    Rule::new(
        "C-2",
        Label::new("以工作日计算的期间", "periods in working days"),
        Label::new("国务院办公厅节假日安排通知", "HN"),
        since::CPL,
    )
    .held(Confidence::Knowledge)
    .decided_by(&[DefaultKey::HolidayTable]),
    Rule::new(
        "C-3",
        Label::new("以月计算的期间", "periods in months"),
        Label::new("法释〔2021〕1号第二百零二条", "INT21 202"),
        since::INT21,
    ),
    Rule::new(
        "C-4",
        Label::new("刑期和矫正期限的计算", "terms of sentences and of correction"),
        Label::new("法释〔2021〕1号第二百零二条", "INT21 202"),
        since::INT21,
    ),
    Rule::new(
        "C-5",
        Label::new("以小时计算的期间", "periods in hours"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    ),
    Rule::new(
        "C-6",
        Label::new("羁押期限不顺延", "custody is never prolonged by a rest day"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    ),
    Rule::new(
        "C-7",
        Label::new("期满前的提前期限", "periods before an event"),
        Label::new("《实施办法》第五十三条；司发通〔2026〕8号第十六条、第二十二条", "IM 53; OP26 16, 22"),
        since::CCL,
    ),
    Rule::new(
        "C-8",
        Label::new("在途时间和邮寄", "travel time and mail"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    ),
    Rule::new(
        "C-9",
        Label::new("期间的恢复", "restoration of a missed period"),
        Label::new("《刑事诉讼法》第一百零六条", "CPL 106"),
        since::CPL,
    )
    .with(&[Parameter::of("days", 5, Unit::Day)]),
    Rule::new(
        "C-10",
        Label::new("以月为限的批准有效期", "validity of powers limited in months"),
        Label::new("法释〔2021〕1号第二百零二条", "INT21 202"),
        since::INT21,
    )
    .held(Confidence::Inference),
    Rule::new(
        "C-11",
        Label::new("以北京时间的自然日计算", "legal days are local civil days, UTC+8"),
        Label::new("《刑事诉讼法》第一百零五条", "CPL 105"),
        since::CPL,
    )
    .held(Confidence::Knowledge),
    Rule::new(
        "CL-99",
        Label::new(
            "刑法的“以上”“以下”“以内”包括本数",
            "the boundary words of the Criminal Law include the number itself",
        ),
        Label::new("《刑法》第九十九条", "CL 99"),
        since::CL,
    ),
    Rule::new(
        "IM-58",
        Label::new(
            "《实施办法》的“以上”“内”包括本数，“以下”“超过”不包括本数",
            "in the Implementing Measures 以上 and 内 include the number, 以下 and 超过 do not",
        ),
        Label::new("《实施办法》第五十八条", "IM 58"),
        since::CCL,
    ),
    Rule::new(
        "OP26-26",
        Label::new(
            "本意见的“内”包括本数，“超过”不包括本数",
            "in the opinion of 2026 内 includes the number, 超过 does not",
        ),
        Label::new("司发通〔2026〕8号第二十六条", "OP26 26"),
        since::OP26,
    ),
    Rule::new(
        "PSAPL-143",
        Label::new(
            "治安管理处罚法的“以上”“以下”“以内”包括本数",
            "the boundary words of the Public Security Administration Punishments Law include the number itself",
        ),
        Label::new("《治安管理处罚法》（2025年修订）第一百四十三条", "PSAPL 143"),
        since::PSAPL06,
    )
    .formerly(Label::new("《治安管理处罚法》（2012年修正）第一百一十八条", "PSAPL06 118")),
    Rule::new(
        "SEAL22-24",
        Label::new(
            "封存办法的“以上”“以下”包括本数",
            "the boundary words of the sealing measures include the number itself",
        ),
        Label::new("《关于未成年人犯罪记录封存的实施办法》第二十四条", "SEAL22 24"),
        since::SEAL22,
    ),
];
