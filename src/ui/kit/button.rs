//! Buttons: with words, with an icon, as a link. They say what was clicked and change nothing.

use eframe::egui::{
    Align2, Color32, CursorIcon, FontFamily, FontId, Painter, Pos2, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::text::{key_cap_at, measure, text_at, text_from, tip};
use super::text_painter::Fit;
use super::theme::{Theme, font, size};
use crate::typeset::{self, Style};
use crate::ui::bus::command::Command;

/// The corners of controls.
pub(super) const RADIUS: f32 = size::RADIUS as f32;
/// The font family of the icons.
pub const ICONS: &str = "icons";

/// How much a button wants to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// One of several.
    Plain,
    /// Something that is switched on.
    Chosen,
}

/// A button with words.
pub fn button(ui: &mut Ui, words: &str, weight: Weight, enabled: bool) -> Response {
    let text = measure(ui, words, font::STRONG, Fit::Free);
    let (rect, response) = control(ui, Vec2::new(text.x + 24.0, size::CONTROL), enabled);
    let theme = Theme::from_ctx(ui.ctx());
    let ink = background(ui, rect, &response, weight, enabled);
    words_in(ui, rect, words, font::STRONG, ink);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, words));
    response
}

/// A button of a named command: its label, its tooltip, its key.
pub fn command_button(ui: &mut Ui, command: Command, weight: Weight, enabled: bool) -> Response {
    tip(button(ui, command.label(), weight, enabled), &command.tooltip())
}

/// A button with an icon and a tooltip that is also its name.
pub fn icon_button(ui: &mut Ui, icon: &'static str, name: &str, key: &str, enabled: bool) -> Response {
    let (rect, response) = control(ui, Vec2::splat(28.0), enabled);
    let theme = Theme::from_ctx(ui.ctx());
    if enabled && (response.hovered() || response.has_focus()) {
        ui.painter().rect_filled(rect, RADIUS, theme.hover);
    }
    let ink = if enabled { theme.soft } else { theme.faint };
    icon_at(ui.painter(), rect.center(), icon, 18.0, ink);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    if key.is_empty() {
        tip(response, name)
    } else {
        tip(response, &format!("{name}  ({key})"))
    }
}

/// A small button that is on or off, with a sign painted by the caller and a tooltip that is also
/// its name.
pub fn toggle(ui: &mut Ui, name: &str, on: bool, sign: impl FnOnce(&Painter, Rect, Color32)) -> Response {
    let (rect, response) = control(ui, Vec2::splat(28.0), true);
    let theme = Theme::from_ctx(ui.ctx());
    if on {
        boxed(ui, rect, RADIUS, theme.wash, theme.accent);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, RADIUS, theme.hover);
    }
    sign(ui.painter(), rect, if on { theme.ink } else { theme.soft });
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    tip(response, name)
}

/// Words that can be clicked within a line.
pub fn link(ui: &mut Ui, words: &str, style: Style) -> Response {
    let text = measure(ui, words, style, Fit::Free);
    let (rect, response) = control(ui, text, true);
    let theme = Theme::from_ctx(ui.ctx());
    text_from(
        ui.painter(),
        rect.left_center(),
        words,
        style,
        theme.accent,
        text.x + 1.0,
    );
    if response.hovered() || response.has_focus() {
        let y = rect.bottom() - 1.0;
        ui.painter()
            .hline(rect.x_range(), y, Stroke::new(1.0, theme.accent));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
    response
}

/// A button with words and a key cap, as wide as asked.
pub fn key_button(
    ui: &mut Ui,
    width: f32,
    mark: (&str, Color32),
    words: &str,
    caps: &str,
    chosen: bool,
) -> Response {
    let (rect, response) = control(ui, Vec2::new(width, size::CONTROL), true);
    let theme = Theme::from_ctx(ui.ctx());
    let (mark, mark_color) = mark;
    if chosen {
        boxed(
            ui,
            rect,
            RADIUS,
            Theme::mix(theme.raised, mark_color, 0.14),
            mark_color,
        );
    } else {
        background(ui, rect, &response, Weight::Plain, true);
    }
    let ink = if chosen { mark_color } else { theme.ink };
    let style = if chosen {
        font::LABEL.weight(typeset::Weight::SemiBold)
    } else {
        font::LABEL
    };
    let words_width = measure(ui, words, style, Fit::Free).x;
    let cap_width = (measure(ui, caps, font::KEY, Fit::Free).x + 10.0).max(18.0);
    let all = 14.0 + words_width + 4.0 + cap_width;
    let painter = ui.painter();
    let at = Pos2::new(rect.center().x - all / 2.0, rect.center().y);
    icon_at(painter, at + Vec2::new(6.0, 0.0), mark, 12.0, mark_color);
    let at = at + Vec2::new(14.0, 0.0);
    text_from(painter, at, words, style, ink, words_width + 1.0);
    let at = at + Vec2::new(words_width + 4.0, 0.0);
    key_cap_at(painter, at, Align2::LEFT_CENTER, caps);
    focus_ring(ui, rect, &response, theme);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, words));
    response
}

/// Paints an icon.
pub fn icon_at(painter: &Painter, center: Pos2, icon: &str, points: f32, color: Color32) {
    let font = FontId::new(points, FontFamily::Name(ICONS.into()));
    painter.text(center, Align2::CENTER_CENTER, icon, font, color);
}

/// Paints words in the middle of a rectangle.
pub(super) fn words_in(ui: &Ui, rect: Rect, words: &str, style: Style, ink: Color32) {
    let (at, room) = (rect.center(), rect.width() - 8.0);
    text_at(ui.painter(), at, Align2::CENTER_CENTER, words, style, ink, room);
}

/// Paints the box of a control.
pub(super) fn boxed(ui: &Ui, rect: Rect, radius: f32, ground: Color32, edge: Color32) {
    let edge = Stroke::new(1.0, edge);
    ui.painter().rect(rect, radius, ground, edge, StrokeKind::Inside);
}

fn control(ui: &mut Ui, wanted: Vec2, enabled: bool) -> (Rect, Response) {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(wanted, sense);
    let cursor = if enabled {
        CursorIcon::PointingHand
    } else {
        CursorIcon::Default
    };
    (rect, response.on_hover_cursor(cursor))
}

fn background(ui: &Ui, rect: Rect, response: &Response, weight: Weight, enabled: bool) -> Color32 {
    let theme = Theme::from_ctx(ui.ctx());
    let hovered = enabled && response.hovered();
    let (ground, edge, ink) = match weight {
        Weight::Primary if !enabled => (theme.hover, theme.hairline, theme.faint),
        Weight::Primary if hovered => {
            let ground = Theme::mix(theme.accent, theme.ink, 0.15);
            (ground, ground, theme.paper)
        }
        Weight::Primary => (theme.accent, theme.accent, theme.paper),
        Weight::Plain if !enabled => (theme.panel, theme.hairline, theme.faint),
        Weight::Plain if hovered => (theme.hover, theme.hairline, theme.ink),
        Weight::Plain => (theme.raised, theme.hairline, theme.ink),
        Weight::Chosen => (theme.wash, theme.accent, theme.ink),
    };
    boxed(ui, rect, RADIUS, ground, edge);
    ink
}

/// Shows which widget has the keyboard.
pub fn focus_ring(ui: &Ui, rect: Rect, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, theme.accent);
        ui.painter().rect_stroke(rect, RADIUS, stroke, StrokeKind::Inside);
    }
}
