//! Edits made before a merge are brought up to it, so that undoing them keeps what the other side did: what an edit puts is
//! one side, what the merge made of the record is the other, and what the record was before the merge is their base.

use std::collections::BTreeMap;

use super::article::changed_article;
use super::claim::merge_claim;
use super::facts::merge_facts;
use super::kept_article;
use super::record::{merge_presence, merge_record};
use crate::model::ops::revise::{Revision, revise};
use crate::model::{
    Article, ArticleId, Claim, ClaimId, ClaimMap, Done, Edit, Head, Metadata, Presence, Project,
    ProjectFacts, Reviewer, ReviewerId, Speaker, SpeakerId,
};

/// The edit that does to the merged project what this one did to the project before. Both projects need to hold only what
/// the merge changed; edits of other records stay as they are.
pub fn rebase(edit: Edit, before: &Project, after: &Project) -> Edit {
    revise(edit, &Merge { before, after })
}

/// A project before a merge and after it.
struct Merge<'a> {
    before: &'a Project,
    after: &'a Project,
}

impl Merge<'_> {
    fn articles(&self, id: &ArticleId) -> Option<(&Article, &Article)> {
        self.before.article(id).zip(self.after.article(id))
    }
}

impl Revision for Merge<'_> {
    fn claim(&self, article: &ArticleId, id: &ClaimId, value: Option<Claim>) -> Option<Claim> {
        let [was, is] = [self.before, self.after].map(|project| project.claim(article, id));
        merge_claim(was, value.as_ref(), is)
    }

    fn article(&self, id: &ArticleId, value: Option<Article>) -> Option<Article> {
        let (was, is) = (self.before.article(id), self.after.article(id));
        match (value, is) {
            (value, _) if was == is => value,
            (Some(value), Some(is)) => Some(changed_article(was, &value, is).unwrap_or(value)),
            (None, Some(is)) => kept_article(was, is, Presence::Kept),
            (Some(value), None) => kept_article(was, &value, Presence::Removed),
            (None, None) => None,
        }
    }

    fn metadata(&self, id: &ArticleId, value: Metadata) -> Metadata {
        let Some((was, is)) = self.articles(id) else {
            return value;
        };
        let (was, is) = (without_claims(was), without_claims(is));
        let mut ours = was.clone();
        ours.metadata = value;
        merge_record(Some(&was), &ours, &is).metadata
    }

    fn done(&self, id: &ArticleId, value: Option<Done>) -> Option<Done> {
        match self.articles(id) {
            Some((was, is)) if value == was.done => is.done.clone(),
            _ => value,
        }
    }

    fn speaker(&self, id: &SpeakerId, value: Option<Speaker>) -> Option<Speaker> {
        merge_presence(self.before.speaker(id), value.as_ref(), self.after.speaker(id))
    }

    fn reviewer(&self, id: &ReviewerId, value: Option<Reviewer>) -> Option<Reviewer> {
        let [was, is] = [self.before, self.after].map(|project| project.reviewers().get(id));
        if was == is { value } else { is.cloned() }
    }

    fn head(&self, value: Head) -> Head {
        let reviewers = self.before.reviewers().clone();
        let ours = Project::from_parts(value, reviewers, BTreeMap::new(), BTreeMap::new());
        let [was, ours, is] = [self.before, &ours, self.after].map(ProjectFacts::new);
        merge_facts(Some(&was), &ours, &is).head()
    }
}

/// What is known of an article, without its text and its claims.
fn without_claims(article: &Article) -> Article {
    let mut facts = article.clone();
    facts.text = None;
    facts.claims = ClaimMap::new();
    facts
}
