//! The list of articles in two widths: a line a row in the left panel, and a table over the whole page.

mod bulk;
mod filter;
mod index;
mod keyboard;
mod options;
mod panel;
mod rows;
mod selection_bar;
mod state;
pub(crate) mod update;
mod wide;

use crate::model::{ArticleId, ReviewerId};

pub use bulk::BulkDraft;
pub(crate) use bulk::details_of_many_ui;
pub use panel::FILTER;
pub(crate) use panel::list_id;
pub(crate) use panel::panel_ui;
pub use rows::{Grouping, SortBy};
pub use state::{ArticleKind, ListTotals, State};
pub(crate) use wide::wide_ui;

/// Something asked of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Shows only articles that these words and fields fit.
    Filter(String),
    /// Shows only articles of this kind.
    Kind(ArticleKind),
    /// Sorts; again for the other way round.
    Sort(SortBy),
    /// Groups.
    Group(Grouping),
    /// Shows or hides the articles of a group.
    Fold(String),
    /// Moves the cursor by some rows.
    Step {
        /// Negative for up.
        rows: isize,
        /// Whether the articles on the way are selected.
        choose: bool,
    },
    /// Selects all articles from where a selection began to this one.
    ChooseTo(ArticleId),
    /// Selects or deselects an article; the one under the cursor if none is named.
    Toggle(Option<ArticleId>),
    /// Selects all shown articles, or none.
    ChooseAll(bool),
    /// Shows an article's text; that of the one under the cursor if none is named.
    Open(Option<ArticleId>),
    /// Assigns the selected articles.
    Assign {
        /// Who is to read them.
        reviewer: ReviewerId,
        /// Whether they are taken back instead.
        back: bool,
    },
    /// Opens the form that changes the details of the selected articles.
    EditMany,
    /// What stands in that form.
    Draft(Box<BulkDraft>),
    /// Changes the selected articles as the form says.
    ChangeMany(Box<BulkDraft>),
}
