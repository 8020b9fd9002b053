//! The drop-down lists of the table's filters.

use eframe::egui::{Align2, Popup, PopupCloseBehavior, Pos2, Response, ScrollArea, Ui, Vec2};

use super::Msg;
use super::ctx::TableCtx;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{icon_at, row};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{heading, line_at, swatch_at, text_at};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

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
    let (rect, response) = row(ui, 28.0, chosen, name);
    let y = rect.center().y;
    let mut left = rect.left() + 8.0;
    if let Some(color) = color {
        swatch_at(ui.painter(), Pos2::new(left + 6.0, y), Some(theme.speaker(color)));
        left += 20.0;
    }
    let room = rect.right() - 50.0 - left;
    let at = Pos2::new(left, y);
    line_at(ui.painter(), at, name, font::BODY, theme.ink, room);
    let right = Pos2::new(rect.right() - 10.0, y);
    if chosen {
        icon_at(
            ui.painter(),
            right - Vec2::new(4.0, 0.0),
            icons::CHECK,
            13.0,
            theme.accent,
        );
    } else if let Some(count) = count {
        let count = words::grouped(count);
        text_at(
            ui.painter(),
            right,
            Align2::RIGHT_CENTER,
            &count,
            font::SMALL,
            theme.soft,
            40.0,
        );
    }
    response.clicked()
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
