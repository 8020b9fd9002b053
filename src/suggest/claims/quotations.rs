//! Quotations that no candidate covers: whole ones are claims too, with source and cue from the offers for a claim.

use std::collections::BTreeMap;

use super::units::words_in;
use crate::model::Speaker;
use crate::text::Span;
use crate::text::quotation::quotations;

/// A shorter quotation is a name, a title or a word held at arm's length.
const LEAST_WORDS: usize = 5;

/// The quotations that begin in a unit and are long enough, the outermost only, with their marks; of one that goes on in
/// further paragraphs the part in this one.
pub(crate) fn long_quotations(text: &str, unit: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for quoted in quotations(text, unit) {
        let start = quoted.outer.start.max(unit.start);
        let end = quoted.outer.end.min(unit.end);
        if start >= end {
            continue;
        }
        let here = crate::text::segment::trim(text, Span::new(start, end));
        let is_inner = found.last().is_some_and(|last| last.covers(here));
        if !is_inner && words_in(text, &[here]) >= LEAST_WORDS {
            found.push(here);
        }
    }
    found
}

/// Source and cue of a quotation, from the offers for a claim.
pub(crate) fn offered(text: &str, content: &[Span]) -> (Option<Span>, Option<Span>) {
    let offers = super::super::offers(text, content, None, &BTreeMap::<_, Speaker>::new());
    (offers.source.map(|mention| mention.span), offers.cue)
}
