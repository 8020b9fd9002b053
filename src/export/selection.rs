//! Which claims of a project are written, and the order of claims and speakers.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use super::ExportError;
use super::articles::Articles;
use super::pages::Pages;
use crate::model::{Article, ArticleId, Claim, ClaimId, Project, ReviewState, SpeakerId};

/// Which claims are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimSelection {
    /// By what was decided about them.
    pub claims: ClaimChoice,
    /// Only those with this speaker anywhere in their chain.
    pub speaker: Option<SpeakerId>,
    /// Only those with this rating as their verdict, by its key.
    pub rating: Option<String>,
}

/// Which claims are written, by what was decided about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ClaimChoice {
    /// Those on which at least one reviewer has decided, whatever the decision: it is written
    /// beside the claim, and a rejected claim is as much a result as an accepted one.
    #[default]
    Reviewed,
    /// Those of `Reviewed` that are not rejected, for formats that do not say what was decided.
    Kept,
    /// All of them.
    All,
    /// Those of which the reviewers, taken together, say this.
    In(ReviewState),
    /// These, as a person has picked them.
    These(BTreeSet<(ArticleId, ClaimId)>),
}

impl ClaimSelection {
    /// Every claim of the project.
    pub const ALL: Self = Self {
        claims: ClaimChoice::All,
        speaker: None,
        rating: None,
    };

    /// Whether this claim is written.
    pub fn takes(&self, article: &ArticleId, id: &ClaimId, claim: &Claim) -> bool {
        let by_review = match &self.claims {
            ClaimChoice::Reviewed => claim.review_state().is_decided(),
            ClaimChoice::Kept => {
                let state = claim.review_state();
                state.is_decided() && state != ReviewState::Rejected
            }
            ClaimChoice::All => true,
            ClaimChoice::In(state) => claim.review_state() == *state,
            ClaimChoice::These(picked) => picked.contains(&(article.clone(), id.clone())),
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

/// What is exported: the selected claims of a project, at most `limit`.
#[derive(Clone, Copy)]
pub(super) struct ExportInput<'a> {
    /// Speakers, reviewers and settings; its articles are those of `articles`.
    pub project: &'a Project,
    pub articles: &'a dyn Articles,
    pub selection: &'a ClaimSelection,
    pub limit: usize,
    pub pages: Pages<'a>,
}

impl<'a> ExportInput<'a> {
    /// All selected claims.
    pub(super) fn new(
        project: &'a Project,
        articles: &'a dyn Articles,
        selection: &'a ClaimSelection,
    ) -> Self {
        Self {
            project,
            articles,
            selection,
            limit: usize::MAX,
            pages: Pages::NONE,
        }
    }

    /// Passes on the selected claims, article by article in the order of the list, each article's in the order of
    /// its text. Articles without one are left out, unless everything is selected.
    pub(super) fn each_article(
        &self,
        mut take: impl FnMut(&ArticleId, &Article, Vec<(&ClaimId, &Claim)>) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let mut left = self.limit;
        if left == 0 {
            return Ok(());
        }
        let all = 0..self.articles.claims().len();
        self.articles.each(all, &mut |id, article| {
            let mut claims = self.claims_of(id, article);
            claims.truncate(left);
            left -= claims.len();
            if !claims.is_empty() || self.selection.is_everything() {
                take(id, article, claims)?;
            }
            Ok(match left {
                0 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            })
        })
    }

    /// The selected claims of an article, in the order of its text.
    pub(super) fn claims_of<'c>(
        &self,
        id: &ArticleId,
        article: &'c Article,
    ) -> Vec<(&'c ClaimId, &'c Claim)> {
        let mut claims = article.claims_in_order();
        claims.retain(|(claim_id, claim)| self.selection.takes(id, claim_id, claim));
        claims
    }

    /// The speakers that the selected claims refer to, with their affiliations; all of them if everything is selected.
    pub(super) fn speakers(&self) -> Result<BTreeSet<SpeakerId>, ExportError> {
        let Self {
            project, selection, ..
        } = *self;
        if selection.is_everything() {
            return Ok(project.speakers().keys().cloned().collect());
        }
        let mut found = BTreeSet::new();
        for said in &self.articles.speakers(selection)? {
            let mut id = said;
            while let Some(speaker) = project.speaker(id)
                && found.insert(id.clone())
                && let Some(affiliation) = &speaker.affiliation
            {
                id = affiliation;
            }
        }
        Ok(found)
    }
}
