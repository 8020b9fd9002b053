//! Adds articles: files are read in the background, their articles are reviewed and corrected in a dialog, and those selected
//! are added to the project as one step.

mod adding;
mod dialog;
mod preview;
mod reading;
mod review;
mod state;
mod update;
mod versions;

use std::path::PathBuf;

use crate::import::Choices;
use crate::import::annotated::LabelMap;
use crate::session::ingest::stage::ImportChoice;
use crate::ui::bus::forms::DetailsDraft;
use state::Chosen;

pub use dialog::import_ui;
pub use reading::{go_on, poll, progress, start};
pub use state::{ImportReview, State};
pub use update::{ask_before_dropping, drop_review, let_go, update};

/// Something asked of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Looks at another row.
    Choose(Chosen),
    /// Corrects what is known about an article.
    Correct(usize, Box<DetailsDraft>),
    /// Says what is to be done with an article.
    Take(usize, ImportChoice),
    /// Takes an article in, or leaves it out.
    Tick(usize, bool),
    /// Takes in all articles that are not there already, or leaves all out.
    TickAll(bool),
    /// Says the same of an article and of all whose duplicates are of the same kind.
    TakeAlike(usize, ImportChoice),
    /// Lists only what a person should look at, or all.
    OnlyDoubtful(bool),
    /// Unfolds what was done to read the chosen file, or folds it.
    UnfoldNotes(bool),
    /// Joins the lines of an article's page, or leaves them as printed.
    Join(usize, bool),
    /// Reads a file in another way.
    ReadAs(PathBuf, Box<Choices>),
    /// Reads a corpus with this said of its labels.
    ReadLabels(PathBuf, Box<LabelMap>),
    /// Unfolds the labels of corpora, or folds them.
    UnfoldLabels(bool),
    /// Shows another page of the text.
    TurnTo(usize),
    /// Shows other paragraphs of those that differ.
    TurnVersionsTo(usize),
    /// Brings everything in that is to come in.
    Add,
    /// Stops reading, and what has been read is shown; or stops adding, and nothing comes in.
    Cancel,
}
