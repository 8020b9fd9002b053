//! What the user is told: notices that stay until they are read. How they look is `app::notices`' business.

use super::command::Command;
use super::request::Request;
use crate::report::Report;
use crate::session::Session;

/// What the user must be told.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub report: Report,
    /// The step it tells of, if it is one: while that is taken back the notice is not true, and not shown.
    pub step: Option<u64>,
    /// What can be done about it here and now: what the button says, and what it does.
    pub remedy: Option<(&'static str, Box<Request>)>,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something is to be looked at.
    Warning,
    /// Something failed.
    Failure,
}

impl Notice {
    /// Whether it still is as it says: what it tells of was not taken back.
    pub fn is_true(&self, session: Option<&Session>) -> bool {
        let step = self.step.zip(session);
        step.is_none_or(|(step, session)| session.is_step_done(step))
    }

    /// Whether it leads to the list of claims that have lost their place.
    pub fn tells_of_orphans(&self) -> bool {
        let list = Request::Command(Command::OrphanedClaims);
        self.remedy.as_ref().is_some_and(|(_, action)| **action == list)
    }
}

/// A few failures one by one; many as one notice that lists them.
pub fn summed_up(failures: Vec<Report>) -> Vec<Report> {
    const SINGLY: usize = 3;
    if failures.len() <= SINGLY {
        return failures;
    }
    let headline = format!("{} files did not come in", failures.len());
    let causes = failures.into_iter().map(|report| report.headline).collect();
    vec![Report {
        causes,
        ..Report::new(headline)
    }]
}
