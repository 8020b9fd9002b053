//! Text on the screen, in every script: labels, wrapped text, text at a place. egui's own labels
//! put Arabic words in the wrong order and must not be used for anything a user may have written.

use std::sync::Arc;

use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::text_painter::{Fit, TextLayout, TextPainter};
use super::theme::{Theme, font};
use crate::typeset::{Direction, Style};

/// A text on one line, cut with '…' where there is no more room, whole on hover.
pub fn label(ui: &mut Ui, text: &str, style: Style, color: Color32) -> Response {
    let available = ui.available_width();
    let layout = layout(ui, text, style, Fit::Line(available));
    let response = allocate(ui, &layout, text, color);
    if layout.paragraph.is_elided() {
        tip(response, text)
    } else {
        response
    }
}

/// A text wrapped to the width there is.
pub fn wrapped(ui: &mut Ui, text: &str, style: Style, color: Color32) -> Response {
    let width = ui.available_width();
    let layout = layout(ui, text, style, Fit::Wrap(width));
    allocate_in(ui, &layout, text, color, width)
}

/// A text wrapped to the width there is, cut with '…' after so many lines, whole on hover.
pub fn clamped(ui: &mut Ui, text: &str, style: Style, color: Color32, lines: usize) -> Response {
    let width = ui.available_width();
    let layout = layout(ui, text, style, Fit::Clamp(width, lines));
    let response = allocate_in(ui, &layout, text, color, width);
    if layout.paragraph.is_elided() {
        tip(response, text)
    } else {
        response
    }
}

/// Paints a text on one line at a place, cut with '…' at `max_width`; returns what it covers.
pub fn text_at(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    style: Style,
    color: Color32,
    max_width: f32,
) -> Rect {
    line_at(painter, at, anchor, text, style, color, max_width).0
}

/// Paints a text on one line that begins at `at`, the middle of its left edge; returns what it covers.
pub fn text_from(
    painter: &Painter,
    at: Pos2,
    text: &str,
    style: Style,
    color: Color32,
    max_width: f32,
) -> Rect {
    text_at(painter, at, Align2::LEFT_CENTER, text, style, color, max_width)
}

/// Like [`text_at`]; returns also whether the text was cut.
pub(super) fn line_at(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    text: &str,
    style: Style,
    color: Color32,
    max_width: f32,
) -> (Rect, bool) {
    let texts = TextPainter::from_ctx(painter.ctx());
    let mut texts = texts.lock();
    let layout = texts.layout(text, style, Fit::Line(max_width), Direction::Auto);
    let rect = anchor.anchor_size(at, layout.size());
    texts.paint(painter, rect.min, &layout, color);
    (rect, layout.paragraph.is_elided())
}

/// Paints one line of text whose left edge is vertically centred at a point, as in a row of a list.
pub fn left_text_at(
    painter: &Painter,
    at: Pos2,
    text: &str,
    style: Style,
    color: Color32,
    max_width: f32,
) -> Rect {
    text_at(painter, at, Align2::LEFT_CENTER, text, style, color, max_width)
}

/// Paints a text wrapped to a width with its upper left corner at a place, after at most so many
/// lines cut with '…'. A text that runs from right to left is set against the right edge. Returns
/// what it covers and whether it was cut.
pub fn wrapped_at(
    painter: &Painter,
    at: Pos2,
    text: &str,
    style: Style,
    color: Color32,
    width: f32,
    lines: usize,
) -> (Rect, bool) {
    let texts = TextPainter::from_ctx(painter.ctx());
    let mut texts = texts.lock();
    let layout = texts.layout(text, style, Fit::Clamp(width, lines), Direction::Auto);
    texts.paint(painter, at, &layout, color);
    let size = Vec2::new(width, layout.paragraph.height());
    (Rect::from_min_size(at, size), layout.paragraph.is_elided())
}

/// Width and height of a text in points.
pub fn measure(ui: &Ui, text: &str, style: Style, fit: Fit) -> Vec2 {
    layout(ui, text, style, fit).size()
}

/// Explains a widget while the pointer rests on it.
pub fn tip(response: Response, text: &str) -> Response {
    tip_of(response, &[text])
}

/// The same with several texts, each below the one before and in its own direction.
pub fn tip_of(response: Response, texts: &[&str]) -> Response {
    response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        let theme = Theme::from_ctx(ui.ctx());
        for text in texts {
            let layout = layout(ui, text, font::LABEL, Fit::Wrap(300.0));
            allocate(ui, &layout, text, theme.ink);
        }
    })
}

/// The heading of a group, in letter-spaced capitals. Only our own wording.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let response = label(ui, &spaced_capitals(text), font::HEADING, theme.soft);
    // A screen reader would spell what is spaced.
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

/// Capitals set a hair apart.
pub fn spaced_capitals(text: &str) -> String {
    let capitals = text.to_uppercase();
    let mut spaced = String::with_capacity(capitals.len() * 2);
    for (at, letter) in capitals.chars().enumerate() {
        if at > 0 {
            spaced.push('\u{200A}');
        }
        spaced.push(letter);
    }
    spaced
}

/// A key as a key cap, nothing for no key; returns what it covers.
pub fn key_cap_at(painter: &Painter, at: Pos2, anchor: Align2, caps: &str) -> Rect {
    if caps.is_empty() {
        return anchor.anchor_size(at, Vec2::ZERO);
    }
    let theme = Theme::from_ctx(painter.ctx());
    let texts = TextPainter::from_ctx(painter.ctx());
    let mut texts = texts.lock();
    let layout = texts.layout(caps, font::KEY, Fit::Free, Direction::Ltr);
    let cap = Vec2::new((layout.size().x + 10.0).max(18.0), 18.0);
    let rect = anchor.anchor_size(at, cap);
    painter.rect(
        rect,
        4.0,
        theme.panel,
        theme.hairline_stroke(),
        eframe::egui::StrokeKind::Inside,
    );
    let text = Align2::CENTER_CENTER.anchor_size(rect.center(), layout.size());
    texts.paint(painter, text.min, &layout, theme.soft);
    rect
}

/// A speaker's colour as a small square; hollow for the article's own voice.
pub fn swatch_at(painter: &Painter, center: Pos2, color: Option<Color32>) {
    let theme = Theme::from_ctx(painter.ctx());
    let rect = Rect::from_center_size(center, Vec2::splat(12.0));
    match color {
        Some(color) => painter.rect_filled(rect, 3.0, color),
        None => painter.rect_stroke(
            rect.shrink(0.5),
            3.0,
            eframe::egui::Stroke::new(1.5, theme.soft),
            eframe::egui::StrokeKind::Inside,
        ),
    };
}

fn layout(ui: &Ui, text: &str, style: Style, fit: Fit) -> Arc<TextLayout> {
    TextPainter::from_ctx(ui.ctx())
        .lock()
        .layout(text, style, fit, Direction::Auto)
}

/// Takes the room of a text as it was set within a width: all of it where the text runs from right
/// to left and so stands at the right edge.
fn allocate_in(ui: &mut Ui, layout: &TextLayout, text: &str, color: Color32, width: f32) -> Response {
    let size = if layout.paragraph.is_rtl() {
        Vec2::new(width, layout.size().y)
    } else {
        layout.size()
    };
    allocate_sized(ui, layout, text, color, size, 0.0)
}

/// Takes no more room than a text covers, wherever it stands within the width it was set in.
fn allocate(ui: &mut Ui, layout: &TextLayout, text: &str, color: Color32) -> Response {
    let lefts = layout.paragraph.lines().map(|line| line.left);
    let left = lefts.fold(f32::MAX, f32::min).floor();
    allocate_sized(ui, layout, text, color, layout.size(), left)
}

fn allocate_sized(
    ui: &mut Ui,
    layout: &TextLayout,
    text: &str,
    color: Color32,
    size: Vec2,
    left: f32,
) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    if ui.is_rect_visible(rect) {
        let at = rect.min - Vec2::new(left, 0.0);
        TextPainter::from_ctx(ui.ctx())
            .lock()
            .paint(ui.painter(), at, layout, color);
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

#[cfg(test)]
mod tests {
    use eframe::egui;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::typeset::Typesetter;

    #[derive(Default)]
    struct Drawn {
        tip: bool,
        /// What is painted.
        ink: Option<Rect>,
    }

    fn harness(tip: bool) -> Harness<'static, Drawn> {
        let setup = |ctx: &egui::Context| {
            crate::ui::kit::theme::install(ctx);
            TextPainter::give(ctx, Typesetter::embedded_only());
        };
        let mut harness = Harness::builder()
            .with_size(Vec2::new(500.0, 120.0))
            .with_context_setup(setup)
            .build_ui_state(
                |ui, drawn: &mut Drawn| {
                    let text = "قال الجيش";
                    let width = 300.0;
                    ui.set_max_width(width);
                    if drawn.tip {
                        let layout = layout(ui, text, font::LABEL, Fit::Wrap(width));
                        allocate(ui, &layout, text, Color32::BLACK);
                    } else {
                        wrapped(ui, text, font::LABEL, Color32::BLACK);
                    }
                    let layer = ui.layer_id();
                    let mut ink = Rect::NOTHING;
                    ui.ctx().graphics(|graphics| {
                        for shape in graphics
                            .get(layer)
                            .into_iter()
                            .flat_map(egui::layers::PaintList::all_entries)
                        {
                            if let egui::Shape::Mesh(mesh) = &shape.shape {
                                ink = ink.union(mesh.calc_bounds());
                            }
                        }
                    });
                    drawn.ink = Some(ink);
                },
                Drawn { tip, ink: None },
            );
        harness.run_steps(2);
        harness
    }

    #[test]
    fn arabic_words_are_painted_within_the_room_they_take() {
        for tip in [false, true] {
            let harness = harness(tip);
            let room = harness.get_by_label("قال الجيش").rect().expand(1.5);
            let ink = harness.state().ink.unwrap();
            assert!(
                ink.is_positive() && room.contains_rect(ink),
                "{ink:?} outside {room:?}"
            );
            // Wrapped text stands at the right edge of its column, a tip's frame is no wider than it.
            assert_eq!(room.width() > 290.0, !tip, "{room:?}");
        }
    }
}
