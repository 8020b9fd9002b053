//! Puts the parts together: from a stretch of text to its suggestions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::candidates::{Candidate, Run, describe};
use super::gazetteer::Gazetteer;
use super::model::Model;
use super::people;
use super::quotations::{long_quotations, offered};
use super::ranking::chance;
use super::reading::{Class, Paragraph};
use super::units::{shared, units, word_starts};
use super::{Reason, Suggestion};
use crate::model::{Polarity, Quotation, Speaker, SpeakerId};
use crate::suggest::name::NearbySpeakers;
use crate::text::Span;
use crate::text::quotation::{QuotedShare, quoted_share};

/// The five places of the control 'fewer, surer … more': the least probability of what is shown.
pub const LEVELS: [f32; 5] = [0.85, 0.7, 0.5, 0.35, 0.2];

/// The place that is set before anybody moves the control.
pub const DEFAULT_LEVEL: usize = 2;

/// What is less likely than this is not worth keeping.
const FLOOR: f64 = 0.15;

/// How likely a quotation is a claim that nothing else covers.
const QUOTATION: f64 = 0.6;

/// Of the words of the shorter of two suggestions, so many in a hundred may be the other's as well.
const MAX_SHARED: usize = 30;

/// Of the words of a quotation, so many in a hundred may be a suggestion's before it counts as covered.
const MAX_COVERED: usize = 20;

/// What is known about an article and its project.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The project's speakers.
    pub speakers: &'a BTreeMap<SpeakerId, Speaker>,
    /// The spans of the claims that are marked already: nothing is suggested over them.
    pub claims: &'a [Span],
    /// The [fingerprints](Suggestion::fingerprint) of what was refused.
    pub refused: &'a BTreeSet<u64>,
}

/// Suggests claims.
#[derive(Clone, Debug)]
pub struct Suggester {
    model: Arc<Model>,
}

/// A suggestion under way.
struct Draft {
    content: Vec<Span>,
    source: Vec<Span>,
    cue: Option<Span>,
    probability: f64,
    opening: Option<Span>,
    words: Vec<usize>,
}

impl Suggester {
    /// One that rests on the model that ships with the program.
    pub fn shipped() -> Self {
        Self::new(Model::shipped())
    }

    /// One that rests on this model.
    pub fn new(model: Arc<Model>) -> Self {
        Self { model }
    }

    /// The claims suggested in the paragraphs that begin in this part of the text, in its order. Parts that follow one
    /// another give the same together as the whole at once.
    pub fn paragraphs(&self, text: &str, range: Range<usize>, known: &Known<'_>) -> Vec<Suggestion> {
        let units = units(text, range);
        let mut found: Vec<Suggestion> = units
            .into_iter()
            .flat_map(|unit| self.unit(text, unit, known))
            .collect();
        found.sort_by_key(|suggestion| suggestion.content.first().copied());
        found
    }

    fn unit(&self, text: &str, unit: Span, known: &Known<'_>) -> Vec<Suggestion> {
        let is_free = |span: &Span| !known.claims.iter().any(|claim| claim.overlaps(*span));
        let mut drafts = self.drafts(text, unit);
        add_quotations(text, unit, &mut drafts);
        drafts.retain(|draft| draft.content.iter().all(is_free));
        let finished = drafts.into_iter().map(|draft| finish(text, draft, known));
        finished
            .filter(|suggestion| !known.refused.contains(&suggestion.fingerprint(text)))
            .collect()
    }

    /// The best candidates of a paragraph; of those that overlap, the likelier.
    fn drafts(&self, text: &str, unit: Span) -> Vec<Draft> {
        let paragraph = Paragraph::read(text, unit, &Gazetteer::Known(&self.model.shares));
        let mut candidates = self.model.taggers.candidates(&paragraph);
        candidates.retain(|candidate| !candidate.content.is_empty());
        let odds = |at: usize| self.model.ranker.odds(&describe(&paragraph, &candidates, at));
        let mut ranked: Vec<(f64, &Candidate)> = candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| (odds(at), candidate))
            .collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut drafts: Vec<Draft> = Vec::new();
        for (odds, candidate) in ranked {
            let probability = calibrated(odds);
            if probability < FLOOR {
                break;
            }
            let draft = draft(text, &paragraph, candidate, probability);
            let clashes = |other: &Draft| {
                let both = shared(&draft.words, &other.words);
                both > 0 && both * 100 >= MAX_SHARED * draft.words.len().min(other.words.len())
            };
            if !drafts.iter().any(clashes) {
                drafts.push(draft);
            }
        }
        drafts
    }
}

/// The probability that the ranker's odds mean on real articles.
fn calibrated(odds: f64) -> f64 {
    chance(odds)
}

fn draft(text: &str, paragraph: &Paragraph, candidate: &Candidate, probability: f64) -> Draft {
    let spans = |runs: &[Run]| -> Vec<Span> { runs.iter().map(|run| paragraph.span(run.0, run.1)).collect() };
    let content = spans(&candidate.content);
    let opens = candidate
        .content
        .first()
        .filter(|run| matches!(paragraph.class(run.0), Class::That | Class::To) && run.0 > candidate.cue.1);
    Draft {
        words: word_starts(text, &content),
        content,
        source: spans(&candidate.source),
        cue: spans(&[candidate.cue]).pop(),
        probability,
        opening: opens.map(|run| paragraph.span(run.0, run.0)),
    }
}

/// Adds the quotations that nothing covers, and lets the offers say who speaks in those that are covered whole.
fn add_quotations(text: &str, unit: Span, drafts: &mut Vec<Draft>) {
    for quotation in long_quotations(text, unit) {
        let words = word_starts(text, &[quotation]);
        let covered = |draft: &Draft| shared(&words, &draft.words) * 100 > MAX_COVERED * words.len();
        if drafts.iter().any(covered) {
            continue;
        }
        let content = vec![quotation];
        let (source, cue) = offered(text, &content);
        drafts.push(Draft {
            content,
            source: source.into_iter().collect(),
            cue,
            probability: QUOTATION,
            opening: None,
            words,
        });
    }
}

fn finish(text: &str, draft: Draft, known: &Known<'_>) -> Suggestion {
    let share = quoted_share(text, &draft.content);
    let quotation = match share {
        QuotedShare::Whole => Quotation::Direct,
        QuotedShare::Part => Quotation::Mixed,
        QuotedShare::None => Quotation::Indirect,
    };
    let window = people::window(text, &draft.content);
    let nearby = NearbySpeakers::around(&window, known.speakers);
    let speakers = people::mentions(&window, &draft.source, &nearby);
    let polarity = match quotation {
        // 'He did not mince words: “…”' says what he said.
        Quotation::Direct => Polarity::Affirms,
        _ => people::polarity(text, draft.cue),
    };
    let quoted = draft.content.first().filter(|_| share == QuotedShare::Whole);
    let reasons = draft.cue.map(Reason::Cue).into_iter();
    let reasons = reasons
        .chain(quoted.copied().map(Reason::Quotation))
        .chain(draft.opening.map(Reason::Opening))
        .chain(draft.source.first().copied().map(Reason::Source));
    Suggestion {
        reasons: reasons.collect(),
        content: draft.content,
        source: draft.source,
        cue: draft.cue,
        speakers,
        polarity,
        quotation,
        relayed_by: Vec::new(),
        probability: draft.probability as f32,
    }
}

impl Suggestion {
    /// What it is recognised by when it was refused: its words and its cue, whatever their case and spaces, wherever
    /// they stand.
    pub fn fingerprint(&self, text: &str) -> u64 {
        let mut words = String::new();
        for span in self.content.iter().chain(&self.cue) {
            for word in span.words(text).split(|letter: char| !letter.is_alphanumeric()) {
                if !word.is_empty() {
                    words.push_str(&crate::text::fold::fold(word));
                    words.push(' ');
                }
            }
            words.push('\n');
        }
        super::hash::of_text(&words)
    }
}
