//! Notices what others change in the files of an open project: by the system's notices where it gives them, else by
//! looking at times and sizes every so often, as in folders on a network.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Session;
use super::jobs::{Finished, JobHandle};
use crate::store::{FileProblem, Stamps, Store};

/// How long files must have been left alone before they are looked at, and how long that waits at most.
const QUIET: Duration = Duration::from_millis(80);
const MAX_DELAY: Duration = Duration::from_millis(300);
/// How often files that cannot be judged yet are looked at again.
const AGAIN: Duration = Duration::from_millis(250);
/// How often a folder is looked at whose changes the system does not tell. A look may take a twentieth of that.
const POLL: Duration = Duration::from_millis(700);
const POLL_SHARE: u32 = 20;

/// Tells the watching thread of a change.
pub(super) type Tell = Box<dyn FnMut(notify::Result<notify::Event>) + Send>;

enum Signal {
    /// The system tells of changes.
    Event(notify::Result<notify::Event>),
    /// These files are to be looked at.
    Look(BTreeSet<PathBuf>),
    /// What was found is taken in; the next may come.
    Ready,
    Stop,
}

/// The session's end of the watching thread.
pub(super) struct Watch {
    signals: Sender<Signal>,
    /// Until it is dropped the thread reports.
    _thread: JobHandle,
}

impl Watch {
    /// Has files looked at again.
    pub(super) fn look_at(&self, paths: BTreeSet<PathBuf>) {
        // The thread ends only with the session, or by a panic that is reported.
        let _ = self.signals.send(Signal::Look(paths));
    }

    /// Says that what was found last is taken in.
    pub(super) fn is_ready(&self) {
        let _ = self.signals.send(Signal::Ready);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::Stop);
    }
}

impl Session {
    /// Notices from now on what others change in the project's files, and takes it in; [`Session::poll`] tells of it.
    pub fn watch(&mut self) {
        self.watch_by(|told| notify::recommended_watcher(told).ok());
    }

    /// The same by a watcher that tells of changes, or by looking at the files every so often where there is none.
    pub(super) fn watch_by(
        &mut self,
        watcher: impl FnOnce(Tell) -> Option<RecommendedWatcher> + Send + 'static,
    ) {
        if self.watch.is_some() {
            return;
        }
        self.store.set_watched();
        let (signals, received) = mpsc::channel();
        let (store, to_thread) = (Arc::clone(&self.store), signals.clone());
        let since_epoch = Duration::from_millis(self.opened_at.as_millisecond().unsigned_abs());
        let opened_at = SystemTime::UNIX_EPOCH + since_epoch;
        let thread = self.jobs.start_reporting(move |report| {
            let told: Tell = Box::new(move |event| {
                // The session may be closed.
                let _ = to_thread.send(Signal::Event(event));
            });
            Lookout::new(store, opened_at, watcher(told)).run(&received, report);
        });
        self.watch = Some(Watch {
            signals,
            _thread: thread,
        });
    }
}

/// What the watching thread knows.
struct Lookout {
    store: Arc<Store>,
    /// `None` where the system cannot tell.
    watcher: Option<RecommendedWatcher>,
    polls: bool,
    stamps: Stamps,
    /// Files that may have changed.
    changed: BTreeSet<PathBuf>,
    first_change: Option<Instant>,
    /// When they are to be looked at.
    due: Option<Instant>,
    next_poll: Option<Instant>,
    /// Since when there have been files that cannot be judged.
    waiting_since: Option<Instant>,
    /// Whether the session has not taken in yet what was found last.
    is_reported: bool,
    told: Vec<FileProblem>,
}

impl Lookout {
    fn new(store: Arc<Store>, opened_at: SystemTime, watcher: Option<RecommendedWatcher>) -> Self {
        let mut lookout = Self {
            polls: store.is_on_network(),
            stamps: Stamps::default(),
            store,
            watcher,
            changed: BTreeSet::new(),
            first_change: None,
            due: None,
            next_poll: None,
            waiting_since: None,
            is_reported: false,
            told: Vec::new(),
        };
        lookout.watch_folders();
        lookout.stamps = lookout.store.stamps();
        // What has changed while the project was being opened.
        lookout.changed = lookout.stamps.since(opened_at);
        lookout.due = Some(Instant::now());
        lookout.next_poll = lookout.polls.then(Instant::now);
        lookout
    }

    /// Has the system tell of changes in the folders that are there.
    fn watch_folders(&mut self) {
        let Some(watcher) = &mut self.watcher else {
            self.polls = true;
            return;
        };
        let folders = self.store.watched_folders();
        let mut watched = folders
            .iter()
            .map(|folder| watcher.watch(folder, RecursiveMode::NonRecursive));
        if let Some(error) = watched.find_map(Result::err) {
            tracing::warn!(error = ?error.kind, "changes are polled for");
            self.polls = true;
        }
    }

    fn run(mut self, signals: &Receiver<Signal>, report: &dyn Fn(Finished)) {
        loop {
            let signal = match self.wait() {
                None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(time) => signals.recv_timeout(time),
            };
            match signal {
                Ok(Signal::Event(event)) => self.hear(event),
                Ok(Signal::Look(paths)) => self.note(paths),
                Ok(Signal::Ready) => self.is_reported = false,
                Err(RecvTimeoutError::Timeout) => self.look(report),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// How long there is nothing to do; `None` until a signal comes.
    fn wait(&self) -> Option<Duration> {
        if self.is_reported {
            return None;
        }
        let next = [self.due, self.next_poll].into_iter().flatten().min()?;
        Some(next.saturating_duration_since(Instant::now()))
    }

    fn hear(&mut self, event: notify::Result<notify::Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.compare_stamps(),
            Ok(event) if is_change(event.kind) => {
                let named = |name: &Path| {
                    let name = name.file_name();
                    self.store
                        .watched_folders()
                        .iter()
                        .any(|folder| folder.file_name() == name)
                };
                if event.paths.iter().any(|path| named(path)) {
                    self.watch_folders();
                }
                self.note(event.paths.into_iter().collect());
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(error = ?error.kind, "changes are polled for");
                self.polls = true;
                self.next_poll = Some(Instant::now());
            }
        }
    }

    fn note(&mut self, paths: BTreeSet<PathBuf>) {
        if paths.is_empty() {
            return;
        }
        self.changed.extend(paths);
        let now = Instant::now();
        let first = *self.first_change.get_or_insert(now);
        self.due = Some((now + QUIET).min(first + MAX_DELAY));
    }

    fn compare_stamps(&mut self) {
        let stamps = self.store.stamps();
        let changed = stamps.changed_since(&self.stamps);
        self.stamps = stamps;
        self.note(changed);
    }

    fn look(&mut self, report: &dyn Fn(Finished)) {
        let now = Instant::now();
        if self.next_poll.is_some_and(|next| next <= now) {
            self.compare_stamps();
            let pace = POLL.max(now.elapsed() * POLL_SHARE);
            self.next_poll = Some(Instant::now() + pace);
        }
        if self.due.is_none_or(|due| due > Instant::now()) {
            return;
        }
        let waited = self.waiting_since.map_or(Duration::ZERO, |since| since.elapsed());
        let paths = std::mem::take(&mut self.changed);
        (self.first_change, self.due) = (None, None);
        let mut found = self.store.look_outside(&paths, waited);
        self.changed.clone_from(found.waiting());
        if self.changed.is_empty() {
            self.waiting_since = None;
        } else {
            self.waiting_since.get_or_insert(now);
            self.due = Some(Instant::now() + AGAIN);
        }
        found
            .problems_mut()
            .retain(|problem| !self.told.contains(problem));
        self.told.extend(found.problems_mut().iter().cloned());
        if !found.is_empty() {
            self.is_reported = true;
            report(Finished::FoundOutside(Box::new(found)));
        }
    }
}

/// Whether an event is about the content of a folder or a file, and not that somebody reads it.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}
