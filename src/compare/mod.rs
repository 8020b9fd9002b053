//! Compares two readings of the same articles: which claims both marked, in what they differ, and how well they agree.
//!
//! A reading is a project, or one reviewer of it ([`Side`]). [`compare`] pairs articles and claims and gives a
//! [`Comparison`]; [`agreement`] gives the figures of it. Everything is a pure function of the projects and the
//! [`CompareOptions`], so that the same two readings always give the same figures.

pub mod agreement;
mod articles;
mod difference;
mod guidelines;
mod matching;
mod reading;
pub mod settling;
mod side;
mod speakers;

#[cfg(test)]
mod tests;

pub use articles::{Skipped, SkippedReason};
pub use difference::{Difference, DifferenceKind};
pub use guidelines::{GuidelineCount, guideline_counts};
pub use side::Side;

use crate::model::{Article, ArticleId, ClaimId};
use crate::text::quotation::QuotedWords;
use crate::text::units::CharIndex;
use agreement::ArticleCounts;
use matching::{Candidate, best_pairs};
use reading::{Reading, readings};
use speakers::SpeakerKeys;

/// How two readings are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CompareOptions {
    /// Two claims may be a pair if they share this part of the characters of the shorter one: more than 0, at most 1.
    pub overlap: f64,
    /// How often the articles are drawn again for the intervals.
    pub resamples: usize,
    /// What those draws, and the chance readings of gamma, are drawn by.
    pub seed: u64,
}

impl Default for CompareOptions {
    fn default() -> Self {
        Self {
            overlap: 0.5,
            resamples: 1000,
            seed: 1,
        }
    }
}

/// Two readings compared.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The articles that both sides have read, in the order of the first side's ids.
    pub articles: Vec<ComparedArticle>,
    /// The others.
    pub skipped: Vec<Skipped>,
}

/// Two readings of one article.
#[derive(Clone, Debug)]
pub struct ComparedArticle {
    /// The article of the first side.
    pub a: ArticleId,
    /// The article of the second side.
    pub b: ArticleId,
    /// The claims that both marked, in the order of the text.
    pub pairs: Vec<(ClaimId, ClaimId)>,
    /// In what they differ, in the order of the text.
    pub differences: Vec<Difference>,
    /// How many claims of each side have lost their place in the text and were not compared.
    pub lost: [usize; 2],
    /// What the figures are made of.
    pub counts: ArticleCounts,
}

impl Comparison {
    /// How many claims both marked.
    pub fn pairs(&self) -> usize {
        self.articles.iter().map(|article| article.pairs.len()).sum()
    }

    /// Every difference with its article.
    pub fn differences(&self) -> impl Iterator<Item = (&ComparedArticle, &Difference)> {
        let articles = self.articles.iter();
        articles.flat_map(|article| {
            article
                .differences
                .iter()
                .map(move |difference| (article, difference))
        })
    }

    /// How many differences are of a kind.
    pub fn count(&self, kind: DifferenceKind) -> usize {
        self.differences()
            .filter(|(_, difference)| difference.kind == kind)
            .count()
    }
}

/// Compares two readings. The texts of articles that have not been read are told as missing.
pub fn compare(a: &Side, b: &Side, options: &CompareOptions) -> Comparison {
    let keys = speakers::keys(a.project, b.project);
    let paired = articles::paired(a, b);
    let pairs = paired.pairs.into_iter();
    let articles =
        pairs.filter_map(|(of_a, of_b)| compared((a, of_a), (b, of_b), (&keys.0, &keys.1), options));
    Comparison {
        articles: articles.collect(),
        skipped: paired.skipped,
    }
}

/// Compares one article again, of two readings that have been compared. `None` if either side no longer has it, or its
/// text is not the same on both.
pub fn compare_article(
    (a, id_a): (&Side, &ArticleId),
    (b, id_b): (&Side, &ArticleId),
    options: &CompareOptions,
) -> Option<ComparedArticle> {
    let of_a = a.project.articles().get_key_value(id_a)?;
    let of_b = b.project.articles().get_key_value(id_b)?;
    if of_a.1.text != of_b.1.text {
        return None;
    }
    let keys = speakers::keys(a.project, b.project);
    compared((a, of_a), (b, of_b), (&keys.0, &keys.1), options)
}

fn compared<'a>(
    (a, (id_a, of_a)): (&Side<'a>, (&ArticleId, &'a Article)),
    (b, (id_b, of_b)): (&Side<'a>, (&ArticleId, &'a Article)),
    (keys_a, keys_b): (&SpeakerKeys, &SpeakerKeys),
    options: &CompareOptions,
) -> Option<ComparedArticle> {
    let text = of_a.text.as_deref()?;
    let (index, quoted) = (CharIndex::new(text), QuotedWords::new(text));
    let read_a = readings(a, of_a, (&index, &quoted), keys_a);
    let read_b = readings(b, of_b, (&index, &quoted), keys_b);
    let pairs = best_pairs(
        read_a.claims.len(),
        read_b.claims.len(),
        &candidates(&read_a.claims, &read_b.claims, options.overlap),
    );
    let both = |&(a, b): &(usize, usize)| Some((read_a.claims.get(a)?, read_b.claims.get(b)?));
    let read_pairs: Vec<(&Reading, &Reading)> = pairs.iter().filter_map(both).collect();
    let mut placed: Vec<((usize, usize), Difference)> = Vec::new();
    for (a, b) in &read_pairs {
        let kinds = difference::differences(a, b).into_iter();
        placed.extend(kinds.map(|kind| {
            let (a_id, b_id) = (Some(a.id.clone()), Some(b.id.clone()));
            (
                a.hull().min(b.hull()),
                Difference {
                    kind,
                    a: a_id,
                    b: b_id,
                },
            )
        }));
    }
    let mut is_paired = (vec![false; read_a.claims.len()], vec![false; read_b.claims.len()]);
    for (a, b) in &pairs {
        is_paired.0[*a] = true;
        is_paired.1[*b] = true;
    }
    let alone = |claims: &[Reading], is_paired: &[bool], kind: DifferenceKind| {
        let alone = claims.iter().zip(is_paired).filter(|(_, is_paired)| !**is_paired);
        let alone = alone.map(|(claim, _)| {
            let id = Some(claim.id.clone());
            let (a, b) = if kind == DifferenceKind::OnlyA {
                (id, None)
            } else {
                (None, id)
            };
            (claim.hull(), Difference { kind, a, b })
        });
        alone.collect::<Vec<_>>()
    };
    placed.extend(alone(&read_a.claims, &is_paired.0, DifferenceKind::OnlyA));
    placed.extend(alone(&read_b.claims, &is_paired.1, DifferenceKind::OnlyB));
    placed.sort_by_key(|(place, difference)| (*place, difference.kind));
    let ids = |(a, b): &(&Reading, &Reading)| (a.id.clone(), b.id.clone());
    Some(ComparedArticle {
        a: id_a.clone(),
        b: id_b.clone(),
        pairs: read_pairs.iter().map(ids).collect(),
        differences: placed.into_iter().map(|(_, difference)| difference).collect(),
        lost: [read_a.lost, read_b.lost],
        counts: ArticleCounts::new(
            [&read_a.claims, &read_b.claims],
            &read_pairs,
            index.len_chars(),
            agreement::seed_for(options.seed, id_a),
        ),
    })
}

/// What a pair gains if its words are the same: more than any two pairs that would part it.
const EXACT: f64 = 2.0;
/// What it gains besides if the speakers are the same, too.
const LIKEST: f64 = 0.01;

/// Claims that share enough of the shorter one. What a pair gains is the share of all their characters that both have, so
/// that of several the likest are paired; claims with the same words are always a pair.
fn candidates(a: &[Reading], b: &[Reading], overlap: f64) -> Vec<Candidate> {
    let longest = b
        .iter()
        .map(|claim| claim.hull().1 - claim.hull().0)
        .max()
        .unwrap_or(0);
    let mut candidates = Vec::new();
    for (at_a, of_a) in a.iter().enumerate() {
        let (start, end) = of_a.hull();
        let first = b.partition_point(|of_b| of_b.hull().0 + longest <= start);
        let near = b.iter().enumerate().skip(first);
        for (at_b, of_b) in near.take_while(|(_, of_b)| of_b.hull().0 < end) {
            let shared = of_a.shared_with(of_b);
            let shorter = of_a.len().min(of_b.len());
            if shared > 0 && shared as f64 >= overlap * shorter as f64 {
                let all = of_a.len() + of_b.len() - shared;
                let is_exact = of_a.extent == of_b.extent;
                let is_likest = is_exact && of_a.speakers == of_b.speakers;
                let gain = shared as f64 / all as f64;
                let gain = gain + if is_exact { EXACT } else { 0.0 } + if is_likest { LIKEST } else { 0.0 };
                candidates.push(Candidate {
                    a: at_a,
                    b: at_b,
                    gain,
                });
            }
        }
    }
    candidates
}
