//! Boundary words: whether 以上, 以下, 以内, 超过 and their like include the number itself (rulebook §0.4).
//!
//! **They are not uniform (K-5).** The Criminal Law includes the number in 以下 (CL 99), the Implementing Measures leave it out
//! (IM 58): an extension of exactly three months is three months 以上 in IM 24, never 以下. So a word is read with its instrument.

use crate::code::codes;

codes! {
    /// A word that bounds a number.
    BoundaryWord: "boundary-words" {
        AtLeast "at_least" "以上" "at least";
        AtMost "at_most" "以下" "at most, or below";
        Within "within" "以内" "within" aka ["内"];
        Exceeding "exceeding" "超过" "exceeding";
        Under "under" "不满" "under";
        NotExceeding "not_exceeding" "未超过" "not exceeding" aka ["不超过"];
    }
}

/// How a number is compared with its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Greater than the bound, or equal to it.
    AtLeast,
    /// Less than the bound, or equal to it.
    AtMost,
    /// Greater than the bound.
    Above,
    /// Less than the bound.
    Below,
}

impl Comparison {
    /// Whether a value is on the right side of the bound.
    #[must_use]
    pub fn holds<N: PartialOrd + Copy>(self, value: N, bound: N) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::AtMost => value <= bound,
            Self::Above => value > bound,
            Self::Below => value < bound,
        }
    }
}

/// The rules that define boundary words, each with the instruments in which it does.
const DEFINITIONS: [(&str, &[&str]); 5] = [
    ("CL-99", &["CL"]),
    ("PSAPL-143", &["PSAPL", "PSAPL06"]),
    ("IM-58", &["IM"]),
    ("OP26-26", &["OP26"]),
    ("SEAL22-24", &["SEAL22"]),
];

/// The id of the rule that defines the boundary words of an instrument, named by its abbreviation.
#[must_use]
pub fn definition(instrument: &str) -> Option<&'static str> {
    DEFINITIONS.iter().find(|(_, instruments)| instruments.contains(&instrument)).map(|(rule, _)| *rule)
}

/// How a word of an instrument compares (CL 99, PSAPL 143, IM 58, OP26 26, SEAL22 24); `None` where neither the instrument nor the plain meaning of the word settles it.
///
/// ```
/// use domain::boundary::{BoundaryWord, comparison};
///
/// let five = |instrument| comparison(instrument, BoundaryWord::AtMost).unwrap().holds(5, 5);
/// assert!(five("CL") && !five("IM")); // 五年以下 takes in five years, 三个月以下 leaves out three months
/// ```
#[must_use]
pub fn comparison(instrument: &str, word: BoundaryWord) -> Option<Comparison> {
    let rule = definition(instrument);
    match word {
        BoundaryWord::AtLeast => rule.filter(|rule| *rule != "OP26-26").map(|_| Comparison::AtLeast),
        BoundaryWord::AtMost => rule
            .filter(|rule| *rule != "OP26-26")
            .map(|rule| if rule == "IM-58" { Comparison::Below } else { Comparison::AtMost }),
        BoundaryWord::Within => rule.map(|_| Comparison::AtMost),
        BoundaryWord::Exceeding => Some(Comparison::Above),
        BoundaryWord::Under => Some(Comparison::Below),
        BoundaryWord::NotExceeding => Some(Comparison::AtMost),
    }
}
