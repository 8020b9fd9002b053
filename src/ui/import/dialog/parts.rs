//! What several parts of the dialog are put together from: notes, named values, fields side by side.

use eframe::egui::{Align, Color32, Layout, Sense, Ui, Vec2};

use crate::ui::kit::button::icon_at;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};

/// Between fields that stand side by side.
const BESIDE: f32 = 10.0;

/// A line with a sign in front.
pub(super) fn note_ui(ui: &mut Ui, icon: &str, color: Color32, told: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (mark, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
        icon_at(ui.painter(), mark.center(), icon, 16.0, color);
        ui.vertical(|ui| {
            wrapped(ui, told, font::LABEL, theme.ink);
        });
    });
    ui.add_space(8.0);
}

/// What a field is called, above it.
pub(super) fn named(ui: &mut Ui, name: &str) {
    label(ui, name, font::LABEL, Theme::from_ctx(ui.ctx()).soft);
    ui.add_space(3.0);
}

/// Draws so many things in a line, each equally wide.
pub(super) fn columns_ui<T>(
    ui: &mut Ui,
    many: usize,
    things: impl IntoIterator<Item = T>,
    mut draw: impl FnMut(&mut Ui, T),
) {
    let width = (ui.available_width() - BESIDE * (many as f32 - 1.0)) / many as f32;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = BESIDE;
        for thing in things {
            let layout = Layout::top_down(Align::Min);
            ui.allocate_ui_with_layout(Vec2::new(width, 0.0), layout, |ui| {
                ui.set_width(width);
                draw(ui, thing);
            });
        }
    });
}
