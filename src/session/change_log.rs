//! What each change touched, so that what was computed before can be brought up to date. It is bounded: older changes are
//! joined, so that whoever lags far behind looks at more than has changed, and never at less.

use crate::model::Touched;

/// The most changes that are told apart.
const MAX_RECORDS: usize = 8_192;

/// What changes touched, by the revision that each led to.
#[derive(Debug, Default)]
pub(super) struct ChangeLog {
    /// Ascending.
    records: Vec<(u64, Touched)>,
}

impl ChangeLog {
    /// Takes note of the change that led to a revision later than all before.
    pub(super) fn push(&mut self, revision: u64, touched: Touched) {
        if self.records.len() >= MAX_RECORDS {
            self.join_older_half();
        }
        self.records.push((revision, touched));
    }

    /// What was touched after a revision.
    pub(super) fn touched_since(&self, revision: u64) -> Touched {
        let later = self.records.partition_point(|(at, _)| *at <= revision);
        let mut all = Touched::default();
        for (_, touched) in self.records.iter().skip(later) {
            all.extend(touched.clone());
        }
        all
    }

    /// The older half becomes one record under its latest revision.
    fn join_older_half(&mut self) {
        let mut joined = (0, Touched::default());
        for (revision, touched) in self.records.drain(..MAX_RECORDS / 2) {
            joined.0 = revision;
            joined.1.extend(touched);
        }
        self.records.insert(0, joined);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;

    fn article(number: usize) -> ArticleId {
        format!("a-{number}").into()
    }

    /// A hundred changes to one article, then to the next; the project once, at the beginning.
    fn touched(revision: usize) -> Touched {
        Touched {
            project: revision == 7,
            articles: [article(revision / 100)].into(),
        }
    }

    #[test]
    fn it_is_bounded_and_whoever_lags_behind_misses_nothing() {
        let mut log = ChangeLog::default();
        let changes = 5 * MAX_RECORDS;
        for revision in 1..=changes {
            log.push(revision as u64, touched(revision));
            assert!(log.records.len() <= MAX_RECORDS);
        }
        assert!(log.touched_since(0).project);
        for lag in [0, 1, 3, 150, MAX_RECORDS / 4, 2 * MAX_RECORDS, changes] {
            let since = log.touched_since((changes - lag) as u64);
            let wanted = (changes - lag + 1..=changes).map(|revision| article(revision / 100));
            let mut missed = wanted.filter(|article| !since.articles.contains(article));
            assert_eq!(missed.next(), None, "{lag} behind");
        }
        let last = log.touched_since(changes as u64 - 1);
        assert_eq!(last, touched(changes), "what is recent is told exactly");
        assert_eq!(log.touched_since(changes as u64), Touched::default());
    }
}
