//! A suggestion under way: what the taggers or a rule found, before it is put right and named.

use super::candidates::{Candidate, Run};
use super::languages::Found;
use super::quotations::offered;
use super::reading::{Class, Paragraph};
use super::units::word_starts;
use super::unstated;
use crate::text::Span;

/// How likely a clause is a claim that a rule found. Nobody measured it: half is no promise.
const CLAUSE: f64 = 0.5;

/// Marks that open a quotation.
const OPENING: [char; 3] = ['“', '"', '«'];

/// Marks that close a quotation.
const CLOSING: [char; 5] = ['”', '"', '\'', '»', '’'];

/// A suggestion under way.
pub(super) struct Draft {
    pub(super) content: Vec<Span>,
    pub(super) source: Vec<Span>,
    pub(super) cue: Option<Span>,
    pub(super) probability: f64,
    pub(super) opening: Option<Span>,
    pub(super) words: Vec<usize>,
    /// Whether decisions of the project speak for its words.
    pub(super) is_learned: bool,
}

/// A clause that a rule found.
pub(super) fn clause(text: &str, found: &Found) -> Draft {
    let content = vec![found.content];
    Draft {
        words: word_starts(text, &content),
        content,
        source: vec![found.source],
        cue: Some(found.cue),
        probability: CLAUSE,
        opening: None,
        is_learned: false,
    }
}

/// What a candidate of the ranker is, with how likely it is right.
pub(super) fn draft(text: &str, paragraph: &Paragraph, candidate: &Candidate, probability: f64) -> Draft {
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
        is_learned: false,
    }
}

/// What stands before the colon of a line that names where a text or a picture comes from.
const CREDITS: [&str; 20] = [
    "source",
    "sources",
    "photo",
    "photos",
    "photograph",
    "photography",
    "picture",
    "pictures",
    "image",
    "images",
    "credit",
    "video",
    "graphic",
    "illustration",
    "reporting",
    "editing",
    "caption",
    "quelle",
    "foto",
    "fuente",
];

impl Draft {
    /// Whether it is a line of credit: 'Source: Agencies'.
    pub(super) fn is_credit(&self, text: &str) -> bool {
        let words = |span: &Span| span.words(text).to_lowercase();
        self.cue.is_some_and(|cue| cue.words(text) == ":")
            && self
                .source
                .iter()
                .any(|source| CREDITS.contains(&words(source).as_str()))
    }

    /// Whether it stands in a quotation with its cue.
    pub(super) fn is_inside(&self, quotation: Span) -> bool {
        let mut spans = self.content.iter().chain(&self.cue);
        spans.all(|span| quotation.covers(*span))
    }

    /// Leaves out quotations behind its cue that have a cue of their own: '“X,” said A. B answered, “Y.”' and
    /// '“X,” said A. “Y,” she went on.'
    pub(super) fn leave_others(&mut self, text: &str) {
        let ends = self.source.iter().chain(&self.cue).map(|span| span.end);
        let ends: Vec<usize> = ends.chain(self.content.first().map(|first| first.end)).collect();
        let is_own = |piece: &Span| {
            let after = ends
                .iter()
                .copied()
                .filter(|end| *end <= piece.start)
                .max()
                .unwrap_or(piece.start);
            let rest = Span::new(after, piece.start).words(text);
            let stop = rest.find(". ").map(|at| &rest[at + 1..]);
            let quoted = piece.words(text).starts_with(OPENING);
            let answers = stop.is_some_and(|words| words.contains(char::is_alphanumeric));
            let inner = piece.words(text).trim_end_matches(CLOSING);
            !(quoted && (answers || stop.is_some() && inner.ends_with(',')))
        };
        let own = self.content.iter().skip(1).position(|piece| !is_own(piece));
        if let Some(own) = own {
            self.content.truncate(own + 1);
            self.words = word_starts(text, &self.content);
        }
    }

    /// Takes the offer for the source of a whole quotation where the taggers found none, or somebody else: what stands
    /// around a quotation is told better by the rules of the offers.
    pub(super) fn take_offer(&mut self, text: &str) {
        let (Some(source), cue) = offered(text, &self.content) else {
            return;
        };
        if self.source.is_empty() {
            self.source = vec![source];
        } else if !self.source.iter().any(|own| own.overlaps(source)) {
            self.source = vec![source];
            self.cue = cue.or(self.cue);
        }
    }

    /// Makes the subject of a cue that leaves open who says so a part of what is said.
    pub(super) fn give_up_subject(&mut self, text: &str) {
        let Some(cue) = self.cue else { return };
        let stands_before = |source: &Span| source.end <= cue.start;
        let is_apart = |source: &Span| !self.content.iter().any(|piece| piece.overlaps(*source));
        if self.source.is_empty()
            || !self
                .source
                .iter()
                .all(|source| stands_before(source) && is_apart(source))
            || !unstated::is_unstated(text, cue)
        {
            return;
        }
        self.content.append(&mut self.source);
        self.content.sort_unstable();
        self.words = word_starts(text, &self.content);
    }

    /// Takes a quotation whole of which it has a part, and gives up what else is not quoted: '“X. Y,” he said.'
    pub(super) fn take_whole(&mut self, text: &str, quotation: Span) {
        let is_part = |piece: &Span| quotation.covers(*piece);
        let outside = self.cue.is_some_and(|cue| !quotation.overlaps(cue));
        if !outside || !self.content.first().is_some_and(is_part) {
            return;
        }
        self.content
            .retain(|piece| !is_part(piece) && piece.words(text).starts_with(OPENING));
        self.content.insert(0, quotation);
        self.words = word_starts(text, &self.content);
    }

    pub(super) fn extend(&mut self, text: &str, pieces: &[Span]) {
        self.content.extend(pieces);
        self.words = word_starts(text, &self.content);
    }

    /// Whether a quotation goes on with this one: '“X,” he said. “Y.”'. Between them stand its cue and its source, and
    /// one end of a sentence.
    pub(super) fn is_gone_on_with(&self, text: &str, quotation: Span) -> bool {
        let Some(last) = self.content.last().filter(|last| last.end <= quotation.start) else {
            return false;
        };
        let between = Span::new(last.end, quotation.start);
        let Some(cue) = self.cue.filter(|cue| between.covers(*cue)) else {
            return false;
        };
        let said = self
            .source
            .iter()
            .all(|source| between.covers(*source) || source.end <= last.start);
        let after = self
            .source
            .iter()
            .map(|source| source.end)
            .max()
            .unwrap_or(0)
            .max(cue.end);
        let rest = Span::new(after.min(quotation.start), quotation.start).words(text);
        // '“X,” said A. B answered, “Y.”' and '“Y,” she said' have a cue of their own.
        let alone = rest.trim_end().ends_with('.') && rest.matches(['.', '!', '?']).count() == 1;
        let inner = quotation.words(text).trim_end_matches(CLOSING);
        said && alone
            && !inner.ends_with(',')
            && last.words(text).ends_with(CLOSING)
            && !between.words(text).contains('\n')
    }
}
