//! Background work. The jobs of an open project report through one channel of one closed enum, [`Finished`], which
//! `Session::poll` drains once a frame. A [`Job`] is for work that belongs to no project, such as loading fonts.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::Wake;
use super::article_text::ReadArticle;
use super::incoming::{Incoming, TakenIn};
use super::ingest::commit::{Archive, ImportSteps};
use super::ingest::compare::Comparison;
use super::ingest::parse::Parsed;
use super::ingest::stage::Staged;
use super::progress::Progress;
use crate::model::{ArticleId, EditError};
use crate::store::{OutsideChanges, StoreError};

/// What a job of a project gives. Each kind of job is one variant.
#[derive(Debug)]
pub enum Finished {
    /// The text of an article was read.
    TextRead(ArticleId, Result<Box<ReadArticle>, StoreError>),
    /// Files were read, and their articles wait to be looked at.
    Staged(Box<Staged>),
    /// A file was read again, in another way.
    ParsedAgain(PathBuf, Box<Parsed>),
    /// An article of the project was compared with a newer version.
    Compared(Result<Box<Comparison>, StoreError>),
    /// The files of an import were archived, or it was cancelled before.
    Archived(Box<Archive>),
    /// The steps of an import were made.
    StepsMade(Result<Box<ImportSteps>, EditError>),
    /// Others have changed files of the project.
    FoundOutside(Box<OutsideChanges>),
    /// What they changed was merged with the project.
    MergedOutside(Box<Incoming>),
    /// What they changed is in the project now.
    TakenIn(Box<TakenIn>),
    /// The job panicked. The crash file says where.
    Panicked,
}

/// A job of a project. Dropping it cancels the job, and what it gives is ignored.
#[derive(Debug)]
pub struct JobHandle(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    progress: Progress,
    is_dropped: AtomicBool,
    has_ended: AtomicBool,
}

impl JobHandle {
    /// How far it has come, and the way to cancel it.
    pub fn progress(&self) -> &Progress {
        &self.0.progress
    }

    /// Whether the job has ended, however it did.
    pub fn has_ended(&self) -> bool {
        self.0.has_ended.load(Ordering::Acquire)
    }

    /// Whether this is the job that reported.
    pub(super) fn is(&self, id: &JobId) -> bool {
        Arc::ptr_eq(&self.0, &id.0)
    }
}

/// Which job reported.
pub(super) struct JobId(Arc<Shared>);

impl Drop for JobHandle {
    fn drop(&mut self) {
        self.0.progress.cancel();
        self.0.is_dropped.store(true, Ordering::Release);
    }
}

type Report = (JobId, Finished);

/// Starts the jobs of a project and collects what they give.
pub(super) struct Jobs {
    wake: Wake,
    sender: Sender<Report>,
    reports: Receiver<Report>,
}

impl Jobs {
    pub(super) fn new(wake: Wake) -> Self {
        let (sender, reports) = mpsc::channel();
        Self {
            wake,
            sender,
            reports,
        }
    }

    /// Starts a job; the window is woken when it is done.
    pub(super) fn start(&self, work: impl FnOnce(&Progress) -> Finished + Send + 'static) -> JobHandle {
        let shared = Arc::new(Shared::default());
        let mut ending = Ending {
            shared: Arc::clone(&shared),
            sender: self.sender.clone(),
            wake: Arc::clone(&self.wake),
            finished: Finished::Panicked,
        };
        thread::spawn(move || {
            ending.finished = work(&ending.shared.progress);
            drop(ending);
        });
        JobHandle(shared)
    }

    /// Starts a job that goes on until it ends by itself, and gives something as often as it reports.
    pub(super) fn start_reporting(&self, work: impl FnOnce(&dyn Fn(Finished)) + Send + 'static) -> JobHandle {
        let shared = Arc::new(Shared::default());
        let (theirs, sender, wake) = (Arc::clone(&shared), self.sender.clone(), Arc::clone(&self.wake));
        thread::spawn(move || {
            work(&|finished| {
                // The project may be closed.
                let _ = sender.send((JobId(Arc::clone(&theirs)), finished));
                wake();
            });
        });
        JobHandle(shared)
    }

    /// What has arrived next.
    pub(super) fn try_next(&self) -> Option<Report> {
        self.reports.try_iter().find(|(job, _)| job.is_wanted())
    }

    /// Waits for what arrives next; a job must be running.
    pub(super) fn wait_next(&self) -> Option<Report> {
        self.reports.iter().find(|(job, _)| job.is_wanted())
    }
}

impl JobId {
    fn is_wanted(&self) -> bool {
        !self.0.is_dropped.load(Ordering::Acquire)
    }
}

/// Reports what a job gave when its thread ends, also where it panics.
struct Ending {
    shared: Arc<Shared>,
    sender: Sender<Report>,
    wake: Wake,
    finished: Finished,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.shared.has_ended.store(true, Ordering::Release);
        let finished = std::mem::replace(&mut self.finished, Finished::Panicked);
        // The project may be closed.
        let _ = self.sender.send((JobId(Arc::clone(&self.shared)), finished));
        (self.wake)();
    }
}

/// Work that gives a `T` and belongs to no project. Dropping it cancels the work, which is not waited for.
#[derive(Debug)]
pub struct Job<T> {
    progress: Arc<Progress>,
    outcome: Receiver<T>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work; `wake` is called when it is done.
    pub fn start(wake: Wake, work: impl FnOnce(&Progress) -> T + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let (sender, outcome) = mpsc::channel();
        let theirs = Arc::clone(&progress);
        thread::spawn(move || {
            let outcome = work(&theirs);
            // Nobody may want it any more.
            let _ = sender.send(outcome);
            wake();
        });
        Self { progress, outcome }
    }

    /// How far it has come, and the way to cancel it.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What it gave, once.
    pub fn poll(&self) -> Option<T> {
        self.outcome.try_recv().ok()
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_shows_its_progress_wakes_and_gives_its_outcome_once() {
        let (woken, wakes) = mpsc::channel();
        let wake: Wake = Arc::new(move || {
            let _unheard = woken.send(());
        });
        let job = Job::start(wake, |progress| {
            progress.expect(2);
            progress.advance();
            7
        });
        wakes.recv().unwrap();
        assert_eq!(job.progress().steps(), (1, 2));
        assert_eq!((job.poll(), job.poll()), (Some(7), None));
    }

    #[test]
    fn a_job_that_is_dropped_is_asked_to_stop() {
        let (ended, end) = mpsc::channel();
        let job = Job::start(super::super::no_wake(), move |progress| {
            while !progress.is_cancelled() {
                thread::yield_now();
            }
            ended.send(()).unwrap();
        });
        assert_eq!(job.poll(), None);
        drop(job);
        end.recv().unwrap();
    }

    #[test]
    fn jobs_of_a_project_report_even_if_they_panic_and_are_ignored_once_dropped() {
        let (woken, wakes) = mpsc::channel();
        let jobs = Jobs::new(Arc::new(move || {
            let _unheard = woken.send(());
        }));
        let unwanted = jobs.start(|_| Finished::Staged(Box::default()));
        wakes.recv().unwrap();
        drop(unwanted);
        assert!(jobs.try_next().is_none());
        let panicking = jobs.start(|_| panic!("a job"));
        assert!(matches!(jobs.wait_next(), Some((id, Finished::Panicked)) if panicking.is(&id)));
        assert!(panicking.has_ended());
    }
}
