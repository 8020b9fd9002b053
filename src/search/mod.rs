//! Searches a text for words or a pattern and returns the hits as spans.
//!
//! Words are found as a person means them: case, accents, Arabic vowel points and the variants of alef
//! and hamza are folded away unless they are asked for. No hit ever splits a grapheme.

mod folded;
mod pattern;
pub(crate) mod typed;

use memchr::memmem;
use regex::Regex;
use thiserror::Error;

use folded::FoldedWords;
pub use pattern::literal;

use crate::text::Span;
use crate::text::segment::{is_grapheme_boundary, is_word_boundary};

/// The maximum number of hits; more are of no use.
pub const MAX_HITS: usize = 1_000_000;
/// How many bytes on each side decide whether a place is a boundary, whatever the length of the text.
const CONTEXT_BYTES: usize = 256;

/// What to search for, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words, or the pattern.
    pub words: String,
    /// Whether case, accents and points must be as written.
    pub case: bool,
    /// Whether hits must begin and end where words do.
    pub whole_words: bool,
    /// Whether the words are a regular expression, in the grammar of the `regex` crate. It is
    /// matched within paragraphs and against the unfolded text; only case is ignored.
    pub regex: bool,
}

/// Why a search could not be run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SearchError {
    /// The pattern breaks the grammar.
    #[error("{}", fl!("search-pattern", what = what, at = *at))]
    Pattern {
        /// What is wrong.
        what: String,
        /// Which character of the pattern it is about, from 1.
        at: usize,
    },
    /// The pattern would take too much memory.
    #[error("{}", fl!("search-too-large"))]
    TooLarge,
}

/// The hits in a text in order, not overlapping, at most [`MAX_HITS`]. Empty matches do not count, and an
/// empty query has none.
pub fn find(text: &str, query: &Query) -> Result<Vec<Span>, SearchError> {
    find_while(text, query, &|| true)
}

/// Like [`find`], but stops once `wanted` returns false and returns the hits so far; it is called every
/// few milliseconds.
pub fn find_while(text: &str, query: &Query, wanted: &dyn Fn() -> bool) -> Result<Vec<Span>, SearchError> {
    Ok(Finder::new(query)?.find_while(text, wanted))
}

/// A query that is made ready once and looked for in many texts.
pub struct Finder {
    query: Query,
    way: Way,
}

/// How hits are found.
enum Way {
    /// There is nothing to look for.
    Nothing,
    /// As a regular expression.
    Pattern(Regex),
    /// As they are.
    Exactly,
    /// Whatever their case, accents and points.
    Folded(Box<FoldedWords>),
}

impl Finder {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Result<Self, SearchError> {
        let way = if query.words.is_empty() {
            Way::Nothing
        } else if query.regex {
            Way::Pattern(pattern::compile(query)?)
        } else {
            let folded =
                Some(FoldedWords::new(&query.words)).filter(|folded| !query.case && !folded.is_empty());
            // Words of nothing but points can only be found as they are.
            folded.map_or(Way::Exactly, |folded| Way::Folded(Box::new(folded)))
        };
        Ok(Self {
            query: query.clone(),
            way,
        })
    }

    /// The hits in a text, as [`find_while`] gives them.
    pub fn find_while(&mut self, text: &str, wanted: &dyn Fn() -> bool) -> Vec<Span> {
        let (query, mut hits) = (&self.query, Vec::new());
        let mut take = |span: Span| {
            let counts = !span.is_empty()
                && (query.regex || is_whole_characters(text, span))
                && (!query.whole_words || is_whole_words(text, span));
            if counts {
                hits.push(span);
            }
            if hits.len() >= MAX_HITS {
                HitOutcome::LimitReached
            } else if counts {
                HitOutcome::Accepted
            } else {
                HitOutcome::Rejected
            }
        };
        match &mut self.way {
            Way::Nothing => {}
            Way::Pattern(regex) => pattern::search(text, regex, wanted, &mut take),
            Way::Exactly => search_exactly(text, &query.words, wanted, &mut take),
            Way::Folded(folded) => folded.search(text, wanted, &mut take),
        }
        hits
    }
}

/// Whether a match was taken as a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HitOutcome {
    /// It is a hit.
    Accepted,
    /// It is not a hit; another match may begin within it.
    Rejected,
    /// There are as many hits as allowed.
    LimitReached,
}

fn search_exactly(
    text: &str,
    words: &str,
    wanted: &dyn Fn() -> bool,
    take: &mut dyn FnMut(Span) -> HitOutcome,
) {
    let finder = memmem::Finder::new(words);
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut at = 0;
    while let Some(found) = text.as_bytes().get(at..).and_then(|rest| finder.find(rest)) {
        let start = at + found;
        let end = start + words.len();
        at = match take(Span { start, end }) {
            HitOutcome::Accepted => end,
            HitOutcome::Rejected => start + step,
            HitOutcome::LimitReached => return,
        };
        if !wanted() {
            return;
        }
    }
}

fn is_whole_characters(text: &str, span: Span) -> bool {
    is_boundary(text, span.start, is_grapheme_boundary) && is_boundary(text, span.end, is_grapheme_boundary)
}

fn is_whole_words(text: &str, span: Span) -> bool {
    is_word_edge(text, span.start) && is_word_edge(text, span.end)
}

fn is_word_edge(text: &str, byte: usize) -> bool {
    let bytes = text.as_bytes();
    let is_alphanumeric = |byte: Option<usize>| {
        let character = byte.and_then(|byte| bytes.get(byte));
        character.is_some_and(u8::is_ascii_alphanumeric)
    };
    // Most positions are decided by their two neighbours.
    if is_alphanumeric(byte.checked_sub(1)) && is_alphanumeric(Some(byte)) {
        return false;
    }
    is_boundary(text, byte, is_word_boundary)
}

/// Whether a position is a boundary, judged by the text around it.
fn is_boundary(text: &str, byte: usize, holds: fn(&str, usize) -> bool) -> bool {
    let from = text.floor_char_boundary(byte.saturating_sub(CONTEXT_BYTES));
    let to = text.ceil_char_boundary((byte + CONTEXT_BYTES).min(text.len()));
    let around = text.get(from..to).unwrap_or(text);
    holds(around, byte - from)
}

#[cfg(test)]
mod tests;
