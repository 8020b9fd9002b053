//! The command palette: any command, article or speaker by a few letters of its name.

use eframe::egui::{Response, ScrollArea, Ui};

use super::message::Message;
use super::possible::is_possible;
use super::state::Slices;
use crate::model::{ArticleId, SpeakerId};
use crate::text::fold::matches_words;
use crate::ui::bus::command::{Command, ENTRIES, Needs};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::step_below_field;
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font};

/// So many rows are listed.
const MAX_ROWS: usize = 40;
/// So many rows the page keys go over.
const PAGE: usize = 12;

/// What was typed into the palette.
#[derive(Debug, Default)]
pub struct Palette {
    /// What was typed.
    pub query: String,
    /// Which row is selected.
    pub row: usize,
}

/// Something the palette found.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PaletteEntry {
    /// A command.
    Command(Command),
    /// A command that is not possible now.
    Impossible(Command),
    /// An article with its title.
    Article(ArticleId, String),
    /// A speaker with name and place on the palette.
    Speaker(SpeakerId, String, usize),
}

/// What matches the query, the best first: commands that are possible now, articles, speakers. Last, if something was typed,
/// the commands that are not possible, so that nobody looks for them in vain.
pub(super) fn find(core: &Core, slices: &Slices, query: &str) -> Vec<PaletteEntry> {
    let query = query.trim();
    let project = core.project();
    let mut found: Vec<(u32, u8, PaletteEntry)> = Vec::new();
    let mut impossible: Vec<(u32, Command)> = Vec::new();
    let commands = ENTRIES.iter().map(|entry| entry.command);
    for command in commands.filter(|command| *command != Command::Palette) {
        let Some(score) = scored(query, &core.label_of(command)) else {
            continue;
        };
        if is_possible(command, core, slices) {
            found.push((score, 2, PaletteEntry::Command(command)));
        } else if !query.is_empty() {
            impossible.push((score, command));
        }
    }
    impossible.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    if let Some(project) = project.filter(|_| !query.is_empty()) {
        for (id, article) in project.articles() {
            let title = &article.metadata.title;
            if let Some(score) = scored(query, title) {
                found.push((score, 1, PaletteEntry::Article(id.clone(), title.clone())));
            }
        }
        for (id, speaker) in project.speakers() {
            if let Some(score) = speaker.names().filter_map(|name| scored(query, name)).max() {
                let entry =
                    PaletteEntry::Speaker(id.clone(), project.speaker_label(id).to_owned(), speaker.color);
                found.push((score, 0, entry));
            }
        }
    }
    // A stable sort keeps the order of the lists among equals.
    if !query.is_empty() {
        found.sort_by_key(|(score, kind, _)| std::cmp::Reverse((*score, *kind)));
    }
    let impossible = impossible
        .into_iter()
        .map(|(_, command)| PaletteEntry::Impossible(command));
    found
        .into_iter()
        .map(|(_, _, found)| found)
        .chain(impossible)
        .take(MAX_ROWS)
        .collect()
}

/// What a command that is not possible now waits for.
fn missing(command: Command, core: &Core) -> &'static str {
    let (has_claim, has_words) = (core.place.claim.is_some(), core.place.words().is_some());
    match command.entry().needs {
        Needs::Project | Needs::Article if core.session.is_none() => fl!("palette-needs-project"),
        Needs::Claim | Needs::WordsAndClaim if !has_claim => fl!("palette-needs-claim"),
        Needs::Words | Needs::WordsAndClaim | Needs::WordsOrClaim if !has_words => fl!("palette-needs-words"),
        _ => fl!("palette-needs-workspace"),
    }
}

fn scored(query: &str, candidate: &str) -> Option<u32> {
    if query.is_empty() {
        Some(0)
    } else {
        matches_words(query, candidate)
    }
}

fn request_of(found: &PaletteEntry) -> Option<Request> {
    match found {
        PaletteEntry::Command(command) => Some(Request::Command(*command)),
        PaletteEntry::Impossible(_) => None,
        PaletteEntry::Article(id, _) => Some(Request::ShowArticle(id.clone())),
        PaletteEntry::Speaker(id, ..) => Some(Request::EditSpeaker(Some(id.clone()))),
    }
}

/// Draws the field and what it finds.
pub(super) fn palette_ui(ui: &mut Ui, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let Palette { query, row } = &slices.palette;
    let theme = Theme::from_ctx(ui.ctx());
    let found = find(core, slices, query);
    let at = (*row).min(found.len().saturating_sub(1));
    let step = step_below_field(ui, at, found.len(), PAGE);
    let mut next = (query.clone(), step.unwrap_or(at));
    let field = Field::new("palette", query)
        .name(fl!("palette-search"))
        .hint(fl!("palette-search.hint"))
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    if let Some(text) = field.changed {
        next = (text, 0);
    }
    let mut run = field.submitted.then_some(at);
    ui.add_space(6.0);
    if found.is_empty() {
        wrapped(ui, fl!("palette-no-match"), font::LABEL, theme.soft);
    }
    ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (place, found) in found.iter().enumerate() {
            let response = found_ui(ui, core, found, place == at);
            if response.clicked() {
                run = Some(place);
            }
            if place == next.1 && next.1 != at {
                response.scroll_to_me(None);
            }
        }
    });
    match run.and_then(|place| request_of(found.get(place)?)) {
        Some(request) => {
            out.request(Request::CloseDialog);
            out.request(request);
        }
        None if next != (query.clone(), at) => {
            let (query, row) = next;
            out.send(Message::Palette(query, row));
        }
        None => {}
    }
}

fn found_ui(ui: &mut Ui, core: &Core, found: &PaletteEntry, chosen: bool) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    let (words, caps) = match found {
        PaletteEntry::Command(command) => (core.label_of(*command), command.key_caps()),
        PaletteEntry::Impossible(command) => (core.label_of(*command), missing(*command, core).to_owned()),
        PaletteEntry::Article(_, title) => (title.as_str().into(), fl!("palette-article").to_owned()),
        PaletteEntry::Speaker(_, name, _) => (name.as_str().into(), fl!("palette-speaker").to_owned()),
    };
    let mut row = ListRow::new(&words).height(30.0).selected(chosen).show(ui);
    match found {
        PaletteEntry::Command(_) => row.icon(icons::CARET_RIGHT, 13.0, theme.soft),
        PaletteEntry::Impossible(_) => row.icon(icons::CARET_RIGHT, 13.0, theme.faint),
        PaletteEntry::Article(..) => row.icon(icons::ARTICLE, 15.0, theme.soft),
        PaletteEntry::Speaker(_, _, color) => row.swatch(Some(theme.speaker(*color))),
    }
    row.trailing(&caps, font::SMALL, theme.soft);
    let is_possible = !matches!(found, PaletteEntry::Impossible(_));
    row.title(
        &words,
        font::BODY,
        if is_possible { theme.ink } else { theme.soft },
    );
    row.finish()
}
