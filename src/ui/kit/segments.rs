//! A few values side by side, of which one is chosen.

use eframe::egui::{CursorIcon, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2};

use super::button::{RADIUS, boxed, focus_ring, words_in};
use super::theme::{Theme, font};

/// How tall the row is, in points.
const HEIGHT: f32 = 28.0;

/// Draws the values as wide as there is room. Returns the place of one that was just chosen.
pub fn segments(ui: &mut Ui, name: &str, labels: &[&str], chosen: Option<usize>) -> Option<usize> {
    let theme = Theme::from_ctx(ui.ctx());
    let wanted = Vec2::new(ui.available_width(), HEIGHT);
    let (whole, _) = ui.allocate_exact_size(wanted, Sense::hover());
    ui.painter().rect_filled(whole, RADIUS, theme.hover);
    let width = whole.width() / labels.len().max(1) as f32;
    let mut picked = None;
    for (at, label) in labels.iter().enumerate() {
        let left = whole.left() + at as f32 * width;
        let rect = Rect::from_min_max(pos2(left, whole.top()), pos2(left + width, whole.bottom()));
        let is_chosen = chosen == Some(at);
        let response = ui
            .interact(rect, ui.scope_id().with((name, at)), Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        if is_chosen {
            boxed(ui, rect, RADIUS, theme.raised, theme.accent);
        }
        let ink = if is_chosen || response.hovered() {
            theme.ink
        } else {
            theme.soft
        };
        words_in(ui, rect, label, font::LABEL, ink);
        focus_ring(ui, rect, &response, theme);
        response.widget_info(|| {
            WidgetInfo::selected(Role::RadioButton, true, is_chosen, format!("{name}: {label}"))
        });
        if response.clicked() {
            picked = Some(at);
        }
    }
    picked
}
