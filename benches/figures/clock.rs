//! Times pieces of work fairly: runs that are compared take turns, and the median of each counts.
//! What the work is, is not known here.

use std::time::{Duration, Instant};

/// How long a piece of work takes.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let outcome = work();
    let took = begun.elapsed();
    std::hint::black_box(&outcome);
    drop(outcome);
    took
}

/// A piece of work that times itself, so that its preparations do not count.
pub(crate) type Timed<'a> = &'a mut dyn FnMut() -> Duration;

/// The median time of each piece of work in milliseconds. In every round each has its turn, so that a
/// busy moment of the machine meets them all.
pub(crate) fn in_turns<const N: usize>(rounds: usize, works: [Timed; N]) -> [f64; N] {
    rounds_of(rounds, works).map(|times| milliseconds(percentile(times, 50)))
}

/// The shortest time of each piece of work in milliseconds: for a bar that is itself a time, which
/// whatever else the machine does must not break.
pub(crate) fn shortest_in_turns<const N: usize>(rounds: usize, works: [Timed; N]) -> [f64; N] {
    rounds_of(rounds, works).map(|times| milliseconds(percentile(times, 0)))
}

/// The first round warms up and does not count.
fn rounds_of<const N: usize>(rounds: usize, mut works: [Timed; N]) -> [Vec<Duration>; N] {
    let mut times = [(); N].map(|()| Vec::with_capacity(rounds));
    for round in 0..=rounds {
        for (work, times) in works.iter_mut().zip(&mut times) {
            let took = work();
            if round > 0 {
                times.push(took);
            }
        }
    }
    times
}

/// The time that so many of a hundred do not exceed.
pub(crate) fn percentile(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    times.get(last * percent / 100).copied().unwrap_or_default()
}

/// A duration as the table has it.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// The time of processors that this process has taken so far, with all its threads; to a hundredth of a second.
pub(crate) fn processor_time() -> Duration {
    let status = std::fs::read_to_string("/proc/self/stat").expect("Linux tells a process of itself");
    // The name of the program, which may hold anything, ends with the last parenthesis.
    let (_, fields) = status.rsplit_once(')').expect("a name");
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// The time of a processor that this thread has taken so far: waiting for a processor that others use is not in it.
pub(crate) fn own_time() -> Duration {
    let told =
        std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells a thread of itself");
    let nanoseconds = told
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.expect("a number"))
}
