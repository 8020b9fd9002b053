//! Offsets of annotations in the units of the formats: Unicode characters (code points) or UTF-16 units.

use std::collections::BTreeMap;
use std::ops::Range;

use str_indices::utf16;

use crate::model::{Anchor, AnchorPlace, Article, Claim, Quotation};
use crate::text::quotation::QuotedWords;
use crate::text::units::CharIndex;

/// Converts the offsets of one article. Its text is scanned once.
#[derive(Debug)]
pub struct Offsets<'a> {
    chars: Option<CharIndex<'a>>,
    quoted: Option<QuotedWords<'a>>,
}

impl<'a> Offsets<'a> {
    /// Scans the text of an article.
    pub fn new(article: &'a Article) -> Self {
        let text = article.text.as_deref();
        Self {
            chars: text.map(CharIndex::new),
            quoted: text.map(QuotedWords::new),
        }
    }

    /// The characters an anchor covers; those of its file if it is not proved.
    pub fn chars(&self, anchor: &Anchor) -> Range<usize> {
        match (&anchor.place, &self.chars) {
            (AnchorPlace::At(span), Some(index)) => {
                index.chars_from_byte(span.start)..index.chars_from_byte(span.end)
            }
            (AnchorPlace::At(span), None) => span.range(),
            (AnchorPlace::Unproved(chars), _) => chars.clone(),
        }
    }

    /// Whether an anchor is an orphan: the text has been read and its words are not in it.
    pub fn is_orphaned(&self, anchor: &Anchor) -> bool {
        self.chars.is_some() && anchor.span().is_none()
    }

    /// The quotation type: as set by hand, else as detected in the text.
    pub fn quotation(&self, claim: &Claim) -> Option<Quotation> {
        let by_marks = |quoted| claim.quotation_among(quoted);
        self.quoted.as_ref().map(by_marks).or(claim.quotation)
    }
}

/// The UTF-16 offset of each of these bytes, in one pass over the text.
pub fn utf16_from_bytes(text: &str, bytes: impl Iterator<Item = usize>) -> BTreeMap<usize, usize> {
    let mut units: BTreeMap<usize, usize> = bytes.map(|byte| (byte, 0)).collect();
    let (mut at, mut counted) = (0, 0);
    for (byte, units) in &mut units {
        counted += utf16::count(text.get(at..*byte).unwrap_or_default());
        at = *byte;
        *units = counted;
    }
    units
}
