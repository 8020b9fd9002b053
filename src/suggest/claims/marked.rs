//! Articles in which the claims are marked, to train on.

use std::collections::BTreeMap;

use super::candidates::{
    CONTENT_BEGINS, CUE_ALLOWED, CUE_BEGINS, CUE_GOES_ON, PART_ALLOWED, SOURCE_BEGINS, THE_CUE, Taggers,
};
use super::features::{cue_features, part_features};
use super::gazetteer::{Counts, Gazetteer, Share};
use super::reading::Paragraph;
use super::training::{Sequences, Settings};
use super::units::units;
use crate::text::Span;

/// A marked claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedClaim {
    /// The words that mention who says so; none where the text does not say.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is said, in pieces.
    pub content: Vec<Span>,
}

/// An article with its claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedArticle {
    /// Its text.
    pub text: String,
    /// Its claims.
    pub claims: Vec<MarkedClaim>,
}

impl MarkedArticle {
    /// How often each word of the article is used, and how often in a cue.
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::new();
        let nobody = BTreeMap::new();
        let none = Gazetteer::Without(&nobody, &nobody);
        let cues: Vec<Span> = self.claims.iter().flat_map(|claim| &claim.cue).copied().collect();
        for unit in units(&self.text, 0..self.text.len()) {
            for word in Paragraph::read(&self.text, unit, &none).words {
                if word.share == Share::Mark {
                    continue;
                }
                let uses = counts.entry(word.key).or_default();
                uses.all += 1;
                uses.cue += u32::from(cues.iter().any(|cue| cue.covers(word.span)));
            }
        }
        counts
    }
}

/// Claims as labels of the first tagger.
pub(crate) fn cue_labels(claims: &[MarkedClaim], paragraph: &Paragraph) -> Vec<u8> {
    let mut labels = vec![0; paragraph.words.len()];
    for claim in claims {
        let mut begun = false;
        for (label, word) in labels.iter_mut().zip(&paragraph.words) {
            if claim.cue.iter().any(|cue| cue.overlaps(word.span)) {
                *label = if begun { CUE_GOES_ON } else { CUE_BEGINS } as u8;
                begun = true;
            }
        }
    }
    labels
}

/// The labels of the second tagger for one claim, with the first and last word of its cue; none where its cue is not in
/// the paragraph.
pub(crate) fn part_labels(claim: &MarkedClaim, paragraph: &Paragraph) -> Option<(usize, usize, Vec<u8>)> {
    let in_cue = |at: &usize| {
        claim
            .cue
            .iter()
            .any(|cue| cue.overlaps(paragraph.words[*at].span))
    };
    let first = (0..paragraph.words.len()).find(in_cue)?;
    let last = (0..paragraph.words.len()).rev().find(in_cue)?;
    let mut labels = vec![0; paragraph.words.len()];
    let mut mark = |spans: &[Span], begins: usize| {
        for piece in spans {
            let mut begun = false;
            for (at, word) in paragraph.words.iter().enumerate() {
                if piece.overlaps(word.span) {
                    labels[at] = (begins + usize::from(begun)) as u8;
                    begun = true;
                }
            }
        }
    };
    mark(&claim.content, CONTENT_BEGINS);
    mark(&claim.source, SOURCE_BEGINS);
    labels[first..=last].fill(THE_CUE as u8);
    // What went on over the cue begins anew behind it.
    for at in last + 1..labels.len().min(last + 2) {
        if labels[at] == SOURCE_BEGINS as u8 + 1 || labels[at] == CONTENT_BEGINS as u8 + 1 {
            labels[at] -= 1;
        }
    }
    Some((first, last, labels))
}

/// The counts of all articles together.
pub(crate) fn all_counts<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
    let mut all = Counts::new();
    for counts in counts {
        for (&word, uses) in counts {
            let sum = all.entry(word).or_default();
            sum.all += uses.all;
            sum.cue += uses.cue;
        }
    }
    all
}

/// How the taggers are trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TaggerSettings {
    /// The first.
    pub(crate) cue: Settings,
    /// The second.
    pub(crate) part: Settings,
}

/// The taggers that these articles train, with the counts of their words.
pub(crate) fn train_taggers(articles: &[&MarkedArticle], settings: TaggerSettings) -> (Taggers, Counts) {
    let counts: Vec<Counts> = articles.iter().map(|article| article.counts()).collect();
    let all = all_counts(&counts);
    let mut cues = Sequences::new(CUE_ALLOWED);
    let mut parts = Sequences::new(PART_ALLOWED);
    for (article, own) in articles.iter().zip(&counts) {
        let gazetteer = Gazetteer::Without(&all, own);
        for unit in units(&article.text, 0..article.text.len()) {
            let paragraph = Paragraph::read(&article.text, unit, &gazetteer);
            if paragraph.words.is_empty() {
                continue;
            }
            cues.add(cue_features(&paragraph), cue_labels(&article.claims, &paragraph));
            for claim in &article.claims {
                let Some((first, last, labels)) = part_labels(claim, &paragraph) else {
                    continue;
                };
                if labels.iter().any(|&label| usize::from(label) >= CONTENT_BEGINS) {
                    parts.add(part_features(&paragraph, first, last), labels);
                }
            }
        }
    }
    let taggers = Taggers {
        cue: cues.train(settings.cue),
        part: parts.train(settings.part),
    };
    (taggers, all)
}
