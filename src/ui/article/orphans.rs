//! The chip at the top of the margin that counts claims not found in the text, and their list.

use eframe::egui::{
    Align2, CursorIcon, Frame, Id, Key, Margin, Modifiers, Popup, Pos2, Rangef, Rect, Response, Role,
    ScrollArea, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
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
use crate::ui::kit::button::{icon_at, row};
use crate::ui::kit::pen::Fit;
use crate::ui::kit::text::{measure, swatch_at, text_at, tip, wrapped};
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
    ScrollArea::vertical()
        .max_height(ROW * SHOWN)
        .show_viewport(ui, |ui, viewport| {
            ui.set_height(lost.len() as f32 * ROW);
            let list = ui.max_rect();
            let place = |at: usize| {
                let top = list.top() + at as f32 * ROW;
                Rect::from_x_y_ranges(list.x_range(), Rangef::new(top, top + ROW))
            };
            let opened = ui.is_sizing_pass().then_some(chosen).flatten();
            if let Some(next) = next.or(opened) {
                ui.scroll_to_rect(place(next), None);
            }
            let first = (viewport.min.y / ROW).max(0.0) as usize;
            let end = ((viewport.max.y / ROW).max(0.0) as usize + 1).min(lost.len());
            for at in first..end {
                let rect = place(at);
                ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(at), |ui| {
                    if let Some(claim) = lost.get(at) {
                        lost_row(ui, ctx, claim, out);
                    }
                });
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
    let last = count.checked_sub(1)?;
    let page = SHOWN as usize - 1;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut next = None;
    for (key, to) in [
        (Key::ArrowDown, place.map_or(0, |place| place + 1)),
        (Key::ArrowUp, place.map_or(last, |place| place.saturating_sub(1))),
        (Key::PageDown, place.map_or(0, |place| place + page)),
        (Key::PageUp, place.map_or(last, |at| at.saturating_sub(page))),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(key) {
            next = Some(to.min(last));
        }
    }
    next.filter(|next| Some(*next) != place)
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

fn lost_row(ui: &mut Ui, ctx: &ScreenCtx<'_>, id: &ClaimId, out: &mut Requests) {
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
    let (rect, response) = row(ui, ROW, chosen, &name);
    let painter = ui.painter();
    let hue = super::marks::hue_of_claim(reading.project, claim);
    let color = (hue != Hue::Nobody && hue != Hue::Article).then(|| color_of(theme, hue));
    swatch_at(painter, Pos2::new(rect.left() + 16.0, rect.top() + 14.0), color);
    let left = rect.left() + 32.0;
    let room = rect.right() - 30.0 - left;
    let at = pos2(left, rect.top() + 14.0);
    text_at(painter, at, LEFT, &who, font::LABEL, theme.ink, room);
    let at = pos2(left, rect.top() + 32.0);
    text_at(painter, at, LEFT, &quoted, font::SMALL, theme.soft, room + 22.0);
    let state = claim.review_state();
    let at = pos2(rect.right() - 16.0, rect.top() + 14.0);
    icon_at(painter, at, words::review_icon(state), 13.0, theme.review(state));
    if response.clicked() {
        let claim = Some(id.clone());
        out.request(Request::SelectClaim { claim, reveal: true });
        ui.close();
    }
}
