//! What time it is. Nothing else in the program asks for the date.

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
