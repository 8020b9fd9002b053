//! Texts cut to the room there is: one line or a few, ended by an ellipsis, and paragraphs too
//! long to be laid out at once.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::paragraph::{grapheme_floor, is_line_break};
use super::{Direction, Paragraph, Setting, Style, Typesetter};
use crate::text::Span;

impl Typesetter {
    /// Sets a text on one line of at most `max_width` logical points. Line breaks become spaces;
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
        let setting = Setting {
            style,
            width: None,
            scale,
            direction,
        };
        let (head, whole) = head(text, style, max_width, 1);
        let line = on_one_line(head);
        self.longest(&line, whole, setting, Room::Width(max_width.max(0.0)))
    }

    /// Sets a text wrapped to `width` on at most `max_lines` lines; what does not fit is cut
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
        let setting = Setting {
            style,
            width: Some(width),
            scale,
            direction,
        };
        let max_lines = max_lines.max(1);
        let (head, whole) = head(text, style, width, max_lines);
        self.longest(head, whole, setting, Room::Lines(width, max_lines))
    }

    /// The longest beginning of `head` that fits with its ellipsis: looked for around where the room ends in the whole,
    /// in steps that double, then by halving.
    fn longest(&mut self, head: &str, whole: bool, setting: Setting, room: Room) -> Paragraph {
        let ends: Vec<usize> = head
            .grapheme_indices(true)
            .map(|(at, grapheme)| at + grapheme.len())
            .collect();
        let mut about = room.letters(setting.style);
        if whole {
            let paragraph = self.set(Cow::Borrowed(head), head.len(), setting, &[]);
            if room.holds(&paragraph) {
                return paragraph;
            }
            let end = room.end_in(&paragraph);
            about = ends.partition_point(|at| *at <= end);
        }
        // The direction is that of the whole, however little of it is left.
        let direction = match setting.direction {
            Direction::Auto => super::first_strong(head).unwrap_or(Direction::Ltr),
            fixed => fixed,
        };
        let setting = Setting { direction, ..setting };
        let mut best = self.set(Cow::Borrowed("…"), 0, setting, &[]);
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
            let paragraph = self.set(Cow::Owned(cut), shown, setting, &[]);
            if room.holds(&paragraph) {
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

/// The room that a text has.
#[derive(Clone, Copy)]
enum Room {
    /// One line of a width.
    Width(f32),
    /// So many lines of a width.
    Lines(f32, usize),
}

impl Room {
    /// Whether what was set fits.
    fn holds(self, paragraph: &Paragraph) -> bool {
        match self {
            Self::Width(width) => paragraph.width() <= width,
            Self::Lines(_, most) => paragraph.line_count() <= most,
        }
    }

    /// Where it ends in what was set and does not fit, in bytes, about.
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
