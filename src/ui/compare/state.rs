//! What the comparison keeps: whom it compares, what is shown, and the result as of a revision of the project.

use super::rows::OpenDifference;
use crate::compare::agreement::Figure;
use crate::compare::{Comparison, DifferenceKind};
use crate::model::ReviewerId;

/// What the workspace keeps from frame to frame.
#[derive(Default)]
pub struct State {
    /// The two reviewers; `None` until they are chosen.
    pub(super) sides: [Option<ReviewerId>; 2],
    /// The kind whose differences are shown one by one; the figures, if `None`.
    pub(super) queue: Option<DifferenceKind>,
    /// The place of the current difference among the open ones of its kind.
    pub(super) at: usize,
    pub(super) compared: Option<Compared>,
}

/// Two readings compared.
pub(super) struct Compared {
    /// The revision of the project, and the reviewers.
    pub(super) revision: u64,
    pub(super) sides: [ReviewerId; 2],
    pub(super) comparison: Comparison,
    pub(super) figures: Vec<Figure>,
    /// Differences that are not settled, in the order of articles and texts.
    pub(super) open: Vec<OpenDifference>,
    /// How many are settled.
    pub(super) settled: usize,
    /// How many texts are still being read.
    pub(super) unread: usize,
}

/// How many differences there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not settled.
    pub open: usize,
    /// Settled.
    pub settled: usize,
}

impl State {
    /// How many differences there are.
    pub fn counts(&self) -> Counts {
        let compared = self.compared.as_ref();
        compared.map_or_else(Counts::default, |compared| Counts {
            open: compared.open.len(),
            settled: compared.settled,
        })
    }

    /// Whether differences are shown one by one.
    pub fn is_queue(&self) -> bool {
        self.queue.is_some()
    }

    /// The open differences of the kind that is shown.
    pub(super) fn shown(&self) -> Vec<&OpenDifference> {
        let open = self.compared.iter().flat_map(|compared| &compared.open);
        open.filter(|open| Some(open.difference.kind) == self.queue)
            .collect()
    }

    /// The difference that is shown.
    pub(super) fn current(&self) -> Option<&OpenDifference> {
        self.shown().get(self.at).copied()
    }
}
