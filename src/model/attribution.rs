//! Attributions: who a claim is attributed to, and through which words.

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::difference::Absent;
use super::id::SpeakerId;

/// Whose voice a claim is in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// It has not been attributed.
    #[default]
    ToBeAttributed,
    /// The article itself asserts it.
    Article,
    /// It is attributed to speakers: a chain, the nearest link first, so that 'the United States said the army believes
    /// X' keeps both. Never empty.
    Attributed(Vec<Attribution>),
}

/// One link of a chain: speakers, the words that mention them, the words that attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says so; several where they say it jointly. Empty where only the words are known yet.
    pub speakers: Vec<SpeakerId>,
    /// The words that mention them: 'Iraqi army spokesman Major General Yahya Rasoul'.
    pub source: Vec<Anchor>,
    /// The words that attribute: 'said that', 'were claimed by'.
    pub cue: Vec<Anchor>,
    /// Whether the cue affirms or denies.
    pub polarity: Polarity,
    /// Whether the speaker is known from context only, without a mention in the text.
    pub inferred: bool,
}

/// Whether a cue says that the claim was made, or that it was not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Polarity {
    /// 'said', 'announced'.
    #[default]
    Affirms,
    /// 'did not say', 'denied having said'.
    Denies,
}

impl Voice {
    /// One link with one speaker, nothing marked yet.
    pub fn attributed_to(speaker: SpeakerId) -> Self {
        Self::Attributed(vec![Attribution {
            speakers: vec![speaker],
            ..Attribution::default()
        }])
    }

    /// The chain, nearest first; empty unless attributed.
    pub fn chain(&self) -> &[Attribution] {
        match self {
            Self::Attributed(chain) => chain,
            Self::ToBeAttributed | Self::Article => &[],
        }
    }

    /// The chain, to be changed; empty unless attributed.
    pub fn chain_mut(&mut self) -> &mut [Attribution] {
        match self {
            Self::Attributed(chain) => chain,
            Self::ToBeAttributed | Self::Article => &mut [],
        }
    }

    /// Whether it is attributed: to the article itself, or to a speaker in the nearest link.
    pub fn is_settled(&self) -> bool {
        match self {
            Self::ToBeAttributed => false,
            Self::Article => true,
            Self::Attributed(_) => self.first_speaker().is_some(),
        }
    }

    /// The speaker a claim is drawn in the colour of: the first of the nearest link.
    pub fn first_speaker(&self) -> Option<&SpeakerId> {
        self.chain().first()?.speakers.first()
    }

    /// Every speaker named anywhere in the chain.
    pub fn speakers(&self) -> impl Iterator<Item = &SpeakerId> {
        self.chain().iter().flat_map(|link| &link.speakers)
    }
}

impl Absent for Voice {
    fn says_nothing(&self) -> bool {
        *self == Self::ToBeAttributed
    }
}
