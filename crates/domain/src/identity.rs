//! The citizen identity number (公民身份号码, GB 11643; rulebook §15.4).
//!
//! Eighteen characters: six of the region, eight of the birth date, three of sequence (odd for men, even for women) and a check
//! character. Retired region codes are valid: people keep the number they were given.

use crate::{
    code::{Code, FaultCode, Sex},
    masks,
    text::Text,
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

/// What a text that should be an identity number says.
///
/// It holds what the number states, and `Debug` shows none of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Examination {
    /// The number, if the text is one.
    pub number: Option<IdentityNumber>,
    /// What is wrong, if it is none.
    pub fault: Option<FaultCode>,
    /// The standard.
    pub basis: Text,
    /// How it was decided; without a character of the text.
    pub explanation: Vec<Text>,
}

impl std::fmt::Debug for Examination {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Examination").field("fault", &self.fault).finish_non_exhaustive()
    }
}

/// Whether a text is an identity number (GB 11643), and if not, the first fault.
///
/// ```
/// use domain::{code::FaultCode, identity::examine};
///
/// assert!(examine("11010519491231002X").number.is_some());
/// assert_eq!(examine("110105194912310021").fault, Some(FaultCode::IdentityCheckDigit));
/// ```
#[must_use]
pub fn examine(text: &str) -> Examination {
    let read = IdentityNumber::parse(text);
    let result = match &read {
        Ok(_) => {
            Text::new("格式、出生日期和校验码均相符", "form, birth date and check character are as they should be")
        }
        Err(fault) => {
            let (zh, en) = fault.code().label();
            Text::new(zh, en)
        }
    };
    Examination {
        fault: read.as_ref().err().map(|fault| fault.code()),
        number: read.ok(),
        basis: Text::new("GB 11643《公民身份号码》", "GB 11643"),
        explanation: vec![
            Text::new(
                "共18位：第1至6位为行政区划代码（已撤销的代码仍然有效），第7至14位为出生日期，第15至17位为顺序码（第17位奇数为男、偶数为女），第18位为校验码",
                "18 characters: 1 to 6 the region (retired codes stay valid), 7 to 14 the birth date, 15 to 17 the sequence (the 17th odd for \
                 men, even for women), the 18th the check character",
            ),
            Text::new(
                "校验码：前17位依次乘以7、9、10、5、8、4、2、1、6、3、7、9、10、5、8、4、2，总和除以11，余数0至10依次对应1、0、X、9、8、7、6、5、4、3、2",
                "the check character: the first 17 digits times 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, added up, divided by 11; \
                 the remainders 0 to 10 stand for 1, 0, X, 9, 8, 7, 6, 5, 4, 3, 2",
            ),
            result,
        ],
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
