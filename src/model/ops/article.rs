//! Operations on articles.

use jiff::civil::Date;

use super::{LabelledEdit, OpResult, Stamp, article_at, tags};
use crate::model::{Article, ArticleId, Done, Edit, EditError, Metadata, Project, TextDirection, UndoLabel};

/// New details of an article; `None` keeps a field, `Some(None)` empties it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DetailsChange {
    /// The headline, which is never emptied.
    pub title: Option<String>,
    /// The publisher.
    pub publisher: Option<Option<String>>,
    /// The byline.
    pub byline: Option<Option<String>>,
    /// When it was published.
    pub published: Option<Option<Date>>,
    /// The language tag.
    pub language: Option<Option<String>>,
    /// Tags to add.
    pub add_tags: Vec<String>,
    /// Tags to take away.
    pub remove_tags: Vec<String>,
}

impl DetailsChange {
    fn apply(&self, metadata: &mut Metadata) {
        fn set<T: Clone>(value: &mut T, new: Option<&T>) {
            if let Some(new) = new {
                value.clone_from(new);
            }
        }
        set(&mut metadata.title, self.title.as_ref());
        set(&mut metadata.publisher, self.publisher.as_ref());
        set(&mut metadata.byline, self.byline.as_ref());
        set(&mut metadata.published, self.published.as_ref());
        set(&mut metadata.language, self.language.as_ref());
        let kept = metadata.tags.iter().filter(|tag| !self.remove_tags.contains(tag));
        metadata.tags = tags::normalised(kept.chain(&self.add_tags));
    }
}

/// Changes the details of many articles, each in its own way.
pub fn change_details(
    project: &Project,
    changes: impl IntoIterator<Item = (ArticleId, DetailsChange)>,
) -> OpResult {
    let edits = changes
        .into_iter()
        .map(|(id, change)| change_metadata(project, &id, |known| change.apply(known)));
    let edits = edits.collect::<Result<Vec<Edit>, EditError>>()?;
    let edits = edits.into_iter().filter(|edit| !edit.is_nothing());
    Ok((UndoLabel::CorrectDetailsOfMany, Edit::All(edits.collect())))
}

/// Removes many articles with their claims.
pub fn remove_many(ids: impl IntoIterator<Item = ArticleId>) -> LabelledEdit {
    let edits = ids.into_iter().map(|id| Edit::Article(id, None));
    (UndoLabel::RemoveArticles, Edit::All(edits.collect()))
}

/// Marks many articles as done by a reviewer, or reopens them; those that are so already stay as they are.
pub fn set_many_done(project: &Project, ids: &[ArticleId], done: bool, stamp: &Stamp) -> LabelledEdit {
    let is_other = |id: &&ArticleId| {
        let article = project.article(id);
        article.is_some_and(|article| article.is_done_for(&stamp.by) != done)
    };
    let edits = ids
        .iter()
        .filter(is_other)
        .flat_map(|id| set_done(project, id, done, stamp));
    let edits = edits.map(|(_, edit)| edit);
    let label = if done {
        UndoLabel::MarkDone
    } else {
        UndoLabel::Reopen
    };
    (label, Edit::All(edits.collect()))
}

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

/// Marks an article as done by a reviewer, or reopens it. An article that is assigned to several is done once each of them
/// is done with it.
pub fn set_done(project: &Project, id: &ArticleId, done: bool, stamp: &Stamp) -> OpResult {
    let Stamp { by, at } = stamp.clone();
    let assigned = &article_at(project, id)?.metadata.assigned;
    let is_mine = assigned.contains_key(&by);
    let mut others = assigned.iter().filter(|(reader, _)| **reader != by);
    let others_are_done = !is_mine || others.all(|(_, assignment)| assignment.done.is_some());
    let mine = change_metadata(project, id, |known| {
        if let Some(assignment) = known.assigned.get_mut(&by) {
            assignment.done = done.then_some(at);
        }
    })?;
    let label = if done {
        UndoLabel::MarkDone
    } else {
        UndoLabel::Reopen
    };
    let whole = match (done, others_are_done) {
        (true, true) => Edit::Done(id.clone(), Some(Done { by, at })),
        (true, false) => Edit::nothing(),
        (false, _) => Edit::Done(id.clone(), None),
    };
    // Without an assignment the edit is as simple as it ever was.
    let edit = if mine.is_nothing() {
        whole
    } else {
        Edit::All(vec![mine, whole])
    };
    Ok((label, edit))
}

pub(super) fn take_done_back(id: &ArticleId) -> LabelledEdit {
    (UndoLabel::Reopen, Edit::Done(id.clone(), None))
}

fn change_metadata(
    project: &Project,
    id: &ArticleId,
    change: impl FnOnce(&mut Metadata),
) -> Result<Edit, EditError> {
    let before = &article_at(project, id)?.metadata;
    let mut metadata = before.clone();
    change(&mut metadata);
    Ok(if metadata == *before {
        Edit::nothing()
    } else {
        Edit::Metadata(id.clone(), Box::new(metadata))
    })
}
