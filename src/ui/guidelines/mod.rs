//! The project's guidelines beside the article: read, searched, and written in Markdown. How Markdown
//! is understood is in `markdown`, how its blocks look in `page`.

pub mod markdown;
mod page;
pub mod update;

use eframe::egui::{Align, Layout, ScrollArea, Ui};

use crate::model::Project;
use crate::search::{Query, find};
use crate::ui::app::message::{Action, Actions};
use crate::ui::bus::core::Core;
use crate::ui::bus::draft::{Draft, DraftOf};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button, link};
use crate::ui::kit::field::Field;
use crate::ui::kit::pen::Fit;
use crate::ui::kit::text::{label, measure, wrapped};
use crate::ui::kit::theme::{Theme, font};
use markdown::{Block, blocks};
use page::{Hits, blocks_ui};

/// The name of the field that searches, for giving it the keyboard.
pub const SEARCH: &str = "search guidelines";
/// The name of the field they are written in.
const SOURCE: &str = "guidelines";

/// What the panel shows: plain data, changed by `run` alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideView {
    /// What is searched for.
    pub query: String,
    /// Which of the hits is the current one.
    pub hit: usize,
    /// Whether the current hit is to be scrolled to.
    pub reveal: bool,
    /// Whether they are being written.
    pub writing: bool,
}

/// Something the user asked of the guidelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideAction {
    /// Searches them.
    Search(String),
    /// Goes to the next hit, or to the one before.
    Step(bool),
    /// Begins or ends writing.
    Write(bool),
    /// Takes the text that new projects start with.
    TakeDefault,
}

/// The guidelines as they were last read.
#[derive(Debug, Default)]
pub struct Guide {
    source: String,
    blocks: Vec<Block>,
    searched: String,
    hits: Hits,
}

impl Guide {
    /// Reads and searches them again where they, or what is searched for, changed.
    pub fn update(&mut self, source: &str, query: &str) {
        let changed = self.source != source;
        if changed {
            source.clone_into(&mut self.source);
            self.blocks = blocks(source);
        }
        if changed || self.searched != query {
            query.clone_into(&mut self.searched);
            let query = Query {
                words: query.trim().to_owned(),
                ..Query::default()
            };
            let found = self
                .blocks
                .iter()
                .enumerate()
                .flat_map(|(at, block)| {
                    let found = find(&block.text, &query).unwrap_or_default();
                    found.into_iter().map(move |span| (at, span))
                })
                .collect();
            self.hits.all = found;
        }
    }

    /// How many places were found.
    pub fn found(&self) -> usize {
        self.hits.all.len()
    }
}

/// Draws the panel's content below its title.
pub fn guide_ui(
    ui: &mut Ui,
    project: &Project,
    core: &Core,
    guide: &mut Guide,
    editable: bool,
    actions: &mut Actions,
) {
    let known = project.head().guidelines.as_str();
    if core.guide.writing {
        writing_ui(ui, core, known, actions);
        return;
    }
    guide.update(known, &core.guide.query);
    guide.hits.current = core.guide.hit;
    if known.trim().is_empty() {
        empty_ui(ui, editable, actions);
        return;
    }
    search_ui(ui, core, guide, actions);
    ui.add_space(10.0);
    ScrollArea::vertical()
        .id_salt("guidelines page")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            // Room for the bar that scrolls.
            ui.set_max_width(ui.available_width() - 10.0);
            blocks_ui(ui, &guide.blocks, &guide.hits, core.guide.reveal);
        });
}

fn search_ui(ui: &mut Ui, core: &Core, guide: &Guide, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let told = match (core.guide.query.trim().is_empty(), guide.found()) {
        (true, _) => String::new(),
        (false, 0) => "no match".to_owned(),
        (false, all) => format!("{} of {all}", core.guide.hit.min(all - 1) + 1),
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let counted = measure(ui, &told, font::SMALL, Fit::Free).x;
        let room = ui.available_width() - if told.is_empty() { 0.0 } else { counted + 8.0 };
        let field = ui
            .scope(|ui| {
                ui.set_max_width(room);
                Field::new(SEARCH, &core.guide.query)
                    .name("Search the guidelines")
                    .hint("Search…")
                    .focus(core.focus == Some(SEARCH))
                    .show(ui)
            })
            .inner;
        if let Some(query) = field.changed {
            actions.send(Action::Guide(GuideAction::Search(query)));
        }
        if field.submitted {
            let back = ui.input(|input| input.modifiers.shift);
            actions.send(Action::Guide(GuideAction::Step(!back)));
        }
        if !told.is_empty() {
            label(ui, &told, font::SMALL, theme.soft);
        }
    });
}

fn writing_ui(ui: &mut Ui, core: &Core, known: &str, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let help =
        "In Markdown: # heading, - item, **strong**, *stressed*, > quotation, `code`, [words](address)";
    wrapped(ui, help, font::SMALL, theme.soft);
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
            // As tall as its text, so that it is the panel that scrolls.
            let wrap = Fit::Wrap((ui.available_width() - 18.0).max(60.0));
            let tall = measure(ui, text, font::BODY, wrap).y + 3.0 * font::BODY.line_height;
            let rows = (tall.max(height - 24.0) / font::BODY.line_height).ceil();
            let field = Field::new(SOURCE, text)
                .name("Guidelines in Markdown")
                .hint("# What is a claim here")
                .rows(rows.max(6.0) as usize)
                .focus(core.focus == Some(SOURCE))
                .show(ui);
            if let Some(text) = field.changed {
                actions.request(Request::Draft(Draft {
                    about: DraftOf::Guidelines,
                    text,
                }));
            }
            if field.done {
                actions.request(Request::CommitDraft);
            }
        });
}

fn empty_ui(ui: &mut Ui, editable: bool, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    label(ui, "No guidelines yet", font::DIALOG, theme.ink);
    ui.add_space(4.0);
    let told = "They say how claims are marked in this project, so that everybody marks alike.";
    wrapped(ui, told, font::LABEL, theme.soft);
    if !editable {
        return;
    }
    ui.add_space(12.0);
    if button(ui, "Start with the usual rules", Weight::Primary, true).clicked() {
        actions.send(Action::Guide(GuideAction::TakeDefault));
    }
    ui.add_space(8.0);
    if link(ui, "Write your own…", font::LABEL).clicked() {
        actions.send(Action::Guide(GuideAction::Write(true)));
    }
}

/// What stands in the panel's title: the way to write them and back.
pub fn title_ui(ui: &mut Ui, core: &Core, editable: bool, actions: &mut Actions) {
    if !editable {
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let (words, write) = match core.guide.writing {
            true => ("Done", false),
            false => ("Edit", true),
        };
        if link(ui, words, font::LABEL).clicked() {
            actions.send(Action::Guide(GuideAction::Write(write)));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_case_and_not_in_the_signs_of_markdown() {
        let mut guide = Guide::default();
        guide.update("# Claims\n\nA **claim** is said. *Claims* may nest.", "claim");
        assert_eq!(guide.found(), 3);
        guide.update("# Claims\n\nA **claim** is said. *Claims* may nest.", "**");
        assert_eq!(guide.found(), 0);
        guide.update("ما هو الادّعاء", "الادعاء");
        assert_eq!(guide.found(), 1);
        guide.update("ما هو الادّعاء", "");
        assert_eq!(guide.found(), 0);
    }
}
