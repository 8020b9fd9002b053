//! Operations on articles.

use super::{LabelledEdit, OpResult, Stamp, article_at};
use crate::model::{Article, ArticleId, Done, Edit, Metadata, Project, TextDirection, UndoLabel};

/// Adds articles.
pub fn add(articles: impl IntoIterator<Item = (ArticleId, Article)>) -> LabelledEdit {
    let edits: Vec<Edit> = articles
        .into_iter()
        .map(|(id, article)| put(id, article))
        .collect();
    let label = UndoLabel::AddArticles {
        new: edits.len(),
        updated: 0,
    };
    (label, Edit::All(edits))
}

/// Puts an article with its text and its claims.
pub(super) fn put(id: ArticleId, article: Article) -> Edit {
    Edit::Article(id, Some(Box::new(article)))
}

/// Removes an article with its claims.
pub fn remove(id: ArticleId) -> LabelledEdit {
    (UndoLabel::RemoveArticle, Edit::Article(id, None))
}

/// Sets an article's metadata.
pub fn set_metadata(project: &Project, id: &ArticleId, metadata: Metadata) -> OpResult {
    let edit = change_metadata(project, id, |known| *known = metadata)?;
    Ok((UndoLabel::CorrectDetails, edit))
}

/// Sets the direction of an article's text; `None` leaves it to each paragraph's first letter.
pub fn set_direction(project: &Project, id: &ArticleId, direction: Option<TextDirection>) -> OpResult {
    let edit = change_metadata(project, id, |known| known.direction = direction)?;
    Ok((UndoLabel::SetDirection, edit))
}

/// Marks an article as done, or reopens it.
pub fn set_done(id: &ArticleId, done: bool, stamp: &Stamp) -> LabelledEdit {
    if !done {
        return take_done_back(id);
    }
    let Stamp { by, at } = stamp.clone();
    (UndoLabel::MarkDone, Edit::Done(id.clone(), Some(Done { by, at })))
}

pub(super) fn take_done_back(id: &ArticleId) -> LabelledEdit {
    (UndoLabel::Reopen, Edit::Done(id.clone(), None))
}

fn change_metadata(
    project: &Project,
    id: &ArticleId,
    change: impl FnOnce(&mut Metadata),
) -> Result<Edit, crate::model::EditError> {
    let before = &article_at(project, id)?.metadata;
    let mut metadata = before.clone();
    change(&mut metadata);
    Ok(if metadata == *before {
        Edit::nothing()
    } else {
        Edit::Metadata(id.clone(), Box::new(metadata))
    })
}
