//! The sentence as a judgment words it (`有期徒刑3年，缓刑4年`), read into numbers.
//!
//! What is not understood whole is not understood: the reader never guesses.

use crate::{code::codes, term::Term};

codes! {
    /// The kind of the original sentence (CL 33, 48).
    Penalty: "penalties" {
        DeathWithReprieve "death_with_reprieve" "死刑缓期二年执行" "death with a reprieve of two years" aka ["死刑缓期执行", "死缓"];
        LifeImprisonment "life_imprisonment" "无期徒刑" "life imprisonment" aka ["无期"];
        FixedTermImprisonment "fixed_term_imprisonment" "有期徒刑" "fixed-term imprisonment" aka ["徒刑"];
        CriminalDetention "criminal_detention" "拘役" "criminal detention";
        PublicSurveillance "public_surveillance" "管制" "public surveillance";
    }
}

/// A sentence that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its kind.
    pub kind: Penalty,
    /// Its length; none for life and for death with a reprieve.
    pub term: Option<Term>,
    /// The probation period, where the sentence was suspended.
    pub probation: Option<Term>,
}

/// Words before the kind of a sentence that add nothing.
const OPENINGS: [&str; 4] = ["决定执行", "判处", "合并执行", "处"];

/// Words that begin a penalty beside the main one.
const ADDITIONAL: [&str; 7] = ["并处", "单处", "附加", "罚金", "剥夺政治权利", "没收", "驱逐出境"];

/// Reads a sentence.
///
/// Parts are divided by commas. The first is kind and length; one part may be the probation period (`缓刑…`); penalties beside
/// the main one are passed over. Anything else gives `None`, and so does a length that is nothing.
#[must_use]
pub fn parse(text: &str) -> Option<Sentence> {
    let plain: String = text.chars().filter(|character| !character.is_whitespace()).map(half_width).collect();
    let mut parts = plain.split([',', '、', ';']).filter(|part| !part.is_empty());
    let mut sentence = main_part(parts.next()?)?;
    for part in parts {
        if let Some(period) = part.strip_prefix("宣告缓刑").or_else(|| part.strip_prefix("缓刑")) {
            let period = period.strip_prefix("考验期").unwrap_or(period);
            if sentence.probation.replace(length(period)?).is_some() {
                return None;
            }
        } else if !ADDITIONAL.iter().any(|word| part.starts_with(word)) {
            return None;
        }
    }
    Some(sentence)
}

fn main_part(part: &str) -> Option<Sentence> {
    let part = OPENINGS.iter().find_map(|opening| part.strip_prefix(opening)).unwrap_or(part);
    let without_length = |kind| Some(Sentence { kind, term: None, probation: None });
    let with_length = |kind, rest: &str| Some(Sentence { kind, term: Some(length(rest)?), probation: None });
    if ["死刑缓期二年执行", "死刑缓期执行", "死缓"].contains(&part) {
        without_length(Penalty::DeathWithReprieve)
    } else if ["无期徒刑", "无期"].contains(&part) {
        without_length(Penalty::LifeImprisonment)
    } else if let Some(rest) = part.strip_prefix("有期徒刑") {
        with_length(Penalty::FixedTermImprisonment, rest)
    } else if let Some(rest) = part.strip_prefix("拘役") {
        with_length(Penalty::CriminalDetention, rest)
    } else if let Some(rest) = part.strip_prefix("管制") {
        with_length(Penalty::PublicSurveillance, rest)
    } else {
        None
    }
}

/// Reads a length: years, months and days in this order, each at most once, `零` or `又` between them.
///
/// Half a month is fifteen days (INT21 202).
fn length(text: &str) -> Option<Term> {
    let (years, rest) = count_before(text, &["年"]);
    let rest = rest.trim_start_matches(['零', '又']);
    let (months, rest) = count_before(rest, &["个月", "月"]);
    let rest = rest.trim_start_matches(['零', '又']);
    let (days, rest) = match rest.strip_prefix("半个月") {
        Some(rest) => (Some(15), rest),
        None => count_before(rest, &["日", "天"]),
    };
    let term = Term { years: years.unwrap_or(0), months: months.unwrap_or(0), days: days.unwrap_or(0) };
    (rest.is_empty() && !term.is_zero()).then_some(term)
}

/// The number before one of the units, and what follows; no number if the text does not begin that way.
fn count_before<'text>(text: &'text str, units: &[&str]) -> (Option<u32>, &'text str) {
    let found = units.iter().find_map(|unit| {
        let (before, after) = text.split_once(unit)?;
        Some((number(before)?, after))
    });
    found.map_or((None, text), |(count, rest)| (Some(count), rest))
}

/// Reads a number in digits or in Chinese numerals below a hundred.
fn number(text: &str) -> Option<u32> {
    if !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let digit = |part: &str| {
        let mut characters = part.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => numeral(character),
            _ => None,
        }
    };
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn numeral(character: char) -> Option<u32> {
    Some(match character {
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Full-width digits and punctuation as half-width ones.
fn half_width(character: char) -> char {
    match character {
        '０'..='９' => u32::from(character)
            .checked_sub(u32::from('０'))
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(character),
        '，' => ',',
        '；' => ';',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(term: Term, probation: Option<Term>) -> Option<Sentence> {
        Some(Sentence { kind: Penalty::FixedTermImprisonment, term: Some(term), probation })
    }

    #[test]
    fn the_wordings_of_rosters_are_understood() {
        let detention = |months, probation| {
            Some(Sentence {
                kind: Penalty::CriminalDetention,
                term: Some(Term::months(months)),
                probation: Some(Term::months(probation)),
            })
        };
        let surveillance =
            |term| Some(Sentence { kind: Penalty::PublicSurveillance, term: Some(term), probation: None });
        let life = |kind| Some(Sentence { kind, term: None, probation: None });
        for (text, expected) in [
            ("有期徒刑3年，缓刑4年", fixed(Term::years(3), Some(Term::years(4)))),
            ("有期徒刑三年,缓刑四年", fixed(Term::years(3), Some(Term::years(4)))),
            ("判处有期徒刑３年， 缓刑 ５年", fixed(Term::years(3), Some(Term::years(5)))),
            ("有期徒刑8个月，缓刑1年", fixed(Term::months(8), Some(Term::years(1)))),
            ("有期徒刑1年6个月，缓刑2年", fixed(Term { years: 1, months: 6, days: 0 }, Some(Term::years(2)))),
            (
                "有期徒刑一年零六个月，缓刑考验期二年",
                fixed(Term { years: 1, months: 6, days: 0 }, Some(Term::years(2))),
            ),
            (
                "有期徒刑1年，缓刑1年6个月，并处罚金5000元",
                fixed(Term::years(1), Some(Term { years: 1, months: 6, days: 0 })),
            ),
            ("拘役2个月，缓刑4个月", detention(2, 4)),
            ("拘役两个月，宣告缓刑四个月", detention(2, 4)),
            ("管制1年", surveillance(Term::years(1))),
            ("管制10个月", surveillance(Term::months(10))),
            ("管制三个月半个月", surveillance(Term { years: 0, months: 3, days: 15 })),
            ("有期徒刑十二年", fixed(Term::years(12), None)),
            ("有期徒刑十年", fixed(Term::years(10), None)),
            ("有期徒刑二十五年", fixed(Term::years(25), None)),
            ("决定执行有期徒刑二十年，剥夺政治权利三年", fixed(Term::years(20), None)),
            ("无期徒刑", life(Penalty::LifeImprisonment)),
            ("死缓", life(Penalty::DeathWithReprieve)),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_whole_is_not_guessed() {
        for text in [
            "",
            "，",
            "有期徒刑",
            "有期徒刑年",
            "有期徒刑3",
            "有期徒刑三四年",
            "有期徒刑0年",
            "缓刑4年",
            "有期徒刑3年缓刑4年",
            "有期徒刑3年，缓刑",
            "有期徒刑3年，缓刑4年，缓刑5年",
            "有期徒刑3年，详见判决",
            "有期徒刑6个月1年",
            "罚金5000元",
            "3年",
            "有期徒刑99999年",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
