//! Finds the matches of a regular expression, paragraph by paragraph, in bounded memory and in time
//! linear in the text.

use regex::{Regex, RegexBuilder};

use super::{HitOutcome, Query, SearchError};
use crate::text::Span;
use crate::text::span::part;

/// The maximum memory of a compiled pattern.
const MAX_COMPILED_BYTES: usize = 1 << 20;
/// Longer paragraphs are matched in pieces, so that a search can be cancelled.
const MAX_PIECE_BYTES: usize = 1 << 16;

/// The pattern that matches just these words.
pub fn literal(words: &str) -> String {
    regex::escape(words)
}

/// Passes every match to `take`, in order.
pub(super) fn search(
    text: &str,
    regex: &Regex,
    wanted: &dyn Fn() -> bool,
    take: &mut dyn FnMut(Span) -> HitOutcome,
) {
    for part in parts(text) {
        if !wanted() {
            break;
        }
        for found in regex.find_iter(part.words(text)) {
            let span = Span::new(part.start + found.start(), part.start + found.end());
            if take(span) == HitOutcome::LimitReached {
                return;
            }
        }
    }
}

/// The pattern that a query looks for.
pub(super) fn compile(query: &Query) -> Result<Regex, SearchError> {
    // Its own error is a picture of several lines; the grammar's says what is wrong and where.
    regex_syntax::Parser::new()
        .parse(&query.words)
        .map_err(|error| error_of(&query.words, &error))?;
    RegexBuilder::new(&query.words)
        .case_insensitive(!query.case)
        .size_limit(MAX_COMPILED_BYTES)
        .dfa_size_limit(2 * MAX_COMPILED_BYTES)
        .build()
        .map_err(|_| SearchError::TooLarge)
}

fn error_of(pattern: &str, error: &regex_syntax::Error) -> SearchError {
    let (what, byte) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), error.span().start.offset),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), error.span().start.offset),
        error => (error.to_string(), 0),
    };
    let before = part(pattern, ..byte);
    SearchError::Pattern {
        what,
        at: before.chars().count() + 1,
    }
}

/// The paragraphs of a text, those that are too long in parts that end at a space.
fn parts(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let near = rest
            .get(..rest.floor_char_boundary(MAX_PIECE_BYTES))
            .unwrap_or(rest);
        let (length, skipped) = match memchr::memchr(b'\n', near.as_bytes()) {
            Some(feed) => (feed, 1),
            None if near.len() == rest.len() => (rest.len(), 0),
            None => (near.rfind(' ').map_or(near.len(), |space| space + 1), 0),
        };
        let part = Span::new(at, at + length);
        at = part.end + skipped;
        Some(part)
    })
}
