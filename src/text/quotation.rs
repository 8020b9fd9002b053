//! Quotation marks.

use super::Span;

/// How much of some spans stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotedShare {
    /// Nothing.
    None,
    /// Some words.
    Part,
    /// All words.
    Whole,
}

/// How much of the spans stands in quotation marks.
pub fn quoted_share(text: &str, spans: &[Span]) -> QuotedShare {
    let quoted = |c: char| "“”".contains(c);
    let mut share = QuotedShare::None;
    for span in spans {
        let Some(words) = span.slice(text) else { continue };
        if words.contains(quoted) {
            share = QuotedShare::Part;
        } else if text.get(..span.start).is_some_and(|before| before.ends_with('“')) {
            share = QuotedShare::Whole;
        }
    }
    share
}
