//! An article under review: its text, its metadata and the claims in it.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::anchor::{Anchor, AnchorOutcome};
use super::claim::Claim;
use super::claim_map::ClaimMap;
use super::id::{ClaimId, ReviewerId};
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// What is known about an article besides its text. Everything is correctable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// Who published it: 'The Daily Example'.
    pub publisher: Option<String>,
    /// Who wrote it: 'By Amal Haddad'.
    pub byline: Option<String>,
    /// Whom it credits: 'Reuters', 'Agencies'.
    pub credit: Vec<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// BCP 47 tag of its language: 'en', 'ar'.
    pub language: Option<String>,
    /// Whether the text is only the beginning or a summary of the article.
    pub partial: bool,
    /// The direction of its paragraphs, where somebody has set it; else each goes by its own first
    /// letter.
    pub direction: Option<TextDirection>,
    /// When it was added to the project; articles are listed in this order.
    pub added: Option<Timestamp>,
    /// The file name under `originals` of what was imported, when that was not plain text.
    pub original: Option<String>,
}

/// Which way lines of text run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextDirection {
    /// As Latin does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// That somebody declared an article finished: nothing more to mark here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Who said so.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
}

/// An article of the project.
///
/// Its text may not have been read yet: a project of many thousands opens with the claims alone,
/// and their anchors stay [unproved](super::AnchorPlace::Unproved) until the text is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What is known about it.
    pub metadata: Metadata,
    /// The text exactly as reviewed, or `None` where it has not been read.
    pub text: Option<Arc<str>>,
    /// Its claims.
    pub claims: ClaimMap,
    /// Whether somebody declared it finished.
    pub done: Option<Done>,
}

/// The progress of the work on an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleProgress {
    /// Claims marked.
    pub claims: usize,
    /// Of these, with a voice: attributed, or the article's own.
    pub attributed: usize,
    /// Of these claims, reviewed by anybody.
    pub reviewed: usize,
}

impl Article {
    /// An article without claims.
    pub fn new(metadata: Metadata, text: impl Into<Arc<str>>) -> Self {
        Self {
            metadata,
            text: Some(text.into()),
            claims: ClaimMap::new(),
            done: None,
        }
    }

    /// The progress of the work.
    pub fn progress(&self) -> ArticleProgress {
        let mut progress = ArticleProgress::default();
        progress.follow(&ClaimMap::new(), &self.claims);
        progress
    }

    /// The claims in the order of the text: by where their first piece stands, longer ones
    /// first; orphans come last.
    pub fn claims_in_order(&self) -> Vec<(&ClaimId, &Claim)> {
        let mut claims: Vec<_> = self.claims.iter().collect();
        // The sort is stable, and claims lie in the order of their ids.
        claims.sort_by_cached_key(|(_, claim)| claim.rank());
        claims
    }

    /// Gives an unread article its text and holds every anchor against it; returns how many were
    /// moved to where their words now stand, and how many found no place. Decisions on claims that were
    /// found in other words are stale from then on.
    pub fn read(&mut self, text: Arc<str>) -> AnchorCounts {
        let mut counts = AnchorCounts::default();
        let (index, finder) = (CharIndex::new(&text), Finder::new(&text));
        for claim in self.claims.values_mut() {
            // What stands where it did is proved first: only the others need a copy of the claim as it was.
            let stands = claim
                .anchors_mut()
                .all(|anchor| anchor.prove_in_place(&text, &index) == AnchorOutcome::Proved);
            let before = (!stands && claim.is_decided_on()).then(|| claim.clone());
            claim.prove(&index, &finder, |outcome| counts.count(outcome));
            if let Some(before) = before {
                claim.follow_decisions(&before);
                counts.reworded += usize::from(claim.has_stale_decision() && !before.has_stale_decision());
            }
        }
        self.text = Some(text);
        counts
    }

    /// All anchors of all claims.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        self.claims.values().flat_map(Claim::anchors)
    }
}

impl ArticleProgress {
    /// Counts what changed between the claims that were counted and those that are there now.
    pub fn follow(&mut self, counted: &ClaimMap, now: &ClaimMap) {
        for change in counted.changes(now) {
            if let Some(gone) = change.before.map(Self::from_claim) {
                self.claims -= gone.claims;
                self.attributed -= gone.attributed;
                self.reviewed -= gone.reviewed;
            }
            if let Some(come) = change.after.map(Self::from_claim) {
                self.claims += come.claims;
                self.attributed += come.attributed;
                self.reviewed += come.reviewed;
            }
        }
    }

    fn from_claim(claim: &Claim) -> Self {
        Self {
            claims: 1,
            attributed: usize::from(claim.voice.is_settled()),
            reviewed: usize::from(claim.review_state().is_decided()),
        }
    }
}

/// How many of an article's anchors were moved or orphaned when its text was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnchorCounts {
    /// Anchors that were moved to where their words now stand.
    pub moved: usize,
    /// Anchors whose words are not to be found.
    pub orphaned: usize,
    /// Claims that somebody decided on and that were found in other words.
    pub reworded: usize,
}

impl AnchorCounts {
    fn count(&mut self, outcome: AnchorOutcome) {
        match outcome {
            AnchorOutcome::Proved => {}
            AnchorOutcome::Moved => self.moved += 1,
            AnchorOutcome::Orphaned => self.orphaned += 1,
        }
    }
}
