//! Every maker of an [`Edit`](super::Edit): pure functions from the project as it is. Times and ids are given, so that
//! nothing here depends on when it runs.

pub mod bulk;
pub mod claim;
pub mod quick_fix;
pub mod scale;
pub mod update;

use super::id::ReviewerId;

/// How many colours speakers can have.
pub const PALETTE: usize = 21;

/// Who does something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The reviewer.
    pub by: ReviewerId,
    /// The time.
    pub at: jiff::Timestamp,
}

/// What words around a claim are to one of its links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The mention of the speaker.
    Source,
    /// The words that attribute.
    Cue,
}
