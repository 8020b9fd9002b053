//! The places of marks in the unit that files are written in: Unicode characters (code points),
//! half open. Finding lost places again is the model's business.

use std::ops::Range;

use crate::model::{Anchor, Article, Place};
use crate::text::units::CharIndex;

/// Converts the anchors of one article.
#[derive(Debug)]
pub struct Offsets<'a>(Option<CharIndex<'a>>);

impl<'a> Offsets<'a> {
    /// The offsets of an article, counted once.
    pub fn new(article: &'a Article) -> Self {
        Self(article.text.as_deref().map(CharIndex::new))
    }

    /// The characters an anchor covers; those it came with where it is not proved.
    pub fn chars(&self, anchor: &Anchor) -> Range<usize> {
        match (&anchor.place, &self.0) {
            (Place::At(span), Some(index)) => {
                index.chars_from_byte(span.start)..index.chars_from_byte(span.end)
            }
            (Place::At(span), None) => span.range(),
            (Place::Unproved(chars), _) => chars.clone(),
        }
    }

    /// Whether an anchor has lost its place: the text has been read and its words are not there.
    pub fn is_orphaned(&self, anchor: &Anchor) -> bool {
        self.0.is_some() && anchor.span().is_none()
    }
}

/// Ranges as a table shows them: `89-105;137-169`.
pub fn in_a_cell(ranges: impl IntoIterator<Item = Range<usize>>) -> String {
    let ranges = ranges.into_iter();
    let written = ranges.map(|range| format!("{}-{}", range.start, range.end));
    written.collect::<Vec<_>>().join(";")
}
