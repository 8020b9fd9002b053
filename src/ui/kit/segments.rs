//! A few values side by side of which one holds, each a click away. What they mean is the caller's.

use eframe::egui::{Align2, CursorIcon, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::button::focus_ring;
use super::text::text_at;
use super::theme::{Theme, font, size};

/// How tall the row is, in points.
const HEIGHT: f32 = 28.0;

/// Draws the values as wide as there is room. Returns the place of one that was just chosen.
pub fn segments(ui: &mut Ui, name: &str, labels: &[&str], chosen: Option<usize>) -> Option<usize> {
    let theme = Theme::from_ctx(ui.ctx());
    let wanted = Vec2::new(ui.available_width(), HEIGHT);
    let (whole, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let radius = f32::from(size::RADIUS);
    ui.painter().rect_filled(whole, radius, theme.hover);
    let width = whole.width() / labels.len().max(1) as f32;
    let mut picked = None;
    for (at, label) in labels.iter().enumerate() {
        let left = whole.left() + at as f32 * width;
        let rect = Rect::from_min_max(pos2(left, whole.top()), pos2(left + width, whole.bottom()));
        let is_chosen = chosen == Some(at);
        let response = ui
            .interact(rect, ui.scope_id().with((name, at)), Sense::click())
            .on_hover_cursor(CursorIcon::PointingHand);
        let painter = ui.painter();
        if is_chosen {
            let edge = Stroke::new(1.0, theme.accent);
            painter.rect(rect, radius, theme.raised, edge, StrokeKind::Inside);
        }
        let ink = if is_chosen || response.hovered() {
            theme.ink
        } else {
            theme.soft
        };
        text_at(
            painter,
            rect.center(),
            Align2::CENTER_CENTER,
            label,
            font::LABEL,
            ink,
            width - 8.0,
        );
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
