//! The panel at the left: the articles of the project, and the speakers as legend and key map.

mod articles;
mod speakers;
pub mod state;

use eframe::egui::{Ui, UiBuilder};

use crate::model::Project;
use crate::ui::app::message::Actions;
use crate::ui::article::stats::Figures;
use crate::ui::bus::core::Core;

pub use articles::ArticleList;

/// Draws both lists, the speakers below the articles.
pub fn side_ui(
    ui: &mut Ui,
    project: &Project,
    revision: u64,
    core: &Core,
    figures: &Figures,
    list: &mut ArticleList,
    actions: &mut Actions,
) {
    let speakers = speakers::rows(project, core, figures);
    let wanted = speakers::height(speakers.len());
    let whole = ui.available_rect_before_wrap();
    let room = whole.height();
    // The articles always keep room for three; the speakers take what they need up to that.
    let below = wanted.min((room - 300.0).max(room * 0.4));
    let above = room - below;
    ui.allocate_ui(eframe::egui::vec2(ui.available_width(), above), |ui| {
        ui.set_min_height(above);
        articles::articles_ui(ui, project, revision, core, list, actions);
    });
    // The bar of a long list of articles stands beside it, which must not make the list below wider.
    let rest = ui.available_rect_before_wrap().intersect(whole);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        speakers::speakers_ui(ui, &speakers, actions);
    });
}
