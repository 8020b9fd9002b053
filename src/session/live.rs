//! The session itself: the project, what was done to it, and the threads that serve it. Which edits
//! there are to make is in `model::ops`, how texts are read in `texts`.

mod texts;

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

pub use self::texts::TextState;

use self::texts::Texts;
use super::claim_logs::{ClaimLogs, Steps};
use super::importing::Added;
use super::long_edit::{Direction, LongEdit};
use super::saving::{SaveState, Saver};
use super::{ReviewerIdentity, SessionError, Wake, clock};
use crate::model::claim_log::Way;
use crate::model::ops::{self, LabelledEdit, OpResult, bulk::BulkEdit};
use crate::model::{
    Anchor, Article, ArticleId, Claim, ClaimId, Edit, Head, Metadata, Project, Refusal, Reviewer, ReviewerId,
    Step, Touched, UndoLabel, UndoStack,
};
use crate::store::{self, Access, FileProblem, Holder, Opened, ReadOnly, Store, StoreError};
use crate::text::units::CharIndex;

/// One open project.
pub struct Session {
    pub(super) project: Project,
    pub(super) undo_stack: UndoStack,
    /// A change that is made bit by bit.
    pub(super) long_edit: Option<LongEdit>,
    /// What came of bringing articles in, until somebody asks.
    pub(super) added: Option<Added>,
    pub(super) store: Arc<Store>,
    pub(super) who: ReviewerIdentity,
    problems: Vec<FileProblem>,
    texts: Texts,
    /// Counts texts that were read: they move marks without being edits.
    readings: u64,
    /// Which change concerned what, so that what was computed before it can be mended.
    changes: Vec<(u64, Touched)>,
    pub(super) claim_logs: ClaimLogs,
    pub(super) saver: Saver,
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
        let opened = store::open(path, Access::Write(holder(&who)))?;
        Ok(Self::new(opened, who, wake))
    }

    /// Opens a project to look at it, with all texts; nothing is locked and nothing written.
    pub fn look(path: &Path) -> Result<Self, SessionError> {
        let mut opened = store::open(path, Access::Read)?;
        opened.read_all_texts();
        let nobody = ReviewerIdentity {
            id: "".into(),
            name: String::new(),
        };
        Ok(Self::new(opened, nobody, super::no_wake()))
    }

    /// Makes a new project in a folder that is empty or not there yet, and opens it.
    pub fn create(path: &Path, head: &Head, who: ReviewerIdentity, wake: Wake) -> Result<Self, SessionError> {
        let opened = store::create(path, head, Access::Write(holder(&who)))?;
        Ok(Self::new(opened, who, wake))
    }

    fn new(opened: Opened, who: ReviewerIdentity, wake: Wake) -> Self {
        let store = Arc::new(opened.store);
        Self {
            project: opened.project,
            undo_stack: UndoStack::default(),
            long_edit: None,
            added: None,
            who,
            problems: opened.problems,
            texts: Texts::new(Arc::clone(&store), Arc::clone(&wake)),
            readings: 0,
            changes: Vec::new(),
            claim_logs: ClaimLogs::default(),
            saver: Saver::new(Arc::clone(&store), wake),
            store,
        }
    }

    /// The project as it stands.
    pub fn project(&self) -> &Project {
        &self.project
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

    /// Takes a problem off the list, once it has been read.
    pub fn dismiss_problem(&mut self, index: usize) {
        if index < self.problems.len() {
            self.problems.remove(index);
        }
    }

    /// A number that grows with every edit and every text that is read: what was computed for an
    /// equal one still holds.
    pub fn revision(&self) -> u64 {
        self.saver.revision() + self.readings
    }

    /// What was changed or read after that revision.
    pub fn touched_since(&self, revision: u64) -> Touched {
        let later = self.changes.partition_point(|(at, _)| *at <= revision);
        let mut all = Touched::default();
        for (_, touched) in self.changes.iter().skip(later) {
            all.project |= touched.project;
            all.articles.extend(touched.articles.iter().cloned());
        }
        all
    }

    /// The acting reviewer and the current time.
    pub fn stamp(&self) -> ops::Stamp {
        ops::Stamp {
            by: self.who.id.clone(),
            at: clock::now(),
        }
    }

    /// Changes the project as one step that can be undone, and has it saved.
    ///
    /// An edit that does nothing makes no step.
    /// Where the edit names the acting reviewer, the same step adds them to the project. Texts of
    /// articles whose claims it puts are read first, so that marks are proved before they are kept.
    pub fn edit(&mut self, (label, edit): LabelledEdit) -> Result<(), SessionError> {
        self.finish()?;
        if edit.is_nothing() {
            return Ok(());
        }
        self.check_writable()?;
        let inverse = self.apply_made(edit)?;
        self.remember(label, inverse);
        Ok(())
    }

    /// Changes the project by an operation on it as it is; as [`Session::edit`].
    pub fn perform(&mut self, op: impl FnOnce(&Project) -> OpResult) -> Result<(), SessionError> {
        self.finish()?;
        let edit = op(&self.project)?;
        self.edit(edit)
    }

    /// Changes very many claims by an operation on the project as it is; as [`Session::edit_claims`].
    pub fn perform_many(
        &mut self,
        op: impl FnOnce(&Project) -> Result<BulkEdit, Refusal>,
    ) -> Result<(), SessionError> {
        self.finish()?;
        let bulk = op(&self.project)?;
        self.edit_claims(bulk)
    }

    /// Remembers how to take back what was done. What is forgotten for it may be very large, and is let
    /// go of elsewhere.
    pub(super) fn remember(&mut self, label: UndoLabel, inverse: Edit) {
        let forgotten = self.undo_stack.push(label, inverse);
        if !forgotten.is_empty() {
            rayon::spawn(move || drop(forgotten));
        }
    }

    /// Refuses where nothing can be changed.
    pub fn check_writable(&self) -> Result<(), SessionError> {
        match self.read_only() {
            Some(reason) => Err(SessionError::ReadOnly(reason.clone())),
            None => Ok(()),
        }
    }

    /// Applies an edit that was made just now, with what has to come before it.
    pub(super) fn apply_made(&mut self, edit: Edit) -> Result<Edit, SessionError> {
        self.read_texts_of(&edit);
        let edit = self.with_reviewer(self.with_proved_marks(edit));
        self.apply(edit, Way::Done)
    }

    /// Changes the project and has it saved; gives what takes the change back.
    pub(super) fn apply(&mut self, edit: Edit, way: Way) -> Result<Edit, SessionError> {
        let touched = edit.touched();
        let inverse = self.project.apply(edit)?;
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
    /// [`Session::run_slice`] goes on.
    pub fn undo(&mut self) -> Result<Option<Undone>, SessionError> {
        self.finish()?;
        if let Some(undone) = self.replay_in_slices(Direction::Undo) {
            return Ok(Some(undone));
        }
        let step = self.undo_stack.undo(&mut self.project)?;
        let inverse = self.undo_stack.next_redo();
        let steps = inverse.map(|inverse| self.steps(&inverse.edit, Way::Undone));
        Ok(step.map(|step| self.replayed(&step, steps.unwrap_or_default())))
    }

    /// Does the last undone step again; `None` if there is none. Of a very large one this begins to,
    /// and [`Session::run_slice`] goes on.
    pub fn redo(&mut self) -> Result<Option<Undone>, SessionError> {
        self.finish()?;
        if let Some(undone) = self.replay_in_slices(Direction::Redo) {
            return Ok(Some(undone));
        }
        let step = self.undo_stack.redo(&mut self.project)?;
        let inverse = self.undo_stack.next_undo();
        let steps = inverse.map(|inverse| self.steps(&inverse.edit, Way::Redone));
        Ok(step.map(|step| self.replayed(&step, steps.unwrap_or_default())))
    }

    fn replayed(&mut self, step: &Step, steps: Steps) -> Undone {
        self.changed(step.edit.touched(), steps);
        undone(step)
    }

    /// Adds articles as one step; returns their ids in the same order.
    pub fn add_articles(
        &mut self,
        articles: Vec<(Metadata, Arc<str>)>,
    ) -> Result<Vec<ArticleId>, SessionError> {
        let articles = self.with_ids(articles);
        let ids = articles.iter().map(|(id, _)| id.clone()).collect();
        self.edit(ops::article::add(articles))?;
        Ok(ids)
    }

    /// Articles that are added now, under ids that are free.
    pub(super) fn with_ids(&self, articles: Vec<(Metadata, Arc<str>)>) -> Vec<(ArticleId, Article)> {
        let mut new = BTreeSet::new();
        let added = clock::now();
        let mut with_id = |(mut metadata, text): (Metadata, Arc<str>)| {
            let id = self.free_article_id(&metadata.title, &|id| new.contains(id));
            metadata.added.get_or_insert(added);
            new.insert(id.clone());
            (id, Article::new(metadata, text))
        };
        articles.into_iter().map(&mut with_id).collect()
    }

    /// An id made of a title, which neither the project has nor its folder, and which is not new.
    pub(super) fn free_article_id(&self, title: &str, is_new: &dyn Fn(&ArticleId) -> bool) -> ArticleId {
        let is_taken =
            |id: &ArticleId| is_new(id) || self.project.article(id).is_some() || self.store.is_taken(id);
        store::article_id_from_title(title, &is_taken)
    }

    /// Hears what the threads have to say; to be called once a frame.
    pub fn poll(&mut self) {
        self.saver.poll();
        while let Some((id, read)) = self.texts.arrived() {
            self.give_text(&id, &read);
        }
    }

    /// What is true about saving.
    pub fn save_state(&self) -> SaveState {
        self.saver.state()
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
        self.finish()?;
        let ended = self.saver.flush();
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
                self.store.overrule(path)?;
            }
        }
        self.save_now();
        Ok(())
    }

    /// Writes what is left and lets go of the project. Where that fails the session comes back, and
    /// nothing is lost.
    pub fn close(mut self) -> Result<(), Box<Unclosed>> {
        match self.flush() {
            Ok(()) => Ok(()),
            Err(error) => Err(Box::new(Unclosed { session: self, error })),
        }
    }

    fn changed(&mut self, touched: Touched, steps: Steps) {
        self.claim_logs.take_in(&steps);
        self.saver.changed(&self.project, &touched, steps);
        self.changes.push((self.revision(), touched));
    }

    /// Claims may have been copied before their article's text was read; their marks are proved now.
    fn with_proved_marks(&self, edit: Edit) -> Edit {
        match edit {
            Edit::All(edits) => Edit::All(
                edits
                    .into_iter()
                    .map(|edit| self.with_proved_marks(edit))
                    .collect(),
            ),
            Edit::Claim(article, id, Some(mut claim)) => {
                let text = self
                    .project
                    .article(&article)
                    .and_then(|article| article.text.as_deref());
                // What is known to be lost is not looked for again: a person says where it stands.
                let before = self.project.claim(&article, &id);
                let is_known = |lost: &Anchor| {
                    before.is_some_and(|before| before.anchors().any(|anchor| anchor == lost))
                };
                let all_known = claim
                    .anchors()
                    .all(|anchor| anchor.span().is_some() || is_known(anchor));
                if let Some(text) = text
                    && !all_known
                {
                    claim.prove(text, &CharIndex::new(text), |_| {});
                }
                Edit::Claim(article, id, Some(claim))
            }
            other => other,
        }
    }

    /// Puts the acting reviewer first where the edit names them and the project does not know them,
    /// or by another name.
    fn with_reviewer(&self, edit: Edit) -> Edit {
        let ReviewerIdentity { id, name } = &self.who;
        let known = self.project.reviewers().get(id);
        if known.is_some_and(|reviewer| reviewer.name == *name) || !names_reviewer(&edit, id) {
            return edit;
        }
        let reviewer = Reviewer { name: name.clone() };
        Edit::All(vec![Edit::Reviewer(id.clone(), Some(reviewer)), edit])
    }
}

/// What is to be shown of a step that is undone or done again.
pub(super) fn undone(step: &Step) -> Undone {
    let interest = step.edit.claim_of_interest();
    Undone {
        article: interest.map(|(article, _)| article.clone()),
        claim: interest.and_then(|(_, claim)| claim.cloned()),
        label: step.label,
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}

fn holder(who: &ReviewerIdentity) -> Holder {
    Holder {
        name: who.name.clone(),
        host: gethostname::gethostname().to_string_lossy().into_owned(),
        process: std::process::id(),
        since: clock::now(),
    }
}

fn names_reviewer(edit: &Edit, who: &ReviewerId) -> bool {
    edit.each().any(|edit| match edit {
        Edit::Done(_, Some(done)) => done.by == *who,
        Edit::Claim(_, _, Some(claim)) => is_by(claim, who),
        Edit::Article(_, Some(article)) => {
            let is_done = article.done.as_ref().is_some_and(|done| done.by == *who);
            is_done || article.claims.values().any(|claim| is_by(claim, who))
        }
        _ => false,
    })
}

/// Whether a claim is of somebody's making in any part.
fn is_by(claim: &Claim, who: &ReviewerId) -> bool {
    claim.reviews.contains_key(who)
        || claim.marked_by.as_ref() == Some(who)
        || claim.verdict.as_ref().is_some_and(|verdict| verdict.by == *who)
}
