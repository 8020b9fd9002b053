//! The bar above the table: the filters, the words to filter by, and the button that edits selected claims.

use eframe::egui::{Align, Layout, Pos2, Rect, Sense, Ui, UiBuilder, Vec2};

use super::Msg;
use super::ctx::{TableCtx, send_filter};
use super::pills::pills_ui;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, tip};
use crate::ui::kit::theme::{Theme, font};

/// The height of the bar, and of each of its lines where it needs two.
const LINE: f32 = 56.0;
/// Below this width the words are on a second line.
const TWO_LINES_BELOW: f32 = 1140.0;
/// The name of the field of words.
pub(super) const WORDS: &str = "claims filter";

/// Draws the bar.
pub(super) fn bar_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let width = ui.available_width();
    let two = width < TWO_LINES_BELOW;
    let height = if two { LINE + 38.0 } else { LINE };
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, height), Sense::hover());
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline_stroke());
    let line = |top: f32| {
        let size = Vec2::new(width - 28.0, LINE);
        Rect::from_min_size(Pos2::new(rect.left() + 14.0, rect.top() + top), size)
    };
    let within = |rect: Rect, layout: Layout| UiBuilder::new().max_rect(rect).layout(layout);
    ui.scope_builder(within(line(0.0), Layout::left_to_right(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        pills_ui(ui, ctx, out);
    });
    let below = line(if two { 38.0 } else { 0.0 });
    ui.scope_builder(within(below, Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        chosen_ui(ui, ctx, out);
        words_ui(ui, ctx, if two { width } else { 230.0 }, out);
    });
}

fn chosen_ui(ui: &mut Ui, ctx: &TableCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let chosen = ctx.view.chosen.len();
    let possible = ctx.editable && ctx.view.concerns_any();
    let edit = button(ui, fl!("claims-edit"), Weight::Plain, possible);
    if tip(edit, Command::EditClaims.summary()).clicked() {
        out.command(Command::EditClaims);
    }
    if chosen > 0 {
        let words = fl!("claims-selected", count = chosen);
        label(ui, &words, font::LABEL, theme.soft);
    }
}

fn words_ui(ui: &mut Ui, ctx: &TableCtx<'_>, width: f32, out: &mut Outbox<Msg>) {
    let filter = &ctx.view.filter;
    let width = width.min(ui.available_width());
    let size = Vec2::new(width, 30.0);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        let field = Field::new(WORDS, &filter.words)
            .name(fl!("claims-filter"))
            .hint(fl!("claims-filter.hint"))
            .focus(ctx.core.focus == Some(WORDS))
            .show(ui);
        if field.submitted {
            field.response.surrender_focus();
        }
        if let Some(words) = field.changed {
            send_filter(out, filter, |filter| filter.words = words);
        }
    });
}
