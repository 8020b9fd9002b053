//! Reviewing claim by claim: which claims wait for the reviewer, how far they have come, and the strip above the article
//! that says so. Decisions are commands like any other; none is made here.

mod bar;
mod state;
pub mod update;

pub use bar::queue_ui;
pub use state::{Queue, Scope, State};

/// Something asked of the review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Reviews what waits in this scope.
    Review(Scope),
}
