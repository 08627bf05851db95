//! The days from which the instruments are law, and the last days of those that no longer are.

use crate::time::Date;

/// A day that is known to exist; a test looks at every rule's and every instrument's day.
const fn day(year: i32, month: u32, day: u32) -> Date {
    match Date::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => Date::MIN,
    }
}

/// 刑法 (the text of 1997).
pub(super) const CL: Date = day(1997, 10, 1);
/// 治安管理处罚法 (the text of 2005, as amended in 2012).
pub(super) const PSAPL06: Date = day(2006, 3, 1);
/// The last day of that text.
pub(super) const PSAPL06_END: Date = day(2025, 12, 31);
/// The yearly holiday notices in their present form.
pub(super) const HN: Date = day(2008, 1, 1);
/// 关于对判处管制、宣告缓刑的犯罪分子适用禁止令有关问题的规定（试行）.
pub(super) const PO11: Date = day(2011, 5, 1);
/// 出境入境管理法.
pub(super) const EEL: Date = day(2013, 7, 1);
/// 暂予监外执行规定.
pub(super) const TEO14: Date = day(2014, 12, 1);
/// 司发通〔2016〕88号.
pub(super) const OP16: Date = day(2016, 8, 30);
/// Its last day: 司发通〔2026〕8号 repeals it.
pub(super) const OP16_END: Date = day(2026, 2, 20);
/// 法释〔2016〕23号.
pub(super) const CP16: Date = day(2017, 1, 1);
/// 刑事诉讼法 (the text of 2018).
pub(super) const CPL: Date = day(2018, 10, 26);
/// 人民检察院刑事诉讼规则 (2019).
pub(super) const SPP19: Date = day(2019, 12, 30);
/// 社区矫正法 and 社区矫正法实施办法.
pub(super) const CCL: Date = day(2020, 7, 1);
/// 法发〔2020〕38号.
pub(super) const SP20: Date = day(2020, 11, 6);
/// 档案法 (2020).
pub(super) const ARL: Date = day(2021, 1, 1);
/// 最高人民法院关于适用刑事诉讼法的解释 (2021).
pub(super) const INT21: Date = day(2021, 3, 1);
/// 行政处罚法 (2021).
pub(super) const APL: Date = day(2021, 7, 15);
/// 个人信息保护法.
pub(super) const PIPL: Date = day(2021, 11, 1);
/// 关于未成年人犯罪记录封存的实施办法.
pub(super) const SEAL22: Date = day(2022, 5, 30);
/// 司发通〔2023〕24号.
pub(super) const OP23: Date = day(2023, 7, 1);
/// 档案法实施条例 (2024).
pub(super) const ARR: Date = day(2024, 3, 1);
/// 法释〔2024〕5号.
pub(super) const CP24: Date = day(2024, 5, 1);
/// 监察法 (as amended in 2024).
pub(super) const SL24: Date = day(2025, 6, 1);
/// 治安管理处罚法 (2025).
pub(super) const PSAPL: Date = day(2026, 1, 1);
/// 司发通〔2026〕8号.
pub(super) const OP26: Date = day(2026, 2, 21);
/// 监狱法 (2026).
pub(super) const PL26: Date = day(2026, 11, 1);
