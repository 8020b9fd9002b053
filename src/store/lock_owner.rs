//! The owner of a project's lock, as the lock file names it.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Who has a project open for editing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockOwner {
    /// The reviewer or user.
    pub name: String,
    /// The machine.
    pub host: String,
    /// The process on it.
    pub process: u32,
    /// Since when.
    pub since: Timestamp,
}

impl fmt::Display for LockOwner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&fl!(
            "store-lock-owner",
            name = self.name,
            host = self.host,
            process = self.process.to_string(),
            since = self
                .since
                .to_zoned_datetime(TimeZone::system())
                .strftime("%-d %B %Y, %H:%M")
                .to_string()
        ))
    }
}
