//! What can be done with the selected articles.

use eframe::egui::Ui;

use super::{Msg, State};
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button};
use crate::ui::kit::icons;
use crate::ui::kit::text::{label, tip};
use crate::ui::kit::theme::{Theme, font};

/// Draws the number of selected articles and the buttons for them, in a line.
pub(super) fn selection_ui(ui: &mut Ui, state: &State, editable: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let words = fl!("claims-selected", count = state.chosen.len());
    label(ui, &words, font::LABEL_STRONG, theme.ink);
    ui.add_space(6.0);
    let details = button(ui, fl!("articles-details"), Weight::Plain, editable);
    if tip(details, &Command::ArticleDetails.tooltip()).clicked() {
        out.send(Msg::EditMany);
    }
    for (command, icon) in [
        (Command::ToggleDone, icons::CHECK_CIRCLE),
        (Command::RemoveArticle, icons::TRASH),
    ] {
        if icon_button(ui, icon, command.label(), &command.key_caps(), editable).clicked() {
            out.command(command);
        }
    }
    if icon_button(ui, icons::X, fl!("articles-deselect"), "Esc", true).clicked() {
        out.send(Msg::ChooseAll(false));
    }
}
