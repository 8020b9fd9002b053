//! Which change concerned what, so that what was computed before it can be mended. It is bounded: what is older is told
//! together, so that whoever lags far behind looks at more than has changed, and never at less.

use crate::model::Touched;

/// So many changes are told apart.
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

    fn touched(number: usize) -> Touched {
        Touched {
            project: number == 7,
            articles: [article(number)].into(),
        }
    }

    #[test]
    fn it_is_bounded_and_whoever_lags_behind_misses_nothing() {
        const ARTICLES: usize = 50;
        let mut log = ChangeLog::default();
        let changes = 5 * MAX_RECORDS;
        for revision in 1..=changes {
            log.push(revision as u64, touched(revision % ARTICLES));
            assert!(log.records.len() <= MAX_RECORDS);
        }
        let all = log.touched_since(0);
        assert!(all.project && all.articles.len() == ARTICLES);
        for lag in [0, 1, 3, MAX_RECORDS / 4, 2 * MAX_RECORDS, changes] {
            let since = log.touched_since((changes - lag) as u64);
            for revision in changes - lag + 1..=changes {
                assert!(since.articles.contains(&article(revision % ARTICLES)), "{lag}");
            }
        }
        let last = log.touched_since(changes as u64 - 1);
        assert_eq!(
            last,
            touched(changes % ARTICLES),
            "what is recent is told exactly"
        );
        assert_eq!(log.touched_since(changes as u64), Touched::default());
    }
}
