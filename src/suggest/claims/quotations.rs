//! Quotations that no candidate covers: whole ones are claims too, with source and cue from the offers for a claim.

use std::collections::BTreeMap;

use super::units::words_in;
use crate::model::Speaker;
use crate::text::Span;
use crate::text::quotation::quotations;
use crate::text::segment::trim;

/// A shorter quotation is a name, a title or a word held at arm's length.
const LEAST_WORDS: usize = 5;

/// A quotation of a unit.
#[derive(Clone, Debug)]
pub(crate) struct LongQuotation {
    /// The part of it in this unit, with its marks.
    pub(crate) here: Span,
    /// Its parts in the paragraphs behind.
    pub(crate) behind: Vec<Span>,
    /// Whether it began in a paragraph before.
    pub(crate) goes_on: bool,
    /// Whether it is a short sentence, which is a claim only where somebody says it: '“We lost.”'.
    pub(crate) is_short: bool,
}

/// The quotations of a unit that are long enough, the outermost only.
pub(crate) fn long_quotations(text: &str, unit: Span) -> Vec<LongQuotation> {
    let mut found: Vec<LongQuotation> = Vec::new();
    for quoted in quotations(text, unit) {
        let start = quoted.outer.start.max(unit.start);
        let end = quoted.outer.end.min(unit.end);
        if start >= end {
            continue;
        }
        let here = trim(text, Span::new(start, end));
        let is_inner = found.last().is_some_and(|last| last.here.covers(here));
        let is_short = words_in(text, &[here]) < LEAST_WORDS;
        if is_inner || is_short && !is_sentence(quoted.inner.words(text)) {
            continue;
        }
        let rest = Span::new(end, quoted.outer.end.max(end));
        found.push(LongQuotation {
            here,
            behind: lines(text, rest),
            goes_on: quoted.outer.start < unit.start,
            is_short,
        });
    }
    found
}

/// Whether quoted words are a sentence: a capital first and a mark that ends it, or the comma before its cue, last.
fn is_sentence(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && words.ends_with([',', '.', '!', '?'])
}

/// The lines of a span that are not empty.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut at = span.start;
    let mut found = Vec::new();
    for line in span.words(text).split_inclusive('\n') {
        let here = trim(text, Span::new(at, at + line.len()));
        if !here.is_empty() {
            found.push(here);
        }
        at += line.len();
    }
    found
}

/// Source and cue of a quotation, from the offers for a claim.
pub(crate) fn offered(text: &str, content: &[Span]) -> (Option<Span>, Option<Span>) {
    let offers = super::super::offers(text, content, None, &BTreeMap::<_, Speaker>::new());
    (offers.source.map(|mention| mention.span), offers.cue)
}
