//! Opens a project on a thread of its own, so that the window stands meanwhile and shows what has been read.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::clock::now;
use super::progress::Progress;
use super::{ReviewerIdentity, Session, SessionError, Wake, holder};
use crate::model::{Article, ArticleId};
use crate::store::{self, Access, OpenWatch, Opened, StoreError};

/// How often the window is told of what has been read.
const TELL_EVERY: Duration = Duration::from_millis(150);

/// A project that is being read. Dropping it stops the reading.
pub struct Opening {
    path: PathBuf,
    who: ReviewerIdentity,
    shared: Arc<Shared>,
    since: Timestamp,
    outcome: Receiver<Result<Option<Opened>, StoreError>>,
}

/// An article of a project that is being read, in the order in which articles are listed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedArticle {
    /// Those of unknown age are last.
    added: (bool, Option<Timestamp>),
    id: ArticleId,
    /// Its title.
    pub title: String,
}

impl ListedArticle {
    fn new(id: &ArticleId, article: &Article) -> Self {
        let metadata = &article.metadata;
        Self {
            added: (metadata.added.is_none(), metadata.added),
            id: id.clone(),
            title: metadata.title.clone(),
        }
    }
}

/// What the thread that reads shares with whoever waits for it.
struct Shared {
    progress: Progress,
    listed: Mutex<Vec<ListedArticle>>,
    told: Mutex<Instant>,
    wake: Wake,
}

impl OpenWatch for Shared {
    fn begin(&self, articles: usize) {
        self.progress.expect(articles);
    }

    fn read(&self, id: &ArticleId, article: Option<&Article>) -> bool {
        self.progress.advance();
        let listed = article.map(|article| ListedArticle::new(id, article));
        self.listed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(listed);
        // Whoever else is telling need not be waited for.
        if let Ok(mut told) = self.told.try_lock()
            && told.elapsed() > TELL_EVERY
        {
            *told = Instant::now();
            (self.wake)();
        }
        !self.progress.is_cancelled()
    }
}

impl Opening {
    /// Begins to read the project at a path, to work on it; `wake` is called while it is read and at the end. Where another
    /// was being read `before`, that is stopped first, and lets go of its project.
    pub fn start(path: &Path, who: ReviewerIdentity, wake: Wake, before: Option<Self>) -> Self {
        let shared = Arc::new(Shared {
            progress: Progress::default(),
            listed: Mutex::default(),
            told: Mutex::new(Instant::now()),
            wake,
        });
        let (sender, outcome) = mpsc::channel();
        let (theirs, theirs_path, access) =
            (Arc::clone(&shared), path.to_owned(), Access::Write(holder(&who)));
        let since = now();
        let wake_at_end = AtEnd(Arc::clone(&shared));
        thread::spawn(move || {
            let _wake_at_end = wake_at_end;
            if let Some(before) = before {
                before.shared.progress.cancel();
                drop(before.outcome.recv());
            }
            let opened = store::open_watched(&theirs_path, access, &*theirs);
            // Nobody may want it any more.
            let _ = sender.send(opened);
        });
        Self {
            path: path.to_owned(),
            who,
            shared,
            since,
            outcome,
        }
    }

    /// What is being opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Stops the reading; the project is let go of soon.
    pub fn stop(&self) {
        self.shared.progress.cancel();
    }

    /// How many articles have been read, and how many there are; 0 of 0 while that is unknown.
    pub fn steps(&self) -> (usize, usize) {
        self.shared.progress.steps()
    }

    /// The articles that have been read since this was last asked.
    pub fn take_listed(&self) -> Vec<ListedArticle> {
        let mut listed = self.shared.listed.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut listed)
    }

    /// The session, once everything has been read; waits so long for it, or until it is there.
    pub fn poll(&self, patience: Option<Duration>, wake: &Wake) -> Option<Result<Session, SessionError>> {
        let outcome = match patience {
            None => self.outcome.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(Duration::ZERO) => self.outcome.try_recv().map_err(|error| match error {
                TryRecvError::Empty => RecvTimeoutError::Timeout,
                TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
            }),
            Some(time) => self.outcome.recv_timeout(time),
        };
        match outcome {
            Ok(Ok(Some(opened))) => {
                let session = Session::new(opened, self.since, self.who.clone(), Arc::clone(wake));
                Some(Ok(session))
            }
            Ok(Err(error)) => Some(Err(error.into())),
            Err(RecvTimeoutError::Timeout) => None,
            // The thread panicked, for nothing else ends it without an outcome.
            Ok(Ok(None)) | Err(RecvTimeoutError::Disconnected) => Some(Err(SessionError::JobPanicked)),
        }
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Wakes the window when the thread ends, also where it panics.
struct AtEnd(Arc<Shared>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        (self.0.wake)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;
    use crate::session::no_wake;
    use crate::session::testing::{amal, create};

    fn project_of(titles: &[&str], folder: &Path) {
        let mut session = create(folder);
        let article = |title: &&str| {
            let metadata = Metadata {
                title: (*title).to_owned(),
                ..Metadata::default()
            };
            (metadata, Arc::from("It is safe."))
        };
        session
            .add_articles(titles.iter().map(article).collect())
            .unwrap();
        session.close().unwrap();
    }

    #[test]
    fn what_is_read_is_listed_in_the_order_of_the_project_and_opens_to_work_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        project_of(&["Trams", "Bridges", "Harbours"], &path);
        let opening = Opening::start(&path, amal(), no_wake(), None);
        let session = opening.poll(None, &no_wake()).unwrap().unwrap();
        assert_eq!(opening.steps(), (3, 3));
        let mut listed = opening.take_listed();
        listed.sort();
        let project = session.project();
        let titles: Vec<&str> = project
            .articles_in_order()
            .into_iter()
            .map(|(_, article)| article.metadata.title.as_str())
            .collect();
        assert_eq!(titles.len(), 3);
        let listed: Vec<&str> = listed.iter().map(|article| article.title.as_str()).collect();
        assert_eq!(listed, titles);
        assert_eq!(session.read_only(), None);
    }

    #[test]
    fn a_project_that_was_left_while_it_was_read_can_be_opened_again_and_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks");
        project_of(&["Trams"], &path);
        let (woken, wakes) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _unheard = woken.send(());
        });
        let left = Opening::start(&path, amal(), wake, None);
        wakes.recv().unwrap();
        // It has been read, is held, and nobody has taken it.
        let again = Opening::start(&path, amal(), no_wake(), Some(left));
        let session = again.poll(None, &no_wake()).unwrap().unwrap();
        assert_eq!(session.read_only(), None);
        assert_eq!(session.project().articles().len(), 1);
    }

    #[test]
    fn what_is_no_project_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening::start(folder.path(), amal(), no_wake(), None);
        let outcome = opening.poll(None, &no_wake()).unwrap();
        assert!(matches!(
            outcome,
            Err(SessionError::Store(StoreError::NotAProject(_)))
        ));
    }
}
