//! Keeps the latest steps of undo in the user's state folder, so that undo and redo go on where the last session ended.

use std::path::{Path, PathBuf};

use super::{Session, trace};
use crate::model::{UndoStack, UndoStep};
use crate::store::UndoFile;

/// How many steps of each kind are kept.
const MAX_STEPS: usize = 200;

/// How many records a step that is kept has at most.
const MAX_RECORDS: usize = 2_000;

/// The folder for the steps of undo of all projects; `None` where there is no place for it.
pub fn undo_folder() -> Option<PathBuf> {
    Some(trace::state_folder()?.join("undo"))
}

impl Session {
    /// Keeps the latest steps of undo in this folder from now on, and goes on with those that an earlier session has left
    /// there, unless anybody has changed the project since. They are a convenience: without them nothing is lost.
    pub fn keep_undo_in(&mut self, folder: &Path) {
        if self.read_only().is_some() {
            return;
        }
        let file = UndoFile::new(folder, &self.store);
        let earlier = file.read(&self.store);
        let is_new = self.undo_stack == UndoStack::default();
        if is_new && !self.is_changing() {
            tracing::info!(
                done = earlier.done.len(),
                undone = earlier.undone.len(),
                "undo goes on"
            );
            self.undo_stack = UndoStack::from_earlier(earlier);
        }
        self.saver.keep_undo(file);
    }

    /// Has the steps of undo written with the project as it is now.
    pub(super) fn remember_undo(&mut self) {
        // In another session a step could not be brought up to what others have changed in this one.
        let is_kept =
            |step: &UndoStep| self.outside.is_known_to(step) && step.edit.each().nth(MAX_RECORDS).is_none();
        let latest = self.undo_stack.latest(MAX_STEPS, is_kept);
        self.saver.remember(latest, self.store.times_taken_in());
    }
}
