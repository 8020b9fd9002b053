//! Tells what happened, in notices; the same is told once. How they look is in `notices`.

use super::App;
use super::message::Action;
use super::state::{Notice, Tone};
use crate::model::Claim;
use crate::report::Report;
use crate::session::{FileProblem, Session, SessionError, report_from_error, report_from_problem};
use crate::ui::bus::command::Command;

impl App {
    /// Tells that something failed; the same is told once.
    pub(crate) fn tell_failure(&mut self, report: Report) {
        self.tell(Tone::Failure, report);
    }

    /// Tells something; the same is told once.
    pub(crate) fn tell(&mut self, tone: Tone, report: Report) {
        self.tell_of_step(None, tone, report);
    }

    /// Tells something that is true as long as a step is not taken back.
    pub(crate) fn tell_of_step(&mut self, step: Option<u64>, tone: Tone, report: Report) {
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

    pub(crate) fn dismiss_notice(&mut self, at: usize) {
        if at < self.view.notices.len() {
            self.view.notices.remove(at);
        }
    }

    /// Takes away what is shown; what was told of a step that is taken back comes again with it.
    pub(crate) fn dismiss_notices(&mut self) {
        let session = self.session.as_ref();
        self.view.notices.retain(|notice| !notice.is_true(session));
    }

    /// Takes away what was told of claims that lost their place, once all of the open article have one again.
    pub(crate) fn forget_lost_claims(&mut self) {
        let article = self.view.article.as_ref();
        let article = article.and_then(|id| self.session.as_ref()?.project().article(id));
        if self.view.notices.iter().any(Notice::tells_of_lost_claims)
            && article.is_some_and(|article| !article.claims.values().any(Claim::is_orphaned))
        {
            self.view.notices.retain(|notice| !notice.tells_of_lost_claims());
        }
    }

    /// Tells what kept something from being done.
    pub(crate) fn tell_error(&mut self, error: &SessionError) {
        self.tell_failure(report_from_error(error));
    }

    /// Tells what is wrong with a file.
    pub(crate) fn tell_problem(&mut self, problem: Option<&FileProblem>) {
        if let Some(problem) = problem {
            self.tell(Tone::Warning, report_from_problem(problem));
        }
    }
}

impl Notice {
    /// Whether it still is as it says: what it tells of was not taken back.
    pub(crate) fn is_true(&self, session: Option<&Session>) -> bool {
        let step = self.step.zip(session);
        step.is_none_or(|(step, session)| session.is_step_done(step))
    }

    /// Whether it leads to the list of claims that have lost their place.
    pub(crate) fn tells_of_lost_claims(&self) -> bool {
        let list = Action::Command(Command::LostClaims);
        self.remedy.as_ref().is_some_and(|(_, action)| **action == list)
    }
}

/// A few failures one by one; many as one notice that lists them.
pub(crate) fn summed_up(failures: Vec<Report>) -> Vec<Report> {
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
