//! Characters to bytes and back.

/// Converts many offsets in one text.
#[derive(Debug)]
pub struct CharIndex;

impl CharIndex {
    /// The index of a text.
    pub fn new(_text: &str) -> Self {
        Self
    }

    /// The byte where a character starts; `None` beyond the end.
    pub fn byte_from_chars(&self, text: &str, chars: usize) -> Option<usize> {
        let byte = str_indices::chars::to_byte_idx(text, chars);
        (str_indices::chars::from_byte_idx(text, byte) == chars).then_some(byte)
    }
}
