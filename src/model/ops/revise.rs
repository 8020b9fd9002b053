//! Edits made before others changed the project, brought up to what it has become.

use super::super::{
    Article, ArticleId, Claim, ClaimId, Done, Edit, Head, Metadata, Reviewer, ReviewerId, Speaker, SpeakerId,
};

/// What becomes of each value that an edit puts.
pub trait Revision {
    /// Of a claim.
    fn claim(&self, article: &ArticleId, id: &ClaimId, value: Option<Claim>) -> Option<Claim>;
    /// Of an article.
    fn article(&self, id: &ArticleId, value: Option<Article>) -> Option<Article>;
    /// Of what is known about an article.
    fn metadata(&self, id: &ArticleId, value: Metadata) -> Metadata;
    /// Of whether an article is finished.
    fn done(&self, id: &ArticleId, value: Option<Done>) -> Option<Done>;
    /// Of a speaker.
    fn speaker(&self, id: &SpeakerId, value: Option<Speaker>) -> Option<Speaker>;
    /// Of a reviewer.
    fn reviewer(&self, id: &ReviewerId, value: Option<Reviewer>) -> Option<Reviewer>;
    /// Of the project's head.
    fn head(&self, value: Head) -> Head;
}

/// The edit with other values in the same places.
pub fn revise(edit: Edit, with: &dyn Revision) -> Edit {
    match edit {
        Edit::All(edits) => Edit::All(edits.into_iter().map(|edit| revise(edit, with)).collect()),
        Edit::Claim(article, id, value) => {
            let value = with.claim(&article, &id, value.map(|claim| *claim)).map(Box::new);
            Edit::Claim(article, id, value)
        }
        Edit::Article(id, value) => {
            let value = with.article(&id, value.map(|article| *article)).map(Box::new);
            Edit::Article(id, value)
        }
        Edit::Metadata(id, value) => {
            let value = Box::new(with.metadata(&id, *value));
            Edit::Metadata(id, value)
        }
        Edit::Done(id, value) => {
            let value = with.done(&id, value);
            Edit::Done(id, value)
        }
        Edit::Speaker(id, value) => {
            let value = with.speaker(&id, value.map(|speaker| *speaker)).map(Box::new);
            Edit::Speaker(id, value)
        }
        Edit::Reviewer(id, value) => {
            let value = with.reviewer(&id, value);
            Edit::Reviewer(id, value)
        }
        Edit::Head(value) => Edit::Head(Box::new(with.head(*value))),
    }
}

/// Whether a claim is of a kind, among those that may name a record.
pub type IsAny<'a> = dyn Fn(&dyn Fn(&Claim) -> bool) -> bool + 'a;

/// The edit without removals of speakers and reviewers who are still named. `is_any` tells whether a claim is of a kind
/// among those that may name them.
pub fn without_removals(edit: Edit, is_any: &IsAny<'_>) -> Edit {
    let stays = match &edit {
        Edit::Speaker(id, None) => is_any(&|claim| claim.speakers().any(|speaker| speaker == id)),
        Edit::Reviewer(id, None) => is_any(&|claim| claim.reviewers().any(|reviewer| reviewer == id)),
        _ => false,
    };
    match edit {
        _ if stays => Edit::nothing(),
        Edit::All(edits) => {
            let kept = edits.into_iter().map(|edit| without_removals(edit, is_any));
            Edit::All(kept.collect())
        }
        single => single,
    }
}
