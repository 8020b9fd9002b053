//! The learnt list of words that attribute: for every word, the share of its uses in the training articles in which it
//! is part of a cue.

use std::collections::BTreeMap;

use super::hash::Key;

/// How often a word attributes, in steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Share {
    /// It is no word.
    Mark,
    /// Too rare to tell.
    Unknown,
    /// Below 2 in 100.
    Never,
    /// Below 8 in 100.
    Rarely,
    /// Below 20 in 100.
    Seldom,
    /// Below 40 in 100.
    Sometimes,
    /// Below 65 in 100.
    Often,
    /// More.
    Mostly,
}

impl Share {
    /// Every step, in order.
    pub(crate) const ALL: [Self; 8] = [
        Self::Mark,
        Self::Unknown,
        Self::Never,
        Self::Rarely,
        Self::Seldom,
        Self::Sometimes,
        Self::Often,
        Self::Mostly,
    ];

    fn new(share: f64) -> Self {
        match share {
            share if share < 0.02 => Self::Never,
            share if share < 0.08 => Self::Rarely,
            share if share < 0.2 => Self::Seldom,
            share if share < 0.4 => Self::Sometimes,
            share if share < 0.65 => Self::Often,
            _ => Self::Mostly,
        }
    }

    /// A share in the middle of the step; none where nothing is known.
    pub(crate) fn middle(self) -> Option<f64> {
        match self {
            Self::Mark | Self::Unknown => None,
            Self::Never => Some(0.005),
            Self::Rarely => Some(0.05),
            Self::Seldom => Some(0.14),
            Self::Sometimes => Some(0.3),
            Self::Often => Some(0.52),
            Self::Mostly => Some(0.8),
        }
    }

    /// Whether it attributes in most of its uses.
    pub(crate) fn is_strong(self) -> bool {
        self >= Self::Often
    }
}

/// How often a word was seen, and how often in a cue.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    /// As part of a cue.
    pub(crate) cue: u32,
    /// In all.
    pub(crate) all: u32,
}

impl Uses {
    fn share(self) -> Share {
        if self.all < 2 {
            return Share::Unknown;
        }
        Share::new((f64::from(self.cue) + 0.2) / (f64::from(self.all) + 1.0))
    }
}

/// The words counted in articles.
pub(crate) type Counts = BTreeMap<Key, Uses>;

/// The steps of the words of a model.
pub(crate) type Shares = std::collections::HashMap<Key, Share>;

/// The steps that counts give; words that are too rare are left out.
pub(crate) fn shares(counts: &Counts) -> Shares {
    let told = counts.iter().map(|(&word, uses)| (word, uses.share()));
    told.filter(|(_, share)| *share != Share::Unknown).collect()
}

/// How many uses what a model knows of a word is worth beside those counted in a project.
const WORTH: f64 = 12.0;

/// The steps of words after some more articles: what a model knows of a word counts like a few uses.
pub(crate) fn updated(shares: &Shares, counts: &Counts) -> BTreeMap<Key, Share> {
    let told = counts.iter().filter_map(|(&word, uses)| {
        let known = shares.get(&word).copied().unwrap_or(Share::Unknown);
        let (cue, all) = (f64::from(uses.cue), f64::from(uses.all));
        let Some(middle) = known.middle() else {
            return Some((word, uses.share())).filter(|(_, share)| *share != Share::Unknown);
        };
        let now = Share::new((cue + WORTH * middle) / (all + WORTH));
        (now != known).then_some((word, now))
    });
    told.collect()
}

/// How often words attribute, as a model knows it or as the other articles of its training set say.
pub(crate) enum Gazetteer<'a> {
    /// As a model knows it.
    Known(&'a Shares),
    /// As counted in all articles but one, so that no article tells of itself while a model is trained.
    Without(&'a Counts, &'a Counts),
}

impl Gazetteer<'_> {
    /// How often a word attributes.
    pub(crate) fn share(&self, word: Key) -> Share {
        match self {
            Self::Known(shares) => shares.get(&word).copied().unwrap_or(Share::Unknown),
            Self::Without(all, own) => {
                let uses = |counts: &Counts| counts.get(&word).copied().unwrap_or_default();
                let (all, own) = (uses(all), uses(own));
                let left = Uses {
                    cue: all.cue.saturating_sub(own.cue),
                    all: all.all.saturating_sub(own.all),
                };
                left.share()
            }
        }
    }
}
