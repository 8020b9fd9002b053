//! Opening a project while the window stands: what has been read is listed, and can be left.

use std::path::Path;
use std::time::Duration;

use super::state::App;
use crate::session::opening::{ListedArticle, Opening};
use crate::session::{ReviewerIdentity, Wake};

/// So long a frame waits for a project: what is read by then is shown at once.
const PATIENCE: Duration = Duration::from_millis(60);

/// The opening of a project.
pub(super) struct ProjectOpening {
    /// One that began before the window stood.
    pub(super) begun: Option<Opening>,
    now: Option<Opening>,
    /// One that was left, and may not have let go of its project yet.
    left: Option<Opening>,
    /// The articles that have been read, as they will be listed.
    listed: Vec<ListedArticle>,
    patience: Option<Duration>,
}

impl Default for ProjectOpening {
    fn default() -> Self {
        Self {
            begun: None,
            now: None,
            left: None,
            listed: Vec::new(),
            patience: Some(PATIENCE),
        }
    }
}

impl ProjectOpening {
    /// The same with another patience; `None` waits as long as it takes.
    pub(super) fn with_patience(self, patience: Option<Duration>) -> Self {
        Self { patience, ..self }
    }

    /// How long to wait for a project that has just begun to be read.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.patience
    }

    /// Whether a project is being read.
    pub(super) fn is_under_way(&self) -> bool {
        self.now.is_some()
    }

    /// How far the reading has come, if it is under way.
    pub(super) fn steps(&self) -> Option<(usize, usize)> {
        self.now.as_ref().map(Opening::steps)
    }

    /// Begins to read a project instead of any other.
    pub(super) fn begin(&mut self, path: &Path, who: ReviewerIdentity, wake: Wake) {
        self.leave();
        let begun = self.begun.take().filter(|begun| begun.path() == path);
        self.now = Some(begun.unwrap_or_else(|| Opening::start(path, who, wake, self.left.take())));
    }

    /// What is being read, if anything is.
    pub(super) fn path(&self) -> Option<&Path> {
        self.now.as_ref().map(Opening::path)
    }

    /// The articles that have been read, as they will be listed.
    pub(super) fn listed(&self) -> &[ListedArticle] {
        &self.listed
    }

    fn leave(&mut self) {
        self.left = self.now.take().or(self.left.take());
        self.left.iter().for_each(Opening::stop);
        self.listed.clear();
    }

    fn take_listed(&mut self) {
        let Some(opening) = &self.now else { return };
        let mut more = opening.take_listed();
        if !more.is_empty() {
            self.listed.append(&mut more);
            self.listed.sort();
        }
    }
}

impl App {
    /// Takes in what has been read of a project that is being opened, and enters it once that is all.
    pub(super) fn poll_opening(&mut self, patience: Option<Duration>) {
        let Some(opening) = &self.opening.now else { return };
        let Some(outcome) = opening.poll(patience, &self.core.wake) else {
            self.opening.take_listed();
            return;
        };
        self.opening.now = None;
        self.opening.listed = Vec::new();
        match outcome {
            Ok(session) => self.enter(session),
            Err(error) => self.core.notify_error(&error),
        }
        if self.core.dialog.is_some() {
            return;
        }
        if self.core.settings.has_named_reviewer() {
            self.ask_who_it_is(None);
        } else {
            self.ask_for_name();
        }
    }

    /// Stops reading the project that is being opened. What was to be added to it is forgotten, too.
    pub(super) fn cancel_opening(&mut self) {
        if self.opening.is_under_way() {
            self.opening.leave();
            self.slices.import.waiting.clear();
        }
    }
}
