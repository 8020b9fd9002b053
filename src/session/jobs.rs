//! Long work on a thread of its own, with its progress, to be looked at once a frame and cancelled.
//! What the work is, is not known here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use super::Wake;

/// How far a job has come. The job writes it and looks whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// How many steps are done, and how many there are; 0 of 0 while nobody knows.
    pub fn steps(&self) -> (usize, usize) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    /// Says how many steps there are from now on.
    pub fn expect(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Says that one more step is done.
    pub fn advance(&self) {
        self.advance_by(1);
    }

    /// Says that so many more steps are done.
    pub fn advance_by(&self, steps: usize) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// Asks the job to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Work under way that will give a `T`. One that is dropped is cancelled and not waited for.
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

    /// Waits for what it gives; `None` where that was taken already.
    pub fn wait(&self) -> Option<T> {
        self.outcome.recv().ok()
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
        let wake: Wake = Arc::new(move || woken.send(()).unwrap());
        let job = Job::start(wake, |progress| {
            progress.expect(2);
            progress.advance();
            7
        });
        wakes.recv().unwrap();
        assert_eq!(job.progress().steps(), (1, 2));
        assert_eq!((job.poll(), job.poll(), job.wait()), (Some(7), None, None));
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
}
