//! Turns keys into commands, and decides who gets a key that several could use.

use eframe::egui::{Context, Event, Key, Modifiers, Popup};

use super::message::Message;
use super::possible::is_possible;
use super::state::Slices;
use super::stroke::{Stroke, strokes};
use crate::ui::bus::command::{Command, ENTRIES, Shortcut};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::key_map;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::Answer;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::kit::field;
use crate::ui::project;

/// Sends the commands whose keys were pressed. A field with the focus keeps the keys of typing; a dialog keeps all keys but
/// its own command's.
pub(super) fn take_shortcuts(ctx: &Context, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let typing = field::is_typing(ctx);
    take_clipboard(ctx, typing, core, slices, out);
    // No command reaches what lies behind an open drop-down list or a form. They close by Escape, unless they do not
    // listen to it.
    let hears_escape = typing || Popup::is_any_open(ctx) || core.picker.is_some();
    let is_busy = hears_escape || has_open_form(core, slices);
    let rests = |keys: Shortcut| {
        let busy = match keys.key {
            Key::Escape => hears_escape,
            _ => is_busy,
        };
        keys.is_plain() && busy && !types_nothing(keys.key)
    };
    let is_heard =
        |command: Command| is_possible(command, core, &slices.claims) && hears(command, typing, core);
    let given = key_map::with(|map| {
        strokes(ctx).into_iter().find_map(|stroke| {
            let mut readings = stroke.readings().into_iter().filter(|keys| !rests(*keys));
            let command = |keys: Shortcut| {
                let mut commands = ENTRIES.iter().map(|entry| entry.command);
                commands.find(|command| map.keys(*command).any(|own| own == keys) && is_heard(*command))
            };
            let command = readings.find_map(command)?;
            Some((stroke, command))
        })
    });
    if let Some((stroke, command)) = given {
        take(ctx, &stroke);
        out.command(command);
        return;
    }
    if !is_busy && core.settings.keys.single {
        take_speaker_keys(ctx, core, out);
    }
}

/// Whether a form is open, wherever the focus is: until it is closed, keys without Ctrl and Alt are no commands.
fn has_open_form(core: &Core, slices: &Slices) -> bool {
    let waits = core.dialog.is_some() || core.picker.is_some() || core.focus.is_some();
    waits || slices.inspector.new_evidence.is_some() || slices.find.bar.is_some()
}

/// Whether a command listens to its keys now.
fn hears(command: Command, typing: bool, core: &Core) -> bool {
    if core.dialog.is_some() {
        // The palette's own key closes it again; everything else waits for the dialog.
        return command == Command::Palette && core.dialog == Some(Dialog::Palette);
    }
    match command {
        // A field undoes its own typing, and copies its own words.
        Command::Undo
        | Command::Redo
        | Command::Copy
        | Command::CopyWithAttribution
        | Command::PasteArticle => !typing,
        _ => true,
    }
}

/// Removes a stroke from the frame's events, with the text it typed and its repetitions.
fn take(ctx: &Context, taken: &Stroke) {
    ctx.input_mut(|input| {
        let mut typed = false;
        input.events.retain(|event| {
            let hit = taken.is_in(event);
            let goes = hit || (typed && matches!(event, Event::Text(_)));
            typed = hit;
            !goes
        });
    });
}

/// Keys that no field uses.
fn types_nothing(key: Key) -> bool {
    (Key::F1..=Key::F12).contains(&key)
}

/// Ctrl with C, X or V comes as an event of the clipboard; other strokes do not. To cut is to copy here.
fn take_clipboard(ctx: &Context, typing: bool, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    if typing || core.dialog.is_some() {
        return;
    }
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let key = match event {
                Event::Copy | Event::Cut => Key::C,
                Event::Paste(_) => Key::V,
                _ => return true,
            };
            let command = key_map::with(|map| map.owner(Shortcut::new(Modifiers::COMMAND, key)));
            match (event, command) {
                (Event::Paste(text), Some(Command::PasteArticle)) => {
                    out.send(Message::Project(project::Msg::Paste(text.clone())));
                }
                (_, Some(command)) if is_possible(command, core, &slices.claims) => out.command(command),
                _ => {}
            }
            false
        });
    });
}

/// 1 to 9 and 0 attribute the selected claim when nothing is being asked.
fn take_speaker_keys(ctx: &Context, core: &Core, out: &mut Outbox<Message>) {
    if core.place.claim.is_none() || core.place.workspace != Workspace::Annotate {
        return;
    }
    let who = |digit| match digit {
        0 => Some(Answer::Article),
        key => Some(Answer::Speaker(core.keys.speaker(key)?.clone(), None)),
    };
    let answer = |stroke: Stroke| Some((who(stroke.digit()?)?, stroke));
    if let Some((who, stroke)) = strokes(ctx).into_iter().find_map(answer) {
        take(ctx, &stroke);
        out.request(Request::Answer(who));
    }
}
