//! The keys of the list while it has the keyboard.

use eframe::egui::{Event, EventFilter, Key, Modifiers, Ui};

use super::panel::list_id;
use super::rows::Row;
use super::{Msg, State};
use crate::ui::bus::outbox::Outbox;

/// Takes this frame's keys.
pub(super) fn take_keys(ui: &Ui, state: &State, out: &mut Outbox<Msg>) {
    if !ui.memory(|memory| memory.has_focus(list_id())) {
        return;
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => match message(*key, *modifiers, state) {
                Some(msg) => {
                    out.send(msg);
                    false
                }
                None => true,
            },
            _ => true,
        });
    });
}

fn message(key: Key, held: Modifiers, state: &State) -> Option<Msg> {
    let all = state.rows.all.len().cast_signed();
    let page = (state.page.cast_signed() - 1).max(1);
    let choose = held.shift;
    let step = |rows| Some(Msg::Step { rows, choose });
    if held.alt {
        return None;
    }
    if held.command {
        return match key {
            Key::A => Some(Msg::ChooseAll(!held.shift)),
            Key::Home => step(-all),
            Key::End => step(all),
            _ => None,
        };
    }
    match key {
        Key::ArrowDown => step(1),
        Key::ArrowUp => step(-1),
        Key::PageDown => step(page),
        Key::PageUp => step(-page),
        Key::Home => step(-all),
        Key::End => step(all),
        Key::Space => Some(Msg::Toggle(None)),
        Key::Enter => Some(Msg::Open(None)),
        Key::ArrowLeft | Key::ArrowRight => group_of_cursor(state).map(Msg::Fold),
        _ => None,
    }
}

/// The key of the group that the cursor's article is in.
fn group_of_cursor(state: &State) -> Option<String> {
    let above = state.rows.all.get(..state.cursor_row()?)?.iter().rev();
    let group = above.copied().find_map(|row| match row {
        Row::Group(place) => Some(place),
        Row::Article(_) => None,
    })?;
    state.rows.groups.get(group).map(|group| group.key.clone())
}
