//! Notices, which stay until they are dismissed.

use super::command::Command;
use super::request::Request;
use crate::report::Report;
use crate::session::Session;

/// A notice.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Its tone.
    pub tone: Tone,
    /// Its text.
    pub report: Report,
    /// The undo step it is about, if any: while that is undone the notice is hidden.
    pub step: Option<u64>,
    /// Buttons with their labels and requests, the most useful first.
    pub remedies: Vec<(&'static str, Request)>,
}

/// The tone of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Success.
    Done,
    /// Something needs attention.
    Warning,
    /// Failure.
    Failure,
}

impl Notice {
    /// Whether its step is not undone.
    pub fn is_true(&self, session: Option<&Session>) -> bool {
        let step = self.step.zip(session);
        step.is_none_or(|(step, session)| session.is_step_done(step))
    }

    /// Whether it leads to the list of claims not found.
    pub fn tells_of_orphans(&self) -> bool {
        self.asks_for(&Request::Command(Command::OrphanedClaims))
    }

    /// Whether a button of it makes this request.
    pub fn asks_for(&self, request: &Request) -> bool {
        self.remedies.iter().any(|(_, asked)| asked == request)
    }
}

/// A few failures one by one; many as one report that lists them.
pub fn summed_up(failures: Vec<Report>) -> Vec<Report> {
    const SINGLY: usize = 3;
    if failures.len() <= SINGLY {
        return failures;
    }
    let headline = fl!("notice-files-failed", count = failures.len());
    let causes = failures.into_iter().map(|report| report.headline).collect();
    vec![Report {
        causes,
        ..Report::new(headline)
    }]
}
