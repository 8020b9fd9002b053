//! Edits of very many claims or articles, applied in slices so that the window stays responsive. All slices together are
//! one undo step.

use std::collections::VecDeque;

use super::import_job::ImportWork;
use super::incoming::Incoming;
use super::{Session, SessionError, TimeBudget, Undone, now};
use crate::model::claim_log::LogAction;
use crate::model::ops::bulk::BulkEdit;
use crate::model::{ArticleId, Edit, UndoLabel, UndoStep};
use crate::store::LongChange;

/// The number of claims in a slice, which takes a millisecond or two.
const CLAIMS_PER_SLICE: usize = 250;

/// A long edit under way.
pub(super) struct LongEdit {
    /// The inverse of the slices applied so far. It gets a step number when the whole edit is on the undo stack.
    step: UndoStep,
    work: Work,
    done: usize,
    total: usize,
    /// True until the first frame that may work on it.
    just_begun: bool,
}

/// What is still to be done.
enum Work {
    /// Claims are changed.
    Change(BulkEdit),
    /// Articles are imported.
    Import(Box<ImportWork>),
    /// What others have changed is taken in.
    Merge(VecDeque<Edit>, Box<Incoming>),
    /// A step is undone or redone; the inverse leads back to where that began.
    Replay(VecDeque<Edit>, UndoDirection),
}

/// Which way a step is replayed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UndoDirection {
    Undo,
    Redo,
}

impl Session {
    /// Changes many claims as one step, few at once and very many slice by slice.
    pub(super) fn begin_bulk(&mut self, bulk: BulkEdit) -> Result<(), SessionError> {
        if !LongEdit::is_long(bulk.len()) {
            let label = bulk.label();
            let edit = bulk.at_once(self.project())?;
            return self.edit_now((label, edit));
        }
        self.check_writable()?;
        let articles = bulk.articles().cloned().collect();
        self.hold_back(bulk.label().words().into_owned(), articles);
        self.long_edit = Some(LongEdit::new(0, bulk.label(), bulk.len(), Work::Change(bulk)));
        Ok(())
    }

    /// Begins to put what others have changed into the project.
    pub(super) fn begin_merge(&mut self, mut incoming: Incoming) {
        let edit = incoming.take_edit();
        let total = edit.each().count();
        let work = Work::Merge(VecDeque::from([edit]), Box::new(incoming));
        self.long_edit = Some(LongEdit::new(0, UndoLabel::Merge, total, work));
    }

    /// Whether the long edit under way is an import.
    pub fn is_importing(&self) -> bool {
        let work = self.long_edit.as_ref().map(|long| &long.work);
        matches!(work, Some(Work::Import(_)))
    }

    /// The progress of a long edit: claims or articles that are done, and all of them.
    pub fn long_edit_progress(&self) -> Option<(usize, usize)> {
        let long = self.long_edit.as_ref()?;
        let being_made = match &long.work {
            Work::Import(import) => import.progress(),
            Work::Change(_) | Work::Merge(..) | Work::Replay(..) => None,
        };
        Some(being_made.unwrap_or((long.done, long.total)))
    }

    /// Whether the slices of the long edit under way are still being made by a job.
    fn is_waiting_for_steps(&self) -> bool {
        let work = self.long_edit.as_ref().map(|long| &long.work);
        matches!(work, Some(Work::Import(import)) if import.is_waiting())
    }

    /// Goes on with a long edit, and with what waits for it, within a time budget; to be called once a frame, but it does
    /// nothing in the frame in which the edit began. Returns whether there is more to do.
    pub fn run_for(&mut self, budget: TimeBudget) -> Result<bool, SessionError> {
        if let Some(long) = &mut self.long_edit
            && std::mem::take(&mut long.just_begun)
        {
            return Ok(true);
        }
        while self.run_slice()? {
            if !budget.is_left() || self.is_waiting_for_steps() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Applies the next slice of a long edit; returns whether there is more to do. If a slice is refused, those before it are
    /// taken back.
    pub fn run_slice(&mut self) -> Result<bool, SessionError> {
        let Some(mut long) = self.long_edit.take() else {
            return self.run_queued();
        };
        let inverse = match &mut long.work {
            Work::Change(bulk) => match bulk.next(&self.project, CLAIMS_PER_SLICE) {
                Ok((edit, claims)) => {
                    long.done += claims;
                    self.apply_made(edit)
                }
                Err(refusal) => Err(refusal.into()),
            },
            Work::Import(import) => self.apply_step(import).map(|(inverse, articles)| {
                long.done += articles;
                inverse
            }),
            Work::Merge(parts, _) => {
                let part = next_part(parts);
                long.done += part.len();
                self.put_others(Edit::All(part))
            }
            Work::Replay(parts, direction) => {
                let part = next_part(parts);
                long.done += part.len();
                let part = Edit::All(part);
                let way = direction.way();
                self.read_texts_of(&part);
                self.apply(part, way)
            }
        };
        match inverse {
            Ok(inverse) => {
                if let (Edit::All(parts), false) = (&mut long.step.edit, inverse.is_nothing()) {
                    parts.insert(0, inverse);
                }
                if long.is_done() {
                    self.end_long_edit(long);
                    return Ok(self.is_changing());
                }
                self.long_edit = Some(long);
                Ok(true)
            }
            Err(error) => {
                self.roll_back(long)?;
                Err(error)
            }
        }
    }

    /// Completes the import and the long edit under way, and all that waits for them.
    pub fn finish(&mut self) -> Result<(), SessionError> {
        loop {
            while self.archiving().is_some() || self.is_waiting_for_steps() {
                self.wait_for_job();
            }
            if !self.run_slice()? {
                return Ok(());
            }
        }
    }

    /// Takes back what was done of a long edit. What waits for it is done nevertheless.
    pub fn cancel_long_edit(&mut self) -> Result<(), SessionError> {
        match self.long_edit.take() {
            Some(long) => self.roll_back(long),
            None => Ok(()),
        }
    }

    /// Begins to undo or redo a step if it is a large one; `None` if it is not.
    pub(super) fn replay_in_slices(&mut self, direction: UndoDirection) -> Option<Undone> {
        let next = self.undo_stack.next(direction == UndoDirection::Undo);
        if next.is_none_or(|step| !LongEdit::is_long(step.edit.each().count())) {
            return None;
        }
        let step = self.undo_stack.take(direction == UndoDirection::Undo)?;
        let undone = Undone::new(&step);
        let total = step.edit.each().count();
        let name = direction.name(step.label);
        self.hold_back(name, step.edit.touched().articles.into_iter().collect());
        let work = Work::Replay(VecDeque::from([step.edit]), direction);
        self.long_edit = Some(LongEdit::new(step.number, step.label, total, work));
        Some(undone)
    }

    /// Reads the texts that the next step to be replayed needs. In the session that made it they were read for that.
    pub(super) fn read_texts_of_step(&mut self, direction: UndoDirection) {
        if let Some(step) = self.undo_stack.next(direction == UndoDirection::Undo).cloned() {
            self.read_texts_of(&step.edit);
        }
    }

    /// Has the files wait until a change is complete, and takes down that it is under way.
    fn hold_back(&mut self, name: String, articles: Vec<ArticleId>) {
        self.saver.hold(LongChange {
            name,
            by: self.who.name.clone(),
            at: now(),
            articles,
        });
    }

    /// Applies what was done of a change backwards, and leaves the undo stack as it was.
    fn roll_back(&mut self, long: LongEdit) -> Result<(), SessionError> {
        let back = match &long.work {
            Work::Merge(..) => {
                // What was found is found again when there is a reason to look.
                self.put_others(long.step.edit)?;
                self.ready_for_more();
                return Ok(());
            }
            Work::Change(..) | Work::Import(..) | Work::Replay(_, UndoDirection::Redo) => LogAction::Undone,
            Work::Replay(_, UndoDirection::Undo) => LogAction::Redone,
        };
        let again = self.apply(long.step.edit, back);
        self.saver.release();
        let again = again?;
        if let Work::Import(import) = &long.work {
            self.roll_back_originals(import);
        }
        if let Work::Replay(left, direction) = long.work {
            let done = std::iter::once(again);
            let step = UndoStep {
                number: long.step.number,
                label: long.step.label,
                edit: Edit::All(done.chain(left).collect()),
            };
            self.undo_stack.put(direction == UndoDirection::Undo, step);
        }
        self.remember_undo();
        Ok(())
    }

    fn end_long_edit(&mut self, long: LongEdit) {
        if matches!(long.work, Work::Change(_) | Work::Replay(..)) {
            self.saver.release();
        }
        let step = long.step;
        match long.work {
            Work::Change(..) if step.edit.is_nothing() => {}
            Work::Change(..) => self.remember(step.label, step.edit),
            Work::Merge(_, incoming) => {
                let touched = step.edit.touched();
                self.end_merge(*incoming, &touched);
            }
            Work::Import(import) if step.edit.is_nothing() => self.end_import(*import, None),
            Work::Import(import) => {
                self.remember(step.label, step.edit);
                let step = self.undo_stack.next_undo().map(|step| step.number);
                self.end_import(*import, step);
            }
            Work::Replay(_, direction) => {
                self.undo_stack.put(direction != UndoDirection::Undo, step);
                self.remember_undo();
            }
        }
    }
}

impl UndoDirection {
    /// What replaying a step is called.
    fn name(self, label: UndoLabel) -> String {
        match self {
            Self::Undo => fl!("undo-step", step = label.words()),
            Self::Redo => fl!("redo-step", step = label.words()),
        }
    }

    fn way(self) -> LogAction {
        match self {
            Self::Undo => LogAction::Undone,
            Self::Redo => LogAction::Redone,
        }
    }
}

impl LongEdit {
    fn new(number: u64, label: UndoLabel, total: usize, work: Work) -> Self {
        let edit = Edit::nothing();
        Self {
            step: UndoStep { number, label, edit },
            work,
            done: 0,
            total,
            just_begun: true,
        }
    }

    /// Whether so many single changes are made in slices.
    pub(super) fn is_long(changes: usize) -> bool {
        changes > 2 * CLAIMS_PER_SLICE
    }

    /// An import of this number of articles.
    pub(super) fn import(label: UndoLabel, articles: usize, work: ImportWork) -> Self {
        Self::new(0, label, articles, Work::Import(Box::new(work)))
    }

    /// The import, if it is one.
    pub(super) fn as_import(&mut self) -> Option<&mut ImportWork> {
        match &mut self.work {
            Work::Import(import) => Some(import),
            Work::Change(_) | Work::Merge(..) | Work::Replay(..) => None,
        }
    }

    fn is_done(&self) -> bool {
        match &self.work {
            Work::Change(bulk) => bulk.is_empty(),
            Work::Import(import) => import.is_done(),
            Work::Merge(parts, _) | Work::Replay(parts, _) => parts.is_empty(),
        }
    }
}

/// Takes the single edits of a slice from the front of what is left.
fn next_part(left: &mut VecDeque<Edit>) -> Vec<Edit> {
    let mut part = Vec::with_capacity(CLAIMS_PER_SLICE);
    while part.len() < CLAIMS_PER_SLICE
        && let Some(edit) = left.pop_front()
    {
        match edit {
            Edit::All(edits) => {
                for edit in edits.into_iter().rev() {
                    left.push_front(edit);
                }
            }
            single => part.push(single),
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::model::{Claim, ClaimRef, ClaimSet, Decision, Head, Metadata, Speaker, SpeakerId, Voice, ops};
    use crate::session::no_wake;
    use crate::session::testing::{amal, create};
    use crate::text::Span;

    const CLAIMS: usize = 3 * CLAIMS_PER_SLICE + 7;
    const MARK: UndoLabel = UndoLabel::MarkClaim;
    const ACCEPT: UndoLabel = UndoLabel::DecideMany(Some(Decision::Accepted));
    const RENAME: UndoLabel = UndoLabel::ChangeGuidelines;

    /// A project with so many claims, and the folder it lies in.
    fn session() -> (Session, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = create(&folder.path().join("talks"));
        let text: Arc<str> = "They said so. ".repeat(CLAIMS).into();
        let ids = session
            .add_articles(vec![(Metadata::default(), Arc::clone(&text))])
            .unwrap();
        let claims = (0..CLAIMS).map(|at| {
            let claim = Claim::new(&text, Span::new(at * 14 + 10, at * 14 + 12)).unwrap();
            Edit::Claim(ids[0].clone(), format!("c-{at:05}").into(), Some(Box::new(claim)))
        });
        session.edit((MARK, Edit::All(claims.collect()))).unwrap();
        (session, folder)
    }

    fn accept(session: &mut Session) {
        let claims = session.project().claims();
        let claims = claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        let bulk = ops::bulk::decide(claims, Some(Decision::Accepted), session.stamp());
        session.perform_many(|_| Ok(bulk)).unwrap();
    }

    fn reviewed(session: &Session) -> usize {
        let claims = session.project().claims();
        claims.filter(|(_, _, claim)| !claim.reviews.is_empty()).count()
    }

    /// Which steps the claims have made since they were marked, each row of them once.
    fn actions(session: &mut Session) -> BTreeSet<String> {
        let claims = session.project().claims();
        let claims: Vec<ClaimRef> = claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        session.ensure_claim_log(&claims[0].0);
        let actions = claims.iter().map(|(article, id)| {
            let steps = session.claim_log(article, id).into_iter().skip(1);
            let actions: Vec<String> = steps.map(|step| format!("{:?}", step.action)).collect();
            actions.join(", ")
        });
        actions.collect()
    }

    #[test]
    fn what_is_left_half_way_is_told_as_going_back_the_way_it_came() {
        let accepted = |leave: &dyn Fn(&mut Session)| {
            let (mut session, _folder) = session();
            accept(&mut session);
            leave(&mut session);
            session.run_slice().unwrap();
            session.cancel_long_edit().unwrap();
            actions(&mut session)
        };
        let logged = |rows: [&str; 2]| BTreeSet::from(rows.map(str::to_owned));
        assert_eq!(accepted(&|_| {}), logged(["", "Done, Undone"]));
        let undoing = accepted(&|session| {
            session.finish().unwrap();
            session.undo().unwrap();
        });
        assert_eq!(undoing, logged(["Done", "Done, Undone, Redone"]));
        let redoing = accepted(&|session| {
            session.finish().unwrap();
            session.undo().unwrap();
            session.finish().unwrap();
            session.redo().unwrap();
        });
        assert_eq!(redoing, logged(["Done, Undone", "Done, Undone, Redone, Undone"]));
    }

    /// A session that ends in the middle of a change leaves the disk as one that is killed.
    #[test]
    fn a_change_that_is_cut_off_leaves_nothing_on_disk_and_is_told_until_it_was_read() {
        let (mut first, folder) = session();
        first.flush().unwrap();
        accept(&mut first);
        first.run_slice().unwrap();
        drop(first);
        let path = folder.path().join("talks");
        for _ in 0..2 {
            let looking = Session::look(&path).unwrap();
            assert_eq!(reviewed(&looking), 0);
            let told: Vec<&str> = looking
                .problems()
                .iter()
                .map(|problem| &*problem.message)
                .collect();
            assert!(
                matches!(told[..], [told] if told.contains("accept claims") && told.contains("Amal")),
                "{told:?}"
            );
        }
        let open = || Session::open(&path, amal(), no_wake()).unwrap();
        drop(open());
        let mut reading = open();
        assert_eq!(reading.problems().len(), 1, "nobody has read it");
        reading.dismiss_problem(0);
        reading.close().unwrap();
        let mut again = open();
        assert_eq!(again.problems(), []);
        accept(&mut again);
        again.close().unwrap();
        let looking = Session::look(&path).unwrap();
        assert_eq!((reviewed(&looking), looking.problems()), (CLAIMS, &[][..]));
    }

    #[test]
    fn very_many_claims_are_changed_in_slices_and_undone_as_one_step() {
        let (mut session, _folder) = session();
        let before = session.project().clone();
        accept(&mut session);
        assert!(session.run_slice().unwrap());
        assert_eq!(
            (reviewed(&session), session.long_edit_progress()),
            (CLAIMS_PER_SLICE, Some((CLAIMS_PER_SLICE, CLAIMS)))
        );
        session.finish().unwrap();
        let after = session.project().clone();
        assert_eq!(reviewed(&session), CLAIMS);
        assert_eq!(session.undo_label(), Some(ACCEPT));
        for _ in 0..2 {
            assert_eq!(session.undo().unwrap().unwrap().label, ACCEPT);
            assert!(session.run_slice().unwrap(), "one slice of several is undone");
            session.finish().unwrap();
            // The reviewer came in with the first slice and goes with it.
            assert_eq!(session.project(), &before);
            session.redo().unwrap();
            session.finish().unwrap();
            assert_eq!(session.project(), &after);
        }
        assert_eq!(session.undo_label(), Some(ACCEPT));
    }

    #[test]
    fn a_change_that_is_cancelled_leaves_project_and_history_as_they_were() {
        let (mut session, _folder) = session();
        let before = session.project().clone();
        accept(&mut session);
        session.run_slice().unwrap();
        session.cancel_long_edit().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!((session.undo_label(), session.redo_label()), (Some(MARK), None));
        // The same of a step that is being undone.
        session.undo().unwrap();
        session.run_slice().unwrap();
        session.cancel_long_edit().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!((session.undo_label(), session.redo_label()), (Some(MARK), None));
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project().claims().count(), 0);
        session.redo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project(), &before);
    }

    fn note_of(session: &Session, at: &ClaimRef) -> String {
        session.project().claim(&at.0, &at.1).unwrap().note.clone()
    }

    #[test]
    fn another_change_waits_until_all_slices_are_made_and_undoes_nothing_of_them() {
        let (mut session, _folder) = session();
        let before = session.project().clone();
        let mut claims = before.claims();
        let mut at = || {
            claims
                .next()
                .map(|(article, id, _)| (article.clone(), id.clone()))
        };
        let first = at().unwrap();
        let last = claims
            .last()
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .unwrap();
        accept(&mut session);
        session.run_slice().unwrap();
        for at in [&first, &last] {
            let at = at.clone();
            session
                .perform(move |project| ops::claim::set_note(project, &at, "doubtful".into()))
                .unwrap();
        }
        session
            .perform_many(|project| {
                let claims = project.claims().take(CLAIMS - 1);
                let claims = claims.map(|(article, id, _)| (article.clone(), id.clone()));
                Ok(ops::bulk::remove(claims.collect()))
            })
            .unwrap();
        let ids = session.add_articles(vec![(Metadata::default(), "Later.".into())]);
        assert_eq!(ids.unwrap(), [], "it gets its id when it comes");
        assert_eq!(
            (reviewed(&session), session.waiting_changes()),
            (CLAIMS_PER_SLICE, 4)
        );
        assert_eq!(note_of(&session, &first), "");
        while session.waiting_changes() > 1 {
            assert!(session.run_slice().unwrap());
        }
        // Both the claim of the first slice and that of the last are accepted and have their notes.
        assert_eq!(reviewed(&session), CLAIMS);
        assert_eq!(
            [&first, &last].map(|at| note_of(&session, at)),
            ["doubtful", "doubtful"]
        );
        session.finish().unwrap();
        assert!(!session.is_changing());
        assert_eq!(session.project().claims().count(), 1);
        assert_eq!(session.project().articles().len(), 2);
        let mut labels = Vec::new();
        while let Some(undone) = session.undo().unwrap().filter(|undone| undone.label != MARK) {
            session.finish().unwrap();
            labels.push(undone.label);
        }
        let added = UndoLabel::AddArticles { new: 1, updated: 0 };
        let note = UndoLabel::ChangeNote;
        assert_eq!(labels, [added, UndoLabel::DeleteClaims, note, note, ACCEPT]);
        session.finish().unwrap();
        session.redo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project(), &before);
    }

    #[test]
    fn undo_and_edits_made_before_are_refused_while_claims_are_changed_and_cost_nothing() {
        let (mut session, _folder) = session();
        accept(&mut session);
        session.run_slice().unwrap();
        let rename = (RENAME, Edit::Head(Box::new(Head::titled("Other talks"))));
        for refused in [
            session.undo().map(drop),
            session.redo().map(drop),
            session.edit(rename),
        ] {
            assert!(matches!(refused, Err(SessionError::Busy)), "{refused:?}");
        }
        assert_eq!(reviewed(&session), CLAIMS_PER_SLICE);
        session.finish().unwrap();
        assert_eq!(session.undo().unwrap().unwrap().label, ACCEPT);
    }

    #[test]
    fn what_waits_is_done_although_another_that_waits_is_refused_or_the_long_edit_cancelled() {
        let (mut session, _folder) = session();
        accept(&mut session);
        session.run_slice().unwrap();
        let nobody: SpeakerId = "s-none".into();
        session
            .perform(move |project| {
                let change = ops::speaker::SpeakerChange::Role(None);
                ops::speaker::change(project, &nobody, change)
            })
            .unwrap();
        session
            .perform(|project| Ok(ops::project::set_guidelines(project, "Mark all.".into())))
            .unwrap();
        session.cancel_long_edit().unwrap();
        assert_eq!(reviewed(&session), 0);
        assert!(session.finish().is_err(), "there is no such speaker");
        session.finish().unwrap();
        assert_eq!(session.project().head().guidelines, "Mark all.");
    }

    #[test]
    fn what_is_refused_in_the_middle_takes_back_what_was_done() {
        let (mut session, _folder) = session();
        let before = session.project().clone();
        let claims = session.project().claims();
        let mut claims: ClaimSet = claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        let (article, _) = claims.iter().next().unwrap();
        claims.insert((article.clone(), "c-none".into()));
        let bulk = ops::bulk::decide(claims, Some(Decision::Accepted), session.stamp());
        session.perform_many(|_| Ok(bulk)).unwrap();
        assert!(session.finish().is_err());
        assert_eq!(session.project(), &before);
        assert_eq!(session.undo_label(), Some(MARK));
    }

    fn files(session: &mut Session) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
        session.flush().unwrap();
        let articles = std::fs::read_dir(session.path().join("articles")).unwrap();
        let articles = articles.map(|entry| entry.unwrap().path());
        let files = articles.chain([session.path().join("project.ron")]);
        files
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect()
    }

    #[test]
    fn merging_a_speaker_with_ten_thousand_claims_is_one_step_and_writes_only_the_files_concerned() {
        const ARTICLES: usize = 20;
        const EACH: usize = 500;
        let folder = tempfile::tempdir().unwrap();
        let mut session = create(&folder.path().join("talks"));
        let text: Arc<str> = "They said so. ".repeat(EACH).into();
        let articles = vec![(Metadata::default(), Arc::clone(&text)); ARTICLES + 5];
        let articles = session.add_articles(articles).unwrap();
        let speaker = |id: &str| Edit::Speaker(id.into(), Some(Box::new(Speaker::named(id, 0))));
        let mut edits = vec![speaker("kept"), speaker("other")];
        for (at, article) in articles.iter().enumerate() {
            // Of the last articles all claims are the kept speaker's already.
            let says = if at < ARTICLES { "other" } else { "kept" };
            for at in 0..EACH {
                let claim = Claim {
                    voice: Voice::attributed_to(says.into()),
                    ..Claim::new(&text, Span::new(at * 14 + 10, at * 14 + 12)).unwrap()
                };
                let id = format!("c-{at:05}").into();
                edits.push(Edit::Claim(article.clone(), id, Some(Box::new(claim))));
            }
        }
        session.edit((MARK, Edit::All(edits))).unwrap();
        let (before, files_before) = (session.project().clone(), files(&mut session));

        let (kept, other): (SpeakerId, SpeakerId) = ("kept".into(), "other".into());
        let merge = |session: &Session| ops::speaker::merge(session.project(), &kept, &other).unwrap();
        let mut expected = before.clone();
        let at_once = merge(&session).at_once(&expected).unwrap();
        expected.apply(at_once).unwrap();
        let bulk = merge(&session);
        session.perform_many(|_| Ok(bulk)).unwrap();
        assert!(session.run_slice().unwrap(), "one part of several is done");
        session.finish().unwrap();
        assert_eq!(session.project(), &expected);
        let merged = ops::speaker::claims_of(session.project(), &kept).count();
        assert_eq!(merged, (ARTICLES + 5) * EACH);
        assert!(session.project().speaker(&other).is_none());
        let files_after = files(&mut session);
        let changed = files_before
            .iter()
            .filter(|(path, bytes)| files_after.get(*path) != Some(bytes));
        assert_eq!(
            (changed.count(), files_after.len()),
            (ARTICLES + 1, files_before.len())
        );

        assert_eq!(session.undo_label(), Some(UndoLabel::MergeSpeakers));
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!(files(&mut session), files_before);
    }
}
