//! Projects: the start screen, the forms for new projects, articles and the rating scale, the sample, the file dialogs.

mod details_dialog;
mod dialogs;
pub mod files;
mod kept;
mod path_form;
pub mod sample;
mod scale;
mod start;
mod state;
mod unsaved;
pub(crate) mod update;

use std::path::PathBuf;

use crate::model::{ArticleId, Metadata};
use crate::session::{KeptCopy, TypedKey};
use crate::ui::bus::forms::DetailsDraft;
use scale::ScaleDraft;

pub use details_dialog::details_ui;
pub use dialogs::{new_project_ui, paste_ui};
pub use kept::kept_ui;
pub use path_form::{PathForm, path_ui};
pub use scale::scale_ui;
pub use start::start_ui;
pub use state::{DetailsForm, Kept, NewProject, Paste, State};
pub use unsaved::unsaved_ui;

/// A message to the forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// Removes a project from the list of recent ones.
    ForgetRecent(PathBuf),
    /// The form for a new project.
    NewProject(NewProject),
    /// The typed path.
    Path(String),
    /// Opens the form for a pasted text, with this in it.
    Paste(String),
    /// The title of the pasted text.
    PasteTitle(String),
    /// The pasted text.
    PasteText(String),
    /// The form for an article's details.
    Details(Box<DetailsDraft>),
    /// Changes an article's details.
    SaveDetails(ArticleId, Box<Metadata>),
    /// The form for the rating scale.
    Scale(Box<ScaleDraft>),
    /// Changes the rating scale.
    SaveScale(Box<ScaleDraft>),
    /// Puts what a copy of unsaved work holds into the project.
    RestoreKept(KeptCopy),
    /// Deletes a copy of unsaved work.
    DiscardKept(KeptCopy),
    /// Deletes typed text whose record is gone.
    DiscardTyped(TypedKey),
}
