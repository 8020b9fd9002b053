//! The keys of the list while it has the keyboard.

use eframe::egui::{EventFilter, Key, Modifiers, Ui};

use super::panel::list_id;
use super::rows::Row;
use super::{Msg, State};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::list_keys::{self, ListKey};

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
    for msg in list_keys::take_keys(ui, |key, held| message(key, held, state)) {
        out.send(msg);
    }
}

fn message(key: Key, held: Modifiers, state: &State) -> Option<Msg> {
    match ListKey::new(key, held, state.rows.all.len(), state.page)? {
        ListKey::Step { rows, choose } => Some(Msg::Step { rows, choose }),
        ListKey::ChooseAll(all) => Some(Msg::ChooseAll(all)),
        ListKey::Toggle => Some(Msg::Toggle(None)),
        ListKey::Open => Some(Msg::Open(None)),
        ListKey::Fold => group_of_cursor(state).map(Msg::Fold),
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
