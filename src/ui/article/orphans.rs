//! The chip at the top of the margin that counts claims not found in the text, and their list.

use eframe::egui::{
    Align2, CursorIcon, Frame, Id, Key, Margin, Modifiers, Popup, Rangef, Rect, Response, Role, ScrollArea,
    Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2,
};

use super::marks::Hue;
use super::page::Page;
use super::paint::color_of;
use super::{ON_TOP, ScreenCtx};
use crate::model::ClaimId;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Requests;
use crate::ui::bus::request::Request;
use crate::ui::find;
use crate::ui::kit::button::icon_at;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::{RowLayout, step};
use crate::ui::kit::text::{measure, text_at, tip, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

const LEFT: Align2 = Align2::LEFT_CENTER;
const HEIGHT: f32 = 22.0;
/// Below the top of the title.
const BELOW: f32 = 6.0;
const WORDS: f32 = 24.0;
const LIST: f32 = 320.0;
const ROW: f32 = 46.0;
/// Rows shown at once.
const SHOWN: f32 = 7.0;

/// The focus name that opens the list.
pub(in crate::ui) const FOCUS: &str = "claims not found";

/// Draws the chip, if any claim is not found, and its list while it is open. The chip stays at the top of the view
/// when the title is scrolled away. Returns the room it takes.
pub(super) fn orphans_ui(
    ui: &Ui,
    id: Id,
    ctx: &ScreenCtx<'_>,
    page: &Page,
    scrolled: f64,
    out: &mut Requests,
) -> Option<Rangef> {
    let lost = &ctx.marks.lost;
    if lost.is_empty() {
        return None;
    }
    let frame = ctx.frame;
    let few = fl!("claims-not-found-short", count = lost.len());
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
    let covered = ctx.reading.find.map_or(0.0, |_| find::COVERED);
    let beside_title = frame.view.top() + (f64::from(page.title_top() + BELOW) - scrolled) as f32;
    let top = beside_title.max(frame.view.top() + covered + BELOW);
    let rect = Rect::from_min_size(pos2(left, top.round()), Vec2::new(width, HEIGHT));
    let response = ui
        .interact(rect, id.with("lost"), ON_TOP)
        .on_hover_cursor(CursorIcon::PointingHand);
    let many = fl!("claims-not-found", count = lost.len());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &many));
    paint_chip(ui, ctx, rect, &response, &shown);
    let popup = Popup::default_response_id(&response);
    if ctx.reading.focus == Some(FOCUS) {
        Popup::open_id(ui.ctx(), popup);
    }
    let was_open = Popup::is_id_open(ui.ctx(), popup);
    Popup::menu(&response).width(LIST).show(|ui| {
        ui.set_width(LIST);
        ui.spacing_mut().item_spacing.y = 0.0;
        list_ui(ui, ctx, out);
    });
    match (was_open, Popup::is_id_open(ui.ctx(), popup)) {
        // Words are selected next, with the arrow keys as well.
        (true, false) => ui.memory_mut(|memory| memory.request_focus(id)),
        (_, true) => {}
        (false, false) => drop(tip(
            response,
            &fl!("claims-not-found-tooltip", count = lost.len()),
        )),
    }
    Some(Rangef::new(rect.top(), rect.bottom() + 4.0))
}

fn paint_chip(ui: &Ui, ctx: &ScreenCtx<'_>, rect: Rect, response: &Response, shown: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    let claim = ctx.reading.place.claim.as_ref();
    let chosen = claim.is_some_and(|claim| ctx.marks.lost.contains(claim));
    let painter = ui.painter_at(ctx.frame.view);
    let is_hovered = response.hovered() && !chosen;
    let ground = if is_hovered { theme.hover } else { theme.raised };
    let edge = Stroke::new(if chosen { 2.0 } else { 1.0 }, theme.disputed);
    painter.rect(rect, HEIGHT / 2.0, ground, edge, StrokeKind::Inside);
    let middle = rect.center().y;
    let icon = pos2(rect.left() + 13.0, middle);
    icon_at(&painter, icon, icons::WARNING, 13.0, theme.disputed);
    let at = pos2(rect.left() + WORDS, middle);
    let room = rect.width() - WORDS;
    text_at(&painter, at, LEFT, shown, font::KEY, theme.ink, room);
}

/// The list. Arrow keys select a claim and scroll to where its words were.
fn list_ui(ui: &mut Ui, ctx: &ScreenCtx<'_>, out: &mut Requests) {
    let theme = Theme::from_ctx(ui.ctx());
    let lost = in_the_order_of_the_text(ctx);
    let chosen = ctx.reading.place.claim.as_ref();
    let chosen = lost.iter().position(|claim| Some(*claim) == chosen);
    let next = stepped(ui, chosen, lost.len());
    if let Some(claim) = next.and_then(|next| lost.get(next)) {
        let claim = Some((*claim).clone());
        out.request(Request::SelectClaim { claim, reveal: true });
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        ui.close();
    }
    let opened = ui.is_sizing_pass().then_some(chosen).flatten();
    let area = ScrollArea::vertical().max_height(ROW * SHOWN);
    let scope = ui.scope_id();
    RowLayout::Even(lost.len(), ROW).show(ui, area, next.or(opened), |ui, at, rect| {
        if let Some(claim) = lost.get(at) {
            lost_row(ui, ctx, claim, (rect, scope.with(at)), out);
        }
    });
    ui.add_space(6.0);
    let hint = fl!("claims-not-found-hint", key = Command::MoveClaimHere.key_caps());
    Frame::new().inner_margin(Margin::symmetric(8, 2)).show(ui, |ui| {
        wrapped(ui, &hint, font::SMALL, theme.soft);
    });
}

/// The row that a pressed key leads to.
fn stepped(ui: &Ui, place: Option<usize>, count: usize) -> Option<usize> {
    let takes = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let Some(at) = place else {
        let first = [Key::ArrowDown, Key::PageDown, Key::Home].into_iter().any(takes);
        let last = [Key::ArrowUp, Key::PageUp, Key::End].into_iter().any(takes);
        return first.then_some(0).or(last.then(|| count.saturating_sub(1)));
    };
    step(at, count, SHOWN as usize - 1, takes)
}

/// By where their words were.
fn in_the_order_of_the_text<'a>(ctx: &ScreenCtx<'a>) -> Vec<&'a ClaimId> {
    let reading = ctx.reading;
    let place = |id: &&ClaimId| {
        let claim = reading.project.claim(reading.article, id)?;
        claim.first_orphan_chars()
    };
    let mut lost: Vec<&ClaimId> = ctx.marks.lost.iter().collect();
    lost.sort_by_cached_key(place);
    lost
}

fn lost_row(ui: &mut Ui, ctx: &ScreenCtx<'_>, id: &ClaimId, (rect, row_id): (Rect, Id), out: &mut Requests) {
    let reading = ctx.reading;
    let Some(claim) = reading.project.claim(reading.article, id) else {
        return;
    };
    let theme = Theme::from_ctx(ui.ctx());
    let who = words::who(reading.project, claim);
    let lost = words::first_lost(claim);
    let quoted = lost.map_or_else(String::new, |(part, lost)| words::lost_part(part, lost));
    let chosen = reading.place.claim.as_ref() == Some(id);
    let name = fl!("claims-not-found-row", words = quoted, who = who);
    let mut row = ListRow::new(&name).selected(chosen).show_at(ui, rect, row_id);
    row.first_line(14.0);
    let hue = super::marks::hue_of_claim(reading.project, claim);
    row.indent(2.0);
    row.swatch((hue != Hue::Nobody && hue != Hue::Article).then(|| color_of(theme, hue)));
    let left = row.left();
    let state = claim.review_state();
    row.icon_right(words::review_icon(state), 13.0, theme.review(state));
    row.title(&who, font::LABEL, theme.ink);
    row.below(left, 32.0, &quoted, theme.soft);
    let response = row.finish();
    if response.clicked() {
        let claim = Some(id.clone());
        out.request(Request::SelectClaim { claim, reveal: true });
        ui.close();
    }
}
