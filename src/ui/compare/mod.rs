//! The Compare workspace: two reviewers' readings side by side, how well they agree, and their differences one by one.

mod rows;
mod state;
pub mod update;
mod view;

use crate::compare::DifferenceKind;
use crate::compare::settling::Outcome;

pub use state::{Counts, State};
pub use view::{CompareCtx, compare_ui};

/// Something asked of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Makes the reviewer at this place of the list the first side (0) or the second (1).
    Choose {
        /// Which side.
        side: usize,
        /// The place among the project's reviewers.
        reviewer: usize,
    },
    /// Shows the figures.
    ShowFigures,
    /// Shows the open differences of a kind, one by one.
    ShowQueue(DifferenceKind),
    /// Goes so many differences on.
    Step(isize),
    /// Keeps the claim of the current difference, whichever side marked it.
    Keep,
    /// Settles the current difference.
    Settle(Outcome),
    /// Settles the current difference and all open ones like it.
    SettleAlike(Outcome),
    /// Shows the claim of the current difference in its article.
    Open,
}
