//! Builds a text from the pieces of a document. The separator of two pieces is written when the second
//! one comes, so that no text begins, ends or is broken up by empty lines.

/// What stands between two pieces; of several the strongest counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Nothing.
    #[default]
    None,
    /// A space.
    Space,
    /// The edge between two cells of a table: a tab.
    Cell,
    /// A line's end.
    Line,
    /// A paragraph's end: an empty line.
    Paragraph,
}

/// The text so far, and what will separate it from what comes.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    text: String,
    pending: Break,
}

impl Prose {
    /// Adds characters as they are.
    pub(super) fn push(&mut self, characters: &str) {
        if characters.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.pending {
                Break::None => "",
                Break::Space => " ",
                Break::Cell => "\t",
                Break::Line => "\n",
                Break::Paragraph => "\n\n",
            });
        }
        self.pending = Break::None;
        self.text.push_str(characters);
    }

    /// Adds characters of a source in which any number of spaces and line ends are one space; a no-break space is a
    /// character like any other.
    pub(super) fn push_collapsed(&mut self, characters: &str) {
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        let bytes = characters.as_bytes();
        let (mut start, mut at) = (0, 0);
        while let Some(byte) = bytes.get(at) {
            if !is_blank(byte) {
                at += 1;
                continue;
            }
            let end = at;
            at += bytes.iter().skip(at).take_while(|byte| is_blank(byte)).count();
            // One space between two words is as it is to be.
            let is_plain = *byte == b' ' && at == end + 1 && end > start && at < bytes.len();
            if !is_plain {
                self.push(characters.get(start..end).unwrap_or_default());
                self.separate(Break::Space);
                start = at;
            }
        }
        self.push(characters.get(start..).unwrap_or_default());
    }

    /// Says what at least stands before what comes next.
    pub(super) fn separate(&mut self, by: Break) {
        self.pending = self.pending.max(by);
    }

    /// A line's end; a second one in a row ends the paragraph.
    pub(super) fn end_line(&mut self) {
        let by = match self.pending {
            Break::Line | Break::Paragraph => Break::Paragraph,
            _ => Break::Line,
        };
        self.separate(by);
    }

    /// Adds a paragraph of its own.
    pub(super) fn paragraph(&mut self, characters: &str) {
        self.separate(Break::Paragraph);
        self.push(characters.trim_matches([' ', '\t', '\n', '\r']));
        self.separate(Break::Paragraph);
    }

    /// How much there is so far, to be handed to [`Prose::since`].
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// What came since then.
    pub(super) fn since(&self, then: usize) -> String {
        self.text.get(then..).unwrap_or_default().trim().to_owned()
    }

    /// The text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_break_counts_and_none_stands_at_the_edges() {
        let mut prose = Prose::default();
        prose.separate(Break::Paragraph);
        prose.push_collapsed("  a \n b ");
        prose.separate(Break::Line);
        prose.separate(Break::Cell);
        prose.push("c");
        prose.end_line();
        prose.end_line();
        prose.push("d");
        prose.separate(Break::Paragraph);
        assert_eq!(prose.finish(), "a b\nc\n\nd");
    }

    #[test]
    fn words_of_neighbouring_pieces_are_not_torn() {
        let mut prose = Prose::default();
        for piece in ["he sa", "id", " so", "\u{a0}", "\n"] {
            prose.push_collapsed(piece);
        }
        prose.push_collapsed("too");
        assert_eq!(prose.finish(), "he said so\u{a0} too");
    }
}
