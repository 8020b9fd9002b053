//! Converts offsets between bytes and characters (code points), with the SIMD counting of the
//! `str_indices` crate. Only code that reads or writes files needs this; in memory all offsets are
//! bytes.

use str_indices::chars;

use super::Span;

/// The bytes between two checkpoints of a [`CharIndex`]: counting this many takes some nanoseconds,
/// and the checkpoints of a 10 MB text fit in 320 kB.
const STRIDE_BYTES: usize = 256;

/// How many characters lie before a byte. Inside a character that character does not count yet;
/// beyond the end all do. Scans from the start: for many offsets of one text use [`CharIndex`].
pub fn chars_from_byte(text: &str, byte: usize) -> usize {
    chars::count(head(text, byte))
}

/// The byte where the character of that number begins; the end of the text for the number of its
/// characters, `None` beyond. Scans from the start: for many offsets of one text use [`CharIndex`].
pub fn byte_from_chars(text: &str, chars: usize) -> Option<usize> {
    let byte = chars::to_byte_idx(text, chars);
    // The counting stops at the end of the text without saying by how much it fell short.
    let reached = byte < text.len() || chars::count(text) == chars;
    reached.then_some(byte)
}

/// Checkpoints over one text, so that each conversion looks at no more than 256 bytes of it.
#[derive(Clone, Debug)]
pub struct CharIndex<'text> {
    text: &'text str,
    /// Characters before the checkpoint at byte `n * STRIDE_BYTES`, moved back to a character boundary.
    chars_before: Vec<usize>,
    len_chars: usize,
}

impl<'text> CharIndex<'text> {
    /// Counts the whole text once.
    pub fn new(text: &'text str) -> Self {
        let mut chars_before = Vec::with_capacity(text.len() / STRIDE_BYTES + 1);
        let mut counted = 0;
        let mut rest = text;
        for checkpoint in (0..=text.len()).step_by(STRIDE_BYTES) {
            let length = text.floor_char_boundary(checkpoint) - (text.len() - rest.len());
            let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            counted += chars::count(piece);
            chars_before.push(counted);
            rest = after;
        }
        Self {
            text,
            chars_before,
            len_chars: counted + chars::count(rest),
        }
    }

    /// The length of the text in characters.
    pub fn len_chars(&self) -> usize {
        self.len_chars
    }

    /// As [`chars_from_byte`], fast.
    pub fn chars_from_byte(&self, byte: usize) -> usize {
        let byte = self.text.floor_char_boundary(byte);
        let number = byte / STRIDE_BYTES;
        let before = self.chars_before.get(number).copied().unwrap_or(0);
        let piece = self.text.get(self.checkpoint(number)..byte);
        before + chars::count(piece.unwrap_or(""))
    }

    /// As [`byte_from_chars`], fast.
    pub fn byte_from_chars(&self, chars: usize) -> Option<usize> {
        if chars > self.len_chars {
            return None;
        }
        let after = self.chars_before.partition_point(|&before| before <= chars);
        let number = after.saturating_sub(1);
        let before = self.chars_before.get(number).copied().unwrap_or(0);
        let checkpoint = self.checkpoint(number);
        let rest = self.text.get(checkpoint..).unwrap_or("");
        Some(checkpoint + chars::to_byte_idx(rest, chars - before))
    }

    /// The span between two offsets in characters; `None` where one lies beyond the end or the
    /// end lies before the start.
    pub fn span_from_chars(&self, start: usize, end: usize) -> Option<Span> {
        if end < start {
            return None;
        }
        Some(Span {
            start: self.byte_from_chars(start)?,
            end: self.byte_from_chars(end)?,
        })
    }

    /// The byte of a checkpoint.
    fn checkpoint(&self, number: usize) -> usize {
        self.text.floor_char_boundary(number * STRIDE_BYTES)
    }
}

/// The text before a byte, without the character that the byte may split.
fn head(text: &str, byte: usize) -> &str {
    text.get(..text.floor_char_boundary(byte)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_character_outside_the_basic_plane_counts_as_one() {
        assert_eq!(chars_from_byte("🎈 said", 4), 1);
        assert_eq!(byte_from_chars("🎈 said", 1), Some(4));
    }

    #[test]
    fn the_end_is_an_offset_and_one_beyond_it_is_none() {
        assert_eq!(byte_from_chars("né", 2), Some(3));
        assert_eq!(byte_from_chars("né", 3), None);
        assert_eq!(CharIndex::new("né").byte_from_chars(2), Some(3));
        assert_eq!(CharIndex::new("né").byte_from_chars(3), None);
        assert_eq!(CharIndex::new("").byte_from_chars(0), Some(0));
    }

    #[test]
    fn a_byte_inside_a_character_or_beyond_the_end_is_taken_back() {
        assert_eq!(chars_from_byte("né", 2), 1);
        assert_eq!(chars_from_byte("né", 99), 2);
        assert_eq!(CharIndex::new("né").chars_from_byte(2), 1);
        assert_eq!(CharIndex::new("né").chars_from_byte(99), 2);
    }

    #[test]
    fn a_span_that_ends_before_it_starts_is_none() {
        assert_eq!(CharIndex::new("mayor").span_from_chars(3, 2), None);
    }

    proptest! {
        #[test]
        fn the_index_agrees_with_counting_in_texts_of_many_checkpoints(
            piece in "[a-zé→🎈\n]{1,40}", times in 1_usize..200, at in any::<proptest::sample::Index>(),
        ) {
            let text = piece.repeat(times);
            let index = CharIndex::new(&text);
            let byte = at.index(text.len() + 1);
            let chars = text.char_indices().filter(|(start, character)| start + character.len_utf8() <= byte).count();
            prop_assert_eq!(chars_from_byte(&text, byte), chars);
            prop_assert_eq!(index.chars_from_byte(byte), chars);
            prop_assert_eq!(index.byte_from_chars(chars), Some(text.floor_char_boundary(byte)));
            prop_assert_eq!(byte_from_chars(&text, chars), Some(text.floor_char_boundary(byte)));
            prop_assert_eq!(index.len_chars(), text.chars().count());
        }
    }
}
