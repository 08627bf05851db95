//! The law, tested from outside: worked examples, clocks over time, standing, faults, codes, judgements, the rulebook,
//! properties.

#[cfg(test)]
mod absence;
#[cfg(test)]
mod archive;
#[cfg(test)]
mod boundaries;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod clocks;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod defaults;
#[cfg(test)]
mod expiry;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod leave;
#[cfg(test)]
mod matrices;
#[cfg(test)]
mod medical;
#[cfg(test)]
mod minors;
#[cfg(test)]
mod positioning;
#[cfg(test)]
mod proceedings;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod records;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod revocation;
#[cfg(test)]
mod rulebook;
#[cfg(test)]
mod sanctions;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod terms;
#[cfg(test)]
mod transfers;
#[cfg(test)]
mod vectors;

#[cfg(test)]
mod support {
    use domain::time::{Date, Instant, parse_date};

    /// The day written `YYYY-MM-DD`.
    #[track_caller]
    pub(crate) fn day(text: &str) -> Date {
        parse_date(text).unwrap()
    }

    /// The moment written `YYYY-MM-DDThh:mm` in local time.
    #[track_caller]
    pub(crate) fn instant(text: &str) -> Instant {
        format!("{text}:00+08:00").parse().unwrap()
    }
}
