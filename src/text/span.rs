//! A half-open range of bytes in a text. Other units, as files use them, are in `units`.

use std::ops::Range;
use std::slice::SliceIndex;

use serde::{Deserialize, Serialize};

/// A half-open range `start..end` of UTF-8 bytes, both on character boundaries of its text.
///
/// ```text
/// The [mayor] said      Span { start: 4, end: 9 }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span between two offsets in bytes, in either order.
    pub fn new(a: usize, b: usize) -> Self {
        Self {
            start: a.min(b),
            end: a.max(b),
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a standard range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether the byte offset lies inside (the end does not).
    pub fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Whether the other span lies wholly inside this one.
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words it covers, or `None` where it lies outside the text or splits a character.
    pub fn slice(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The words it covers in the text that it was made for.
    pub fn words(self, text: &str) -> &str {
        part(text, self.range())
    }
}

/// The part of a text between two of its boundaries. Other offsets are a mistake in the program: it is logged, and
/// the part is empty.
pub fn part(text: &str, range: impl SliceIndex<str, Output = str>) -> &str {
    let part = text.get(range);
    if part.is_none() {
        debug_assert!(false, "a part of a text ends outside it or within a character");
        tracing::error!("a part of a text ends outside it or within a character");
    }
    part.unwrap_or_default()
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_in_either_order_make_the_same_span() {
        assert_eq!(Span::new(9, 4), Span::new(4, 9));
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 4).overlaps(Span::new(4, 9)));
        assert!(Span::new(0, 5).overlaps(Span::new(4, 9)));
    }

    #[test]
    fn a_slice_outside_the_text_or_inside_a_character_is_none() {
        assert_eq!(Span::new(0, 1).slice("é"), None);
        assert_eq!(Span::new(0, 9).slice("é"), None);
        assert_eq!(Span::new(0, 2).slice("é"), Some("é"));
    }
}
