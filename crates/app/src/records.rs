//! Records of daily work: entered, voided, read; the correction group among them. One set of use cases for every kind; what differs
//! stands in the domain.
//!
//! The way of a write: lock the case, load the case file with all its proceedings and records, ask the law, write, compute what
//! follows, journal.

mod known;
mod reading;
mod team;
mod writing;

pub(crate) use known::{RESOURCE, known};
pub use reading::{Shown, get, list};
pub(crate) use reading::{of_case, require_reader};
pub use team::{KnownTeam, form_team, replace_team, team};
pub(crate) use writing::reassign;
pub use writing::{Draft, Entered, enter, void};
