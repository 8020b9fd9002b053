//! The claims in the review queue, and the progress of the review.

use std::collections::BTreeMap;

use crate::model::{ArticleId, ClaimRef, ClaimSet, Decision, Project, ReviewerId};
use crate::ui::bus::place::Workspace;
use crate::ui::kit::words;

/// What the review keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The claims that are reviewed one after the other.
    pub queue: Option<Queue>,
}

impl State {
    /// The claim that is being reviewed.
    pub fn current(&self) -> Option<&ClaimRef> {
        self.queue.as_ref()?.current()
    }
}

/// Which claims are reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the open article.
    Article,
    /// Those of the whole project.
    Project,
    /// Those that the claims table shows, or that are selected in it.
    Table,
}

impl Scope {
    /// Every scope, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Article, Self::Project, Self::Table];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Article => fl!("queue-scope-article"),
            Self::Project => fl!("queue-scope-project"),
            Self::Table => fl!("queue-scope-table"),
        }
    }
}

/// The claims that are reviewed one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Which.
    pub scope: Scope,
    /// In the order of articles and texts.
    pub claims: Vec<ClaimRef>,
    /// The place of the current one; past the last at the end.
    pub at: usize,
    /// Those that were shown, with the reviewer's decision.
    pub seen: BTreeMap<usize, Option<Decision>>,
    /// The workspace it was started in, which is shown again at the end.
    pub from: Workspace,
}

impl Queue {
    /// The current claim; none at the end.
    pub fn current(&self) -> Option<&ClaimRef> {
        self.claims.get(self.at)
    }

    /// How many claims have this decision.
    fn decided(&self, decision: Decision) -> usize {
        self.seen.values().filter(|seen| **seen == Some(decision)).count()
    }

    /// How many claims have no decision.
    pub fn left(&self) -> usize {
        self.claims.len() - self.seen.values().flatten().count()
    }

    /// The progress: '3 of 14', or how the review ended.
    pub fn summary(&self) -> String {
        let all = self.claims.len();
        if all == 0 {
            return fl!("queue-nothing").to_owned();
        }
        if self.current().is_some() {
            return fl!("queue-position", at = self.at + 1, all = all);
        }
        let decisions: Vec<String> = [Decision::Accepted, Decision::Disputed, Decision::Rejected]
            .into_iter()
            .map(|decision| (self.decided(decision), words::decision(decision)))
            .filter(|(count, _)| *count > 0)
            .map(|(count, decision)| fl!("count-of-state", count = count, state = decision))
            .collect();
        let decisions = if decisions.is_empty() {
            fl!("queue-no-decisions").to_owned()
        } else {
            decisions.join(", ")
        };
        if self.left() == 0 {
            return fl!("queue-done", decisions = decisions);
        }
        let reviewed = all - self.left();
        fl!(
            "queue-ended",
            reviewed = reviewed,
            all = all,
            decisions = decisions,
            skipped = self.left()
        )
    }
}

/// The claims that wait for a reviewer: first those that changed after they decided on them, then those they have not
/// decided on, each in the order of articles and texts; of one article if one is given, and among these if some are.
pub(super) fn waiting(
    project: &Project,
    me: &ReviewerId,
    article: Option<&ArticleId>,
    among: Option<&ClaimSet>,
) -> Vec<ClaimRef> {
    let articles = project.articles_in_order().into_iter();
    let articles = articles.filter(|(id, _)| article.is_none_or(|article| article == *id));
    let (mut waiting, mut undecided) = (Vec::new(), Vec::new());
    for (id, article) in articles {
        for (claim, value) in article.claims_in_order() {
            let list = match value.reviews.get(me) {
                None => &mut undecided,
                Some(review) if review.standing.is_stale() => &mut waiting,
                Some(_) => continue,
            };
            let reference = (id.clone(), claim.clone());
            if among.is_none_or(|among| among.contains(&reference)) {
                list.push(reference);
            }
        }
    }
    waiting.append(&mut undecided);
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(at: usize, seen: &[(usize, Option<Decision>)]) -> Queue {
        Queue {
            scope: Scope::Article,
            claims: (0..3).map(|n| ("a".into(), format!("c-{n}").into())).collect(),
            at,
            seen: seen.iter().copied().collect(),
            from: Workspace::Annotate,
        }
    }

    #[test]
    fn the_strip_says_where_one_is_and_how_it_ended() {
        let (yes, no) = (Some(Decision::Accepted), Some(Decision::Rejected));
        assert_eq!(queue(1, &[(0, yes)]).summary(), "2 of 3");
        let skipped = queue(3, &[(0, yes), (1, None), (2, no)]);
        assert_eq!(
            skipped.summary(),
            "2 of 3 reviewed (1 accepted, 1 rejected), 1 skipped"
        );
        let whole = queue(3, &[(0, yes), (1, yes), (2, no)]);
        assert_eq!(whole.summary(), "Done: 2 accepted, 1 rejected");
        let empty = Queue {
            claims: Vec::new(),
            ..queue(0, &[])
        };
        assert_eq!(empty.summary(), "Nothing left to review here");
    }
}
