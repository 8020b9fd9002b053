//! What is read at a time: a paragraph, or a part of one that is longer than any in print.

use std::ops::Range;

use crate::text::Span;

/// A longer paragraph is read in parts.
const MAX_UNIT_BYTES: usize = 6_000;

/// The units that begin in this part of the text, in order. Where they begin does not depend on the part.
pub(crate) fn units(text: &str, range: Range<usize>) -> Vec<Span> {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    let start = text[..start].rfind('\n').map_or(0, |feed| feed + 1);
    let mut found = Vec::new();
    let mut at = start;
    while at < range.end.min(text.len()) {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let mut from = at;
        while from < end && from < range.end {
            let to = unit_end(text, from, end);
            if from >= range.start && !text[from..to].trim().is_empty() {
                found.push(Span::new(from, to));
            }
            from = to;
        }
        at = end + 1;
    }
    found
}

/// The end of the unit that begins at `from` in a paragraph that ends at `end`.
fn unit_end(text: &str, from: usize, end: usize) -> usize {
    if end - from <= MAX_UNIT_BYTES {
        return end;
    }
    let limit = text.floor_char_boundary(from + MAX_UNIT_BYTES);
    let part = &text[from..limit];
    let ends = [". ", "! ", "? ", ".” ", ".\" "];
    let sentence = ends
        .iter()
        .filter_map(|end| Some(part.rfind(end)? + end.len()))
        .max();
    from + sentence
        .or_else(|| part.rfind(' ').map(|at| at + 1))
        .unwrap_or(part.len())
}

/// The places of the words in these spans: letters and digits in a row.
pub(crate) fn word_starts(text: &str, spans: &[Span]) -> Vec<usize> {
    let mut starts = Vec::new();
    for span in spans {
        let mut inside = false;
        for (at, letter) in span.words(text).char_indices() {
            let word = letter.is_alphanumeric() || letter == '_';
            if word && !inside {
                starts.push(span.start + at);
            }
            inside = word;
        }
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// How many words these spans hold.
pub(crate) fn words_in(text: &str, spans: &[Span]) -> usize {
    word_starts(text, spans).len()
}

/// How many places two sorted lists share.
pub(crate) fn shared(one: &[usize], other: &[usize]) -> usize {
    one.iter()
        .filter(|start| other.binary_search(start).is_ok())
        .count()
}
