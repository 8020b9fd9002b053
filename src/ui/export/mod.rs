//! Claims leave the program: the form for a file, the writing in the background, the same again, and the clipboard. What
//! stands in a file is `export`'s, how it is written is `session::export_job`'s.

mod clipboard;
mod draft;
mod state;
mod update;
mod view;

use std::path::PathBuf;

pub use clipboard::{Copying, copy_as};
pub use draft::ExportDraft;
pub use state::State;
pub use update::{again, ask, choose_file, poll, update};
pub use view::export_ui;

/// Something asked of the export.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// What was filled into the form.
    Draft(Box<ExportDraft>),
    /// Writes the export that the form describes.
    Write(PathBuf),
    /// Stops the export that is being written.
    Cancel,
}
