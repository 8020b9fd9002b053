//! The width of tabs: each reaches to the next tab stop. Stops lie at equal distances from the side
//! where the line begins, so that rows of a table line up in columns.

use parley::layout::Layout;

/// The distance between tab stops, in ems: about eight spaces.
const STOP_EMS: f32 = 2.0;
/// The minimum width of a tab, in ems: about a space.
const MIN_WIDTH_EMS: f32 = 0.25;
/// The maximum number of tabs that reach to stops; with more, all are equally wide.
pub(super) const MAX_TABS: usize = 1000;
/// The maximum number of layouts: where wider tabs make a line wrap elsewhere, their stops change again.
pub(super) const MAX_ROUNDS: usize = 3;
/// Widths that differ by less are the same.
const TOLERANCE_PIXELS: f32 = 0.5;

/// How wide the tabs of a layout are to be, in pixels, in their order. Between tabs a line is in the
/// order it is read, so that what is before them counts.
pub(super) fn widths(layout: &Layout<()>, text: &str, size: f32) -> Vec<f32> {
    let (stop, least) = (STOP_EMS * size, MIN_WIDTH_EMS * size);
    let mut tabs: Vec<(usize, f32)> = Vec::new();
    for line in layout.lines() {
        let mut clusters: Vec<(usize, f32)> = line
            .runs()
            .flat_map(|run| run.clusters())
            .map(|cluster| (cluster.text_range().start, cluster.advance()))
            .collect();
        clusters.sort_by_key(|(start, _)| *start);
        let mut x = 0.0;
        for (start, advance) in clusters {
            if text.as_bytes().get(start) == Some(&b'\t') {
                let next = ((x + least) / stop).ceil().max(1.0) * stop;
                tabs.push((start, next - x));
                x = next;
            } else {
                x += advance;
            }
        }
    }
    tabs.sort_by_key(|(start, _)| *start);
    tabs.into_iter().map(|(_, width)| width).collect()
}

/// Whether the widths of tabs are as wanted, so that they need no further layout.
pub(super) fn same(wanted: &[f32], set: &[f32]) -> bool {
    wanted.len() == set.len()
        && wanted
            .iter()
            .zip(set)
            .all(|(a, b)| (a - b).abs() < TOLERANCE_PIXELS)
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Paragraph, Style, Typesetter};
    use crate::text::Span;

    fn layout(text: &str, width: Option<f32>) -> Paragraph {
        let style = Style::reading(20.0, 30.0);
        Typesetter::embedded_only().layout(text, style, width, 1.0, Direction::Auto)
    }

    /// From the side that the line begins at to these words.
    fn place(paragraph: &Paragraph, text: &str, words: &str) -> f32 {
        let start = text.find(words).unwrap();
        let mut edges = Vec::new();
        paragraph.rects(Span::new(start, start + words.len()), |rect, _| edges.push(rect));
        let edge = edges[0];
        if paragraph.is_rtl() {
            paragraph.lines().next().unwrap().right - edge.right()
        } else {
            edge.x
        }
    }

    #[test]
    fn rows_with_tabs_stand_in_columns() {
        let text = "ab\tone\tx\nabc\ttwo\ty\nthe army\tthree\tz\n\tfour";
        let paragraph = layout(text, None);
        for (words, expected) in [
            ("one", 40.0),
            ("two", 40.0),
            ("x", 120.0),
            ("y", 120.0),
            ("three", 120.0),
            ("z", 200.0),
            ("four", 40.0),
        ] {
            let at = place(&paragraph, text, words);
            assert!((at - expected).abs() < 2.0, "{words} at {at}");
        }
    }

    #[test]
    fn columns_are_counted_from_the_right_where_lines_begin_there() {
        let text = "من\tالجيش\tabc\nمع\tالناس\tdef";
        let paragraph = layout(text, Some(400.0));
        for (words, expected) in [("الجيش", 40.0), ("الناس", 40.0)] {
            let at = place(&paragraph, text, words);
            assert!((at - expected).abs() < 2.0, "{words} at {at}");
        }
        let (upper, lower) = (place(&paragraph, text, "abc"), place(&paragraph, text, "def"));
        assert!((upper - lower).abs() < 2.0, "{upper} {lower}");
    }

    #[test]
    fn a_line_that_wraps_begins_its_stops_anew_and_fits() {
        let text = "one\ttwo\tthree\tfour\tfive\tsix\tseven\teight";
        let paragraph = layout(text, Some(150.0));
        assert!(paragraph.line_count() > 2);
        for line in paragraph.lines() {
            assert!(line.right <= 151.0, "{line:?}");
        }
        for word in text.split('\t') {
            let at = place(&paragraph, text, word) / 40.0;
            assert!((at - at.round()).abs() < 0.06, "{word} at {at}");
        }
    }
}
