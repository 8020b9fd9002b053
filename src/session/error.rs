//! Why something was not done, and how both fronts report it.

use thiserror::Error;

use crate::model::EditError;
use crate::report::Report;
use crate::store::{FileProblem, ReadOnly, StoreError};

/// Why something was not done. The project is as it was.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The edit does not fit the project.
    #[error(transparent)]
    Refused(#[from] EditError),
    /// The project may not be changed.
    #[error("{}", fl!("session-read-only", reason = _0.to_string()))]
    ReadOnly(ReadOnly),
    /// A file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A long edit or an import is under way.
    #[error("{}", fl!("session-busy"))]
    Busy,
    /// Saving takes so long that its outcome is unknown.
    #[error("{}", fl!("session-still-saving"))]
    StillSaving,
    /// A background job panicked.
    #[error("{}", fl!("session-job-panicked"))]
    JobPanicked,
}

impl SessionError {
    /// What to do about it, in a sentence or two.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(_) => None,
            Self::ReadOnly(reason) => Some(reason.hint().to_owned()),
            Self::Store(error) => error.hint(),
            Self::Busy => Some(fl!("session-busy.hint").to_owned()),
            Self::StillSaving => Some(fl!("session-still-saving.hint").to_owned()),
            Self::JobPanicked => Some(fl!("session-job-panicked.hint").to_owned()),
        }
    }
}

/// A problem with a file, as both fronts show it.
pub fn report_from_problem(problem: &FileProblem) -> Report {
    Report::new(problem.to_string()).with_hint(Some(problem.hint.as_str()).filter(|hint| !hint.is_empty()))
}

/// What kept something from being done, as both fronts show it.
pub fn report_from_error(error: &SessionError) -> Report {
    Report::from_error(error).with_hint(error.hint())
}
