//! Cuts an article's text into the blocks that are laid out one by one: title, paragraphs, parts of long paragraphs.

use memchr::memchr_iter;

use crate::text::Span;
use crate::text::segment::trim;
use crate::typeset::{Direction, first_strong, split_long};

/// Bytes laid out at once: about a millisecond's work.
const MAX_BLOCK_BYTES: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Without white space at the edges of its paragraph.
    pub span: Span,
    /// Its own span unless the paragraph was too long.
    pub paragraph: Span,
    /// Whether it is the article's title, which the text begins with.
    pub title: bool,
}

impl Block {
    pub(super) fn ends_paragraph(&self) -> bool {
        self.span.end == self.paragraph.end
    }
}

/// One block for each line that is not blank, cut where it is too long. The first is the title if it says what
/// `title` says.
pub(super) fn blocks(text: &str, title: &str) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(text.len() / 256);
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let paragraph = trim(text, Span::new(start, end));
        start = end + 1;
        if paragraph.is_empty() {
            continue;
        }
        let whole = Block {
            span: paragraph,
            paragraph,
            title: blocks.is_empty() && says_the_same(paragraph.slice(text).unwrap_or_default(), title),
        };
        push_parts(&mut blocks, text, whole);
    }
    blocks
}

/// The direction of the text's first strong character.
pub(super) fn direction(text: &str) -> Direction {
    let head = text
        .get(..text.floor_char_boundary(4 * MAX_BLOCK_BYTES))
        .unwrap_or(text);
    first_strong(head).unwrap_or(Direction::Ltr)
}

/// The last block that begins at or before a byte.
pub(super) fn block_at(blocks: &[Block], byte: usize) -> Option<usize> {
    let after = blocks.partition_point(|block| block.span.start <= byte);
    (!blocks.is_empty()).then(|| after.saturating_sub(1))
}

fn push_parts(blocks: &mut Vec<Block>, text: &str, whole: Block) {
    let paragraph = whole.paragraph;
    if paragraph.len() <= MAX_BLOCK_BYTES {
        blocks.push(whole);
        return;
    }
    let words = paragraph.slice(text).unwrap_or_default();
    blocks.extend(split_long(words, MAX_BLOCK_BYTES).map(|part| Block {
        span: Span::new(paragraph.start + part.start, paragraph.start + part.end),
        ..whole
    }));
}

fn says_the_same(a: &str, b: &str) -> bool {
    !b.trim().is_empty() && a.split_whitespace().eq(b.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(text: &'a str, blocks: &[Block]) -> Vec<&'a str> {
        blocks.iter().filter_map(|block| block.span.slice(text)).collect()
    }

    #[test]
    fn blank_lines_make_no_blocks_and_each_other_line_makes_one() {
        let text = "\n \nOne.\n\n\u{a0}\n  Two.  \nThree.\n";
        assert_eq!(words(text, &blocks(text, "")), ["One.", "Two.", "Three."]);
        assert_eq!(blocks("", "Talks"), []);
    }

    #[test]
    fn a_space_that_carries_a_mark_begins_its_block() {
        let text = "One.\n  \u{301}two";
        assert_eq!(words(text, &blocks(text, "")), ["One.", " \u{301}two"]);
    }

    #[test]
    fn the_first_line_is_the_title_when_it_says_the_same() {
        let text = "Talks  resume\n\nTalks resume\n";
        let titles: Vec<bool> = blocks(text, "Talks resume ")
            .iter()
            .map(|block| block.title)
            .collect();
        assert_eq!(titles, [true, false]);
        assert!(!blocks("Talks", "").iter().any(|block| block.title));
    }

    #[test]
    fn a_long_paragraph_is_cut_and_only_its_last_part_ends_it() {
        let text = format!("Short.\n{}\nShort.", "word ".repeat(5000));
        let blocks = blocks(&text, "");
        assert!(blocks.len() > 7);
        assert!(blocks.iter().all(|block| block.span.len() <= MAX_BLOCK_BYTES));
        assert_eq!(blocks.iter().filter(|block| block.ends_paragraph()).count(), 3);
        let joined: usize = blocks.iter().map(|block| block.span.len()).sum();
        assert_eq!(joined, text.len() - 3);
    }

    #[test]
    fn a_byte_between_blocks_belongs_to_the_one_before() {
        let blocks = blocks("One.\n\nTwo.", "");
        let found: Vec<_> = [0, 4, 5, 6, 99].map(|byte| block_at(&blocks, byte)).into();
        assert_eq!(found, [Some(0), Some(0), Some(0), Some(1), Some(1)]);
        assert_eq!(block_at(&[], 3), None);
    }
}
