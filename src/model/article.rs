//! An article under review: its text, its metadata and the claims in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::anchor::{Anchor, AnchorOutcome};
use super::assignment::Assignment;
use super::claim::Claim;
use super::claim_map::ClaimMap;
use super::difference::{DifferencePlace, Differences, differing, record};
use super::id::{ArticleId, ClaimId, ReviewerId};
use super::shared_text;
use crate::text::matching::Finder;
use crate::text::units::CharIndex;

/// What is known about an article besides its text. Everything is correctable.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// Who published it: 'The Daily Example'.
    pub publisher: Option<String>,
    /// Who wrote it: 'By Amal Haddad'.
    pub byline: Option<String>,
    /// Whom it credits: 'Reuters', 'Agencies'.
    pub credit: Vec<String>,
    /// Its page in the paper: '4', 'A7'.
    #[serde(default)]
    pub page: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// BCP 47 tag of its language: 'en', 'ar'.
    pub language: Option<String>,
    /// Whether the text is only the beginning or a summary of the article.
    pub partial: bool,
    /// The direction of its paragraphs if it was set; otherwise each follows its first letter.
    pub direction: Option<TextDirection>,
    /// When it was added to the project; articles are listed in this order.
    pub added: Option<Timestamp>,
    /// The file name under `originals` of what was imported, when that was not plain text.
    pub original: Option<String>,
    /// The name of the file it was read from, also where that was plain text and is not kept.
    #[serde(default)]
    pub file_name: Option<String>,
    /// What it is filed under: sorted, each once.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Fingerprints of suggested claims that were refused in it: they are not suggested again.
    #[serde(default)]
    pub refused: BTreeSet<u64>,
    /// Who is to read it, each for themselves.
    #[serde(default)]
    pub assigned: BTreeMap<ReviewerId, Assignment>,
    /// What others say of the article instead, until somebody chooses.
    pub differences: Differences<ArticleValue>,
}

impl Metadata {
    /// What articles are listed by: when they were added, those of unknown age last.
    pub fn list_key(&self) -> (bool, Option<Timestamp>) {
        (self.added.is_none(), self.added)
    }
}

/// Which way lines of text run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextDirection {
    /// As Latin does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// An article was marked as done: nothing more is to be annotated in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The reviewer.
    pub by: ReviewerId,
    /// When.
    pub at: Timestamp,
}

/// An article of the project.
///
/// Its text may not have been read yet: a project of many thousands opens with the claims alone,
/// and their anchors stay [unproved](super::AnchorPlace::Unproved) until the text is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// What is known about it.
    pub metadata: Metadata,
    /// The text exactly as reviewed, or `None` where it has not been read.
    #[serde(with = "shared_text")]
    pub text: Option<Arc<str>>,
    /// Its claims.
    pub claims: ClaimMap,
    /// Set if it was marked as done.
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

    /// The claims in the order of the text: by the start of the first span, longer ones first; orphans come last.
    pub fn claims_in_order(&self) -> Vec<(&ClaimId, &Claim)> {
        let mut claims: Vec<_> = self.claims.iter().collect();
        // The sort is stable, so claims at the same position stay in the order of their ids.
        claims.sort_by_cached_key(|(_, claim)| claim.rank());
        claims
    }

    /// Gives an unread article its text and proves every anchor against it; returns how many were moved or orphaned.
    /// Decisions on claims that were found in other words become stale.
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
    /// Updates the counts from the claims that were counted to those that exist now.
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
    /// Anchors that were moved to their words.
    pub moved: usize,
    /// Anchors whose words were not found.
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

record! {
    Article,
    /// A value of an article's field. Its text is merged apart, because its claims stand in it.
    ArticleValue,
    differences: metadata.differences,
    words: metadata.credit,
    fields: {
        Title(String) = metadata.title,
        Publisher(Option<String>) = metadata.publisher,
        Byline(Option<String>) = metadata.byline,
        Page(Option<String>) = metadata.page,
        Url(Option<String>) = metadata.url,
        Published(Option<Date>) = metadata.published,
        Language(Option<String>) = metadata.language,
        Partial(bool) = metadata.partial,
        Direction(Option<TextDirection>) = metadata.direction,
        Added(Option<Timestamp>) = metadata.added,
        Original(Option<String>) = metadata.original,
        Done(Option<Done>) = done,
    }
    maps: {
        Assigned(ReviewerId => Assignment) = metadata.assigned,
    }
    apart: { #[serde(with = "shared_text")] Text(Arc<str>) }
    by_rule: { Added }
}

impl Article {
    /// Who it names: those it is assigned to, and who may have declared it finished, in force or in another version; some
    /// more than once.
    pub fn people(&self) -> impl Iterator<Item = &ReviewerId> {
        let others = self
            .metadata
            .differences
            .iter()
            .filter_map(|other| match &other.theirs {
                ArticleValue::Done(done) => done.as_ref().map(|done| &done.by),
                ArticleValue::Assigned(id, Some(_)) => Some(id),
                _ => None,
            });
        let finished = self.done.iter().map(|done| &done.by);
        finished.chain(self.metadata.assigned.keys()).chain(others)
    }

    /// Its differences and those of its claims.
    pub fn differences_at(&self, id: &ArticleId) -> impl Iterator<Item = DifferencePlace> {
        let own = differing(self).into_iter();
        let own = own.map(|key| DifferencePlace::Article(id.clone(), key));
        let of_claims = self.claims.iter().flat_map(|(claim, value)| {
            let keys = differing(value).into_iter();
            keys.map(|key| DifferencePlace::Claim(id.clone(), claim.clone(), key))
        });
        own.chain(of_claims)
    }
}
