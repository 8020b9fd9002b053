//! The panel that lists what is wrong with the project and what is still to be done, beside whatever else the window
//! shows. Each line leads to its place; what can safely be mended says what it will do before it does it.

mod problem_index;
mod state;
mod update;
mod view;

use crate::model::ops::difference::Choice;
use crate::model::{DifferencePlace, Problem, ProblemGroup};

pub use state::State;
pub use update::{fix_problem, fix_problems, gather, update};
pub use view::{CheckCtx, check_ui, summary};

/// Something asked of the panel.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Goes to where a problem is.
    Go(Problem),
    /// Says what would put a problem right, and asks whether to.
    OfferFix(Problem),
    /// The same for all problems of a group.
    OfferFixOfAll(ProblemGroup),
    /// Settles a difference.
    Settle(DifferencePlace, Choice),
    /// Folds a group away, or unfolds it.
    Fold(ProblemGroup),
    /// Shows more of a group.
    More(ProblemGroup),
}
