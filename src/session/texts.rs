//! Reads the texts of articles when they are opened: short ones at once, long ones in the
//! background. How marks are held against them is `model`'s business.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

use super::Wake;
use crate::model::ArticleId;
use crate::report::Report;
use crate::store::{ReadText, Store, StoreError};

/// The longest text, in bytes, that is read while the window waits: a few milliseconds.
const SHORT: u64 = 1 << 20;

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
        if self.store.text_size(id).is_none_or(|size| size < SHORT) {
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
