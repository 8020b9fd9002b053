//! Draws the blocks of the guidelines, with the matches of a search.

use std::ops::Range;

use eframe::egui::{CursorIcon, OpenUrl, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::markdown::{BlockKind, MarkdownBlock};
use crate::text::Span;
use crate::typeset::{Style, Weight};
use crate::ui::kit::text::{text_at, tip};
use crate::ui::kit::text_painter::TextPainter;
use crate::ui::kit::theme::{Theme, font};

/// Indent of a list.
const INDENT: f32 = 18.0;

/// Draws the blocks and, if `reveal`, scrolls to the current match. Returns the link that was clicked, if it leads to no
/// address that a browser is for.
pub(crate) fn blocks_ui(
    ui: &mut Ui,
    blocks: &[MarkdownBlock],
    hits: &[(usize, Span)],
    current: usize,
    reveal: bool,
) -> Option<String> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut followed = None;
    let mut before: Option<&MarkdownBlock> = None;
    for (at, block) in blocks.iter().enumerate() {
        ui.add_space(space_above(before, block));
        before = Some(block);
        let own: Vec<(Span, bool)> = hits
            .iter()
            .enumerate()
            .filter(|(_, (of, _))| *of == at)
            .map(|(place, (_, span))| (*span, place == current))
            .collect();
        followed = block_ui(ui, at, block, &own, reveal).or(followed);
    }
    ui.add_space(16.0);
    followed
}

fn space_above(before: Option<&MarkdownBlock>, block: &MarkdownBlock) -> f32 {
    let Some(before) = before else { return 0.0 };
    match (&before.kind, &block.kind) {
        (_, BlockKind::Heading(1 | 2)) => 18.0,
        (_, BlockKind::Heading(_) | BlockKind::Rule) | (BlockKind::Rule, _) => 12.0,
        (BlockKind::Heading(_), _) | (BlockKind::Item(_), BlockKind::Item(_)) => 5.0,
        _ => 8.0,
    }
}

fn style_of(kind: &BlockKind) -> Style {
    match kind {
        BlockKind::Heading(1) => font::DIALOG,
        BlockKind::Heading(2) => font::GUIDE_HEADING,
        BlockKind::Heading(_) => font::NAME,
        BlockKind::Code => font::LABEL,
        BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Rule => font::BODY,
    }
}

fn block_ui(
    ui: &mut Ui,
    at: usize,
    block: &MarkdownBlock,
    hits: &[(Span, bool)],
    reveal: bool,
) -> Option<String> {
    let theme = Theme::from_ctx(ui.ctx());
    if block.kind == BlockKind::Rule {
        let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
        ui.painter()
            .hline(rect.x_range(), rect.center().y, theme.hairline_stroke());
        return None;
    }
    let mut followed = None;
    let style = style_of(&block.kind);
    let is_code = block.kind == BlockKind::Code;
    let inset = if is_code { 10.0 } else { 0.0 };
    let whole = ui.available_width();
    let margin = INDENT * block.depth as f32 + 14.0 * block.quoted as f32;
    let width = (whole - margin - 2.0 * inset).max(60.0);
    let stressed = stressed(block, style.weight);
    let pen = TextPainter::from_ctx(ui.ctx());
    let setting = pen.lock().layout_emphasised(&block.text, style, &stressed, width);
    let paragraph = &setting.paragraph;
    let rtl = paragraph.is_rtl();
    let tall = paragraph.height() + inset;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(whole, tall), Sense::hover());
    let left = if rtl { rect.left() } else { rect.left() + margin } + inset;
    let origin = Pos2::new(left, rect.top() + inset / 2.0);
    let on_screen = |span: Span| {
        let mut rects = Vec::new();
        paragraph.rects(span, |part, _| {
            let min = origin + Vec2::new(part.x, part.y);
            rects.push(Rect::from_min_size(min, Vec2::new(part.w, part.h)));
        });
        rects
    };
    if ui.is_rect_visible(rect) {
        let painter = ui.painter();
        if is_code {
            painter.rect_filled(rect, 5.0, theme.hover);
        }
        for depth in 0..block.quoted {
            let aside = 14.0 * depth as f32 + 2.0;
            let x = if rtl {
                rect.right() - aside
            } else {
                rect.left() + aside
            };
            painter.vline(x, rect.y_range(), Stroke::new(2.0, theme.hairline));
        }
        for (range, mark) in &block.marks {
            if mark.code {
                for part in on_screen(span_of(range)) {
                    painter.rect_filled(part.expand2(Vec2::new(2.0, -1.0)), 3.0, theme.hover);
                }
            }
        }
        for (span, current) in hits {
            let ground = if *current {
                theme.found_current
            } else {
                theme.found
            };
            for part in on_screen(*span) {
                painter.rect_filled(part.expand2(Vec2::new(1.0, -1.0)), 2.0, ground);
            }
        }
        let ink = if block.quoted > 0 { theme.soft } else { theme.ink };
        pen.lock().paint(painter, origin, &setting, ink);
        if let BlockKind::Item(number) = &block.kind {
            marker(ui, rect, margin, rtl, *number, style.line_height);
        }
    }
    if reveal && let Some((span, _)) = hits.iter().find(|(_, current)| *current) {
        for part in on_screen(*span) {
            ui.scroll_to_rect(part.expand(40.0), None);
        }
    }
    for (place, (range, mark)) in block.marks.iter().enumerate() {
        if let Some(link) = &mark.link {
            let parts = on_screen(span_of(range));
            let words = block.text.get(range.clone()).unwrap_or_default();
            if link_ui(ui, (at, place), &parts, words, link) {
                followed = Some(link.clone());
            }
            for part in &parts {
                let clip = part.intersect(ui.clip_rect());
                let ground = if is_code || mark.code {
                    theme.hover
                } else {
                    theme.panel
                };
                let painter = ui.painter().with_clip_rect(clip);
                // The letters again in the colour of links, on the ground they stand on.
                if hits.is_empty() {
                    painter.rect_filled(*part, 0.0, ground);
                    pen.lock().paint(&painter, origin, &setting, theme.accent);
                }
                let y = part.bottom() - 3.0;
                ui.painter()
                    .hline(part.x_range(), y, Stroke::new(1.0, theme.accent));
            }
        }
    }
    let role = match block.kind {
        BlockKind::Heading(_) => eframe::egui::Role::Heading,
        _ => eframe::egui::Role::Label,
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, &block.text));
    followed
}

fn marker(ui: &Ui, rect: Rect, margin: f32, rtl: bool, number: Option<u64>, line: f32) {
    let theme = Theme::from_ctx(ui.ctx());
    let side = if rtl { -1.0 } else { 1.0 };
    let edge = if rtl { rect.right() } else { rect.left() };
    let y = rect.top() + line / 2.0;
    match number {
        None => {
            let x = edge + side * (margin - 10.0);
            ui.painter().circle_filled(Pos2::new(x, y), 2.2, theme.soft);
        }
        Some(number) => {
            let anchor = if rtl {
                eframe::egui::Align2::LEFT_CENTER
            } else {
                eframe::egui::Align2::RIGHT_CENTER
            };
            let at = Pos2::new(edge + side * (margin - 5.0), y);
            let words = format!("{number}.");
            text_at(ui.painter(), at, anchor, &words, font::BODY, theme.soft, 40.0);
        }
    }
}

/// Draws a link. Returns whether one was clicked that no browser is for.
fn link_ui(ui: &Ui, id: (usize, usize), parts: &[Rect], words: &str, link: &str) -> bool {
    let mut is_followed = false;
    for (at, part) in parts.iter().enumerate() {
        let response = ui.interact(
            *part,
            ui.scope_id().with(("guideline link", id, at)),
            Sense::click(),
        );
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Link, true, words));
        // Only what a browser is for: a project may come from anybody.
        let safe = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| link.starts_with(scheme));
        let is_clicked = tip(response, link).clicked();
        if is_clicked && safe {
            ui.ctx().open_url(OpenUrl::new_tab(link));
        }
        is_followed |= is_clicked && !safe;
    }
    is_followed
}

fn span_of(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// The weights of the marked ranges. There is no italic font, and Arabic has none: italic text is a little bolder.
fn stressed(block: &MarkdownBlock, own: Weight) -> Vec<(Range<usize>, Weight)> {
    let weighed = block.marks.iter().filter_map(|(range, mark)| {
        let weight = match (mark.strong, mark.emphasis) {
            (true, _) => Weight::SemiBold,
            (false, true) => Weight::Medium,
            (false, false) => return None,
        };
        (weight != own && own != Weight::SemiBold).then(|| (range.clone(), weight))
    });
    weighed.collect()
}
