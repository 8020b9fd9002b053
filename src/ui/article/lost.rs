//! The claims with words that are no longer in the text, told of at the top of the margin and
//! listed on a click. How such words get a new place is the inspector's and the commands' business.

use eframe::egui::{
    Align2, CursorIcon, Id, Popup, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

use super::Sight;
use super::marks::Hue;
use super::page::Page;
use super::paint::color_of;
use crate::model::{Claim, ClaimId, Place};
use crate::ui::action::{Action, Actions};
use crate::ui::theme::{Theme, font};
use crate::ui::widgets::button::{icon_at, row};
use crate::ui::widgets::pen::Fit;
use crate::ui::widgets::text::{measure, swatch_at, text_at, tip};
use crate::ui::{icons, words};

/// Drags are taken too, or else the text below would take them.
const ON_TOP: Sense = Sense::CLICK.union(Sense::DRAG);
/// How tall the chip is, in points.
const HEIGHT: f32 = 22.0;
/// Below the top of the title.
const BELOW: f32 = 6.0;
/// From the chip's left edge to its words.
const WORDS: f32 = 24.0;
/// How wide the list is.
const LIST: f32 = 320.0;
/// How tall a line of the list is.
const ROW: f32 = 46.0;

/// Draws the chip, if any claim has lost its place, and its list while it is open. Returns where
/// the chip ends, so that others keep off it.
pub(super) fn lost_ui(
    ui: &Ui,
    id: Id,
    sight: &Sight<'_>,
    page: &Page,
    scrolled: f64,
    actions: &mut Actions,
) -> Option<f32> {
    let lost = &sight.marks.lost;
    if lost.is_empty() {
        return None;
    }
    let (theme, frame) = (Theme::of(ui.ctx()), sight.frame);
    let id = id.with("lost");
    let (many, few) = said(lost.len());
    let wide = WORDS + measure(ui, &few, font::KEY, Fit::Free).x + 9.0;
    let (shown, width) = if wide <= frame.chips.span() {
        (few, wide)
    } else {
        (lost.len().to_string(), 46.0)
    };
    let left = if frame.chips.span() > 0.0 {
        frame.chips.min
    } else {
        frame.column.max - width
    };
    let top = frame.view.top() + (f64::from(page.title_top() + BELOW) - scrolled) as f32;
    let rect = Rect::from_min_size(pos2(left, top.round()), Vec2::new(width, HEIGHT));
    if rect.bottom() < frame.view.top() {
        return None;
    }
    let response = ui
        .interact(rect, id, ON_TOP)
        .on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &many));
    let chosen = sight
        .reading
        .view
        .claim
        .as_ref()
        .is_some_and(|claim| lost.contains(claim));
    let painter = ui.painter_at(frame.view);
    let (ground, edge) = match (chosen, response.hovered()) {
        (true, _) => (theme.raised, Stroke::new(2.0, theme.disputed)),
        (false, true) => (theme.hover, Stroke::new(1.0, theme.disputed)),
        (false, false) => (theme.raised, Stroke::new(1.0, theme.disputed)),
    };
    painter.rect(rect, HEIGHT / 2.0, ground, edge, StrokeKind::Inside);
    let middle = rect.center().y;
    let icon = pos2(rect.left() + 13.0, middle);
    icon_at(&painter, icon, icons::WARNING, 13.0, theme.disputed);
    text_at(
        &painter,
        pos2(rect.left() + WORDS, middle),
        Align2::LEFT_CENTER,
        &shown,
        font::KEY,
        theme.ink,
        width - WORDS,
    );
    Popup::menu(&response).width(LIST).show(|ui| {
        ui.set_width(LIST);
        let lost = in_the_order_of_the_text(sight, lost);
        ui.spacing_mut().item_spacing.y = 0.0;
        eframe::egui::ScrollArea::vertical()
            .max_height(ROW * 7.0)
            .show_rows(ui, ROW, lost.len(), |ui, seen| {
                for claim in lost.get(seen).unwrap_or_default() {
                    lost_row(ui, sight, claim, actions);
                }
            });
    });
    if !Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response)) {
        tip(
            response,
            &format!("{many}: their words are no longer in the article"),
        );
    }
    Some(rect.bottom() + 4.0)
}

/// For a screen reader and a tooltip, and for the chip.
fn said(count: usize) -> (String, String) {
    match count {
        1 => ("1 claim lost its place".to_owned(), "1 lost its place".to_owned()),
        count => (
            format!("{count} claims lost their place"),
            format!("{count} lost their place"),
        ),
    }
}

/// The claims by where their words stood, or would stand now.
fn in_the_order_of_the_text<'a>(sight: &Sight<'_>, lost: &'a [ClaimId]) -> Vec<&'a ClaimId> {
    let reading = sight.reading;
    let place = |id: &&ClaimId| {
        let claim = reading.project.claim(reading.article, id)?;
        claim.anchors().find_map(|anchor| match &anchor.place {
            Place::Unproved(chars) => Some(chars.start),
            Place::At(_) => None,
        })
    };
    let mut lost: Vec<&ClaimId> = lost.iter().collect();
    lost.sort_by_cached_key(place);
    lost
}

fn lost_row(ui: &mut Ui, sight: &Sight<'_>, id: &ClaimId, actions: &mut Actions) {
    let reading = sight.reading;
    let Some(claim) = reading.project.claim(reading.article, id) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    let who = words::who(reading.project, claim);
    let quoted = format!("“{}”", words_lost(claim));
    let chosen = reading.view.claim.as_ref() == Some(id);
    let (rect, response) = row(ui, ROW, chosen, &format!("Claim without place: {quoted}, {who}"));
    let painter = ui.painter();
    let hue = super::marks::hue_of_claim(reading.project, claim);
    let color = (hue != Hue::Nobody && hue != Hue::Article).then(|| color_of(theme, hue));
    swatch_at(painter, Pos2::new(rect.left() + 16.0, rect.top() + 14.0), color);
    let left = rect.left() + 32.0;
    let room = rect.right() - 30.0 - left;
    text_at(
        painter,
        pos2(left, rect.top() + 14.0),
        Align2::LEFT_CENTER,
        &who,
        font::LABEL,
        theme.ink,
        room,
    );
    text_at(
        painter,
        pos2(left, rect.top() + 32.0),
        Align2::LEFT_CENTER,
        &quoted,
        font::SMALL,
        theme.soft,
        rect.right() - 8.0 - left,
    );
    let state = claim.review_state();
    let at = pos2(rect.right() - 16.0, rect.top() + 14.0);
    icon_at(painter, at, words::review_icon(state), 13.0, theme.review(state));
    if response.clicked() {
        let claim = Some(id.clone());
        actions.send(Action::SelectClaim { claim, reveal: true });
        ui.close();
    }
}

/// The first words of the claim that are nowhere.
fn words_lost(claim: &Claim) -> &str {
    let lost = claim.anchors().find(|anchor| anchor.span().is_none());
    lost.map_or("", |anchor| anchor.words.trim())
}
