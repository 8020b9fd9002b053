//! Begins the tour on a copy of the sample, takes it up again, and leaves it.

use std::path::PathBuf;

use super::state::App;
use crate::report::Report;
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
        let open = self
            .core
            .session
            .as_ref()
            .map(|session| session.path().to_owned());
        if open.as_ref() != Some(&path) {
            self.open_project(&path);
        }
        let open = self
            .core
            .session
            .as_ref()
            .map(|session| session.path().to_owned());
        if open.as_ref() == Some(&path) {
            self.slices.tour.is_shown = true;
            tour::show_step(&mut self.core);
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

    /// Where the words of the tour are on the screen.
    pub(super) fn tour_words(&self) -> Option<eframe::egui::Pos2> {
        let words: Span = tour::words(&self.core)?;
        let is_shown = self.core.place.workspace == Workspace::Annotate;
        is_shown.then(|| self.slices.article.surface.place_of(words))?
    }
}
