//! What the workspace of claims is drawn from.

use super::Msg;
use super::state::{Table, TableView};
use crate::model::Project;
use crate::session::Session;
use crate::session::settings::claim_table::{ClaimFilter, SavedFilter, TableSettings};
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
