//! Draws the list of speakers as a tree, and hears the keys that walk it.

use eframe::egui::{
    Align, Align2, Event, EventFilter, Id, Key, Layout, Modifiers, Pos2, Rect, Role, ScrollArea, Sense, Ui,
    UiBuilder, Vec2, WidgetInfo, style::ScrollAnimation,
};

use super::Msg;
use super::ctx::SpeakersCtx;
use super::rows::ListRow;
use crate::model::{Speaker, SpeakerKind};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_button, row};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{key_cap_at, swatch_at, text_at, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

const ROW: f32 = 29.0;
/// How far a member stands in from its body.
const INDENT: f32 = 20.0;
/// Deeper than this nothing is indented further.
const MAX_INDENT_DEPTH: usize = 6;
/// The name of the field that searches the list.
pub const SEARCH: &str = "speaker search";

/// The name under which the list takes the keyboard.
fn id() -> Id {
    Id::unique("list of speakers")
}

/// Draws the list.
pub(super) fn list_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    search_ui(ui, ctx, out);
    ui.add_space(8.0);
    let body = ui.available_rect_before_wrap();
    take_focus(ui, body, ctx);
    take_keys(ui, ctx, body, out);
    let list = ctx.rows.list();
    if list.is_empty() {
        let theme = Theme::from_ctx(ui.ctx());
        let words = if ctx.project.speakers().is_empty() {
            "No speakers yet. They come with the claims that are attributed to them."
        } else {
            "No speaker of that name."
        };
        wrapped(ui, words, font::LABEL, theme.soft);
        return;
    }
    ScrollArea::vertical()
        .id_salt("speakers")
        .auto_shrink([false, false])
        .show_viewport(ui, |ui, viewport| rows_ui(ui, ctx, viewport, out));
}

fn search_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let size = Vec2::new(ui.available_width() - 32.0, 30.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            let field = Field::new(SEARCH, &ctx.view.search)
                .name("Find a speaker")
                .hint("Find a speaker…")
                .focus(ctx.core.focus == Some(SEARCH))
                .show(ui);
            if field.submitted {
                field.response.surrender_focus();
                out.send(Msg::Step(0));
            }
            if let Some(search) = field.changed {
                out.send(Msg::Search(search));
            }
        });
        if icon_button(ui, icons::PLUS, "New speaker…", "", ctx.editable).clicked() {
            out.request(Request::EditSpeaker(None));
        }
    });
}

fn take_focus(ui: &Ui, body: Rect, ctx: &SpeakersCtx<'_>) {
    let response = ui.interact(body, id(), Sense::focusable_noninteractive());
    let count = words::count(ctx.rows.list().len(), "speaker", "speakers");
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, format!("List of {count}")));
    if ctx.core.dialog.is_none() && ui.memory(|memory| memory.focused().is_none()) {
        ui.memory_mut(|memory| memory.request_focus(id()));
    }
    let filter = EventFilter {
        tab: false,
        horizontal_arrows: false,
        vertical_arrows: true,
        escape: true,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id(), filter));
}

fn take_keys(ui: &Ui, ctx: &SpeakersCtx<'_>, body: Rect, out: &mut Outbox<Msg>) {
    if !ui.memory(|memory| memory.has_focus(id())) || ctx.core.dialog.is_some() {
        return;
    }
    let page = ((body.height() / ROW) as isize - 1).max(1);
    let all = ctx.rows.list().len().cast_signed();
    let step = |key: Key| match key {
        Key::ArrowDown => Some(1),
        Key::ArrowUp => Some(-1),
        Key::PageDown => Some(page),
        Key::PageUp => Some(-page),
        Key::Home => Some(-all),
        Key::End => Some(all),
        _ => None,
    };
    ui.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers: Modifiers::NONE,
                ..
            } => match step(*key) {
                Some(rows) => {
                    out.send(Msg::Step(rows));
                    false
                }
                None => true,
            },
            _ => true,
        });
    });
}

fn rows_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, viewport: Rect, out: &mut Outbox<Msg>) {
    let list = ctx.rows.list();
    ui.set_height(list.len() as f32 * ROW);
    let origin = ui.max_rect().left_top();
    let width = ui.available_width();
    let place = |row: usize| {
        let at = origin + Vec2::new(0.0, row as f32 * ROW);
        Rect::from_min_size(at, Vec2::new(width, ROW))
    };
    let first = (viewport.min.y / ROW).max(0.0) as usize;
    let last = (viewport.max.y / ROW).ceil().max(0.0) as usize;
    for (at, line) in list.iter().enumerate().take(last).skip(first) {
        ui.scope_builder(
            UiBuilder::new()
                .max_rect(place(at))
                .id_salt(Id::unique(&line.speaker)),
            |ui| speaker_row(ui, ctx, line, out),
        );
    }
    if ctx.view.reveal
        && let Some(chosen) = &ctx.view.chosen
        && let Some(row) = list.iter().position(|row| row.speaker == *chosen)
    {
        ui.scroll_to_rect_animation(place(row), None, ScrollAnimation::none());
    }
}

fn speaker_row(ui: &mut Ui, ctx: &SpeakersCtx<'_>, line: &ListRow, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(speaker) = ctx.project.speaker(&line.speaker) else {
        return;
    };
    let chosen = ctx.view.chosen.as_ref() == Some(&line.speaker);
    let claims = words::count(line.claims, "claim", "claims");
    let name = format!("{}, {claims}", speaker.name);
    let (rect, response) = row(ui, ROW, chosen, &name);
    let painter = ui.painter();
    let y = rect.center().y;
    let mut left = rect.left() + 6.0 + line.depth.min(MAX_INDENT_DEPTH) as f32 * INDENT;
    if let Some(key) = ctx.core.keys.key(&line.speaker) {
        let at = Pos2::new(left, y);
        key_cap_at(painter, at, Align2::LEFT_CENTER, &key.to_string());
    }
    left += 26.0;
    swatch_at(
        painter,
        Pos2::new(left + 6.0, y),
        Some(theme.speaker(speaker.color)),
    );
    left += 20.0;
    let end = rect.right() - 44.0;
    let at = Pos2::new(left, y);
    let words = text_at(
        painter,
        at,
        Align2::LEFT_CENTER,
        &speaker.name,
        font::BODY,
        theme.ink,
        end - left,
    );
    let detail = Pos2::new(words.right() + 6.0, y + 0.5);
    let room = end - detail.x;
    if room > 30.0 {
        let words = detail_of(speaker);
        text_at(
            painter,
            detail,
            Align2::LEFT_CENTER,
            &words,
            font::SMALL,
            theme.soft,
            room,
        );
    }
    let right = Pos2::new(rect.right() - 8.0, y);
    let count = line.claims.to_string();
    text_at(
        painter,
        right,
        Align2::RIGHT_CENTER,
        &count,
        font::SMALL,
        theme.soft,
        40.0,
    );
    if response.clicked() {
        response.surrender_focus();
        out.send(Msg::Choose(line.speaker.clone()));
    }
}

/// What is said behind the name: what it speaks as, else what it is, unless that is a person.
fn detail_of(speaker: &Speaker) -> String {
    match (&speaker.role, speaker.kind) {
        (Some(role), _) => role.clone(),
        (None, SpeakerKind::Person) => String::new(),
        (None, kind) => words::kind(kind).to_lowercase(),
    }
}
