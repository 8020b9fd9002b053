//! The drop-down lists of the table's filters.

use eframe::egui::{Popup, PopupCloseBehavior, Response, ScrollArea, Ui};

use super::Msg;
use super::ctx::TableCtx;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::heading;
use crate::ui::kit::theme::{Theme, font};

/// A list that drops down below a pill.
pub(super) fn list(response: &Response, width: f32, contents: impl FnOnce(&mut Ui)) {
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
pub(super) fn option(
    ui: &mut Ui,
    name: &str,
    color: Option<usize>,
    count: Option<usize>,
    chosen: bool,
) -> bool {
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

/// A line of a list that sets or clears a value.
pub(super) fn toggle<T: PartialEq>(ui: &mut Ui, name: &str, value: &mut Option<T>, own: T) {
    let on = value.as_ref() == Some(&own);
    if option(ui, name, None, None, on) {
        *value = (!on).then_some(own);
    }
}

pub(super) fn section(ui: &mut Ui, name: &str) {
    ui.add_space(10.0);
    heading(ui, name);
    ui.add_space(2.0);
}

/// The field that searches a list.
pub(super) fn seek_ui(ui: &mut Ui, ctx: &TableCtx<'_>, name: &str, out: &mut Outbox<Msg>) {
    let field = Field::new("claims seek", &ctx.view.seek)
        .name(name)
        .hint(fl!("claims-seek"))
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    if let Some(seek) = field.changed {
        out.send(Msg::Seek(seek));
    }
    ui.add_space(6.0);
}
