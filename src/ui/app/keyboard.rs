//! Turns keys into commands, and decides who gets a key that several could use.

use eframe::egui::{Context, Event, Key, Modifiers, Popup};

use super::message::Message;
use super::possible::is_possible;
use super::state::Slices;
use super::stroke::{Stroke, strokes};
use crate::compare::settling::Outcome;
use crate::model::TextDirection;
use crate::typeset::{Direction, first_strong};
use crate::ui::bus::command::{Command, ENTRIES, Shortcut};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::key_map;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::Answer;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::kit::field;
use crate::ui::suggestions::{Given, Msg};
use crate::ui::{articles, compare, inspector, project};

/// Sends the commands whose keys were pressed. A field with the focus keeps the keys of typing; a dialog keeps all keys but
/// its own command's.
pub(super) fn take_shortcuts(ctx: &Context, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let typing = field::is_typing(ctx);
    if core.dialog.is_none() && core.picker.is_none() {
        take_inspector_keys(ctx, core, slices, typing, out);
    }
    take_clipboard(ctx, typing, core, slices, out);
    // No command reaches what lies behind an open drop-down list or a form. They close by Escape, unless they do not
    // listen to it.
    let hears_escape = typing || Popup::is_any_open(ctx) || core.picker.is_some();
    let is_in_list = ctx.memory(|memory| memory.has_focus(articles::list_id()));
    let is_busy = hears_escape || is_in_list || has_open_form(core, slices);
    let rests = |keys: Shortcut| {
        let busy = match keys.key {
            Key::Escape => hears_escape,
            _ => is_busy,
        };
        keys.is_plain() && busy && !types_nothing(keys.key)
    };
    let is_heard = |command: Command| is_possible(command, core, slices) && hears(command, typing, core);
    if !is_busy && !typing {
        take_suggestion_keys(ctx, core, slices, out);
    }
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
        take_compare_keys(ctx, core, slices, out);
        take_speaker_keys(ctx, core, out);
    }
}

/// Whether a form is open, wherever the focus is: until it is closed, keys without Ctrl and Alt are no commands.
fn has_open_form(core: &Core, slices: &Slices) -> bool {
    let waits = core.dialog.is_some() || core.picker.is_some() || core.focus.is_some();
    waits || slices.inspector.waits_for_keys() || slices.find.bar.is_some()
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
                (_, Some(command)) if is_possible(command, core, slices) => out.command(command),
                _ => {}
            }
            false
        });
    });
}

/// The keys of the open scale, and those that say what the evidence that is being written does to the claim.
fn take_inspector_keys(ctx: &Context, core: &Core, slices: &Slices, typing: bool, out: &mut Outbox<Message>) {
    let Some(claim) = &core.place.claim else { return };
    let (project, inspector) = (core.project(), &slices.inspector);
    let scale = project.map_or(&[][..], |project| &project.head().scale);
    let open_scale = inspector.scale_of(claim).filter(|_| !typing);
    let evidence = inspector.open_evidence(claim);
    let rating = |place: usize| {
        let rating = scale.get(place)?;
        Some(inspector::Msg::Rate(Some(rating.key.clone())))
    };
    for stroke in strokes(ctx) {
        let of_scale = open_scale.and_then(|highlighted| {
            let last = scale.len().saturating_sub(1);
            match (stroke.digit(), stroke.plain_key()) {
                (Some(0), _) => Some(inspector::Msg::Rate(None)),
                (Some(digit), _) => rating(digit - 1),
                (None, Some(Key::ArrowLeft | Key::ArrowUp)) => {
                    Some(inspector::Msg::HighlightRating(highlighted.saturating_sub(1)))
                }
                (None, Some(Key::ArrowRight | Key::ArrowDown)) => {
                    Some(inspector::Msg::HighlightRating((highlighted + 1).min(last)))
                }
                (None, Some(Key::Enter)) => rating(highlighted),
                (None, Some(Key::Escape | Key::V)) => Some(inspector::Msg::CloseScale),
                _ => None,
            }
        });
        let of_evidence = evidence.and_then(|id| {
            let place = stroke.alt_digit()?.checked_sub(1).filter(|place| *place < 3)?;
            Some(inspector::Msg::SetStance(id.clone(), place))
        });
        if let Some(msg) = of_scale.or(of_evidence) {
            take(ctx, &stroke);
            out.send(Message::Inspector(msg));
            return;
        }
    }
}

/// Tab leads from suggestion to suggestion; the keys of the one in focus.
fn take_suggestion_keys(ctx: &Context, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    if core.place.workspace != Workspace::Annotate || slices.suggestions.shown(core).is_empty() {
        return;
    }
    let in_text = ctx.memory(|memory| {
        memory
            .focused()
            .is_none_or(|id| Some(id) == slices.article.surface.focus_id())
    });
    if !in_text {
        return;
    }
    let in_focus = slices.suggestions.focused(core).is_some();
    for stroke in strokes(ctx) {
        let held = stroke.held;
        let plain = held.is_none();
        let with_shift = held == Modifiers::SHIFT;
        let rtl = is_right_to_left(core);
        let msg = match stroke.key() {
            Key::Tab if plain => Some(Msg::Step(1)),
            Key::Tab if with_shift => Some(Msg::Step(-1)),
            Key::ArrowUp if held == Modifiers::ALT => Some(Msg::Level(core.settings.suggestions.level + 1)),
            Key::ArrowDown if held == Modifiers::ALT => {
                Some(Msg::Level(core.settings.suggestions.level.saturating_sub(1)))
            }
            _ if !in_focus => None,
            Key::Enter if plain => Some(Msg::Take(Given::Suggested)),
            Key::Backspace | Key::Delete if plain => Some(Msg::Refuse),
            Key::Escape if plain => Some(Msg::Leave),
            Key::ArrowLeft | Key::ArrowRight if plain || with_shift => Some(Msg::Mend {
                start: with_shift,
                forward: (stroke.key() == Key::ArrowRight) != rtl,
            }),
            _ => match stroke.digit() {
                Some(0) if core.settings.keys.single => Some(Msg::Take(Given::Article)),
                Some(key) if core.settings.keys.single => {
                    let speaker = core.keys.speaker(key);
                    speaker.map(|id| Msg::Take(Given::Speaker(id.clone())))
                }
                _ => None,
            },
        };
        if let Some(msg) = msg {
            take(ctx, &stroke);
            out.send(Message::Suggestions(msg));
            return;
        }
    }
}

/// Whether the open article runs from right to left, so that the left arrow leads forward.
fn is_right_to_left(core: &Core) -> bool {
    let article = core.article();
    let set = article.and_then(|article| article.metadata.direction);
    let own = || article.and_then(|article| first_strong(article.text.as_deref()?));
    match set {
        Some(direction) => direction == TextDirection::RightToLeft,
        None => own() == Some(Direction::Rtl),
    }
}

/// 1, 2 and 3 settle the difference that is shown.
fn take_compare_keys(ctx: &Context, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    if core.place.workspace != Workspace::Compare || !slices.compare.is_queue() || !core.is_writable() {
        return;
    }
    let outcome = |stroke: Stroke| {
        let outcome = match stroke.digit()? {
            1 => Outcome::First,
            2 => Outcome::Second,
            3 => Outcome::Both,
            _ => return None,
        };
        Some((outcome, stroke))
    };
    if let Some((outcome, stroke)) = strokes(ctx).into_iter().find_map(outcome) {
        take(ctx, &stroke);
        out.send(Message::Compare(compare::Msg::Settle(outcome)));
    }
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
