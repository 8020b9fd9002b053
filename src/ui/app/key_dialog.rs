//! The dialog that changes the keys of commands: a list of them by group, one of which waits for a key.

use eframe::egui::{Align, Event, Key, Layout, Modifiers, ScrollArea, Sense, Ui, Vec2};

use super::stroke::{Stroke, strokes};
use crate::session::settings::KeySettings;
use crate::text::fold::matches_words;
use crate::ui::bus::command::{Command, ENTRIES, Entry, Group, Shortcut};
use crate::ui::bus::key_map::{self, KeyMap};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button, icon_button};
use crate::ui::kit::choice::switch;
use crate::ui::kit::dialog::title_ui;
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::text::{heading, label, left_text_at, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

const GROUPS: [Group; 8] = [
    Group::Annotate,
    Group::Review,
    Group::Navigate,
    Group::Project,
    Group::Edit,
    Group::View,
    Group::Help,
    Group::TextAppearance,
];

/// The width of a command's name and of its keys.
const NAME: f32 = 270.0;
const KEYS: f32 = 260.0;

/// What the dialog keeps from frame to frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyDialog {
    /// What was typed to find a command.
    pub query: String,
    /// The command that waits, and for what.
    pub waits: Option<(Command, Waits)>,
}

/// What a command waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// A key.
    Key,
    /// A key: the one that was pressed cannot be used.
    OtherKey(Shortcut),
    /// A word on this key of another command.
    Consent(Shortcut, Command),
}

/// What can be asked of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// What was typed to find a command.
    Query(String),
    /// A command waits for a key, or none does.
    Listen(Option<Command>),
    /// The key that was pressed for a command.
    Press(Command, Shortcut),
    /// Gives a command a key, whoever has it.
    Assign(Command, Shortcut),
    /// Takes all keys from a command.
    Clear(Command),
    /// Gives a command its own keys again.
    Reset(Command),
    /// The same for all commands.
    ResetAll,
    /// Whether single keys give commands.
    Single(bool),
}

impl KeyDialog {
    /// Carries out a message.
    pub fn update(&mut self, msg: Msg, settings: &mut KeySettings) {
        self.waits = None;
        match msg {
            Msg::Query(query) => self.query = query,
            Msg::Listen(command) => self.waits = command.map(|command| (command, Waits::Key)),
            Msg::Press(command, keys) if keys.is_reserved() => {
                self.waits = Some((command, Waits::OtherKey(keys)));
            }
            Msg::Press(command, keys) => match KeyMap::new(settings).owner(keys) {
                Some(owner) if owner != command => {
                    self.waits = Some((command, Waits::Consent(keys, owner)));
                }
                _ => key_map::assign(settings, command, keys),
            },
            Msg::Assign(command, keys) => key_map::assign(settings, command, keys),
            Msg::Clear(command) => key_map::clear(settings, command),
            Msg::Reset(command) => key_map::reset(settings, command),
            Msg::ResetAll => key_map::reset_all(settings),
            Msg::Single(single) => settings.single = single,
        }
    }
}

/// Draws the dialog, and hears the key that a command waits for.
pub(super) fn keys_ui(ui: &mut Ui, settings: &KeySettings, dialog: &KeyDialog, out: &mut Outbox<Msg>) {
    if let Some((command, Waits::Key | Waits::OtherKey(_))) = dialog.waits {
        hear(ui, command, out);
    }
    title_ui(ui, fl!("keys-title"), fl!("keys-explanation"));
    let field = Field::new("keys", &dialog.query)
        .name(fl!("keys-search"))
        .hint(fl!("keys-search"))
        .focus_at_first(true)
        .show(ui);
    if let Some(query) = field.changed {
        out.send(Msg::Query(query));
    }
    ui.add_space(8.0);
    if switch(ui, fl!("keys-single"), settings.single).clicked() {
        out.send(Msg::Single(!settings.single));
    }
    ui.add_space(8.0);
    let height = (ui.ctx().content_rect().height() - 300.0).max(120.0);
    let area = ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height);
    area.show(ui, |ui| {
        ui.set_min_size(Vec2::new(ui.available_width(), height));
        key_map::with(|map| list_ui(ui, map, dialog, out));
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        if button(ui, fl!("keys-close"), Weight::Plain, true).clicked() {
            out.request(Request::CloseDialog);
        }
        ui.add_space(8.0);
        let is_changed = ENTRIES
            .iter()
            .any(|entry| settings.changed.contains_key(entry.name));
        if button(ui, fl!("keys-reset-all"), Weight::Plain, is_changed).clicked() {
            out.send(Msg::ResetAll);
        }
    });
}

fn list_ui(ui: &mut Ui, map: &KeyMap, dialog: &KeyDialog, out: &mut Outbox<Msg>) {
    let query = dialog.query.trim();
    let is_shown = |entry: &&Entry| {
        let keys = map.assigned(entry.command).iter();
        query.is_empty()
            || matches_words(query, entry.command.label()).is_some()
            || keys
                .into_iter()
                .any(|keys| keys.caps().eq_ignore_ascii_case(query))
    };
    let mut is_empty = true;
    for group in GROUPS {
        let in_group = |entry: &&Entry| entry.group == group;
        let entries: Vec<&Entry> = ENTRIES.iter().filter(in_group).filter(is_shown).collect();
        if entries.is_empty() {
            continue;
        }
        is_empty = false;
        heading(ui, group.label());
        ui.add_space(4.0);
        for entry in entries {
            let waits = dialog.waits.filter(|(command, _)| *command == entry.command);
            command_ui(ui, map, entry.command, waits.map(|(_, waits)| waits), out);
        }
        ui.add_space(12.0);
    }
    if is_empty {
        let theme = Theme::from_ctx(ui.ctx());
        label(ui, fl!("keys-no-match"), font::LABEL, theme.soft);
    }
}

/// A command with its keys and what can be done with them.
fn command_ui(ui: &mut Ui, map: &KeyMap, command: Command, waits: Option<Waits>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let name = command.label();
    let line = Vec2::new(ui.available_width(), size::CONTROL + 2.0);
    ui.allocate_ui_with_layout(line, Layout::left_to_right(Align::Center), |ui| {
        text_ui(ui, name, NAME, true);
        let caps: Vec<String> = map.assigned(command).iter().map(|keys| keys.caps()).collect();
        let keys = match waits {
            Some(Waits::Key | Waits::OtherKey(_)) => fl!("keys-press").to_owned(),
            _ => caps.join(fl!("keys-or")),
        };
        let is_on = waits.is_some() || map.keys(command).next().is_some();
        text_ui(ui, &keys, KEYS, is_on);
        let change = fl!("keys-change", command = name);
        if icon_button(ui, icons::PENCIL_SIMPLE, &change, "", true).clicked() {
            out.send(Msg::Listen(waits.is_none().then_some(command)));
        }
        let remove = fl!("keys-remove", command = name);
        if icon_button(ui, icons::X, &remove, "", !caps.is_empty()).clicked() {
            out.send(Msg::Clear(command));
        }
        let reset = fl!("keys-reset", command = name);
        let is_changed = map.is_changed(command);
        if icon_button(ui, icons::ARROW_COUNTER_CLOCKWISE, &reset, "", is_changed).clicked() {
            out.send(Msg::Reset(command));
        }
    });
    match waits {
        Some(Waits::OtherKey(keys)) => {
            let complaint = fl!("keys-reserved", keys = keys.caps());
            wrapped(ui, &complaint, font::LABEL, theme.rejected);
        }
        Some(Waits::Consent(keys, owner)) => consent_ui(ui, command, keys, owner, out),
        Some(Waits::Key) | None => {}
    }
}

fn text_ui(ui: &mut Ui, text: &str, width: f32, is_on: bool) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, size::CONTROL), Sense::hover());
    let ink = if is_on { theme.ink } else { theme.faint };
    let room = width - 8.0;
    left_text_at(ui.painter(), rect.left_center(), text, font::LABEL, ink, room);
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, text));
}

/// Tells whose key it is, and asks whether it is to change hands.
fn consent_ui(ui: &mut Ui, command: Command, keys: Shortcut, owner: Command, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let question = fl!("keys-conflict", keys = keys.caps(), command = owner.label());
    wrapped(ui, &question, font::LABEL, theme.ink);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if button(ui, fl!("keys-take"), Weight::Primary, true).clicked() {
            out.send(Msg::Assign(command, keys));
        }
        ui.add_space(8.0);
        if button(ui, fl!("keys-leave"), Weight::Plain, true).clicked() {
            out.send(Msg::Listen(None));
        }
    });
    ui.add_space(6.0);
}

/// Takes all keys of this frame; the first one is that of the command, Escape gives up.
fn hear(ui: &Ui, command: Command, out: &mut Outbox<Msg>) {
    let pressed = strokes(ui.ctx())
        .into_iter()
        .find(|stroke| !stroke.is_repeat && stroke.is_complete());
    let of_clipboard = ui.input(|input| input.events.iter().find_map(clipboard_key));
    ui.input_mut(|input| {
        input.events.retain(|event| {
            !matches!(
                event,
                Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Copy | Event::Cut
            )
        });
    });
    let keys = pressed.and_then(|stroke: Stroke| stroke.readings().into_iter().next());
    match keys.or(of_clipboard) {
        Some(keys) if keys == Shortcut::new(Modifiers::NONE, Key::Escape) => out.send(Msg::Listen(None)),
        Some(keys) => out.send(Msg::Press(command, keys)),
        None => {}
    }
}

/// The key behind an event of the clipboard.
fn clipboard_key(event: &Event) -> Option<Shortcut> {
    let key = match event {
        Event::Copy => Key::C,
        Event::Cut => Key::X,
        Event::Paste(_) => Key::V,
        _ => return None,
    };
    Some(Shortcut::new(Modifiers::COMMAND, key))
}
