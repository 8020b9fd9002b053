//! Draws the panel: every field of the selected claim, or what to do where none is selected.

use eframe::egui::{Align, Frame, Layout, Margin, ScrollArea, Stroke, Ui, Vec2};

use super::ctx::InspectorCtx;
use super::parts::{draft_field, field_row, orphan_ui};
use super::{ClaimEdit, Msg, attribution, history, read_back, review};
use crate::model::{Quotation, Voice};
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::DraftOf;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, command_button, icon_button, link};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// Draws the inspector, or what to do where no claim is selected.
pub fn inspector_ui(ui: &mut Ui, ctx: Option<InspectorCtx<'_>>, is_reviewing: bool, out: &mut Outbox<Msg>) {
    ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin::symmetric(16, 14))
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    match ctx {
                        Some(ctx) => claim_ui(ui, ctx, out),
                        None => nothing_selected_ui(ui, is_reviewing, out),
                    }
                });
        });
}

fn nothing_selected_ui(ui: &mut Ui, is_reviewing: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, "No claim selected", font::LABEL_STRONG, theme.soft);
    ui.add_space(8.0);
    let begin = Command::ReviewQueue;
    if is_reviewing {
        ui.add_space(2.0);
    } else if command_button(ui, begin, Weight::Plain, true).clicked() {
        out.command(begin);
    }
    ui.add_space(12.0);
    for hint in [
        "Drag over the words of a claim, then press the key of its speaker: 1 to 9, or 0 for the article itself.",
        "Or type the first letters of a name and press Enter.",
        "J and K go from claim to claim; A accepts, D disputes, X rejects.",
    ] {
        wrapped(ui, hint, font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
}

fn claim_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    head_ui(ui, ctx, out);
    quote_ui(ui, ctx, out);
    attribution::attribution_ui(ui, ctx, out);
    quotation_ui(ui, ctx, out);
    read_back_ui(ui, ctx);
    review::review_ui(ui, ctx, out);
    review::verdict_ui(ui, ctx, out);
    note_ui(ui, ctx, out);
    history::history_ui(ui, ctx, out);
    ui.add_space(16.0);
    if ctx.writable && link(ui, "Delete claim", font::LABEL).clicked() {
        out.command(Command::DeleteClaim);
    }
}

fn head_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let figures = ctx.stats;
    let place = figures.place(ctx.claim_id, ctx.claim).unwrap_or(0);
    let words = format!("Claim {place} of {}", figures.progress.claims);
    ui.horizontal(|ui| {
        label(ui, &words, font::LABEL_STRONG, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (icon, command) in [
                (icons::CARET_DOWN, Command::NextClaim),
                (icons::CARET_UP, Command::PreviousClaim),
            ] {
                if icon_button(ui, icon, command.label(), &command.key_caps(), true).clicked() {
                    out.command(command);
                }
            }
        });
    });
    ui.add_space(4.0);
}

/// The claim's words piece by piece, behind a bar in its speaker's colour.
fn quote_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let claim = ctx.claim;
    let speaker = claim.voice.first_speaker().and_then(|id| ctx.project.speaker(id));
    let color = speaker.map_or(theme.faint, |speaker| theme.speaker(speaker.color));
    let top = ui.cursor().min;
    let pieces = claim.spans.len();
    Frame::new()
        .inner_margin(Margin {
            left: 14,
            right: 0,
            top: 2,
            bottom: 2,
        })
        .show(ui, |ui| {
            for (at, anchor) in claim.spans.iter().enumerate() {
                ui.horizontal_top(|ui| {
                    let removable = pieces > 1 && ctx.writable;
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let room = ui.available_width() - if removable { 28.0 } else { 0.0 };
                    ui.allocate_ui(Vec2::new(room, 0.0), |ui| {
                        ui.set_width(room);
                        let quoted = format!("“{}”", anchor.words.trim());
                        crate::ui::kit::text::clamped(ui, &quoted, font::QUOTE, theme.ink, 4);
                    });
                    if removable && icon_button(ui, icons::X, "Remove this piece", "", true).clicked() {
                        ctx.send(out, ClaimEdit::RemovePiece(at));
                    }
                });
                if anchor.span().is_none() {
                    orphan_ui(ui, ctx, at, out);
                }
            }
        });
    let bottom = ui.cursor().min.y;
    let bar = Stroke::new(3.0, color);
    ui.painter().vline(top.x + 1.5, top.y..=bottom, bar);
    ui.add_space(12.0);
}

fn quotation_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let text = ctx.article.text.as_deref().unwrap_or_default();
    let by_marks = ctx.claim.quotation_by_marks(text);
    let kinds = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let mut choices = vec![Choice {
        label: words::quotation(by_marks).to_owned(),
        detail: "from the marks".to_owned(),
        color: None,
        ..Choice::default()
    }];
    choices.extend(kinds.map(|kind| Choice {
        label: words::quotation(kind).to_owned(),
        detail: "as decided".to_owned(),
        color: None,
        ..Choice::default()
    }));
    let chosen = match ctx.claim.quotation {
        None => 0,
        Some(kind) => kinds
            .iter()
            .position(|known| *known == kind)
            .map_or(0, |at| at + 1),
    };
    field_row(ui, "Quotation", |ui| {
        if let Some(picked) = choice(ui, "Quotation", &choices, Some(chosen), "") {
            let quotation = picked.checked_sub(1).and_then(|at| kinds.get(at)).copied();
            ctx.send(out, ClaimEdit::SetQuotation(quotation));
        }
    });
}

fn read_back_ui(ui: &mut Ui, ctx: InspectorCtx<'_>) {
    if ctx.claim.voice == Voice::ToBeAttributed {
        return;
    }
    let theme = Theme::from_ctx(ui.ctx());
    let text = ctx.article.text.as_deref().unwrap_or_default();
    let sentence = read_back::sentence(ctx.project, ctx.claim, text);
    ui.add_space(4.0);
    Frame::new()
        .fill(theme.wash)
        .corner_radius(7)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            wrapped(ui, &sentence, font::LABEL, theme.ink);
        });
    ui.add_space(10.0);
}

fn note_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let ids = (ctx.article_id.clone(), ctx.claim_id.clone());
    field_row(ui, "Note", |ui| {
        let about = DraftOf::Note(ids.0.clone(), ids.1.clone());
        draft_field(
            ui,
            ctx,
            about,
            "note",
            "Note",
            "why, doubts, context",
            &ctx.claim.note,
            3,
            out,
        );
    });
    field_row(ui, "Tags", |ui| {
        let about = DraftOf::Tags(ids.0.clone(), ids.1.clone());
        let tags = ctx.claim.tags.join(", ");
        draft_field(
            ui,
            ctx,
            about,
            "tags",
            "Tags",
            "separated by commas",
            &tags,
            1,
            out,
        );
    });
}
