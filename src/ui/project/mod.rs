//! A project as a whole: the start screen, the forms that make one and describe it and its articles, the bundled sample,
//! the system's file dialogs.

mod details_dialog;
mod dialogs;
pub mod files;
pub mod sample;
mod scale;
mod start;
mod state;
mod unsaved;
pub mod update;

use std::path::PathBuf;

use crate::model::{ArticleId, Metadata};
use crate::ui::bus::forms::DetailsDraft;
use scale::ScaleDraft;

pub use details_dialog::details_ui;
pub use dialogs::{new_project_ui, paste_ui, type_path_ui};
pub use scale::scale_ui;
pub use start::start_ui;
pub use state::{NewProject, Paste, State, TypedPath};
pub use unsaved::unsaved_ui;

/// Something asked of the forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Takes a project off the list of recent ones.
    ForgetRecent(PathBuf),
    /// What was typed into the form for a new project.
    NewProject(NewProject),
    /// What was typed as a path.
    Path(String),
    /// Opens the form for a pasted text, with this in it.
    Paste(String),
    /// What was typed as its title.
    PasteTitle(String),
    /// What was typed as the text.
    PasteText(String),
    /// What was typed about an article.
    Details(Box<DetailsDraft>),
    /// Corrects what is known of an article besides its text.
    SaveDetails(ArticleId, Box<Metadata>),
    /// What was filled into the form for the scale.
    Scale(Box<ScaleDraft>),
    /// Gives the project the scale that the form describes.
    SaveScale(Box<ScaleDraft>),
}
