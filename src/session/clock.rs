//! The current time, and time budgets. Nothing else in the program reads the clock.

use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::{SignedDuration, Timestamp};

use crate::model::Article;
use crate::report::Report;
use crate::store::FileProblem;

/// The year 9999, in seconds since 1970: no file can hold a later time.
const END_OF_TIME: u64 = 253_370_764_800;

/// By how much the clocks of two computers may differ.
const TOLERANCE: SignedDuration = SignedDuration::from_hours(1);

/// What is wrong with this computer's clock, if it tells a time that no file can hold.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn clock_problem() -> Option<Report> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let is_usable = since.is_ok_and(|since| since.as_secs() < END_OF_TIME);
    (!is_usable).then(|| Report::new(fl!("clock-unusable")).with_hint(Some(fl!("clock-unusable.hint"))))
}

/// That the clock is behind the newest step in a project, if it is: what is done now would be told as done before that.
pub(super) fn clock_behind(newest: Option<Timestamp>, folder: &Path, now: Timestamp) -> Option<FileProblem> {
    let newest = newest?;
    if newest.duration_since(now) <= TOLERANCE {
        return None;
    }
    let (now, newest) = (in_words(now), in_words(newest));
    let told = fl!("clock-behind", now = now, newest = newest);
    Some(FileProblem::new(folder, told, fl!("clock-behind.hint")))
}

/// A time as people here read it: '11 Feb 2024, 18:20'.
pub(super) fn in_words(time: Timestamp) -> String {
    let here = time.to_zoned_datetime(jiff::tz::TimeZone::system());
    here.strftime("%-d %b %Y, %H:%M").to_string()
}

/// When somebody last added or finished an article, or marked, decided or rated something in it, as it tells.
pub(super) fn newest_step(article: &Article) -> Option<Timestamp> {
    let added = article.metadata.added.into_iter();
    let done = article.done.iter().map(|done| done.at);
    let claims = article.claims.values().flat_map(|claim| {
        let reviews = claim.reviews.values().map(|review| review.at);
        let verdict = claim.verdict.iter().map(|verdict| verdict.at);
        reviews.chain(verdict).chain(claim.marked_at)
    });
    added.chain(done).chain(claims).max()
}

/// The current time, in whole seconds: they are what people read in files.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// Time that may be spent within a frame on what can be gone on with in the next one.
#[derive(Clone, Copy, Debug)]
pub struct TimeBudget {
    /// Without end if none.
    until: Option<Instant>,
}

impl TimeBudget {
    /// So much from now on.
    pub fn new(time: Duration) -> Self {
        Self {
            until: Instant::now().checked_add(time),
        }
    }

    /// As much as it takes.
    pub fn unlimited() -> Self {
        Self { until: None }
    }

    /// Whether some of it is left.
    pub fn is_left(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Metadata;

    #[test]
    fn a_clock_that_is_behind_the_newest_step_is_told() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let metadata = Metadata {
            added: Some(at(1_000_000)),
            ..Metadata::default()
        };
        let newest = newest_step(&Article::new(metadata, "Words."));
        let told = |now| clock_behind(newest, Path::new("talks"), at(now)).map(|problem| problem.message);
        assert_eq!(told(1_000_001), None);
        assert_eq!(
            told(1_000_000 - 3_000),
            None,
            "two clocks are never quite the same"
        );
        let told = told(1_000_000 - 4_000).unwrap();
        assert!(
            told.contains("12 Jan 1970") || told.contains("13 Jan 1970"),
            "{told}"
        );
    }
}
