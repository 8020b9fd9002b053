//! The left panel: the articles of the project, and the speakers as legend of colours and keys.

mod articles;
mod speakers;
mod state;

use eframe::egui::{Ui, UiBuilder};

use crate::model::Project;
use crate::ui::article::stats::ArticleStats;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;

pub use articles::FILTER;
pub use state::{ArticleKind, State};

/// Something asked of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Msg {
    /// Shows only articles whose title matches.
    Filter(String),
    /// Shows only articles of this kind.
    Kind(ArticleKind),
}

/// Carries out what was asked of the lists.
pub fn update(state: &mut State, msg: Msg) {
    match msg {
        Msg::Filter(filter) => state.filter = filter,
        Msg::Kind(kind) => state.kind = kind,
    }
}

/// Draws both lists, the speakers below the articles.
pub fn side_ui(
    ui: &mut Ui,
    project: &Project,
    revision: u64,
    core: &Core,
    figures: &ArticleStats,
    state: &mut State,
    out: &mut Outbox<Msg>,
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
        articles::articles_ui(ui, project, revision, core, state, out);
    });
    // The bar of a long list of articles stands beside it, which must not make the list below wider.
    let rest = ui.available_rect_before_wrap().intersect(whole);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        speakers::speakers_ui(ui, &speakers, out);
    });
}
