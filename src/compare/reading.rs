//! What one side says of an article: its claims with what is compared of each.

use super::side::Side;
use super::speakers::{SpeakerKey, SpeakerKeys};
use crate::model::{Anchor, Article, Claim, ClaimId, Quotation, ReviewState, Standing};
use crate::text::quotation::QuotedWords;
use crate::text::units::CharIndex;

/// A claim as one side reads it.
#[derive(Clone, Debug)]
pub(super) struct Reading<'a> {
    pub(super) id: &'a ClaimId,
    pub(super) claim: &'a Claim,
    /// Its pieces in the order of the text, as half-open ranges of characters.
    pub(super) extent: Vec<(usize, usize)>,
    /// The speakers of its chain, link by link, each link in one order.
    pub(super) speakers: Vec<Vec<SpeakerKey>>,
    pub(super) quotation: Quotation,
    /// The decision that holds for the claim as it is.
    pub(super) review: Option<ReviewState>,
    /// The verdict that holds for the claim as it is.
    pub(super) verdict: Option<&'a str>,
}

impl Reading<'_> {
    /// From its first character to its last.
    pub(super) fn hull(&self) -> (usize, usize) {
        let start = self.extent.first().map_or(0, |piece| piece.0);
        (start, self.extent.last().map_or(start, |piece| piece.1))
    }

    /// How many characters it covers.
    pub(super) fn len(&self) -> usize {
        self.extent.iter().map(|(start, end)| end - start).sum()
    }

    /// How many characters it shares with another.
    pub(super) fn shared_with(&self, other: &Self) -> usize {
        let mut shared = 0;
        for &(start, end) in &self.extent {
            for &(other_start, other_end) in &other.extent {
                shared += end.min(other_end).saturating_sub(start.max(other_start));
            }
        }
        shared
    }
}

/// The claims of a side in one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Readings<'a> {
    /// In the order of the text.
    pub(super) claims: Vec<Reading<'a>>,
    /// How many claims have lost their place in the text, so that they cannot be compared.
    pub(super) lost: usize,
}

/// The claims of a side in an article with its text.
pub(super) fn readings<'a>(
    side: &Side<'a>,
    article: &'a Article,
    (index, quoted): (&CharIndex<'_>, &QuotedWords<'_>),
    keys: &SpeakerKeys,
) -> Readings<'a> {
    let mut readings = Readings::default();
    for (id, claim) in article.claims.iter() {
        if !side.has(claim) {
            continue;
        }
        let Some(extent) = extent(claim, index) else {
            readings.lost += 1;
            continue;
        };
        let links = claim.voice.chain().iter();
        let speakers = links.map(|link| {
            let mut speakers: Vec<SpeakerKey> = link.speakers.iter().map(|id| keys.key(id)).collect();
            speakers.sort_unstable();
            speakers
        });
        readings.claims.push(Reading {
            id,
            claim,
            extent,
            speakers: speakers.collect(),
            quotation: claim.quotation_among(quoted),
            review: side.review(claim),
            verdict: side.verdict(claim),
        });
    }
    readings.claims.sort_by_key(Reading::hull);
    readings
}

/// The pieces of a claim in characters; `None` where one has lost its place.
fn extent(claim: &Claim, index: &CharIndex<'_>) -> Option<Vec<(usize, usize)>> {
    let piece = |anchor: &Anchor| {
        let span = anchor.span()?;
        Some((index.chars_from_byte(span.start), index.chars_from_byte(span.end)))
    };
    let mut pieces: Vec<_> = claim.spans.iter().map(piece).collect::<Option<_>>()?;
    pieces.sort_unstable();
    Some(pieces)
}

impl<'a> Side<'a> {
    /// Whether a claim belongs to this side.
    fn has(&self, claim: &Claim) -> bool {
        self.by
            .as_ref()
            .is_none_or(|by| claim.marked_by.as_ref() == Some(by) || claim.reviews.contains_key(by))
    }

    fn review(&self, claim: &Claim) -> Option<ReviewState> {
        let state = match &self.by {
            Some(by) => ReviewState::from_reviews(claim.reviews.get(by)),
            None => claim.review_state(),
        };
        Some(state).filter(|state| state.is_decided())
    }

    fn verdict(&self, claim: &'a Claim) -> Option<&'a str> {
        let verdict = claim.verdict.as_ref()?;
        let is_theirs = self.by.as_ref().is_none_or(|by| verdict.by == *by);
        (is_theirs && !Standing::is_stale(&verdict.standing)).then_some(verdict.rating.as_str())
    }
}
