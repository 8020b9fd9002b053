//! The left panel: the articles of the project, and the speakers as legend of colours and keys.

mod speakers;

use eframe::egui::{Ui, UiBuilder};

use crate::model::Project;
use crate::ui::article::stats::ArticleStats;
use crate::ui::articles::{self, panel_ui};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;

/// Draws both lists, the speakers below the articles. Returns how many articles fit.
pub fn side_ui(
    ui: &mut Ui,
    project: &Project,
    core: &Core,
    figures: &ArticleStats,
    list: &articles::State,
    out: &mut Outbox<articles::Msg>,
) -> usize {
    let speakers = speakers::rows(project, core, figures);
    let wanted = speakers::height(speakers.len());
    let whole = ui.available_rect_before_wrap();
    let room = whole.height();
    // The articles always keep room for three; the speakers take what they need up to that.
    let below = wanted.min((room - 300.0).max(room * 0.4));
    let above = room - below;
    let shown = ui.allocate_ui(eframe::egui::vec2(ui.available_width(), above), |ui| {
        ui.set_min_height(above);
        panel_ui(ui, project, core, list, out)
    });
    // The bar of a long list of articles stands beside it, which must not make the list below wider.
    let rest = ui.available_rect_before_wrap().intersect(whole);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        out.nest_requests(|out| speakers::speakers_ui(ui, &speakers, out));
    });
    shown.inner
}
