//! Draws the help: the list of pages, and the page beside it.

use eframe::egui::{Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2};

use super::Msg;
use super::state::{PAGES, State};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::guidelines::blocks_ui;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::step_in_dialog;
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};

const LIST: f32 = 210.0;
const GAP: f32 = 24.0;
/// What the dialog needs above and below its body, with its own margins.
const AROUND: f32 = 130.0;

/// Draws the dialog.
pub(crate) fn help_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (head, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 36.0), Sense::hover());
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| {
        label(ui, fl!("help-title"), font::DIALOG, theme.ink);
    });
    let corner = Rect::from_min_size(Pos2::new(head.right() - 28.0, head.top()), Vec2::splat(28.0));
    ui.scope_builder(UiBuilder::new().max_rect(corner), |ui| {
        if icon_button(ui, icons::X, fl!("help-close"), "Esc", true).clicked() {
            out.request(Request::CloseDialog);
        }
    });
    let height = (ui.ctx().content_rect().height() - AROUND).clamp(240.0, 760.0);
    let (body, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    let list = Rect::from_min_size(body.min, Vec2::new(LIST.min(body.width() * 0.35), height));
    let page = Rect::from_min_max(Pos2::new(list.right() + GAP, body.top()), body.max);
    ui.painter()
        .vline(list.right() + GAP / 2.0, body.y_range(), theme.hairline_stroke());
    if let Some(next) = step_in_dialog(ui, state.page, PAGES.len(), PAGES.len()) {
        out.send(Msg::Show(next));
    }
    ui.scope_builder(UiBuilder::new().max_rect(list).id_salt("help pages"), |ui| {
        for (at, page) in PAGES.iter().enumerate() {
            let mut row = ListRow::new(page.title()).selected(at == state.page).show(ui);
            row.title(page.title(), font::BODY, theme.ink);
            if row.finish().clicked() {
                out.send(Msg::Show(at));
            }
        }
    });
    ui.scope_builder(UiBuilder::new().max_rect(page).id_salt("help page"), |ui| {
        ScrollArea::vertical()
            .id_salt(("help", state.page))
            .auto_shrink([false, false])
            .max_height(height)
            .show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 12.0);
                if let Some(link) = blocks_ui(ui, &state.blocks, &[], 0, false) {
                    out.send(Msg::Follow(link));
                }
            });
    });
}
