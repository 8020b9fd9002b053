//! A pill: a filter that is switched on and off, or drops down.

use eframe::egui::{CursorIcon, Pos2, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::button::{boxed, focus_ring, icon_at};
use super::icons;
use super::text::{measure, text_from};
use super::text_painter::Fit;
use super::theme::{Theme, font};

const HEIGHT: f32 = 28.0;
/// The longest words that are shown whole.
const MAX_WORDS_WIDTH: f32 = 150.0;

/// What a pill does when it is clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PillKind {
    /// It is switched.
    Switch,
    /// It drops a list down.
    List,
}

/// A pill with words; `on` while it filters.
pub fn pill(ui: &mut Ui, words: &str, on: bool, kind: PillKind) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let caret = if kind == PillKind::List { 14.0 } else { 0.0 };
    let width = measure(ui, words, font::LABEL, Fit::Line(MAX_WORDS_WIDTH)).x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width + caret + 24.0, HEIGHT), Sense::click());
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    let (ground, edge, ink) = if on {
        (theme.wash, theme.accent, theme.accent)
    } else if response.hovered() {
        (theme.hover, theme.hairline, theme.ink)
    } else {
        (theme.raised, theme.hairline, theme.ink)
    };
    boxed(ui, rect, HEIGHT / 2.0, ground, edge);
    let at = Pos2::new(rect.left() + 12.0, rect.center().y);
    text_from(ui.painter(), at, words, font::LABEL, ink, width + 1.0);
    if kind == PillKind::List {
        let at = Pos2::new(rect.right() - 16.0, rect.center().y + 0.5);
        icon_at(ui.painter(), at, icons::CARET_DOWN, 11.0, ink);
    }
    focus_ring(ui, rect, &response, theme);
    let role = if kind == PillKind::List {
        Role::ComboBox
    } else {
        Role::Button
    };
    response.widget_info(|| WidgetInfo::selected(role, true, on, words));
    response
}
