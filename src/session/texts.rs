//! Reads the texts of articles when they are opened, short ones at once and long ones in the background, and when an edit
//! or an export needs them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Session;
use super::article_text::ReadArticle;
use super::claim_logs::Steps;
use super::jobs::{Finished, JobHandle, JobId};
use crate::model::{ArticleId, Edit, Touched};
use crate::report::Report;
use crate::store::{FileProblem, StoreError};

/// The longest text, in bytes, that is read while the window waits: a few milliseconds.
const MAX_BLOCKING_READ_BYTES: u64 = 1 << 20;

/// The state of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextState {
    /// It is there.
    Read,
    /// It is being read; a frame will be asked for when it is there.
    Reading,
    /// It cannot be read.
    Unreadable(Report),
}

/// The texts that are being read, and those that could not be.
#[derive(Default)]
pub(super) struct Texts {
    reading: BTreeMap<ArticleId, JobHandle>,
    unreadable: BTreeMap<ArticleId, Report>,
}

impl Session {
    /// Sees to it that an open article gets its text: a short one at once, a long one soon. May be called every frame.
    pub fn ensure_text(&mut self, id: &ArticleId) -> TextState {
        let unread = self.project.article(id).filter(|article| article.text.is_none());
        let Some(unread) = unread.cloned() else {
            return TextState::Read;
        };
        if let Some(report) = self.texts.unreadable.get(id) {
            return TextState::Unreadable(report.clone());
        }
        if self.texts.reading.contains_key(id) {
            return TextState::Reading;
        }
        let size = self.store.text_size(id);
        if size.is_none_or(|size| size < MAX_BLOCKING_READ_BYTES) {
            self.take_in_text(id, ReadArticle::read(&self.store, id, unread).map(Box::new));
            return match self.texts.unreadable.get(id) {
                Some(report) => TextState::Unreadable(report.clone()),
                None => TextState::Read,
            };
        }
        let (store, theirs) = (Arc::clone(&self.store), id.clone());
        let job = self.jobs.start(move |_| {
            let read = ReadArticle::read(&store, &theirs, unread).map(Box::new);
            Finished::TextRead(theirs, read)
        });
        self.texts.reading.insert(id.clone(), job);
        TextState::Reading
    }

    /// Tries a text that could not be read once more.
    pub fn retry_text(&mut self, id: &ArticleId) -> TextState {
        self.texts.unreadable.remove(id);
        self.ensure_text(id)
    }

    /// Gives an article the text that was read, or remembers why it could not be.
    pub(super) fn take_in_text(&mut self, id: &ArticleId, outcome: Result<Box<ReadArticle>, StoreError>) {
        self.texts.reading.remove(id);
        match outcome {
            Ok(read) => self.give_text(*read),
            Err(error) => {
                let report = Report::from_error(&error).with_hint(error.hint());
                self.texts.unreadable.insert(id.clone(), report);
            }
        }
    }

    /// Reads every text that has not been read, in parallel, and waits for it: for exporting and
    /// checking everything.
    pub fn read_all_texts(&mut self) {
        let ids = self.project.unread().cloned().collect();
        self.read_texts(ids);
    }

    /// Reads the texts of articles that are removed or replaced, so that undo can put them back, or whose claims
    /// are put.
    pub(super) fn read_texts_of(&mut self, edit: &Edit) {
        let mut ids = BTreeSet::new();
        for edit in edit.each() {
            if let Edit::Article(id, _) | Edit::Claim(id, ..) = edit {
                ids.insert(id.clone());
            }
        }
        self.read_texts(ids);
    }

    /// Reads those of these articles' texts that have not been read.
    pub(super) fn read_texts(&mut self, ids: BTreeSet<ArticleId>) {
        let (store, project) = (&self.store, &self.project);
        let read = |id: ArticleId| {
            let unread = project
                .article(&id)
                .filter(|article| article.text.is_none())?
                .clone();
            Some(ReadArticle::read(store, &id, unread))
        };
        let read: Vec<_> = ids.into_par_iter().filter_map(read).collect();
        for outcome in read {
            match outcome {
                Ok(read) => self.give_text(read),
                Err(error) => self.report_unreadable(&error),
            }
        }
    }

    /// Lets a text be read that could not be before, because its file has changed.
    pub(super) fn forget_unreadable(&mut self, id: &ArticleId) {
        self.texts.unreadable.remove(id);
    }

    /// Lets a text be read again whose job panicked.
    pub(super) fn forget_text_job(&mut self, job: &JobId) {
        self.texts.reading.retain(|_, reading| !reading.is(job));
    }

    /// Lists a text that could not be read among the problems.
    pub(super) fn report_unreadable(&mut self, error: &StoreError) {
        // What is missing was reported when the project was opened.
        if !matches!(error, StoreError::Missing(_)) {
            self.report_problem(FileProblem::from_error(
                error.path().unwrap_or(Path::new("")),
                error,
            ));
        }
    }

    pub(super) fn report_problem(&mut self, problem: FileProblem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    pub(super) fn give_text(&mut self, read: ReadArticle) {
        let id = read.id().clone();
        if read.is_changed() {
            self.undo_stack.forget(&id);
        }
        let is_merged = read.is_merged();
        if read.install(Arc::make_mut(&mut self.project), &mut self.problems) {
            self.readings += 1;
            let touched = Touched {
                project: false,
                articles: [id.clone()].into(),
            };
            if is_merged && self.read_only().is_none() {
                self.changed(touched, Steps::new());
                self.remember_undo();
            } else {
                self.changes.push(self.revision(), touched);
                self.share_content(&id);
            }
        }
    }
}
