//! Takes in what others have changed in the files of an open project: merged by a job with what is in memory, against
//! what was last read or written. What both changed becomes a difference. It is no step of the user's: undo goes on over
//! it, and keeps what others did.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::incoming::{Episode, Incoming};
use super::jobs::{Finished, JobHandle, JobId};
use super::long_edit::{LongEdit, UndoDirection};
use super::{Session, SessionError};
use crate::merge;
use crate::model::{ArticleId, Claim, Edit, Project, Touched, UndoStep, ops};
use crate::store::{OutsideChanges, Snapshot, StoreError};

/// How long a refused save may go unexplained: the changes of others are usually merged by then.
const SETTLING: Duration = Duration::from_millis(1500);
/// How often closing takes in what others change meanwhile.
const LAST_TRIES: usize = 3;

/// What was merged last, and what is being merged.
#[derive(Default)]
pub(super) struct Outside {
    /// What was found and waits to be merged.
    found: Option<Box<OutsideChanges>>,
    merging: Option<JobHandle>,
    /// What others changed so far, the oldest first.
    episodes: Vec<Arc<Episode>>,
    /// By the number of a step, how many episodes its edit knows of, if any.
    known: BTreeMap<u64, usize>,
    refused_since: Option<Instant>,
    last_tries: usize,
}

impl Outside {
    /// Takes note of a step that was done just now, and so knows of everything.
    pub(super) fn note_step(&mut self, step: Option<&UndoStep>) {
        if let Some(step) = step.filter(|_| !self.episodes.is_empty()) {
            self.known.insert(step.number, self.episodes.len());
        }
    }

    /// Whether a step knows of everything that others have changed.
    pub(super) fn is_known_to(&self, step: &UndoStep) -> bool {
        self.known.get(&step.number).copied().unwrap_or_default() == self.episodes.len()
    }
}

impl Session {
    /// Takes in what the watching thread has found.
    pub(super) fn found_outside(&mut self, mut found: Box<OutsideChanges>) {
        for problem in std::mem::take(found.problems_mut()) {
            self.report_problem(problem);
        }
        for id in found.logs() {
            self.claim_logs.forget(id);
        }
        if self.store.knows_all(&found) {
            // It was taken in meanwhile.
            self.ready_for_more();
            return;
        }
        self.outside.found = Some(found);
        self.merge_found();
    }

    /// Starts to merge what was found, once no long edit is under way.
    fn merge_found(&mut self) {
        if self.outside.merging.is_some() || self.is_changing() {
            return;
        }
        let Some(found) = self.outside.found.take() else {
            return;
        };
        let (project, store, revision) = (
            Arc::clone(&self.project),
            Arc::clone(&self.store),
            self.revision(),
        );
        self.outside.merging = Some(self.jobs.start(move |_| {
            // An edit copies a project that somebody else still holds.
            let ours = Project::clone(&project);
            drop(project);
            Finished::MergedOutside(Box::new(Incoming::new(found, &ours, revision, &store)))
        }));
    }

    /// Lets the watching thread look again if the job that merged panicked.
    pub(super) fn forget_merge_job(&mut self, job: &JobId) {
        if self.outside.merging.take_if(|merging| merging.is(job)).is_some() {
            self.ready_for_more();
        }
    }

    /// Puts what was merged into the project; merges it again if the project has changed meanwhile.
    pub(super) fn merged_outside(&mut self, incoming: Incoming) {
        self.outside.merging = None;
        if self.has_changed_under(&incoming) {
            self.outside.found = Some(incoming.changes);
            self.merge_found();
        } else if LongEdit::is_long(incoming.len()) {
            self.begin_merge(incoming);
        } else {
            self.put_in(incoming);
        }
    }

    fn has_changed_under(&self, incoming: &Incoming) -> bool {
        let parts = incoming.touched();
        if self.is_changing() || (parts.project && self.revision() != incoming.revision) {
            return true;
        }
        let since = self.touched_since(incoming.revision);
        !since.articles.is_disjoint(&parts.articles)
    }

    fn put_in(&mut self, mut incoming: Incoming) {
        let edit = incoming.take_edit();
        let touched = edit.touched();
        match self.put_others(edit) {
            Ok(_) => self.end_merge(incoming, &touched),
            Err(error) => {
                debug_assert!(false, "a merge was refused: {error}");
                tracing::error!("a merge was refused");
                self.ready_for_more();
            }
        }
    }

    /// Puts records of others; this is no step of the user's and has nothing to save by itself.
    pub(super) fn put_others(&mut self, edit: Edit) -> Result<Edit, SessionError> {
        let touched = edit.touched();
        let inverse = Arc::make_mut(&mut self.project).put_back(edit)?;
        if touched != Touched::default() {
            self.readings += 1;
            self.changes.push(self.revision(), touched);
        }
        Ok(inverse)
    }

    /// Completes a merge that is in the project: what is not on disk like that is saved.
    pub(super) fn end_merge(&mut self, incoming: Incoming, touched: &Touched) {
        let Incoming {
            changes,
            theirs,
            unwritten: mut parts,
            episode,
            problems,
            told,
            ..
        } = incoming;
        let superseded = self.store.take_in(&changes, &theirs);
        let concerned = changes.touched();
        let unsaved = self.saver.unsaved();
        parts.project |= concerned.project && unsaved.project;
        parts
            .articles
            .extend(unsaved.articles.intersection(&concerned.articles).cloned());
        parts.extend(self.writable_again(changes.rewrite()));
        for id in &concerned.articles {
            self.forget_unreadable(id);
        }
        if self.read_only().is_some() {
            self.store.follow(&superseded);
        } else {
            self.saver.took_in(&self.project, &parts, superseded);
        }
        if *touched != Touched::default() {
            self.outside.episodes.push(Arc::new(episode));
        }
        self.remember_undo();
        // One's own writes come back as nothing.
        if !told.is_empty() {
            tracing::info!(
                articles = concerned.articles.len(),
                claims = told.claims.len(),
                differences = told.differences,
                "changes of others were merged"
            );
        }
        for problem in problems {
            self.report_problem(problem);
        }
        if !told.is_empty() {
            self.arrived.push(Finished::TakenIn(Box::new(told)));
        }
        self.ready_for_more();
    }

    /// Those of the parts to be written that can be. A text that is nowhere any more is told.
    fn writable_again(&mut self, parts: &Touched) -> Touched {
        let mut again = Touched {
            project: parts.project,
            articles: BTreeSet::new(),
        };
        for id in &parts.articles {
            let Some(article) = self.project.article(id) else {
                continue;
            };
            if article.text.is_some() || self.store.text_size(id).is_some() {
                again.articles.insert(id.clone());
            } else {
                self.report_problem(self.store.missing_text(id));
            }
        }
        again
    }

    /// The project as it was before others removed these articles, as far as they have removed them in this session.
    pub fn before_removed(&self, ids: &[ArticleId]) -> Project {
        let (mut reviewers, mut speakers, mut articles) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for id in ids {
            let removed = |episode: &&Arc<Episode>| episode.after.article(id).is_none();
            let episodes = self.outside.episodes.iter().rev();
            let found = episodes
                .filter(removed)
                .find_map(|episode| Some((episode, episode.before.article(id)?.clone())));
            if let Some((episode, article)) = found {
                reviewers.extend(episode.before.reviewers().clone());
                speakers.extend(episode.before.speakers().clone());
                articles.insert(id.clone(), article);
            }
        }
        Project::from_parts(self.project.head().clone(), reviewers, speakers, articles)
    }

    pub(super) fn ready_for_more(&self) {
        if let Some(watch) = &self.watch {
            watch.is_ready();
        }
    }

    /// Goes on with what waits; to be called once a frame.
    pub(super) fn poll_outside(&mut self) {
        for note in self.saver.take_notes() {
            self.report_problem(note);
        }
        self.merge_found();
        let refused = self.refused_files();
        if refused.is_empty() {
            self.outside.refused_since = None;
        } else if self.outside.refused_since.is_none() {
            self.outside.refused_since = Some(Instant::now());
            if let Some(watch) = &self.watch {
                watch.look_at(refused);
            }
        }
    }

    /// Files that were not written because they are others than were last read or written here.
    fn refused_files(&self) -> BTreeSet<PathBuf> {
        let refused = self.saver.errors().iter().filter(|error| is_refusal(error));
        refused.filter_map(StoreError::path).map(PathBuf::from).collect()
    }

    /// Whether saving was refused because of changes of others that are about to be merged.
    pub(super) fn is_settling_with_others(&self) -> bool {
        let since = self.outside.refused_since;
        let is_new = since.is_none_or(|since| since.elapsed() < SETTLING);
        let is_merging = self.outside.merging.is_some() || self.outside.found.is_some();
        self.watch.is_some() && (is_new || is_merging) && self.saver.errors().iter().all(is_refusal)
    }

    /// Takes in, without delay, what others have written into files that could not be saved for that; returns whether
    /// saving may succeed now.
    pub(super) fn take_in_refused(&mut self) -> bool {
        let refused = self.refused_files();
        if self.watch.is_none() || refused.is_empty() || self.outside.last_tries >= LAST_TRIES {
            self.outside.last_tries = 0;
            return false;
        }
        self.outside.last_tries += 1;
        (self.outside.merging, self.outside.found) = (None, None);
        let found = Box::new(self.store.look_outside(&refused, Duration::from_secs(2)));
        if !found.has_records() && *found.rewrite() == Touched::default() {
            return false;
        }
        let incoming = Incoming::new(found, &self.project, self.revision(), &self.store);
        self.put_in(incoming);
        true
    }

    /// Lets the store know an article whose text was read, so that it shares what was made of it.
    pub(super) fn share_content(&self, id: &ArticleId) {
        if !self.saver.is_unsaved(id) {
            let touched = Touched {
                project: false,
                articles: [id.clone()].into(),
            };
            self.store.note_content(Snapshot::new(&self.project, &touched));
        }
    }

    /// Brings the next step to undo or redo up to what others have changed since, so that it keeps that.
    pub(super) fn bring_step_up_to_date(&mut self, direction: UndoDirection) {
        let is_done = direction == UndoDirection::Undo;
        let next = if is_done {
            self.undo_stack.next_undo()
        } else {
            self.undo_stack.next_redo()
        };
        let Some(number) = next.map(|step| step.number) else {
            return;
        };
        let known = self.outside.known.get(&number).copied().unwrap_or_default();
        let missed = self.outside.episodes.get(known..).unwrap_or_default().to_vec();
        if missed.is_empty() {
            return;
        }
        let Some(mut step) = self.undo_stack.take(is_done) else {
            return;
        };
        for episode in missed {
            step.edit = merge::rebase(step.edit, &episode.before, &episode.after);
        }
        step.edit = ops::revise::without_removals(step.edit, &|names| self.is_named_by_others(names));
        self.undo_stack.put(is_done, step);
        self.outside.known.insert(number, self.outside.episodes.len());
    }

    /// Whether a claim names somebody in what others have changed, and still does.
    fn is_named_by_others(&self, names: &dyn Fn(&Claim) -> bool) -> bool {
        let brought = self
            .outside
            .episodes
            .iter()
            .flat_map(|episode| episode.after.claims());
        let mut there = brought.filter_map(|(article, id, _)| self.project.claim(article, id));
        there.any(names)
    }
}

/// Whether a file was not written because it is another than was read, or gone.
fn is_refusal(error: &StoreError) -> bool {
    matches!(error, StoreError::ChangedOutside(_) | StoreError::Vanished(_))
}
