//! The units that files count offsets in, and how to tell which one a file uses: the one in which most
//! offsets cover the words that the file repeats.

use std::cell::OnceCell;
use std::fmt;

use str_indices::utf16;

use crate::text::Span;
use crate::text::units::CharIndex;

/// The unit that offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OffsetUnit {
    /// Unicode characters (code points), as Python counts.
    #[default]
    Characters,
    /// UTF-16 units, as Java and JavaScript count.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
}

impl OffsetUnit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Characters, Self::Utf16, Self::Bytes];
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => fl!("import-offset-unit-characters"),
            Self::Utf16 => fl!("import-offset-unit-utf-16"),
            Self::Bytes => fl!("import-offset-unit-bytes"),
        })
    }
}

/// The distance between two checkpoints.
const STRIDE_BYTES: usize = 1024;

/// Converts the offsets of a text from any unit.
pub(super) struct OffsetIndex<'text> {
    text: &'text str,
    chars: CharIndex<'text>,
    /// UTF-16 units before the checkpoint at byte `n * STRIDE_BYTES`; counted when first asked for.
    utf16_before: OnceCell<Vec<usize>>,
}

impl<'text> OffsetIndex<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            chars: CharIndex::new(text),
            utf16_before: OnceCell::new(),
        }
    }

    /// The span between two offsets; `None` where it is empty, splits a character or leaves the text.
    pub(super) fn span(&self, unit: OffsetUnit, (start, end): (usize, usize)) -> Option<Span> {
        let (start, end) = (self.byte(unit, start)?, self.byte(unit, end)?);
        (start < end).then(|| Span::new(start, end))
    }

    fn byte(&self, unit: OffsetUnit, offset: usize) -> Option<usize> {
        match unit {
            OffsetUnit::Characters => self.chars.byte_from_chars(offset),
            OffsetUnit::Utf16 => self.byte_from_utf16(offset),
            OffsetUnit::Bytes => self.text.is_char_boundary(offset).then_some(offset),
        }
    }

    fn byte_from_utf16(&self, units: usize) -> Option<usize> {
        let before = self.utf16_before.get_or_init(|| utf16_checkpoints(self.text));
        let number = before
            .partition_point(|&before| before <= units)
            .saturating_sub(1);
        let start = self.text.floor_char_boundary(number * STRIDE_BYTES);
        let end = self.text.ceil_char_boundary(start + 2 * STRIDE_BYTES);
        let piece = self.text.get(start..end)?;
        let wanted = units.checked_sub(before.get(number).copied()?)?;
        let byte = utf16::to_byte_idx(piece, wanted);
        // Inside a pair of units, or beyond the end, the counting stops short.
        (utf16::count(piece.get(..byte)?) == wanted).then_some(start + byte)
    }

    /// Whether these pieces cover these words, line ends and tabs taken as spaces as line-based formats write them.
    pub(super) fn covers(&self, unit: OffsetUnit, pieces: &[(usize, usize)], words: &str) -> bool {
        let covered: Option<Vec<&str>> = pieces
            .iter()
            .map(|piece| self.span(unit, *piece)?.slice(self.text))
            .collect();
        // Long pieces are not put together only to be seen not to fit.
        let length = |covered: &[&str]| covered.iter().map(|piece| piece.len() + 1).sum::<usize>();
        covered.is_some_and(|covered| {
            length(&covered) == words.len() + 1 && same_words(&covered.join(" "), words)
        })
    }
}

fn utf16_checkpoints(text: &str) -> Vec<usize> {
    let mut before = Vec::with_capacity(text.len() / STRIDE_BYTES + 1);
    let (mut at, mut counted) = (0, 0);
    for checkpoint in (0..=text.len()).step_by(STRIDE_BYTES) {
        let next = text.floor_char_boundary(checkpoint);
        counted += utf16::count(text.get(at..next).unwrap_or_default());
        before.push(counted);
        at = next;
    }
    before
}

fn same_words(covered: &str, words: &str) -> bool {
    let flat = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    covered == words || covered.chars().map(flat).eq(words.chars().map(flat))
}

/// The offsets of one mark, with its words where the format repeats them.
pub(super) struct OffsetSample<'a> {
    /// The text it is of.
    pub places: &'a OffsetIndex<'a>,
    /// Its pieces.
    pub pieces: &'a [(usize, usize)],
    /// The words it covers, where the format repeats them.
    pub words: Option<&'a str>,
}

impl OffsetSample<'_> {
    /// Whether it fits in this unit: by its words, else by lying within the text.
    pub(super) fn fits(&self, unit: OffsetUnit) -> bool {
        match self.words {
            Some(words) => self.places.covers(unit, self.pieces, words),
            None => self
                .pieces
                .iter()
                .all(|piece| self.places.span(unit, *piece).is_some()),
        }
    }
}

/// The unit that most of these marks fit in; the format's own where several fit as many.
pub(super) fn unit_of(marks: &[OffsetSample], own: OffsetUnit) -> OffsetUnit {
    let fitting = |unit| marks.iter().filter(|mark| mark.fits(unit)).count();
    let mut best = (own, fitting(own));
    for unit in OffsetUnit::ALL {
        if best.1 == marks.len() {
            break;
        }
        let fits = fitting(unit);
        if fits > best.1 {
            best = (unit, fits);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "🌉 The mayor said “no”.";

    #[test]
    fn the_unit_in_which_the_words_are_covered_is_taken() {
        let places = OffsetIndex::new(TEXT);
        for (unit, at) in [
            (OffsetUnit::Characters, (6, 11)),
            (OffsetUnit::Utf16, (7, 12)),
            (OffsetUnit::Bytes, (9, 14)),
        ] {
            let mark = OffsetSample {
                places: &places,
                pieces: &[at],
                words: Some("mayor"),
            };
            for own in OffsetUnit::ALL {
                assert_eq!(unit_of(&[OffsetSample { ..mark }], own), unit);
            }
        }
    }

    #[test]
    fn no_unit_splits_a_character_or_leaves_the_text() {
        let places = OffsetIndex::new(TEXT);
        assert_eq!(places.span(OffsetUnit::Utf16, (1, 3)), None);
        assert_eq!(places.span(OffsetUnit::Bytes, (1, 5)), None);
        for unit in OffsetUnit::ALL {
            assert_eq!(places.span(unit, (2, 5000)), None);
            assert_eq!(places.span(unit, (5, 2)), None);
        }
    }

    #[test]
    fn utf16_units_are_counted_right_in_a_long_text() {
        let text = "a🌉ä”".repeat(3000);
        let places = OffsetIndex::new(&text);
        let mut units = 0;
        for (byte, c) in text.char_indices() {
            assert_eq!(places.byte_from_utf16(units), Some(byte));
            units += c.len_utf16();
        }
        assert_eq!(places.byte_from_utf16(units), Some(text.len()));
        assert_eq!(places.byte_from_utf16(units + 1), None);
    }
}
