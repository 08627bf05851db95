//! Telephone numbers of mainland China: mobile or landline.

use crate::masks;

/// A telephone number that has the shape of one. `Debug` shows the mask only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// The text is not a telephone number of mainland China.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mainland mobile or landline number")]
pub struct NotAPhoneNumber;

impl Phone {
    /// Reads a mobile number (`1[3-9]` and nine digits, optionally after `+86`) or a landline (`0` and two or three digits of
    /// the area, optionally `-`, seven or eight digits).
    ///
    /// # Errors
    ///
    /// When the text is neither.
    pub fn parse(text: &str) -> Result<Self, NotAPhoneNumber> {
        let trimmed = text.trim();
        let number = trimmed.strip_prefix("+86").map_or(trimmed, str::trim_start);
        if is_mobile(number) || is_landline(number) { Ok(Self(number.to_owned())) } else { Err(NotAPhoneNumber) }
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with its middle hidden: `13912344567` → `139****4567`.
    #[must_use]
    pub fn mask(&self) -> String {
        masks::middle(&self.0, 3, 4, 4)
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Phone({})", self.mask())
    }
}

fn is_mobile(number: &str) -> bool {
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9 && all_digits(rest))
}

fn is_landline(number: &str) -> bool {
    match number.split_once('-') {
        Some((area, local)) => is_area(area.as_bytes()) && is_local(local.as_bytes()),
        None => {
            let digits = number.as_bytes();
            [3, 4].iter().any(|length| {
                digits.split_at_checked(*length).is_some_and(|(area, local)| is_area(area) && is_local(local))
            })
        }
    }
}

fn is_area(digits: &[u8]) -> bool {
    matches!(digits, [b'0', rest @ ..] if matches!(rest.len(), 2 | 3) && all_digits(rest))
}

fn is_local(digits: &[u8]) -> bool {
    matches!(digits.len(), 7 | 8) && all_digits(digits)
}

fn all_digits(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles_and_landlines_are_numbers_and_nothing_else_is() {
        for good in [
            "13912344567",
            "17104575004",
            "19912345678",
            "0736-7712345",
            "07367712345",
            "010-12345678",
            "01012345678",
            "+8613912344567",
        ] {
            assert!(Phone::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "12345",
            "12912344567",
            "1391234456",
            "139123445678",
            "1391234456a",
            "0736-",
            "139****4567",
            "０７３６",
        ] {
            assert_eq!(Phone::parse(bad), Err(NotAPhoneNumber), "{bad}");
        }
    }

    #[test]
    fn the_mask_keeps_three_and_four_digits_and_debug_shows_no_more() {
        let phone = Phone::parse("13912344567").unwrap();
        assert_eq!(phone.mask(), "139****4567");
        assert_eq!(format!("{phone:?}"), "Phone(139****4567)");
    }
}
