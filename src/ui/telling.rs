//! Tells what happened, in notices; the same is told once. How they look is in `notices`.

use super::app::App;
use super::view::{Notice, Tone};
use crate::report::Report;
use crate::session::{FileProblem, Session, SessionError, report_from_error, report_from_problem};

impl App {
    /// Tells that something failed; the same is told once.
    pub(super) fn tell_failure(&mut self, report: Report) {
        self.tell(Tone::Failure, report);
    }

    /// Tells something; the same is told once.
    pub(super) fn tell(&mut self, tone: Tone, report: Report) {
        self.tell_of_step(None, tone, report);
    }

    /// Tells something that is true as long as a step is not taken back.
    pub(super) fn tell_of_step(&mut self, step: Option<u64>, tone: Tone, report: Report) {
        let notice = Notice {
            tone,
            report,
            step,
            remedy: None,
        };
        if !self.view.notices.contains(&notice) {
            self.view.notices.push(notice);
        }
    }

    pub(super) fn dismiss_notice(&mut self, at: usize) {
        if at < self.view.notices.len() {
            self.view.notices.remove(at);
        }
    }

    /// Takes away what is shown; what was told of a step that is taken back comes again with it.
    pub(super) fn dismiss_notices(&mut self) {
        let session = self.session.as_ref();
        self.view.notices.retain(|notice| !notice.is_true(session));
    }

    /// Tells what kept something from being done.
    pub(super) fn tell_error(&mut self, error: &SessionError) {
        self.tell_failure(report_from_error(error));
    }

    /// Tells what is wrong with a file.
    pub(super) fn tell_problem(&mut self, problem: Option<&FileProblem>) {
        if let Some(problem) = problem {
            self.tell(Tone::Warning, report_from_problem(problem));
        }
    }
}

impl Notice {
    /// Whether it still is as it says: what it tells of was not taken back.
    pub(super) fn is_true(&self, session: Option<&Session>) -> bool {
        let step = self.step.zip(session);
        step.is_none_or(|(step, session)| session.is_step_done(step))
    }
}

/// A few failures one by one; many as one notice that lists them.
pub(super) fn summed_up(failures: Vec<Report>) -> Vec<Report> {
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
