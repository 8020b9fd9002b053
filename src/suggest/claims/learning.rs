//! Learning from a project's own decisions: what was taken, mended, marked by hand or refused moves the ranker's weights a
//! little, and teaches it which cues and which openings of a content count here. What was learnt is kept apart from the
//! model and holds no text: words are hashed.
//!
//! The taggers stay as they are: trained on with the few articles of a project they found less than before in others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::NUMBERS;
use super::gazetteer::Gazetteer;
use super::hash::{Key, of_word};
use super::marked::{MarkedArticle, MarkedClaim};
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
}

/// The price of moving a weight of the ranker.
const RANKER_PULL: f64 = 30.0;

/// The price of a word's own part.
const WORD_PULL: f64 = 2.0;

/// How often the words' parts are fitted, one after the other.
const ROUNDS: usize = 6;

/// A change below this is not kept.
const LEAST_CHANGE: f32 = 0.02;

/// The mark of packed learning, with its version.
const MARK: &[u8; 8] = b"learnt 1";

impl Learned {
    /// What these decisions teach, beginning with the shipped model. The same decisions in the same order teach the same.
    pub fn learn(model: &Model, lessons: &[Lesson]) -> Self {
        let decided = |lesson: &Lesson| lesson.article.claims.len() + lesson.refused.len();
        let decisions: usize = lessons.iter().map(decided).sum();
        let cases: Vec<Judged> = lessons.iter().flat_map(|lesson| lesson.cases(model)).collect();
        if cases.is_empty() {
            return Self::default();
        }
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
        for words in [&self.cues, &self.openings] {
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
        for words in [&mut learned.cues, &mut learned.openings] {
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

impl Lesson {
    /// The candidates that were decided, with whether they are right.
    fn cases(&self, model: &Model) -> Vec<Judged> {
        let judged = judged(&self.article, &model.taggers, &Gazetteer::Known(&model.shares));
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
