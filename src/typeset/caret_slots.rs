//! Caret positions: the slot nearest to a point, and the rectangle of a caret in a slot. Movement from
//! slot to slot is in `movement`.
//!
//! A line of `n` graphemes has `n + 1` slots, counted from the left:
//!
//! ```text
//! slot       0   1   2   3   4
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

/// A position for a caret on a line: between two cells, or beside all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct CaretSlot {
    pub(super) line: usize,
    pub(super) index: usize,
}

/// The direction of a step, on the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum StepDirection {
    Left,
    Right,
}

impl Paragraph {
    /// The offset of the grapheme's edge nearest to a point.
    pub fn hit(&self, x: f32, y: f32) -> usize {
        self.caret_at(x, y).byte
    }

    /// The caret nearest to a point, with its affinity.
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
                self.caret_in(CaretSlot { line, index }, StepDirection::Right)
            }
            _ => self.caret_in(CaretSlot { line, index }, StepDirection::Left),
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
        let slot = self.slot_of(caret.into());
        let Some(line) = self.layout.get(slot.line).map(|line| self.line(&line)) else {
            return Rect::default();
        };
        let cells = self.cells(slot.line);
        let x = match (cells.get(slot.index), cells.last()) {
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
        self.slot_of(caret.into()).line
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

    /// The index of the last slot of a line.
    pub(super) fn last_slot(&self, line: usize) -> usize {
        self.cells(line).len()
    }

    /// Whether a caret can stand on a line: not where it only ends the grapheme of another.
    pub(super) fn has_slots(&self, line: usize) -> bool {
        let start = self.layout.get(line).map(|line| line.text_range().start);
        start.is_some_and(|start| grapheme_floor(self.text(), start) == start) || !self.cells(line).is_empty()
    }

    /// The slot that a caret stands in.
    pub(super) fn slot_of(&self, caret: Caret) -> CaretSlot {
        let byte = grapheme_floor(self.text(), caret.byte);
        let home = self.line_holding(byte);
        let after = home.and_then(|line| self.slot_beside(line, |cell| cell.span.start == byte, true));
        let before = || {
            // A line may end within a grapheme; its cell is where it begins.
            let start = grapheme_floor(self.text(), byte.checked_sub(1)?);
            let line = self.line_holding(start)?;
            self.slot_beside(line, |cell| cell.span.end == byte, false)
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
        found.unwrap_or_else(|| CaretSlot {
            line: home.unwrap_or(self.line_count().saturating_sub(1)),
            index: 0,
        })
    }

    /// The caret in a slot, attached to the grapheme that a step in this direction has passed.
    pub(super) fn caret_in(&self, slot: CaretSlot, direction: StepDirection) -> Caret {
        let cells = self.cells(slot.line);
        let on_left = || cells.get(slot.index.checked_sub(1)?);
        let on_right = || cells.get(slot.index);
        let (cell, starts_here) = match direction {
            StepDirection::Right => (on_left(), on_left().is_some_and(|cell| cell.rtl)),
            StepDirection::Left => (on_right(), on_right().is_some_and(|cell| !cell.rtl)),
        };
        let (cell, starts_here) = match (cell, direction) {
            (Some(cell), _) => (Some(cell), starts_here),
            (None, StepDirection::Right) => (on_right(), on_right().is_some_and(|cell| !cell.rtl)),
            (None, StepDirection::Left) => (on_left(), on_left().is_some_and(|cell| cell.rtl)),
        };
        match cell {
            Some(cell) if starts_here => cell.span.start.into(),
            Some(cell) => Caret {
                byte: cell.span.end,
                upstream: true,
            },
            None => self.start_of(slot.line).into(),
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

    /// The slot at the first cell that is asked for: before it as it is read, or after it.
    fn slot_beside(&self, line: usize, wanted: impl Fn(&Cell) -> bool, before: bool) -> Option<CaretSlot> {
        let cells = self.cells(line);
        let index = cells.iter().position(wanted)?;
        let on_its_right = cells.get(index)?.rtl == before;
        Some(CaretSlot {
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
