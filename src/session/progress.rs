//! How far long work has come, and the request to stop it: what a job shares with whoever waits for it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The progress of a job. The job writes it and checks whether it is still wanted.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// The steps that are done, and all steps; 0 of 0 while the total is unknown.
    pub fn steps(&self) -> (usize, usize) {
        (
            self.done.load(Ordering::Relaxed),
            self.total.load(Ordering::Relaxed),
        )
    }

    /// Starts to count again, up to this number of steps.
    pub fn expect(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// Counts one more step as done.
    pub fn advance(&self) {
        self.advance_by(1);
    }

    /// Counts this number of steps as done.
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
