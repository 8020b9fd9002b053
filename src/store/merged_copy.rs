//! A copy that a synced folder left of a file, once it is merged with it.

use std::path::PathBuf;

use crate::model::{ArticleId, Touched};

/// A copy of a file, which is merged with it.
#[derive(Clone, Debug)]
pub(super) struct MergedCopy {
    pub(super) copy: PathBuf,
    pub(super) of: PathBuf,
    /// The article, unless it is of the project's file.
    pub(super) article: Option<ArticleId>,
    pub(super) differences: usize,
}

impl MergedCopy {
    /// Whether it is of one of these parts.
    pub(super) fn is_of(&self, parts: &Touched) -> bool {
        match &self.article {
            Some(id) => parts.articles.contains(id),
            None => parts.project,
        }
    }
}
