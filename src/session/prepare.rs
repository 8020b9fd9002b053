//! What an edit gets before it is applied: claims whose anchors are proved in the text, and the acting reviewer.

use super::ReviewerIdentity;
use crate::model::{Anchor, Claim, Edit, Project, Reviewer, ReviewerId};
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// Proves the anchors of claims that were copied before their article's text was read.
pub(super) fn with_proved_anchors(project: &Project, edit: Edit) -> Edit {
    match edit {
        Edit::All(edits) => {
            let edits = edits.into_iter();
            Edit::All(edits.map(|edit| with_proved_anchors(project, edit)).collect())
        }
        Edit::Claim(article, id, Some(mut claim)) => {
            let text = project
                .article(&article)
                .and_then(|article| article.text.as_deref());
            // What is known not to be in the text is not searched for again: a person says where it is.
            let before = project.claim(&article, &id);
            let is_known = |orphan: &Anchor| {
                before.is_some_and(|before| before.anchors().any(|anchor| anchor == orphan))
            };
            let all_known = claim
                .anchors()
                .all(|anchor| anchor.span().is_some() || is_known(anchor));
            if let Some(text) = text
                && !all_known
            {
                claim.prove(&CharIndex::new(text), &Finder::new(text), |_| {});
            }
            Edit::Claim(article, id, Some(claim))
        }
        other => other,
    }
}

/// Puts the acting reviewer first where the edit names them and the project does not know them, or by another name.
pub(super) fn with_reviewer(project: &Project, who: &ReviewerIdentity, edit: Edit) -> Edit {
    let known = project.reviewers().get(&who.id);
    if known.is_some_and(|reviewer| reviewer.name == who.name) || !names_reviewer(&edit, &who.id) {
        return edit;
    }
    let reviewer = Reviewer {
        name: who.name.clone(),
    };
    Edit::All(vec![Edit::Reviewer(who.id.clone(), Some(reviewer)), edit])
}

fn names_reviewer(edit: &Edit, who: &ReviewerId) -> bool {
    edit.each().any(|edit| match edit {
        Edit::Done(_, Some(done)) => done.by == *who,
        Edit::Claim(_, _, Some(claim)) => is_by(claim, who),
        Edit::Article(_, Some(article)) => {
            let is_done = article.done.as_ref().is_some_and(|done| done.by == *who);
            is_done || article.claims.values().any(|claim| is_by(claim, who))
        }
        _ => false,
    })
}

/// Whether a claim is of somebody's making in any part.
fn is_by(claim: &Claim, who: &ReviewerId) -> bool {
    claim.reviews.contains_key(who)
        || claim.marked_by.as_ref() == Some(who)
        || claim.verdict.as_ref().is_some_and(|verdict| verdict.by == *who)
}
