//! Export from the window: the form, the export in the background, repeating the last one, and the clipboard.

mod clipboard;
mod draft;
mod state;
mod update;
mod view;

use std::path::PathBuf;

pub(crate) use clipboard::{Copying, copy_as};
pub use draft::ExportDraft;
pub use state::State;
pub(crate) use update::{again, ask, choose_file, poll, update};
pub(crate) use view::export_ui;

/// A message to the export.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The values in the form.
    Draft(Box<ExportDraft>),
    /// Starts the export that the form describes.
    Write(PathBuf),
    /// Cancels the running export.
    Cancel,
}
