//! Disposable threads that parse many files at once. A parser cannot be interrupted, so a thread whose file takes too
//! long is abandoned and another one parses the rest.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::super::progress::Progress;
use crate::import::{CancelToken, ParseError, catch_panic};

/// Parsers of foreign formats are recursive; this is more stack than they need.
const STACK_BYTES: usize = 16 << 20;
const THREAD_NAME: &str = "sayso-reader";

/// How long a file may take to become articles, and how much longer for each of its megabytes.
const PARSE_TIMEOUT: Duration = Duration::from_secs(4);
const PARSE_TIMEOUT_PER_MIB: Duration = Duration::from_secs(1);

/// How often the workers' progress and their time limits are checked.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Why a file was not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abandoned {
    /// It took longer than this.
    TimedOut(Duration),
    /// Its parser panicked, or the system gave no thread.
    Panicked,
}

/// Parses a file. Whatever may take long is done within a [`TimeLimit`].
pub(super) type ParseFn<R> = dyn Fn(&Path, &TimeLimit) -> R + Send + Sync;

/// The time limit of the file that a worker is at.
pub(super) struct TimeLimit<'worker>(&'worker Mutex<Current>);

/// The file that a worker is at.
#[derive(Debug, Default)]
struct Current {
    at: Option<usize>,
    limit: Duration,
    deadline: Option<Instant>,
    abandoned: bool,
    /// Tells the parser that it was abandoned, where it checks.
    cancel: CancelToken,
}

/// What a worker shares with the thread that watches it. It outlives the worker.
struct Worker<R> {
    current: Mutex<Current>,
    done: Mutex<Vec<(usize, R)>>,
}

/// What all workers share.
struct Shared<R> {
    files: Vec<PathBuf>,
    parse: Box<ParseFn<R>>,
    next: AtomicUsize,
    done: AtomicUsize,
    cancelled: AtomicBool,
    /// The number of workers that still parse.
    busy: Mutex<usize>,
    idle: Condvar,
}

/// How long it may take to parse this number of bytes.
pub(super) fn time_limit(bytes: usize) -> Duration {
    PARSE_TIMEOUT + PARSE_TIMEOUT_PER_MIB * u32::try_from(bytes >> 20).unwrap_or(u32::MAX)
}

impl Abandoned {
    /// The same as an error of the parser.
    pub(super) fn parse_error(self) -> ParseError {
        match self {
            Self::TimedOut(limit) => ParseError::TimedOut(limit.as_secs()),
            Self::Panicked => ParseError::ParserPanicked,
        }
    }
}

impl TimeLimit<'_> {
    /// Runs `work`. A worker that is not done with it after `limit` is abandoned.
    pub(super) fn within<T>(&self, limit: Duration, work: impl FnOnce() -> T) -> T {
        let cancel = CancelToken::default();
        {
            let mut current = locked(self.0);
            current.limit = limit;
            current.deadline = Some(Instant::now() + limit);
            current.cancel = cancel.clone();
        }
        let outcome = cancel.scope(work);
        locked(self.0).deadline = None;
        outcome
    }
}

/// Parses the files on as many threads as the machine has processors. The outcomes are in the order of the files; `None`
/// stands for a file that was not begun because the job was cancelled.
pub(super) fn parse_all<R: Send + 'static>(
    files: Vec<PathBuf>,
    parse: Box<ParseFn<R>>,
    progress: &Progress,
) -> Vec<(PathBuf, Option<Result<R, Abandoned>>)> {
    progress.expect(files.len());
    let shared = Arc::new(Shared {
        files,
        parse,
        next: AtomicUsize::new(0),
        done: AtomicUsize::new(0),
        cancelled: AtomicBool::new(progress.is_cancelled()),
        busy: Mutex::new(0),
        idle: Condvar::new(),
    });
    let count = rayon::current_num_threads().min(shared.files.len());
    let mut workers: Vec<Arc<Worker<Result<R, Abandoned>>>> =
        (0..count).filter_map(|_| start(&shared)).collect();
    watch(&shared, &mut workers, progress);
    let mut outcomes: Vec<Option<Result<R, Abandoned>>> = shared.files.iter().map(|_| None).collect();
    for worker in workers {
        for (at, outcome) in locked(&worker.done).drain(..) {
            if let Some(place) = outcomes.get_mut(at) {
                *place = Some(outcome);
            }
        }
    }
    // The system may have given no thread at all.
    if !progress.is_cancelled() {
        let unread = outcomes.iter_mut().filter(|outcome| outcome.is_none());
        unread.for_each(|outcome| *outcome = Some(Err(Abandoned::Panicked)));
    }
    shared.files.iter().cloned().zip(outcomes).collect()
}

/// Runs one parser on a thread of its own, which is abandoned when the time limit is over.
pub(super) fn parse_alone<R: Send + 'static>(
    limit: Duration,
    parse: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Abandoned> {
    let (sender, outcome) = mpsc::channel();
    let cancel = CancelToken::default();
    let theirs = cancel.clone();
    let worker = move || {
        if let Some(outcome) = catch_panic(|| theirs.scope(parse)) {
            // Nobody may be waiting any more.
            let _ = sender.send(outcome);
        }
    };
    spawn(worker).map_err(|_| Abandoned::Panicked)?;
    outcome.recv_timeout(limit).map_err(|error| match error {
        mpsc::RecvTimeoutError::Timeout => {
            cancel.cancel();
            Abandoned::TimedOut(limit)
        }
        mpsc::RecvTimeoutError::Disconnected => Abandoned::Panicked,
    })
}

fn spawn(work: impl FnOnce() + Send + 'static) -> io::Result<thread::JoinHandle<()>> {
    thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .stack_size(STACK_BYTES)
        .spawn(work)
}

/// Waits until all workers are done, abandons those whose file takes too long, and reports the progress.
fn watch<R: Send + 'static>(
    shared: &Arc<Shared<R>>,
    workers: &mut Vec<Arc<Worker<Result<R, Abandoned>>>>,
    progress: &Progress,
) {
    let mut reported = 0;
    let mut report = || {
        let done = shared.done.load(Ordering::Relaxed);
        progress.advance_by(done - reported);
        reported = done;
    };
    loop {
        let busy = locked(&shared.busy);
        if *busy == 0 {
            break;
        }
        let (busy, _) = shared
            .idle
            .wait_timeout(busy, POLL_INTERVAL)
            .unwrap_or_else(PoisonError::into_inner);
        drop(busy);
        report();
        shared.cancelled.store(progress.is_cancelled(), Ordering::Relaxed);
        for at in 0..workers.len() {
            let is_abandoned = workers
                .get(at)
                .is_some_and(|worker| abandon_if_late(worker, shared));
            if is_abandoned {
                workers.extend(start(shared));
                *locked(&shared.busy) -= 1;
            }
        }
    }
    report();
}

/// Abandons a worker whose deadline is over; the outcome of its file is then the time limit.
fn abandon_if_late<R>(worker: &Worker<Result<R, Abandoned>>, shared: &Shared<R>) -> bool {
    let mut current = locked(&worker.current);
    let is_late = current.deadline.is_some_and(|deadline| Instant::now() > deadline);
    let Some(at) = current.at.filter(|_| is_late && !current.abandoned) else {
        return false;
    };
    current.abandoned = true;
    current.cancel.cancel();
    locked(&worker.done).push((at, Err(Abandoned::TimedOut(current.limit))));
    shared.done.fetch_add(1, Ordering::Relaxed);
    true
}

/// Starts a worker; `None` where the system gives no thread.
fn start<R: Send + 'static>(shared: &Arc<Shared<R>>) -> Option<Arc<Worker<Result<R, Abandoned>>>> {
    let worker = Arc::new(Worker {
        current: Mutex::default(),
        done: Mutex::default(),
    });
    let (theirs, shared_too) = (Arc::clone(&worker), Arc::clone(shared));
    *locked(&shared.busy) += 1;
    let started = spawn(move || {
        if work(&shared_too, &theirs) {
            *locked(&shared_too.busy) -= 1;
            shared_too.idle.notify_one();
        }
    });
    if started.is_err() {
        *locked(&shared.busy) -= 1;
    }
    started.ok().map(|_| worker)
}

/// Parses file by file until there is none left. `false` where the worker was abandoned: another one has its place.
fn work<R>(shared: &Shared<R>, worker: &Worker<Result<R, Abandoned>>) -> bool {
    while !shared.cancelled.load(Ordering::Relaxed) {
        let at = shared.next.fetch_add(1, Ordering::Relaxed);
        let Some(path) = shared.files.get(at) else {
            break;
        };
        locked(&worker.current).at = Some(at);
        let parse = || (shared.parse)(path, &TimeLimit(&worker.current));
        let outcome = catch_panic(parse).ok_or(Abandoned::Panicked);
        let mut current = locked(&worker.current);
        if current.abandoned {
            return false;
        }
        current.at = None;
        current.deadline = None;
        drop(current);
        locked(&worker.done).push((at, outcome));
        shared.done.fetch_add(1, Ordering::Relaxed);
    }
    true
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn every_file_is_parsed_once_and_reported_in_its_place() {
        let progress = Progress::default();
        let parse = |path: &Path, _: &TimeLimit| number(path) * 2;
        let outcomes = parse_all(files(500), Box::new(parse), &progress);
        for (at, (path, outcome)) in outcomes.into_iter().enumerate() {
            assert_eq!((number(&path), outcome), (at, Some(Ok(at * 2))));
        }
        assert_eq!(progress.steps(), (500, 500));
    }

    #[test]
    fn a_file_that_takes_too_long_or_breaks_its_parser_delays_none_of_the_others() {
        let limit = Duration::from_millis(30);
        // Parsers that end with this test and not before: who waits for one waits for ever.
        let (release, released) = mpsc::channel::<()>();
        let released = Mutex::new(released);
        let parse = move |path: &Path, time: &TimeLimit| {
            let at = number(path);
            let is_slow = at % 10 == 3;
            time.within(
                if is_slow { limit } else { Duration::from_hours(1) },
                || match at {
                    _ if is_slow => drop(locked(&released).recv()),
                    4 => panic!("a parser"),
                    _ => {}
                },
            );
            at
        };
        let progress = Arc::new(Progress::default());
        let (report, outcomes) = mpsc::channel();
        let theirs = Arc::clone(&progress);
        thread::spawn(move || report.send(parse_all(files(40), Box::new(parse), &theirs)));
        let outcomes = outcomes
            .recv_timeout(Duration::from_mins(2))
            .expect("none of them was waited for");
        drop(release);
        for (at, (_, outcome)) in outcomes.into_iter().enumerate() {
            let expected = match at {
                at if at % 10 == 3 => Err(Abandoned::TimedOut(limit)),
                4 => Err(Abandoned::Panicked),
                at => Ok(at),
            };
            assert_eq!(outcome, Some(expected), "{at}");
        }
        assert_eq!(progress.steps(), (40, 40));
    }
}
