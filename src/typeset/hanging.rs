//! White space at which a line was wrapped, where the text runs against the direction of its paragraph.
//! Unicode wants it at the line's end (rule L1 of UAX 9); the layout leaves it between words, so it is
//! moved here. White space that already stands at the end is not touched.
//!
//! ```text
//! read as        s a i d _ A R A B I C _ |          wrapped at the second space
//! the layout     s a i d _ _ C I B A R A
//! shown          s a i d _ C I B A R A _            the last one hangs over the edge
//! ```

use parley::layout::{BreakReason, Cluster, Line};

use super::paragraph::Paragraph;

/// Positions that are closer than this are the same.
const TOLERANCE_PIXELS: f32 = 0.01;

/// White space to be shown at the end of its line.
pub(super) struct Hanging {
    /// Where it begins in the text; it reaches to the end of the line's text.
    start: usize,
    /// How wide it is, in pixels.
    pub(super) width: f32,
    /// Where the layout has it: the edges of its parts in pixels from the line's first cluster.
    parts: Vec<(f32, f32)>,
    rtl: bool,
}

impl Hanging {
    /// Whether a cluster is part of it.
    pub(super) fn holds(&self, cluster: &Cluster<'_, ()>) -> bool {
        cluster.text_range().start >= self.start
    }

    /// How far the rest of the line begins from where the layout has it, without the white space
    /// to be moved.
    pub(super) fn indent(&self) -> f32 {
        if self.rtl { self.width } else { 0.0 }
    }

    /// How far a glyph is moved that the layout has at `pen` pixels from the line's first cluster.
    pub(super) fn shift(&self, pen: f32) -> f32 {
        let moved = |left: bool| -> f32 {
            let side = |part: &&(f32, f32)| (part.1 <= pen + TOLERANCE_PIXELS) == left;
            self.parts.iter().filter(side).map(|part| part.1 - part.0).sum()
        };
        if self.rtl { moved(false) } else { -moved(true) }
    }
}

impl Paragraph {
    /// The white space of a line that is to be moved to its end.
    pub(super) fn hanging(&self, line: &Line<'_, ()>) -> Option<Hanging> {
        let wrapped = matches!(line.break_reason(), BreakReason::Regular | BreakReason::Emergency);
        if !wrapped || line.runs().all(|run| run.is_rtl() == self.is_rtl()) {
            return None;
        }
        let start = self.end_without_break(line);
        let mut parts = Vec::new();
        let (mut x, mut rest) = (0.0, Vec::new());
        for (place, cluster) in line.runs().flat_map(|run| run.visual_clusters()).enumerate() {
            let right = x + cluster.advance();
            if cluster.text_range().start >= start {
                parts.push((x, right));
                rest.push(place);
            }
            x = right;
        }
        let count = line.runs().map(|run| run.clusters().count()).sum::<usize>();
        let at_end = if self.is_rtl() {
            rest.last().is_none_or(|last| *last + 1 == rest.len())
        } else {
            rest.first().is_none_or(|first| *first + rest.len() == count)
        };
        (!at_end).then(|| Hanging {
            start,
            width: parts.iter().map(|(left, right)| right - left).sum(),
            parts,
            rtl: self.is_rtl(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::properties::any_case;
    use super::super::{Direction, Rect, Style, Typesetter};
    use super::*;
    use crate::text::Span;

    fn rect_of(paragraph: &Paragraph, text: &str, words: &str) -> (Rect, usize) {
        let start = text.find(words).unwrap();
        let mut found = Vec::new();
        paragraph.rects(Span::new(start, start + words.len()), |rect, line| {
            found.push((rect, line));
        });
        assert_eq!(found.len(), 1, "{words}");
        found[0]
    }

    /// From the words before to the words after, where the second part of `text` wraps.
    fn gap(text: &str, before: &str, after: &str, width: f32) -> f32 {
        let mut typesetter = Typesetter::embedded_only();
        let style = Style::reading(17.0, 29.0);
        let paragraph = typesetter.layout(text, style, Some(width), 1.0, Direction::Auto);
        assert!(paragraph.line_count() > 1);
        let (before, first) = rect_of(&paragraph, text, before);
        let (after, second) = rect_of(&paragraph, text, after);
        assert_eq!((first, second), (0, 0), "{text}");
        (after.x - before.right()).max(before.x - after.right())
    }

    #[test]
    fn one_space_is_between_words_also_where_the_other_direction_wraps() {
        let space = gap("said that it was so", "said", "that", 90.0);
        let arabic = gap("he said قال الجيش العراقي إن", "said", "الجيش", 150.0);
        assert!((arabic - space).abs() < 1.0, "{arabic} {space}");
        let hebrew = gap(
            "הוא אמר in the long House of Commons that",
            "אמר",
            "in the long",
            170.0,
        );
        assert!(hebrew < space + 2.0, "{hebrew} {space}");
    }

    #[test]
    fn letters_are_drawn_where_their_places_are() {
        let mut typesetter = Typesetter::embedded_only();
        let style = Style::reading(17.0, 29.0);
        for text in [
            "he said قال الجيش العراقي إن المحادثات",
            "הוא אמר in the long House of Commons that it was so",
            "قال say in the long House of Commons",
        ] {
            for width in 60..220 {
                let paragraph = typesetter.layout(text, style, Some(width as f32), 1.0, Direction::Auto);
                let lines: Vec<_> = paragraph.lines().collect();
                let mut quads = Vec::new();
                typesetter.glyphs(&paragraph, (0.0, 0.0), |quad| quads.push(quad.rect));
                for quad in quads {
                    let middle = (quad.x + quad.w / 2.0, quad.y + quad.h / 2.0);
                    let line = lines.iter().find(|line| middle.1 < line.bottom).unwrap();
                    let inside = line.left - 1.5 <= middle.0 && middle.0 <= line.right + 1.5;
                    assert!(inside, "{middle:?} outside {line:?} of {text} at {width}");
                    let under = paragraph.grapheme_at(middle.0, middle.1);
                    let blank = under
                        .and_then(|under| under.slice(text))
                        .is_none_or(|c| c.trim().is_empty());
                    assert!(!blank, "{middle:?} over nothing in {text} at {width}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn white_space_that_a_line_was_wrapped_at_stands_at_its_end(case in any_case()) {
            let paragraph = case.layout();
            for (index, line) in paragraph.layout.lines().enumerate() {
                if !matches!(line.break_reason(), BreakReason::Regular | BreakReason::Emergency) {
                    continue;
                }
                let end = paragraph.end_without_break(&line);
                let cells = paragraph.cells(index);
                let is_white: Vec<bool> = cells.iter().map(|cell| cell.span.start >= end).collect();
                let expected = if paragraph.is_rtl() {
                    is_white.is_sorted_by(|a, b| a >= b)
                } else {
                    is_white.is_sorted()
                };
                prop_assert!(expected, "line {} of {:?}: {:?}", index, paragraph.text(), is_white);
                for pair in cells.windows(2) {
                    prop_assert!(pair[0].right <= pair[1].left + 0.01);
                }
            }
        }
    }
}
