//! Brings back copies of work that could not be saved in an earlier session.

use std::path::Path;

use super::{Session, SessionError};
use crate::model::{Edit, UndoLabel};
use crate::store::{KeptCopy, KeptWork};

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
        let edit = edit_of(self.store.read_kept(copy)?);
        // The step back needs the texts of the articles that are replaced.
        let replaced = edit.each().filter_map(|edit| match edit {
            Edit::Article(id, _) => Some(Edit::Article(id.clone(), None)),
            _ => None,
        });
        self.read_texts_of(&Edit::All(replaced.collect()));
        self.edit((UndoLabel::RestoreKept, edit))?;
        self.flush()?;
        Ok(copy.delete()?)
    }

    /// Deletes a copy.
    pub fn discard_kept(&self, copy: &KeptCopy) -> Result<(), SessionError> {
        self.check_writable()?;
        Ok(copy.delete()?)
    }
}

fn edit_of(work: KeptWork) -> Edit {
    let mut edits = Vec::new();
    if let Some(project) = work.project {
        let reviewers = project.reviewers.into_iter();
        edits.extend(reviewers.map(|(id, reviewer)| Edit::Reviewer(id, Some(reviewer))));
        let speakers = project.speakers.into_iter();
        edits.extend(speakers.map(|(id, speaker)| Edit::Speaker(id, Some(Box::new(speaker)))));
        edits.push(Edit::Head(Box::new(project.head)));
    }
    let articles = work.articles.into_iter();
    edits.extend(articles.map(|(id, article)| Edit::Article(id, Some(Box::new(article)))));
    Edit::All(edits)
}
