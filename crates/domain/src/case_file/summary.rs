//! A case at a glance: how much of it is open, late or wrong.

use super::{CaseFile, defects};
use crate::{
    calendar::Calendar,
    clock::{Clock, clocks},
    code::ClockState,
    time::Instant,
};

/// A case at a glance, at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The clocks that run and are not late.
    pub open_clocks: usize,
    /// The clocks that are overdue.
    pub overdue_clocks: usize,
    /// The open clock that is due first, strictly counted.
    pub next_due: Option<Clock>,
    /// The proceedings in which something is still to be done.
    pub open_proceedings: usize,
    /// The defects.
    pub defects: usize,
}

/// A case at a glance.
#[must_use]
pub fn summary(case: &CaseFile, calendar: &Calendar, at: Instant) -> Summary {
    let (overdue, open): (Vec<Clock>, Vec<Clock>) = clocks(case, calendar, at)
        .into_iter()
        .filter(|clock| matches!(clock.state(at), ClockState::Open | ClockState::Overdue))
        .partition(|clock| clock.state(at) == ClockState::Overdue);
    Summary {
        open_clocks: open.len(),
        overdue_clocks: overdue.len(),
        open_proceedings: case.proceedings.iter().filter(|proceeding| !proceeding.is_over()).count(),
        defects: defects(case, calendar, at).len(),
        next_due: open.into_iter().min_by_key(|clock| clock.due_strict),
    }
}
