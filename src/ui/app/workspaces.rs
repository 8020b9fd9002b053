//! The workspaces beside the article, as the window draws them: it hands them what they show. What
//! they look like is theirs.

use eframe::egui::{CentralPanel, Ui};

use super::App;
use super::message::Actions;
use crate::ui::claims::{self, Desk, claims_ui};
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::theme::Theme;
use crate::ui::speakers::{Scene, speakers_ui};

impl App {
    /// All speakers, and what each of them said.
    pub(super) fn speakers_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let Some(session) = &self.core.session else { return };
        let scene = Scene {
            project: session.project(),
            core: &self.core,
            desk: &self.speakers,
            index: self.table.index(),
            editable: session.read_only().is_none(),
        };
        speakers_ui(ui, &scene, actions);
        self.core.speakers.reveal = false;
    }

    /// All claims as a table.
    pub(super) fn claims_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let Some(session) = &self.core.session else { return };
        let desk = Desk {
            project: session.project(),
            core: &self.core,
            table: &self.table,
            settings: &self.core.settings.table,
            kept: claims::kept(&self.core.settings.filters, session),
            editable: session.read_only().is_none(),
        };
        let shown = CentralPanel::no_frame()
            .frame(plain_frame(Theme::of(ui.ctx()).paper))
            .show(ui, |ui| claims_ui(ui, &desk, actions));
        self.table.page = shown.inner;
        self.core.claims.reveal = false;
    }
}
