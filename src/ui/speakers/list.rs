//! Draws the list of speakers as a tree, and takes the keys that walk it.

use eframe::egui::{
    Align, Event, EventFilter, Id, Key, Layout, Modifiers, Rect, Role, ScrollArea, Sense, Ui, Vec2,
    WidgetInfo,
};

use super::Msg;
use super::ctx::SpeakersCtx;
use super::rows::SpeakerRow;
use crate::model::{Speaker, SpeakerKind};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::RowLayout;
use crate::ui::kit::text::wrapped;
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
            fl!("speakers-none")
        } else {
            fl!("speakers-no-match")
        };
        wrapped(ui, words, font::LABEL, theme.soft);
        return;
    }
    let chosen = ctx.view.chosen.as_ref().filter(|_| ctx.view.reveal);
    let reveal = chosen.and_then(|chosen| list.iter().position(|line| line.speaker == *chosen));
    let area = ScrollArea::vertical()
        .id_salt("speakers")
        .auto_shrink([false, false]);
    RowLayout::Even(list.len(), ROW).show(ui, area, reveal, |ui, at, rect| {
        if let Some(line) = list.get(at) {
            speaker_row(ui, ctx, line, (rect, at), out);
        }
    });
}

fn search_ui(ui: &mut Ui, ctx: &SpeakersCtx<'_>, out: &mut Outbox<Msg>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let size = Vec2::new(ui.available_width() - 32.0, 30.0);
        ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
            let field = Field::new(SEARCH, &ctx.view.search)
                .name(fl!("speakers-find"))
                .hint(fl!("speakers-find.hint"))
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
        if icon_button(ui, icons::PLUS, fl!("speaker-new"), "", ctx.editable).clicked() {
            out.request(Request::EditSpeaker(None));
        }
    });
}

fn take_focus(ui: &Ui, body: Rect, ctx: &SpeakersCtx<'_>) {
    let response = ui.interact(body, id(), Sense::focusable_noninteractive());
    let name = fl!("speakers-list", count = ctx.rows.list().len());
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, &name));
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

fn speaker_row(
    ui: &Ui,
    ctx: &SpeakersCtx<'_>,
    line: &SpeakerRow,
    (rect, at): (Rect, usize),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(speaker) = ctx.project.speaker(&line.speaker) else {
        return;
    };
    let name = fl!(
        "speaker-and-claims",
        name = *ctx.project.speaker_label(&line.speaker),
        count = line.claims
    );
    let mut row = ListRow::new(&name)
        .selected(ctx.view.chosen.as_ref() == Some(&line.speaker))
        .position(at, ctx.rows.list().len())
        .show_at(ui, rect, id().with(&line.speaker));
    row.indent(line.depth.min(MAX_INDENT_DEPTH) as f32 * INDENT);
    row.key_cap(
        ctx.core
            .keys
            .key(&line.speaker)
            .map(|key| key.to_string())
            .as_deref(),
    );
    row.swatch(Some(theme.speaker(speaker.color)));
    row.trailing(&line.claims.to_string(), font::SMALL, theme.soft);
    row.title(ctx.project.speaker_label(&line.speaker), font::BODY, theme.ink);
    row.detail(&detail_of(speaker));
    let response = row.finish();
    if response.clicked() {
        response.surrender_focus();
        out.send(Msg::Choose(line.speaker.clone()));
    }
}

/// The detail behind a name: the role, else the kind unless that is a person.
fn detail_of(speaker: &Speaker) -> String {
    match (&speaker.role, speaker.kind) {
        (Some(role), _) => role.clone(),
        (None, SpeakerKind::Person) => String::new(),
        (None, kind) => words::kind_inline(kind).to_owned(),
    }
}
