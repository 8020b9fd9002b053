//! Layout in limited space: texts cut to one line or a few with an ellipsis, and paragraphs too long to
//! be laid out at once, cut into parts.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::paragraph::{grapheme_floor, is_line_break};
use super::{Direction, LayoutOptions, Paragraph, Style, Typesetter};
use crate::text::Span;

impl Typesetter {
    /// Lays out a text on one line of at most `max_width` logical points. Line breaks become spaces;
    /// what does not fit is cut between graphemes and an ellipsis takes its place. Offsets are
    /// those of `text`.
    pub fn layout_line(
        &mut self,
        text: &str,
        style: Style,
        max_width: f32,
        scale: f32,
        direction: Direction,
    ) -> Paragraph {
        let options = LayoutOptions {
            style,
            width: None,
            scale,
            direction,
        };
        let (head, whole) = head(text, style, max_width, 1);
        let line = on_one_line(head);
        self.longest_fitting(&line, whole, options, AvailableSpace::Width(max_width.max(0.0)))
    }

    /// Lays out a text wrapped to `width` on at most `max_lines` lines; what does not fit is cut
    /// between graphemes and an ellipsis takes its place.
    pub fn layout_clamped(
        &mut self,
        text: &str,
        style: Style,
        width: f32,
        max_lines: usize,
        scale: f32,
        direction: Direction,
    ) -> Paragraph {
        let options = LayoutOptions {
            style,
            width: Some(width),
            scale,
            direction,
        };
        let max_lines = max_lines.max(1);
        let (head, whole) = head(text, style, width, max_lines);
        self.longest_fitting(head, whole, options, AvailableSpace::Lines(width, max_lines))
    }

    /// The longest beginning of `head` that fits with its ellipsis: searched from about where the space ends in the
    /// whole text, in steps that double, then by bisection.
    fn longest_fitting(
        &mut self,
        head: &str,
        whole: bool,
        options: LayoutOptions,
        space: AvailableSpace,
    ) -> Paragraph {
        let ends: Vec<usize> = head
            .grapheme_indices(true)
            .map(|(at, grapheme)| at + grapheme.len())
            .collect();
        let mut about = space.letters(options.style);
        if whole {
            let paragraph = self.layout_text(Cow::Borrowed(head), head.len(), options, &[]);
            if space.holds(&paragraph) {
                return paragraph;
            }
            let end = space.end_in(&paragraph);
            about = ends.partition_point(|at| *at <= end);
        }
        // The direction is that of the whole, however little of it is left.
        let direction = match options.direction {
            Direction::Auto => super::first_strong(head).unwrap_or(Direction::Ltr),
            fixed => fixed,
        };
        let options = LayoutOptions { direction, ..options };
        let mut best = self.layout_text(Cow::Borrowed("…"), 0, options, &[]);
        // So many graphemes fit, and no more than so many do.
        let (mut least, mut most) = (0, ends.len());
        let (mut has_fitted, mut has_not, mut step) = (false, false, 1);
        let mut at = about.saturating_sub(ELLIPSIS_GRAPHEMES);
        while least < most {
            at = if has_fitted && has_not {
                usize::midpoint(least + 1, most)
            } else {
                at.clamp(least + 1, most)
            };
            let kept = ends
                .get(at - 1)
                .and_then(|end| head.get(..*end))
                .unwrap_or_default();
            let cut = format!("{}…", without_torn_number(kept, head).trim_end());
            let shown = cut.len() - '…'.len_utf8();
            let paragraph = self.layout_text(Cow::Owned(cut), shown, options, &[]);
            if space.holds(&paragraph) {
                (best, least, has_fitted) = (paragraph, at, true);
                at = at.saturating_add(step);
            } else {
                (most, has_not) = (at - 1, true);
                at = at.saturating_sub(step);
            }
            step *= 2;
        }
        best
    }
}

/// The space that a text may take.
#[derive(Clone, Copy)]
enum AvailableSpace {
    /// One line of this width.
    Width(f32),
    /// At most this number of lines of this width.
    Lines(f32, usize),
}

impl AvailableSpace {
    /// Whether a paragraph fits.
    fn holds(self, paragraph: &Paragraph) -> bool {
        match self {
            Self::Width(width) => paragraph.width() <= width,
            Self::Lines(_, most) => paragraph.line_count() <= most,
        }
    }

    /// About where it ends in a paragraph that does not fit, in bytes.
    fn end_in(self, paragraph: &Paragraph) -> usize {
        match self {
            Self::Width(width) if paragraph.is_rtl() => paragraph.hit(paragraph.width() - width, 0.0),
            Self::Width(width) => paragraph.hit(width, 0.0),
            Self::Lines(_, most) => {
                let last = paragraph.lines().take(most).last();
                last.map_or(0, |line| line.span.end)
            }
        }
    }

    /// About how many letters it holds.
    fn letters(self, style: Style) -> usize {
        let (width, lines) = match self {
            Self::Width(width) => (width, 1),
            Self::Lines(width, most) => (width, most),
        };
        let on_a_line = width.clamp(0.0, 10_000.0) / style.size.max(1.0) * 2.0;
        (on_a_line as usize).saturating_mul(lines)
    }
}

/// About how many graphemes are as wide as an ellipsis.
const ELLIPSIS_GRAPHEMES: usize = 2;

/// As much of a text as could fit, so that the cost does not grow with what is cut off, and
/// whether that is all of it.
fn head(text: &str, style: Style, width: f32, lines: usize) -> (&str, bool) {
    // The narrowest letters take a fifth of the font size and up to four bytes.
    let letters = (width / style.size.max(1.0)).clamp(1.0, 1000.0) * 20.0 + 64.0;
    let limit = (letters as usize).saturating_mul(lines.min(100));
    let head = text.get(..grapheme_floor(text, limit)).unwrap_or(text);
    (head, head.len() == text.len())
}

/// Cuts a long text into parts of at most `max_bytes`, after a space where there is one, else
/// between graphemes (only a grapheme longer than a part is torn). Together the parts are the
/// text. Set all of them in the direction of the whole.
pub fn split_long(text: &str, max_bytes: usize) -> impl Iterator<Item = Span> + '_ {
    let max_bytes = max_bytes.max(4);
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let span = Span::new(start, start + part_length(rest, max_bytes));
        start = span.end;
        Some(span)
    })
}

fn part_length(rest: &str, max_bytes: usize) -> usize {
    if rest.len() <= max_bytes {
        return rest.len();
    }
    let window = rest.get(..rest.floor_char_boundary(max_bytes)).unwrap_or(rest);
    let after_space = window
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, ' ' | '\n' | '\t' | '\u{3000}'))
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| grapheme_floor(rest, *end) == *end);
    let between = || grapheme_floor(rest, window.len());
    match after_space.unwrap_or_else(between) {
        0 => window.len().max(1),
        length => length,
    }
}

/// A number cut in two reads as another number, so it goes whole.
fn without_torn_number<'text>(kept: &'text str, whole: &str) -> &'text str {
    let is_number = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '٫' | '٬');
    let torn = whole
        .get(kept.len()..)
        .is_some_and(|rest| rest.starts_with(is_number));
    if torn && kept.ends_with(is_number) {
        kept.trim_end_matches(is_number)
    } else {
        kept
    }
}

/// Line breaks replaced by spaces of the same length in bytes, so that offsets stay.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_line_break) {
        return Cow::Borrowed(text);
    }
    let space = |c: char| match c.len_utf8() {
        _ if !is_line_break(c) => c,
        1 => ' ',
        2 => '\u{a0}',
        _ => '\u{2004}',
    };
    Cow::Owned(text.chars().map(space).collect())
}
