//! The parts of an import, record by record. Together they are one undo step, named after its articles.

use super::{article, project, speaker};
use crate::model::{
    Article, ArticleId, Edit, Project, Rating, Reviewer, ReviewerId, Speaker, SpeakerId, UndoLabel,
};

/// The undo label of an import.
pub fn label(new: usize, updated: usize) -> UndoLabel {
    UndoLabel::AddArticles { new, updated }
}

/// Adds a reviewer.
pub fn reviewer(id: ReviewerId, reviewer: Reviewer) -> Edit {
    Edit::Reviewer(id, Some(reviewer))
}

/// Adds a speaker.
pub fn speaker(id: SpeakerId, speaker: Speaker) -> Edit {
    speaker::put(id, speaker)
}

/// Adds ratings to the end of the scale.
pub fn ratings(project: &Project, ratings: Vec<Rating>) -> Edit {
    project::change_head(project, |head| head.scale.extend(ratings))
}

/// Adds an article, or replaces an older version.
pub fn article(id: ArticleId, article: Article) -> Edit {
    article::put(id, article)
}

/// One edit of several.
pub fn together(edits: Vec<Edit>) -> Edit {
    Edit::All(edits)
}
