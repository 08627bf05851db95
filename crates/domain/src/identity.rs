//! The citizen identity number (公民身份号码, GB 11643; rulebook §15.4).
//!
//! Eighteen characters: six of the region, eight of the birth date, three of sequence (odd for men, even for women) and a check
//! character. Retired region codes are valid: people keep the number they were given.

use crate::{
    code::{FaultCode, Sex},
    masks,
    time::{Date, is_plausible, parse_date},
};

/// The length of an identity number.
const LENGTH: usize = 18;

/// The characters before the check character, all digits.
const DIGITS: usize = LENGTH - 1;

/// GB 11643: the weight of each of the first seventeen digits.
const WEIGHTS: [u32; DIGITS] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// GB 11643: the check character for each remainder of the weighted sum by eleven.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// A valid identity number. `Debug` shows the mask only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdentityNumber {
    text: String,
    birth_date: Date,
    sex: Sex,
}

/// What is wrong with a text that should be an identity number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityFault {
    /// It does not have eighteen characters; fifteen-digit numbers are no longer valid.
    #[error("an identity number has 18 characters")]
    Length,
    /// It has characters other than digits, or an `X` elsewhere than at the end.
    #[error("an identity number has 17 digits and then a digit or X")]
    Characters,
    /// Its birth date does not exist.
    #[error("the birth date in the identity number does not exist")]
    ImpossibleDate,
    /// Its check character is not the one that the others call for.
    #[error("the check digit of the identity number is wrong")]
    CheckDigit,
}

impl IdentityFault {
    /// The code of this fault.
    #[must_use]
    pub fn code(self) -> FaultCode {
        match self {
            Self::Length => FaultCode::IdentityLength,
            Self::Characters => FaultCode::IdentityCharacters,
            Self::ImpossibleDate => FaultCode::IdentityImpossibleDate,
            Self::CheckDigit => FaultCode::IdentityCheckDigit,
        }
    }
}

impl IdentityNumber {
    /// Reads an identity number; a lower-case `x` is taken as `X`.
    ///
    /// # Errors
    ///
    /// The first fault, in the order in which [`IdentityFault`] lists them.
    pub fn parse(text: &str) -> Result<Self, IdentityFault> {
        let text = text.trim().to_ascii_uppercase();
        if text.chars().count() != LENGTH {
            return Err(IdentityFault::Length);
        }
        let body: Vec<u32> = text.chars().take(DIGITS).map_while(|character| character.to_digit(10)).collect();
        let check = text.chars().last().filter(|character| character.is_ascii_digit() || *character == 'X');
        let (DIGITS, Some(check)) = (body.len(), check) else {
            return Err(IdentityFault::Characters);
        };
        let birth_date = birth_date(&text).ok_or(IdentityFault::ImpossibleDate)?;
        if expected_check(&body) != Some(check) {
            return Err(IdentityFault::CheckDigit);
        }
        let odd = body.last().is_some_and(|digit| digit % 2 == 1);
        let sex = if odd { Sex::Male } else { Sex::Female };
        Ok(Self { text, birth_date, sex })
    }

    /// The number, with an upper-case `X` where it has one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The birth date it states.
    #[must_use]
    pub fn birth_date(&self) -> Date {
        self.birth_date
    }

    /// The sex it states.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// The code of the region where it was first given (GB/T 2260).
    #[must_use]
    pub fn region_code(&self) -> &str {
        self.text.get(..6).unwrap_or_default()
    }

    /// The number with its birth date hidden: `430702********1237`.
    #[must_use]
    pub fn mask(&self) -> String {
        masks::middle(&self.text, 6, 8, 4)
    }
}

impl std::fmt::Debug for IdentityNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IdentityNumber({})", self.mask())
    }
}

fn birth_date(text: &str) -> Option<Date> {
    let (year, month, day) = (text.get(6..10)?, text.get(10..12)?, text.get(12..14)?);
    parse_date(&format!("{year}-{month}-{day}")).filter(|date| is_plausible(*date))
}

fn expected_check(body: &[u32]) -> Option<char> {
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS.get(usize::try_from(sum % 11).ok()?).copied()
}
