//! Who says the claim, link by link: speakers, source, cue.

use eframe::egui::{
    Align2, Color32, CursorIcon, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::ctx::InspectorCtx;
use super::parts::{field_row, orphan_ui, removable_ui, value_box};
use super::{ClaimEdit, Msg};
use crate::model::ops::Part;
use crate::model::{Anchor, Attribution, Polarity, SpeakerId, Voice};
use crate::text::Span;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{focus_ring, link};
use crate::ui::kit::choice::switch;
use crate::ui::kit::text::{clamped, key_cap_at, label, swatch_at, text_at, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// Draws the chain and what can be added to it.
pub(super) fn attribution_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    let chain = ctx.claim.voice.chain();
    if chain.is_empty() {
        let shown = if ctx.claim.voice == Voice::Article {
            words::the_article()
        } else {
            fl!("inspector-choose-speaker")
        };
        field_row(ui, fl!("inspector-speaker"), |ui| {
            let target = PickerTarget::Claim(ctx.claim_id.clone(), 0);
            ask_box(ui, fl!("inspector-speaker"), shown, target, out);
        });
        return;
    }
    for (at, chain_link) in chain.iter().enumerate() {
        link_ui(ui, ctx, at, chain_link, out);
    }
    if ctx.writable {
        field_row(ui, fl!("inspector-relayed-by"), |ui| {
            command_link(ui, fl!("inspector-add-relay"), Command::AddRelay, out);
        });
    }
}

/// A link to a command, with its key behind it.
fn command_link(ui: &mut Ui, words: &str, command: Command, out: &mut Outbox<Msg>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let response = link(ui, words, font::SMALL);
        let caps = command.key_caps();
        if !caps.is_empty() {
            let at = response.rect.right_center() + Vec2::new(6.0, 0.0);
            let cap = key_cap_at(ui.painter(), at, Align2::LEFT_CENTER, &caps);
            ui.add_space(cap.width());
        }
        if tip(response, &command.tooltip()).clicked() {
            out.command(command);
        }
    });
}

/// A box that opens the pop-up when it is clicked.
fn ask_box(ui: &mut Ui, name: &str, shown: &str, target: PickerTarget, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::click());
    let edge = if response.hovered() {
        theme.soft
    } else {
        theme.hairline
    };
    paint_box(ui, rect, theme.raised, edge, (shown, rect.width() - 18.0));
    let label = fl!("inspector-field", name = name, value = shown);
    if as_button(response, &label).clicked() {
        ask(target, rect.left_bottom(), out);
    }
}

/// A box with soft text in it.
fn paint_box(ui: &Ui, rect: Rect, ground: Color32, edge: Color32, (text, room): (&str, f32)) {
    let stroke = Stroke::new(1.0, edge);
    ui.painter().rect(rect, 6.0, ground, stroke, StrokeKind::Inside);
    let at = Pos2::new(rect.left() + 9.0, rect.center().y);
    let soft = Theme::from_ctx(ui.ctx()).soft;
    let left = Align2::LEFT_CENTER;
    text_at(ui.painter(), at, left, text, font::BODY, soft, room);
}

fn as_button(response: Response, label: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn ask(target: PickerTarget, at: Pos2, out: &mut Outbox<Msg>) {
    out.request(Request::Ask(PickerState::new(target, at)));
}

fn link_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, at: usize, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let name = match at {
        0 => fl!("inspector-speaker"),
        _ if ctx.project.is_medium(chain_link) => fl!("inspector-in-document"),
        _ => fl!("inspector-relayed-by"),
    };
    field_row(ui, name, |ui| speakers_ui(ui, ctx, at, chain_link, out));
    field_row(ui, fl!("inspector-source"), |ui| {
        part_ui(ui, ctx, at, (Part::Source, &chain_link.source), out);
        if at == 0 {
            alias_ui(ui, ctx, chain_link, out);
        }
        let inferred = chain_link.inferred;
        let is_known = !chain_link.speakers.is_empty() && chain_link.source.is_empty();
        if ctx.writable && is_known && switch(ui, fl!("inspector-inferred"), inferred).clicked() {
            ctx.send(out, ClaimEdit::SetInferred(at, !inferred));
        }
    });
    let denies = chain_link.polarity == Polarity::Denies;
    let name = if denies {
        fl!("inspector-cue-that-denies")
    } else {
        fl!("inspector-cue")
    };
    let label = field_row(ui, name, |ui| {
        part_ui(ui, ctx, at, (Part::Cue, &chain_link.cue), out);
    });
    let has_cue = denies || !chain_link.cue.is_empty();
    if ctx.writable && has_cue && denies_ui(ui, label, at, denies) {
        let polarity = if denies {
            Polarity::Affirms
        } else {
            Polarity::Denies
        };
        ctx.send(out, ClaimEdit::SetPolarity(at, polarity));
    }
}

/// A small sign beside the name of a cue: whether it denies the claim. Returns whether it was clicked.
fn denies_ui(ui: &Ui, label: Rect, at: usize, denies: bool) -> bool {
    let theme = Theme::from_ctx(ui.ctx());
    let square = Vec2::splat(24.0);
    let rect = Rect::from_min_size(
        Pos2::new(label.right() - square.x, label.center().y - 12.0),
        square,
    );
    let response = ui
        .interact(rect, ui.scope_id().with(("denies", at)), Sense::click())
        .on_hover_cursor(CursorIcon::PointingHand);
    let ink = match (denies, response.hovered()) {
        (true, _) => theme.disputed_text,
        (false, true) => theme.ink,
        (false, false) => theme.soft,
    };
    let (center, slope) = (rect.center(), Vec2::new(4.0, 4.0));
    if denies {
        let ground = Theme::mix(theme.panel, theme.disputed, 0.2);
        ui.painter().circle_filled(center, 9.0, ground);
    }
    let stroke = Stroke::new(1.4, ink);
    ui.painter().circle_stroke(center, 6.0, stroke);
    ui.painter()
        .line_segment([center - slope, center + slope], stroke);
    focus_ring(ui, rect, &response, theme);
    let command = Command::ToggleDenies;
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, denies, command.label()));
    tip(response, &command.tooltip()).clicked()
}

/// Offers a name that the source gives the speaker, and by which nobody is known yet, as an alias.
fn alias_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let alias = ctx.alias.filter(|_| ctx.writable);
    let Some((alias, id)) = alias.zip(chain_link.speakers.first()) else {
        return;
    };
    let name = ctx.project.speaker_label(id);
    let explained = fl!("inspector-add-alias-explained", alias = alias, name = name);
    ui.add_space(2.0);
    if tip(link(ui, fl!("inspector-add-alias"), font::SMALL), &explained).clicked() {
        out.send(Msg::AddAlias(id.clone(), alias.to_owned()));
    }
}

fn speakers_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    at: usize,
    chain_link: &Attribution,
    out: &mut Outbox<Msg>,
) {
    if chain_link.speakers.is_empty() {
        let target = PickerTarget::Claim(ctx.claim_id.clone(), at);
        let name = fl!("inspector-speaker");
        ask_box(ui, name, fl!("inspector-choose-speaker"), target, out);
    }
    for (place, speaker) in chain_link.speakers.iter().enumerate() {
        speaker_ui(ui, ctx, (at, place), speaker, out);
    }
    if ctx.writable {
        ui.scope(|ui| {
            // Links are no buttons: their lines are as close as those of a text.
            ui.spacing_mut().interact_size.y = 18.0;
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal_wrapped(|ui| links_ui(ui, ctx, at, chain_link, out));
        });
    }
}

/// What else can be done with a link.
fn links_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, at: usize, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let claim = ctx.claim_id;
    let corner = ui.cursor().left_bottom();
    if let Some(speaker) = chain_link.speakers.first() {
        let joint = tip(
            link(ui, fl!("inspector-jointly-with"), font::SMALL),
            &Command::AddJointSpeaker.tooltip(),
        );
        if joint.clicked() {
            ask(PickerTarget::Joint(claim.clone(), at), corner, out);
        }
        if at == 0 && link(ui, fl!("inspector-add-document"), font::SMALL).clicked() {
            ask(PickerTarget::Medium(claim.clone(), at), corner, out);
        }
        if link(ui, fl!("inspector-edit-speaker"), font::SMALL).clicked() {
            out.request(Request::EditSpeaker(Some(speaker.clone())));
        }
    }
    if at > 0 {
        if link(ui, fl!("inspector-remove-from-chain"), font::SMALL).clicked() {
            ctx.send(out, ClaimEdit::RemoveLink(at));
        }
        if link(ui, fl!("inspector-move-up"), font::SMALL).clicked() {
            ctx.send(out, ClaimEdit::MoveLinkNearer(at));
        }
    }
}

fn speaker_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    (at, place): (usize, usize),
    id: &SpeakerId,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(speaker) = ctx.project.speaker(id) else {
        let unknown = fl!("inspector-unknown-speaker", id = id.as_str());
        wrapped(ui, &unknown, font::LABEL, theme.rejected);
        return;
    };
    let response = value_box(ui, |ui| {
        let remove = ctx.writable.then_some(fl!("inspector-remove-speaker"));
        let removed = removable_ui(ui, remove, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let (rect, _) = ui.allocate_exact_size(Vec2::new(20.0, 20.0), Sense::hover());
                let dot = Pos2::new(rect.left() + 6.0, rect.center().y);
                swatch_at(ui.painter(), dot, Some(theme.speaker(speaker.color)));
                label(ui, ctx.project.speaker_label(id), font::BODY, theme.ink);
            });
        });
        if removed {
            ctx.send(out, ClaimEdit::RemoveSpeaker(at, place));
        }
        let detail = words::speaker_detail(ctx.project, id);
        if !detail.is_empty() {
            wrapped(ui, &detail, font::SMALL, theme.soft);
        }
    });
    let mut name = response.rect;
    name.set_right(name.right() - 36.0);
    let name = ui.interact(name, ui.scope_id().with(("speaker", at, place)), Sense::click());
    let label = fl!(
        "inspector-field",
        name = fl!("inspector-speaker"),
        value = *ctx.project.speaker_label(id)
    );
    let name = as_button(name, &label);
    if ctx.writable && tip(name, fl!("inspector-change-speaker")).clicked() {
        let target = PickerTarget::Claim(ctx.claim_id.clone(), at);
        ask(target, response.rect.left_bottom(), out);
    }
}

/// The words of a link's source or cue, or those that are suggested for it.
fn part_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    at: usize,
    (part, anchors): (Part, &[Anchor]),
    out: &mut Outbox<Msg>,
) {
    let suggested = match part {
        Part::Source => ctx.suggested.source,
        Part::Cue => ctx.suggested.cue,
    };
    if let Some(span) = suggested.filter(|_| at == 0) {
        suggestion_ui(ui, ctx, part, span, out);
    } else {
        anchors_ui(ui, ctx, at, (part, anchors), out);
    }
}

/// Suggested words, faint until they are confirmed.
fn suggestion_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, part: Part, span: Span, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(words) = ctx.article.text.as_deref().and_then(|text| span.slice(text)) else {
        return;
    };
    let name = match part {
        Part::Source => fl!("inspector-confirm-source"),
        Part::Cue => fl!("inspector-confirm-cue"),
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    let (ground, edge) = if response.hovered() || response.has_focus() {
        (theme.wash, theme.accent)
    } else {
        (theme.panel, theme.hairline)
    };
    paint_box(ui, rect, ground, edge, (words, rect.width() - 66.0));
    let key = Pos2::new(rect.right() - 6.0, rect.center().y);
    let caps = Command::Attribute.key_caps();
    key_cap_at(ui.painter(), key, Align2::RIGHT_CENTER, &caps);
    let explained = fl!(
        "inspector-confirm-explained",
        name = name,
        words = words,
        key = caps
    );
    if tip(as_button(response, name), &explained).clicked() {
        out.request(Request::ConfirmSuggestion(Some(part)));
    }
}

/// The words of a source or cue, each with the way to clear it.
fn anchors_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    at: usize,
    (part, anchors): (Part, &[Anchor]),
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let first = first_of(ctx, at, part);
    let response = value_box(ui, |ui| {
        if anchors.is_empty() {
            let command = match part {
                Part::Source => Command::SetSource,
                Part::Cue => Command::SetCue,
            };
            let hint = fl!("inspector-select-words", key = command.key_caps());
            label(ui, &hint, font::LABEL, theme.soft);
        }
        for (place, anchor) in anchors.iter().enumerate() {
            let is_orphan = anchor.span().is_none();
            let ink = if is_orphan { theme.rejected } else { theme.ink };
            let clear = ctx.writable.then_some(fl!("inspector-clear-words"));
            let cleared = removable_ui(ui, clear, |ui| {
                clamped(ui, &anchor.words, font::BODY, ink, 3);
            });
            if cleared {
                ctx.send(out, ClaimEdit::RemoveWords(at, part, place));
            }
            if is_orphan {
                orphan_ui(ui, ctx, first + place, out);
            }
        }
    });
    // With several links a click says which one the next selected words are for.
    if ctx.claim.voice.chain().len() > 1 {
        let response = ui.interact(response.rect, ui.scope_id().with("words"), Sense::hover());
        if ctx.core.place.link == at {
            let stroke = Stroke::new(1.0, theme.accent);
            ui.painter()
                .rect_stroke(response.rect, 6.0, stroke, StrokeKind::Inside);
        }
        if response.contains_pointer() && ui.input(|input| input.pointer.primary_clicked()) {
            out.send(Msg::ChooseLink(at));
        }
    }
}

/// How many of the claim's anchors come before those of a link's source or cue.
fn first_of(ctx: InspectorCtx<'_>, at: usize, part: Part) -> usize {
    let chain = ctx.claim.voice.chain();
    let nearer = chain
        .iter()
        .take(at)
        .map(|link| link.source.len() + link.cue.len());
    let source = chain.get(at).map_or(0, |link| link.source.len());
    let own = if part == Part::Cue { source } else { 0 };
    ctx.claim.spans.len() + nearer.sum::<usize>() + own
}
