//! The saving thread: gathers snapshots until the user pauses, writes them, and tries what could not be written again every
//! few seconds.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::model::UndoSteps;
use crate::store::{LongChange, SaveReport, Snapshot, Store, UndoFile};

/// How long the user must have paused.
const IDLE_DELAY: Duration = Duration::from_millis(250);
/// How long a change waits at most.
const MAX_DELAY: Duration = Duration::from_millis(700);
/// How long after a failure what was not written is tried again.
const RETRY: Duration = Duration::from_secs(3);
/// What the session asks of the thread.
pub(super) enum SaverCommand {
    /// A change by its number, and the files it concerns.
    Write(u64, Box<Snapshot>),
    /// Waits no longer for a pause.
    WriteNow,
    /// A change in slices begins: they are held back, to be written together.
    Hold(LongChange),
    /// It has ended.
    Release,
    /// Where the steps of undo are kept.
    KeepUndo(UndoFile),
    /// The steps of undo after all changes so far, and how often changes of others were taken in.
    Remember(UndoSteps, u64),
}

/// What the thread tells the session.
pub(super) enum SaverEvent {
    /// It begins to write.
    Writing,
    /// All up to this change was tried, with this outcome.
    Written(u64, SaveReport),
}

/// How long to wait for another change before what has gathered since the first is written.
pub(super) fn pause(first_change: Instant, now: Instant) -> Duration {
    (first_change + MAX_DELAY)
        .saturating_duration_since(now)
        .min(IDLE_DELAY)
}

/// Writes what it is sent until the session is closed.
pub(super) fn run(store: &Store, commands: &Receiver<SaverCommand>, notify: &dyn Fn(SaverEvent)) {
    let mut pending = Pending::default();
    let mut newest = 0;
    // The last change that is to be written, and not held back.
    let mut revision = 0;
    // The last change whose outcome was told. What was taken in from others may leave nothing to write.
    let mut told = 0;
    let mut first_change: Option<Instant> = None;
    let mut undo = UndoKeeper::default();
    loop {
        let command = match first_change {
            None if pending.is_empty() => commands.recv().map_err(|_| RecvTimeoutError::Disconnected),
            None => commands.recv_timeout(RETRY),
            Some(first) => commands.recv_timeout(pause(first, Instant::now())),
        };
        let ended = matches!(&command, Err(RecvTimeoutError::Disconnected));
        // While one try fails after the other, the last failure stays what is true.
        let is_retry = first_change.is_none() && matches!(command, Err(RecvTimeoutError::Timeout));
        let mut begins = None;
        match command {
            Ok(SaverCommand::Write(change, snapshot)) => {
                pending.absorb(*snapshot);
                newest = change;
                undo.steps = None;
                if !pending.is_held() {
                    revision = newest;
                    first_change.get_or_insert_with(Instant::now);
                }
                continue;
            }
            Ok(SaverCommand::Hold(change)) if pending.is_empty() && told == revision => {
                pending.hold(store, change);
                continue;
            }
            Ok(SaverCommand::Hold(change)) => begins = Some(change),
            Ok(SaverCommand::Release) => {
                pending.release();
                revision = newest;
            }
            Ok(SaverCommand::KeepUndo(file)) => {
                undo.file = Some(file);
                continue;
            }
            Ok(SaverCommand::Remember(steps, taken_in)) => {
                undo.steps = Some((steps, taken_in));
                first_change.get_or_insert_with(Instant::now);
                continue;
            }
            Err(RecvTimeoutError::Disconnected) if pending.is_empty() => {
                undo.write(store);
                return;
            }
            Err(RecvTimeoutError::Timeout) if pending.is_empty() && told == revision => {
                first_change = None;
                undo.write(store);
                continue;
            }
            Ok(SaverCommand::WriteNow) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        first_change = None;
        if !is_retry {
            notify(SaverEvent::Writing);
        }
        let report = pending.write(store);
        let is_saved = report.errors.is_empty();
        notify(SaverEvent::Written(revision, report));
        told = revision;
        if let Some(change) = begins {
            pending.hold(store, change);
        }
        if is_saved {
            undo.write(store);
        }
        if ended {
            return;
        }
    }
}

/// What is to be written.
#[derive(Default)]
pub(super) struct Pending {
    snapshot: Snapshot,
    /// A change in slices, with what it has made so far.
    held: Option<(LongChange, Snapshot)>,
    /// The last change in slices that has ended, until all of it is on disk.
    ended: Option<LongChange>,
}

impl Pending {
    /// Whether there is nothing that may be written.
    pub(super) fn is_empty(&self) -> bool {
        self.snapshot.is_empty()
    }

    /// Whether what changes is held back.
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    pub(super) fn absorb(&mut self, snapshot: Snapshot) {
        match &mut self.held {
            Some((_, held)) => held.absorb(snapshot),
            None => self.snapshot.absorb(snapshot),
        }
    }

    pub(super) fn hold(&mut self, store: &Store, change: LongChange) {
        // Where it cannot be taken down, saving will fail as well and be told.
        if let Err(error) = store.begin_long_change(&change) {
            tracing::warn!(error = error.kind(), "a long change cannot be taken down");
        }
        self.held = Some((change, Snapshot::default()));
    }

    pub(super) fn release(&mut self) {
        if let Some((change, held)) = self.held.take() {
            self.snapshot.absorb(held);
            self.ended = Some(change);
        }
    }

    pub(super) fn write(&mut self, store: &Store) -> SaveReport {
        self.snapshot
            .set_ends_long_change(self.ended.is_some() && self.held.is_none());
        let report = store.write(&self.snapshot);
        self.snapshot.keep(&report.unsaved);
        let noted = match (&self.held, self.ended.take()) {
            // What is held back starts from other files now.
            (Some((change, _)), _) => store.begin_long_change(change),
            (None, Some(_)) if report.errors.is_empty() => store.end_long_change(),
            (None, Some(change)) => {
                let unsaved = change.articles.iter();
                let unsaved = unsaved.filter(|id| report.unsaved.articles.contains(*id));
                let noted = store.note_unsaved_of(&change, &unsaved.cloned().collect::<Vec<_>>());
                self.ended = Some(change);
                noted
            }
            (None, None) => Ok(()),
        };
        if let Err(error) = noted {
            tracing::warn!(
                error = error.kind(),
                "the record of a long change is not up to date"
            );
        }
        report
    }
}

/// What is to be remembered of undo, and where.
#[derive(Default)]
struct UndoKeeper {
    file: Option<UndoFile>,
    /// The steps that belong to the files as they are written next.
    steps: Option<(UndoSteps, u64)>,
}

impl UndoKeeper {
    fn write(&mut self, store: &Store) {
        if let (Some(file), Some((steps, taken_in))) = (&mut self.file, self.steps.take())
            && let Err(error) = file.write(store, &steps, taken_in)
        {
            tracing::warn!(error = error.kind(), "the undo history cannot be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_gather_until_a_pause_and_for_less_than_a_second_without_one() {
        let first = Instant::now();
        let mut now = first;
        assert!(pause(first, now) >= Duration::from_millis(100), "they gather");
        // The next change comes just before each pause is over.
        let mut changes = 0;
        while !pause(first, now).is_zero() {
            now += pause(first, now);
            changes += 1;
        }
        assert!(changes > 1, "only a pause ends it sooner");
        assert!(now - first < Duration::from_secs(1));
        assert_eq!(pause(first, now + MAX_DELAY), Duration::ZERO);
    }
}
