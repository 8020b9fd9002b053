//! The input of the workspace's drawing functions.

use super::Msg;
use super::state::{Table, TableView};
use crate::model::Project;
use crate::session::Session;
use crate::session::settings::claim_table::{ClaimFilter, SavedFilter, TableSettings};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;

pub(crate) struct TableCtx<'a> {
    pub project: &'a Project,
    /// For the keyboard focus.
    pub core: &'a Core,
    pub view: &'a TableView,
    pub table: &'a Table,
    pub settings: &'a TableSettings,
    /// The saved filters for this project, with their places in the settings.
    pub saved_filters: Vec<(usize, &'a SavedFilter)>,
    /// Whether claims may be changed.
    pub editable: bool,
}

/// The saved filters for the open project, with their places in the settings.
pub(crate) fn saved_filters<'a>(
    filters: &'a [SavedFilter],
    session: &Session,
) -> Vec<(usize, &'a SavedFilter)> {
    let fits = |(_, saved): &(usize, &SavedFilter)| {
        saved
            .project
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
