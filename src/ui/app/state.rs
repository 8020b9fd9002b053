//! The state of the window: what all slices share, each slice's own, and what the glue to eframe needs.

use std::path::PathBuf;

use super::backlog::Backlog;
use super::foot::FootLine;

use super::key_dialog::KeyDialog;
use super::one_file::OneFileJobs;
use super::opening::ProjectOpening;
use super::outside::ToldOutside;
use super::palette::Palette;
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::ending::Ending;
use crate::session::jobs::Job;
use crate::session::settings::Settings;
use crate::text::Span;
use crate::typeset::LoadedFonts;
use crate::ui::bus::core::Core;
use crate::ui::bus::notice::Notice;
use crate::ui::bus::request::Browse;
use crate::ui::project::files::FileDialogs;
use crate::ui::{
    article, articles, check, claims, compare, export, find, guidelines, help, import, inspector, project,
    review_queue, speaker_picker, speakers, suggestions, tour,
};

/// The window.
pub struct App {
    pub(super) core: Core,
    pub(super) slices: Slices,
    /// A message in the status bar until the next action.
    pub(super) hint: Option<FootLine>,
    /// The settings as they were last written.
    pub(super) settings_written: Settings,
    /// The file they are written to, if there is a place for it.
    pub(super) settings_file: Option<PathBuf>,
    /// The folder for copies of work that could not be saved.
    pub(super) kept_folder: Option<PathBuf>,
    /// The folder in which the steps of undo outlive the window.
    pub(super) undo_folder: Option<PathBuf>,
    /// The folder for copies of the sample that the tour is taken on.
    pub(super) tour_folder: Option<PathBuf>,
    /// The project of a tour that is shown as soon as it is open.
    pub(super) tour_wanted: Option<PathBuf>,
    /// The folder for what is learnt from decisions.
    pub(super) learned_folder: Option<PathBuf>,
    pub(super) backlog: Backlog,
    pub(super) file_dialogs: Box<dyn FileDialogs>,
    /// A file dialog that is open.
    pub(super) file_dialog: Option<OpenFileDialog>,
    /// What is being packed into one file or unpacked from one.
    pub(super) one_file: OneFileJobs,
    /// Notices of success, and when each goes by itself, in seconds since the window opened.
    pub(super) done_notices: Vec<(Notice, f64)>,
    /// The title of the window, as it was last set.
    pub(super) title: String,
    /// The loading of the system's fonts.
    pub(super) fonts: Option<Job<LoadedFonts>>,
    /// Whether it was told that letters have no font.
    pub(super) told_of_fonts: bool,
    /// Whether it was told that settings cannot be written.
    pub(super) settings_failure_told: bool,
    /// The project that is being read.
    pub(super) opening: ProjectOpening,
    /// Paths to open in the first frame.
    pub(super) arguments: Vec<PathBuf>,
    /// What others changed, as it was told last.
    pub(super) told_outside: ToldOutside,
    /// The failure to save that was notified.
    pub(super) save_failure: Option<Report>,
    /// Whether the window closes although something is unsaved.
    pub(super) leaving: bool,
    /// Tells when the system asks the process to end.
    pub(super) ending: Option<Ending>,

    /// The selected words that were last offered to a middle click.
    pub(super) offered: Option<Span>,
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
    /// The suggested claims.
    pub suggestions: suggestions::State,
    /// The inspector.
    pub inspector: inspector::State,
    /// The table of claims.
    pub claims: claims::State,
    /// The workspace of speakers.
    pub speakers: speakers::State,
    /// The comparison of two reviewers.
    pub compare: compare::State,
    /// The review claim by claim.
    pub review_queue: review_queue::State,
    /// The guidelines.
    pub guidelines: guidelines::State,
    /// What is to be checked.
    pub check: check::State,
    /// The list of articles.
    pub articles: articles::State,
    /// The export.
    pub export: export::State,
    /// The import.
    pub import: import::State,
    /// The forms about a project and its articles.
    pub project: project::State,
    /// The help.
    pub help: help::State,
    /// The tour.
    pub tour: tour::State,
    /// The palette.
    pub palette: Palette,
    /// The dialog that changes keys.
    pub key_dialog: KeyDialog,
    /// What was typed as the reviewer's name.
    pub reviewer_name: String,
}

/// A file dialog that is open.
pub(super) struct OpenFileDialog {
    pub(super) browse: Browse,
    /// In seconds since the window opened.
    pub(super) since: f64,
    /// The article to update with the file.
    pub(super) updates: Option<ArticleId>,
    pub(super) job: Job<Vec<PathBuf>>,
}
