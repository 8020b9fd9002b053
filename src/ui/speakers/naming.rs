//! Naming the speakers of claims that came with their sources only: equal mentions in one table, named in one step.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Align2, Pos2, Rect, ScrollArea, Sense, Ui, UiBuilder, Vec2, pos2};

use super::Msg;
use crate::model::ops::attribution::SpeakerChoice;
use crate::model::ops::naming::Naming;
use crate::model::{Anchor, ClaimRef, Project, Speaker, SpeakerKind};
use crate::session::ids;
use crate::suggest::alias;
use crate::text::fold::fold;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::choice::tick_at;
use crate::ui::kit::dialog::{foot_ui, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::{label, left_text_at, text_at};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;
use crate::ui::speaker_picker::is_unnamed;

/// The height of a row, in points.
const ROW_HEIGHT: f32 = 38.0;
/// The most that the table takes of the dialog.
const MAX_HEIGHT: f32 = 380.0;

/// Mentions of the same words, and who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamingRow {
    /// The words of the first mention.
    pub mention: String,
    /// The name that their speaker is to have.
    pub name: String,
    /// Whether they are to be named now.
    pub included: bool,
    /// Where they are mentioned: the claim, and the place of the link in its chain.
    pub links: Vec<(ClaimRef, usize)>,
}

/// The links that have a source and no speaker: equal mentions in one row, the most frequent first. A surname goes with the
/// one full name that ends with it.
pub(super) fn rows(project: &Project) -> Vec<NamingRow> {
    let mut rows: BTreeMap<String, NamingRow> = BTreeMap::new();
    for (article, id, claim) in project.claims() {
        let Some(text) = project.article(article).and_then(|it| it.text.as_deref()) else {
            continue;
        };
        for (at, link) in claim.voice.chain().iter().enumerate() {
            if !link.speakers.is_empty() || link.source.is_empty() {
                continue;
            }
            let mention = joined(&link.source);
            let name = tidy(text, &link.source).unwrap_or_else(|| mention.clone());
            let row = rows.entry(fold(&name)).or_insert_with(|| NamingRow {
                included: is_a_name(&name),
                mention,
                name,
                links: Vec::new(),
            });
            row.links.push(((article.clone(), id.clone()), at));
        }
    }
    let known = project
        .speakers()
        .values()
        .filter(|speaker| speaker.kind != SpeakerKind::Unnamed);
    let known: Vec<(String, &str)> = known
        .flat_map(|speaker| {
            speaker
                .names()
                .map(move |name| (fold(name), speaker.name.as_str()))
        })
        .collect();
    let mut full: Vec<(String, String)> = known
        .iter()
        .map(|(folded, name)| (folded.clone(), (*name).to_owned()))
        .collect();
    full.extend(
        rows.iter()
            .map(|(folded, row)| (folded.clone(), row.name.clone())),
    );
    for (folded, row) in &mut rows {
        if let Some((_, name)) = known.iter().find(|(known, _)| known == folded) {
            (*name).clone_into(&mut row.name);
        } else if let Some(name) = full_name(folded, &full) {
            name.clone_into(&mut row.name);
        }
    }
    let mut rows: Vec<NamingRow> = rows.into_values().collect();
    rows.sort_by_key(|row| (!row.included, std::cmp::Reverse(row.links.len())));
    rows
}

/// The only name of several words that ends with this one word.
fn full_name<'a>(word: &str, names: &'a [(String, String)]) -> Option<&'a str> {
    if word.contains(' ') {
        return None;
    }
    let ends = |folded: &str| folded.rsplit_once(' ').is_some_and(|(_, last)| last == word);
    let mut found: Vec<&str> = names
        .iter()
        .filter(|(folded, _)| ends(folded))
        .map(|(_, name)| name.as_str())
        .collect();
    found.dedup();
    match found.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Whether words name somebody, so that equal words mean the same speaker.
fn is_a_name(words: &str) -> bool {
    words
        .chars()
        .any(|letter| !letter.is_lowercase() && letter.is_alphabetic())
        && !is_unnamed(words)
}

fn joined(source: &[Anchor]) -> String {
    let words: Vec<&str> = source.iter().map(|anchor| anchor.words.trim()).collect();
    words.join(" ")
}

/// The tidy name that a mention of one piece has.
fn tidy(text: &str, source: &[Anchor]) -> Option<String> {
    let [mention] = source else { return None };
    let nobody = Speaker::named("", 0);
    alias(text, mention.span()?, &nobody, &BTreeMap::new())
}

/// The namings that the rows stand for, with ids for new speakers.
pub(super) fn namings(project: &Project, rows: &[NamingRow]) -> Vec<Naming> {
    let mut new = BTreeSet::new();
    let included = rows
        .iter()
        .filter(|row| row.included && !row.name.trim().is_empty());
    let mut namings = Vec::new();
    for row in included {
        let id = ids::speaker_id_beside(project, &new);
        new.insert(id.clone());
        let speaker = if is_unnamed(&row.name) {
            SpeakerChoice::Unnamed(id, row.name.clone())
        } else {
            SpeakerChoice::Named {
                id,
                name: row.name.clone(),
                kind: SpeakerKind::default(),
            }
        };
        namings.push(Naming {
            speaker,
            links: row.links.clone(),
        });
    }
    namings
}

/// Draws the table.
pub fn naming_ui(ui: &mut Ui, rows: &[NamingRow], out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    title_ui(ui, fl!("naming-title"), fl!("naming-explanation"));
    if rows.is_empty() {
        label(ui, fl!("naming-none"), font::BODY, theme.soft);
        ui.add_space(10.0);
    }
    let layout = RowLayout::Even(rows.len(), ROW_HEIGHT);
    let height = layout.height().min(MAX_HEIGHT);
    let list = ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height);
    layout.show(ui, list, None, |ui, at, rect| {
        if let Some(row) = rows.get(at) {
            row_ui(ui, at, row, rect, out);
        }
    });
    ui.add_space(8.0);
    let included = rows.iter().filter(|row| row.included);
    let claims: usize = included.map(|row| row.links.len()).sum();
    let words = fl!("naming-name", count = claims);
    if foot_ui(ui, &words, claims > 0, out) {
        out.request(Request::CloseDialog);
        out.send(Msg::NameSpeakers);
    }
}

fn row_ui(ui: &mut Ui, at: usize, row: &NamingRow, rect: Rect, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let id = ui.scope_id().with(("naming", at));
    let middle = rect.center().y;
    let tick = Rect::from_center_size(pos2(rect.left() + 12.0, middle), Vec2::splat(24.0));
    let ticked = ui.interact(tick, id, Sense::click());
    tick_at(ui, tick.center(), row.included, &ticked);
    let name = fl!("naming-include", words = row.mention.as_str());
    ticked.widget_info(|| {
        eframe::egui::WidgetInfo::selected(eframe::egui::Role::CheckBox, true, row.included, &name)
    });
    if ticked.clicked() {
        out.send(Msg::IncludeNaming(at, !row.included));
    }
    let left = tick.right() + 6.0;
    let half = (rect.width() - 40.0) / 2.0;
    let ink = if row.included { theme.ink } else { theme.soft };
    let at_words = pos2(left, middle);
    left_text_at(ui.painter(), at_words, &row.mention, font::BODY, ink, half - 44.0);
    let count = words::grouped(row.links.len());
    let right = Pos2::new(left + half - 8.0, middle);
    text_at(
        ui.painter(),
        right,
        Align2::RIGHT_CENTER,
        &count,
        font::SMALL,
        theme.soft,
        40.0,
    );
    let field = Rect::from_min_max(
        pos2(left + half, rect.top() + 4.0),
        pos2(rect.right() - 4.0, rect.bottom() - 4.0),
    );
    ui.scope_builder(UiBuilder::new().max_rect(field), |ui| {
        let key = format!("naming {at}");
        let name = fl!("naming-name-of", words = row.mention.as_str());
        let field = Field::new(&key, &row.name).name(&name).show(ui);
        if let Some(name) = field.changed {
            out.send(Msg::NamingName(at, name));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_means_the_only_full_name_that_ends_with_it() {
        let names = |names: &[&str]| -> Vec<(String, String)> {
            names
                .iter()
                .map(|name| (fold(name), (*name).to_owned()))
                .collect()
        };
        let two = names(&["Yahya Rasoul", "Nadia Karim"]);
        assert_eq!(full_name("rasoul", &two), Some("Yahya Rasoul"));
        assert_eq!(full_name("yahya", &two), None);
        let alike = names(&["Omar Karim", "Nadia Karim"]);
        assert_eq!(full_name("karim", &alike), None);
    }

    #[test]
    fn words_without_a_capital_name_nobody() {
        assert!(is_a_name("Yahya Rasoul") && is_a_name("الجيش"));
        assert!(!is_a_name("the spokesman") && !is_a_name("Two officials"));
    }
}
