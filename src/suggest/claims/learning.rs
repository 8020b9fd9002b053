//! Learning from a project's own decisions: what was taken, mended, marked by hand or refused moves the ranker's weights a
//! little, and teaches it which cues and which openings of a content count here. The articles that are done also tell how
//! often their words attribute, which both taggers look at. What was learnt is kept apart from the model and holds no
//! text: words are hashed.
//!
//! The weights of the taggers stay as they are: moved by the few articles of a project, gently or not, they found less
//! than before in others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::{NUMBERS, Taggers};
use super::crf::ln;
use super::gazetteer::{Counts, Gazetteer, Share, Shares, updated};
use super::hash::{Key, of_word};
use super::marked::{MarkedArticle, MarkedClaim, all_counts};
use super::model::{Model, ModelError, put_count, take_count, take_number};
use super::ranking::{chance, logistic};
use super::trainer::{Judged, judged};

/// What was decided in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The article with its claims as they stand: taken, mended or marked by hand.
    pub article: MarkedArticle,
    /// The suggestions that were refused.
    pub refused: Vec<MarkedClaim>,
    /// Whether all of the article is decided, so that what is not marked is no claim.
    pub is_done: bool,
}

/// What was learnt here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// How far the weights of the ranker moved; none where nothing was learnt.
    ranker: Option<[f32; NUMBERS]>,
    /// How often words attribute here.
    shares: BTreeMap<Key, Share>,
    /// By how much that differs from what the model knows, as a change of the log-odds.
    extents: BTreeMap<Key, f32>,
    /// What the most telling word of a cue adds to the log-odds.
    cues: BTreeMap<Key, f32>,
    /// What the first word of a content adds to them.
    openings: BTreeMap<Key, f32>,
    decisions: u32,
}

/// A word that counts differently here.
#[derive(Clone, Debug, PartialEq)]
pub struct LearnedWord {
    /// The word, in lower case.
    pub word: String,
    /// What it adds to the log-odds of a suggestion: 0.7 doubles them, -0.7 halves them.
    pub change: f32,
}

/// What was learnt, in the words of the articles at hand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// The words that now count more, or less, as cues, the greatest change first.
    pub cues: Vec<LearnedWord>,
    /// The words that now count more, or less, as the first of what is said.
    pub openings: Vec<LearnedWord>,
    /// The words that are now read more, or less, often as part of a cue: how far cues reach.
    pub extents: Vec<LearnedWord>,
}

/// Into so many parts the lessons are divided: candidates of each part are read with the words that the others taught.
const PARTS: usize = 3;

/// The price of moving a weight of the ranker.
const RANKER_PULL: f64 = 100.0;

/// The price of a word's own part.
const WORD_PULL: f64 = 2.0;

/// How often the words' parts are fitted, one after the other.
const ROUNDS: usize = 6;

/// The share of its uses in which any word is part of a cue.
const ANY_SHARE: f64 = 0.05;

/// A change below this is not kept.
const LEAST_CHANGE: f32 = 0.02;

/// The mark of packed learning, with its version.
const MARK: &[u8; 8] = b"learnt 2";

impl Learned {
    /// What these decisions teach, beginning with the shipped model. The same decisions in the same order teach the same.
    pub fn learn(model: &Model, lessons: &[Lesson]) -> Self {
        let decided = |lesson: &Lesson| lesson.article.claims.len() + lesson.refused.len();
        let decisions: usize = lessons.iter().map(decided).sum();
        let all: Vec<&Lesson> = lessons.iter().collect();
        let cases = cases(model, lessons);
        if cases.is_empty() {
            return Self::default();
        }
        let shares = new_shares(model, &all);
        let start = model.weights();
        let rows: Vec<([f64; NUMBERS], f64)> = cases
            .iter()
            .map(|case| {
                (
                    model.ranker.row(&case.numbers),
                    f64::from(u8::from(case.is_right)),
                )
            })
            .collect();
        let weights = logistic(&rows, RANKER_PULL, start);
        let odds: Vec<f64> = rows
            .iter()
            .map(|(row, _)| {
                row.iter()
                    .zip(&weights)
                    .map(|(number, weight)| number * weight)
                    .sum()
            })
            .collect();
        let mut learned = Self {
            ranker: Some(std::array::from_fn(|at| (weights[at] - start[at]) as f32)),
            extents: changes(model, &shares),
            shares,
            decisions: u32::try_from(decisions).unwrap_or(u32::MAX),
            ..Self::default()
        };
        learned.fit_words(&cases, &odds);
        learned
    }

    /// Fits what single words add, each by Newton's step with the others fixed.
    fn fit_words(&mut self, cases: &[Judged], odds: &[f64]) {
        let mut now = odds.to_vec();
        for _ in 0..ROUNDS {
            fit_by(&mut self.cues, cases, &mut now, Judged::cue_word);
            fit_by(&mut self.openings, cases, &mut now, Judged::opening);
        }
        for words in [&mut self.cues, &mut self.openings] {
            words.retain(|_, change| change.abs() >= LEAST_CHANGE);
        }
    }

    /// How many decisions it rests on.
    pub fn decisions(&self) -> usize {
        self.decisions as usize
    }

    /// Whether nothing was learnt.
    pub fn is_empty(&self) -> bool {
        self.ranker.is_none()
    }

    /// What is added to the log-odds of a candidate with this word in its cue and this one first in its content.
    pub(crate) fn of_words(&self, cue: Key, opening: Key) -> f64 {
        let part =
            |words: &BTreeMap<Key, f32>, word| f64::from(words.get(&word).copied().unwrap_or_default());
        part(&self.cues, cue) + part(&self.openings, opening)
    }

    /// The model with the ranker's weights moved.
    pub(crate) fn applied(&self, model: &Arc<Model>) -> Arc<Model> {
        let Some(moved) = &self.ranker else {
            return Arc::clone(model);
        };
        let weights = model.weights();
        let mut model = Model::clone(model);
        for (at, number) in model.ranker.numbers.iter_mut().enumerate() {
            number[2] = weights[at] as f32 + moved[at];
        }
        (model.calibration.slope, model.calibration.shift) = (1.0, 0.0);
        model.shares.extend(&self.shares);
        Arc::new(model)
    }

    /// What was learnt about the words of these texts, which are those of the project's articles: the learning itself
    /// holds no words. At most `limit` of each kind.
    pub fn explain<'a>(&self, texts: impl IntoIterator<Item = &'a str>, limit: usize) -> Explanation {
        let mut words: BTreeSet<String> = BTreeSet::new();
        for text in texts {
            let all = text.split(|letter: char| !letter.is_alphanumeric());
            words.extend(all.filter(|word| !word.is_empty()).map(str::to_lowercase));
        }
        let told = |changes: &BTreeMap<Key, f32>| {
            let told = words.iter().filter_map(|word| {
                Some(LearnedWord {
                    change: *changes.get(&of_word(word))?,
                    word: word.clone(),
                })
            });
            let mut told: Vec<LearnedWord> = told.collect();
            told.sort_by(|one, other| other.change.abs().total_cmp(&one.change.abs()));
            told.truncate(limit);
            told
        };
        Explanation {
            cues: told(&self.cues),
            openings: told(&self.openings),
            extents: told(&self.extents),
        }
    }

    /// The bytes to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut raw = MARK.to_vec();
        put_count(&mut raw, self.decisions);
        put_count(&mut raw, u32::from(self.ranker.is_some()));
        for weight in self.ranker.iter().flatten() {
            raw.extend(weight.to_le_bytes());
        }
        put_count(&mut raw, self.shares.len() as u32);
        for (word, share) in &self.shares {
            raw.extend(word.to_le_bytes());
            raw.push(*share as u8);
        }
        for words in [&self.cues, &self.openings, &self.extents] {
            put_count(&mut raw, words.len() as u32);
            for (word, change) in words {
                raw.extend(word.to_le_bytes());
                raw.extend(change.to_le_bytes());
            }
        }
        raw
    }

    /// What was kept in these bytes. Those of another version are foreign: learn again from the decisions.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut rest = bytes.strip_prefix(MARK.as_slice()).ok_or(ModelError::Foreign)?;
        let mut learned = Self {
            decisions: take_count(&mut rest)?,
            ..Self::default()
        };
        if take_count(&mut rest)? == 1 {
            let mut weights = [0.0; NUMBERS];
            for weight in &mut weights {
                *weight = take_number(&mut rest)?;
            }
            learned.ranker = Some(weights);
        }
        for _ in 0..take_count(&mut rest)? {
            let word = take_number(&mut rest)?.to_bits();
            let (step, left) = rest.split_first().ok_or(ModelError::Foreign)?;
            let share = Share::ALL.get(usize::from(*step)).ok_or(ModelError::Foreign)?;
            learned.shares.insert(word, *share);
            rest = left;
        }
        for words in [&mut learned.cues, &mut learned.openings, &mut learned.extents] {
            for _ in 0..take_count(&mut rest)? {
                let word = take_number(&mut rest)?.to_bits();
                words.insert(word, take_number(&mut rest)?);
            }
        }
        if rest.is_empty() {
            Ok(learned)
        } else {
            Err(ModelError::Foreign)
        }
    }
}

/// One step for what the words of one kind add; the odds of the cases move with them.
fn fit_by(words: &mut BTreeMap<Key, f32>, cases: &[Judged], odds: &mut [f64], word_of: fn(&Judged) -> Key) {
    let mut sums: BTreeMap<Key, (f64, f64)> = BTreeMap::new();
    for (case, &odds) in cases.iter().zip(odds.iter()) {
        let chance = chance(odds);
        let (slope, curve) = sums.entry(word_of(case)).or_default();
        *slope += f64::from(u8::from(case.is_right)) - chance;
        *curve += chance * (1.0 - chance);
    }
    let mut steps: BTreeMap<Key, f64> = BTreeMap::new();
    for (word, (slope, curve)) in sums {
        let own = words.entry(word).or_default();
        let step = (slope - WORD_PULL * f64::from(*own)) / (curve + WORD_PULL);
        *own += step as f32;
        steps.insert(word, step);
    }
    for (case, odds) in cases.iter().zip(odds) {
        *odds += steps.get(&word_of(case)).copied().unwrap_or_default();
    }
}

/// How often words attribute, as these lessons tell it. Only articles that are done tell what is no cue.
fn new_shares(model: &Model, lessons: &[&Lesson]) -> BTreeMap<Key, Share> {
    let done = lessons.iter().filter(|lesson| lesson.is_done);
    let counts: Vec<Counts> = done.map(|lesson| lesson.article.counts()).collect();
    updated(&model.shares, &all_counts(&counts))
}

/// How far the shares of words moved. A word that the model does not know attributes as often as any.
fn changes(model: &Model, shares: &BTreeMap<Key, Share>) -> BTreeMap<Key, f32> {
    let odds = |share: Share| {
        let share = share.middle().unwrap_or(ANY_SHARE);
        ln(share / (1.0 - share)) as f32
    };
    let change = |(&word, &share): (&Key, &Share)| {
        let known = model.shares.get(&word).copied().unwrap_or(Share::Unknown);
        (word, odds(share) - odds(known))
    };
    shares.iter().map(change).collect()
}

/// The candidates that were decided, each read with words that its own article did not teach.
fn cases(model: &Model, lessons: &[Lesson]) -> Vec<Judged> {
    let mut found = Vec::new();
    for part in 0..PARTS {
        let of_part = |held: bool| {
            let numbered = lessons.iter().enumerate();
            numbered
                .filter(move |(at, _)| (at % PARTS == part) == held)
                .map(|(_, lesson)| lesson)
        };
        let others: Vec<&Lesson> = of_part(false).collect();
        let mut shares = model.shares.clone();
        shares.extend(new_shares(model, &others));
        found.extend(of_part(true).flat_map(|lesson| lesson.cases(&shares, &model.taggers)));
    }
    found
}

impl Lesson {
    /// The candidates that were decided, with whether they are right.
    fn cases(&self, shares: &Shares, taggers: &Taggers) -> Vec<Judged> {
        let judged = judged(&self.article, taggers, &Gazetteer::Known(shares));
        let is_decided = |candidate: &MarkedClaim| {
            let meets = |claim: &MarkedClaim| {
                let mut spans = claim.content.iter();
                spans.any(|span| candidate.content.iter().any(|own| own.overlaps(*span)))
            };
            self.is_done || self.article.claims.iter().chain(&self.refused).any(meets)
        };
        judged
            .into_iter()
            .filter(|case| is_decided(&case.claim))
            .collect()
    }
}
