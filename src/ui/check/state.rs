//! What the Check panel keeps: the problems, which of them are shown, and which texts are not read yet.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::problem_index::ProblemIndex;
use crate::model::{Article, ArticleId, ProblemGroup, Project};
use crate::session::jobs::Job;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The collapsed groups.
    pub folded: BTreeSet<ProblemGroup>,
    /// How many more than at first are shown of a group.
    pub more: BTreeMap<ProblemGroup, usize>,
    /// What was found.
    pub problems: ProblemIndex,
    /// The first look at a large project.
    pub(super) first_look: Option<Job<ProblemIndex>>,
    /// The last text that was read for it without being opened.
    texts_from: Option<ArticleId>,
}

impl State {
    /// The texts with claims that have not been asked for yet, in order.
    pub(super) fn unread<'a>(&self, project: &'a Project) -> impl Iterator<Item = &'a ArticleId> + use<'a> {
        let from = self.texts_from.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let unread = |article: &Article| article.text.is_none() && !article.claims.is_empty();
        let articles = project.articles().range((from, Bound::Unbounded));
        articles
            .filter(move |(_, article)| unread(article))
            .map(|(id, _)| id)
    }

    /// Continues after this text.
    pub(super) fn read_up_to(&mut self, article: ArticleId) {
        self.texts_from = Some(article);
    }
}
