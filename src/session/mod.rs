//! One open project, alive: edited, undone, saved behind the user's back. The only room that reads
//! the clock, makes up ids and starts threads. What a change means is `model`'s business, how it
//! lies on disk `store`'s, and what it looks like the fronts'.
//!
//! Both fronts reach the disk through this room: [`files`], [`settings`] and [`Session`].

pub mod annotations;
pub mod batch;
mod claim_logs;
mod clock;
pub mod export_job;
pub mod export_settings;
pub mod files;
pub mod filters;
pub mod guidelines;
pub mod ids;
pub mod importing;
pub mod jobs;
mod live;
pub mod long_edit;
mod originals;
mod readers;
pub mod reading;
mod saving;
pub mod searching;
pub mod settings;
pub mod with_claims;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use thiserror::Error;

pub use clock::{TimeBudget, now};
pub use live::{Session, TextState, Unclosed, Undone};
pub use saving::SaveState;

pub use crate::store::{FileProblem, Holder, ReadOnly, StoreError};

use crate::model::{Refusal, ReviewerId};
use crate::report::Report;

/// Who works here: stands in reviews and verdicts, and in the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewerIdentity {
    /// The same in every project.
    pub id: ReviewerId,
    /// As they want to be called.
    pub name: String,
}

/// Asks the window for a frame, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A wake for those who look by themselves, such as the command line.
pub fn no_wake() -> Wake {
    Arc::new(|| {})
}

/// Why something was not done. The project is as it was.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The edit does not fit the project.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The project may not be changed.
    #[error("nothing can be changed, because the project is open for reading only: {0}")]
    ReadOnly(ReadOnly),
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Saving takes so long that it is not known how it will end.
    #[error("saving takes unusually long and has not ended yet")]
    StillSaving,
}

impl SessionError {
    /// What to do about it, in a sentence or two.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(_) => None,
            Self::ReadOnly(reason) => Some(reason.hint().to_owned()),
            Self::Store(error) => error.hint(),
            Self::StillSaving => Some("Wait a little, and see whether the disk can be reached.".to_owned()),
        }
    }
}

/// A problem with a file, as both fronts show it.
pub fn report_from_problem(problem: &FileProblem) -> Report {
    Report::new(problem.to_string()).with_hint(Some(problem.hint.as_str()).filter(|hint| !hint.is_empty()))
}

/// What kept something from being done, as both fronts show it.
pub fn report_from_error(error: &SessionError) -> Report {
    Report::of(error).with_hint(error.hint())
}

/// What is wrong with a file outside a project, as both fronts show it.
pub fn report_from_store_error(error: &StoreError) -> Report {
    Report::of(error).with_hint(error.hint())
}
