//! Finds a quote in a text.

use super::Span;

/// A found quote.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Where it stands.
    pub span: Span,
    /// How sure it is, 0 to 1.
    pub score: f64,
}

/// The occurrence of the words nearest to the hint.
pub fn find(text: &str, words: &str, hint: usize, _before: &str, _after: &str) -> Option<Match> {
    let occurrences = text.match_indices(words).filter(|(_, found)| !found.is_empty());
    let (start, _) = occurrences.min_by_key(|(start, _)| start.abs_diff(hint))?;
    Some(Match {
        span: Span::new(start, start + words.len()),
        score: 1.0,
    })
}
