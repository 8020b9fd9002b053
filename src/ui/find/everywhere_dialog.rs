//! Words looked for in all articles: a field, and every hit with what stands around it. Searching is
//! `update`'s business.

use eframe::egui::{Align, Key, Layout, Modifiers, Pos2, Rect, ScrollArea, Ui, UiBuilder, Vec2};

use super::Msg;
use super::bar::how_ui;
use super::state::{Everywhere, FoundEverywhere};
use crate::model::Project;
use crate::session::searching::HitInContext;
use crate::typeset::Direction;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::row;
use crate::ui::kit::field::Field;
use crate::ui::kit::pen::{Fit, Pen};
use crate::ui::kit::text::{wrapped, wrapped_at};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::words;

/// The height of a row.
const ROW: f32 = 48.0;
/// The height of the list.
const LIST: f32 = 440.0;

/// What is said about the search: how much was found, or why nothing is.
pub fn told(found: &FoundEverywhere, typed: &str) -> String {
    let findings = &found.findings;
    if let Some(complaint) = &found.complaint {
        return complaint.to_string();
    }
    let hits = match findings.count {
        1 => "1 match".to_owned(),
        count => format!("{} matches", words::grouped(count)),
    };
    let articles = words::count(findings.articles, "article", "articles");
    match (typed.is_empty(), findings.count, found.searching) {
        (true, ..) => "Type what to look for in the texts of all articles".to_owned(),
        (_, 0, true) => "Looking…".to_owned(),
        (_, 0, false) => "No article has these words".to_owned(),
        _ if findings.enough => format!("{hits} in {articles}, and there are more"),
        (_, _, true) => format!("{hits} in {articles} so far…"),
        (_, _, false) => format!("{hits} in {articles}"),
    }
}

/// Draws the field and what was found.
pub fn everywhere_ui(ui: &mut Ui, project: Option<&Project>, everywhere: &Everywhere, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Everywhere {
        words: typed,
        row,
        found,
        ..
    } = everywhere;
    let hits = &found.findings.hits;
    let last = hits.len().saturating_sub(1);
    let at = (*row).min(last);
    let mut next = (typed.clone(), stepped(ui, at, last));
    let mut go = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ui.available_width() - 3.0 * 30.0;
        let field = ui.allocate_ui_with_layout(
            Vec2::new(width, size::CONTROL),
            Layout::top_down(Align::Min),
            |ui| {
                Field::new("find everywhere", typed)
                    .name("Find in all articles")
                    .hint("Find in all articles…")
                    .emphasised(true)
                    .focus(true)
                    .show(ui)
            },
        );
        let field = field.inner;
        if let Some(text) = field.changed {
            next = (text, 0);
        }
        go = field.submitted.then_some(at);
        how_ui(ui, found.how, out);
    });
    ui.add_space(8.0);
    let color = if found.complaint.is_some() {
        theme.rejected
    } else {
        theme.soft
    };
    wrapped(ui, &told(found, typed), font::LABEL, color);
    ui.add_space(6.0);
    if !hits.is_empty() {
        let scroll = (next.1 != at).then_some(next.1);
        go = hits_ui(ui, project, hits, at, scroll).or(go);
    }
    match go.and_then(|place| hits.get(place)) {
        Some(hit) => out.send(Msg::GoToHit {
            article: hit.article.clone(),
            hit: hit.span,
            words: typed.clone(),
        }),
        None if next != (typed.clone(), at) => {
            let (words, row) = next;
            out.send(Msg::Everywhere { words, row });
        }
        None => {}
    }
}

/// Takes the keys that go from hit to hit.
fn stepped(ui: &Ui, at: usize, last: usize) -> usize {
    let page = (LIST / ROW) as usize;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut next = at;
    for (key, to) in [
        (Key::ArrowDown, at + 1),
        (Key::ArrowUp, at.saturating_sub(1)),
        (Key::PageDown, at + page),
        (Key::PageUp, at.saturating_sub(page)),
    ] {
        if pressed(key) {
            next = to.min(last);
        }
    }
    next
}

/// Draws the hits that are in view. Returns the place of one that was clicked.
fn hits_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    hits: &[HitInContext],
    at: usize,
    scroll: Option<usize>,
) -> Option<usize> {
    let mut clicked = None;
    let room = (ui.ctx().content_rect().height() - 240.0).clamp(ROW * 2.0, LIST);
    ScrollArea::vertical()
        .max_height(room)
        // A dialog gives no room of itself; it grows with what is in it.
        .min_scrolled_height(room.min(hits.len() as f32 * ROW))
        .show_viewport(ui, |ui, viewport| {
            let width = ui.available_width();
            ui.set_height(hits.len() as f32 * ROW);
            ui.set_min_width(width);
            let corner = ui.max_rect().min;
            let place = |row: usize| {
                let top = corner + Vec2::new(0.0, row as f32 * ROW);
                Rect::from_min_size(top, Vec2::new(width, ROW))
            };
            if let Some(row) = scroll {
                ui.scroll_to_rect(place(row), None);
            }
            let first = (viewport.min.y / ROW).max(0.0) as usize;
            let shown = hits.iter().enumerate().skip(first);
            for (index, hit) in shown.take((viewport.height() / ROW) as usize + 2) {
                let at_row = UiBuilder::new().max_rect(place(index)).id_salt(index);
                ui.scope_builder(at_row, |ui| {
                    if hit_ui(ui, project, hit, index == at) {
                        clicked = Some(index);
                    }
                });
            }
        });
    clicked
}

/// A hit as a row: the words around it, and below them the article. Returns whether it was clicked.
fn hit_ui(ui: &mut Ui, project: Option<&Project>, hit: &HitInContext, chosen: bool) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let title = project
        .and_then(|project| project.article(&hit.article))
        .map_or("", |article| article.metadata.title.as_str());
    let (rect, response) = row(ui, ROW - 2.0, chosen, &format!("{}: {title}", hit.line));
    let width = rect.width() - 20.0;
    let left = rect.left() + 10.0;
    let pen = Pen::from_ctx(ui.ctx());
    let mut pen = pen.lock();
    let line = pen.set(&hit.line, font::BODY, Fit::Clamp(width, 1), Direction::Auto);
    let corner = Pos2::new(left, rect.top() + 4.0);
    line.paragraph.rects(hit.within, |words, number| {
        if number == 0 {
            let min = corner + Vec2::new(words.x, words.y);
            let tint = Rect::from_min_size(min, Vec2::new(words.w, words.h));
            ui.painter().rect_filled(tint.intersect(rect), 2.0, theme.found);
        }
    });
    pen.paint(ui.painter(), corner, &line, theme.ink);
    drop(pen);
    let below = Pos2::new(left, rect.bottom() - 21.0);
    wrapped_at(ui.painter(), below, title, font::SMALL, theme.soft, width, 1);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::searching::Findings;

    #[test]
    fn what_was_found_is_told_while_and_after_looking() {
        let mut found = FoundEverywhere {
            searching: true,
            ..FoundEverywhere::default()
        };
        assert!(told(&found, "").starts_with("Type what"));
        assert_eq!(told(&found, "x"), "Looking…");
        found.findings = Findings {
            count: 1234,
            articles: 1,
            ..Findings::default()
        };
        assert_eq!(told(&found, "x"), "1,234 matches in 1 article so far…");
        found.searching = false;
        assert_eq!(told(&found, "x"), "1,234 matches in 1 article");
        found.findings.enough = true;
        assert_eq!(
            told(&found, "x"),
            "1,234 matches in 1 article, and there are more"
        );
    }
}
