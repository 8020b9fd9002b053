//! Which claims wait for the reviewer, how far they have come, and what is said of it.

use std::collections::BTreeMap;

use crate::model::{ArticleId, ClaimRef, ClaimSet, Decision, Project, ReviewerId};
use crate::ui::bus::place::Workspace;

/// What the review keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The claims that are reviewed one after the other.
    pub queue: Option<Queue>,
}

impl State {
    /// The claim whose turn it is.
    pub fn current(&self) -> Option<&ClaimRef> {
        self.queue.as_ref()?.current()
    }
}

/// Which claims are gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the open article.
    Article,
    /// Those of the whole project.
    Project,
    /// Those that the table of claims shows, or that are chosen in it.
    Table,
}

impl Scope {
    /// Every scope, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Article, Self::Project, Self::Table];

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Article => "This article",
            Self::Project => "Whole project",
            Self::Table => "Filter of Claims",
        }
    }
}

/// The claims that are gone through, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Which.
    pub scope: Scope,
    /// In the order of articles and texts.
    pub claims: Vec<ClaimRef>,
    /// The place of the current one; past the last at the end.
    pub at: usize,
    /// Those that were looked at, with what the reviewer has decided on them.
    pub seen: BTreeMap<usize, Option<Decision>>,
    /// The workspace it was begun in, which the end leads back to.
    pub from: Workspace,
}

/// What has been done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Accepted.
    pub accepted: usize,
    /// Disputed.
    pub disputed: usize,
    /// Rejected.
    pub rejected: usize,
    /// Not decided on.
    pub left: usize,
}

impl Queue {
    /// The current claim; none at the end.
    pub fn current(&self) -> Option<&ClaimRef> {
        self.claims.get(self.at)
    }

    /// What has been done so far.
    pub fn tally(&self) -> Tally {
        let of = |wanted| self.seen.values().filter(|seen| **seen == Some(wanted)).count();
        let (accepted, disputed) = (of(Decision::Accepted), of(Decision::Disputed));
        let rejected = of(Decision::Rejected);
        Tally {
            accepted,
            disputed,
            rejected,
            left: self.claims.len() - accepted - disputed - rejected,
        }
    }

    /// What the strip says: '3 of 14', or how it ended.
    pub fn told(&self) -> String {
        let all = self.claims.len();
        let Tally {
            accepted,
            disputed,
            rejected,
            left,
        } = self.tally();
        if all == 0 {
            return "Nothing here waits for your review".to_owned();
        }
        if self.current().is_some() {
            return format!("{} of {all}", self.at + 1);
        }
        let parts: Vec<String> = [
            (accepted, "accepted"),
            (disputed, "disputed"),
            (rejected, "rejected"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        let done = if parts.is_empty() {
            "none decided".to_owned()
        } else {
            parts.join(", ")
        };
        match (left, all) {
            (0, 1) => format!("The claim is reviewed: {done}"),
            (0, _) => format!("All {all} claims reviewed: {done}"),
            _ => format!("{} of {all} reviewed: {done}; {left} left", all - left),
        }
    }
}

/// The claims that wait for a reviewer: first those that changed after they decided on them, then those they have not
/// decided on, each in the order of articles and texts; of one article where one is named, of these where some are.
pub fn waiting(
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
        assert_eq!(queue(1, &[(0, yes)]).told(), "2 of 3");
        let skipped = queue(3, &[(0, yes), (1, None), (2, no)]);
        assert_eq!(skipped.told(), "2 of 3 reviewed: 1 accepted, 1 rejected; 1 left");
        let whole = queue(3, &[(0, yes), (1, yes), (2, no)]);
        assert_eq!(whole.told(), "All 3 claims reviewed: 2 accepted, 1 rejected");
        let empty = Queue {
            claims: Vec::new(),
            ..queue(0, &[])
        };
        assert_eq!(empty.told(), "Nothing here waits for your review");
    }
}
