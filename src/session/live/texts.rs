//! Reads the texts of articles, when they are opened (short ones at once, long ones in the
//! background) and when an edit or an export needs them. How marks are held against them is
//! `model`'s business, what is edited and saved stands in `live`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use rayon::prelude::*;

use super::super::Wake;
use super::Session;
use crate::model::{Article, ArticleId, Edit, Touched};
use crate::report::Report;
use crate::store::{FileProblem, ReadText, Store, StoreError};

/// The longest text, in bytes, that is read while the window waits: a few milliseconds.
const MAX_BLOCKING_READ_BYTES: u64 = 1 << 20;

/// How it stands with an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextState {
    /// It is there.
    Read,
    /// It is being read; a frame will be asked for when it is there.
    Reading,
    /// It cannot be read.
    Unreadable(Report),
}

type Outcome = Result<ReadText, StoreError>;

/// Texts under way.
pub(super) struct Texts {
    store: Arc<Store>,
    wake: Wake,
    reading: BTreeSet<ArticleId>,
    unreadable: BTreeMap<ArticleId, Report>,
    sender: Sender<(ArticleId, Outcome)>,
    receiver: Receiver<(ArticleId, Outcome)>,
}

impl Session {
    /// An article with its text, which is read where it was not; `None` where that cannot be.
    pub fn article_with_text(&mut self, id: &ArticleId) -> Option<&Article> {
        self.read_texts(
            [id.clone()]
                .into_iter()
                .filter(|id| self.lacks_text(id))
                .collect(),
        );
        self.project.article(id).filter(|article| article.text.is_some())
    }

    /// Sees to it that an open article gets its text: a short one at once, a long one soon. May be
    /// called every frame.
    pub fn ensure_text(&mut self, id: &ArticleId) -> TextState {
        if self
            .project
            .article(id)
            .is_none_or(|article| article.text.is_some())
        {
            return TextState::Read;
        }
        match self.texts.request(id) {
            Ok(read) => {
                self.give_text(id, &read);
                TextState::Read
            }
            Err(state) => state,
        }
    }

    /// Tries a text that could not be read once more.
    pub fn retry_text(&mut self, id: &ArticleId) -> TextState {
        self.texts.forget_failure(id);
        self.ensure_text(id)
    }

    /// Reads every text that has not been read, in parallel, and waits for it: for exporting and
    /// checking everything.
    pub fn read_all_texts(&mut self) {
        let ids = self.project.unread().cloned().collect();
        self.read_texts(ids);
    }

    fn lacks_text(&self, id: &ArticleId) -> bool {
        self.project
            .article(id)
            .is_some_and(|article| article.text.is_none())
    }

    /// Reads the texts of articles that are removed, so that undo can put them back, or whose claims
    /// are put.
    pub(super) fn read_texts_of(&mut self, edit: &Edit) {
        let mut ids = BTreeSet::new();
        for edit in edit.each() {
            if let Edit::Article(id, None) | Edit::Claim(id, ..) = edit
                && self
                    .project
                    .article(id)
                    .is_some_and(|article| article.text.is_none())
            {
                ids.insert(id.clone());
            }
        }
        self.read_texts(ids);
    }

    fn read_texts(&mut self, ids: BTreeSet<ArticleId>) {
        let store = &self.store;
        let read: Vec<_> = ids.into_par_iter().map(|id| (store.read_text(&id), id)).collect();
        for (outcome, id) in read {
            match outcome {
                Ok(read) => self.give_text(&id, &read),
                // What is missing was said when the project was opened.
                Err(StoreError::Missing(_)) => {}
                Err(error) => {
                    let path = error.path().map_or_else(PathBuf::new, Path::to_owned);
                    let problem = FileProblem::from_error(&path, &error);
                    if !self.problems.contains(&problem) {
                        self.problems.push(problem);
                    }
                }
            }
        }
    }

    pub(super) fn give_text(&mut self, id: &ArticleId, read: &ReadText) {
        if let Some(placings) = self.project.read_article(id, Arc::clone(&read.text)) {
            self.readings += 1;
            let touched = Touched {
                project: false,
                articles: [id.clone()].into(),
            };
            self.changes.push((self.revision(), touched));
            self.problems.extend(read.problem(placings));
        }
    }
}

impl Texts {
    pub(super) fn new(store: Arc<Store>, wake: Wake) -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            store,
            wake,
            reading: BTreeSet::new(),
            unreadable: BTreeMap::new(),
            sender,
            receiver,
        }
    }

    /// Starts or finishes reading a text; a short one comes back at once.
    pub(super) fn request(&mut self, id: &ArticleId) -> Result<ReadText, TextState> {
        if let Some(report) = self.unreadable.get(id) {
            return Err(TextState::Unreadable(report.clone()));
        }
        if self.reading.contains(id) {
            return Err(TextState::Reading);
        }
        if self
            .store
            .text_size(id)
            .is_none_or(|size| size < MAX_BLOCKING_READ_BYTES)
        {
            let outcome = self.store.read_text(id);
            return self.settle(id, outcome);
        }
        self.reading.insert(id.clone());
        let (store, wake, sender, id) = (
            Arc::clone(&self.store),
            Arc::clone(&self.wake),
            self.sender.clone(),
            id.clone(),
        );
        rayon::spawn(move || {
            let outcome = store.read_text(&id);
            let _ = sender.send((id, outcome));
            wake();
        });
        Err(TextState::Reading)
    }

    /// The next text that has been read in the background.
    pub(super) fn arrived(&mut self) -> Option<(ArticleId, ReadText)> {
        loop {
            let (id, outcome) = self.receiver.try_recv().ok()?;
            self.reading.remove(&id);
            if let Ok(read) = self.settle(&id, outcome) {
                return Some((id, read));
            }
        }
    }

    /// Lets a text that could not be read be tried again.
    pub(super) fn forget_failure(&mut self, id: &ArticleId) {
        self.unreadable.remove(id);
    }

    fn settle(&mut self, id: &ArticleId, outcome: Outcome) -> Result<ReadText, TextState> {
        outcome.map_err(|error| {
            let report = Report::of(&error).with_hint(error.hint());
            self.unreadable.insert(id.clone(), report.clone());
            TextState::Unreadable(report)
        })
    }
}
