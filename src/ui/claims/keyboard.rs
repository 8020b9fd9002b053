//! The keys of the table while it has the focus. Named commands take their keys before these.

use eframe::egui::{Event, Key, Modifiers, Ui};

use super::ctx::TableCtx;
use super::rows::TableRow;
use super::{Msg, table};
use crate::ui::bus::outbox::Outbox;

/// Takes this frame's keys.
pub(super) fn take_keys(ui: &Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    if !ui.memory(|memory| memory.has_focus(table::id())) || ctx.core.dialog.is_some() {
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
            } if message(*key, *modifiers, ctx).is_some() => {
                pressed.push((*key, *modifiers));
                false
            }
            _ => true,
        });
        pressed
    });
    for (key, modifiers) in pressed {
        if let Some(msg) = message(key, modifiers, ctx) {
            out.send(msg);
        }
    }
}

fn message(key: Key, held: Modifiers, ctx: &TableCtx<'_>) -> Option<Msg> {
    let all = ctx.table.shown().rows.len().cast_signed();
    let page = (ctx.table.page.cast_signed() - 1).max(1);
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
        Key::ArrowLeft | Key::ArrowRight => group_of_cursor(ctx).map(Msg::Fold),
        _ => None,
    }
}

/// The key of the group that the cursor's claim is in.
fn group_of_cursor(ctx: &TableCtx<'_>) -> Option<String> {
    let shown = ctx.table.shown();
    let row = shown.row_of(ctx.table.index(), ctx.view.cursor.as_ref()?)?;
    let above = shown.rows.get(..row)?.iter().rev();
    let group = above.copied().find_map(|row| match row {
        TableRow::Group(place) => Some(place),
        TableRow::Claim(_) => None,
    })?;
    shown.groups.get(group as usize).map(|group| group.key.clone())
}
