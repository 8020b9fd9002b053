//! Makes a model from marked articles: the taggers from all of them, the ranker from candidates that taggers found in
//! articles they had not seen.

use super::candidates::{Candidate, NUMBERS, Run, Taggers, describe};
use super::gazetteer::{Gazetteer, shares};
use super::hash::Key;
use super::marked::{MarkedArticle, MarkedClaim, TaggerSettings, train_taggers};
use super::model::{Calibration, Model};
use super::ranking::Ranker;
use super::reading::Paragraph;
use super::training::Settings;
use super::units::{shared, units, word_starts};
use crate::text::Span;

/// Into so many parts the articles are divided: candidates of each part come from taggers of the others.
const PARTS: usize = 3;

/// How the shipped taggers are trained.
pub(crate) const SETTINGS: TaggerSettings = TaggerSettings {
    cue: Settings {
        l1: 0.05,
        l2: 0.02,
        least_uses: 2,
        steps: 60,
    },
    part: Settings {
        l1: 0.05,
        l2: 0.02,
        least_uses: 2,
        steps: 60,
    },
};

/// The model that these articles make: the same articles in the same order make the same model, bit for bit.
pub fn train(articles: &[MarkedArticle]) -> Model {
    train_with(articles, SETTINGS)
}

/// The model that these articles make with these settings.
pub(crate) fn train_with(articles: &[MarkedArticle], settings: TaggerSettings) -> Model {
    let mut cases = Vec::new();
    for part in 0..PARTS {
        let of_part = |held: bool| {
            let numbered = articles.iter().enumerate();
            numbered
                .filter(move |(at, _)| (at % PARTS == part) == held)
                .map(|(_, article)| article)
        };
        let others: Vec<&MarkedArticle> = of_part(false).collect();
        let (taggers, counts) = train_taggers(&others, settings);
        let shares = shares(&counts);
        for article in of_part(true) {
            let judged = judged(article, &taggers, &Gazetteer::Known(&shares));
            cases.extend(judged.into_iter().map(|case| (case.numbers, case.is_right)));
        }
    }
    let all: Vec<&MarkedArticle> = articles.iter().collect();
    let (taggers, counts) = train_taggers(&all, settings);
    Model {
        shares: shares(&counts),
        taggers,
        ranker: Ranker::fit(&cases),
        calibration: Calibration::default(),
    }
}

/// A candidate of which it is known whether it is right.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// What was read.
    pub(crate) claim: MarkedClaim,
    /// The numbers that describe it.
    pub(crate) numbers: [f64; NUMBERS],
    /// Whether a claim is marked like that.
    pub(crate) is_right: bool,
    /// The most telling word of its cue, and the first of its content.
    words: (Key, Key),
}

impl Judged {
    /// The most telling word of its cue.
    pub(crate) fn cue_word(&self) -> Key {
        self.words.0
    }

    /// The first word of its content.
    pub(crate) fn opening(&self) -> Key {
        self.words.1
    }
}

/// The candidates of an article, each with whether it is right.
pub(crate) fn judged(article: &MarkedArticle, taggers: &Taggers, gazetteer: &Gazetteer<'_>) -> Vec<Judged> {
    let mut found: Vec<Judged> = Vec::new();
    for unit in units(&article.text, 0..article.text.len()) {
        let paragraph = Paragraph::read(&article.text, unit, gazetteer);
        let mut candidates = taggers.candidates(&paragraph);
        candidates.retain(|candidate| !candidate.content.is_empty());
        found.extend((0..candidates.len()).map(|at| Judged {
            numbers: describe(&paragraph, &candidates, at),
            claim: claim(&paragraph, &candidates[at]),
            is_right: false,
            words: (candidates[at].head, candidates[at].opening(&paragraph)),
        }));
    }
    let claims: Vec<&MarkedClaim> = found.iter().map(|judged| &judged.claim).collect();
    let right = right(article, &claims);
    for (judged, is_right) in found.iter_mut().zip(right) {
        judged.is_right = is_right;
    }
    found
}

/// A candidate as a claim.
pub(crate) fn claim(paragraph: &Paragraph, candidate: &Candidate) -> MarkedClaim {
    let spans = |runs: &[Run]| runs.iter().map(|run| paragraph.span(run.0, run.1)).collect();
    MarkedClaim {
        source: spans(&candidate.source),
        cue: spans(&[candidate.cue]),
        content: spans(&candidate.content),
    }
}

/// Which of these claims are right: paired one to one with the marked ones, the greatest overlap first; right is whose
/// words of content are at least half the same and whose source shares a word, or is missing on both sides.
fn right(article: &MarkedArticle, claims: &[&MarkedClaim]) -> Vec<bool> {
    let text = &article.text;
    let words = |claim: &MarkedClaim| word_starts(text, &claim.content);
    let marked: Vec<Vec<usize>> = article.claims.iter().map(words).collect();
    let mut pairs = Vec::new();
    for (own, claim) in claims.iter().enumerate() {
        let content = words(claim);
        for (other, wanted) in marked.iter().enumerate() {
            let both = shared(&content, wanted);
            let all = content.len() + wanted.len() - both;
            if both > 0 && 2 * both >= all && same_source(text, claim, &article.claims[other]) {
                pairs.push((both * 1_000_000 / all, other, own));
            }
        }
    }
    pairs.sort_by_key(|&(overlap, other, own)| (std::cmp::Reverse(overlap), other, own));
    let mut right = vec![false; claims.len()];
    let mut taken = vec![false; marked.len()];
    for (_, other, own) in pairs {
        if !right[own] && !taken[other] {
            (right[own], taken[other]) = (true, true);
        }
    }
    right
}

const SMALL: [&str; 9] = ["the", "a", "an", "of", "and", "mr", "mrs", "ms", "dr"];

fn same_source(text: &str, one: &MarkedClaim, other: &MarkedClaim) -> bool {
    let words = |spans: &[Span]| -> Vec<String> {
        let all = spans
            .iter()
            .flat_map(|span| span.words(text).split(|letter: char| !letter.is_alphanumeric()));
        let all: Vec<String> = all
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let telling: Vec<String> = all
            .iter()
            .filter(|word| !SMALL.contains(&word.as_str()))
            .cloned()
            .collect();
        if telling.is_empty() { all } else { telling }
    };
    if one.source.is_empty() || other.source.is_empty() {
        return one.source.is_empty() && other.source.is_empty();
    }
    let other = words(&other.source);
    words(&one.source).iter().any(|word| other.contains(word))
}
