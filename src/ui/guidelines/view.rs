//! Draws the guidelines panel.

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use super::Msg;
use super::page::blocks_ui;
use super::state::State;
use crate::model::Project;
use crate::ui::bus::core::Core;
use crate::ui::bus::draft::{Draft, DraftOf};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button, link};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, measure, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

/// The focus name of the search field.
pub(super) const SEARCH: &str = "search guidelines";
/// The focus name of the editor.
pub(super) const SOURCE: &str = "guidelines";

/// Draws the panel's content below its title.
pub fn guide_ui(ui: &mut Ui, project: &Project, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let known = project.head().guidelines.as_str();
    if state.writing {
        writing_ui(ui, core, known, out);
        return;
    }
    if known.trim().is_empty() {
        empty_ui(ui, core.is_writable(), out);
        return;
    }
    search_ui(ui, core, state, out);
    ui.add_space(10.0);
    ScrollArea::vertical()
        .id_salt("guidelines page")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            // Room for the bar that scrolls.
            ui.set_max_width(ui.available_width() - 10.0);
            let _elsewhere = blocks_ui(ui, &state.page.blocks, &state.page.hits, state.hit, state.reveal);
        });
}

fn search_ui(ui: &mut Ui, core: &Core, state: &State, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let told = match state.page.found() {
        _ if state.query.trim().is_empty() => String::new(),
        0 => fl!("guidelines-no-matches").to_owned(),
        count => {
            let number = state.hit.min(count - 1) + 1;
            fl!("guidelines-match", number = number, count = count)
        }
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let counted = measure(ui, &told, font::SMALL, Fit::Free).x;
        let room = ui.available_width() - if told.is_empty() { 0.0 } else { counted + 8.0 };
        let field = ui
            .scope(|ui| {
                ui.set_max_width(room);
                Field::new(SEARCH, &state.query)
                    .name(fl!("guidelines-search"))
                    .hint(fl!("guidelines-search-hint"))
                    .focus(core.focus == Some(SEARCH))
                    .show(ui)
            })
            .inner;
        if let Some(query) = field.changed {
            out.send(Msg::Search(query));
        }
        if field.submitted {
            let back = ui.input(|input| input.modifiers.shift);
            out.send(Msg::Step(!back));
        }
        if !told.is_empty() {
            label(ui, &told, font::SMALL, theme.soft);
        }
    });
}

fn writing_ui(ui: &mut Ui, core: &Core, known: &str, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    wrapped(ui, fl!("guidelines-markdown"), font::SMALL, theme.soft);
    ui.add_space(8.0);
    let draft = core
        .draft
        .as_ref()
        .filter(|draft| draft.about == DraftOf::Guidelines);
    let text = draft.map_or(known, |draft| draft.text.as_str());
    let height = ui.available_height();
    ScrollArea::vertical()
        .id_salt("guidelines source")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 10.0);
            // As tall as its text: the panel scrolls, not the field.
            let wrap = Fit::Wrap((ui.available_width() - 18.0).max(60.0));
            let tall = measure(ui, text, font::BODY, wrap).y + 3.0 * font::BODY.line_height;
            let rows = (tall.max(height - 24.0) / font::BODY.line_height).ceil();
            let field = Field::new(SOURCE, text)
                .name(fl!("guidelines-source"))
                .hint(fl!("guidelines-source-hint"))
                .rows(rows.max(6.0) as usize)
                .focus(core.focus == Some(SOURCE))
                .show(ui);
            if let Some(text) = field.changed {
                out.request(Request::Draft(Draft {
                    about: DraftOf::Guidelines,
                    text,
                }));
            }
            if field.done {
                out.request(Request::CommitDraft);
            }
        });
}

fn empty_ui(ui: &mut Ui, editable: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("guidelines-none"), font::DIALOG, theme.ink);
    ui.add_space(4.0);
    wrapped(ui, fl!("guidelines-none-explained"), font::LABEL, theme.soft);
    if !editable {
        return;
    }
    ui.add_space(12.0);
    if button(ui, fl!("guidelines-insert-default"), Weight::Primary, true).clicked() {
        out.send(Msg::TakeDefault);
    }
    ui.add_space(8.0);
    if link(ui, fl!("guidelines-write"), font::LABEL).clicked() {
        out.send(Msg::Write(true));
    }
}

/// Draws the way to edit them, and back, into the panel's title.
pub fn title_ui(ui: &mut Ui, state: &State, out: &mut Outbox<Msg>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let (words, write) = if state.writing {
            (fl!("guidelines-done"), false)
        } else {
            (fl!("guidelines-edit"), true)
        };
        if link(ui, words, font::LABEL).clicked() {
            out.send(Msg::Write(write));
        }
    });
}
