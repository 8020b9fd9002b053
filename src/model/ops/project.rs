//! Operations on a project's head and on its reviewers.

use std::collections::BTreeMap;

use super::{LabelledEdit, UndoLabel};
use crate::model::{
    Article, ArticleId, Blind, Edit, Head, Project, Publisher, Reviewer, ReviewerId, Speaker, SpeakerId,
};

/// Sets the guidelines.
pub fn set_guidelines(project: &Project, guidelines: String) -> LabelledEdit {
    let edit = change_head(project, |head| head.guidelines = guidelines);
    (UndoLabel::ChangeGuidelines, edit)
}

/// The head, reviewers and speakers of a copy of a project.
pub type KeptPeople = (Head, BTreeMap<ReviewerId, Reviewer>, BTreeMap<SpeakerId, Speaker>);

/// Puts the records of a copy that was kept in the place of the project's.
pub fn restore_kept(people: Option<KeptPeople>, articles: Vec<(ArticleId, Article)>) -> LabelledEdit {
    let mut edits = Vec::new();
    if let Some((head, reviewers, speakers)) = people {
        let reviewers = reviewers.into_iter();
        edits.extend(reviewers.map(|(id, reviewer)| Edit::Reviewer(id, Some(reviewer))));
        let speakers = speakers.into_iter();
        edits.extend(speakers.map(|(id, speaker)| Edit::Speaker(id, Some(Box::new(speaker)))));
        edits.push(Edit::Head(Box::new(head)));
    }
    let articles = articles.into_iter();
    edits.extend(articles.map(|(id, article)| Edit::Article(id, Some(Box::new(article)))));
    (UndoLabel::RestoreKept, Edit::All(edits))
}

/// Sets the guidelines that new projects start with.
pub fn take_default_guidelines(project: &Project, guidelines: &str) -> LabelledEdit {
    let edit = change_head(project, |head| guidelines.clone_into(&mut head.guidelines));
    (UndoLabel::InsertDefaultGuidelines, edit)
}

/// Sets the publisher of the reviews.
pub fn name_publisher(project: &Project, publisher: Publisher) -> LabelledEdit {
    let edit = change_head(project, |head| head.publisher = Some(publisher));
    (UndoLabel::NamePublisher, edit)
}

/// Sets which articles are shown without suggestions.
pub fn set_blind(project: &Project, blind: Option<Blind>) -> LabelledEdit {
    let edit = change_head(project, |head| head.blind = blind);
    (UndoLabel::SetBlind, edit)
}

/// Renames a reviewer, if the project knows the id.
pub fn rename_reviewer(project: &Project, id: &ReviewerId, name: &str) -> LabelledEdit {
    let known = project.reviewers().get(id);
    let edit = if known.is_some_and(|reviewer| reviewer.name != name) {
        let name = name.to_owned();
        Edit::Reviewer(id.clone(), Some(Reviewer { name }))
    } else {
        Edit::nothing()
    };
    (UndoLabel::RenameReviewer, edit)
}

/// Changes the head by a function on a copy of it. If the copy stays equal the edit does nothing.
pub(super) fn change_head(project: &Project, change: impl FnOnce(&mut Head)) -> Edit {
    let mut head = project.head().clone();
    change(&mut head);
    if head == *project.head() {
        Edit::nothing()
    } else {
        Edit::Head(Box::new(head))
    }
}
