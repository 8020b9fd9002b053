//! Who is to read which article.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::article::Article;
use super::id::ReviewerId;

/// An article was assigned to a reviewer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// When they were done with it; `None` until they are.
    pub done: Option<Timestamp>,
}

/// How far a reviewer has come with what is assigned to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AssignmentProgress {
    /// Articles assigned.
    pub assigned: usize,
    /// Of these, done.
    pub done: usize,
    /// Of these, begun: they have marked a claim in it or decided on one, or are done.
    pub begun: usize,
}

impl AssignmentProgress {
    /// The progress of a reviewer in these articles.
    pub fn new<'a>(articles: impl IntoIterator<Item = &'a Article>, by: &ReviewerId) -> Self {
        let mut progress = Self::default();
        for article in articles {
            let Some(assignment) = article.metadata.assigned.get(by) else {
                continue;
            };
            let is_done = assignment.done.is_some();
            progress.assigned += 1;
            progress.done += usize::from(is_done);
            progress.begun += usize::from(is_done || article.has_work_of(by));
        }
        progress
    }
}

impl Article {
    /// Whether a reviewer is done with it: with their own reading, if it is assigned to them; else if it is done at all.
    pub fn is_done_for(&self, by: &ReviewerId) -> bool {
        match self.metadata.assigned.get(by) {
            Some(assignment) => assignment.done.is_some(),
            None => self.done.is_some(),
        }
    }

    /// The other reviewers it is assigned to who are not done with it.
    pub fn still_read_by<'a>(&'a self, by: &ReviewerId) -> impl Iterator<Item = &'a ReviewerId> {
        let assigned = self.metadata.assigned.iter();
        let open = assigned.filter(move |(id, value)| *id != by && value.done.is_none());
        open.map(|(id, _)| id)
    }

    /// Whether a reviewer has marked a claim in it or decided on one.
    pub fn has_work_of(&self, by: &ReviewerId) -> bool {
        let mut claims = self.claims.values();
        claims.any(|claim| claim.marked_by.as_ref() == Some(by) || claim.reviews.contains_key(by))
    }
}
