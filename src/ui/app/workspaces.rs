//! The workspaces beside the article, as the window draws them: it hands them what they show. What
//! they look like is theirs.

use eframe::egui::{CentralPanel, Ui};

use super::App;
use super::chrome::plain_frame;
use super::message::Actions;
use super::state::Workspace;
use crate::ui::claims::{self, Desk, claims_ui};
use crate::ui::kit::theme::Theme;
use crate::ui::speakers::{Scene, speakers_ui};

impl App {
    /// The workspaces beside the article.
    pub(crate) fn desk_ui(&mut self, ui: &mut Ui, actions: &mut Actions) {
        let Some(session) = &self.session else { return };
        let (project, view) = (session.project(), &self.view);
        let editable = session.read_only().is_none();
        if view.workspace == Workspace::Speakers {
            let scene = Scene {
                project,
                view,
                desk: &self.speakers,
                index: self.table.index(),
                editable,
            };
            speakers_ui(ui, &scene, actions);
            self.view.speakers.reveal = false;
            return;
        }
        let desk = Desk {
            project,
            view,
            table: &self.table,
            settings: &self.settings.table,
            kept: claims::kept(&self.settings.filters, session),
            editable,
        };
        let shown = CentralPanel::no_frame()
            .frame(plain_frame(Theme::of(ui.ctx()).paper))
            .show(ui, |ui| claims_ui(ui, &desk, actions));
        self.table.page = shown.inner;
        self.view.claims.reveal = false;
    }
}
