//! Texts as people type them, brought to one form: full-width characters, padding spaces, several ways to write a day.

use chrono::Datelike;
use domain::time::Date;

use super::sheet::{is_space, serial_date};

/// How far the full-width forms of ASCII lie from ASCII.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// Full-width letters, digits and marks as their ASCII forms.
pub(super) fn narrow(text: &str) -> String {
    text.chars()
        .map(|char| match char {
            '！'..='～' => u32::from(char).checked_sub(FULL_WIDTH_OFFSET).and_then(char::from_u32).unwrap_or(char),
            _ => char,
        })
        .collect()
}

/// Without any white space.
fn without_space(text: &str) -> String {
    text.chars().filter(|char| !is_space(*char)).collect()
}

/// A heading without spaces, line breaks and the star of needed columns.
pub(super) fn heading(text: &str) -> String {
    narrow(&without_space(text)).trim_matches(['*', ':', '.']).to_owned()
}

/// An identity number or a telephone number: narrow, without spaces.
pub(super) fn number(text: &str) -> String {
    narrow(&without_space(text))
}

/// A label out of a list, without spaces.
pub(super) fn label(text: &str) -> String {
    without_space(text)
}

/// A name. Chinese names of two characters are often padded with a space in between; names in other scripts keep theirs.
pub(super) fn name(text: &str) -> String {
    let is_chinese = |char: char| is_space(char) || char == '·' || ('\u{3400}'..='\u{9FFF}').contains(&char);
    if text.chars().all(is_chinese) { without_space(text) } else { text.to_owned() }
}

/// A day as `2026-01-02`, `2026/1/2`, `2026.1.2`, `2026年1月2日` or `20260102`, with or without a time of day, or as the
/// serial number of a day that a file of texts has kept.
pub(super) fn date(text: &str) -> Option<Date> {
    let text = narrow(text);
    let day = text.split(|char: char| is_space(char) || char == 'T').next().unwrap_or_default();
    if day.bytes().all(|byte| byte.is_ascii_digit()) {
        return match day.len() {
            8 => calendar_day(day.get(..4)?, day.get(4..6)?, day.get(6..)?),
            5 => serial_date(day.parse().ok()?, false),
            _ => None,
        };
    }
    let separators: &[char] = &['-', '/', '.', '年', '月'];
    let parts: Vec<&str> = day.strip_suffix('日').unwrap_or(day).split(separators).collect();
    match parts.as_slice() {
        [year, month, day] => calendar_day(year, month, day),
        _ => None,
    }
}

fn calendar_day(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        (lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())?
    };
    let date =
        Date::from_ymd_opt(i32::try_from(digits(year, 4..=4)?).ok()?, digits(month, 1..=2)?, digits(day, 1..=2)?)?;
    (1900..=2199).contains(&date.year()).then_some(date)
}
