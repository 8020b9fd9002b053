//! What can be done with the selected articles.

use eframe::egui::Ui;

use super::{Msg, State};
use crate::model::ReviewerId;
use crate::session::Session;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button, icon_button};
use crate::ui::kit::drop_down::{list, option};
use crate::ui::kit::icons;
use crate::ui::kit::text::{label, tip};
use crate::ui::kit::theme::{Theme, font};

/// Draws the number of selected articles and the buttons for them, in a line; all of them where it is wide.
pub(super) fn selection_ui(ui: &mut Ui, core: &Core, state: &State, is_wide: bool, out: &mut Outbox<Msg>) {
    let editable = core.is_writable();
    let theme = Theme::from_ctx(ui.ctx());
    let words = fl!("claims-selected", count = state.chosen.len());
    label(ui, &words, font::LABEL_STRONG, theme.ink);
    ui.add_space(6.0);
    let details = button(ui, fl!("articles-details"), Weight::Plain, editable);
    if tip(details, &Command::ArticleDetails.tooltip()).clicked() {
        out.send(Msg::EditMany);
    }
    if is_wide && let Some(session) = &core.session {
        assign_ui(ui, session, state, editable, out);
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

/// The list of reviewers: a click assigns the selected articles to one, or takes them back where all of them are theirs.
fn assign_ui(ui: &mut Ui, session: &Session, state: &State, editable: bool, out: &mut Outbox<Msg>) {
    let response = button(ui, fl!("articles-assign"), Weight::Plain, editable);
    list(&response, 240.0, |ui| {
        let theme = Theme::from_ctx(ui.ctx());
        label(ui, fl!("articles-assign-hint"), font::SMALL, theme.soft);
        ui.add_space(4.0);
        let (project, who) = (session.project(), session.who());
        let mut reviewers: Vec<(&ReviewerId, &str)> = project
            .reviewers()
            .keys()
            .map(|id| (id, project.reviewer_label(id)))
            .collect();
        // Whoever opens a new project has not left a trace in it yet.
        if !reviewers
            .iter()
            .any(|(id, name)| **id == who.id || *name == who.name)
        {
            reviewers.push((&who.id, &who.name));
        }
        for (reviewer, name) in reviewers {
            let articles = state.chosen.iter().filter_map(|id| project.article(id));
            let theirs = articles.filter(|article| article.metadata.assigned.contains_key(reviewer));
            let theirs = theirs.count();
            let are_all = theirs == state.chosen.len();
            if option(ui, name, None, (theirs > 0).then_some(theirs), are_all) {
                out.send(Msg::Assign {
                    reviewer: reviewer.clone(),
                    back: are_all,
                });
            }
        }
    });
}
