//! Edits of very many claims, made a slice at a time so that the window goes on meanwhile; all
//! slices together are one step. What a change does to a claim is not known here.

use std::collections::{BTreeSet, VecDeque};

use super::importing::{Added, Bringing};
use super::live::Session;
use super::{SessionError, TimeBudget, Undone};
use crate::model::claim_log::Way;
use crate::model::ops::bulk::BulkEdit;
use crate::model::{Edit, Step, UndoLabel};

/// So many claims are changed in one slice: a millisecond or two.
pub const CLAIMS_PER_SLICE: usize = 250;

/// A change under way.
pub(super) struct LongEdit {
    /// What takes back what has been made so far; it gets its number once it is among the others.
    step: Step,
    work: Work,
    done: usize,
    total: usize,
    /// Whether the frame is still to come that may make the first slice.
    just_begun: bool,
}

/// What is still to be done.
enum Work {
    /// Claims are to be changed; the step, as far as it has been made, takes that back.
    Change(BulkEdit),
    /// Articles come in.
    Bring(Bringing),
    /// A step is to be taken back (or done again), part by part; the step, as far as it has been made,
    /// leads back to where it began.
    Replay(VecDeque<Edit>, Direction),
}

/// Which way a step is replayed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Undo,
    Redo,
}

impl Session {
    /// Changes many claims as one step. Few are changed at once; of very many this begins to, and
    /// [`Session::run_for`] goes on. Any other change waits until it is done.
    pub fn edit_claims(&mut self, bulk: BulkEdit) -> Result<(), SessionError> {
        self.finish()?;
        if bulk.len() <= 2 * CLAIMS_PER_SLICE {
            let label = bulk.label();
            let edit = bulk.at_once(self.project())?;
            return self.edit((label, edit));
        }
        self.check_writable()?;
        self.long_edit = Some(LongEdit {
            step: Step {
                number: 0,
                label: bulk.label(),
                edit: Edit::nothing(),
            },
            done: 0,
            total: bulk.len(),
            work: Work::Change(bulk),
            just_begun: true,
        });
        Ok(())
    }

    /// Begins to bring articles in as one step; [`Session::run_for`] goes on, and when it is done
    /// [`Session::take_added`] tells what came.
    pub(super) fn bring(&mut self, label: UndoLabel, bringing: Bringing) -> Result<(), SessionError> {
        self.finish()?;
        self.check_writable()?;
        let step = Step {
            number: 0,
            label,
            edit: Edit::nothing(),
        };
        self.added = None;
        self.long_edit = Some(LongEdit {
            step,
            total: bringing.len(),
            work: Work::Bring(bringing),
            done: 0,
            just_begun: true,
        });
        Ok(())
    }

    /// Whether the change under way is that articles come in.
    pub fn is_bringing(&self) -> bool {
        let work = self.long_edit.as_ref().map(|long| &long.work);
        matches!(work, Some(Work::Bring(_)))
    }

    /// How far a long edit has come: claims or articles that were changed, and all of them.
    pub fn long_edit_progress(&self) -> Option<(usize, usize)> {
        let long = self.long_edit.as_ref()?;
        Some((long.done, long.total))
    }

    /// Goes on with a change under way for about so long; to be called once a frame. The frame in
    /// which it was begun has had enough to do. Tells whether there is more to do.
    pub fn run_for(&mut self, budget: TimeBudget) -> Result<bool, SessionError> {
        if let Some(long) = &mut self.long_edit
            && std::mem::take(&mut long.just_begun)
        {
            return Ok(true);
        }
        while self.run_slice()? {
            if !budget.is_left() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the next slice of a change under way; tells whether there is more to do. What cannot be
    /// done takes back what was done of it.
    pub fn run_slice(&mut self) -> Result<bool, SessionError> {
        let Some(mut long) = self.long_edit.take() else {
            return Ok(false);
        };
        let inverse = match &mut long.work {
            Work::Change(bulk) => match bulk.next(&self.project, CLAIMS_PER_SLICE) {
                Ok((edit, claims)) => {
                    long.done += claims;
                    self.apply_made(edit)
                }
                Err(refusal) => Err(refusal.into()),
            },
            Work::Bring(bringing) => {
                let edit = bringing.next(self);
                long.done = long.total - bringing.len();
                self.apply_made(edit)
            }
            Work::Replay(parts, direction) => {
                let part = next_part(parts);
                long.done += part.len();
                self.apply(Edit::All(part), direction.way())
            }
        };
        match inverse {
            Ok(inverse) => {
                if let (Edit::All(parts), false) = (&mut long.step.edit, inverse.is_nothing()) {
                    parts.insert(0, inverse);
                }
                if long.is_done() {
                    self.end_long_edit(long);
                    return Ok(false);
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

    /// Makes all that is left of a change under way.
    pub fn finish(&mut self) -> Result<(), SessionError> {
        while self.run_slice()? {}
        Ok(())
    }

    /// Takes back what was done of a change under way.
    pub fn cancel_long_edit(&mut self) -> Result<(), SessionError> {
        match self.long_edit.take() {
            Some(long) => self.roll_back(long),
            None => Ok(()),
        }
    }

    /// Begins to replay a step where it is a large one; else gives it back.
    pub(super) fn replay_in_slices(&mut self, direction: Direction) -> Option<Undone> {
        let next = match direction {
            Direction::Undo => self.undo_stack.next_undo(),
            Direction::Redo => self.undo_stack.next_redo(),
        };
        if next.is_none_or(|step| step.edit.each().count() <= 2 * CLAIMS_PER_SLICE) {
            return None;
        }
        let step = self.undo_stack.take(direction == Direction::Undo)?;
        let undone = super::live::undone(&step);
        let total = step.edit.each().count();
        let back = Step {
            number: step.number,
            label: step.label,
            edit: Edit::nothing(),
        };
        self.long_edit = Some(LongEdit {
            step: back,
            work: Work::Replay(VecDeque::from([step.edit]), direction),
            done: 0,
            total,
            just_begun: true,
        });
        Some(undone)
    }

    /// Applies what was done of a change backwards, and leaves the undo stack as it was.
    fn roll_back(&mut self, long: LongEdit) -> Result<(), SessionError> {
        let back = match &long.work {
            Work::Change(..) | Work::Bring(..) | Work::Replay(_, Direction::Redo) => Way::Undone,
            Work::Replay(_, Direction::Undo) => Way::Redone,
        };
        let again = self.apply(long.step.edit, back)?;
        if let Work::Bring(bringing) = &long.work {
            let articles = self.project.articles().values();
            let kept: BTreeSet<&String> = articles
                .filter_map(|article| article.metadata.original.as_ref())
                .collect();
            let gone = bringing.newly_added.iter().filter(|name| !kept.contains(name));
            self.store.remove_originals(&gone.cloned().collect());
        }
        if let Work::Replay(left, direction) = long.work {
            let done = std::iter::once(again);
            let step = Step {
                number: long.step.number,
                label: long.step.label,
                edit: Edit::All(done.chain(left).collect()),
            };
            self.undo_stack.put(direction == Direction::Undo, step);
        }
        Ok(())
    }

    fn end_long_edit(&mut self, long: LongEdit) {
        let step = long.step;
        match long.work {
            Work::Change(..) if step.edit.is_nothing() => {}
            Work::Change(..) => self.remember(step.label, step.edit),
            Work::Bring(bringing) => {
                self.remember(step.label, step.edit);
                self.added = Some(Added {
                    step: self.undo_stack.next_undo().map(|step| step.number),
                    ..bringing.added
                });
            }
            Work::Replay(_, direction) => self.undo_stack.put(direction != Direction::Undo, step),
        }
    }
}

impl Direction {
    fn way(self) -> Way {
        match self {
            Self::Undo => Way::Undone,
            Self::Redo => Way::Redone,
        }
    }
}

impl LongEdit {
    fn is_done(&self) -> bool {
        match &self.work {
            Work::Change(bulk) => bulk.is_empty(),
            Work::Bring(bringing) => bringing.is_done(),
            Work::Replay(parts, _) => parts.is_empty(),
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
    use std::sync::Arc;

    use super::*;
    use crate::model::{Claim, ClaimSet, Decision, Head, Metadata, Speaker, SpeakerId, Voice, ops};
    use crate::session::{ReviewerIdentity, no_wake};
    use crate::text::Span;

    const CLAIMS: usize = 3 * CLAIMS_PER_SLICE + 7;
    const MARK: UndoLabel = UndoLabel::MarkClaim;
    const ACCEPT: UndoLabel = UndoLabel::DecideMany(Some(Decision::Accepted));
    const RENAME: UndoLabel = UndoLabel::ChangeGuidelines;

    /// A project with so many claims, and the folder it lies in.
    fn session() -> (Session, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".into(),
        };
        let path = folder.path().join("talks");
        let mut session = Session::create(&path, &Head::titled("Talks"), who, no_wake()).unwrap();
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
        session.edit_claims(bulk).unwrap();
    }

    fn reviewed(session: &Session) -> usize {
        let claims = session.project().claims();
        claims.filter(|(_, _, claim)| !claim.reviews.is_empty()).count()
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

    #[test]
    fn another_change_waits_until_all_slices_are_made() {
        let (mut session, _folder) = session();
        accept(&mut session);
        session.run_slice().unwrap();
        session
            .edit((RENAME, Edit::Head(Box::new(Head::titled("Other talks")))))
            .unwrap();
        assert_eq!(reviewed(&session), CLAIMS);
        assert_eq!(session.undo_label(), Some(RENAME));
        session.undo().unwrap();
        assert_eq!(session.undo_label(), Some(ACCEPT));
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
        session.edit_claims(bulk).unwrap();
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
        let who = ReviewerIdentity {
            id: "r-amal".into(),
            name: "Amal".into(),
        };
        let path = folder.path().join("talks");
        let mut session = Session::create(&path, &Head::titled("Talks"), who, no_wake()).unwrap();
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
        session.edit_claims(bulk).unwrap();
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
