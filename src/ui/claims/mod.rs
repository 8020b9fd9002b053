//! The workspace of claims: a table of all claims, to filter, sort, group and edit many at once.

mod bar;
mod ctx;
mod dialog;
mod draft;
mod facets;
mod head;
pub(crate) mod index;
mod keyboard;
mod lists;
mod order;
mod pills;
pub(crate) mod rows;
mod state;
mod table;
mod tally;
mod terms;
pub(crate) mod update;
mod view;

use crate::model::ClaimRef;
use crate::session::settings::claim_table::{ClaimFilter, Column};

pub(crate) use ctx::{TableCtx, saved_filters};
pub(crate) use dialog::{bulk_ui, save_filter_ui};
pub use draft::ClaimsDraft;
pub use state::{Grouping, Sort, State, TableView};
pub(crate) use update::gather;
pub(crate) use view::claims_ui;

/// Something asked of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Shows only what this lets through.
    Filter(Box<ClaimFilter>),
    /// Sorts by a column; again for the other way round, and again for not at all.
    Sort(Column),
    /// Groups the claims.
    Group(Grouping),
    /// Shows or hides the claims of a group.
    Fold(String),
    /// Moves the cursor by some rows.
    Step {
        /// Negative for up.
        rows: isize,
        /// Whether the claims on the way are selected.
        choose: bool,
    },
    /// Moves the cursor to a claim.
    Point {
        /// Which one.
        claim: ClaimRef,
        /// Whether all claims up to it are selected.
        choose: bool,
    },
    /// Selects or deselects a claim; the one under the cursor if none is named.
    Toggle(Option<ClaimRef>),
    /// Selects all shown claims, or none.
    ChooseAll(bool),
    /// Shows a claim in its text; the one under the cursor if none is named.
    Open(Option<ClaimRef>),
    /// Shows or hides a column.
    ToggleColumn(Column),
    /// Sets the width of a column, in points.
    Widen(Column, f32),
    /// What was typed to find a speaker or an article to filter by.
    Seek(String),
    /// The first and the last date to filter by, as typed.
    Dates(String, String),
    /// Opens the form that changes many claims at once.
    EditMany,
    /// The values in that form.
    Bulk(Box<ClaimsDraft>),
    /// Changes the selected claims as the form says.
    ChangeMany(Box<ClaimsDraft>),
    /// Opens the form that saves the filter, with this name in it.
    NameFilter(String),
    /// The name in that form.
    FilterName(String),
    /// Saves the filter under a name.
    SaveFilter(String),
    /// Deletes a saved filter, by its place.
    DeleteFilter(usize),
}
