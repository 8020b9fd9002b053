//! What the parts of the inspector are put together from: labelled rows, boxes, fields that are drafted, lost words.

use eframe::egui::{Frame, Margin, Pos2, Role, Ui, Vec2, WidgetInfo};

use super::Msg;
use super::ctx::InspectorCtx;
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::{Draft, DraftOf};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::link;
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{tip, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

/// That words are no longer in the article, and the way to put it right. `place` is theirs among
/// all words of the claim.
pub(super) fn orphan_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, place: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let unread = ctx.article.text.is_none();
    if unread {
        return;
    }
    let words = "These words are no longer in the article";
    wrapped(ui, words, font::SMALL, theme.rejected);
    if !ctx.writable {
        return;
    }
    let selected = ctx.core.place.selection;
    if selected.is_some_and(|selection| !selection.span().is_empty()) {
        let response = link(ui, Command::MoveClaimHere.label(), font::LABEL);
        let lost = ctx.claim.anchors().nth(place);
        let lost = lost.map_or("", |anchor| anchor.words.trim());
        let name = format!("{}: “{lost}”", Command::MoveClaimHere.label());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
        if tip(response, &Command::MoveClaimHere.tooltip()).clicked() {
            out.send(Msg::StandHere(place));
        }
    } else {
        let way = format!(
            "Select the words that say it now, then '{}' ({})",
            Command::MoveClaimHere.label(),
            Command::MoveClaimHere.key_caps()
        );
        wrapped(ui, &way, font::SMALL, theme.soft);
    }
    ui.add_space(4.0);
}

/// A label at the left and what it names at the right.
pub(super) fn field_row(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    const LABEL: f32 = 78.0;
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (rect, _) = ui.allocate_exact_size(Vec2::new(LABEL, size::CONTROL), eframe::egui::Sense::hover());
        crate::ui::kit::text::text_at(
            ui.painter(),
            Pos2::new(rect.left(), rect.center().y),
            eframe::egui::Align2::LEFT_CENTER,
            name,
            font::LABEL,
            theme.soft,
            LABEL,
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.set_width(ui.available_width());
            content(ui);
        });
    });
    ui.add_space(9.0);
}

/// A raised box around a value.
pub(super) fn value_box(ui: &mut Ui, content: impl FnOnce(&mut Ui)) -> eframe::egui::Response {
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

/// A field that is drafted while it is typed into; tells whether Enter was pressed in it.
#[expect(
    clippy::too_many_arguments,
    reason = "each names one plain thing, and a struct would only repeat them"
)]
pub(super) fn draft_field(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    about: DraftOf,
    id: &str,
    name: &str,
    hint: &str,
    known: &str,
    rows: usize,
    out: &mut Outbox<Msg>,
) -> bool {
    let wanted = ctx.wants(id);
    let id = format!("{id} {}", ctx.claim_id);
    let field = Field::new(&id, ctx.drafted(&about, known))
        .name(name)
        .hint(hint)
        .rows(rows)
        .enabled(ctx.writable)
        .focus(wanted)
        .show(ui);
    if wanted {
        field.response.scroll_to_me(None);
    }
    if let Some(text) = field.changed {
        out.request(Request::Draft(Draft { about, text }));
    }
    if field.done {
        out.request(Request::CommitDraft);
    }
    if field.submitted && rows == 1 {
        // The keys belong to the claim again.
        field.response.surrender_focus();
    }
    field.submitted
}
