//! What editing keys mean in a text: the target of a motion and the span of a deletion.

use unicode_segmentation::UnicodeSegmentation;

use super::paragraph::{Caret, Paragraph, grapheme_floor};
use crate::text::Span;
use crate::text::unspaced::segments;

/// Where a key takes the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme to the left on the screen.
    Left,
    /// One grapheme to the right on the screen.
    Right,
    /// One word to the left on the screen.
    WordLeft,
    /// One word to the right on the screen.
    WordRight,
    /// One line up, to the text's start from the first.
    Up,
    /// One line down, to the text's end from the last.
    Down,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

/// What a key deletes when nothing is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// The grapheme before the caret; of an Arabic or Hebrew letter with signs, its last sign.
    Back,
    /// The grapheme after the caret.
    Forward,
    /// Back to the beginning of a word.
    WordBack,
    /// Forward to the beginning of the next word.
    WordForward,
}

/// The place that a motion leads to; `x` is the column that up and down keep to.
pub(super) fn target(paragraph: &Paragraph, from: Caret, motion: Motion, x: f32) -> Caret {
    let end = paragraph.text().len();
    let at_end = || Caret {
        byte: end,
        upstream: end > 0,
    };
    match motion {
        Motion::Left => paragraph.left(from),
        Motion::Right => paragraph.right(from),
        Motion::WordLeft => paragraph.word_left(from),
        Motion::WordRight => paragraph.word_right(from),
        Motion::Up => paragraph.line_up(from, x).unwrap_or_default(),
        Motion::Down => paragraph.line_down(from, x).unwrap_or_else(at_end),
        Motion::LineStart => paragraph.line_start(from),
        Motion::LineEnd => paragraph.line_end(from),
        Motion::TextStart => Caret::default(),
        Motion::TextEnd => at_end(),
    }
}

/// The end of a selection that lies further to the left, or to the right, on the screen.
pub(super) fn side_of(paragraph: &Paragraph, a: Caret, b: Caret, left: bool) -> Caret {
    let (line_a, line_b) = (paragraph.line_of(a), paragraph.line_of(b));
    let a_is_left = if line_a == line_b {
        paragraph.caret_rect(a).x <= paragraph.caret_rect(b).x
    } else {
        (line_a < line_b) != paragraph.is_rtl()
    };
    if a_is_left == left { a } else { b }
}

/// The bytes that a deletion takes.
pub(super) fn deleted(text: &str, at: usize, deletion: Deletion) -> Span {
    let at = grapheme_floor(text, at);
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    match deletion {
        Deletion::Back => {
            let grapheme = before.graphemes(true).next_back().unwrap_or_default();
            let sign = grapheme
                .chars()
                .next_back()
                .filter(|last| is_vowel_sign(*last) && grapheme.len() > last.len_utf8());
            let length = sign.map_or(grapheme.len(), char::len_utf8);
            Span::new(at - length, at)
        }
        Deletion::Forward => {
            let grapheme = after.graphemes(true).next().unwrap_or_default();
            Span::new(at, at + grapheme.len())
        }
        Deletion::WordBack => Span::new(word_start_before(text, at), at),
        Deletion::WordForward => Span::new(at, word_start_after(text, at)),
    }
}

/// The word (or run of spaces, or sign) around an offset.
pub(super) fn word_around(text: &str, byte: usize) -> Span {
    let word = segments(text).find(|(start, word)| byte < start + word.len());
    let last = || segments(text).last();
    word.or_else(last).map_or(Span::new(0, 0), |(start, word)| {
        Span::new(start, start + word.len())
    })
}

fn word_start_before(text: &str, at: usize) -> usize {
    segments(text)
        .take_while(|(start, _)| *start < at)
        .filter(|(_, word)| !word.trim().is_empty())
        .map(|(start, _)| start)
        .last()
        .unwrap_or(0)
}

fn word_start_after(text: &str, at: usize) -> usize {
    segments(text)
        .filter(|(_, word)| !word.trim().is_empty())
        .map(|(start, _)| start)
        .find(|start| *start > at)
        .unwrap_or(text.len())
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{064b}'..='\u{065f}'
        | '\u{0670}' | '\u{06d6}'..='\u{06ed}')
}
