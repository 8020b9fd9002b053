//! The keys of the table while it has the focus. Named commands take their keys before these.

use eframe::egui::{Key, Modifiers, Ui};

use super::ctx::TableCtx;
use super::rows::TableRow;
use super::{Msg, table};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::list_keys::{self, ListKey};

/// Takes this frame's keys.
pub(super) fn take_keys(ui: &Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    if !ui.memory(|memory| memory.has_focus(table::id())) || ctx.core.dialog.is_some() {
        return;
    }
    for msg in list_keys::take_keys(ui, |key, held| message(key, held, ctx)) {
        out.send(msg);
    }
}

fn message(key: Key, held: Modifiers, ctx: &TableCtx<'_>) -> Option<Msg> {
    match ListKey::new(key, held, ctx.table.shown().rows.len(), ctx.table.page)? {
        ListKey::Step { rows, choose } => Some(Msg::Step { rows, choose }),
        ListKey::ChooseAll(all) => Some(Msg::ChooseAll(all)),
        ListKey::Toggle => Some(Msg::Toggle(None)),
        ListKey::Open => Some(Msg::Open(None)),
        ListKey::Fold => group_of_cursor(ctx).map(Msg::Fold),
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
