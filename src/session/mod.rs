//! One open project, alive: edited, undone, saved in the background. The only room that reads the clock, makes ids and
//! starts threads. Both fronts reach the disk through it: [`files`], [`settings`] and [`Session`].

mod article_text;
mod autosave;
mod change_log;
mod claim_logs;
mod clock;
pub mod ending;
mod error;
pub mod export_files;
pub mod export_job;
pub mod files;
pub mod guidelines;
pub mod ids;
mod import_job;
mod incoming;
pub mod ingest;
pub mod jobs;
mod kept;
pub mod learned;
mod long_edit;
pub mod look;
pub mod one_file;
pub mod opening;
mod outside;
mod prepare;
pub mod problem_report;
pub mod progress;
pub mod project_copy;
mod queue;
mod references;
mod saving_thread;
pub mod searching;
pub mod settings;
mod texts;
pub mod trace;
mod typing;
mod undo_history;
mod unsaved;
mod watch;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

pub use autosave::SaveState;
pub use clock::{TimeBudget, clock_problem, now};
pub use error::{SessionError, report_from_error, report_from_problem};
pub use incoming::TakenIn;
pub use texts::TextState;
pub use undo_history::undo_folder;

pub use crate::store::{
    AddedReference, FileProblem, KeptCopy, LockOwner, ReadOnly, StoreError, StoredReferences, TypedKey,
    TypedText, merge_files, set_up_git,
};

use autosave::Saver;
use change_log::ChangeLog;
use claim_logs::{ClaimLogs, Steps};
use import_job::Imports;
use jobs::{Finished, JobId, Jobs};
use long_edit::{LongEdit, UndoDirection};
use outside::Outside;
use queue::Queue;
use texts::Texts;
use typing::Typing;
use watch::Watch;

use crate::model::claim_log::LogAction;
use crate::model::ops::{self, LabelledEdit};
use crate::model::{
    Article, ArticleId, ClaimId, Edit, Head, Metadata, Project, ReviewerId, Touched, UndoLabel, UndoStack,
    UndoStep,
};
use crate::store::{self, Access, Opened, Store, UnsavedCopy};

/// Who works here, as named in reviews, in verdicts and in the lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewerIdentity {
    /// The same in every project.
    pub id: ReviewerId,
    /// As they want to be called.
    pub name: String,
}

/// Asks the window for a frame, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// A wake for those who poll by themselves, such as the command line.
pub fn no_wake() -> Wake {
    Arc::new(|| {})
}

/// One open project.
pub struct Session {
    /// Shared with the jobs that look at it.
    project: Arc<Project>,
    undo_stack: UndoStack,
    /// A change that is made slice by slice.
    long_edit: Option<LongEdit>,
    /// The edits that wait until it is done.
    queue: Queue,
    imports: Imports,
    jobs: Jobs,
    /// What has arrived and the window has not been given yet.
    arrived: Vec<Finished>,
    store: Arc<Store>,
    who: ReviewerIdentity,
    problems: Vec<FileProblem>,
    texts: Texts,
    /// Before the files were read.
    opened_at: Timestamp,
    watch: Option<Watch>,
    outside: Outside,
    /// Counts texts that were read, and what a project that may not be written has followed: no edits, but changes.
    readings: u64,
    changes: ChangeLog,
    claim_logs: ClaimLogs,
    /// Dropped before the saver, which lets others in.
    typing: Typing,
    saver: Saver,
    /// Whether a change that was cut off has been told.
    cut_off_is_told: bool,
    /// A copy of what could not be saved, until it is.
    unsaved_copy: Option<UnsavedCopy>,
}

/// What was undone or done again, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the step is called.
    pub label: UndoLabel,
    /// The article concerned, if it was one.
    pub article: Option<ArticleId>,
    /// The claim to show, if it is there now.
    pub claim: Option<ClaimId>,
}

/// A session that could not be closed, because something is not on disk.
#[derive(Debug)]
pub struct Unclosed {
    /// The session, with everything that was done.
    pub session: Session,
    /// Why not.
    pub error: SessionError,
}

impl Session {
    /// Opens a project to work on it. Where another has it open, or it cannot be written, it opens
    /// for reading only: see [`Session::read_only`].
    pub fn open(path: &Path, who: ReviewerIdentity, wake: Wake) -> Result<Self, SessionError> {
        let since = now();
        let opened = store::open(path, Access::Write(holder(&who)))?;
        Ok(Self::new(opened, since, who, wake))
    }

    /// Opens a project to look at it, with all texts; nothing is locked and nothing written.
    pub fn look(path: &Path) -> Result<Self, SessionError> {
        let since = now();
        let mut opened = store::open(path, Access::Read)?;
        opened.read_all_texts();
        let nobody = ReviewerIdentity {
            id: "".into(),
            name: String::new(),
        };
        Ok(Self::new(opened, since, nobody, no_wake()))
    }

    /// Makes a new project in a folder that is empty or not there yet, and opens it.
    pub fn create(path: &Path, head: &Head, who: ReviewerIdentity, wake: Wake) -> Result<Self, SessionError> {
        let since = now();
        let opened = store::create(path, head, Access::Write(holder(&who)))?;
        Ok(Self::new(opened, since, who, wake))
    }

    fn new(opened: Opened, opened_at: Timestamp, who: ReviewerIdentity, wake: Wake) -> Self {
        tracing::info!(
            articles = opened.project.articles().len(),
            claims = opened.project.claims().count(),
            problems = opened.problems.len(),
            read_only = opened.read_only.is_some(),
            "project opened"
        );
        let store = Arc::new(opened.store);
        let mut problems = opened.problems;
        let newest = opened
            .project
            .articles()
            .values()
            .filter_map(clock::newest_step)
            .max();
        problems.extend(clock::clock_behind(newest, store.folder(), opened_at));
        Self {
            project: Arc::new(opened.project),
            undo_stack: UndoStack::default(),
            long_edit: None,
            queue: Queue::default(),
            imports: Imports::default(),
            jobs: Jobs::new(Arc::clone(&wake)),
            arrived: Vec::new(),
            who,
            problems,
            texts: Texts::default(),
            opened_at,
            watch: None,
            outside: Outside::default(),
            readings: 0,
            changes: ChangeLog::default(),
            claim_logs: ClaimLogs::default(),
            typing: Typing::new(Arc::clone(&store), Arc::clone(&wake)),
            saver: Saver::new(Arc::clone(&store), wake),
            cut_off_is_told: false,
            unsaved_copy: None,
            store,
        }
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The project as it is now, for a job to look at.
    pub fn project_now(&self) -> Arc<Project> {
        Arc::clone(&self.project)
    }

    /// The project's folder.
    pub fn path(&self) -> &Path {
        self.store.folder()
    }

    /// Who works here.
    pub fn who(&self) -> &ReviewerIdentity {
        &self.who
    }

    /// Goes by another name from now on; reviews made so far keep their reviewer.
    pub fn set_who(&mut self, who: ReviewerIdentity) {
        self.who = who;
    }

    /// Why nothing can be changed, if so.
    pub fn read_only(&self) -> Option<&ReadOnly> {
        self.store.read_only()
    }

    /// What is wrong with which file, oldest first.
    pub fn problems(&self) -> &[FileProblem] {
        &self.problems
    }

    /// Takes a problem off the list, once it has been read. A change that was cut off is told again by the next session
    /// unless this one is closed well.
    pub fn dismiss_problem(&mut self, index: usize) {
        if index < self.problems.len() {
            let problem = self.problems.remove(index);
            self.cut_off_is_told |= self.store.is_of_cut_off_change(&problem);
        }
    }

    /// A number that grows with every edit and every text that is read: what was computed for an
    /// equal one still holds.
    pub fn revision(&self) -> u64 {
        self.saver.revision() + self.readings
    }

    /// What was changed or read after that revision, and of what is long ago perhaps more.
    pub fn touched_since(&self, revision: u64) -> Touched {
        self.changes.touched_since(revision)
    }

    /// The acting reviewer and the current time.
    pub fn stamp(&self) -> ops::Stamp {
        ops::Stamp {
            by: self.who.id.clone(),
            at: now(),
        }
    }

    /// Changes the project as one step that can be undone, and has it saved. An edit that does nothing makes no step.
    ///
    /// Where the edit names the acting reviewer, the same step adds them to the project. Texts of
    /// articles whose claims it puts are read first, so that marks are proved before they are kept. While a long edit
    /// is under way it is refused, because it was made from the project as it was: see [`Session::perform`].
    pub fn edit(&mut self, edit: LabelledEdit) -> Result<(), SessionError> {
        self.check_idle()?;
        self.edit_now(edit)
    }

    fn edit_now(&mut self, (label, edit): LabelledEdit) -> Result<(), SessionError> {
        if edit.is_nothing() {
            return Ok(());
        }
        self.check_writable()?;
        let inverse = self.apply_made(edit)?;
        self.remember(label, inverse);
        Ok(())
    }

    /// Remembers how to take back what was done. What is forgotten for it may be very large, and is let
    /// go of elsewhere.
    fn remember(&mut self, label: UndoLabel, inverse: Edit) {
        let forgotten = self.undo_stack.push(label, inverse);
        self.outside.note_step(self.undo_stack.next_undo());
        if !forgotten.is_empty() {
            rayon::spawn(move || drop(forgotten));
        }
        self.remember_undo();
    }

    /// Refuses where nothing can be changed.
    pub fn check_writable(&self) -> Result<(), SessionError> {
        match self.read_only() {
            Some(reason) => Err(SessionError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    /// Applies an edit that was made just now, with what has to come before it.
    fn apply_made(&mut self, edit: Edit) -> Result<Edit, SessionError> {
        self.read_texts_of(&edit);
        let edit = prepare::with_reviewer(
            &self.project,
            &self.who,
            prepare::with_proved_anchors(&self.project, edit),
        );
        self.apply(edit, LogAction::Done)
    }

    /// Changes the project and has it saved; gives what takes the change back.
    fn apply(&mut self, edit: Edit, way: LogAction) -> Result<Edit, SessionError> {
        let touched = edit.touched();
        let project = Arc::make_mut(&mut self.project);
        let inverse = match way {
            LogAction::Done => project.apply(edit)?,
            LogAction::Undone | LogAction::Redone => project.put_back(edit)?,
        };
        tracing::debug!(?way, articles = touched.articles.len(), "project changed");
        let steps = self.steps(&inverse, way);
        self.changed(touched, steps);
        Ok(inverse)
    }

    /// Whether the step of a number is done, and not taken back.
    pub fn is_step_done(&self, number: u64) -> bool {
        self.undo_stack.is_done(number)
    }

    /// What undo would take back, for the menu.
    pub fn undo_label(&self) -> Option<UndoLabel> {
        self.undo_stack.next_undo().map(|step| step.label)
    }

    /// What redo would do again, for the menu.
    pub fn redo_label(&self) -> Option<UndoLabel> {
        self.undo_stack.next_redo().map(|step| step.label)
    }

    /// Takes the last step back; `None` if there is none. Of a very large one this begins to, and
    /// [`Session::run_for`] goes on. Refused while another is under way.
    pub fn undo(&mut self) -> Result<Option<Undone>, SessionError> {
        self.check_idle()?;
        self.bring_step_up_to_date(UndoDirection::Undo);
        if let Some(undone) = self.replay_in_slices(UndoDirection::Undo) {
            return Ok(Some(undone));
        }
        self.read_texts_of_step(UndoDirection::Undo);
        let step = self.undo_stack.undo(Arc::make_mut(&mut self.project))?;
        let inverse = self.undo_stack.next_redo();
        let steps = inverse.map(|inverse| self.steps(&inverse.edit, LogAction::Undone));
        Ok(step.map(|step| self.replayed(&step, steps.unwrap_or_default())))
    }

    /// Does the last undone step again; `None` if there is none. Of a very large one this begins to,
    /// and [`Session::run_for`] goes on. Refused while another is under way.
    pub fn redo(&mut self) -> Result<Option<Undone>, SessionError> {
        self.check_idle()?;
        self.bring_step_up_to_date(UndoDirection::Redo);
        if let Some(undone) = self.replay_in_slices(UndoDirection::Redo) {
            return Ok(Some(undone));
        }
        self.read_texts_of_step(UndoDirection::Redo);
        let step = self.undo_stack.redo(Arc::make_mut(&mut self.project))?;
        let inverse = self.undo_stack.next_undo();
        let steps = inverse.map(|inverse| self.steps(&inverse.edit, LogAction::Redone));
        Ok(step.map(|step| self.replayed(&step, steps.unwrap_or_default())))
    }

    fn replayed(&mut self, step: &UndoStep, steps: Steps) -> Undone {
        self.changed(step.edit.touched(), steps);
        self.remember_undo();
        Undone::new(step)
    }

    /// Adds articles as one step; returns their ids in the same order. While a long edit is under way they wait as in
    /// [`Session::perform`], and get their ids when they come.
    pub fn add_articles(
        &mut self,
        articles: Vec<(Metadata, Arc<str>)>,
    ) -> Result<Vec<ArticleId>, SessionError> {
        self.check_writable()?;
        if self.is_changing() {
            self.now_or_later(|session| session.add_articles_now(articles).map(drop))?;
            return Ok(Vec::new());
        }
        self.add_articles_now(articles)
    }

    fn add_articles_now(
        &mut self,
        articles: Vec<(Metadata, Arc<str>)>,
    ) -> Result<Vec<ArticleId>, SessionError> {
        let articles = self.with_ids(articles);
        let ids = articles.iter().map(|(id, _)| id.clone()).collect();
        self.edit_now(ops::article::add(articles))?;
        Ok(ids)
    }

    /// Articles that are added now, under ids that are free.
    fn with_ids(&self, articles: Vec<(Metadata, Arc<str>)>) -> Vec<(ArticleId, Article)> {
        let mut new = BTreeSet::new();
        let added = now();
        let mut with_id = |(mut metadata, text): (Metadata, Arc<str>)| {
            let id = ids::article_id(&metadata.title, &self.project, &self.store, &|id| {
                new.contains(id)
            });
            metadata.added.get_or_insert(added);
            new.insert(id.clone());
            (id, Article::new(metadata, text))
        };
        articles.into_iter().map(&mut with_id).collect()
    }

    /// Takes in what the saving thread and the jobs report; to be called once a frame. Returns what the window has to show.
    pub fn poll(&mut self) -> Vec<Finished> {
        self.saver.poll();
        self.poll_typing();
        self.poll_outside();
        self.drop_needless_copy();
        while let Some((job, finished)) = self.jobs.try_next() {
            self.take_in(&job, finished);
        }
        std::mem::take(&mut self.arrived)
    }

    /// Waits for the next job and takes in what it gives.
    fn wait_for_job(&mut self) {
        if let Some((job, finished)) = self.jobs.wait_next() {
            self.take_in(&job, finished);
        }
    }

    fn take_in(&mut self, job: &JobId, finished: Finished) {
        match finished {
            Finished::TextRead(id, outcome) => self.take_in_text(&id, outcome),
            Finished::Archived(archive) if !archive.is_cancelled() => self.commit(*archive),
            Finished::StepsMade(steps) => self.take_in_steps(steps.map_err(SessionError::from)),
            Finished::Compared(Err(error)) => self.report_unreadable(&error),
            Finished::FoundOutside(found) => self.found_outside(found),
            Finished::MergedOutside(incoming) => self.merged_outside(*incoming),
            shown => {
                if matches!(shown, Finished::Panicked) {
                    tracing::error!("a background job panicked");
                    self.forget_text_job(job);
                }
                self.forget_import_job(job);
                self.forget_merge_job(job);
                self.arrived.push(shown);
            }
        }
    }

    /// What is true about saving, both of edits and of text that is being typed.
    pub fn save_state(&self) -> SaveState {
        match self.saver.state() {
            SaveState::Saved => self.typing.state(),
            SaveState::Failed(_) if self.is_settling_with_others() => SaveState::Unsaved,
            state => state,
        }
    }

    /// Why the last try to save did not write everything, one error a file.
    pub fn save_errors(&self) -> &[StoreError] {
        self.saver.errors()
    }

    /// Asks for what is unsaved to be written without delay; it does not wait for it.
    pub fn save_now(&mut self) {
        self.saver.save_now();
    }

    /// Writes everything and waits for it, a few seconds at most.
    pub fn flush(&mut self) -> Result<(), SessionError> {
        self.flush_while(autosave::DISK_TIMEOUT, &mut || false)
    }

    /// Writes everything and waits as long as the disk takes. `is_slow` is called every few seconds while nothing is
    /// written.
    pub fn flush_patiently(&mut self, is_slow: &mut dyn FnMut()) -> Result<(), SessionError> {
        let mut goes_on = || {
            is_slow();
            true
        };
        self.flush_while(autosave::SLOW_NOTICE, &mut goes_on)
    }

    fn flush_while(
        &mut self,
        timeout: std::time::Duration,
        goes_on: &mut dyn FnMut() -> bool,
    ) -> Result<(), SessionError> {
        self.finish()?;
        let mut ended = self.saver.flush(timeout, goes_on);
        while self.take_in_refused() {
            ended = self.saver.flush(timeout, goes_on);
        }
        if self.saver.is_saved() {
            return Ok(());
        }
        let error = self.saver.take_errors().into_iter().next();
        Err(match error {
            Some(error) if ended => error.into(),
            _ => SessionError::StillSaving,
        })
    }

    /// Saves over the files that somebody else has changed, because the user wants their own version.
    pub fn overrule_outside_changes(&mut self) -> Result<(), SessionError> {
        for error in self.saver.errors() {
            if let StoreError::ChangedOutside(path) = error {
                self.store.overwrite(path)?;
            }
        }
        self.save_now();
        Ok(())
    }

    /// Writes what is left and lets go of the project. Where that fails the session comes back, and
    /// nothing is lost.
    pub fn close(mut self) -> Result<(), Box<Unclosed>> {
        let flushed = self.flush();
        self.flush_typing();
        tracing::info!(saved = flushed.is_ok(), "project closed");
        match flushed {
            Ok(()) => {
                self.drop_needless_copy();
                if self.cut_off_is_told {
                    // One that stays is told once more.
                    let _ = self.store.end_long_change();
                }
                Ok(())
            }
            Err(error) => Err(Box::new(Unclosed { session: self, error })),
        }
    }

    fn changed(&mut self, touched: Touched, steps: Steps) {
        self.claim_logs.take_in(&steps);
        self.saver.changed(&self.project, &touched, steps);
        self.changes.push(self.revision(), touched);
    }
}

impl Undone {
    fn new(step: &UndoStep) -> Self {
        let interest = step.edit.claim_of_interest();
        Self {
            article: interest.map(|(article, _)| article.clone()),
            claim: interest.and_then(|(_, claim)| claim.cloned()),
            label: step.label,
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

fn holder(who: &ReviewerIdentity) -> LockOwner {
    LockOwner {
        name: who.name.clone(),
        host: gethostname::gethostname().to_string_lossy().into_owned(),
        process: std::process::id(),
        since: now(),
    }
}
