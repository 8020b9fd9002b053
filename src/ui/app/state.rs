//! What the window holds: what the handlers of all slices share, the state of each slice, and what eframe's glue needs.

use std::path::PathBuf;

use super::backlog::Backlog;
use super::palette::Palette;
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::jobs::Job;
use crate::session::settings::Settings;
use crate::typeset::LoadedFonts;
use crate::ui::bus::core::Core;
use crate::ui::bus::request::Browse;
use crate::ui::project::files::FileDialogs;
use crate::ui::{
    article, check, claims, export, find, guidelines, import, inspector, project, review_queue, sidebar,
    speaker_picker, speakers,
};

/// The window.
pub struct App {
    /// What the handlers of all slices share.
    pub(super) core: Core,
    pub(super) slices: Slices,
    /// What the status bar says about the last key, until something else is done.
    pub(super) hint: Option<String>,
    /// The settings as they were last written.
    pub(super) settings_written: Settings,
    /// Where they are written; nowhere where there is no such place.
    pub(super) settings_file: Option<PathBuf>,
    /// Where copies of unsaved work go that the project cannot take.
    pub(super) kept_folder: Option<PathBuf>,
    /// Strokes that wait for a frame of their own.
    pub(super) backlog: Backlog,
    /// Who asks the user for files.
    pub(super) file_dialogs: Box<dyn FileDialogs>,
    /// A file dialog that is open.
    pub(super) asked: Option<Asked>,
    /// The system's fonts being looked for.
    pub(super) fonts: Option<Job<LoadedFonts>>,
    /// What to open before the first frame is over.
    pub(super) arguments: Vec<PathBuf>,
    /// A failure to save that was told.
    pub(super) save_failure: Option<Report>,
    /// Whether the window is to close although something is unsaved.
    pub(super) leaving: bool,
}

/// The state of each slice; of an open project, unless it says otherwise.
#[derive(Default)]
pub struct Slices {
    /// The search.
    pub find: find::State,
    /// The open article.
    pub article: article::State,
    /// The pop-up that asks who says so.
    pub speaker_picker: speaker_picker::State,
    /// The inspector.
    pub inspector: inspector::State,
    /// The table of claims.
    pub claims: claims::State,
    /// The workspace of speakers.
    pub speakers: speakers::State,
    /// The review claim by claim.
    pub review_queue: review_queue::State,
    /// The guidelines.
    pub guidelines: guidelines::State,
    /// What is to be checked.
    pub check: check::State,
    /// The lists at the left.
    pub sidebar: sidebar::State,
    /// The export.
    pub export: export::State,
    /// The import.
    pub import: import::State,
    /// The forms about a project and its articles.
    pub project: project::State,
    /// The palette.
    pub palette: Palette,
    /// What was typed as the reviewer's name.
    pub reviewer_name: String,
}

/// A file dialog that is open.
pub(super) struct Asked {
    /// What it is for.
    pub(super) browse: Browse,
    /// Since when, in seconds since the window opened.
    pub(super) since: f64,
    /// The article of which the file is a newer version.
    pub(super) updates: Option<ArticleId>,
    /// What it will answer.
    pub(super) job: Job<Vec<PathBuf>>,
}
