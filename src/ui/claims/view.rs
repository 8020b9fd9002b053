//! Draws the workspace of claims: the bar above the table, and the table.

use eframe::egui::Ui;

use super::state::{Table, TableView};
use super::{Msg, bar, keyboard, table};
use crate::model::Project;
use crate::session::Session;
use crate::session::filters::{ClaimFilter, SavedFilter, TableSettings};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;

/// What the workspace is drawn from.
pub struct TableCtx<'a> {
    /// The open project.
    pub project: &'a Project,
    /// Who has the keyboard.
    pub core: &'a Core,
    /// What is shown of the table.
    pub view: &'a TableView,
    /// The table.
    pub table: &'a Table,
    /// Its columns.
    pub settings: &'a TableSettings,
    /// The kept filters that mean something here, with their places.
    pub kept: Vec<(usize, &'a SavedFilter)>,
    /// Whether claims may be changed.
    pub editable: bool,
}

/// Draws the workspace. Returns how many rows fit on the screen.
pub fn claims_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) -> usize {
    ui.spacing_mut().item_spacing.y = 0.0;
    bar::bar_ui(ui, ctx, out);
    keyboard::take_keys(ui, ctx, out);
    table::table_ui(ui, ctx, out)
}

/// The kept filters that mean something in an open project.
pub fn kept<'a>(filters: &'a [SavedFilter], session: &Session) -> Vec<(usize, &'a SavedFilter)> {
    let fits = |(_, kept): &(usize, &SavedFilter)| {
        kept.project
            .as_deref()
            .is_none_or(|project| project == session.path())
    };
    filters.iter().enumerate().filter(fits).collect()
}

/// Sends a changed filter.
pub(super) fn send_filter(
    out: &mut Outbox<Msg>,
    filter: &ClaimFilter,
    change: impl FnOnce(&mut ClaimFilter),
) {
    let mut filter = filter.clone();
    change(&mut filter);
    out.send(Msg::Filter(Box::new(filter)));
}
