//! In what two readings of the same words differ.

use super::reading::Reading;
use crate::model::{Anchor, Attribution, ClaimId, Voice};

/// In what two sides differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Only the first side marked it.
    OnlyA,
    /// Only the second side marked it.
    OnlyB,
    /// Both marked it, from or to another word.
    Extent,
    /// Other words mention the same speaker.
    Source,
    /// Other words attribute.
    Cue,
    /// Another speaker, or another chain of speakers.
    Speaker,
    /// Attributed by one, the article's own voice or unattributed for the other.
    Voice,
    /// One says the speaker affirms, the other denies.
    Polarity,
    /// Another quotation type.
    Quotation,
    /// Another decision.
    Review,
    /// Another verdict.
    Verdict,
}

impl DifferenceKind {
    /// All of them, the commonest first.
    pub const ALL: [Self; 11] = [
        Self::OnlyA,
        Self::OnlyB,
        Self::Extent,
        Self::Source,
        Self::Cue,
        Self::Speaker,
        Self::Voice,
        Self::Polarity,
        Self::Quotation,
        Self::Review,
        Self::Verdict,
    ];

    /// Its name in files: `only_a`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlyA => "only_a",
            Self::OnlyB => "only_b",
            Self::Extent => "extent",
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Speaker => "speaker",
            Self::Voice => "voice",
            Self::Polarity => "polarity",
            Self::Quotation => "quotation",
            Self::Review => "review",
            Self::Verdict => "verdict",
        }
    }
}

/// One difference between two sides. At least one of the claims is there; both are where they form a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what they differ.
    pub kind: DifferenceKind,
    /// The claim of the first side.
    pub a: Option<ClaimId>,
    /// The claim of the second side.
    pub b: Option<ClaimId>,
}

/// In what the two claims of a pair differ; in nothing where they are the same.
///
/// What follows from another difference is no difference of its own: neither the source where the speaker is another, nor
/// the type of quotation that the marks tell where the extent is another. A decision or a verdict that only one side has
/// given is none either: the other may still give it.
pub(super) fn differences(a: &Reading, b: &Reading) -> Vec<DifferenceKind> {
    let mut kinds = Vec::new();
    let mut add = |kind, differs| {
        if differs {
            kinds.push(kind);
        }
    };
    let extent_differs = a.extent != b.extent;
    add(DifferenceKind::Extent, extent_differs);
    match (&a.claim.voice, &b.claim.voice) {
        (Voice::Attributed(of_a), Voice::Attributed(of_b)) => {
            let same_speakers = a.speakers == b.speakers;
            let links = || of_a.iter().zip(of_b).filter(|_| of_a.len() == of_b.len());
            let any = |differs: fn(&Attribution, &Attribution) -> bool| links().any(|(a, b)| differs(a, b));
            add(
                DifferenceKind::Source,
                same_speakers && any(|a, b| !same_words(&a.source, &b.source)),
            );
            add(DifferenceKind::Cue, any(|a, b| !same_words(&a.cue, &b.cue)));
            add(DifferenceKind::Speaker, !same_speakers);
            add(DifferenceKind::Polarity, any(|a, b| a.polarity != b.polarity));
        }
        (of_a, of_b) => add(DifferenceKind::Voice, of_a != of_b),
    }
    let by_hand = a.claim.quotation.is_some() || b.claim.quotation.is_some();
    add(
        DifferenceKind::Quotation,
        a.quotation != b.quotation && (by_hand || !extent_differs),
    );
    add(DifferenceKind::Review, differ(a.review, b.review));
    add(DifferenceKind::Verdict, differ(a.verdict, b.verdict));
    kinds
}

/// Whether both have said something, and not the same.
fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b)
}

/// Whether anchors of the same text are the same words in the same places.
fn same_words(a: &[Anchor], b: &[Anchor]) -> bool {
    let same = |(a, b): (&Anchor, &Anchor)| a.span() == b.span() && a.words == b.words;
    a.len() == b.len() && a.iter().zip(b).all(same)
}
