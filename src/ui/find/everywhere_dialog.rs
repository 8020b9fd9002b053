//! The dialog that searches all articles: a field, and every match with the words around it.

use eframe::egui::{Align, Id, Layout, Pos2, Rect, ScrollArea, Ui, Vec2};

use super::Msg;
use super::bar::how_ui;
use super::state::{Everywhere, FoundEverywhere};
use crate::model::Project;
use crate::session::searching::HitInContext;
use crate::typeset::Direction;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::{RowLayout, step_below_field};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::text_painter::{Fit, TextPainter};
use crate::ui::kit::theme::{Theme, font, size};

/// The height of a row.
const ROW: f32 = 48.0;
/// The height of the list.
const LIST: f32 = 440.0;

/// What is said about the search: how much was found, or why nothing is.
pub(super) fn summary(found: &FoundEverywhere, typed: &str) -> String {
    let findings = &found.findings;
    if let Some(complaint) = &found.complaint {
        return complaint.to_string();
    }
    let matches = fl!("count-matches", count = findings.count);
    let articles = fl!("count-articles", count = findings.articles);
    match (typed.is_empty(), findings.count, found.searching) {
        (true, ..) => fl!("find-everywhere-empty").to_owned(),
        (_, 0, true) => fl!("find-searching").to_owned(),
        (_, 0, false) => fl!("find-everywhere-none").to_owned(),
        _ if findings.enough => fl!("find-first-in", matches = matches, articles = articles),
        (_, _, true) => fl!("find-in-so-far", matches = matches, articles = articles),
        (_, _, false) => fl!("find-in", matches = matches, articles = articles),
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
    let at = (*row).min(hits.len().saturating_sub(1));
    let step = step_below_field(ui, at, hits.len(), (LIST / ROW) as usize);
    let mut next = (typed.clone(), step.unwrap_or(at));
    let mut go = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = ui.available_width() - 3.0 * 30.0;
        let field = ui.allocate_ui_with_layout(
            Vec2::new(width, size::CONTROL),
            Layout::top_down(Align::Min),
            |ui| {
                Field::new("find everywhere", typed)
                    .name(fl!("find-everywhere"))
                    .hint(fl!("find-everywhere.hint"))
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
    wrapped(ui, &summary(found, typed), font::LABEL, color);
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

/// Draws the hits that are in view. Returns the place of one that was clicked.
fn hits_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    hits: &[HitInContext],
    at: usize,
    reveal: Option<usize>,
) -> Option<usize> {
    let mut clicked = None;
    let room = (ui.ctx().content_rect().height() - 240.0).clamp(ROW * 2.0, LIST);
    let layout = RowLayout::Even(hits.len(), ROW);
    let area = ScrollArea::vertical()
        .max_height(room)
        // A dialog gives no room of itself; it grows with what is in it.
        .min_scrolled_height(room.min(layout.height()));
    let id = ui.scope_id();
    layout.show(ui, area, reveal, |ui, index, rect| {
        if let Some(hit) = hits.get(index)
            && hit_ui(ui, project, hit, index == at, (rect, id.with(index)))
        {
            clicked = Some(index);
        }
    });
    clicked
}

/// A hit as a row: the words around it, and below them the article. Returns whether it was clicked.
fn hit_ui(
    ui: &Ui,
    project: Option<&Project>,
    hit: &HitInContext,
    chosen: bool,
    (mut rect, id): (Rect, Id),
) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let title = project
        .and_then(|project| project.article(&hit.article))
        .map_or("", |article| article.metadata.title.as_str());
    rect.max.y -= 2.0;
    let name = format!("{}: {title}", hit.line);
    let mut row = ListRow::new(&name).selected(chosen).show_at(ui, rect, id);
    row.indent(2.0);
    let left = row.left();
    let texts = TextPainter::from_ctx(ui.ctx());
    let mut texts = texts.lock();
    let fit = Fit::Clamp(rect.width() - 20.0, 1);
    let line = texts.layout(&hit.line, font::BODY, fit, Direction::Auto);
    let corner = Pos2::new(left, rect.top() + 4.0);
    line.paragraph.rects(hit.within, |words, number| {
        if number == 0 {
            let min = corner + Vec2::new(words.x, words.y);
            let tint = Rect::from_min_size(min, Vec2::new(words.w, words.h));
            ui.painter().rect_filled(tint.intersect(rect), 2.0, theme.found);
        }
    });
    texts.paint(ui.painter(), corner, &line, theme.ink);
    drop(texts);
    row.below(left, rect.height() - 12.5, title, theme.soft);
    row.finish().clicked()
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
        assert!(summary(&found, "").starts_with("Type words"));
        assert_eq!(summary(&found, "x"), "Searching…");
        found.findings = Findings {
            count: 1234,
            articles: 1,
            ..Findings::default()
        };
        assert_eq!(summary(&found, "x"), "1,234 matches in 1 article so far…");
        found.searching = false;
        assert_eq!(summary(&found, "x"), "1,234 matches in 1 article");
        found.findings.enough = true;
        assert_eq!(
            summary(&found, "x"),
            "First 1,234 matches in 1 article; refine the search to see the rest"
        );
    }
}
