//! Threads that read many files at once, and are given up when one file takes too long: a parser cannot be
//! interrupted. What is read, and what becomes of it, is `importing`'s business.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::jobs::Progress;
use crate::import::{Patience, Refusal};

/// Readers of foreign formats call themselves; their stack is larger than they need.
const STACK_BYTES: usize = 16 << 20;
const THREAD_NAME: &str = "sayso-reader";

/// How often it is looked how far they have come.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Why a file gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenUp {
    /// It took longer than this.
    TookTooLong(Duration),
    /// Its reader broke down, or there was none.
    BrokeDown,
}

/// What is done with a file: reads it, and says how long that may take.
pub(super) type Read<R> = dyn Fn(&Path, &Watch) -> R + Send + Sync;

/// With this a reader says what it is about, to be watched.
pub(super) struct Watch<'desk>(&'desk Mutex<Place>);

/// The file that a reader is at.
#[derive(Debug, Default)]
struct Place {
    at: Option<usize>,
    patience: Duration,
    until: Option<Instant>,
    given_up: bool,
    /// Tells the reader that it was given up, where it looks.
    waiting: Patience,
}

/// A reader's desk, which outlasts the reader.
struct Desk<R> {
    place: Mutex<Place>,
    done: Mutex<Vec<(usize, R)>>,
}

/// What all readers share.
struct Shared<R> {
    files: Vec<PathBuf>,
    read: Box<Read<R>>,
    next: AtomicUsize,
    done: AtomicUsize,
    cancelled: AtomicBool,
    /// How many still read.
    busy: Mutex<usize>,
    left: Condvar,
}

impl GivenUp {
    /// The same as the reason why a file is refused.
    pub fn refusal(self) -> Refusal {
        match self {
            Self::TookTooLong(patience) => Refusal::TookTooLong(patience.as_secs()),
            Self::BrokeDown => Refusal::BrokeDown,
        }
    }
}

impl Watch<'_> {
    /// Does what may take so long and no longer.
    pub fn within<T>(&self, patience: Duration, work: impl FnOnce() -> T) -> T {
        let waiting = Patience::default();
        {
            let mut place = held(self.0);
            place.patience = patience;
            place.until = Some(Instant::now() + patience);
            place.waiting = waiting.clone();
        }
        let outcome = waiting.during(work);
        held(self.0).until = None;
        outcome
    }
}

/// Reads the files on as many threads as the machine has processors; what came of each, in their order, or why nothing
/// did. `None` stands for what was not begun because reading was cancelled.
pub(super) fn read_all<R: Send + 'static>(
    files: Vec<PathBuf>,
    read: Box<Read<R>>,
    progress: &Progress,
) -> Vec<(PathBuf, Option<Result<R, GivenUp>>)> {
    keep_readers_quiet();
    progress.expect(files.len());
    let shared = Arc::new(Shared {
        files,
        read,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        cancelled: AtomicBool::new(progress.is_cancelled()),
        busy: Mutex::new(0),
        left: Condvar::new(),
    });
    let readers = rayon::current_num_threads().min(shared.files.len());
    let mut desks: Vec<Arc<Desk<Result<R, GivenUp>>>> = (0..readers).filter_map(|_| start(&shared)).collect();
    watch(&shared, &mut desks, progress);
    let mut outcomes: Vec<Option<Result<R, GivenUp>>> = shared.files.iter().map(|_| None).collect();
    for desk in desks {
        for (at, outcome) in held(&desk.done).drain(..) {
            if let Some(place) = outcomes.get_mut(at) {
                *place = Some(outcome);
            }
        }
    }
    // Where the system gave no thread at all, nothing was read.
    if !progress.is_cancelled() {
        let unread = outcomes.iter_mut().filter(|outcome| outcome.is_none());
        unread.for_each(|outcome| *outcome = Some(Err(GivenUp::BrokeDown)));
    }
    shared.files.iter().cloned().zip(outcomes).collect()
}

/// What comes of reading on a thread of its own, which is given up when it takes longer.
pub(super) fn read_alone<R: Send + 'static>(
    patience: Duration,
    read: impl FnOnce() -> R + Send + 'static,
) -> Result<R, GivenUp> {
    keep_readers_quiet();
    let (sender, outcome) = mpsc::channel();
    let waiting = Patience::default();
    let theirs = waiting.clone();
    let reader = move || {
        // Nobody may be waiting any more.
        let _ = sender.send(theirs.during(read));
    };
    let started = thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(reader);
    started.map_err(|_| GivenUp::BrokeDown)?;
    outcome.recv_timeout(patience).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => {
            waiting.give_up();
            GivenUp::TookTooLong(patience)
        }
        mpsc::RecvTimeoutError::Disconnected => GivenUp::BrokeDown,
    })
}

/// Waits until all have left, gives up those who are at a file for too long, and tells how far they have come.
fn watch<R: Send + 'static>(
    shared: &Arc<Shared<R>>,
    desks: &mut Vec<Arc<Desk<Result<R, GivenUp>>>>,
    progress: &Progress,
) {
    let mut told = 0;
    let mut tell = || {
        let done = shared.done.load(Ordering::Relaxed);
        progress.advance_by(done - told);
        told = done;
    };
    loop {
        let busy = held(&shared.busy);
        if *busy == 0 {
            break;
        }
        let (busy, _) = shared
            .left
            .wait_timeout(busy, POLL_INTERVAL)
            .unwrap_or_else(PoisonError::into_inner);
        drop(busy);
        tell();
        shared.cancelled.store(progress.is_cancelled(), Ordering::Relaxed);
        for desk in 0..desks.len() {
            let is_given_up = desks.get(desk).is_some_and(|desk| give_up(desk, shared));
            if is_given_up {
                desks.extend(start(shared));
                *held(&shared.busy) -= 1;
            }
        }
    }
    tell();
}

/// Gives a reader up if it is at a file for too long, in whose place the reason stands.
fn give_up<R>(desk: &Desk<Result<R, GivenUp>>, shared: &Shared<R>) -> bool {
    let mut place = held(&desk.place);
    let is_late = place.until.is_some_and(|until| Instant::now() > until);
    let Some(at) = place.at.filter(|_| is_late && !place.given_up) else {
        return false;
    };
    place.given_up = true;
    place.waiting.give_up();
    held(&desk.done).push((at, Err(GivenUp::TookTooLong(place.patience))));
    shared.done.fetch_add(1, Ordering::Relaxed);
    true
}

/// Starts a reader; `None` where the system gives no thread.
fn start<R: Send + 'static>(shared: &Arc<Shared<R>>) -> Option<Arc<Desk<Result<R, GivenUp>>>> {
    let desk = Arc::new(Desk {
        place: Mutex::default(),
        done: Mutex::default(),
    });
    let (theirs, at_work) = (Arc::clone(&desk), Arc::clone(shared));
    *held(&shared.busy) += 1;
    let reader = move || {
        if read_on(&at_work, &theirs) {
            *held(&at_work.busy) -= 1;
            at_work.left.notify_one();
        }
    };
    let started = thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(reader);
    if started.is_err() {
        *held(&shared.busy) -= 1;
    }
    started.ok().map(|_| desk)
}

/// Reads file by file until there is none left; `false` where the reader was given up meanwhile, and somebody else
/// reads in its place.
fn read_on<R>(shared: &Shared<R>, desk: &Desk<Result<R, GivenUp>>) -> bool {
    while !shared.cancelled.load(Ordering::Relaxed) {
        let at = shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = shared.files.get(at) else {
            break;
        };
        held(&desk.place).at = Some(at);
        let read = || (shared.read)(path, &Watch(&desk.place));
        let outcome = panic::catch_unwind(AssertUnwindSafe(read)).map_err(|_| GivenUp::BrokeDown);
        let mut place = held(&desk.place);
        if place.given_up {
            return false;
        }
        place.at = None;
        place.until = None;
        drop(place);
        held(&desk.done).push((at, outcome));
        shared.done.fetch_add(1, Ordering::Relaxed);
    }
    true
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A reader that panics over a broken file is a refused file, which is told as such; its own words would stand
/// between ours on the terminal.
fn keep_readers_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if thread::current().name() != Some(THREAD_NAME) {
                before(panicked);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: usize) -> Vec<PathBuf> {
        (0..count).map(|at| PathBuf::from(at.to_string())).collect()
    }

    fn number(path: &Path) -> usize {
        path.to_str().unwrap().parse().unwrap()
    }

    #[test]
    fn every_file_is_read_once_and_told_in_its_place() {
        let progress = Progress::default();
        let read = |path: &Path, _: &Watch| number(path) * 2;
        let outcomes = read_all(files(500), Box::new(read), &progress);
        for (at, (path, outcome)) in outcomes.into_iter().enumerate() {
            assert_eq!((number(&path), outcome), (at, Some(Ok(at * 2))));
        }
        assert_eq!(progress.steps(), (500, 500));
    }

    #[test]
    fn a_file_that_takes_too_long_or_breaks_its_reader_keeps_none_of_the_others() {
        let patience = Duration::from_millis(30);
        let read = move |path: &Path, watch: &Watch| {
            watch.within(patience, || match number(path) {
                at if at % 10 == 3 => thread::sleep(Duration::from_mins(1)),
                4 => panic!("a reader"),
                _ => {}
            });
            number(path)
        };
        let begun = Instant::now();
        let progress = Progress::default();
        let outcomes = read_all(files(40), Box::new(read), &progress);
        assert!(begun.elapsed() < Duration::from_secs(30));
        for (at, (_, outcome)) in outcomes.into_iter().enumerate() {
            let expected = match at {
                at if at % 10 == 3 => Err(GivenUp::TookTooLong(patience)),
                4 => Err(GivenUp::BrokeDown),
                at => Ok(at),
            };
            assert_eq!(outcome, Some(expected), "{at}");
        }
        assert_eq!(progress.steps(), (40, 40));
    }
}
