//! Masks: what is shown of a name, a number or a phone where the whole is not to be shown.

/// Masks a name, keeping the family name's first character: `张三` → `张*`, `张三丰` → `张**`.
///
/// For readers above the bureau. A one-character name becomes `*`, so that something is always hidden.
#[must_use]
pub fn name(name: &str) -> String {
    let mut characters = name.trim().chars();
    match (characters.next(), characters.count()) {
        (None, _) => String::new(),
        (Some(_), 0) => "*".to_owned(),
        (Some(first), rest) => format!("{first}{}", "*".repeat(rest)),
    }
}

/// Masks a minor's name: `张三` and `张三丰` → `张**`, whatever its length (CCL 54).
#[must_use]
pub fn minor_name(name: &str) -> String {
    name.trim().chars().next().map_or_else(String::new, |first| format!("{first}**"))
}

/// Whether the text contains a mask's star, so that a masked value is never written back as a value.
#[must_use]
pub fn is_masked(value: &str) -> bool {
    value.contains(['*', '＊'])
}

/// Keeps the first and last characters and puts stars between; a text too short for that is all stars.
pub(crate) fn middle(text: &str, head: usize, stars: usize, tail: usize) -> String {
    let length = text.chars().count();
    if length < head + tail {
        return "*".repeat(length);
    }
    let first: String = text.chars().take(head).collect();
    let last: String = text.chars().skip(length - tail).collect();
    format!("{first}{}{last}", "*".repeat(stars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_only_its_first_character() {
        for (whole, masked) in [("张三", "张*"), ("张三丰", "张**"), ("欧阳娜娜", "欧***"), ("张", "*"), ("", "")]
        {
            assert_eq!(name(whole), masked);
        }
    }

    #[test]
    fn a_minors_mask_does_not_tell_the_length_of_the_name() {
        assert_eq!(minor_name("张三"), "张**");
        assert_eq!(minor_name("张三丰"), "张**");
    }

    #[test]
    fn a_masked_value_is_recognised() {
        assert!(is_masked("430702********1237"));
        assert!(!is_masked("430702199003071237"));
    }
}
