//! Draws the workspace of speakers: the list, and beside it the page of the chosen one.

use eframe::egui::{CentralPanel, Panel, Ui};

use super::ctx::SpeakersCtx;
use super::{Msg, list, page};
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::theme::Theme;

/// How wide the list is.
const LIST: f32 = 330.0;
/// How wide it is at most, as a share of the window.
const LIST_SHARE: f32 = 0.32;

/// Draws the workspace.
pub fn speakers_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let width = LIST.min(ui.available_width() * LIST_SHARE);
    let frame = plain_frame(theme.panel).inner_margin(eframe::egui::Margin {
        left: 12,
        right: 12,
        top: 12,
        bottom: 6,
    });
    Panel::left("speakers list")
        .resizable(false)
        .exact_size(width)
        .frame(frame)
        .show(ui, |ui| list::list_ui(ui, ctx, out));
    CentralPanel::no_frame()
        .frame(plain_frame(theme.paper))
        .show(ui, |ui| page::page_ui(ui, ctx, out));
}
