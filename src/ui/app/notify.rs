//! Tells what happened, in notices; the same is told once. How they look is in `notices`.

use super::App;
use crate::model::Claim;
use crate::session::{FileProblem, report_from_problem};
use crate::ui::bus::notice::{Notice, Tone};

impl App {
    pub(crate) fn dismiss_notice(&mut self, at: usize) {
        if at < self.core.notices.len() {
            self.core.notices.remove(at);
        }
    }

    /// Takes away what is shown; what was told of a step that is taken back comes again with it.
    pub(crate) fn dismiss_notices(&mut self) {
        let session = self.core.session.as_ref();
        self.core.notices.retain(|notice| !notice.is_true(session));
    }

    /// Takes away what was told of claims that lost their place, once all of the open article have one again.
    pub(crate) fn forget_lost_claims(&mut self) {
        let article = self.core.place.article.as_ref();
        let article = article.and_then(|id| self.core.session.as_ref()?.project().article(id));
        if self.core.notices.iter().any(Notice::tells_of_orphans)
            && article.is_some_and(|article| !article.claims.values().any(Claim::is_orphaned))
        {
            self.core.notices.retain(|notice| !notice.tells_of_orphans());
        }
    }

    /// Tells what is wrong with a file.
    pub(crate) fn notify_crash(&mut self, file: Option<std::path::PathBuf>) {
        if let Some(file) = file {
            self.core.notify_crash(&file);
        }
    }

    /// Tells what is wrong with a file.
    pub(crate) fn tell_problem(&mut self, problem: Option<&FileProblem>) {
        if let Some(problem) = problem {
            self.core.notify(Tone::Warning, report_from_problem(problem));
        }
    }
}
