//! What the workspace of speakers is drawn from.

use super::state::{Rows, SpeakersView};
use crate::model::Project;
use crate::ui::bus::core::Core;
use crate::ui::claims::index::Index;

/// What the workspace is drawn from.
pub struct SpeakersCtx<'a> {
    /// The open project.
    pub project: &'a Project,
    /// Who has the keyboard, and what is being typed.
    pub core: &'a Core,
    /// What is shown of the speakers.
    pub view: &'a SpeakersView,
    /// The rows of list and page.
    pub rows: &'a Rows,
    /// The claims behind them.
    pub index: &'a Index,
    /// Whether anything may be changed.
    pub editable: bool,
}
