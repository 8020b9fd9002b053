//! The parts of an import: what comes in with a file, record by record. They are one step together, which is called
//! after the articles that come.

use super::{article, project, speaker};
use crate::model::{
    Article, ArticleId, Edit, Project, Rating, Reviewer, ReviewerId, Speaker, SpeakerId, UndoLabel,
};

/// What undo calls an import of so many new articles and so many newer versions.
pub fn label(new: usize, updated: usize) -> UndoLabel {
    UndoLabel::AddArticles { new, updated }
}

/// A reviewer comes in.
pub fn reviewer(id: ReviewerId, reviewer: Reviewer) -> Edit {
    Edit::Reviewer(id, Some(reviewer))
}

/// A speaker comes in.
pub fn speaker(id: SpeakerId, speaker: Speaker) -> Edit {
    speaker::put(id, speaker)
}

/// Ratings come onto the scale, at its end.
pub fn ratings(project: &Project, ratings: Vec<Rating>) -> Edit {
    project::change_head(project, |head| head.scale.extend(ratings))
}

/// An article comes in, new or in the place of an older version.
pub fn article(id: ArticleId, article: Article) -> Edit {
    article::put(id, article)
}

/// What comes in together.
pub fn together(edits: Vec<Edit>) -> Edit {
    Edit::All(edits)
}
