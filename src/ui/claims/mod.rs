//! The workspace of claims: all claims of the project as one table, filtered, sorted, grouped and edited many at once.

mod bar;
mod ctx;
mod dialog;
mod draft;
mod head;
pub mod index;
mod keyboard;
mod lists;
mod order;
mod pills;
pub mod rows;
mod state;
mod table;
pub mod tally;
pub mod update;
mod view;

use crate::model::ClaimRef;
use crate::session::settings::claim_table::{ClaimFilter, Column};

pub use ctx::{TableCtx, kept};
pub use dialog::{bulk_ui, keep_filter_ui};
pub use draft::ClaimsDraft;
pub use state::{Grouping, Sort, State, TableView};
pub use update::gather;
pub use view::claims_ui;

/// Something asked of the table.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Shows only what this lets through.
    Filter(Box<ClaimFilter>),
    /// Sorts by a column; again for the other way round, and again for not at all.
    Sort(Column),
    /// Puts claims together.
    Group(Grouping),
    /// Shows or hides the claims of a group.
    Fold(String),
    /// Goes so many rows down; with `choose`, what is passed is chosen.
    Step {
        /// Rows, negative for up.
        rows: isize,
        /// Whether what is passed is chosen.
        choose: bool,
    },
    /// Goes to a claim.
    Point {
        /// Which one.
        claim: ClaimRef,
        /// Whether all up to it are chosen.
        choose: bool,
    },
    /// Chooses a claim, or lets it go; the one under the cursor if none is named.
    Toggle(Option<ClaimRef>),
    /// Chooses everything that is shown, or lets everything go.
    ChooseAll(bool),
    /// Shows a claim in its text; the one under the cursor if none is named.
    Open(Option<ClaimRef>),
    /// Shows or hides a column.
    ToggleColumn(Column),
    /// Makes a column so wide, in points.
    Widen(Column, f32),
    /// What was typed to find a speaker or an article to filter by.
    Seek(String),
    /// The first and the last day, as typed.
    Days(String, String),
    /// Opens the form that changes many claims at once.
    EditMany,
    /// What was filled into it.
    Bulk(Box<ClaimsDraft>),
    /// Changes the chosen claims as it describes.
    ChangeMany(Box<ClaimsDraft>),
    /// Opens the form that keeps the filter, with this name in it.
    NameFilter(String),
    /// What was typed into it.
    FilterName(String),
    /// Keeps the filter under a name.
    KeepFilter(String),
    /// Lets a kept filter go, by its place.
    DropFilter(usize),
}
