//! The Check panel: problems and open tasks of the project. Each line leads to its place; a fix says what it does before
//! it is made.

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
    /// Says how a problem would be fixed, and asks whether to.
    OfferFix(Problem),
    /// The same for all problems of a group.
    OfferFixOfAll(ProblemGroup),
    /// Settles a difference.
    Settle(DifferencePlace, Choice),
    /// Collapses a group, or expands it.
    Fold(ProblemGroup),
    /// Shows more of a group.
    More(ProblemGroup),
}
