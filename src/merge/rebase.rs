//! Edits made before a merge are brought up to it, so that undoing them keeps what the other side did: what an edit puts is
//! one side, what the merge made of the record is the other, and what the record was before the merge is their base.

use super::article::changed_article;
use super::claim::merge_claim;
use super::facts::merge_facts;
use super::kept_article;
use super::record::{merge_presence, merge_record};
use crate::model::{Article, ArticleId, Edit, Presence, Project, ProjectFacts};

/// The edit that does to the merged project what this one did to the project before. Both projects need to hold only what
/// the merge changed; edits of other records stay as they are.
pub fn rebase(edit: Edit, before: &Project, after: &Project) -> Edit {
    match edit {
        Edit::All(edits) => Edit::All(
            edits
                .into_iter()
                .map(|edit| rebase(edit, before, after))
                .collect(),
        ),
        Edit::Claim(article, id, value) => {
            let [was, is] = [before, after].map(|project| project.claim(&article, &id));
            let value = merge_claim(was, value.as_deref(), is).map(Box::new);
            Edit::Claim(article, id, value)
        }
        Edit::Article(id, value) => {
            let value = rebased_article(&id, value.as_deref(), before, after).map(Box::new);
            Edit::Article(id, value)
        }
        Edit::Metadata(id, value) => match (before.article(&id), after.article(&id)) {
            (Some(was), Some(is)) => {
                let mut ours = facts_of(was);
                ours.metadata = *value;
                let merged = merge_record(Some(&facts_of(was)), &ours, &facts_of(is));
                Edit::Metadata(id, Box::new(merged.metadata))
            }
            _ => Edit::Metadata(id, value),
        },
        Edit::Done(id, value) => match (before.article(&id), after.article(&id)) {
            (Some(was), Some(is)) if was.done != is.done && value == was.done => {
                Edit::Done(id, is.done.clone())
            }
            _ => Edit::Done(id, value),
        },
        Edit::Speaker(id, value) => {
            let value =
                merge_presence(before.speaker(&id), value.as_deref(), after.speaker(&id)).map(Box::new);
            Edit::Speaker(id, value)
        }
        Edit::Reviewer(id, value) => {
            let [was, is] = [before, after].map(|project| project.reviewers().get(&id));
            let value = if was == is { value } else { is.cloned() };
            Edit::Reviewer(id, value)
        }
        Edit::Head(value) => {
            let mut ours = before.clone();
            if ours.put_back(Edit::Head(value.clone())).is_err() {
                return Edit::Head(value);
            }
            let [was, ours, is] = [before, &ours, after].map(ProjectFacts::new);
            Edit::Head(Box::new(merge_facts(Some(&was), &ours, &is).head()))
        }
    }
}

/// An article without its text and its claims.
fn facts_of(article: &Article) -> Article {
    let mut facts = article.clone();
    facts.text = None;
    facts.claims = crate::model::ClaimMap::new();
    facts
}

fn rebased_article(
    id: &ArticleId,
    value: Option<&Article>,
    before: &Project,
    after: &Project,
) -> Option<Article> {
    let (was, is) = (before.article(id), after.article(id));
    match (value, is) {
        _ if was == is => value.cloned(),
        (Some(value), Some(is)) => changed_article(was, value, is).or_else(|| Some(value.clone())),
        (None, Some(is)) => kept_article(was, is, Presence::Kept),
        (Some(value), None) => kept_article(was, value, Presence::Removed),
        (None, None) => None,
    }
}
