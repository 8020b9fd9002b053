//! Draws the panel: every field of the selected claim, or hints where none is selected.

use eframe::egui::{Align, Frame, Layout, Margin, Panel, ScrollArea, Ui};

use super::ctx::InspectorCtx;
use super::parts::{DraftField, field_row, orphan_ui, removable_ui};
use super::{ClaimEdit, Msg, attribution, evidence, history, read_back, review, verdict};
use crate::model::Quotation;
use crate::ui::bus::command::Command;
use crate::ui::bus::draft::DraftOf;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::button::{Weight, command_button, icon_button};
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{clamped, label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::{icons, panel, words};

/// The focus name of the note.
pub const NOTE: &str = "note";

/// Draws the inspector, or hints where no claim is selected.
pub fn inspector_ui(ui: &mut Ui, ctx: Option<InspectorCtx<'_>>, is_reviewing: bool, out: &mut Outbox<Msg>) {
    if let Some(ctx) = ctx {
        pinned_review_ui(ui, ctx, out);
    }
    panel::scrolled(ui, "inspector", |ui| match ctx {
        Some(ctx) => claim_ui(ui, ctx, out),
        None => nothing_selected_ui(ui, is_reviewing, out),
    });
}

/// The review, which stays in sight below whatever is scrolled.
fn pinned_review_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    /// Most of the height that it takes; what is beyond scrolls by itself.
    const MAX_SHARE: f32 = 0.5;
    let theme = Theme::from_ctx(ui.ctx());
    let height = ui.available_height();
    let frame = Frame::new()
        .fill(theme.panel)
        .inner_margin(Margin::symmetric(16, 10));
    let shown = Panel::bottom("review of the claim")
        .resizable(false)
        .frame(frame)
        .show_separator_line(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .id_salt("review")
                .max_height(height * MAX_SHARE)
                // A panel remembers its height; without this it would not grow with what it holds.
                .min_scrolled_height(height * MAX_SHARE)
                .auto_shrink([false, true])
                .show(ui, |ui| review::review_ui(ui, ctx, out));
        });
    let rect = shown.response.rect;
    ui.painter()
        .hline(rect.x_range(), rect.top(), theme.hairline_stroke());
}

fn nothing_selected_ui(ui: &mut Ui, is_reviewing: bool, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(
        ui,
        fl!("inspector-nothing-selected"),
        font::LABEL_STRONG,
        theme.soft,
    );
    ui.add_space(8.0);
    let begin = Command::ReviewQueue;
    if is_reviewing {
        ui.add_space(2.0);
    } else if command_button(ui, begin, Weight::Plain, true).clicked() {
        out.command(begin);
    }
    ui.add_space(12.0);
    let (key, name, keys) = (
        fl!("inspector-hint-key"),
        fl!("inspector-hint-name"),
        fl!("inspector-hint-keys"),
    );
    for hint in [key, name, keys] {
        wrapped(ui, hint, font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
}

fn claim_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    head_ui(ui, ctx, out);
    quote_ui(ui, ctx, out);
    attribution::attribution_ui(ui, ctx, out);
    read_back_ui(ui, ctx);
    verdict::verdict_ui(ui, ctx, out);
    evidence::evidence_list_ui(ui, ctx, out);
    ui.add_space(6.0);
    quotation_ui(ui, ctx, out);
    note_ui(ui, ctx, out);
    history::history_ui(ui, ctx, out);
    ui.add_space(16.0);
    if ctx.writable && command_button(ui, Command::DeleteClaim, Weight::Plain, true).clicked() {
        out.command(Command::DeleteClaim);
    }
}

fn head_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let number = ctx.stats.place(ctx.claim_id, ctx.claim).unwrap_or(0);
    let words = fl!("claim-number", number = number, count = ctx.stats.progress.claims);
    ui.horizontal(|ui| {
        label(ui, &words, font::LABEL_STRONG, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // A drawer lies over words that are to be reached.
            let is_drawer = ui.ctx().content_rect().width() < size::DRAWER_BELOW;
            let close = is_drawer.then_some((icons::X, Command::ToggleInspector));
            let steps = [
                (icons::CARET_DOWN, Command::NextClaim),
                (icons::CARET_UP, Command::PreviousClaim),
            ];
            for (icon, command) in close.into_iter().chain(steps) {
                if icon_button(ui, icon, command.label(), &command.key_caps(), true).clicked() {
                    out.command(command);
                }
            }
        });
    });
    ui.add_space(4.0);
}

/// The claim's words span by span, beside a bar in its speaker's colour.
fn quote_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let claim = ctx.claim;
    let speaker = claim.voice.first_speaker().and_then(|id| ctx.project.speaker(id));
    let color = speaker.map_or(theme.faint, |speaker| theme.speaker(speaker.color));
    let remove = (claim.spans.len() > 1 && ctx.writable).then_some(fl!("inspector-remove-span"));
    panel::beside_bar(ui, color, |ui| {
        for (at, anchor) in claim.spans.iter().enumerate() {
            let removed = removable_ui(ui, remove, |ui| {
                clamped(ui, anchor.words.trim(), font::QUOTE, theme.ink, 3);
            });
            if removed {
                ctx.send(out, ClaimEdit::RemoveSpan(at));
            }
            if anchor.span().is_none() {
                orphan_ui(ui, ctx, at, out);
            }
        }
    });
    ui.add_space(10.0);
}

fn quotation_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let text = ctx.article.text.as_deref().unwrap_or_default();
    let by_marks = ctx.claim.quotation_by_marks(text);
    let kinds = [Quotation::Direct, Quotation::Indirect, Quotation::Mixed];
    let detailed = |kind, detail: &str| Choice {
        detail: detail.to_owned(),
        ..Choice::named(words::quotation(kind))
    };
    let mut choices = vec![detailed(by_marks, fl!("inspector-quotation-detected"))];
    choices.extend(kinds.map(|kind| detailed(kind, fl!("inspector-quotation-set"))));
    let set = kinds.iter().position(|kind| Some(*kind) == ctx.claim.quotation);
    let chosen = set.map_or(0, |at| at + 1);
    let name = fl!("inspector-quotation");
    field_row(ui, name, |ui| {
        if let Some(picked) = choice(ui, name, &choices, Some(chosen), "") {
            let quotation = picked.checked_sub(1).and_then(|at| kinds.get(at)).copied();
            ctx.send(out, ClaimEdit::SetQuotation(quotation));
        }
    });
}

fn read_back_ui(ui: &mut Ui, ctx: InspectorCtx<'_>) {
    let theme = Theme::from_ctx(ui.ctx());
    let text = ctx.article.text.as_deref().unwrap_or_default();
    let Some(sentence) = read_back::sentence(ctx.project, ctx.claim, text) else {
        return;
    };
    ui.add_space(4.0);
    panel::on_wash(ui, |ui| {
        wrapped(ui, &sentence, font::LABEL, theme.ink);
    });
    ui.add_space(6.0);
}

fn note_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let (article, claim) = (ctx.article_id, ctx.claim_id);
    let tags = ctx.claim.tags.join(", ");
    for field in [
        DraftField {
            about: DraftOf::Note(article.clone(), claim.clone()),
            id: NOTE,
            name: fl!("inspector-note"),
            hint: fl!("inspector-note-hint"),
            known: &ctx.claim.note,
            rows: 3,
        },
        DraftField {
            about: DraftOf::Tags(article.clone(), claim.clone()),
            id: "tags",
            name: fl!("inspector-tags"),
            hint: fl!("inspector-tags-hint"),
            known: &tags,
            rows: 1,
        },
    ] {
        field_row(ui, field.name, |ui| {
            field.show(ui, ctx, out);
        });
    }
}
