//! The margin left of the text: a bar beside each span of the selected claim, a thread between them, and buttons that
//! lead to spans above or below the view.

use std::collections::BTreeMap;

use eframe::egui::{
    Color32, CursorIcon, Id, Painter, Rangef, Rect, Role, Stroke, Ui, Vec2, WidgetInfo, pos2,
};

use super::frame::Frame;
use super::marks::{Mark, Part};
use super::page::Page;
use super::paint::{color_of, mark_rects};
use super::{ON_TOP, ScreenCtx};
use crate::text::Span;
use crate::ui::kit::button::icon_at;
use crate::ui::kit::icons;
use crate::ui::kit::text::tip;
use crate::ui::kit::theme::{Theme, faded};

/// Between bar and column.
const BESIDE: f32 = 12.0;
const BAR: f32 = 3.0;
const POINTER: f32 = 20.0;

#[derive(Debug, Default)]
struct ConnectorParts {
    /// The spans in view from top to bottom, as ranges on the screen.
    spans: Vec<Rangef>,
    /// The nearest anchor above the view.
    above: Option<Span>,
    below: Option<Span>,
    /// How many spans the claim has.
    count: usize,
}

/// Draws the margin. Returns the span to scroll to if a button was clicked.
pub(super) fn claim_connector_ui(ui: &Ui, id: Id, ctx: &ScreenCtx<'_>, page: &mut Page) -> Option<Span> {
    let ScreenCtx { frame, marks, .. } = *ctx;
    let selected = ctx.selected?;
    let shown = marks.claims.get(selected)?;
    let left = frame.column.min - BESIDE;
    if left - POINTER / 2.0 < frame.view.left() {
        return None;
    }
    let theme = Theme::from_ctx(ui.ctx());
    let color = color_of(theme, shown.hue);
    let parts = parts(ctx, page, selected);
    let painter = ui.painter_at(frame.view);
    paint_spans(&painter, &parts, left, frame, color);
    let mut wanted = None;
    let (top, bottom) = (frame.view.top(), frame.view.bottom());
    let edges = [
        (parts.above, top + 18.0, icons::CARET_UP, fl!("claim-go-above")),
        (
            parts.below,
            bottom - 18.0,
            icons::CARET_DOWN,
            fl!("claim-go-below"),
        ),
    ];
    for (words, y, icon, label) in edges {
        let Some(words) = words else { continue };
        let rect = Rect::from_center_size(pos2(left, y), Vec2::splat(POINTER));
        let response = ui
            .interact(rect, id.with(label), ON_TOP)
            .on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
        let ground = if response.hovered() {
            theme.hover
        } else {
            theme.raised
        };
        let edge = Stroke::new(1.5, color);
        painter.circle(rect.center(), POINTER / 2.0, ground, edge);
        icon_at(&painter, rect.center(), icon, 12.0, color);
        if response.clicked() {
            wanted = Some(words);
        }
        tip(response, label);
    }
    wanted
}

fn parts(ctx: &ScreenCtx<'_>, page: &mut Page, claim: usize) -> ConnectorParts {
    let ScreenCtx {
        frame, placed, marks, ..
    } = *ctx;
    let seen = seen(ctx, page, claim);
    let first = placed.first().map_or(0, |block| block.span.start);
    let mut parts = ConnectorParts::default();
    for mark in marks.marks_of(claim) {
        let is_span = matches!(mark.part, Part::Span(_));
        parts.count += usize::from(is_span);
        match seen.get(&key(mark)) {
            Some(range) if range.max < frame.view.top() + 4.0 => parts.above = Some(mark.span),
            Some(range) if range.min > frame.view.bottom() - 4.0 => {
                parts.below.get_or_insert(mark.span);
            }
            Some(range) if is_span => parts.spans.push(*range),
            Some(_) => {}
            None if mark.span.start < first => parts.above = Some(mark.span),
            None => {
                parts.below.get_or_insert(mark.span);
            }
        }
    }
    parts.spans.sort_by(|a, b| a.min.total_cmp(&b.min));
    parts
}

/// The vertical extent of each mark of a claim that is on the screen.
fn seen(ctx: &ScreenCtx<'_>, page: &mut Page, claim: usize) -> BTreeMap<(usize, usize), Rangef> {
    let ScreenCtx {
        frame, placed, marks, ..
    } = *ctx;
    let mut seen: BTreeMap<(usize, usize), Rangef> = BTreeMap::new();
    for block in placed {
        let top = frame.corner(block).y;
        for found in mark_rects(page, ctx, block).iter() {
            let Some(mark) = marks.all.get(found.mark).filter(|mark| mark.claim == claim) else {
                continue;
            };
            let Some((first, last)) = found.rects.first().zip(found.rects.last()) else {
                continue;
            };
            let range = Rangef::new(top + first.y, top + last.bottom());
            let whole = seen.entry(key(mark)).or_insert(range);
            *whole = Rangef::new(whole.min.min(range.min), whole.max.max(range.max));
        }
    }
    seen
}

fn key(mark: &Mark) -> (usize, usize) {
    (mark.span.start, mark.span.end)
}

fn paint_spans(painter: &Painter, parts: &ConnectorParts, left: f32, frame: &Frame, color: Color32) {
    if parts.count < 2 {
        return;
    }
    let bar = |range: Rangef| {
        Rect::from_min_max(
            pos2(left - BAR / 2.0, range.min + 4.0),
            pos2(left + BAR / 2.0, range.max - 4.0),
        )
    };
    let mut ends: Vec<Rangef> = parts.spans.clone();
    if parts.above.is_some() {
        ends.insert(0, Rangef::new(frame.view.top(), frame.view.top() + 24.0));
    }
    if parts.below.is_some() {
        ends.push(Rangef::new(frame.view.bottom() - 24.0, frame.view.bottom()));
    }
    for pair in ends.windows(2) {
        let [upper, lower] = pair else { continue };
        let (mut y, end) = (upper.max - 1.0, lower.min + 1.0);
        while y + 2.0 <= end {
            let dot = Rect::from_min_size(pos2(left - 1.0, y.round()), Vec2::splat(2.0));
            painter.rect_filled(dot, 0.0, faded(color, 0.7));
            y += 4.0;
        }
    }
    for range in &parts.spans {
        painter.rect_filled(bar(*range), BAR / 2.0, color);
    }
}
