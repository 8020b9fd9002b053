//! The sheet of keys, read off the list of commands, with the gestures that are none.

use eframe::egui::{Pos2, ScrollArea, Sense, Ui, Vec2};

use super::message::Message;
use crate::ui::bus::command::{ENTRIES, Group};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::title_ui;
use crate::ui::kit::text::{heading, line_at};
use crate::ui::kit::theme::{Theme, font};

/// What hands do that is not a command.
const GESTURES: &[(Group, &str, &str)] = &[
    (Group::Marking, "Drag", "Select words; Alt for exact characters"),
    (
        Group::Marking,
        "Double, triple click",
        "Select the word, the sentence",
    ),
    (Group::Marking, "Ctrl click", "Select the quotation"),
    (
        Group::Marking,
        "1 to 9, 0",
        "Say who: that key’s speaker, the article",
    ),
    (
        Group::Marking,
        "Letters, Enter",
        "Say who: any speaker by name, or a new one",
    ),
    (
        Group::Moving,
        "Arrows",
        "Move the caret; Ctrl words, Alt sentences",
    ),
    (Group::Moving, "Shift arrows", "Select likewise"),
];

/// Draws the sheet in two columns.
pub fn shortcuts_ui(ui: &mut Ui, out: &mut Outbox<Message>) {
    title_ui(ui, "Keyboard shortcuts", "");
    let height = (ui.ctx().content_rect().height() - 160.0).max(200.0);
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::new(28.0, 0.0);
        ui.columns(2, |columns| {
            let [left, right] = columns else { return };
            for group in [Group::Marking, Group::Reviewing] {
                group_ui(left, group);
            }
            for group in [Group::Moving, Group::Project, Group::Window] {
                group_ui(right, group);
            }
        });
    });
    ui.add_space(12.0);
    if button(ui, "Close", Weight::Plain, true).clicked() {
        out.request(Request::CloseDialog);
    }
}

fn group_ui(ui: &mut Ui, group: Group) {
    heading(ui, group.label());
    ui.add_space(4.0);
    for (_, keys, meaning) in GESTURES.iter().filter(|(of, ..)| *of == group) {
        line_ui(ui, keys, meaning);
    }
    for entry in ENTRIES
        .iter()
        .filter(|entry| entry.group == group && !entry.keys.is_empty())
    {
        line_ui(ui, &entry.command.key_caps(), entry.command.label());
    }
    ui.add_space(14.0);
}

fn line_ui(ui: &mut Ui, keys: &str, meaning: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 23.0), Sense::hover());
    let y = rect.center().y;
    let room = rect.width() - 124.0;
    line_at(
        ui.painter(),
        Pos2::new(rect.left(), y),
        keys,
        font::LABEL_STRONG,
        theme.ink,
        120.0,
    );
    line_at(
        ui.painter(),
        Pos2::new(rect.left() + 124.0, y),
        meaning,
        font::LABEL,
        theme.soft,
        room,
    );
    response.widget_info(|| {
        eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, format!("{keys}: {meaning}"))
    });
}
