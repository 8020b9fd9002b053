//! The current time, and time budgets. Nothing else in the program reads the clock.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// The current time, in whole seconds: they are what people read in files.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// Time that may be spent within a frame on what can be gone on with in the next one.
#[derive(Clone, Copy, Debug)]
pub struct TimeBudget {
    /// Without end if none.
    until: Option<Instant>,
}

impl TimeBudget {
    /// So much from now on.
    pub fn new(time: Duration) -> Self {
        Self {
            until: Instant::now().checked_add(time),
        }
    }

    /// As much as it takes.
    pub fn unlimited() -> Self {
        Self { until: None }
    }

    /// Whether some of it is left.
    pub fn is_left(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}
