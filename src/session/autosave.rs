//! The session's end of saving: hands every change to the saving thread and knows what is not on disk yet.
//!
//! Every change hands a snapshot of the files it concerns to the thread at once, so that saving depends on no further
//! frame.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Wake;
use super::claim_logs::Steps;
use super::saving_thread::{Pending, SaverCommand, SaverEvent, run};
use crate::model::{ArticleId, Project, Touched, UndoSteps};
use crate::report::Report;
use crate::store::{FileProblem, LongChange, ReadOnly, Snapshot, Store, StoreError, Superseded, UndoFile};

/// How long leaving waits for a disk that writes nothing.
pub(super) const DISK_TIMEOUT: Duration = Duration::from_secs(10);
/// How often somebody who waits as long as it takes is told of a disk that writes nothing.
pub(super) const SLOW_NOTICE: Duration = Duration::from_secs(4);

/// What is true about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on disk.
    Saved,
    /// There are changes, and they will be written in a moment.
    Unsaved,
    /// They are being written.
    Saving,
    /// They could not be written, and are kept until the next try.
    Failed(Report),
    /// Nothing can be changed.
    ReadOnly(ReadOnly),
}

/// The session's end of the saving thread.
pub(super) struct Saver {
    store: Arc<Store>,
    commands: Option<Sender<SaverCommand>>,
    events: Receiver<SaverEvent>,
    thread: Option<JoinHandle<()>>,
    /// Counts changes.
    revision: u64,
    /// The last change that is known to be on disk with all before it.
    saved: u64,
    /// By change, what is not known to be on disk.
    unsaved: BTreeMap<u64, Touched>,
    /// By change, the steps of claims that are not known to be on disk.
    unsaved_steps: BTreeMap<u64, Steps>,
    writing: bool,
    errors: Vec<StoreError>,
    /// What saving has to tell besides.
    notes: Vec<FileProblem>,
    /// What is unsaved where the system gave us no thread.
    threadless: Pending,
}

impl Saver {
    pub(super) fn new(store: Arc<Store>, wake: Wake) -> Self {
        let (commands, their_commands) = mpsc::channel();
        let (their_events, events) = mpsc::channel();
        let theirs = Arc::clone(&store);
        let thread = thread::Builder::new().name("saving".to_owned()).spawn(move || {
            let notify = |event| {
                // The session may be closed.
                let _ = their_events.send(event);
                wake();
            };
            run(&theirs, &their_commands, &notify);
        });
        Self {
            store,
            // Without a thread everything is written at once.
            commands: thread.is_ok().then_some(commands),
            events,
            thread: thread.ok(),
            revision: 0,
            saved: 0,
            unsaved: BTreeMap::new(),
            unsaved_steps: BTreeMap::new(),
            writing: false,
            errors: Vec::new(),
            notes: Vec::new(),
            threadless: Pending::default(),
        }
    }

    /// How many changes there were.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Takes note of a change.
    pub(super) fn changed(&mut self, project: &Project, touched: &Touched, steps: Steps) {
        self.revision += 1;
        self.unsaved.insert(self.revision, touched.clone());
        self.unsaved_steps.insert(self.revision, steps.clone());
        let snapshot = Snapshot::new(project, touched).with_claim_log(steps);
        self.send(SaverCommand::Write(self.revision, Box::new(snapshot)));
    }

    /// Takes note of a change of others that was merged. These parts are to be written, in place of the versions that
    /// they were merged with.
    pub(super) fn took_in(&mut self, project: &Project, parts: &Touched, superseded: Superseded) {
        self.revision += 1;
        self.unsaved.insert(self.revision, parts.clone());
        let snapshot = Snapshot::new(project, parts).in_place_of(superseded);
        self.send(SaverCommand::Write(self.revision, Box::new(snapshot)));
    }

    /// Holds back what changes from now on, so that a crash leaves all of it or nothing. What is unsaved is written first.
    pub(super) fn hold(&mut self, change: LongChange) {
        self.send(SaverCommand::Hold(change));
    }

    /// Has what was held back written, if anything was.
    pub(super) fn release(&mut self) {
        self.send(SaverCommand::Release);
    }

    /// Asks for what is unsaved to be written without delay.
    pub(super) fn save_now(&mut self) {
        self.send(SaverCommand::WriteNow);
    }

    /// Keeps the steps of undo in a file from now on.
    pub(super) fn keep_undo(&mut self, file: UndoFile) {
        self.send(SaverCommand::KeepUndo(file));
    }

    /// Has the steps of undo written once all changes so far are on disk.
    pub(super) fn remember(&mut self, steps: UndoSteps, taken_in: u64) {
        self.send(SaverCommand::Remember(steps, taken_in));
    }

    /// Takes in what the thread reports.
    pub(super) fn poll(&mut self) {
        while let Ok(event) = self.events.try_recv() {
            self.take_in(event);
        }
    }

    /// Writes everything and waits until it is done; tells whether it came to an end. Each time nothing was written for
    /// this long, `goes_on` says whether to wait on.
    pub(super) fn flush(&mut self, timeout: Duration, goes_on: &mut dyn FnMut() -> bool) -> bool {
        self.poll();
        if self.is_saved() {
            return true;
        }
        self.errors.clear();
        self.save_now();
        // An older write may still be under way; its event comes first.
        while !self.is_saved() {
            match self.next_event(timeout) {
                Ok(event) => {
                    let ended =
                        matches!(&event, SaverEvent::Written(revision, _) if *revision == self.revision);
                    self.take_in(event);
                    if ended && !self.errors.is_empty() {
                        return true;
                    }
                }
                Err(RecvTimeoutError::Timeout) if goes_on() => {}
                Err(RecvTimeoutError::Timeout) => return false,
                Err(RecvTimeoutError::Disconnected) => return true,
            }
        }
        true
    }

    /// The next event, as long as the thread makes progress.
    fn next_event(&self, timeout: Duration) -> Result<SaverEvent, RecvTimeoutError> {
        loop {
            let before = self.store.parts_written();
            match self.events.recv_timeout(timeout) {
                Err(RecvTimeoutError::Timeout) if self.store.parts_written() > before => {}
                outcome => return outcome,
            }
        }
    }

    pub(super) fn is_saved(&self) -> bool {
        self.saved == self.revision
    }

    /// Whether something is being written, as far as is known.
    pub(super) fn is_writing(&self) -> bool {
        self.writing
    }

    /// Whether an article is not known to be on disk as it is.
    pub(super) fn is_unsaved(&self, id: &ArticleId) -> bool {
        self.unsaved.values().any(|parts| parts.articles.contains(id))
    }

    /// What is not known to be on disk.
    pub(super) fn unsaved(&self) -> Touched {
        let mut all = Touched::default();
        for touched in self.unsaved.values() {
            all.project |= touched.project;
            all.articles.extend(touched.articles.iter().cloned());
        }
        all
    }

    /// The steps of claims that are not known to be on disk.
    pub(super) fn unsaved_steps(&self) -> Steps {
        let mut all = Steps::new();
        for (id, steps) in self.unsaved_steps.values().flatten() {
            all.entry(id.clone()).or_default().extend(steps.iter().cloned());
        }
        all
    }

    /// Forgets the steps up to a change that are on disk: all but those of articles that could not be written.
    fn forget_steps(&mut self, revision: u64, unsaved: &Touched) {
        for (_, steps) in self.unsaved_steps.range_mut(..=revision) {
            steps.retain(|id, _| unsaved.articles.contains(id));
        }
        self.unsaved_steps.retain(|_, steps| !steps.is_empty());
    }

    pub(super) fn state(&self) -> SaveState {
        if let Some(reason) = self.store.read_only() {
            return SaveState::ReadOnly(reason.clone());
        }
        if self.is_saved() {
            SaveState::Saved
        } else if self.writing {
            SaveState::Saving
        } else {
            let failed =
                |error: &StoreError| SaveState::Failed(Report::from_error(error).with_hint(error.hint()));
            self.errors.first().map_or(SaveState::Unsaved, failed)
        }
    }

    /// Why the last try did not write everything.
    pub(super) fn errors(&self) -> &[StoreError] {
        &self.errors
    }

    /// What saving had to tell besides, once.
    pub(super) fn take_notes(&mut self) -> Vec<FileProblem> {
        std::mem::take(&mut self.notes)
    }

    pub(super) fn take_errors(&mut self) -> Vec<StoreError> {
        std::mem::take(&mut self.errors)
    }

    fn send(&mut self, command: SaverCommand) {
        let refused = match &self.commands {
            Some(commands) => commands.send(command).err().map(|refused| refused.0),
            None => Some(command),
        };
        let Some(command) = refused else {
            return;
        };
        match command {
            SaverCommand::Write(_, snapshot) => self.threadless.absorb(*snapshot),
            SaverCommand::Hold(change) => return self.threadless.hold(&self.store, change),
            SaverCommand::Release => self.threadless.release(),
            SaverCommand::WriteNow => {}
            // Without a thread undo ends with the session.
            SaverCommand::KeepUndo(_) | SaverCommand::Remember(..) => return,
        }
        if self.threadless.is_held() {
            return;
        }
        let report = self.threadless.write(&self.store);
        self.take_in(SaverEvent::Written(self.revision, report));
    }

    fn take_in(&mut self, event: SaverEvent) {
        match event {
            SaverEvent::Writing => self.writing = true,
            SaverEvent::Written(revision, report) => {
                self.writing = false;
                self.unsaved = self.unsaved.split_off(&(revision + 1));
                self.forget_steps(revision, &report.unsaved);
                self.notes.extend(report.notes);
                for error in &report.errors {
                    tracing::warn!(revision, error = error.kind(), "not saved");
                }
                if report.errors.is_empty() {
                    tracing::debug!(revision, "saved");
                    self.saved = self.saved.max(revision);
                } else {
                    self.unsaved.insert(revision, report.unsaved);
                }
                self.errors = report.errors;
            }
        }
    }
}

impl Drop for Saver {
    /// Leaving writes what is left. A disk that does not answer is not waited for without end.
    fn drop(&mut self) {
        self.commands = None;
        let ended = loop {
            match self.next_event(DISK_TIMEOUT) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => break true,
                Err(RecvTimeoutError::Timeout) => break false,
            }
        };
        if let Some(thread) = self.thread.take()
            && ended
        {
            let _ = thread.join();
            // A long text may still be on its way in; it does not keep the next session out.
            self.store.release();
        }
    }
}
