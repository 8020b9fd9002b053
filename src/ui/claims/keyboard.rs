//! What keys do on the table while it has the keyboard. Named commands have their keys elsewhere
//! and take them before these.

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::rows::Row;
use super::{ClaimsAction, Desk, send, table};
use crate::ui::app::message::Actions;

/// Takes this frame's keys.
pub(super) fn take_keys(ui: &Ui, desk: &Desk<'_>, actions: &mut Actions) {
    if !ui.memory(|memory| memory.has_focus(table::id())) || desk.core.dialog.is_some() {
        return;
    }
    let pressed: Vec<(Key, Modifiers)> = ui.input_mut(|input| {
        let mut pressed = Vec::new();
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if action(*key, *modifiers, desk).is_some() => {
                pressed.push((*key, *modifiers));
                false
            }
            _ => true,
        });
        pressed
    });
    for (key, modifiers) in pressed {
        if let Some(action) = action(key, modifiers, desk) {
            send(actions, action);
        }
    }
}

fn action(key: Key, held: Modifiers, desk: &Desk<'_>) -> Option<ClaimsAction> {
    let all = desk.table.shown().rows.len().cast_signed();
    let page = (desk.table.page.cast_signed() - 1).max(1);
    let choose = held.shift;
    let step = |rows| Some(ClaimsAction::Step { rows, choose });
    if held.alt {
        return None;
    }
    if held.command {
        return match key {
            Key::A => Some(ClaimsAction::ChooseAll(!held.shift)),
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
        Key::Space => Some(ClaimsAction::Toggle(None)),
        Key::Enter => Some(ClaimsAction::Open(None)),
        Key::ArrowLeft | Key::ArrowRight => group_of_cursor(desk).map(ClaimsAction::Fold),
        _ => None,
    }
}

/// The key of the group that the cursor's claim is in.
fn group_of_cursor(desk: &Desk<'_>) -> Option<String> {
    let shown = desk.table.shown();
    let row = shown.row_of(desk.table.index(), desk.core.claims.cursor.as_ref()?)?;
    let above = shown.rows.get(..row)?.iter().rev();
    let group = above.copied().find_map(|row| match row {
        Row::Group(place) => Some(place),
        Row::Claim(_) => None,
    })?;
    shown.groups.get(group as usize).map(|group| group.key.clone())
}
