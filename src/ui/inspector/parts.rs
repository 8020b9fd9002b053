//! The building blocks of the inspector: labelled rows, boxes, drafted fields, words that are not found.

use eframe::egui::{
    Align2, Color32, CursorIcon, Frame, Margin, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo,
};

use super::Msg;
use super::ctx::InspectorCtx;
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::{Draft, DraftOf};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{focus_ring, icon_button, link};
use crate::ui::kit::field::Field;
use crate::ui::kit::icons;
use crate::ui::kit::text::{key_cap_at, measure, text_at, tip, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font, size};

/// Says that words are no longer in the article, with the way to place them again. `place` counts all anchors of the
/// claim.
pub(super) fn orphan_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, place: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    if ctx.article.text.is_none() {
        return;
    }
    wrapped(ui, fl!("inspector-not-found"), font::SMALL, theme.rejected);
    if !ctx.writable {
        return;
    }
    let command = Command::MoveClaimHere;
    if ctx.core.place.words().is_some() {
        let response = link(ui, command.label(), font::LABEL);
        let orphan = ctx.claim.anchors().nth(place);
        let words = orphan.map_or("", |anchor| anchor.words.trim());
        let name = fl!("inspector-move-here", command = command.label(), words = words);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
        if tip(response, &command.tooltip()).clicked() {
            out.send(Msg::MoveClaimHere(place));
        }
    } else {
        let (name, key) = (command.label(), command.key_caps());
        let hint = fl!("inspector-not-found-hint", command = name, key = key);
        wrapped(ui, &hint, font::SMALL, theme.soft);
    }
    ui.add_space(4.0);
}

/// The heading of a section: its name, the key of its command, and what is told at its right. Returns whether the name was
/// clicked.
pub(super) fn section_ui(ui: &mut Ui, name: &str, command: Command, (told, ink): (&str, Color32)) -> bool {
    const HEIGHT: f32 = 26.0;
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), HEIGHT), Sense::hover());
    let width = measure(ui, name, font::LABEL_STRONG, Fit::Free).x;
    let left = Pos2::new(rect.left(), rect.center().y);
    let style = font::LABEL_STRONG;
    text_at(
        ui.painter(),
        left,
        Align2::LEFT_CENTER,
        name,
        style,
        theme.soft,
        width + 1.0,
    );
    let at = Pos2::new(left.x + width + 8.0, left.y);
    let cap = key_cap_at(ui.painter(), at, Align2::LEFT_CENTER, &command.key_caps());
    let words = Rect::from_min_max(rect.min, Pos2::new(cap.right(), rect.bottom()));
    let response = ui
        .interact(words, ui.scope_id().with(command.label()), Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    focus_ring(ui, words, &response, theme);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, command.label()));
    let right = Pos2::new(rect.right(), left.y);
    let (anchor, style) = (Align2::RIGHT_CENTER, font::LABEL_STRONG);
    let room = (rect.right() - words.right() - 8.0).max(8.0);
    text_at(ui.painter(), right, anchor, told, style, ink, room);
    tip(response, &command.tooltip()).clicked()
}

/// A label at the left and what it names at the right; returns the place of the label.
pub(super) fn field_row(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) -> Rect {
    const LABEL: f32 = 78.0;
    let theme = Theme::from_ctx(ui.ctx());
    let row = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, size::CONTROL), Sense::hover());
        let at = Pos2::new(rect.left(), rect.center().y);
        let left = Align2::LEFT_CENTER;
        text_at(ui.painter(), at, left, name, font::LABEL, theme.soft, LABEL);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(ui.available_width());
            content(ui);
        });
        rect
    });
    ui.add_space(6.0);
    row.inner
}

/// Content with a cross behind it; without a name for the cross there is none. Returns whether it was clicked.
pub(super) fn removable_ui(ui: &mut Ui, cross: Option<&str>, content: impl FnOnce(&mut Ui)) -> bool {
    let mut clicked = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let room = ui.available_width() - cross.map_or(0.0, |_| 28.0);
        ui.allocate_ui(Vec2::new(room, 20.0), |ui| {
            ui.set_width(room);
            content(ui);
        });
        clicked = cross.is_some_and(|name| icon_button(ui, icons::X, name, "", true).clicked());
    });
    clicked
}

/// A raised box around a value.
pub(super) fn value_box(ui: &mut Ui, content: impl FnOnce(&mut Ui)) -> Response {
    let theme = Theme::from_ctx(ui.ctx());
    Frame::new()
        .fill(theme.raised)
        .stroke(theme.hairline_stroke())
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(9, 4))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(20.0);
            content(ui);
        })
        .response
}

/// A field of the claim that is drafted while it is typed into.
pub(super) struct DraftField<'a> {
    pub about: DraftOf,
    /// The name under which it takes the keyboard.
    pub id: &'a str,
    pub name: &'a str,
    pub hint: &'a str,
    /// What it holds while nothing is being typed.
    pub known: &'a str,
    pub rows: usize,
}

impl DraftField<'_> {
    /// Draws it; returns whether Enter was pressed in it.
    pub(super) fn show(self, ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) -> bool {
        let wanted = ctx.wants(self.id);
        let id = format!("{} {}", self.id, ctx.claim_id);
        let field = Field::new(&id, ctx.drafted(&self.about, self.known))
            .name(self.name)
            .hint(self.hint)
            .rows(self.rows)
            .enabled(ctx.writable)
            .focus(wanted)
            .replaced(self.rows == 1)
            .show(ui);
        if wanted {
            field.response.scroll_to_me(None);
        }
        if let Some(text) = field.changed {
            let about = self.about;
            out.request(Request::Draft(Draft { about, text }));
        }
        if field.done {
            out.request(Request::CommitDraft);
        }
        if field.submitted && self.rows == 1 {
            // Keys are commands again.
            field.response.surrender_focus();
        }
        field.submitted
    }
}
