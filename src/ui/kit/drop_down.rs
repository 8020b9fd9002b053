//! Lists that drop down below a button or a pill.

use eframe::egui::{Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

use super::icons;
use super::list_row::ListRow;
use super::text::heading;
use super::theme::{Theme, font};

/// A list that drops down below a pill.
pub fn list(response: &Response, width: f32, contents: impl FnOnce(&mut Ui)) {
    Popup::menu(response)
        .width(width)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().max_height(440.0).show(ui, |ui| {
                ui.set_width(width);
                contents(ui);
            });
        });
}

/// A line of a list: colour, name and count. Returns whether it was clicked.
pub fn option(ui: &mut Ui, name: &str, color: Option<usize>, count: Option<usize>, chosen: bool) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let mut row = ListRow::new(name).selected(chosen).show(ui);
    if let Some(color) = color {
        row.swatch(Some(theme.speaker(color)));
    }
    if chosen {
        row.icon_right(icons::CHECK, 13.0, theme.accent);
    } else if let Some(count) = count {
        row.trailing(&fl!("count-number", count = count), font::SMALL, theme.soft);
    }
    row.title(name, font::BODY, theme.ink);
    row.finish().clicked()
}

/// A heading within a list.
pub fn section(ui: &mut Ui, name: &str) {
    ui.add_space(10.0);
    heading(ui, name);
    ui.add_space(2.0);
}
