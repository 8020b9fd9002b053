//! What a decision was made on. A review and a verdict hold for the words, speakers, source and polarity that the
//! reviewer saw; where any of these has changed since, by whatever road, the decision is stale.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::attribution::{Attribution, Polarity, Voice};
use super::claim::{Claim, ClaimValue};
use super::difference::{Difference, FieldKey};
use super::id::SpeakerId;

/// A fingerprint of what a decision is about: 64-bit FNV-1a over the claim's words, its speakers, sources and
/// polarities. White space counts as one space. It tells versions of one claim apart and is no proof against forgery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimFingerprint(pub u64);

/// What stands between the spans of a claim, or of its sources.
const SEPARATOR: &str = " … ";

/// Sixteen hexadecimal digits, as files have it.
impl fmt::Display for ClaimFingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl FromStr for ClaimFingerprint {
    type Err = ParseIntError;

    fn from_str(digits: &str) -> Result<Self, ParseIntError> {
        u64::from_str_radix(digits, 16).map(Self)
    }
}

/// A claim as it was when a decision on it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Basis {
    /// The fingerprint of that version.
    pub fingerprint: ClaimFingerprint,
    /// Its words, as [`Claim::words`] gives them; empty where they are not known any more.
    pub words: String,
    /// Its speakers, link by link. The project may not have them any more.
    pub speakers: Vec<SpeakerId>,
    /// The words that named them.
    pub source: String,
    /// Whether a link of its chain denied the claim.
    pub denied: bool,
}

/// Whether a decision holds for its claim as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// It was made on the claim as it is.
    #[default]
    Current,
    /// It was recorded before decisions had fingerprints; it is believed until the claim changes.
    Unrecorded,
    /// The claim has changed since.
    Stale(Box<Basis>),
}

impl Standing {
    /// Whether the claim has changed since the decision.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Stale(_))
    }

    /// The claim as it was decided on, where it has changed since.
    pub fn basis(&self) -> Option<&Basis> {
        match self {
            Self::Stale(basis) => Some(basis),
            Self::Current | Self::Unrecorded => None,
        }
    }

    /// The fingerprint of what the decision was made on, for a claim whose fingerprint is `now`.
    pub fn fingerprint(&self, now: ClaimFingerprint) -> Option<ClaimFingerprint> {
        match self {
            Self::Current => Some(now),
            Self::Unrecorded => None,
            Self::Stale(basis) => Some(basis.fingerprint),
        }
    }

    /// How a decision stands that was recorded with the fingerprint `on`, on a claim whose fingerprint is `now`. Where
    /// only the fingerprint tells of a change, another program made it, and how the claim was before is not known.
    pub fn from_record(on: Option<ClaimFingerprint>, was: Option<Basis>, now: ClaimFingerprint) -> Self {
        match on {
            None => Self::Unrecorded,
            Some(on) if on == now => Self::Current,
            Some(fingerprint) => Self::Stale(Box::new(Basis {
                fingerprint,
                ..was.unwrap_or_default()
            })),
        }
    }

    /// How a decision on the claim `before` stands on a claim with the fingerprint `now`.
    fn follow(&mut self, now: ClaimFingerprint, before: &Basis) {
        match self {
            Self::Stale(basis) if basis.fingerprint == now => *self = Self::Current,
            Self::Stale(_) => {}
            Self::Current | Self::Unrecorded => *self = Self::Stale(Box::new(before.clone())),
        }
    }
}

impl Basis {
    /// Calls a speaker otherwise. The fingerprint follows where the rest tells what it was made of, which it does of a
    /// claim with one link.
    pub(crate) fn rename(&mut self, from: &SpeakerId, to: &SpeakerId) {
        if !self.speakers.contains(from) {
            return;
        }
        let speakers = with_renamed(&self.speakers, from, to);
        if self.fingerprint == self.of_one_link(&self.speakers) {
            self.fingerprint = self.of_one_link(&speakers);
        }
        self.speakers = speakers;
    }

    /// The fingerprint of such a claim whose one link names these speakers.
    fn of_one_link(&self, speakers: &[SpeakerId]) -> ClaimFingerprint {
        let source = Some(self.source.as_str()).filter(|source| !source.is_empty());
        let mut hash = Fnv::default();
        self.words.split(SEPARATOR).for_each(|words| hash.words(words));
        let source = source.into_iter().flat_map(|source| source.split(SEPARATOR));
        hash.link(speakers, source, self.denied);
        ClaimFingerprint(hash.0)
    }

    /// The claim as it is now.
    pub fn new(claim: &Claim) -> Self {
        let sources: Vec<&str> = claim
            .voice
            .chain()
            .iter()
            .flat_map(|link| &link.source)
            .map(|anchor| anchor.words.as_str())
            .collect();
        let denies = |link: &Attribution| link.polarity == Polarity::Denies;
        Self {
            fingerprint: ClaimFingerprint::new(claim),
            words: claim.words(),
            speakers: claim.voice.speakers().cloned().collect(),
            source: sources.join(SEPARATOR),
            denied: claim.voice.chain().iter().any(denies),
        }
    }
}

impl ClaimFingerprint {
    /// The fingerprint of a claim as it is now.
    pub fn new(claim: &Claim) -> Self {
        let mut hash = Fnv::default();
        for span in &claim.spans {
            hash.words(&span.words);
        }
        match &claim.voice {
            Voice::ToBeAttributed => hash.mark(0),
            Voice::Article => hash.mark(1),
            Voice::Attributed(chain) => {
                for link in chain {
                    let source = link.source.iter().map(|source| source.words.as_str());
                    hash.link(&link.speakers, source, link.polarity == Polarity::Denies);
                }
            }
        }
        Self(hash.0)
    }
}

impl Claim {
    /// Marks decisions stale that were made on `before`, the same claim before a change, and current again where the
    /// change brought back what they were made on. Decisions that the change itself made are left alone.
    pub fn follow_decisions(&mut self, before: &Self) {
        if !self.is_decided_on() {
            return;
        }
        let now = ClaimFingerprint::new(self);
        if now == ClaimFingerprint::new(before) {
            return;
        }
        let basis = Basis::new(before);
        for (id, review) in self.reviews.iter_mut() {
            if before.reviews.get(id).is_some_and(|old| old.at == review.at) {
                review.standing.follow(now, &basis);
            }
        }
        if let Some(verdict) = &mut self.verdict
            && before.verdict.as_ref().is_some_and(|old| old.at == verdict.at)
        {
            verdict.standing.follow(now, &basis);
        }
        for (_, _, standing) in other_decisions_mut(&mut self.differences) {
            standing.follow(now, &basis);
        }
    }

    /// Makes every decision say itself what it was made on, so that it can be compared with one on another version of the
    /// claim. [`Claim::recall_decisions`] is the way back.
    pub(crate) fn spell_out_decisions(&mut self) {
        let basis = Basis::new(self);
        for (_, _, standing) in self
            .decisions_mut()
            .filter(|(_, _, standing)| !standing.is_stale())
        {
            *standing = Standing::Stale(Box::new(basis.clone()));
        }
    }

    /// Makes the decisions current that were made on the claim as it is.
    pub(crate) fn recall_decisions(&mut self) {
        let now = ClaimFingerprint::new(self);
        for (_, _, standing) in self.decisions_mut() {
            if standing.basis().is_some_and(|basis| basis.fingerprint == now) {
                *standing = Standing::Current;
            }
        }
    }

    /// How its decisions stand, in force and in differences, each with its field and its time.
    pub(crate) fn decisions_mut(&mut self) -> impl Iterator<Item = (FieldKey, Timestamp, &mut Standing)> {
        let reviews = self.reviews.iter_mut();
        let reviews =
            reviews.map(|(id, review)| (FieldKey::Review(id.clone()), review.at, &mut review.standing));
        let verdict = self.verdict.iter_mut();
        let verdict = verdict.map(|verdict| (FieldKey::Verdict, verdict.at, &mut verdict.standing));
        reviews
            .chain(verdict)
            .chain(other_decisions_mut(&mut self.differences))
    }

    /// Every speaker it names, or named when a decision on it was made that is stale now.
    pub(crate) fn speakers_ever_named(&self) -> impl Iterator<Item = &SpeakerId> {
        let others = self.differences.iter();
        let others = others.flat_map(|other| std::iter::once(&other.theirs).chain(&other.base));
        let others = others.filter_map(|value| match value {
            ClaimValue::Review(_, review) => review.as_ref().map(|review| &review.standing),
            ClaimValue::Verdict(verdict) => verdict.as_ref().map(|verdict| &verdict.standing),
            _ => None,
        });
        let bases = self.standings().chain(others).filter_map(Standing::basis);
        self.speakers().chain(bases.flat_map(|basis| &basis.speakers))
    }

    fn standings(&self) -> impl Iterator<Item = &Standing> {
        let verdict = self.verdict.iter().map(|verdict| &verdict.standing);
        let reviews = self.reviews.values().map(|review| &review.standing);
        reviews.chain(verdict)
    }

    /// Whether there may be a review or a verdict, in force or in a difference.
    pub fn is_decided_on(&self) -> bool {
        !self.reviews.is_empty() || self.verdict.is_some() || !self.differences.is_empty()
    }

    /// Whether a review or the verdict was made before the claim changed.
    pub fn has_stale_decision(&self) -> bool {
        self.stale_basis().is_some()
    }

    /// The claim as the first of its stale decisions was made on.
    pub fn stale_basis(&self) -> Option<&Basis> {
        self.standings().find_map(Standing::basis)
    }
}

fn other_decisions_mut(
    differences: &mut [Difference<ClaimValue>],
) -> impl Iterator<Item = (FieldKey, Timestamp, &mut Standing)> {
    let values = differences.iter_mut();
    let values = values.flat_map(|other| std::iter::once(&mut other.theirs).chain(&mut other.base));
    values.filter_map(|value| match value {
        ClaimValue::Review(id, Some(review)) => {
            Some((FieldKey::Review(id.clone()), review.at, &mut review.standing))
        }
        ClaimValue::Verdict(Some(verdict)) => Some((FieldKey::Verdict, verdict.at, &mut verdict.standing)),
        _ => None,
    })
}

/// Speakers with one of them replaced, none of them twice.
pub(crate) fn with_renamed(speakers: &[SpeakerId], from: &SpeakerId, to: &SpeakerId) -> Vec<SpeakerId> {
    let mut renamed: Vec<SpeakerId> = Vec::with_capacity(speakers.len());
    for speaker in speakers {
        let speaker = if speaker == from { to } else { speaker };
        if !renamed.contains(speaker) {
            renamed.push(speaker.clone());
        }
    }
    renamed
}

/// FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv), 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// A byte that no UTF-8 text contains separates what follows from what came before.
    fn mark(&mut self, kind: u8) {
        self.byte(0xf8 + kind);
    }

    /// A link of a chain of attributions.
    fn link<'a>(&mut self, speakers: &[SpeakerId], source: impl Iterator<Item = &'a str>, denies: bool) {
        self.mark(2);
        for speaker in speakers {
            self.words(speaker.as_str());
        }
        self.mark(3);
        source.for_each(|words| self.words(words));
        self.mark(4 + u8::from(denies));
    }

    fn words(&mut self, words: &str) {
        self.byte(0xff);
        for (at, word) in words.split_whitespace().enumerate() {
            if at > 0 {
                self.byte(b' ');
            }
            word.bytes().for_each(|byte| self.byte(byte));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decision, Review};
    use crate::text::Span;

    fn claim(words: &str) -> Claim {
        let mut claim = Claim::new(words, Span::new(0, words.len())).unwrap();
        claim.voice = Voice::attributed_to("s-1".into());
        claim
    }

    fn reviewed(words: &str) -> Claim {
        let mut claim = claim(words);
        let review = Review {
            decision: Decision::Accepted,
            at: Timestamp::UNIX_EPOCH,
            why: String::new(),
            standing: Standing::Current,
        };
        claim.reviews.insert("r-1".into(), review);
        claim
    }

    type Change = fn(&mut Claim);

    #[test]
    fn words_speakers_source_and_polarity_count_and_nothing_else() {
        let base = reviewed("will leave the country");
        let changes: [(bool, Change); 8] = [
            (true, |claim| {
                claim.spans[0].words = "will not leave the country".into();
            }),
            (true, |claim| claim.voice = Voice::attributed_to("s-2".into())),
            (true, |claim| claim.voice = Voice::Article),
            (true, |claim| {
                claim.voice.chain_mut()[0].polarity = Polarity::Denies;
            }),
            (true, |claim| {
                let source = claim.spans.clone();
                claim.voice.chain_mut()[0].source = source;
            }),
            (false, |claim| {
                claim.spans[0].words = "will leave\n the  country".into();
            }),
            (false, |claim| claim.note = "doubtful".into()),
            (false, |claim| claim.tags = vec!["war".into()]),
        ];
        for (counts, change) in changes {
            let mut changed = base.clone();
            change(&mut changed);
            changed.follow_decisions(&base);
            assert_eq!(changed.has_stale_decision(), counts, "{changed:?}");
        }
    }

    #[test]
    fn a_decision_is_current_again_when_the_claim_is_what_it_was_made_on() {
        let first = reviewed("will leave");
        let mut second = first.clone();
        second.spans = claim("will not leave").spans;
        second.follow_decisions(&first);
        let basis = second.stale_basis().unwrap();
        assert_eq!(
            (basis.words.as_str(), &basis.speakers[..]),
            ("will leave", &["s-1".into()][..])
        );
        let mut third = second.clone();
        third.spans = claim("may leave").spans;
        third.follow_decisions(&second);
        assert_eq!(third.stale_basis().unwrap().words, "will leave");
        let mut back = third.clone();
        back.spans = first.spans.clone();
        back.follow_decisions(&third);
        assert_eq!(back, first);
    }
}
