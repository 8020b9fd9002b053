//! The frames of the window's panels.

use eframe::egui::{Color32, Frame, Margin, ScrollArea, Stroke, Ui, UiBuilder};

use super::theme::Theme;

/// A frame of one colour with no margin.
pub fn plain_frame(fill: Color32) -> Frame {
    Frame::new().fill(fill).inner_margin(Margin::ZERO)
}

/// Draws into a panel without making it wider: what it holds must not push the text aside.
pub fn as_wide_as_it_is<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
    let drawn = content(&mut inner);
    ui.advance_cursor_after_rect(room);
    drawn
}

/// Draws the content of a panel at the side, with its margins, in a scroll area of this name.
pub fn scrolled(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().inner_margin(Margin::symmetric(16, 14));
    ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            frame.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                content(ui);
            });
        });
}

/// Draws words of an article beside a bar of this colour.
pub fn beside_bar(ui: &mut Ui, color: Color32, content: impl FnOnce(&mut Ui)) {
    let top = ui.cursor().min;
    let margin = Margin {
        left: 14,
        right: 0,
        top: 2,
        bottom: 2,
    };
    Frame::new().inner_margin(margin).show(ui, content);
    let bar = Stroke::new(3.0, color);
    ui.painter().vline(top.x + 1.5, top.y..=ui.cursor().min.y, bar);
}

/// Draws a sentence of ours on a tinted ground as wide as the panel.
pub fn on_wash(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let theme = Theme::from_ctx(ui.ctx());
    Frame::new()
        .fill(theme.wash)
        .corner_radius(7)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui);
        });
}
