//! The service's clock: the only reader of the machine's.

use chrono::{DateTime, TimeDelta, Utc};

/// A clock that runs with the machine's, from wherever it was set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    offset: TimeDelta,
}

impl Clock {
    /// A clock that shows `moment` now and runs on from there: for tests and demonstrations.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn starting_at(moment: DateTime<Utc>) -> Self {
        Self { offset: moment - Utc::now() }
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let now = Utc::now();
        // Microseconds are what both databases keep.
        let now = now.checked_add_signed(self.offset).unwrap_or(now);
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }
}
