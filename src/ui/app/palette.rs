//! The palette: any command, article or speaker by a few letters.

use eframe::egui::{Align2, Key, Modifiers, Pos2, ScrollArea, Ui, Vec2};

use super::message::Message;
use super::possible::is_possible;
use super::state::Slices;
use crate::model::{ArticleId, SpeakerId};
use crate::text::fold::matches_words;
use crate::ui::bus::command::{Command, ENTRIES};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::claims;
use crate::ui::kit::button::{icon_at, row};
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::text::{line_at, swatch_at, text_at, wrapped};
use crate::ui::kit::theme::{Theme, font};

const SHOWN: usize = 40;

/// What was typed into the palette.
#[derive(Debug, Default)]
pub struct Palette {
    /// What was typed.
    pub query: String,
    /// Which row is chosen.
    pub row: usize,
}

/// Something the palette found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A command.
    Command(Command),
    /// An article with its title.
    Article(ArticleId, String),
    /// A speaker with name and place on the palette.
    Speaker(SpeakerId, String, usize),
}

/// What matches the query, the best first: commands that are possible now, articles, speakers.
pub fn find(core: &Core, claims: &claims::State, query: &str) -> Vec<Found> {
    let query = query.trim();
    let project = core.project();
    let mut found: Vec<(u32, u8, Found)> = Vec::new();
    for entry in ENTRIES
        .iter()
        .filter(|entry| is_possible(entry.command, core, claims))
    {
        if entry.command == Command::Palette {
            continue;
        }
        if let Some(score) = scored(query, entry.command.label()) {
            found.push((score, 2, Found::Command(entry.command)));
        }
    }
    if let Some(project) = project.filter(|_| !query.is_empty()) {
        for (id, article) in project.articles() {
            if let Some(score) = scored(query, &article.metadata.title) {
                found.push((
                    score,
                    1,
                    Found::Article(id.clone(), article.metadata.title.clone()),
                ));
            }
        }
        for (id, speaker) in project.speakers() {
            if let Some(score) = speaker.names().filter_map(|name| scored(query, name)).max() {
                found.push((
                    score,
                    0,
                    Found::Speaker(id.clone(), speaker.name.clone(), speaker.color),
                ));
            }
        }
    }
    // A stable sort keeps the order of the lists among equals.
    if !query.is_empty() {
        found.sort_by_key(|(score, kind, _)| std::cmp::Reverse((*score, *kind)));
    }
    found.into_iter().take(SHOWN).map(|(_, _, found)| found).collect()
}

fn scored(query: &str, candidate: &str) -> Option<u32> {
    if query.is_empty() {
        Some(0)
    } else {
        matches_words(query, candidate)
    }
}

fn request_of(found: &Found) -> Request {
    match found {
        Found::Command(command) => Request::Command(*command),
        Found::Article(id, _) => Request::ShowArticle(id.clone()),
        Found::Speaker(id, ..) => Request::EditSpeaker(Some(id.clone())),
    }
}

/// Draws the field and what it finds.
pub fn palette_ui(ui: &mut Ui, core: &Core, slices: &Slices, out: &mut Outbox<Message>) {
    let Palette { query, row } = &slices.palette;
    let theme = Theme::from_ctx(ui.ctx());
    let found = find(core, &slices.claims, query);
    let last = found.len().saturating_sub(1);
    let at = (*row).min(last);
    let mut next = (query.clone(), at);
    ui.ctx().input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            next.1 = (at + 1).min(last);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            next.1 = at.saturating_sub(1);
        }
    });
    let field = Field::new("palette", query)
        .name("Search or run a command")
        .hint("Search, or run a command…")
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    if let Some(text) = field.changed {
        next = (text, 0);
    }
    let mut run = field.submitted.then_some(at);
    ui.add_space(6.0);
    if found.is_empty() {
        wrapped(
            ui,
            "Nothing of that name: no command, article or speaker",
            font::LABEL,
            theme.soft,
        );
    }
    ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        for (place, found) in found.iter().enumerate() {
            let response = found_ui(ui, found, place == at);
            if response.clicked() {
                run = Some(place);
            }
            if place == next.1 && next.1 != at {
                response.scroll_to_me(None);
            }
        }
    });
    match run.and_then(|place| found.get(place)) {
        Some(found) => {
            out.request(Request::CloseDialog);
            out.request(request_of(found));
        }
        None if next != (query.clone(), at) => {
            let (query, row) = next;
            out.send(Message::Palette(query, row));
        }
        None => {}
    }
}

fn found_ui(ui: &mut Ui, found: &Found, chosen: bool) -> eframe::egui::Response {
    let theme = Theme::from_ctx(ui.ctx());
    let (words, caps) = match found {
        Found::Command(command) => (command.label(), command.key_caps()),
        Found::Article(_, title) => (title.as_str(), "article".to_owned()),
        Found::Speaker(_, name, _) => (name.as_str(), "speaker".to_owned()),
    };
    let (rect, response) = row(ui, 30.0, chosen, words);
    let y = rect.center().y;
    let mark = Pos2::new(rect.left() + 18.0, y);
    match found {
        Found::Command(_) => icon_at(ui.painter(), mark, icons::COMMAND, 15.0, theme.soft),
        Found::Article(..) => icon_at(ui.painter(), mark, icons::ARTICLE, 15.0, theme.soft),
        Found::Speaker(_, _, color) => swatch_at(ui.painter(), mark, Some(theme.speaker(*color))),
    }
    let left = mark + Vec2::new(18.0, 0.0);
    let room = rect.right() - 120.0 - left.x;
    line_at(ui.painter(), left, words, font::BODY, theme.ink, room);
    let right = Pos2::new(rect.right() - 10.0, y);
    text_at(
        ui.painter(),
        right,
        Align2::RIGHT_CENTER,
        &caps,
        font::SMALL,
        theme.soft,
        110.0,
    );
    response
}
