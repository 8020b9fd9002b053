//! How well two readings agree: on which words are claims, and, of what both marked, on everything said of it.
//!
//! Every figure is told with how many claims or pairs it rests on and with an interval: the articles are drawn again, as
//! many as there are and with repeats, and the middle 95 % of what comes out is the interval (B. Efron, Bootstrap methods,
//! 1979). Chance is reckoned within each article, and over several articles observed and expected disagreement are added up
//! before they are divided.

mod gamma;
mod labels;
mod nominal;
mod unitizing;

use std::hash::{DefaultHasher, Hash, Hasher};

use super::reading::Reading;
use super::{CompareOptions, ComparedArticle};
use crate::model::random::Random;
use crate::model::{ArticleId, Voice};
use nominal::{Category, ChoiceTable, Choices, Sums};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// F1 of claims whose words are exactly the same.
    SpanF1Exact,
    /// F1 of claims that overlap enough to be a pair.
    SpanF1Overlap,
    /// Krippendorff's alpha for unitizing.
    AlphaUnitizing,
    /// Gamma of Mathet, Widlöcher and Métivier.
    Gamma,
    /// Cohen's kappa on a choice.
    Kappa(Choice),
    /// Krippendorff's nominal alpha on a choice.
    Alpha(Choice),
}

/// What is chosen for each claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// The speakers of the whole chain, where both attribute.
    Speaker,
    /// Unattributed, the article's own voice, or attributed.
    Voice,
    /// Direct, indirect or mixed.
    Quotation,
    /// The decision, where both have decided.
    Review,
    /// The verdict, where both have rated.
    Verdict,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Speaker,
        Self::Voice,
        Self::Quotation,
        Self::Review,
        Self::Verdict,
    ];
}

impl Measure {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 14] = [
        Self::SpanF1Exact,
        Self::SpanF1Overlap,
        Self::AlphaUnitizing,
        Self::Gamma,
        Self::Kappa(Choice::Speaker),
        Self::Alpha(Choice::Speaker),
        Self::Kappa(Choice::Voice),
        Self::Alpha(Choice::Voice),
        Self::Kappa(Choice::Quotation),
        Self::Alpha(Choice::Quotation),
        Self::Kappa(Choice::Review),
        Self::Alpha(Choice::Review),
        Self::Kappa(Choice::Verdict),
        Self::Alpha(Choice::Verdict),
    ];

    /// Its name in files: `kappa_speaker`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SpanF1Exact => "span_f1_exact",
            Self::SpanF1Overlap => "span_f1_overlap",
            Self::AlphaUnitizing => "alpha_unitizing",
            Self::Gamma => "gamma",
            Self::Kappa(Choice::Speaker) => "kappa_speaker",
            Self::Kappa(Choice::Voice) => "kappa_voice",
            Self::Kappa(Choice::Quotation) => "kappa_quotation",
            Self::Kappa(Choice::Review) => "kappa_review",
            Self::Kappa(Choice::Verdict) => "kappa_verdict",
            Self::Alpha(Choice::Speaker) => "alpha_speaker",
            Self::Alpha(Choice::Voice) => "alpha_voice",
            Self::Alpha(Choice::Quotation) => "alpha_quotation",
            Self::Alpha(Choice::Review) => "alpha_review",
            Self::Alpha(Choice::Verdict) => "alpha_verdict",
        }
    }
}

/// A measure with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub measure: Measure,
    /// 1 is perfect; kappa, alpha and gamma are 0 by chance. `None` where it cannot be told: there is nothing to measure,
    /// or nothing could differ.
    pub value: Option<f64>,
    /// The ends of the 95 % interval. `None` without a value, or of fewer than two articles.
    pub interval: Option<(f64, f64)>,
    /// How many it rests on: claims of both sides for F1, alpha for unitizing and gamma, else pairs of claims.
    pub n: usize,
}

/// What the figures of an article are made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleCounts {
    /// The claims of each side.
    pub claims: [usize; 2],
    /// Pairs of claims.
    pub pairs: usize,
    /// Pairs with the same words.
    pub exact: usize,
    /// Observed and expected disagreement of alpha for unitizing, times the length of the text.
    unitizing: (f64, f64),
    /// Observed and expected disorder of gamma, times the mean number of units.
    gamma: (f64, f64),
    choices: [Choices; 5],
}

impl ArticleCounts {
    pub(super) fn new(
        claims: [&[Reading]; 2],
        pairs: &[(&Reading, &Reading)],
        text_len: usize,
        seed: u64,
    ) -> Self {
        let units = claims.map(unitizing::units);
        let disagreement = unitizing::disagreement([&units[0], &units[1]], text_len);
        let units = claims.map(gamma::units);
        let disorder = gamma::disorder([&units[0], &units[1]], text_len, seed);
        let length = text_len as f64;
        let choices = |choice| {
            Choices::new(
                pairs
                    .iter()
                    .map(|(a, b)| (category(choice, a), category(choice, b))),
            )
        };
        Self {
            claims: claims.map(<[Reading]>::len),
            pairs: pairs.len(),
            exact: pairs.iter().filter(|(a, b)| a.extent == b.extent).count(),
            unitizing: (disagreement.observed * length, disagreement.expected * length),
            gamma: (disorder.observed, disorder.expected),
            choices: Choice::ALL.map(choices),
        }
    }
}

/// What a claim was given.
fn category(choice: Choice, claim: &Reading) -> Option<Category> {
    match choice {
        Choice::Speaker => (!claim.speakers.is_empty()).then(|| hashed(&claim.speakers)),
        Choice::Voice => Some(match claim.claim.voice {
            Voice::ToBeAttributed => 0,
            Voice::Article => 1,
            Voice::Attributed(_) => 2,
        }),
        Choice::Quotation => Some(claim.quotation as Category),
        Choice::Review => claim.review.map(|state| state as Category),
        Choice::Verdict => claim.verdict.map(|rating| hashed(&rating)),
    }
}

fn hashed(value: &impl Hash) -> Category {
    // Two kinds of the same 64 bits would count as one, which happens once in very many projects.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The seed of the chance readings of one article: 64-bit FNV-1a over the seed and the id.
pub(super) fn seed_for(seed: u64, article: &ArticleId) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = seed.to_le_bytes().into_iter().chain(article.as_str().bytes());
    bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The figures of these articles together, in the order of [`Measure::ALL`].
pub fn agreement<'a>(
    articles: impl IntoIterator<Item = &'a ComparedArticle>,
    options: &CompareOptions,
) -> Vec<Figure> {
    let counts: Vec<&ArticleCounts> = articles.into_iter().map(|article| &article.counts).collect();
    let tables = Tables::new(&counts);
    let values = tables.values(&vec![1.0; counts.len()], &mut Sums::default());
    let mut drawn: [Vec<f64>; 14] = Default::default();
    if counts.len() > 1 {
        let mut random = Random::new(options.seed);
        let mut weights = vec![0.0; counts.len()];
        let mut sums = Sums::default();
        for _ in 0..options.resamples {
            weights.fill(0.0);
            for _ in 0..counts.len() {
                weights[random.below(counts.len())] += 1.0;
            }
            let values = tables.values(&weights, &mut sums);
            for (drawn, value) in drawn.iter_mut().zip(values) {
                drawn.extend(value);
            }
        }
    }
    let figures = Measure::ALL.into_iter().zip(values).zip(&mut drawn);
    figures
        .map(|((measure, value), drawn)| Figure {
            measure,
            value,
            interval: value.and_then(|_| interval(drawn)),
            n: tables.n(measure),
        })
        .collect()
}

/// The middle 95 % of the values.
fn interval(values: &mut [f64]) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    Some((quantile(values, 0.025)?, quantile(values, 0.975)?))
}

/// A quantile of sorted values, between two of them in proportion.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let at = share * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (
        *sorted.get(at.floor() as usize)?,
        *sorted.get(at.ceil() as usize)?,
    );
    Some(low + (high - low) * at.fract())
}

/// The counts of articles, ready to be added up again and again.
struct Tables<'a> {
    counts: &'a [&'a ArticleCounts],
    choices: [ChoiceTable; 5],
}

impl<'a> Tables<'a> {
    fn new(counts: &'a [&'a ArticleCounts]) -> Self {
        let mut at = 0;
        let choices = [(); 5].map(|()| {
            at += 1;
            ChoiceTable::new(counts.iter().filter_map(|counts| counts.choices.get(at - 1)))
        });
        Self { counts, choices }
    }

    /// The measures in their order, each article counted as often as its weight says.
    fn values(&self, weights: &[f64], sums: &mut Sums) -> [Option<f64>; 14] {
        let (mut claims, mut pairs, mut exact) = (0.0, 0.0, 0.0);
        let (mut unitizing, mut gamma) = ((0.0, 0.0), (0.0, 0.0));
        for (counts, weight) in self.counts.iter().zip(weights) {
            claims += weight * (counts.claims[0] + counts.claims[1]) as f64;
            pairs += weight * counts.pairs as f64;
            exact += weight * counts.exact as f64;
            unitizing.0 += weight * counts.unitizing.0;
            unitizing.1 += weight * counts.unitizing.1;
            gamma.0 += weight * counts.gamma.0;
            gamma.1 += weight * counts.gamma.1;
        }
        let share = |part: f64| (claims > 0.0).then(|| 2.0 * part / claims);
        let beyond_chance =
            |(observed, expected): (f64, f64)| (expected > 0.0).then(|| 1.0 - observed / expected);
        let mut values = [None; 14];
        let mut put = |at: usize, value| {
            if let Some(place) = values.get_mut(at) {
                *place = value;
            }
        };
        put(0, share(exact));
        put(1, share(pairs));
        put(2, beyond_chance(unitizing));
        put(3, beyond_chance(gamma));
        for (at, table) in self.choices.iter().enumerate() {
            table.add_up(weights, sums);
            put(4 + 2 * at, sums.kappa());
            put(5 + 2 * at, sums.alpha());
        }
        values
    }

    fn n(&self, measure: Measure) -> usize {
        match measure {
            Measure::Kappa(choice) | Measure::Alpha(choice) => {
                self.choices.get(choice as usize).map_or(0, ChoiceTable::pairs)
            }
            _ => self
                .counts
                .iter()
                .map(|counts| counts.claims[0] + counts.claims[1])
                .sum(),
        }
    }
}
