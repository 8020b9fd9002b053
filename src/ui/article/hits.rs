//! Where the matches of a search are on the page.

use eframe::egui::Rect;

use super::ScreenCtx;
use super::page::{Layer, MarkRects, Page, Placed};
use super::paint::{local_rects, screen};
use crate::text::Span;

/// The rectangles of each match on a block, on the screen, and whether it is the current one.
pub(super) fn on_block(page: &mut Page, ctx: &ScreenCtx<'_>, block: &Placed) -> Vec<(Vec<Rect>, bool)> {
    let find = ctx.reading.find;
    let Some((find, hits)) = find.and_then(|find| Some((find, find.hits()?))) else {
        return Vec::new();
    };
    let within = within(&hits.spans, block.span);
    let rects = page.rects(block.block, Layer::Matches, hits.search, |setting| {
        let local = |hit: &Span| {
            let start = hit.start.max(block.span.start) - block.span.start;
            Span::new(start, hit.end.min(block.span.end) - block.span.start)
        };
        let hits = hits.spans.get(within.clone()).unwrap_or_default();
        let hits = hits.iter().zip(within.clone());
        hits.map(|(hit, index)| MarkRects {
            mark: index,
            rects: local_rects(setting, local(hit)),
        })
        .collect()
    });
    let corner = ctx.frame.corner(block).to_vec2();
    let on_screen = |hit: &MarkRects| hit.rects.iter().map(|rect| screen(*rect, corner)).collect();
    rects
        .iter()
        .map(|hit| (on_screen(hit), find.current == Some(hit.mark)))
        .collect()
}

/// The matches that overlap a range. They are in order and do not overlap one another.
pub(super) fn within(hits: &[Span], range: Span) -> std::ops::Range<usize> {
    let first = hits.partition_point(|hit| hit.end <= range.start);
    let last = hits.partition_point(|hit| hit.start < range.end);
    first..last.max(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_that_reach_into_a_range_are_within_it() {
        let hits = [(0, 2), (4, 8), (8, 9), (20, 30)].map(|(start, end)| Span::new(start, end));
        assert_eq!(within(&hits, Span::new(2, 4)), 1..1);
        assert_eq!(within(&hits, Span::new(5, 9)), 1..3);
        assert_eq!(within(&hits, Span::new(22, 23)), 3..4);
        assert_eq!(within(&hits, Span::new(40, 50)), 4..4);
    }
}
