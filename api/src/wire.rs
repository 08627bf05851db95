//! Forms that the wire has and the domain has not.

use chrono::SecondsFormat;
use domain::code::Code;
use domain::text::{Language, Text};
/// A day in a body, strictly `YYYY-MM-DD`, or none.
pub use domain::time::written_day_or_none as day;
use domain::time::{Instant, local};

/// An instant as the contract writes it: RFC 3339 with the offset of Asia/Shanghai and milliseconds.
pub fn stamp(at: Instant) -> String {
    local(at).to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// Texts in the caller's language.
pub fn texts(texts: &[Text], language: Language) -> Vec<String> {
    texts.iter().map(|text| text.get(language).to_owned()).collect()
}

/// The label of a code in a language.
pub fn label(code: impl Code, language: Language) -> String {
    let (zh, en) = code.label();
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn instants_carry_the_local_offset_and_milliseconds() {
        let at = Utc.with_ymd_and_hms(2026, 11, 23, 6, 42, 37).unwrap();
        assert_eq!(stamp(at), "2026-11-23T14:42:37.000+08:00");
    }
}
