//! The side panel: the guidelines or the check, in a frame with a title and a close button.

use eframe::egui::{Align, Layout, Margin, Panel, Ui};

use super::message::Message;
use super::state::Slices;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::SidePanel;
use crate::ui::check::{CheckCtx, check_ui};
use crate::ui::guidelines::{self, guide_ui};
use crate::ui::kit::button::icon_button;
use crate::ui::kit::icons;
use crate::ui::kit::panel::{as_wide_as_it_is, plain_frame};
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font, size};

/// Draws the panel on the left, if one is open; returns its width. `unread`: the number of texts that have not been checked
/// against their claims.
pub(super) fn side_panel_ui(
    ui: &mut Ui,
    core: &Core,
    slices: &Slices,
    unread: usize,
    out: &mut Outbox<Message>,
) -> Option<f32> {
    let panel = core.side_panel?;
    let whole = ui.available_width();
    let frame = plain_frame(Theme::from_ctx(ui.ctx()).panel).inner_margin(Margin {
        left: 14,
        right: 8,
        top: 8,
        bottom: 6,
    });
    let shown = Panel::left("aside")
        .resizable(true)
        .size_range(240.0..=(whole * 0.45).max(241.0))
        .default_size(core.settings.aside_width.unwrap_or(size::ASIDE))
        .frame(frame)
        .show(ui, |ui| {
            as_wide_as_it_is(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                title_ui(ui, panel, core, slices, out);
                ui.add_space(8.0);
                content_ui(ui, panel, core, slices, unread, out);
            });
        });
    Some(shown.response.rect.width().round())
}

fn title_ui(ui: &mut Ui, panel: SidePanel, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let theme = Theme::from_ctx(ui.ctx());
    let command = command(panel);
    ui.horizontal(|ui| {
        label(ui, command.label(), font::DIALOG, theme.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, icons::X, fl!("window-close-panel"), &command.key_caps(), true).clicked() {
                out.command(command);
            }
            if panel == SidePanel::Guidelines && core.is_writable() {
                ui.add_space(4.0);
                out.nest(Message::Guidelines, |out| {
                    guidelines::title_ui(ui, &slices.guidelines, out);
                });
            }
        });
    });
}

fn content_ui(
    ui: &mut Ui,
    panel: SidePanel,
    core: &Core,
    slices: &Slices,
    unread: usize,
    out: &mut Outbox<Message>,
) {
    let Some(project) = core.project() else { return };
    match panel {
        SidePanel::Guidelines => out.nest(Message::Guidelines, |out| {
            guide_ui(ui, project, core, &slices.guidelines, out);
        }),
        SidePanel::Check => {
            let ctx = CheckCtx {
                project,
                place: &core.place,
                state: &slices.check,
                unread,
                editable: core.is_writable(),
            };
            out.nest(Message::Check, |out| check_ui(ui, &ctx, out));
        }
    }
}

/// The command that opens and closes a panel.
fn command(panel: SidePanel) -> Command {
    match panel {
        SidePanel::Guidelines => Command::ShowGuidelines,
        SidePanel::Check => Command::ShowCheck,
    }
}
