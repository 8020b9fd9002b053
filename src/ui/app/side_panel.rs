//! The panel that can be opened beside whatever the window shows: the guidelines, or what is to be
//! checked. What stands in it is theirs; here are its frame, its title and the way to close it.

use eframe::egui::{Align, Layout, Margin, Panel, Ui, UiBuilder};

use super::message::Actions;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::SidePanel;
use crate::ui::check::{self, check_ui};
use crate::ui::guidelines::{self, Guide, guide_ui};
use crate::ui::kit::button::icon_button;
use crate::ui::kit::icons;
use crate::ui::kit::panel::plain_frame;
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font, size};

/// What the panel draws from.
pub struct Beside<'a> {
    /// Which of the panels it is.
    pub aside: SidePanel,
    /// What the window shows.
    pub core: &'a Core,
    /// What is to be checked.
    pub check: check::Scene<'a>,
    /// The guidelines as they were read.
    pub guide: &'a mut Guide,
    /// How wide it was last.
    pub width: Option<f32>,
}

impl SidePanel {
    /// The command that opens and closes it.
    pub fn command(self) -> Command {
        match self {
            Self::Guidelines => Command::ShowGuidelines,
            Self::Check => Command::ShowCheck,
        }
    }
}

/// Draws the panel at the left; returns its width.
pub fn aside_ui(ui: &mut Ui, beside: Beside<'_>, actions: &mut Actions) -> f32 {
    let theme = Theme::of(ui.ctx());
    let whole = ui.available_width();
    let frame = plain_frame(theme.panel).inner_margin(Margin {
        left: 14,
        right: 8,
        top: 8,
        bottom: 6,
    });
    let panel = Panel::left("aside")
        .resizable(true)
        .size_range(240.0..=(whole * 0.45).max(241.0))
        .default_size(beside.width.unwrap_or(size::ASIDE))
        .frame(frame);
    let shown = panel.show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let mut inner = ui.new_child(UiBuilder::new().max_rect(room));
        content_ui(&mut inner, beside, actions);
        ui.advance_cursor_after_rect(room);
    });
    shown.response.rect.width().round()
}

fn content_ui(ui: &mut Ui, beside: Beside<'_>, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let (aside, core, scene) = (beside.aside, beside.core, beside.check);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.horizontal(|ui| {
        label(ui, aside.command().label(), font::DIALOG, theme.ink);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let command = aside.command();
            if icon_button(ui, icons::X, "Close the panel", &command.key_caps(), true).clicked() {
                actions.command(command);
            }
            if aside == SidePanel::Guidelines {
                ui.add_space(4.0);
                guidelines::title_ui(ui, core, scene.editable, actions);
            }
        });
    });
    ui.add_space(8.0);
    match aside {
        SidePanel::Guidelines => guide_ui(ui, scene.project, core, beside.guide, scene.editable, actions),
        SidePanel::Check => check_ui(ui, &scene, actions),
    }
}
