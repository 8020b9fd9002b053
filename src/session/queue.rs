//! Edits that are asked for while a long edit is under way. They wait as operations and are made from the project as the
//! long edit leaves it: an edit made before holds whole records, and would undo what the long edit did to them.

use std::collections::VecDeque;

use super::{Session, SessionError};
use crate::model::ops::OpResult;
use crate::model::ops::bulk::BulkEdit;
use crate::model::{EditError, Project};

type Work = Box<dyn FnOnce(&mut Session) -> Result<(), SessionError> + Send>;

/// What waits, the first to come first.
#[derive(Default)]
pub(super) struct Queue(VecDeque<Work>);

impl Session {
    /// Changes the project by an operation on it as it is, as one step that can be undone, and has it saved. While a
    /// long edit is under way the operation waits until that is done; [`Session::run_for`] comes to it.
    pub fn perform(
        &mut self,
        op: impl FnOnce(&Project) -> OpResult + Send + 'static,
    ) -> Result<(), SessionError> {
        self.now_or_later(|session| {
            let edit = op(session.project())?;
            session.edit_now(edit)
        })
    }

    /// Changes many claims as one step. Few are changed at once; of very many this begins to, and
    /// [`Session::run_for`] goes on. While another long edit is under way it waits as in [`Session::perform`].
    pub fn perform_many(
        &mut self,
        op: impl FnOnce(&Project) -> Result<BulkEdit, EditError> + Send + 'static,
    ) -> Result<(), SessionError> {
        self.now_or_later(|session| {
            let bulk = op(session.project())?;
            session.begin_bulk(bulk)
        })
    }

    /// Does something to the session, at once or when all long edits are done.
    pub(super) fn now_or_later(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), SessionError> + Send + 'static,
    ) -> Result<(), SessionError> {
        if self.is_changing() {
            self.queue.0.push_back(Box::new(work));
            return Ok(());
        }
        work(self)
    }

    /// Whether a long edit is under way, or something waits for its turn.
    pub fn is_changing(&self) -> bool {
        self.long_edit.is_some() || !self.queue.0.is_empty()
    }

    /// How many changes wait until a long edit is done.
    pub fn waiting_changes(&self) -> usize {
        self.queue.0.len()
    }

    /// Refuses what cannot wait while a long edit is under way.
    pub(super) fn check_idle(&self) -> Result<(), SessionError> {
        if self.is_changing() {
            return Err(SessionError::Busy);
        }
        Ok(())
    }

    /// Does the first of what waits; tells whether there is more to do. Where it is refused, the others still wait.
    pub(super) fn run_queued(&mut self) -> Result<bool, SessionError> {
        if let Some(work) = self.queue.0.pop_front() {
            work(self)?;
        }
        Ok(self.is_changing())
    }
}
