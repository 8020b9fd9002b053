//! The scroll position, anchored to a block so that a page of a million lines scrolls as finely as one of ten.

use eframe::egui::Ui;

use super::page::Page;
use crate::text::Span;
use crate::typeset::Caret;
use crate::ui::bus::place::Reveal;
use crate::ui::kit::text_painter::TextPainter;

/// The upper edge of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Scroll {
    /// An item of the page: its head, a block, its foot.
    pub item: usize,
    /// How far that item's top lies above the view. May exceed the item until the page has settled.
    pub offset: f64,
}

impl Scroll {
    /// The view begins `above` points above a block's `y`.
    pub(super) fn to(block: usize, y: f32, above: f32) -> Self {
        Self {
            item: block + 1,
            offset: f64::from(y - above),
        }
    }
}

/// Longer distances are looked up, not walked block by block.
const FAR: f64 = 6000.0;

/// The part of the view above a revealed span.
pub(super) const ABOVE: f32 = 1.0 / 3.0;

pub(super) fn scroll_by(page: &Page, scroll: &mut Scroll, points: f64) {
    if points.abs() > FAR {
        *scroll = page.scroll_at(page.y_of_scroll(*scroll) + points);
    } else {
        scroll.offset += points;
    }
}

pub(super) fn wheel(ui: &Ui, hovered: bool, page: &Page, scroll: &mut Scroll) {
    if !hovered {
        return;
    }
    let moved = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
    if moved != 0.0 {
        scroll_by(page, scroll, -f64::from(moved));
    }
}

/// Scrolls to a target unless it is well in view already; `covered` points at the top are hidden.
pub(super) fn reveal(
    page: &mut Page,
    pen: &mut TextPainter,
    scroll: &mut Scroll,
    target: &Target,
    view: f32,
    covered: f32,
) {
    match target {
        Target::Top => *scroll = Scroll::default(),
        Target::Span(span) => {
            let Some((block, top, bottom)) = extent(page, pen, *span) else {
                return;
            };
            let margin = (view / 10.0).min(40.0);
            let seen = place_in_view(page, pen, *scroll, block, view).is_some_and(|y| {
                y + top >= margin.max(covered) && y + bottom.min(top + view / 2.0) <= view - margin
            });
            if !seen {
                *scroll = Scroll::to(block, top, view * ABOVE);
            }
        }
    }
}

/// Scrolls just enough to show the caret.
pub(super) fn keep_in_view(
    page: &mut Page,
    pen: &mut TextPainter,
    scroll: &mut Scroll,
    byte: usize,
    upstream: bool,
    view: f32,
) {
    let Some((block, caret)) = page.caret(byte, upstream) else {
        return;
    };
    let Some(setting) = page.setting(pen, block) else {
        return;
    };
    let rect = setting.paragraph.caret_rect(caret);
    let margin = rect.h.min(view / 4.0);
    let Some(y) = place_in_view(page, pen, *scroll, block, view) else {
        *scroll = Scroll::to(block, rect.y, view * ABOVE);
        return;
    };
    let over = (margin - (y + rect.y)).max(0.0);
    let under = (y + rect.bottom() + margin - view).max(0.0);
    if over > 0.0 || under > 0.0 {
        *scroll = Scroll::to(block, 0.0, y + over - under);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Top,
    Span(Span),
}

impl Target {
    /// `claim` finds the span of a claim.
    pub(super) fn from_reveal(
        reveal: &Reveal,
        claim: impl FnOnce(&crate::model::ClaimId) -> Option<Span>,
    ) -> Option<Self> {
        match reveal {
            Reveal::Top => Some(Self::Top),
            Reveal::Span(span) => Some(Self::Span(*span)),
            Reveal::Claim(id) => claim(id).map(Self::Span),
        }
    }
}

fn extent(page: &mut Page, pen: &mut TextPainter, span: Span) -> Option<(usize, f32, f32)> {
    let (block, first) = page.caret(span.start, false)?;
    let setting = page.setting(pen, block)?;
    let start = page.blocks.get(block)?.span.start;
    let last = Caret {
        byte: span.end.saturating_sub(start),
        upstream: true,
    };
    let (top, bottom) = (
        setting.paragraph.caret_rect(first),
        setting.paragraph.caret_rect(last),
    );
    Some((block, top.y, bottom.bottom()))
}

/// The top of a block relative to the view, if it is near.
fn place_in_view(
    page: &mut Page,
    pen: &mut TextPainter,
    scroll: Scroll,
    block: usize,
    view: f32,
) -> Option<f32> {
    let item = block + 1;
    let rough = page.top_of_block(block) - page.y_of_scroll(scroll);
    let reach = f64::from(view) * 2.0;
    let far = rough.abs() > reach && scroll.item.abs_diff(item) > 1;
    if far || scroll.item.abs_diff(item) > 200 {
        return None;
    }
    // What lies between is measured first, so that the answer is exact.
    for between in scroll.item.min(item)..scroll.item.max(item) {
        if let Some(block) = between.checked_sub(1) {
            page.setting(pen, block);
        }
    }
    Some((page.top_of_block(block) - page.y_of_scroll(scroll)) as f32)
}
