//! Where carets stand: which place a point is nearest to, and which point a place is drawn at.
//! Walking from place to place is elsewhere.
//!
//! A line of `n` graphemes has `n + 1` gaps, counted from the left:
//!
//! ```text
//! gap        0   1   2   3   4
//!            | a | b | ק | ל |        read as  a b ל ק
//! ```

use parley::layout::Cluster;
use unicode_segmentation::UnicodeSegmentation;

use super::hanging::Hanging;
use super::paragraph::{Caret, Paragraph, grapheme_floor, is_line_break};
use super::style::Rect;
use crate::text::Span;

/// One grapheme on a line, its edges in pixels.
pub(super) struct Cell {
    pub(super) span: Span,
    pub(super) rtl: bool,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Whether the grapheme's first character is on the line.
    starts: bool,
}

/// A gap between the cells of a line, or beside them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) line: usize,
    pub(super) index: usize,
}

/// A way to go on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
}

impl Paragraph {
    /// The place nearest to a point: the offset of a grapheme's edge.
    pub fn hit(&self, x: f32, y: f32) -> usize {
        self.caret_at(x, y).byte
    }

    /// The place nearest to a point, with the side it clings to.
    pub fn caret_at(&self, x: f32, y: f32) -> Caret {
        let (x, line) = (x * self.scale(), self.line_at(y));
        let pieces = self.pieces(line);
        let last = pieces.len().saturating_sub(1);
        let under = pieces.iter().position(|cell| x < cell.right).unwrap_or(last);
        let index = pieces.iter().take(under).filter(|cell| cell.starts).count();
        match pieces.get(under) {
            Some(rest) if !rest.starts => rest.span.end.into(),
            Some(cell) if x >= f32::midpoint(cell.left, cell.right) => {
                let index = index + 1;
                self.caret_in(Gap { line, index }, Way::Right)
            }
            _ => self.caret_in(Gap { line, index }, Way::Left),
        }
    }

    /// The grapheme under a point, or `None` where there is none.
    pub fn grapheme_at(&self, x: f32, y: f32) -> Option<Span> {
        if !(0.0..self.height()).contains(&y) {
            return None;
        }
        let (x, line) = (x * self.scale(), self.line_at(y));
        let pieces = self.pieces(line);
        let under = pieces.iter().find(|cell| (cell.left..cell.right).contains(&x));
        under.map(|cell| cell.span)
    }

    /// Where to draw a caret: one pixel wide (two on a fine screen), as tall as the letters.
    pub fn caret_rect(&self, caret: impl Into<Caret>) -> Rect {
        let gap = self.gap_of(caret.into());
        let Some(line) = self.layout.get(gap.line).map(|line| self.line(&line)) else {
            return Rect::default();
        };
        let cells = self.cells(gap.line);
        let x = match (cells.get(gap.index), cells.last()) {
            (Some(cell), _) => cell.left / self.scale(),
            (None, Some(cell)) => cell.right / self.scale(),
            (None, None) => line.left,
        };
        Rect {
            x,
            y: line.text_top,
            w: self.scale().round().max(1.0) / self.scale(),
            h: line.text_bottom - line.text_top,
        }
    }

    /// The index of the line that a caret stands on.
    pub fn line_of(&self, caret: impl Into<Caret>) -> usize {
        self.gap_of(caret.into()).line
    }

    /// The line at a height, the nearest one above and below all of them.
    pub(super) fn line_at(&self, y: f32) -> usize {
        let y = y * self.scale();
        let lines = self.layout.lines();
        let last = lines.len().saturating_sub(1);
        lines
            .enumerate()
            .find(|(_, line)| y < line.metrics().block_max_coord)
            .map_or(last, |(index, _)| index)
    }

    /// How many gaps lie between and beside the graphemes of a line, less one.
    pub(super) fn last_gap(&self, line: usize) -> usize {
        self.cells(line).len()
    }

    /// Whether a caret can stand on a line: not where it only ends the grapheme of another.
    pub(super) fn has_places(&self, line: usize) -> bool {
        let start = self.layout.get(line).map(|line| line.text_range().start);
        start.is_some_and(|start| grapheme_floor(self.text(), start) == start) || !self.cells(line).is_empty()
    }

    /// The gap that a caret stands in.
    pub(super) fn gap_of(&self, caret: Caret) -> Gap {
        let byte = grapheme_floor(self.text(), caret.byte);
        let home = self.line_holding(byte);
        let after = home.and_then(|line| self.gap_beside(line, |cell| cell.span.start == byte, true));
        let before = || {
            // A line may end within a grapheme; its cell is where it begins.
            let start = grapheme_floor(self.text(), byte.checked_sub(1)?);
            let line = self.line_holding(start)?;
            self.gap_beside(line, |cell| cell.span.end == byte, false)
        };
        let starts_its_line = home
            .and_then(|line| self.layout.get(line))
            .is_some_and(|line| line.text_range().start == byte);
        let found = if caret.upstream {
            before().or(after)
        } else if starts_its_line {
            after
        } else {
            after.or_else(before)
        };
        found.unwrap_or_else(|| Gap {
            line: home.unwrap_or(self.line_count().saturating_sub(1)),
            index: 0,
        })
    }

    /// The caret in a gap, clinging to the grapheme that is passed on the way.
    pub(super) fn caret_in(&self, gap: Gap, way: Way) -> Caret {
        let cells = self.cells(gap.line);
        let on_left = || cells.get(gap.index.checked_sub(1)?);
        let on_right = || cells.get(gap.index);
        let (cell, starts_here) = match way {
            Way::Right => (on_left(), on_left().is_some_and(|cell| cell.rtl)),
            Way::Left => (on_right(), on_right().is_some_and(|cell| !cell.rtl)),
        };
        let (cell, starts_here) = match (cell, way) {
            (Some(cell), _) => (Some(cell), starts_here),
            (None, Way::Right) => (on_right(), on_right().is_some_and(|cell| !cell.rtl)),
            (None, Way::Left) => (on_left(), on_left().is_some_and(|cell| cell.rtl)),
        };
        match cell {
            Some(cell) if starts_here => cell.span.start.into(),
            Some(cell) => Caret {
                byte: cell.span.end,
                upstream: true,
            },
            None => self.start_of(gap.line).into(),
        }
    }

    fn start_of(&self, line: usize) -> usize {
        let start = self.layout.get(line).map_or(0, |line| line.text_range().start);
        grapheme_floor(self.text(), start)
    }

    fn line_holding(&self, byte: usize) -> Option<usize> {
        let mut lines = self.layout.lines();
        lines.position(|line| line.text_range().contains(&byte))
    }

    /// The gap at the first cell that is asked for: before it as it is read, or after it.
    fn gap_beside(&self, line: usize, wanted: impl Fn(&Cell) -> bool, before: bool) -> Option<Gap> {
        let cells = self.cells(line);
        let index = cells.iter().position(wanted)?;
        let on_its_right = cells.get(index)?.rtl == before;
        Some(Gap {
            line,
            index: index + usize::from(on_its_right),
        })
    }

    /// The graphemes that begin on a line from left to right, without its line break.
    pub(super) fn cells(&self, index: usize) -> Vec<Cell> {
        let mut cells = self.pieces(index);
        cells.retain(|cell| cell.starts);
        cells
    }

    /// The graphemes on a line, and what it begins with of one from the line before. A mark that
    /// the fonts lack is a box beside its letter and belongs to the letter's cell.
    fn pieces(&self, index: usize) -> Vec<Cell> {
        let Some(line) = self.layout.get(index) else {
            return Vec::new();
        };
        let hanging = self.hanging(&line);
        let start = line.metrics().offset + line.metrics().inline_min_coord;
        let mut x = start + hanging.as_ref().map_or(0.0, Hanging::indent);
        let (mut cells, mut moved) = (Vec::new(), Vec::new());
        for cluster in line.runs().flat_map(|run| run.visual_clusters()) {
            if hanging.as_ref().is_some_and(|hanging| hanging.holds(&cluster)) {
                moved.push(cluster);
            } else {
                self.push_cluster(&mut cells, &cluster, &mut x, cluster.is_rtl());
            }
        }
        if moved.is_empty() {
            return cells;
        }
        moved.sort_by_key(|cluster| cluster.text_range().start);
        if self.is_rtl() {
            let mut before = Vec::new();
            x = start;
            for cluster in moved.iter().rev() {
                self.push_cluster(&mut before, cluster, &mut x, true);
            }
            before.append(&mut cells);
            return before;
        }
        for cluster in &moved {
            self.push_cluster(&mut cells, cluster, &mut x, false);
        }
        cells
    }

    /// Adds a cluster to the cells from left to right, and passes it.
    fn push_cluster(&self, cells: &mut Vec<Cell>, cluster: &Cluster<'_, ()>, x: &mut f32, rtl: bool) {
        let left = *x;
        *x += cluster.advance();
        let at = cluster.text_range().start;
        let Some(span) = self.grapheme_of(at) else {
            return;
        };
        let starts = at == span.start;
        match cells.last_mut() {
            Some(cell) if cell.span == span => {
                cell.right = *x;
                cell.starts |= starts;
            }
            _ => cells.push(Cell {
                span,
                rtl,
                left,
                right: *x,
                starts,
            }),
        }
    }

    /// The grapheme around an offset, unless it is a line break.
    fn grapheme_of(&self, byte: usize) -> Option<Span> {
        let start = grapheme_floor(self.text(), byte);
        let grapheme = self.text().get(start..)?.graphemes(true).next()?;
        let breaks = grapheme.starts_with(is_line_break);
        (!breaks).then(|| Span::new(start, start + grapheme.len()))
    }
}
