//! Whether leaving for a destination is leaving the city or county at all (IM 26).

use serde::{Deserialize, Serialize};

use crate::{
    code::LeaveNeed,
    judgement::{QuestionFault, basis},
    rulebook,
    text::Text,
    time::Date,
};

/// Prefecture-level cities without districts: the city's own code is that of the whole (Dongguan, Zhongshan, Danzhou, Jiayuguan).
const WITHOUT_DISTRICTS: [u32; 4] = [441_900, 442_000, 460_400, 620_200];

/// Provinces beyond the border of exit control (Taiwan, Hong Kong, Macao).
const BEYOND_THE_BORDER: [u32; 3] = [71, 81, 82];

/// A county, a district or a county-level city by its six digits of GB/T 2260.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Region(u32);

impl Region {
    fn parse(parameter: &'static str, code: &str) -> Result<Self, QuestionFault> {
        let fault = QuestionFault::Region { parameter };
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(fault);
        }
        let region = Self(code.parse().ok().ok_or(fault)?);
        let names_a_county = !region.0.is_multiple_of(100) || WITHOUT_DISTRICTS.contains(&region.0);
        let known = region.is_beyond_the_border() || (names_a_county && (11..=65).contains(&region.province()));
        if known { Ok(region) } else { Err(fault) }
    }

    fn province(self) -> u32 {
        self.0 / 10_000
    }

    fn is_beyond_the_border(self) -> bool {
        BEYOND_THE_BORDER.contains(&self.province())
    }

    /// A district (市辖区) of a municipality or of a prefecture-level city. In prefectures the same numbers are county-level cities.
    fn is_district(self) -> bool {
        let (prefecture, county) = (self.0 / 100 % 100, self.0 % 100);
        matches!(prefecture, 1..=20 | 51..=70) && matches!(county, 1..=20 | 51..=80)
    }

    /// Whether both are districts of the same city.
    fn shares_city_with(self, other: Self) -> bool {
        self.is_district() && other.is_district() && self.0 / 100 == other.0 / 100
    }
}

/// Whether leave is needed, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LeaveNeedAnswer {
    /// Whether leave is needed.
    pub need: LeaveNeed,
    /// The id of the rule.
    pub rule: String,
    /// The article.
    pub basis: Text,
    /// How it was decided.
    pub explanation: Vec<Text>,
}

/// **IM 26** (CCL 27; CL 39, 75, 84): leaving the city or county of residence needs approval. "City" is the urban districts of a
/// municipality or of a prefecture-level city, or the territory of a county-level city: going from one district to another of the
/// same city is not leaving. Going abroad, to Hong Kong, Macao or Taiwan is no matter of leave: the exit is barred (EEL 12).
///
/// Both places are six-digit codes of GB/T 2260.
///
/// # Errors
///
/// When a code does not name a county, a district or a county-level city.
pub fn leave_need(residence: &str, destination: &str) -> Result<LeaveNeedAnswer, QuestionFault> {
    let home = Region::parse("residence", residence)?;
    if home.is_beyond_the_border() {
        return Err(QuestionFault::Region { parameter: "residence" });
    }
    let there = Region::parse("destination", destination)?;
    let (need, rule, step) = if home == there {
        (LeaveNeed::NotNeeded, "IM-26", Text::new("在所居住的县（市、区）内", "inside the county of residence"))
    } else if there.is_beyond_the_border() {
        (
            LeaveNeed::Barred,
            "EEL-12-2",
            Text::new("前往港澳台地区，属于限制出境的范围", "beyond the border: the exit is barred"),
        )
    } else if home.shares_city_with(there) {
        (
            LeaveNeed::NotNeeded,
            "IM-26",
            Text::new(
                "在同一设区的市的市辖区之间活动，不属于离开所居住的市",
                "between districts of the same city: not leaving the city",
            ),
        )
    } else {
        (
            LeaveNeed::Needed,
            "IM-26",
            Text::new("离开所居住的市、县，应当报经批准", "leaves the city or county of residence: approval is needed"),
        )
    };
    let since = rulebook::rule(rule).map_or(Date::MAX, |rule| rule.valid_from);
    Ok(LeaveNeedAnswer { need, rule: rule.to_owned(), basis: basis(rule, since), explanation: vec![step] })
}
