//! Keys to commands. Which command has which key stands in `command`; this file decides who gets a
//! key that several could use.

use eframe::egui::{Context, Event, Key, Modifiers, Popup};

use super::dispatch::possible;
use super::message::{Action, Actions};
use super::state::Dialog;
use crate::ui::bus::command::{Command, ENTRIES, Shortcut};
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::kit::field;

/// Sends the commands whose keys were pressed. A field that is typed into keeps what belongs to
/// typing; a dialog keeps everything but what is said to it.
pub fn take_shortcuts(ctx: &Context, has_project: bool, core: &Core, actions: &mut Actions) {
    let typing = field::is_typing(ctx);
    take_clipboard(ctx, typing, has_project, core, actions);
    // A list that has dropped down is closed by Escape, and nothing is done behind it meanwhile.
    let listed = Popup::is_any_open(ctx);
    for entry in ENTRIES {
        if !possible(entry.command, has_project, core) || !hears(entry.command, typing, core) {
            continue;
        }
        for keys in entry.keys {
            let plain = keys.modifiers.is_none() || keys.modifiers == Modifiers::SHIFT;
            if plain && !types_nothing(keys.key) && (typing || listed || core.picker.is_some()) {
                continue;
            }
            if pressed(ctx, *keys) {
                actions.command(entry.command);
                return;
            }
        }
    }
    take_speaker_keys(ctx, typing, core, actions);
}

/// Whether a command is to be heard now.
fn hears(command: Command, typing: bool, core: &Core) -> bool {
    if core.dialog.is_some() {
        // The palette's own key closes it again; everything else waits for the dialog.
        return command == Command::Palette && matches!(core.dialog.as_deref(), Some(Dialog::Palette { .. }));
    }
    match command {
        // A field undoes its own typing.
        Command::Undo | Command::Redo => !typing,
        // These come as events of the clipboard.
        Command::Copy | Command::CopyWithAttribution | Command::PasteArticle => false,
        _ => true,
    }
}

fn pressed(ctx: &Context, keys: Shortcut) -> bool {
    ctx.input_mut(|input| {
        let mut found = false;
        input.events.retain(|event| {
            let hit = matches!(event, Event::Key { key, physical_key, pressed: true, modifiers, .. }
                if (*key == keys.key || (*physical_key == Some(keys.key) && is_letter(keys.key)))
                    && exactly(*modifiers, keys));
            found |= hit;
            !hit
        });
        if found && !keys.modifiers.command && !keys.modifiers.alt {
            // The letter that came with the key is not typed anywhere.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
        found
    })
}

/// On keyboards of other scripts the place of a letter counts where its sign does not.
fn is_letter(key: Key) -> bool {
    key >= Key::A && key <= Key::Z
}

/// Keys that no field wants.
fn types_nothing(key: Key) -> bool {
    (Key::F1..=Key::F12).contains(&key)
}

/// On many keyboards a plus is typed with Shift, which then means nothing.
fn exactly(held: Modifiers, keys: Shortcut) -> bool {
    let wanted = keys.modifiers;
    let shift = keys.key == Key::Plus || held.shift == wanted.shift;
    held.command == wanted.command && held.alt == wanted.alt && shift
}

fn take_clipboard(ctx: &Context, typing: bool, has_project: bool, core: &Core, actions: &mut Actions) {
    if typing || core.dialog.is_some() {
        return;
    }
    ctx.input_mut(|input| {
        let shift = input.modifiers.shift;
        input.events.retain(|event| match event {
            Event::Copy | Event::Cut => {
                let command = if shift {
                    Command::CopyWithAttribution
                } else {
                    Command::Copy
                };
                if possible(command, has_project, core) {
                    actions.command(command);
                }
                false
            }
            Event::Paste(text) => {
                actions.send(Action::ShowDialog(Box::new(Dialog::Paste {
                    title: String::new(),
                    text: text.clone(),
                })));
                false
            }
            _ => true,
        });
    });
}

/// 1 to 9 and 0 attribute the selected claim when nothing is being asked.
fn take_speaker_keys(ctx: &Context, typing: bool, core: &Core, actions: &mut Actions) {
    use crate::ui::bus::picker::Answer;
    let in_text = core.place.workspace == Workspace::Annotate;
    if typing || core.dialog.is_some() || core.picker.is_some() || core.place.claim.is_none() || !in_text {
        return;
    }
    ctx.input_mut(|input| {
        if input.modifiers.any() {
            return;
        }
        input.events.retain(|event| {
            let Event::Text(text) = event else { return true };
            match text.parse::<usize>() {
                Ok(0) => actions.request(Request::Answer(Answer::Article)),
                Ok(key) => match core.keys.speaker(key) {
                    Some(speaker) => actions.request(Request::Answer(Answer::Speaker(speaker.clone(), None))),
                    None => return true,
                },
                Err(_) => return true,
            }
            false
        });
    });
}
