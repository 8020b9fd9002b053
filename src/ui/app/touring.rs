//! Begins the tour on a copy of the sample, takes it up again, and leaves it.

use std::path::{Path, PathBuf};

use super::state::App;
use crate::report::Report;
use crate::session::Session;
use crate::session::files::{self, PathKind};
use crate::text::Span;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Browse;
use crate::ui::project::sample::SAMPLE;
use crate::ui::tour;

/// The folder of the copy; later ones get a number.
const NAME: &str = "sayso-tour";

impl App {
    /// Shows the card of the tour where it was left, or at its beginning; hides it if it is shown.
    pub(super) fn tour(&mut self) {
        if self.slices.tour.is_shown {
            self.slices.tour.is_shown = false;
            return;
        }
        let is_there = |path: &PathBuf| files::kind_of(path) == PathKind::Project;
        let known = tour::known(&self.core).map(|tour| tour.project.clone());
        let Some(path) = known.filter(is_there).or_else(|| self.begin_tour()) else {
            return;
        };
        if self.open_path() != Some(&path) {
            self.open_project(&path);
        }
        self.tour_wanted = Some(path);
        self.show_wanted_tour();
    }

    fn open_path(&self) -> Option<&Path> {
        self.core.session.as_ref().map(Session::path)
    }

    /// Shows the card of a tour that was asked for as soon as its project is open.
    pub(super) fn show_wanted_tour(&mut self) {
        let Some(wanted) = &self.tour_wanted else { return };
        if self.open_path() == Some(wanted) {
            self.tour_wanted = None;
            self.slices.tour.is_shown = true;
            tour::show_step(&mut self.core);
        } else if !self.opening.is_under_way() {
            self.tour_wanted = None;
        }
    }

    /// Copies the sample for a tour that begins; `None` where that fails, which is told.
    fn begin_tour(&mut self) -> Option<PathBuf> {
        let folder = self.tour_folder.clone().unwrap_or_else(|| PathBuf::from("Sayso"));
        let names = (1..).map(|number| match number {
            1 => folder.join(NAME),
            number => folder.join(format!("{NAME}-{number}")),
        });
        let path = names
            .into_iter()
            .find(|path| files::kind_of(path) == PathKind::Nothing)?;
        if let Err(error) = files::unpack(&path, SAMPLE) {
            let report = Report::from_error(&error).with_hint(error.hint());
            self.core.notify_failure(report);
            return None;
        }
        tour::begin(&mut self.core, path.clone());
        Some(path)
    }

    /// Carries out what was asked of the tour's card.
    pub(super) fn tour_message(&mut self, msg: tour::Msg) {
        tour::update(&mut self.slices.tour, msg, &mut self.core);
        if msg == tour::Msg::OpenOwn {
            self.close_project();
            self.browse(Browse::Open);
        }
    }

    /// Whether the card of the tour has room: on the page of articles it would lie over what can be done with them.
    pub(super) fn has_room_for_tour(&self) -> bool {
        self.core.place.workspace != Workspace::Articles
    }

    /// Where the words of the tour are on the screen.
    pub(super) fn tour_words(&self) -> Option<eframe::egui::Pos2> {
        let words: Span = tour::words(&self.core)?;
        let is_shown = self.core.place.workspace == Workspace::Annotate;
        is_shown.then(|| self.slices.article.surface.place_of(words))?
    }
}
