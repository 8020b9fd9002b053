//! What the session does for an import: it starts the jobs that read, compare and archive, and applies the steps that they
//! make as one long edit.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::ingest::commit::{Archive, ImportContext, ImportOutcome, ImportStep, ImportSteps};
use super::ingest::compare::Versioned;
use super::ingest::corpus::Corpus;
use super::ingest::parse::{ParseOptions, parse, parse_articles, parse_corpus_again};
use super::ingest::stage::{ProjectSnapshot, Staged, StagedArticle};
use super::jobs::{Finished, JobHandle, JobId};
use super::long_edit::LongEdit;
use super::{Session, SessionError, clock};
use crate::import::annotated::LabelMap;
use crate::model::{ArticleId, Edit};

/// The import whose files are being archived, and what came of the last one.
#[derive(Default)]
pub(super) struct Imports {
    archiving: Option<JobHandle>,
    outcome: Option<ImportOutcome>,
}

/// An import that is being applied, as a part of a long edit.
pub(super) struct ImportWork {
    job: JobHandle,
    /// What the job made, once it has.
    steps: Option<Result<ImportSteps, SessionError>>,
    /// The originals that came with it.
    newly_added: BTreeSet<String>,
}

impl ImportWork {
    /// Whether the steps are still being made.
    pub(super) fn is_waiting(&self) -> bool {
        self.steps.is_none()
    }

    pub(super) fn is_done(&self) -> bool {
        let steps = self.steps.as_ref();
        steps.is_some_and(|steps| steps.as_ref().is_ok_and(|steps| steps.steps.is_empty()))
    }

    /// The progress of making the steps, while they are being made.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        self.is_waiting().then(|| self.job.progress().steps())
    }
}

impl Session {
    /// What the project has, to recognise duplicates by.
    pub fn snapshot(&self) -> Arc<ProjectSnapshot> {
        Arc::new(ProjectSnapshot::new(&self.project, &self.store))
    }

    /// Starts to read these files and folders, or the newer version of an article in them. Gives [`Finished::Staged`].
    pub fn stage(&self, paths: Vec<PathBuf>, options: ParseOptions, updates: Option<ArticleId>) -> JobHandle {
        let (project, store) = (Arc::clone(&self.project), Arc::clone(&self.store));
        self.jobs.start(move |progress| {
            let snapshot = ProjectSnapshot::new(&project, &store);
            // An edit copies a project that somebody else still holds.
            drop(project);
            let staged = Staged::new(parse(&paths, &options, progress), Arc::new(snapshot), updates);
            Finished::Staged(Box::new(staged))
        })
    }

    /// Starts to read a file again, in another way. Gives [`Finished::ParsedAgain`].
    pub fn parse_again(&self, path: PathBuf, options: ParseOptions) -> JobHandle {
        self.jobs.start(move |progress| {
            let parsed = parse_articles(std::slice::from_ref(&path), &options, progress);
            Finished::ParsedAgain(path, Box::new(parsed))
        })
    }

    /// Starts to read a corpus again, with its labels mapped like this. Gives [`Finished::ParsedAgain`].
    pub fn parse_corpus_again(&self, corpus: Arc<Corpus>, labels: LabelMap) -> JobHandle {
        self.jobs.start(move |_| {
            let parsed = parse_corpus_again(&corpus, &labels);
            Finished::ParsedAgain(corpus.path.clone(), Box::new(parsed))
        })
    }

    /// Starts to compare an article with the newer version at a place among the staged articles. Gives
    /// [`Finished::Compared`]; `None` where there is no such article.
    pub fn compare(&self, id: &ArticleId, newer: (usize, &StagedArticle)) -> Option<JobHandle> {
        let versioned = Versioned::new((id, self.project.article(id)?), newer);
        let store = Arc::clone(&self.store);
        Some(
            self.jobs
                .start(move |_| Finished::Compared(versioned.compare(&store).map(Box::new))),
        )
    }

    /// Starts to bring in what was chosen of the staged articles, as one step that can be undone. First their files are
    /// archived; if that is cancelled, the articles come back with [`Finished::Archived`]. Then [`Session::run_for`] applies
    /// them, while edits wait, and [`Session::take_outcome`] says what came of it.
    pub fn begin_import(&mut self, staged: Staged) -> Result<(), SessionError> {
        self.check_writable()?;
        let store = Arc::clone(&self.store);
        self.imports.archiving = Some(
            self.jobs
                .start(move |progress| Finished::Archived(Box::new(Archive::new(staged, &store, progress)))),
        );
        Ok(())
    }

    /// Brings in what was chosen of the staged articles, and waits for it.
    pub fn import(&mut self, staged: Staged) -> Result<ImportOutcome, SessionError> {
        self.begin_import(staged)?;
        self.finish()?;
        Ok(self.take_outcome().unwrap_or_default())
    }

    /// The job that archives the files of an import, while it does.
    pub fn archiving(&self) -> Option<&JobHandle> {
        self.imports.archiving.as_ref()
    }

    /// What came of an import, once it is done. It is given once.
    pub fn take_outcome(&mut self) -> Option<ImportOutcome> {
        self.imports.outcome.take()
    }

    /// Starts to make the steps of an import whose files are archived. Edits wait from now on, so that the steps fit.
    pub(super) fn commit(&mut self, archive: Archive) {
        let Archive {
            staged,
            plan,
            archived,
        } = archive;
        // Dropping thousands of articles takes a while.
        rayon::spawn(move || drop(staged));
        self.imports.archiving = None;
        let begin = move |session: &mut Self| {
            session.imports.outcome = None;
            let (label, total) = (plan.label(), plan.len());
            let newly_added = archived.newly_added.clone();
            let context = ImportContext {
                who: session.who.clone(),
                now: clock::now(),
                store: Arc::clone(&session.store),
            };
            let project = Arc::clone(&session.project);
            let job = session.jobs.start(move |progress| {
                let project = Arc::unwrap_or_clone(project);
                let steps = ImportSteps::new(plan, archived, project, &context, progress);
                Finished::StepsMade(steps.map(Box::new))
            });
            let work = ImportWork {
                job,
                steps: None,
                newly_added,
            };
            session.long_edit = Some(LongEdit::import(label, total, work));
            Ok(())
        };
        let begun = self.now_or_later(begin);
        debug_assert!(begun.is_ok(), "beginning an import cannot be refused");
    }

    /// Takes in the steps of the import under way, or why there are none.
    pub(super) fn take_in_steps(&mut self, steps: Result<Box<ImportSteps>, SessionError>) {
        if let Some(import) = self.long_edit.as_mut().and_then(LongEdit::as_import) {
            import.steps = Some(steps.map(|steps| *steps));
        }
    }

    /// Ends the part of an import whose job gave nothing, because it was cancelled or panicked.
    pub(super) fn forget_import_job(&mut self, job: &JobId) {
        self.imports.archiving.take_if(|archiving| archiving.is(job));
        let import = self.long_edit.as_mut().and_then(LongEdit::as_import);
        if import.is_some_and(|import| import.job.is(job)) {
            self.take_in_steps(Err(SessionError::JobPanicked));
        }
    }

    /// Applies the next step of an import; gives what takes it back, and the number of its articles.
    pub(super) fn apply_step(&mut self, import: &mut ImportWork) -> Result<(Edit, usize), SessionError> {
        if let Some(error) = import.steps.take_if(|steps| steps.is_err()).and_then(Result::err) {
            return Err(error);
        }
        let steps = import.steps.as_mut().and_then(|steps| steps.as_mut().ok());
        let Some(step) = steps.and_then(|steps| steps.steps.pop_front()) else {
            return Ok((Edit::nothing(), 0));
        };
        let ImportStep {
            edit,
            articles,
            older,
        } = step;
        for read in older {
            self.give_text(read);
        }
        Ok((self.apply_made(edit)?, articles))
    }

    /// Keeps what came of an import that is done, with the number of its undo step.
    pub(super) fn end_import(&mut self, import: ImportWork, step: Option<u64>) {
        let Some(Ok(ImportSteps {
            outcome, unreadable, ..
        })) = import.steps
        else {
            return;
        };
        for error in &unreadable {
            self.report_unreadable(error);
        }
        self.imports.outcome = Some(ImportOutcome { step, ..outcome });
    }

    /// Removes the originals that came with an import which was taken back.
    pub(super) fn roll_back_originals(&self, import: &ImportWork) {
        let articles = self.project.articles().values();
        let used: BTreeSet<&String> = articles
            .filter_map(|article| article.metadata.original.as_ref())
            .collect();
        let unused = import.newly_added.iter().filter(|name| !used.contains(name));
        self.store.remove_originals(&unused.cloned().collect());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{Article, Claim, Metadata, UndoLabel, ops};
    use crate::session::no_wake;
    use crate::session::testing::{amal, create, put};
    use crate::text::Span;

    const OLDER: &str = "Talks\n\nThe mayor said the bridge is safe.";
    const NEWER: &str = "Talks\n\nOn Monday the mayor said the bridge is safe.";

    /// A project with one article of one claim, opened so that its text is not read yet.
    fn session(folder: &Path) -> (Session, ArticleId) {
        let path = folder.join("project");
        let mut session = create(&path);
        let metadata = Metadata {
            title: "Talks".to_owned(),
            ..Metadata::default()
        };
        let mut article = Article::new(metadata, OLDER);
        let claim = Claim::new(OLDER, Span::new(22, 40)).unwrap();
        article.claims.insert("c-1".into(), claim);
        let edit = ops::import::article("talks".into(), article);
        session
            .edit((UndoLabel::AddArticles { new: 1, updated: 0 }, edit))
            .unwrap();
        session.close().unwrap();
        (Session::open(&path, amal(), no_wake()).unwrap(), "talks".into())
    }

    /// The only thing that a job gives.
    fn next(session: &mut Session) -> Finished {
        loop {
            session.wait_for_job();
            if let Some(finished) = session.poll().pop() {
                return finished;
            }
        }
    }

    fn staged(session: &mut Session, folder: &Path, updates: Option<&ArticleId>) -> Staged {
        put(folder, "newer.txt", NEWER);
        let paths = vec![folder.join("newer.txt")];
        let _job = session.stage(paths, ParseOptions::default(), updates.cloned());
        let Finished::Staged(staged) = next(session) else {
            panic!("files were read")
        };
        *staged
    }

    #[test]
    fn an_article_is_read_compared_and_updated_by_jobs_and_the_window_only_applies_what_they_made() {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, id) = session(folder.path());
        let staged = staged(&mut session, folder.path(), Some(&id));
        let before = session.project().clone();
        assert_eq!(before.article(&id).unwrap().text, None);

        let _job = session.compare(&id, (0, &staged.items[0])).unwrap();
        let Finished::Compared(Ok(comparison)) = next(&mut session) else {
            panic!("versions were compared")
        };
        assert_eq!((comparison.kept, comparison.versions.counts.reworded), (1, 1));
        assert_eq!(
            session.project(),
            &before,
            "nobody read the older text on this thread"
        );

        session.begin_import(staged).unwrap();
        assert!(session.archiving().is_some() && !session.is_importing());
        session.wait_for_job();
        assert!(session.archiving().is_none() && session.is_importing());
        session.run_slice().unwrap();
        assert_eq!(session.project(), &before, "the steps have not arrived");
        session.wait_for_job();
        session.finish().unwrap();
        let outcome = session.take_outcome().unwrap();
        assert_eq!((outcome.updated, outcome.orphaned), (1, 0));
        let text = |session: &Session| session.project().article(&id).unwrap().text.clone();
        assert_eq!(text(&session).as_deref(), Some(NEWER));
        session.undo().unwrap();
        assert_eq!(
            text(&session).as_deref(),
            Some(OLDER),
            "undo brings back a text that was never opened"
        );
    }

    #[test]
    fn an_import_that_is_cancelled_leaves_nothing_and_gives_its_articles_back() {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, _) = session(folder.path());
        let staged = staged(&mut session, folder.path(), None);
        let before = session.project().clone();
        session.begin_import(staged).unwrap();
        session.archiving().unwrap().progress().cancel();
        // It may have been archived before it was cancelled; then it is a long edit, which can be cancelled too.
        session.wait_for_job();
        match session.poll().pop() {
            Some(Finished::Archived(archive)) => assert_eq!(archive.into_staged().items.len(), 1),
            finished => {
                assert!(finished.is_none() && session.is_importing());
                session.cancel_long_edit().unwrap();
            }
        }
        assert_eq!(session.project(), &before);
        assert_eq!(session.undo_label(), None);
        assert!(session.archiving().is_none() && !session.is_changing());
    }

    #[test]
    fn a_version_of_an_article_that_was_removed_meanwhile_comes_in_as_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let (mut session, id) = session(folder.path());
        let staged = staged(&mut session, folder.path(), Some(&id));
        session.edit(ops::article::remove(id)).unwrap();
        let outcome = session.import(staged).unwrap();
        assert_eq!((outcome.ids.len(), outcome.updated), (1, 0));
        let article = session.project().article(&outcome.ids[0]).unwrap();
        assert_eq!(article.text.as_deref(), Some(NEWER));
    }
}
