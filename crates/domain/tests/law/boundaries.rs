//! Boundary words (rulebook §0.4, contradiction K-5): the same word, read with its instrument.

use domain::{
    boundary::{BoundaryWord, Comparison, comparison, definition},
    code::Code,
    rulebook,
};

/// Whether 2, 3 and 4 lie within "word three" of the instrument; `None` where the word is not defined.
fn around_three(instrument: &str, word: BoundaryWord) -> Option<[bool; 3]> {
    let comparison = comparison(instrument, word)?;
    Some([2, 3, 4].map(|value| comparison.holds(value, 3)))
}

#[test]
fn below_includes_the_number_in_the_criminal_law_and_not_in_the_implementing_measures() {
    use BoundaryWord::{AtLeast, AtMost, Exceeding, NotExceeding, Under, Within};
    for (instrument, word, expected) in [
        ("CL", AtMost, Some([true, true, false])),
        ("PSAPL", AtMost, Some([true, true, false])),
        ("PSAPL06", AtMost, Some([true, true, false])),
        ("SEAL22", AtMost, Some([true, true, false])),
        ("IM", AtMost, Some([true, false, false])),
        ("IM", AtLeast, Some([false, true, true])),
        ("CL", AtLeast, Some([false, true, true])),
        ("IM", Within, Some([true, true, false])),
        ("OP26", Within, Some([true, true, false])),
        ("OP26", Exceeding, Some([false, false, true])),
        ("IM", Exceeding, Some([false, false, true])),
        ("IM", NotExceeding, Some([true, true, false])),
        ("CL", Under, Some([true, false, false])),
        ("OP26", AtMost, None),
        ("OP26", AtLeast, None),
        ("TEO14", AtMost, None),
        ("nothing", Within, None),
        ("TEO14", Exceeding, Some([false, false, true])),
    ] {
        assert_eq!(around_three(instrument, word), expected, "{instrument} {word}");
    }
}

#[test]
fn an_extension_of_exactly_three_months_goes_to_the_province() {
    // IM 24: 三个月以下 the city, 三个月以上 the province; no length is both or neither.
    for months in 1..6_u32 {
        let below = comparison("IM", BoundaryWord::AtMost).is_some_and(|below| below.holds(months, 3));
        let from = comparison("IM", BoundaryWord::AtLeast).is_some_and(|from| from.holds(months, 3));
        assert_ne!(below, from, "{months}");
        assert_eq!(from, months >= 3);
    }
}

#[test]
fn what_defines_a_word_is_in_the_rulebook() {
    for instrument in ["CL", "PSAPL", "PSAPL06", "IM", "OP26", "SEAL22"] {
        assert!(rulebook::instrument(instrument).is_some());
        assert!(definition(instrument).is_some_and(|rule| rulebook::rule(rule).is_some()), "{instrument}");
    }
    assert!(definition("CPL").is_none());
    assert_eq!(BoundaryWord::from_label("内"), Some(BoundaryWord::Within));
    assert!(Comparison::Above.holds(48.5, 48.0) && !Comparison::Above.holds(48.0, 48.0));
}
