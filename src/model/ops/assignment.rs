//! Operations on who is to read which article.

use std::collections::BTreeMap;

use super::{OpResult, article_at};
use crate::model::assignment::Assignment;
use crate::model::{ArticleId, Edit, EditError, Project, Reviewer, ReviewerId, UndoLabel};

/// Assigns articles to reviewers; an article that they have already stays as it is. `new` are reviewers that the project
/// does not know yet.
pub fn assign(
    project: &Project,
    new: &BTreeMap<ReviewerId, Reviewer>,
    assigned: &BTreeMap<ArticleId, Vec<ReviewerId>>,
) -> OpResult {
    let reviewers = new.iter();
    let mut edits: Vec<Edit> = reviewers
        .map(|(id, reviewer)| Edit::Reviewer(id.clone(), Some(reviewer.clone())))
        .collect();
    for (article, reviewers) in assigned {
        for id in reviewers {
            if !project.reviewers().contains_key(id) && !new.contains_key(id) {
                return Err(EditError::NoSuchReviewer(id.clone()));
            }
        }
        edits.extend(change(project, article, |known| {
            for id in reviewers {
                known.entry(id.clone()).or_default();
            }
        })?);
    }
    Ok((UndoLabel::Assign, Edit::All(edits)))
}

/// Takes articles back from reviewers.
pub fn unassign(project: &Project, articles: &[ArticleId], reviewers: &[ReviewerId]) -> OpResult {
    let mut edits = Vec::new();
    for article in articles {
        edits.extend(change(project, article, |known| {
            known.retain(|id, _| !reviewers.contains(id));
        })?);
    }
    Ok((UndoLabel::Unassign, Edit::All(edits)))
}

/// Changes who is to read an article; no edit where that leaves it as it is.
fn change(
    project: &Project,
    id: &ArticleId,
    change: impl FnOnce(&mut BTreeMap<ReviewerId, Assignment>),
) -> Result<Option<Edit>, EditError> {
    let before = &article_at(project, id)?.metadata;
    let mut metadata = before.clone();
    change(&mut metadata.assigned);
    Ok((metadata != *before).then(|| Edit::Metadata(id.clone(), Box::new(metadata))))
}
