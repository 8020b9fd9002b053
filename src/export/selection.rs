//! Which claims of a project are written, and the order of claims and speakers.

use std::collections::BTreeSet;

use crate::model::{Article, ArticleId, Claim, ClaimId, Project, ReviewState, SpeakerId};

/// Which claims are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// By what was decided about them.
    pub claims: Claims,
    /// Only those with this speaker anywhere in their chain.
    pub speaker: Option<SpeakerId>,
    /// Only those with this rating as their verdict, by its key.
    pub rating: Option<String>,
}

/// Which claims are written, by what was decided about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Claims {
    /// Those on which at least one reviewer has decided, whatever the decision: it is written
    /// beside the claim, and a rejected claim is as much a result as an accepted one.
    #[default]
    Reviewed,
    /// All of them.
    All,
    /// Those of which the reviewers, taken together, say this.
    In(ReviewState),
    /// These, as a person has picked them.
    These(BTreeSet<(ArticleId, ClaimId)>),
}

impl Selection {
    /// Every claim of the project.
    pub const ALL: Self = Self {
        claims: Claims::All,
        speaker: None,
        rating: None,
    };

    /// Whether this claim is written.
    pub fn takes(&self, article: &ArticleId, id: &ClaimId, claim: &Claim) -> bool {
        let by_review = match &self.claims {
            Claims::Reviewed => claim.review_state().is_decided(),
            Claims::All => true,
            Claims::In(state) => claim.review_state() == *state,
            Claims::These(picked) => picked.contains(&(article.clone(), id.clone())),
        };
        let by_speaker = |speaker| claim.voice.speakers().any(|said| said == speaker);
        let by_rating = |rating| {
            claim
                .verdict
                .as_ref()
                .is_some_and(|verdict| &verdict.rating == rating)
        };
        by_review
            && self.speaker.as_ref().is_none_or(by_speaker)
            && self.rating.as_ref().is_none_or(by_rating)
    }

    /// Whether the whole project is meant, with the articles and speakers that no claim refers to.
    pub fn is_everything(&self) -> bool {
        *self == Self::ALL
    }
}

/// How many claims are written at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(pub usize);

impl Limit {
    /// As many as there are.
    pub const NONE: Self = Self(usize::MAX);
}

/// The chosen claims, article by article in the order of the list, each article's in the order of
/// its text. Articles without a chosen claim come only where everything is meant.
pub fn chosen<'a>(
    project: &'a Project,
    selection: &'a Selection,
    limit: Limit,
) -> impl Iterator<Item = (&'a ArticleId, &'a Article, Vec<(&'a ClaimId, &'a Claim)>)> {
    let mut left = limit.0;
    let articles = project.articles_in_order().into_iter();
    articles
        .map_while(move |(id, article)| {
            if left == 0 {
                return None;
            }
            let mut claims = chosen_of(id, article, selection);
            claims.truncate(left);
            left -= claims.len();
            Some((id, article, claims))
        })
        .filter(|(_, _, claims)| !claims.is_empty() || selection.is_everything())
}

/// The chosen claims of an article, in the order of its text.
pub fn chosen_of<'a>(
    id: &ArticleId,
    article: &'a Article,
    selection: &Selection,
) -> Vec<(&'a ClaimId, &'a Claim)> {
    let mut claims = article.claims_in_order();
    claims.retain(|(claim_id, claim)| selection.takes(id, claim_id, claim));
    claims
}

/// The speakers that the chosen claims refer to, with those they are affiliated to; all of them
/// where everything is meant.
pub fn speakers<'a>(project: &'a Project, selection: &Selection) -> BTreeSet<&'a SpeakerId> {
    if selection.is_everything() {
        return project.speakers().keys().collect();
    }
    let claims = project
        .claims()
        .filter(|(article, id, claim)| selection.takes(article, id, claim));
    let mut found = BTreeSet::new();
    for mut id in claims.flat_map(|(_, _, claim)| claim.voice.speakers()) {
        while let Some(speaker) = project.speaker(id)
            && found.insert(id)
            && let Some(affiliation) = &speaker.affiliation
        {
            id = affiliation;
        }
    }
    found
}
