//! Where the user is in the tour.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A tour that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourSettings {
    /// The copy of the sample project that it is taken on.
    pub project: PathBuf,
    /// When it was begun.
    pub begun: Timestamp,
    /// The steps that are done.
    pub done: usize,
}
