//! Changes to very many claims, made a slice at a time so that the window goes on meanwhile; all
//! slices together are one step. What a change does to a claim is not known here.

use std::collections::{BTreeSet, VecDeque};

use super::bulk::{self, ClaimRef, Merging};
use super::claim_set::ClaimSet;
use super::importing::{Added, Bringing};
use super::live::Session;
use super::{Allowance, SessionError, Undone};
use crate::model::journal::Way;
use crate::model::{Edit, Project, Refusal, SpeakerId, Step};

/// So many claims are changed in one slice: a millisecond or two.
pub const SLICE: usize = 250;

/// Makes the edit that changes some of the claims.
pub type Make = Box<dyn Fn(&Project, &[ClaimRef]) -> Result<Edit, Refusal> + Send>;

/// A change under way.
pub(super) struct Gradual {
    /// What takes back what has been made so far; it gets its number once it is among the others.
    step: Step,
    work: Work,
    done: usize,
    total: usize,
    /// Whether the frame is still to come that may begin with it.
    fresh: bool,
}

/// What is still to be done.
enum Work {
    /// Claims are to be changed; the step, as far as it has been made, takes that back.
    Change(Change),
    /// Articles come in.
    Bring(Bringing),
    /// A step is to be taken back (or done again), part by part; the step, as far as it has been made,
    /// leads back to where it began.
    Travel(VecDeque<Edit>, Direction),
}

/// A change of many claims, with what has to come before it and after it.
struct Change {
    before: Option<Edit>,
    claims: ClaimSet,
    make: Make,
    after: Option<Edit>,
}

/// Which way a step is travelled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Undo,
    Redo,
}

impl Session {
    /// Changes many claims as one step. Few are changed at once; of very many this begins to, and
    /// [`Session::proceed_for`] goes on. Any other change waits until it is done.
    pub fn edit_claims(
        &mut self,
        label: &'static str,
        claims: ClaimSet,
        make: Make,
    ) -> Result<(), SessionError> {
        let change = Change {
            before: None,
            claims,
            make,
            after: None,
        };
        self.change(label, change)
    }

    /// Merges one speaker into another as one step; with very many claims as [`Session::edit_claims`].
    pub fn merge_speakers(
        &mut self,
        label: &'static str,
        kept: SpeakerId,
        other: SpeakerId,
    ) -> Result<(), SessionError> {
        self.finish()?;
        let Merging {
            before,
            claims,
            after,
        } = bulk::merging(self.project(), &kept, &other)?;
        let make = move |project: &Project, claims: &[ClaimRef]| {
            bulk::rename_speaker(project, claims, &other, &kept)
        };
        let change = Change {
            before: Some(before),
            claims,
            make: Box::new(make),
            after: Some(after),
        };
        self.change(label, change)
    }

    fn change(&mut self, label: &'static str, mut change: Change) -> Result<(), SessionError> {
        self.finish()?;
        let total = change.claims.len();
        if total <= 2 * SLICE {
            let made = (change.make)(self.project(), &change.claims.take_first(total))?;
            let parts = [change.before, Some(made), change.after];
            let edit = Edit::All(parts.into_iter().flatten().collect());
            return match is_empty(&edit) {
                true => Ok(()),
                false => self.edit(label, edit),
            };
        }
        self.check_writable()?;
        let step = Step {
            number: 0,
            label: label.into(),
            edit: Edit::All(Vec::new()),
        };
        self.gradual = Some(Gradual {
            step,
            work: Work::Change(change),
            done: 0,
            total,
            fresh: true,
        });
        Ok(())
    }

    /// Begins to bring articles in as one step; [`Session::proceed_for`] goes on, and when it is done
    /// [`Session::take_added`] tells what came.
    pub(super) fn bring(&mut self, label: String, bringing: Bringing) -> Result<(), SessionError> {
        self.finish()?;
        self.check_writable()?;
        let step = Step {
            number: 0,
            label: label.into(),
            edit: Edit::All(Vec::new()),
        };
        self.added = None;
        self.gradual = Some(Gradual {
            step,
            total: bringing.len(),
            work: Work::Bring(bringing),
            done: 0,
            fresh: true,
        });
        Ok(())
    }

    /// Whether the change under way is that articles come in.
    pub fn is_bringing(&self) -> bool {
        let work = self.gradual.as_ref().map(|gradual| &gradual.work);
        matches!(work, Some(Work::Bring(_)))
    }

    /// How far a change that is made gradually has come: claims or articles that were changed, and all of them.
    pub fn gradual_progress(&self) -> Option<(usize, usize)> {
        let gradual = self.gradual.as_ref()?;
        Some((gradual.done, gradual.total))
    }

    /// Goes on with a change under way for about so long; to be called once a frame. The frame in
    /// which it was begun has had enough to do. Tells whether there is more to do.
    pub fn proceed_for(&mut self, allowance: Allowance) -> Result<bool, SessionError> {
        if let Some(gradual) = &mut self.gradual
            && std::mem::take(&mut gradual.fresh)
        {
            return Ok(true);
        }
        while self.proceed()? {
            if !allowance.is_left() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the next slice of a change under way; tells whether there is more to do. What cannot be
    /// done takes back what was done of it.
    pub fn proceed(&mut self) -> Result<bool, SessionError> {
        let Some(mut gradual) = self.gradual.take() else {
            return Ok(false);
        };
        let inverse = match &mut gradual.work {
            Work::Change(change) => match change.next(&self.project) {
                Ok((edit, claims)) => {
                    gradual.done += claims;
                    self.apply_made(edit)
                }
                Err(refusal) => Err(refusal.into()),
            },
            Work::Bring(bringing) => {
                let edit = bringing.next(self);
                gradual.done = gradual.total - bringing.len();
                self.apply_made(edit)
            }
            Work::Travel(parts, direction) => {
                let part = next_part(parts);
                gradual.done += part.len();
                self.apply(Edit::All(part), direction.way())
            }
        };
        match inverse {
            Ok(inverse) => {
                if let (Edit::All(parts), false) = (&mut gradual.step.edit, is_empty(&inverse)) {
                    parts.insert(0, inverse);
                }
                if gradual.is_done() {
                    self.end_gradual(gradual);
                    return Ok(false);
                }
                self.gradual = Some(gradual);
                Ok(true)
            }
            Err(error) => {
                self.give_up(gradual)?;
                Err(error)
            }
        }
    }

    /// Makes all that is left of a change under way.
    pub fn finish(&mut self) -> Result<(), SessionError> {
        while self.proceed()? {}
        Ok(())
    }

    /// Takes back what was done of a change under way.
    pub fn cancel_gradual(&mut self) -> Result<(), SessionError> {
        match self.gradual.take() {
            Some(gradual) => self.give_up(gradual),
            None => Ok(()),
        }
    }

    /// Begins to travel a step where it is a large one; else gives it back.
    pub(super) fn travel_gradually(&mut self, direction: Direction) -> Option<Undone> {
        let next = match direction {
            Direction::Undo => self.history.next_undo(),
            Direction::Redo => self.history.next_redo(),
        };
        if next.is_none_or(|step| size(&step.edit) <= 2 * SLICE) {
            return None;
        }
        let step = self.history.take(direction == Direction::Undo)?;
        let undone = super::live::undone(&step);
        let total = size(&step.edit);
        let back = Step {
            number: step.number,
            label: step.label,
            edit: Edit::All(Vec::new()),
        };
        self.gradual = Some(Gradual {
            step: back,
            work: Work::Travel(VecDeque::from([step.edit]), direction),
            done: 0,
            total,
            fresh: true,
        });
        Some(undone)
    }

    /// Applies what was done of a change backwards, and leaves the history as it was.
    fn give_up(&mut self, gradual: Gradual) -> Result<(), SessionError> {
        let back = match &gradual.work {
            Work::Change(..) | Work::Bring(..) | Work::Travel(_, Direction::Redo) => Way::Undone,
            Work::Travel(_, Direction::Undo) => Way::Redone,
        };
        let again = self.apply(gradual.step.edit, back)?;
        if let Work::Bring(bringing) = &gradual.work {
            let articles = self.project.articles().values();
            let kept: BTreeSet<&String> = articles
                .filter_map(|article| article.metadata.original.as_ref())
                .collect();
            let gone = bringing.fresh.iter().filter(|name| !kept.contains(name));
            self.store.let_go_of_originals(&gone.cloned().collect());
        }
        if let Work::Travel(left, direction) = gradual.work {
            let done = std::iter::once(again);
            let step = Step {
                number: gradual.step.number,
                label: gradual.step.label,
                edit: Edit::All(done.chain(left).collect()),
            };
            self.history.put(direction == Direction::Undo, step);
        }
        Ok(())
    }

    fn end_gradual(&mut self, gradual: Gradual) {
        let step = gradual.step;
        match gradual.work {
            Work::Change(..) if is_empty(&step.edit) => {}
            Work::Change(..) => self.remember(step.label, step.edit),
            Work::Bring(bringing) => {
                self.remember(step.label, step.edit);
                self.added = Some(Added {
                    step: self.history.next_undo().map(|step| step.number),
                    ..bringing.added
                });
            }
            Work::Travel(_, direction) => self.history.put(direction != Direction::Undo, step),
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

impl Gradual {
    fn is_done(&self) -> bool {
        match &self.work {
            Work::Change(change) => change.is_done(),
            Work::Bring(bringing) => bringing.is_done(),
            Work::Travel(parts, _) => parts.is_empty(),
        }
    }
}

impl Change {
    /// What is to be done next, and to how many of the claims.
    fn next(&mut self, project: &Project) -> Result<(Edit, usize), Refusal> {
        if let Some(before) = self.before.take() {
            return Ok((before, 0));
        }
        let slice = self.claims.take_first(SLICE);
        let made = match slice.is_empty() {
            true => self.after.take().unwrap_or(Edit::All(Vec::new())),
            false => (self.make)(project, &slice)?,
        };
        Ok((made, slice.len()))
    }

    fn is_done(&self) -> bool {
        self.before.is_none() && self.claims.is_empty() && self.after.is_none()
    }
}

/// Whether an edit does nothing.
fn is_empty(edit: &Edit) -> bool {
    match edit {
        Edit::All(edits) => edits.iter().all(is_empty),
        _ => false,
    }
}

/// Of how many single edits an edit consists.
fn size(edit: &Edit) -> usize {
    match edit {
        Edit::All(edits) => edits.iter().map(size).sum(),
        _ => 1,
    }
}

/// Takes the single edits of a slice from the front of what is left.
fn next_part(left: &mut VecDeque<Edit>) -> Vec<Edit> {
    let mut part = Vec::with_capacity(SLICE);
    while part.len() < SLICE
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
    use crate::model::{Claim, Decision, Head, Metadata, Speaker, Voice};
    use crate::session::tests::wait_for;
    use crate::session::{ReviewerIdentity, SaveState, bulk, no_wake};
    use crate::text::Span;

    const CLAIMS: usize = 3 * SLICE + 7;

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
        session.edit("mark", Edit::All(claims.collect())).unwrap();
        (session, folder)
    }

    fn accept(session: &mut Session) {
        let claims = session.project().claims();
        let claims = claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        let stamp = session.stamp();
        let make = move |project: &Project, claims: &[ClaimRef]| {
            bulk::review_claims(project, claims, Some(Decision::Accepted), &stamp)
        };
        session
            .edit_claims("accept claims", claims, Box::new(make))
            .unwrap();
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
        assert!(session.proceed().unwrap());
        assert_eq!(
            (reviewed(&session), session.gradual_progress()),
            (SLICE, Some((SLICE, CLAIMS)))
        );
        session.finish().unwrap();
        let after = session.project().clone();
        assert_eq!(reviewed(&session), CLAIMS);
        assert_eq!(session.undo_label(), Some("accept claims"));
        for _ in 0..2 {
            assert_eq!(session.undo().unwrap().unwrap().label, "accept claims");
            assert!(session.proceed().unwrap(), "one slice of several is undone");
            session.finish().unwrap();
            // The reviewer came in with the first slice and goes with it.
            assert_eq!(session.project(), &before);
            session.redo().unwrap();
            session.finish().unwrap();
            assert_eq!(session.project(), &after);
        }
        assert_eq!(session.undo_label(), Some("accept claims"));
    }

    #[test]
    fn a_change_that_is_cancelled_leaves_project_and_history_as_they_were() {
        let (mut session, _folder) = session();
        let before = session.project().clone();
        accept(&mut session);
        session.proceed().unwrap();
        session.cancel_gradual().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!((session.undo_label(), session.redo_label()), (Some("mark"), None));
        // The same of a step that is being undone.
        session.undo().unwrap();
        session.proceed().unwrap();
        session.cancel_gradual().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!((session.undo_label(), session.redo_label()), (Some("mark"), None));
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project().claims().count(), 0);
        session.redo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project(), &before);
    }

    /// Which steps the claims have made since they were marked, each row of them once.
    fn ways(session: &mut Session) -> BTreeSet<String> {
        let claims = session.project().claims();
        let claims: Vec<ClaimRef> = claims
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect();
        session.ensure_history(&claims[0].0);
        let ways = claims.iter().map(|(article, id)| {
            let steps = session.claim_history(article, id).into_iter().skip(1);
            let ways: Vec<String> = steps.map(|step| format!("{:?}", step.way)).collect();
            ways.join(", ")
        });
        ways.collect()
    }

    #[test]
    fn what_is_left_half_way_is_told_as_going_back_the_way_it_came() {
        let accepted = |leave: &dyn Fn(&mut Session)| {
            let (mut session, _folder) = session();
            accept(&mut session);
            leave(&mut session);
            session.proceed().unwrap();
            session.cancel_gradual().unwrap();
            ways(&mut session)
        };
        let told = |rows: [&str; 2]| BTreeSet::from(rows.map(str::to_owned));
        assert_eq!(accepted(&|_| {}), told(["", "Done, Undone"]));
        let undoing = accepted(&|session| {
            session.finish().unwrap();
            session.undo().unwrap();
        });
        assert_eq!(undoing, told(["Done", "Done, Undone, Redone"]));
        let redoing = accepted(&|session| {
            session.finish().unwrap();
            session.undo().unwrap();
            session.finish().unwrap();
            session.redo().unwrap();
        });
        assert_eq!(redoing, told(["Done, Undone", "Done, Undone, Redone, Undone"]));
    }

    #[test]
    fn another_change_waits_until_all_slices_are_made() {
        let (mut session, _folder) = session();
        accept(&mut session);
        session.proceed().unwrap();
        session
            .edit("rename", Edit::Head(Box::new(Head::titled("Other talks"))))
            .unwrap();
        assert_eq!(reviewed(&session), CLAIMS);
        assert_eq!(session.undo_label(), Some("rename"));
        session.undo().unwrap();
        assert_eq!(session.undo_label(), Some("accept claims"));
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
        let stamp = session.stamp();
        let make = move |project: &Project, claims: &[ClaimRef]| {
            bulk::review_claims(project, claims, Some(Decision::Accepted), &stamp)
        };
        session
            .edit_claims("accept claims", claims, Box::new(make))
            .unwrap();
        assert!(session.finish().is_err());
        assert_eq!(session.project(), &before);
        assert_eq!(session.undo_label(), Some("mark"));
    }

    fn files(session: &mut Session) -> std::collections::BTreeMap<std::path::PathBuf, Vec<u8>> {
        // Leaving would wait for a disk that is busy with other things for some seconds only.
        session.save_now();
        wait_for(session, |state| *state == SaveState::Saved);
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
        session.edit("mark", Edit::All(edits)).unwrap();
        let (before, files_before) = (session.project().clone(), files(&mut session));

        let (kept, other): (SpeakerId, SpeakerId) = ("kept".into(), "other".into());
        let at_once = bulk::merge_speakers(session.project(), &kept, &other).unwrap();
        let mut expected = before.clone();
        expected.apply(at_once).unwrap();
        session
            .merge_speakers("merge speakers", kept.clone(), other.clone())
            .unwrap();
        assert!(session.proceed().unwrap(), "one part of several is done");
        session.finish().unwrap();
        assert_eq!(session.project(), &expected);
        let merged = bulk::claims_of(session.project(), &kept).count();
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

        assert_eq!(session.undo_label(), Some("merge speakers"));
        session.undo().unwrap();
        session.finish().unwrap();
        assert_eq!(session.project(), &before);
        assert_eq!(files(&mut session), files_before);
    }
}
