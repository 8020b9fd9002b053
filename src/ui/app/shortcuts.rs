//! The sheet of keyboard shortcuts, made from the list of commands, and the gestures that are not commands.

use eframe::egui::{Pos2, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo};

use super::message::Message;
use crate::ui::bus::command::{Command, ENTRIES, Group};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::title_ui;
use crate::ui::kit::text::{heading, text_from};
use crate::ui::kit::theme::{Theme, font};

type Words = fn() -> &'static str;

/// What is done with pointer and keys that is not a command: the keys, and what they do.
const GESTURES: &[(Group, Words, Words)] = &[
    (
        Group::Annotate,
        || fl!("gesture-drag"),
        || fl!("gesture-drag.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-double-click"),
        || fl!("gesture-double-click.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-ctrl-click"),
        || fl!("gesture-ctrl-click.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-digits"),
        || fl!("gesture-digits.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-letters"),
        || fl!("gesture-letters.does"),
    ),
    (
        Group::Navigate,
        || fl!("gesture-arrows"),
        || fl!("gesture-arrows.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-suggestions"),
        || fl!("gesture-suggestions.does"),
    ),
    (
        Group::Annotate,
        || fl!("gesture-take"),
        || fl!("gesture-take.does"),
    ),
    (
        Group::Navigate,
        || fl!("gesture-shift-arrows"),
        || fl!("gesture-shift-arrows.does"),
    ),
    (
        Group::Navigate,
        || fl!("gesture-rows"),
        || fl!("gesture-rows.does"),
    ),
];

/// Draws the sheet in two columns.
pub(super) fn shortcuts_ui(ui: &mut Ui, out: &mut Outbox<Message>) {
    title_ui(ui, fl!("shortcuts-title"), "");
    let height = (ui.ctx().content_rect().height() - 160.0).max(200.0);
    // Without a least height the sheet grows from frame to frame, and its buttons move away under the pointer.
    let area = ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(28.0, 0.0);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            for group in [Group::Annotate, Group::Review] {
                group_ui(left, group);
            }
            for group in [
                Group::Navigate,
                Group::Project,
                Group::Edit,
                Group::View,
                Group::Help,
            ] {
                group_ui(right, group);
            }
        });
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if button(ui, fl!("shortcuts-close"), Weight::Plain, true).clicked() {
            out.request(Request::CloseDialog);
        }
        ui.add_space(8.0);
        if button(ui, fl!("keys-change-all"), Weight::Plain, true).clicked() {
            out.command(Command::EditKeys);
        }
    });
}

fn group_ui(ui: &mut Ui, group: Group) {
    heading(ui, group.label());
    ui.add_space(4.0);
    for (_, keys, meaning) in GESTURES.iter().filter(|(of, ..)| *of == group) {
        line_ui(ui, keys(), meaning());
    }
    for entry in ENTRIES.iter().filter(|entry| entry.group == group) {
        let caps = entry.command.key_caps();
        if !caps.is_empty() {
            line_ui(ui, &caps, entry.command.label());
        }
    }
    ui.add_space(14.0);
}

fn line_ui(ui: &mut Ui, keys: &str, meaning: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 23.0), Sense::hover());
    let y = rect.center().y;
    let room = rect.width() - 124.0;
    text_from(
        ui.painter(),
        Pos2::new(rect.left(), y),
        keys,
        font::LABEL_STRONG,
        theme.ink,
        120.0,
    );
    text_from(
        ui.painter(),
        Pos2::new(rect.left() + 124.0, y),
        meaning,
        font::LABEL,
        theme.soft,
        room,
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{keys}: {meaning}")));
}
