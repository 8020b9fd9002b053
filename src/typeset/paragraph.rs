//! A text that has been laid out: its lines, its size, and the rectangles that cover a span of it.

use parley::layout::{BreakReason, Layout};
use unicode_segmentation::GraphemeCursor;

use super::hanging::Hanging;
use super::style::Rect;
use crate::text::Span;

/// A text laid out. Coordinates are logical points from the paragraph's upper left corner.
#[derive(Clone)]
pub struct Paragraph {
    pub(super) layout: Layout<()>,
    text: String,
    /// How many bytes are the caller's; an ellipsis may follow.
    shown: usize,
    scale: f32,
    rtl: bool,
    /// The styles before this one, but for the first tab's, are of letters.
    pub(super) letters: u16,
}

/// One line of a paragraph, in logical points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextLine {
    /// Upper edge of the line's box. Boxes of neighbouring lines touch.
    pub top: f32,
    /// Upper edge of the letters: the ascent of the style's main font above the baseline.
    pub text_top: f32,
    /// The positions of the letters.
    pub baseline: f32,
    /// Lower edge of the letters: the descent of the style's main font below the baseline.
    pub text_bottom: f32,
    /// Lower edge of the line's box.
    pub bottom: f32,
    /// The bytes on this line, white space and line break at its end included.
    pub span: Span,
    /// Left edge of what is on the line, without the white space it was broken at.
    pub left: f32,
    /// Right edge of the same.
    pub right: f32,
}

/// A position between two characters. Where directions meet or a line wraps, one offset has two
/// positions on the screen; `upstream` tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Caret {
    /// Offset in bytes, on the boundary of a grapheme.
    pub byte: usize,
    /// Whether it belongs to the character before it, not to the one after.
    pub upstream: bool,
}

impl From<usize> for Caret {
    fn from(byte: usize) -> Self {
        Self {
            byte,
            upstream: false,
        }
    }
}

impl Paragraph {
    pub(super) fn new(layout: Layout<()>, text: String, shown: usize, scale: f32, rtl: bool) -> Self {
        Self {
            layout,
            shown: shown.min(text.len()),
            text,
            scale,
            rtl,
            letters: super::FIRST_TAB_STYLE,
        }
    }

    /// The same, with this number of styles for letters and the first tab.
    #[must_use]
    pub(super) fn lettered_to(self, letters: u16) -> Self {
        Self { letters, ..self }
    }

    /// The text as shown, without the ellipsis of a shortened one.
    pub fn text(&self) -> &str {
        self.text.get(..self.shown).unwrap_or(&self.text)
    }

    /// Whether it was cut and ends in an ellipsis.
    pub fn is_elided(&self) -> bool {
        self.shown < self.text.len()
    }

    /// Whether its base direction is right to left.
    pub fn is_rtl(&self) -> bool {
        self.rtl
    }

    /// Pixels per point it was laid out for.
    pub fn scale(&self) -> f32 {
        self.scale
    }

    /// Height of all lines.
    pub fn height(&self) -> f32 {
        let last = self.layout.lines().next_back();
        last.map_or(0.0, |line| line.metrics().block_max_coord) / self.scale
    }

    /// Width of the widest line, without the white space lines were broken at.
    pub fn width(&self) -> f32 {
        match self.line_count() {
            // Only where lines are wrapped is there white space that they were broken at.
            0 | 1 => self.layout.width() / self.scale,
            _ => self
                .lines()
                .map(|line| line.right - line.left)
                .fold(0.0, f32::max),
        }
    }

    /// Width of the widest line with all its white space, as a field that is typed in needs it.
    pub fn full_width(&self) -> f32 {
        self.layout.full_width() / self.scale
    }

    /// How many lines there are; never none.
    pub fn line_count(&self) -> usize {
        self.layout.len()
    }

    /// The lines from top to bottom.
    pub fn lines(&self) -> impl Iterator<Item = TextLine> + '_ {
        self.layout.lines().map(|line| self.line(&line))
    }

    /// Gives the rectangles that cover a span, each with the index of its line, top to bottom and
    /// left to right. They are as tall as the line's box; where directions meet, one line has
    /// several. White space that a line was broken at is left out.
    pub fn rects(&self, span: Span, mut sink: impl FnMut(Rect, usize)) {
        let end = span.end.min(self.shown);
        for (index, line) in self.layout.lines().enumerate() {
            let range = line.text_range();
            if range.start >= end {
                break;
            }
            let covered = Span {
                start: span.start.max(range.start),
                end: end.min(self.end_without_break(&line)),
            };
            if covered.start < covered.end {
                self.rects_on_line(&line, covered, |rect| sink(rect, index));
            }
        }
    }

    pub(super) fn line(&self, line: &parley::layout::Line<'_, ()>) -> TextLine {
        let metrics = line.metrics();
        let main = self.layout.root_span_metrics();
        let (ascent, descent) = main.map_or((0.0, 0.0), |main| (main.ascent, main.descent));
        let start = metrics.offset + metrics.inline_min_coord;
        let moved = self.hanging(line).map(|hanging| hanging.width);
        let hanging = moved.unwrap_or(metrics.hanging_advance);
        let (left, right) = if self.rtl {
            (start + hanging, start + metrics.advance)
        } else {
            (start, start + metrics.advance - hanging)
        };
        let range = line.text_range();
        TextLine {
            top: metrics.block_min_coord / self.scale,
            text_top: (metrics.baseline - ascent).max(metrics.block_min_coord) / self.scale,
            baseline: metrics.baseline / self.scale,
            text_bottom: (metrics.baseline + descent).min(metrics.block_max_coord) / self.scale,
            bottom: metrics.block_max_coord / self.scale,
            span: Span::new(range.start.min(self.shown), range.end.min(self.shown)),
            left: left / self.scale,
            right: right / self.scale,
        }
    }

    fn rects_on_line(&self, line: &parley::layout::Line<'_, ()>, covered: Span, mut sink: impl FnMut(Rect)) {
        let metrics = line.metrics();
        let mut give = |from: f32, to: f32| {
            if to > from {
                sink(Rect {
                    x: from / self.scale,
                    y: metrics.block_min_coord / self.scale,
                    w: (to - from) / self.scale,
                    h: (metrics.block_max_coord - metrics.block_min_coord) / self.scale,
                });
            }
        };
        let hanging = self.hanging(line);
        let indent = hanging.as_ref().map_or(0.0, Hanging::indent);
        let mut x = metrics.offset + metrics.inline_min_coord + indent;
        let mut open = None;
        for cluster in line.runs().flat_map(|run| run.visual_clusters()) {
            if hanging.as_ref().is_some_and(|hanging| hanging.holds(&cluster)) {
                continue;
            }
            if covered.contains(cluster.text_range().start) {
                open.get_or_insert(x);
            } else if let Some(from) = open.take() {
                give(from, x);
            }
            x += cluster.advance();
        }
        if let Some(from) = open {
            give(from, x);
        }
    }

    /// Where the line's text ends, without the white space that hangs over at a wrap.
    pub(super) fn end_without_break(&self, line: &parley::layout::Line<'_, ()>) -> usize {
        let range = line.text_range();
        let wrapped = matches!(line.break_reason(), BreakReason::Regular | BreakReason::Emergency);
        match self.text.get(range.clone()) {
            Some(text) if wrapped => range.start + text.trim_end_matches(is_breaking_space).len(),
            _ => range.end,
        }
    }

    pub(super) fn on_line(&self, index: usize, x: f32) -> Option<Caret> {
        let line = self.layout.get(index)?;
        let metrics = line.metrics();
        let middle = f32::midpoint(metrics.block_min_coord, metrics.block_max_coord);
        Some(self.caret_at(x, middle / self.scale))
    }
}

/// The last boundary between graphemes at or before `byte`.
pub(super) fn grapheme_floor(text: &str, byte: usize) -> usize {
    if byte >= text.len() {
        return text.len();
    }
    let byte = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        Ok(true) | Err(_) => byte,
    }
}

fn is_breaking_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

pub(super) fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
