//! The law, tested from outside: worked examples, clocks over time, standing, faults, codes, the rulebook, properties.

#[cfg(test)]
mod clocks;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rulebook;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod vectors;

#[cfg(test)]
mod support {
    use domain::time::{Date, parse_date};

    /// The day written `YYYY-MM-DD`.
    #[track_caller]
    pub(crate) fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }
}
