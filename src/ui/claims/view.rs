//! Draws the workspace of claims: the bar above the table, and the table.

use eframe::egui::Ui;

use super::ctx::TableCtx;
use super::{Msg, bar, keyboard, table};
use crate::ui::bus::outbox::Outbox;

/// Draws the workspace. Returns how many rows fit on the screen.
pub(crate) fn claims_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) -> usize {
    ui.spacing_mut().item_spacing.y = 0.0;
    bar::bar_ui(ui, ctx, out);
    keyboard::take_keys(ui, ctx, out);
    table::table_ui(ui, ctx, out)
}
