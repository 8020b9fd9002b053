//! Keeps a copy of what cannot be saved, so that closing the window does not lose it.

use std::path::{Path, PathBuf};

use super::{Session, SessionError, clock};
use crate::store::Snapshot;

impl Session {
    /// Writes a copy of everything that is not on disk yet and returns its folder: within the project if that can be
    /// written, else within `elsewhere`. A copy made before is replaced, and deleted once everything is saved.
    pub fn keep_unsaved(&mut self, elsewhere: Option<&Path>) -> Result<PathBuf, SessionError> {
        let snapshot = Snapshot::new(&self.project, &self.saver.unsaved());
        let snapshot = snapshot.with_claim_log(self.saver.unsaved_steps());
        let time = clock::now().strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
        // A disk on which a save hangs would keep the window waiting, too.
        let within = if self.saver.is_writing() {
            Err(SessionError::StillSaving)
        } else {
            self.store
                .copy_unsaved(&snapshot, &time)
                .map_err(SessionError::from)
        };
        let copy = match (within, elsewhere) {
            (Err(_), Some(elsewhere)) => {
                let name = format!("{}-{time}", self.folder_name());
                self.store.copy_unsaved_to(elsewhere, &snapshot, &name)?
            }
            (within, _) => within?,
        };
        let folder = copy.folder().to_owned();
        if let Some(before) = self.unsaved_copy.replace(copy) {
            before.delete();
        }
        Ok(folder)
    }

    /// Writes the project's file and the articles that are not on disk as they are into a new folder within this one. It
    /// opens as a project of its own. Returns the new folder.
    pub fn save_copy_in(&self, folder: &Path) -> Result<PathBuf, SessionError> {
        let mut parts = self.saver.unsaved();
        parts.project = true;
        let snapshot = Snapshot::new(&self.project, &parts);
        let snapshot = snapshot.with_claim_log(self.saver.unsaved_steps());
        let time = clock::now().strftime("%Y-%m-%dT%H-%M-%SZ");
        let name = format!("{}-{time}", self.folder_name());
        let copy = self.store.copy_unsaved_to(folder, &snapshot, &name)?;
        Ok(copy.folder().to_owned())
    }

    /// Deletes the copy of unsaved work once everything is saved, so that nobody takes it for newer.
    pub(super) fn drop_needless_copy(&mut self) {
        if self.saver.is_saved()
            && let Some(copy) = self.unsaved_copy.take()
        {
            copy.delete();
        }
    }

    fn folder_name(&self) -> String {
        let path = std::path::absolute(self.path()).unwrap_or_default();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.into_owned()
    }
}
