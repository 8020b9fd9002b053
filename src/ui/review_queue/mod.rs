//! The review queue: unreviewed claims one after the other, and the strip above the article that shows the progress.
//! Decisions are commands like any other.

mod bar;
mod state;
pub mod update;

pub use bar::queue_ui;
pub use state::{Queue, Scope, State};

/// Something asked of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Reviews the unreviewed claims in this scope.
    Review(Scope),
}
