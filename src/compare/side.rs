//! Who is compared with whom: a project, or one reviewer of it.

use crate::model::{Article, Project, ReviewerId};

/// One of the two that are compared.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The project.
    pub project: &'a Project,
    /// The reviewer whose reading it is: the claims they marked, and those they decided on. All claims, if `None`.
    pub by: Option<ReviewerId>,
}

impl<'a> Side<'a> {
    /// A whole project.
    pub fn new(project: &'a Project) -> Self {
        Self { project, by: None }
    }

    /// One reviewer of a project.
    pub fn from_reviewer(project: &'a Project, by: ReviewerId) -> Self {
        Self {
            project,
            by: Some(by),
        }
    }

    /// Whether this side has read an article: always for a project; a reviewer has if they marked it as done, marked a
    /// claim in it or decided on one.
    pub(super) fn has_read(&self, article: &Article) -> bool {
        let Some(by) = &self.by else {
            return true;
        };
        let is_done = article.done.as_ref().is_some_and(|done| done.by == *by);
        let mut claims = article.claims.values();
        is_done || claims.any(|claim| claim.marked_by.as_ref() == Some(by) || claim.reviews.contains_key(by))
    }
}
