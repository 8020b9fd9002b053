//! Claims: what is said in one or more spans of an article, and in whose voice.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::anchor::{Anchor, AnchorOutcome};
use super::attribution::Voice;
use super::difference::{Absent, Differences, record};
use super::id::{EvidenceId, ReviewerId, SpeakerId};
use super::review::{Evidence, Review, ReviewState, Verdict};
use super::sorted_map::SortedMap;
use crate::text::Span;
use crate::text::matching::Finder;
use crate::text::quotation::{QuotedShare, QuotedWords, quoted_share};
use crate::text::units::CharIndex;

/// How a claim is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quotation {
    /// Wholly within quotation marks.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In the writer's words, with quoted words inside.
    Mixed,
}

impl Quotation {
    fn from_share(share: QuotedShare) -> Self {
        match share {
            QuotedShare::Whole => Self::Direct,
            QuotedShare::Part => Self::Mixed,
            QuotedShare::None => Self::Indirect,
        }
    }
}

/// How a claim came to be marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// It was suggested, and changed before or after it was taken.
    Changed,
    /// It was suggested, and stands as it was suggested.
    Taken,
    /// By hand, without a suggestion; or it came from elsewhere.
    #[default]
    ByHand,
}

impl Absent for Origin {
    fn says_nothing(&self) -> bool {
        *self == Self::ByHand
    }
}

/// A claim. It has at least one span; the spans are in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Its words; several pieces where it is discontinuous: “X,” he said, “Y”.
    pub spans: Vec<Anchor>,
    /// Whose voice it is in.
    pub voice: Voice,
    /// Its quotation type, if a person overrode what the quotation marks say.
    pub quotation: Option<Quotation>,
    /// One decision per reviewer.
    pub reviews: SortedMap<ReviewerId, Review>,
    /// Whether it is true, on the project's scale.
    pub verdict: Option<Verdict>,
    /// What the verdict rests on.
    pub evidence: SortedMap<EvidenceId, Evidence>,
    /// Doubts, context, anything.
    pub note: String,
    /// Words to find it by, each once, in order.
    pub tags: Vec<String>,
    /// Who marked it.
    pub marked_by: Option<ReviewerId>,
    /// When it was marked.
    pub marked_at: Option<Timestamp>,
    /// Whether it was marked by hand or taken from a suggestion.
    #[serde(default)]
    pub origin: Origin,
    /// What others say of it instead, until somebody chooses.
    pub differences: Differences<ClaimValue>,
}

impl Claim {
    /// A claim of one span, to be attributed; `None` where the span is not of this text.
    pub fn new(text: &str, span: Span) -> Option<Self> {
        Some(Self {
            spans: vec![Anchor::new(text, span)?],
            ..Self::default()
        })
    }

    /// From the start of the first proved span to the end of the last.
    pub fn hull(&self) -> Option<Span> {
        let start = self
            .spans
            .iter()
            .filter_map(Anchor::span)
            .map(|span| span.start)
            .min()?;
        let end = self
            .spans
            .iter()
            .filter_map(Anchor::span)
            .map(|span| span.end)
            .max()?;
        Some(Span::new(start, end))
    }

    /// The sort key for the order of the text: by the start of the first span, longer claims first, orphans last.
    pub fn rank(&self) -> impl Ord + use<> {
        let hull = self.hull();
        (
            hull.is_none(),
            hull.map(|hull| (hull.start, usize::MAX - hull.end)),
        )
    }

    /// Its words, with ' … ' between the spans.
    pub fn words(&self) -> String {
        let pieces: Vec<&str> = self.spans.iter().map(|anchor| anchor.words.as_str()).collect();
        pieces.join(" … ")
    }

    /// Its quotation type: as a person set it, else by the quotation marks around and inside it.
    pub fn quotation_in(&self, text: &str) -> Quotation {
        self.quotation.unwrap_or_else(|| self.quotation_by_marks(text))
    }

    /// Its quotation type by the quotation marks around and inside it.
    pub fn quotation_by_marks(&self, text: &str) -> Quotation {
        let spans: Vec<Span> = self.spans.iter().filter_map(Anchor::span).collect();
        Quotation::from_share(quoted_share(text, &spans))
    }

    /// Its quotation type, in a text whose quotations have been found.
    pub fn quotation_among(&self, quoted: &QuotedWords) -> Quotation {
        let spans = self.spans.iter().filter_map(Anchor::span);
        self.quotation
            .unwrap_or_else(|| Quotation::from_share(quoted.share(spans)))
    }

    /// What the reviewers decided, taken together.
    pub fn review_state(&self) -> ReviewState {
        ReviewState::from_reviews(self.reviews.values())
    }

    /// All its anchors: spans, then sources and cues link by link.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let links = self.voice.chain().iter();
        self.spans
            .iter()
            .chain(links.flat_map(|link| link.source.iter().chain(&link.cue)))
    }

    /// All its anchors, to be moved.
    pub fn anchors_mut(&mut self) -> impl Iterator<Item = &mut Anchor> {
        let links = self.voice.chain_mut().iter_mut();
        self.spans
            .iter_mut()
            .chain(links.flat_map(|link| link.source.iter_mut().chain(&mut link.cue)))
    }

    /// Proves its anchors against its text and reports each outcome. If no span of the claim is found, its sources and
    /// cues are not searched for: the same name in another sentence is not its source.
    pub fn prove(
        &mut self,
        index: &CharIndex<'_>,
        finder: &Finder<'_>,
        mut report: impl FnMut(AnchorOutcome),
    ) {
        let mut is_found = self.spans.is_empty();
        for piece in &mut self.spans {
            report(piece.prove(index, finder));
            is_found |= piece.span().is_some();
        }
        for link in self.voice.chain_mut() {
            for anchor in link.source.iter_mut().chain(&mut link.cue) {
                report(if is_found {
                    anchor.prove(index, finder)
                } else {
                    anchor.prove_in_place(finder.text(), index)
                });
            }
        }
        for anchor in self.other_anchors_mut() {
            if is_found {
                anchor.prove(index, finder);
            } else {
                anchor.prove_in_place(finder.text(), index);
            }
        }
    }

    /// Whether any of its anchors is orphaned, in a text that has been read.
    pub fn is_orphaned(&self) -> bool {
        self.anchors().any(|anchor| anchor.span().is_none())
    }

    /// The position of its first orphan in the earlier text, in characters.
    pub fn first_orphan_chars(&self) -> Option<usize> {
        self.anchors().find_map(|anchor| match &anchor.place {
            super::AnchorPlace::Unproved(chars) => Some(chars.start),
            super::AnchorPlace::At(_) => None,
        })
    }
}

/// Sorts spans by position and joins those that touch or overlap, so that the same words always have the same spans.
pub fn normalise(text: &str, pieces: Vec<Anchor>) -> Vec<Anchor> {
    let (mut spans, unproved): (Vec<Anchor>, Vec<Anchor>) =
        pieces.into_iter().partition(|anchor| anchor.span().is_some());
    spans.sort_by_key(|anchor| anchor.span().map(|span| (span.start, span.end)));
    let mut normal: Vec<Anchor> = Vec::with_capacity(spans.len());
    for anchor in spans {
        let joined = match (normal.last().and_then(Anchor::span), anchor.span()) {
            (Some(last), Some(next)) if next.start <= last.end => {
                Anchor::new(text, Span::new(last.start, last.end.max(next.end)))
            }
            _ => None,
        };
        match (joined, normal.last_mut()) {
            (Some(joined), Some(last)) => *last = joined,
            _ => normal.push(anchor),
        }
    }
    normal.extend(unproved);
    normal
}

record! {
    Claim,
    /// A value of a claim's field.
    ClaimValue,
    differences: differences,
    words: tags,
    fields: {
        Spans(Vec<Anchor>) = spans,
        Voice(Voice) = voice,
        Quotation(Option<Quotation>) = quotation,
        Verdict(Option<Verdict>) = verdict,
        Note(String) = note,
        MarkedBy(Option<ReviewerId>) = marked_by,
        MarkedAt(Option<Timestamp>) = marked_at,
        Origin(Origin) = origin,
    }
    maps: {
        Review(ReviewerId => Review) = reviews,
        Evidence(EvidenceId => Evidence) = evidence,
    }
    apart: {}
    by_rule: { MarkedBy, MarkedAt, Origin }
}

impl Claim {
    /// The anchors of the versions that are not in force.
    pub(crate) fn other_anchors_mut(&mut self) -> impl Iterator<Item = &mut Anchor> {
        let differences = self.differences.iter_mut();
        let values = differences.flat_map(|other| std::iter::once(&mut other.theirs).chain(&mut other.base));
        values.flat_map(|value| {
            let (spans, chain) = match value {
                ClaimValue::Spans(spans) => (spans.as_mut_slice(), &mut [][..]),
                ClaimValue::Voice(voice) => (&mut [][..], voice.chain_mut()),
                _ => (&mut [][..], &mut [][..]),
            };
            let links = chain.iter_mut();
            spans
                .iter_mut()
                .chain(links.flat_map(|link| link.source.iter_mut().chain(&mut link.cue)))
        })
    }

    /// Every voice that may be in force: its own, and the other versions.
    pub fn voices(&self) -> impl Iterator<Item = &Voice> {
        let others = self.differences.iter().filter_map(|other| match &other.theirs {
            ClaimValue::Voice(voice) => Some(voice),
            _ => None,
        });
        std::iter::once(&self.voice).chain(others)
    }

    /// Every voice that may be in force, to be changed.
    pub fn voices_mut(&mut self) -> impl Iterator<Item = &mut Voice> {
        let others = self
            .differences
            .iter_mut()
            .filter_map(|other| match &mut other.theirs {
                ClaimValue::Voice(voice) => Some(voice),
                _ => None,
            });
        std::iter::once(&mut self.voice).chain(others)
    }

    /// Every verdict that may be in force.
    pub fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        let others = self.differences.iter().filter_map(|other| match &other.theirs {
            ClaimValue::Verdict(verdict) => verdict.as_ref(),
            _ => None,
        });
        self.verdict.iter().chain(others)
    }

    /// Every reviewer it names, in its own values or in other versions; some more than once.
    pub fn reviewers(&self) -> impl Iterator<Item = &ReviewerId> {
        let others = self.differences.iter().filter_map(|other| match &other.theirs {
            ClaimValue::Review(id, Some(_)) => Some(id),
            ClaimValue::MarkedBy(by) => by.as_ref(),
            _ => None,
        });
        let verdicts = self.verdicts().map(|verdict| &verdict.by);
        self.reviews
            .keys()
            .chain(verdicts)
            .chain(&self.marked_by)
            .chain(others)
    }

    /// Every speaker it names, in its own chain or in other versions of it.
    pub fn speakers(&self) -> impl Iterator<Item = &SpeakerId> {
        self.voices().flat_map(Voice::speakers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(text: &str, ranges: &[(usize, usize)]) -> Vec<Anchor> {
        ranges
            .iter()
            .map(|(start, end)| Anchor::new(text, Span::new(*start, *end)).unwrap())
            .collect()
    }

    #[test]
    fn pieces_that_touch_become_one_and_come_in_order() {
        let text = "one two three four";
        let normal = normalise(text, spans(text, &[(8, 13), (0, 3), (3, 7)]));
        assert_eq!(normal, spans(text, &[(0, 7), (8, 13)]));
    }

    #[test]
    fn the_marks_decide_how_a_claim_is_quoted_unless_a_person_does() {
        let text = "He said “we will go” and that they would “come back” later.";
        let whole = Claim::new(text, Span::new(11, 21)).unwrap();
        assert_eq!(whole.quotation_in(text), Quotation::Direct);
        let part = Claim::new(text, Span::new(29, 66)).unwrap();
        assert_eq!(part.quotation_in(text), Quotation::Mixed);
        let overridden = Claim {
            quotation: Some(Quotation::Indirect),
            ..part
        };
        assert_eq!(overridden.quotation_in(text), Quotation::Indirect);
    }
}
