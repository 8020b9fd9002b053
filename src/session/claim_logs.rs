//! The claim logs of the articles that were looked at in this session, kept up to date with every edit.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Session, clock};
use crate::model::claim_log::{self, LogAction, LogEntry};
use crate::model::{ArticleId, ClaimId, Edit};
use crate::store::{FileProblem, StoreError};

/// What was done to the claims of articles.
pub(super) type Steps = BTreeMap<ArticleId, Vec<LogEntry>>;

/// The logs of articles, once they were asked for.
#[derive(Debug, Default)]
pub(super) struct ClaimLogs(BTreeMap<ArticleId, BTreeMap<ClaimId, Vec<LogEntry>>>);

impl ClaimLogs {
    /// Whether an article's log was asked for.
    pub(super) fn is_read(&self, article: &ArticleId) -> bool {
        self.0.contains_key(article)
    }

    /// Has an article's log read again when it is asked for.
    pub(super) fn forget(&mut self, article: &ArticleId) {
        self.0.remove(article);
    }

    /// Keeps what was read; a log that cannot be read is an empty one, which `check` explains.
    pub(super) fn read(&mut self, article: &ArticleId, entries: Result<Vec<LogEntry>, StoreError>) {
        let mut by_claim: BTreeMap<ClaimId, Vec<LogEntry>> = BTreeMap::new();
        for entry in entries.unwrap_or_default() {
            by_claim.entry(entry.claim.clone()).or_default().push(entry);
        }
        self.0.insert(article.clone(), by_claim);
    }

    /// Keeps up with what is done, as the file does.
    pub(super) fn take_in(&mut self, steps: &Steps) {
        for (article, entries) in steps {
            let Some(log) = self.0.get_mut(article) else {
                continue;
            };
            for entry in entries {
                let list = log.entry(entry.claim.clone()).or_default();
                if list.last().is_some_and(|last| entry.continues(last)) {
                    list.pop();
                }
                list.push(entry.clone());
            }
        }
    }

    /// What was done to a claim, the latest last.
    pub(super) fn of_claim(&self, article: &ArticleId, claim: &ClaimId) -> Vec<&LogEntry> {
        let log = self.0.get(article).and_then(|log| log.get(claim));
        log.into_iter().flatten().collect()
    }
}

impl Session {
    /// Sees to it that an article's log is at hand for [`Session::claim_log`]. What is not on
    /// disk yet is written first; may be called every frame.
    pub fn ensure_claim_log(&mut self, article: &ArticleId) {
        if self.claim_logs.is_read(article) {
            return;
        }
        self.saver.flush(super::autosave::DISK_TIMEOUT, &mut || false);
        self.claim_logs.read(article, self.store.read_claim_log(article));
    }

    /// What was done to a claim, the latest last, once [`Session::ensure_claim_log`] was called.
    pub fn claim_log(&self, article: &ArticleId, claim: &ClaimId) -> Vec<&LogEntry> {
        self.claim_logs.of_claim(article, claim)
    }

    /// What in the logs of articles is not understood.
    pub fn claim_log_problems(&self) -> Vec<FileProblem> {
        let store = &self.store;
        let articles = self.project.articles().par_iter();
        let problems = articles.filter_map(|(id, _)| store.claim_log_problem(id));
        problems.collect()
    }

    /// What was done to claims, given the edit that takes it back.
    pub(super) fn steps(&self, inverse: &Edit, action: LogAction) -> Steps {
        let (at, by) = (clock::now(), &self.who.id);
        let project = &self.project;
        let step = |(article, id, was): &claim_log::ClaimBefore<'_>| {
            let changes = claim_log::changes(project, *was, project.claim(article, id));
            let entry = LogEntry {
                claim: (*id).clone(),
                at,
                by: by.clone(),
                action,
                changes,
            };
            (!entry.changes.is_empty()).then(|| ((*article).clone(), entry))
        };
        let found: Vec<Option<(ArticleId, LogEntry)>> = claim_log::claims_before(inverse)
            .par_iter()
            .with_min_len(1000)
            .map(step)
            .collect();
        let mut steps = Steps::new();
        for (article, entry) in found.into_iter().flatten() {
            steps.entry(article).or_default().push(entry);
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::claim_log::ClaimChange;
    use crate::model::ops;
    use crate::model::{Claim, Decision, Head, Metadata, UndoLabel};
    use crate::session::{ReviewerIdentity, no_wake};
    use crate::text::Span;

    #[test]
    fn undo_and_redo_are_steps_of_their_own_and_all_are_there_after_opening_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bridges");
        let who = ReviewerIdentity {
            id: "r-1".into(),
            name: "Amal".into(),
        };
        let head = Head::titled("Bridges");
        let mut session = Session::create(&path, &head, who.clone(), no_wake()).unwrap();
        let text: Arc<str> = "The bridge is safe.".into();
        let id = session
            .add_articles(vec![(Metadata::default(), Arc::clone(&text))])
            .unwrap();
        let (article, claim) = (id.into_iter().next().unwrap(), ClaimId::from("c-1"));
        let value = Claim::new(&text, Span::new(0, 18)).map(Box::new);
        session
            .edit((
                UndoLabel::MarkClaim,
                Edit::Claim(article.clone(), claim.clone(), value),
            ))
            .unwrap();
        let stamp = session.stamp();
        let accepted = Some(Decision::Accepted);
        let at = (article.clone(), claim.clone());
        let edit = ops::review::decide(session.project(), &at, accepted, &stamp).unwrap();
        session.edit(edit).unwrap();
        session.ensure_claim_log(&article);
        session.undo().unwrap();
        session.redo().unwrap();
        let told = |session: &Session| -> Vec<(LogAction, ClaimChange)> {
            let entries = session.claim_log(&article, &claim);
            let step = |entry: &&LogEntry| (entry.action, entry.changes.first().cloned().unwrap());
            entries.iter().map(step).collect()
        };
        let review = |decision| ClaimChange::Review("r-1".into(), decision);
        let expected = [
            (LogAction::Done, ClaimChange::Marked("The bridge is safe".into())),
            (LogAction::Done, review(accepted)),
            (LogAction::Undone, review(None)),
            (LogAction::Redone, review(accepted)),
        ];
        assert_eq!(told(&session), expected);
        session.close().unwrap();
        let mut session = Session::open(&path, who, no_wake()).unwrap();
        session.ensure_claim_log(&article);
        assert_eq!(told(&session), expected);
        assert_eq!(session.claim_log_problems(), []);
    }
}
