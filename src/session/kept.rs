//! Brings back copies of work that could not be saved in an earlier session.

use std::path::Path;

use super::{Session, SessionError};
use crate::model::ops;
use crate::store::KeptCopy;

impl Session {
    /// The copies of this project's work that are kept, the oldest first.
    pub fn kept_copies(&self, elsewhere: Option<&Path>) -> Vec<KeptCopy> {
        if self.read_only().is_some() {
            return Vec::new();
        }
        self.store.kept_copies(elsewhere)
    }

    /// Puts what a copy holds in the place of what the project has, as one step that can be undone. The copy is deleted
    /// once that is saved. What was removed before the copy was made stays in the project.
    pub fn restore_kept(&mut self, copy: &KeptCopy) -> Result<(), SessionError> {
        self.check_idle()?;
        let work = self.store.read_kept(copy)?;
        let people = work
            .project
            .map(|project| (project.head, project.reviewers, project.speakers));
        // The step back needs the texts of the articles that are replaced.
        self.read_texts(work.articles.iter().map(|(id, _)| id.clone()).collect());
        self.edit(ops::project::restore_kept(people, work.articles))?;
        self.flush()?;
        Ok(copy.delete()?)
    }

    /// Deletes a copy.
    pub fn discard_kept(&self, copy: &KeptCopy) -> Result<(), SessionError> {
        self.check_writable()?;
        Ok(copy.delete()?)
    }
}
