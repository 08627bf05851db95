//! The instruments that rules rest on, with the days from which, and to which, they are law.
//!
//! A citation names an instrument by its abbreviation and then its articles (`CCL 20; IM 16 ¶2`); citations are divided by
//! semicolons, in both languages in the same order. Article numbers follow the text in force; where an instrument was revised,
//! the earlier one stands here by itself, so that an act can be judged by the law of its day.

use serde::Serialize;

use super::{Label, since};
use crate::time::Date;

/// A law, an interpretation, a rule or an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Instrument {
    /// How English citations name it.
    pub abbreviation: &'static str,
    /// How Chinese citations name it.
    pub cited_as: &'static str,
    /// Its full name.
    pub title: Label,
    /// The number of the document (文号), where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_number: Option<&'static str>,
    /// The day from which it is law.
    pub in_force_from: Date,
    /// The last day on which it was law, if it was repealed or revised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force_to: Option<Date>,
}

impl Instrument {
    const fn new(abbreviation: &'static str, cited_as: &'static str, title: Label, in_force_from: Date) -> Self {
        Self { abbreviation, cited_as, title, document_number: None, in_force_from, in_force_to: None }
    }

    const fn numbered(self, document_number: &'static str) -> Self {
        Self { document_number: Some(document_number), ..self }
    }

    const fn to(self, in_force_to: Date) -> Self {
        Self { in_force_to: Some(in_force_to), ..self }
    }

    /// Whether it is law on this day.
    #[must_use]
    pub fn is_in_force(&self, on: Date) -> bool {
        self.in_force_from <= on && self.in_force_to.is_none_or(|last_day| on <= last_day)
    }
}

const INSTRUMENTS: &[Instrument] = &[
    Instrument::new(
        "CCL",
        "《社区矫正法》",
        Label::new("中华人民共和国社区矫正法", "Community Corrections Law"),
        since::CCL,
    ),
    Instrument::new(
        "IM",
        "《实施办法》",
        Label::new("中华人民共和国社区矫正法实施办法", "Implementing Measures of the Community Corrections Law"),
        since::CCL,
    )
    .numbered("司发通〔2020〕59号"),
    Instrument::new(
        "OP26",
        "司发通〔2026〕8号",
        Label::new(
            "关于进一步加强社区矫正工作衔接配合管理的意见",
            "Opinion on further strengthening linkage and coordination in community corrections",
        ),
        since::OP26,
    )
    .numbered("司发通〔2026〕8号"),
    Instrument::new(
        "OP16",
        "司发通〔2016〕88号",
        Label::new(
            "关于进一步加强社区矫正工作衔接配合管理的意见（2016年）",
            "Opinion of 2016 on linkage and coordination in community corrections",
        ),
        since::OP16,
    )
    .numbered("司发通〔2016〕88号")
    .to(since::OP16_END),
    Instrument::new(
        "OP23",
        "司发通〔2023〕24号",
        Label::new(
            "关于进一步规范暂予监外执行工作的意见",
            "Opinion on further regulating temporary execution outside prison",
        ),
        since::OP23,
    )
    .numbered("司发通〔2023〕24号"),
    Instrument::new(
        "TEO14",
        "《暂予监外执行规定》",
        Label::new("暂予监外执行规定", "Provisions on temporary execution outside prison"),
        since::TEO14,
    )
    .numbered("司发通〔2014〕112号"),
    Instrument::new("CL", "《刑法》", Label::new("中华人民共和国刑法", "Criminal Law"), since::CL),
    Instrument::new(
        "CPL",
        "《刑事诉讼法》",
        Label::new("中华人民共和国刑事诉讼法", "Criminal Procedure Law"),
        since::CPL,
    ),
    Instrument::new(
        "INT21",
        "法释〔2021〕1号",
        Label::new(
            "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
            "Interpretation of the Criminal Procedure Law by the Supreme People’s Court",
        ),
        since::INT21,
    )
    .numbered("法释〔2021〕1号"),
    Instrument::new(
        "SPP19",
        "《人民检察院刑事诉讼规则》",
        Label::new("人民检察院刑事诉讼规则", "Procuratorate Rules of Criminal Procedure"),
        since::SPP19,
    ),
    Instrument::new(
        "SP20",
        "法发〔2020〕38号",
        Label::new("法发〔2020〕38号（规范量刑程序）", "Opinion on sentencing procedure"),
        since::SP20,
    )
    .numbered("法发〔2020〕38号"),
    Instrument::new(
        "CP16",
        "法释〔2016〕23号",
        Label::new("最高人民法院关于办理减刑、假释案件具体应用法律的规定", "Provisions on commutation and parole"),
        since::CP16,
    )
    .numbered("法释〔2016〕23号"),
    Instrument::new(
        "CP24",
        "法释〔2024〕5号",
        Label::new(
            "关于减刑、假释案件中财产性判项的规定",
            "Provisions on property penalties in commutation and parole",
        ),
        since::CP24,
    )
    .numbered("法释〔2024〕5号"),
    Instrument::new(
        "PO11",
        "法发〔2011〕9号",
        Label::new(
            "关于对判处管制、宣告缓刑的犯罪分子适用禁止令有关问题的规定（试行）",
            "Provisions on prohibition orders",
        ),
        since::PO11,
    )
    .numbered("法发〔2011〕9号"),
    Instrument::new(
        "PSAPL",
        "《治安管理处罚法》（2025年修订）",
        Label::new(
            "中华人民共和国治安管理处罚法（2025年修订）",
            "Public Security Administration Punishments Law as revised in 2025",
        ),
        since::PSAPL,
    ),
    Instrument::new(
        "PSAPL06",
        "《治安管理处罚法》（2012年修正）",
        Label::new(
            "中华人民共和国治安管理处罚法（2005年通过，2012年修正）",
            "Public Security Administration Punishments Law before the revision of 2025",
        ),
        since::PSAPL06,
    )
    .to(since::PSAPL06_END),
    Instrument::new(
        "PL26",
        "《监狱法》（2026年修订）",
        Label::new("中华人民共和国监狱法（2026年修订）", "Prison Law as revised in 2026"),
        since::PL26,
    ),
    Instrument::new(
        "SL24",
        "《监察法》（2024年修正）",
        Label::new("中华人民共和国监察法（2024年修正）", "Supervision Law as amended in 2024"),
        since::SL24,
    ),
    Instrument::new(
        "APL",
        "《行政处罚法》",
        Label::new("中华人民共和国行政处罚法", "Administrative Penalties Law"),
        since::APL,
    ),
    Instrument::new(
        "EEL",
        "《出境入境管理法》",
        Label::new("中华人民共和国出境入境管理法", "Exit and Entry Administration Law"),
        since::EEL,
    ),
    Instrument::new(
        "SEAL22",
        "《关于未成年人犯罪记录封存的实施办法》",
        Label::new("关于未成年人犯罪记录封存的实施办法", "Measures on sealing the criminal records of minors"),
        since::SEAL22,
    ),
    Instrument::new("ARL", "《档案法》", Label::new("中华人民共和国档案法", "Archives Law"), since::ARL),
    Instrument::new(
        "ARR",
        "《档案法实施条例》",
        Label::new("中华人民共和国档案法实施条例", "Implementing Regulations of the Archives Law"),
        since::ARR,
    ),
    Instrument::new(
        "PIPL",
        "《个人信息保护法》",
        Label::new("中华人民共和国个人信息保护法", "Personal Information Protection Law"),
        since::PIPL,
    ),
    Instrument::new(
        "HN",
        "国务院办公厅节假日安排通知",
        Label::new(
            "国务院办公厅关于部分节假日安排的通知（逐年发布）",
            "Holiday notices of the State Council, one a year",
        ),
        since::HN,
    ),
];
/// Every instrument.
pub fn instruments() -> impl Iterator<Item = &'static Instrument> {
    INSTRUMENTS.iter()
}

/// The instrument with this abbreviation.
#[must_use]
pub fn instrument(abbreviation: &str) -> Option<&'static Instrument> {
    INSTRUMENTS.iter().find(|instrument| instrument.abbreviation == abbreviation)
}
