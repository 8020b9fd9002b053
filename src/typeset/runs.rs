//! A paragraph as runs, as screen readers and magnifiers need it: stretches of a line in one direction,
//! grapheme by grapheme with their positions.

use super::caret_slots::Cell;
use super::paragraph::Paragraph;
use super::style::Rect;
use crate::text::Span;
use crate::text::span::part;
use crate::text::unspaced::segments;

/// The maximum number of graphemes in a run, so that their indices fit into a byte.
const MAX_GRAPHEMES: usize = 250;
/// The maximum length of one grapheme, for the same reason.
const MAX_GRAPHEME_BYTES: usize = 250;

/// A stretch of one line that runs one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its bytes. The runs of a paragraph follow one another without a gap.
    pub span: Span,
    /// The line it is on.
    pub line: usize,
    /// Whether it runs from right to left.
    pub rtl: bool,
    /// What it covers, in points from the paragraph's upper left corner; as tall as the line's box.
    pub rect: Rect,
    /// Its graphemes in the order they are read.
    pub graphemes: Vec<Grapheme>,
    /// Which of them begin a word.
    pub words: Vec<u8>,
}

/// One grapheme of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grapheme {
    /// How many bytes it has.
    pub bytes: u8,
    /// From the side that the run begins at to its near edge, in points.
    pub at: f32,
    /// Its width in points.
    pub width: f32,
}

impl Paragraph {
    /// The runs of all lines, in the order they are read.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (number, line) in self.lines().enumerate() {
            let mut cells = self.cells(number);
            cells.sort_by_key(|cell| cell.span.start);
            for group in cells.chunk_by(|a, b| a.rtl == b.rtl && a.span.end == b.span.start) {
                for part in group.chunks(MAX_GRAPHEMES / 2) {
                    let rect = Rect {
                        y: line.top,
                        h: line.bottom - line.top,
                        ..Rect::default()
                    };
                    runs.push(self.run(number, rect, part));
                }
            }
        }
        self.close_gaps(&mut runs);
        for run in &mut runs {
            run.words = words(self.text(), run);
        }
        runs
    }

    fn run(&self, line: usize, rect: Rect, cells: &[Cell]) -> Run {
        let scale = self.scale();
        let left = cells.iter().map(|cell| cell.left).fold(f32::MAX, f32::min);
        let right = cells.iter().map(|cell| cell.right).fold(f32::MIN, f32::max);
        let rtl = cells.first().is_some_and(|cell| cell.rtl);
        let mut run = Run {
            span: Span::new(
                cells.first().map_or(0, |cell| cell.span.start),
                cells.last().map_or(0, |cell| cell.span.end),
            ),
            line,
            rtl,
            rect: Rect {
                x: left / scale,
                w: (right - left) / scale,
                ..rect
            },
            graphemes: Vec::new(),
            words: Vec::new(),
        };
        for cell in cells {
            let at = if rtl { right - cell.right } else { cell.left - left };
            let width = (cell.right - cell.left) / scale;
            let letter = cell.span.words(self.text());
            push(&mut run.graphemes, letter, at / scale, width);
        }
        run
    }

    /// What no cell covers, such as a line break, ends the run before it; at the very beginning it
    /// begins the first.
    fn close_gaps(&self, runs: &mut [Run]) {
        let mut end = self.text().len();
        for run in runs.iter_mut().rev() {
            if run.span.end < end {
                let missing = Span::new(run.span.end, end)
                    .slice(self.text())
                    .unwrap_or_default();
                push(&mut run.graphemes, missing, run.rect.w, 0.0);
                run.span.end = end;
            }
            end = run.span.start;
        }
        if let Some(first) = runs.first_mut().filter(|first| first.span.start > 0) {
            let missing = part(self.text(), ..first.span.start);
            let mut opening = Vec::new();
            push(&mut opening, missing, 0.0, 0.0);
            first.graphemes.splice(..0, opening);
            first.span.start = 0;
        }
    }
}

impl Run {
    /// The place of the grapheme that begins at a byte or after it; their number at the end.
    pub fn index_of(&self, byte: usize) -> usize {
        let mut start = self.span.start;
        self.graphemes
            .iter()
            .position(|grapheme| {
                let begins = start >= byte;
                start += usize::from(grapheme.bytes);
                begins
            })
            .unwrap_or(self.graphemes.len())
    }

    /// The byte where a grapheme begins; the end for one that there is not.
    pub fn byte_of(&self, index: usize) -> usize {
        let before = self.graphemes.iter().take(index);
        let length: usize = before.map(|grapheme| usize::from(grapheme.bytes)).sum();
        self.span.start + length
    }
}

/// Adds a grapheme, in several parts where it is monstrous.
fn push(graphemes: &mut Vec<Grapheme>, text: &str, at: f32, width: f32) {
    let (mut rest, mut width) = (text, width);
    while !rest.is_empty() {
        let length = rest.floor_char_boundary(MAX_GRAPHEME_BYTES);
        graphemes.push(Grapheme {
            bytes: u8::try_from(length).unwrap_or(u8::MAX),
            at,
            width,
        });
        width = 0.0;
        rest = part(rest, length..);
    }
}

fn words(text: &str, run: &Run) -> Vec<u8> {
    let Some(words) = run.span.slice(text) else {
        return Vec::new();
    };
    let starts = segments(words).filter(|(_, word)| word.contains(char::is_alphanumeric));
    let places = starts.map(|(start, _)| run.index_of(run.span.start + start));
    places.filter_map(|place| u8::try_from(place).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Direction, Style, Typesetter};

    fn runs(text: &str, width: f32) -> Vec<Run> {
        let style = Style::reading(17.0, 29.0);
        let mut typesetter = Typesetter::embedded_only();
        let paragraph = typesetter.layout(text, style, Some(width), 1.0, Direction::Auto);
        paragraph.runs()
    }

    #[test]
    fn runs_make_up_the_text_without_a_gap_in_the_order_it_is_read() {
        let zalgo = format!("a{}b", "\u{301}".repeat(400));
        for text in [
            "The army said so, and said so again.",
            "قال الجيش (Operation Inherent Resolve) إن 2024 سنة طويلة.",
            "He said «قال الجيش» twice\n\nand left.",
            "  e\u{301} 👩‍👩‍👧 fi  ",
            "\n",
            &zalgo,
        ] {
            for width in [60.0, 200.0, 2000.0] {
                let mut end = 0;
                for run in runs(text, width) {
                    assert_eq!(run.span.start, end, "{text:?} {width}");
                    let length: usize = run
                        .graphemes
                        .iter()
                        .map(|grapheme| usize::from(grapheme.bytes))
                        .sum();
                    assert_eq!(length, run.span.len());
                    assert!(run.graphemes.len() < 256);
                    end = run.span.end;
                }
                assert!(end == text.len() || text == "\n", "{text:?} {width}");
            }
        }
    }

    #[test]
    fn a_run_from_right_to_left_counts_its_places_from_the_right() {
        let text = "قال الجيش said";
        let runs = runs(text, 400.0);
        let [arabic, latin] = &runs[..] else {
            panic!("{runs:?}")
        };
        assert!(arabic.rtl && !latin.rtl);
        assert!(arabic.rect.x > latin.rect.x, "{runs:?}");
        for run in [arabic, latin] {
            let places: Vec<f32> = run.graphemes.iter().map(|grapheme| grapheme.at).collect();
            assert!(places.is_sorted() && places[0] < 0.01, "{places:?}");
            let last = run.graphemes.last().unwrap();
            assert!((last.at + last.width - run.rect.w).abs() < 0.1, "{run:?}");
        }
        let begins =
            |run: &Run| -> Vec<usize> { run.words.iter().map(|at| run.byte_of(usize::from(*at))).collect() };
        assert_eq!(begins(arabic), [0, 7]);
        assert_eq!(begins(latin), [text.len() - 4]);
        assert_eq!(latin.index_of(text.len() - 2), 2);
    }
}
