//! Proceedings: opened, drafted, carried on act by act, read. One set of use cases for every kind; what differs stands in the domain.
//!
//! The way of a write: lock the case (the person where there is none), load the case file with all its proceedings, ask the kernel,
//! write, compute what follows, journal.

mod carried;
mod known;
mod reading;
mod required;
mod writing;

pub(crate) use carried::{of_case, reassign, require_reader, resettle_alone};
pub(crate) use known::{RESOURCE, known};
pub use reading::{KnownStep, Listed, Shown, Wanted, Whom, get, list, note_reading, step, steps};
pub(crate) use required::open_required;
pub use writing::{About, Done, act, edit, open};
