//! The units that files count offsets in, and how to tell which one a file uses: the one in which most
//! offsets cover the words that the file repeats.

use std::cell::OnceCell;
use std::fmt;

use str_indices::utf16;
use unicode_segmentation::UnicodeSegmentation;

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
    /// What is read as one character (grapheme clusters).
    Graphemes,
}

impl OffsetUnit {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Characters, Self::Utf16, Self::Bytes, Self::Graphemes];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Utf16 => "utf-16",
            Self::Bytes => "bytes",
            Self::Graphemes => "graphemes",
        }
    }

    /// The unit of that name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        let plain = |name: &str| name.to_lowercase().replace('-', "");
        Self::ALL
            .into_iter()
            .find(|unit| plain(unit.name()) == plain(name))
    }
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => fl!("import-offset-unit-characters"),
            Self::Utf16 => fl!("import-offset-unit-utf-16"),
            Self::Bytes => fl!("import-offset-unit-bytes"),
            Self::Graphemes => fl!("import-offset-unit-graphemes"),
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
    /// Where what is read as one character begins, and the end; found when first asked for.
    graphemes: OnceCell<Vec<usize>>,
}

impl<'text> OffsetIndex<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self {
            text,
            chars: CharIndex::new(text),
            utf16_before: OnceCell::new(),
            graphemes: OnceCell::new(),
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
            OffsetUnit::Graphemes => self.grapheme_starts().get(offset).copied(),
        }
    }

    fn grapheme_starts(&self) -> &[usize] {
        self.graphemes.get_or_init(|| {
            let starts = self.text.grapheme_indices(true).map(|(at, _)| at);
            starts.chain([self.text.len()]).collect()
        })
    }

    /// The length of the text.
    pub(super) fn len(&self, unit: OffsetUnit) -> usize {
        match unit {
            OffsetUnit::Characters => self.chars.len_chars(),
            OffsetUnit::Utf16 => utf16::count(self.text),
            OffsetUnit::Bytes => self.text.len(),
            OffsetUnit::Graphemes => self.grapheme_starts().len() - 1,
        }
    }

    /// A span without white space at its ends.
    pub(super) fn trimmed(&self, span: Span) -> Span {
        let words = span.slice(self.text).unwrap_or_default();
        let start = span.start + (words.len() - words.trim_start().len());
        let end = span.end - (words.len() - words.trim_end().len());
        if start < end { Span::new(start, end) } else { span }
    }

    /// Whether a span begins and ends where words do.
    fn is_at_edges(&self, span: Span) -> bool {
        let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let before = self
            .text
            .get(..span.start)
            .and_then(|text| text.chars().next_back());
        let behind = self.text.get(span.end..).and_then(|text| text.chars().next());
        let within = span.slice(self.text).unwrap_or_default();
        let (first, last) = (within.chars().next(), within.chars().next_back());
        let is_blank = |character: Option<char>| character.is_none_or(char::is_whitespace);
        let is_within_word = (is_word(before) && is_word(first)) || (is_word(last) && is_word(behind));
        !is_within_word && !is_blank(first) && !is_blank(last)
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

    /// Whether these pieces cover these words. White space is not compared: programs write what they show, with runs of it
    /// as one space and line ends as none.
    pub(super) fn covers(&self, unit: OffsetUnit, pieces: &[(usize, usize)], words: &str) -> bool {
        /// How much longer than the words pieces may be for their white space.
        const MAX_RATIO: usize = 8;
        let covered: Option<Vec<&str>> = pieces
            .iter()
            .map(|piece| self.span(unit, *piece)?.slice(self.text))
            .collect();
        // Long pieces are not compared only to be seen not to fit.
        let limit = MAX_RATIO * (words.len() + MAX_RATIO);
        covered.is_some_and(|covered| {
            covered.iter().map(|piece| piece.len()).sum::<usize>() <= limit && same_words(&covered, words)
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

fn same_words(covered: &[&str], words: &str) -> bool {
    let shown = |c: &char| !c.is_whitespace();
    let pieces = covered.iter().flat_map(|piece| piece.chars()).filter(shown);
    if words.trim().is_empty() {
        return covered.concat() == words;
    }
    pieces.eq(words.chars().filter(shown))
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

impl OffsetSample<'_> {
    /// How well it fits: by its words, else by lying within the text and, better, at the edges of words.
    fn fit(&self, unit: OffsetUnit) -> usize {
        const BEST: usize = 2;
        if !self.fits(unit) {
            return 0;
        }
        let mut spans = self
            .pieces
            .iter()
            .filter_map(|piece| self.places.span(unit, *piece));
        if self.words.is_some() || spans.all(|span| self.places.is_at_edges(span)) {
            BEST
        } else {
            1
        }
    }
}

/// The unit that these marks fit in best; the format's own where they fit as well in several.
pub(super) fn unit_of(marks: &[OffsetSample], own: OffsetUnit) -> OffsetUnit {
    let fitting = |unit| marks.iter().map(|mark| mark.fit(unit)).sum::<usize>();
    let mut best = (own, fitting(own));
    for unit in OffsetUnit::ALL {
        if best.1 == 2 * marks.len() {
            break;
        }
        let fits = fitting(unit);
        if fits > best.1 {
            best = (unit, fits);
        }
    }
    best.0
}

/// How well these marks fit in the unit in which they fit best.
pub(super) fn fitting_at_most(marks: &[OffsetSample]) -> usize {
    let fitting = |unit| marks.iter().map(|mark| mark.fit(unit)).sum::<usize>();
    OffsetUnit::ALL.into_iter().map(fitting).max().unwrap_or(0)
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
            for own in [OffsetUnit::Characters, OffsetUnit::Utf16, OffsetUnit::Bytes] {
                assert_eq!(unit_of(&[OffsetSample { ..mark }], own), unit);
            }
        }
    }

    #[test]
    fn without_words_the_unit_is_taken_in_which_marks_begin_and_end_with_words() {
        let text = "👨\u{200d}👩\u{200d}👧 families said that prices rise.";
        let places = OffsetIndex::new(text);
        for (unit, at) in [
            (OffsetUnit::Utf16, (28, 39)),
            (OffsetUnit::Characters, (25, 36)),
            (OffsetUnit::Graphemes, (21, 32)),
        ] {
            for own in OffsetUnit::ALL {
                let mark = OffsetSample {
                    places: &places,
                    pieces: &[at],
                    words: None,
                };
                assert_eq!(unit_of(&[mark], own), unit, "{at:?}");
            }
            assert_eq!(places.span(unit, at).unwrap().slice(text), Some("prices rise"));
        }
    }

    #[test]
    fn white_space_is_not_compared() {
        let places = OffsetIndex::new("so  they\n\nsaid, 早\n上");
        assert!(places.covers(OffsetUnit::Characters, &[(0, 15)], "so they said,"));
        assert!(places.covers(OffsetUnit::Characters, &[(16, 19)], "早上"));
        assert!(!places.covers(OffsetUnit::Characters, &[(0, 14)], "so they said,"));
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
