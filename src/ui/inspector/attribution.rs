//! Who says the claim, link by link: speakers, source, cue.

use eframe::egui::{Align2, CursorIcon, Pos2, Sense, Ui, Vec2};

use super::ctx::InspectorCtx;
use super::parts::{field_row, orphan_ui, value_box};
use super::{ClaimEdit, Msg};
use crate::model::ops::Part;
use crate::model::{Anchor, Attribution, Polarity, SpeakerId, Voice};
use crate::text::Span;
use crate::ui::bus::command::Command;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::picker::{PickerState, PickerTarget};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{icon_button, link};
use crate::ui::kit::choice::switch;
use crate::ui::kit::text::{clamped, key_cap_at, label, swatch_at, text_at, tip, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// Draws the chain and what can be added to it.
pub fn attribution_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, out: &mut Outbox<Msg>) {
    match &ctx.claim.voice {
        Voice::ToBeAttributed => voiceless_ui(ui, ctx, "nobody yet…", out),
        Voice::Article => voiceless_ui(ui, ctx, words::the_article(), out),
        Voice::Attributed(chain) => {
            for (at, link) in chain.iter().enumerate() {
                link_ui(ui, ctx, at, link, out);
            }
            if ctx.writable {
                field_row(ui, "Relayed by", |ui| {
                    let about = PickerTarget::Relay(ctx.claim_id.clone());
                    ask_box(ui, "Relayed by", "add…", about, out);
                });
            }
        }
    }
}

fn voiceless_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, words: &str, out: &mut Outbox<Msg>) {
    field_row(ui, "Speaker", |ui| {
        let about = PickerTarget::Claim(ctx.claim_id.clone(), 0);
        ask_box(ui, "Speaker", words, about, out);
    });
}

/// A box that opens the pop-up when it is clicked.
fn ask_box(ui: &mut Ui, name: &str, words: &str, about: PickerTarget, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::click());
    let edge = if response.hovered() {
        theme.soft
    } else {
        theme.hairline
    };
    ui.painter().rect(
        rect,
        6.0,
        theme.raised,
        eframe::egui::Stroke::new(1.0, edge),
        eframe::egui::StrokeKind::Inside,
    );
    let at = Pos2::new(rect.left() + 9.0, rect.center().y);
    text_at(
        ui.painter(),
        at,
        Align2::LEFT_CENTER,
        words,
        font::BODY,
        theme.soft,
        rect.width() - 18.0,
    );
    response.widget_info(|| {
        eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, format!("{name}: {words}"))
    });
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        ask(about, rect.left_bottom(), out);
    }
}

fn ask(about: PickerTarget, at: Pos2, out: &mut Outbox<Msg>) {
    out.request(Request::Ask(PickerState::new(about, at)));
}

fn link_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, at: usize, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let name = match at {
        0 => "Speaker",
        _ if ctx.project.is_medium(chain_link) => "In",
        _ => "Relayed by",
    };
    field_row(ui, name, |ui| speakers_ui(ui, ctx, at, chain_link, out));
    field_row(ui, "Source", |ui| {
        let hint = format!("select its words, {}", Command::SetSource.key_caps());
        let offered = ctx.offered.source.filter(|_| at == 0);
        offer_ui(ui, ctx, Part::Source, offered, out);
        if offered.is_none()
            && let Some(piece) = pieces_ui(ui, ctx, at, (Part::Source, &chain_link.source), &hint, out)
        {
            ctx.send(out, ClaimEdit::RemoveWords(at, Part::Source, piece));
        }
        if at == 0 {
            alias_ui(ui, ctx, chain_link, out);
        }
        let known = !chain_link.speakers.is_empty() && chain_link.source.is_empty();
        if known && ctx.writable {
            let inferred = chain_link.inferred;
            let words = "Not mentioned: inferred";
            if switch(ui, words, inferred).clicked() {
                ctx.send(out, ClaimEdit::SetInferred(at, !inferred));
            }
        }
    });
    field_row(ui, "Cue", |ui| {
        let hint = format!("select its words, {}", Command::SetCue.key_caps());
        let offered = ctx.offered.cue.filter(|_| at == 0);
        offer_ui(ui, ctx, Part::Cue, offered, out);
        if offered.is_none()
            && let Some(piece) = pieces_ui(ui, ctx, at, (Part::Cue, &chain_link.cue), &hint, out)
        {
            ctx.send(out, ClaimEdit::RemoveWords(at, Part::Cue, piece));
        }
        let denies = chain_link.polarity == Polarity::Denies;
        if ctx.writable && (denies || !chain_link.cue.is_empty()) && switch(ui, "Denies it", denies).clicked()
        {
            let polarity = if denies {
                Polarity::Affirms
            } else {
                Polarity::Denies
            };
            ctx.send(out, ClaimEdit::SetPolarity(at, polarity));
        }
    });
}

/// Where the source calls the speaker what nobody called it before, the way to make that one of its
/// names.
fn alias_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let Some((alias, id)) = ctx
        .alias
        .filter(|_| ctx.writable)
        .zip(chain_link.speakers.first())
    else {
        return;
    };
    let name = ctx.project.speaker(id).map_or("", |speaker| &speaker.name);
    let told = format!("Makes “{alias}” one of the names of {name}, so that it is found by it from now on");
    ui.add_space(2.0);
    if tip(link(ui, "Make it another name", font::SMALL), &told).clicked() {
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
    let claim = ctx.claim_id;
    if chain_link.speakers.is_empty() {
        ask_box(
            ui,
            "Speaker",
            "nobody yet…",
            PickerTarget::Claim(claim.clone(), at),
            out,
        );
    }
    for (place, speaker) in chain_link.speakers.iter().enumerate() {
        speaker_ui(ui, ctx, at, place, speaker, out);
    }
    if !ctx.writable {
        return;
    }
    ui.scope(|ui| {
        // Links are no buttons: their lines stand as close as those of a text.
        ui.spacing_mut().interact_size.y = 18.0;
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal_wrapped(|ui| links_ui(ui, ctx, at, chain_link, out));
    });
}

/// What else can be said about a link.
fn links_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, at: usize, chain_link: &Attribution, out: &mut Outbox<Msg>) {
    let claim = ctx.claim_id;
    let corner = ui.cursor().left_bottom();
    if !chain_link.speakers.is_empty() && link(ui, "Jointly with…", font::SMALL).clicked() {
        ask(PickerTarget::Joint(claim.clone(), at), corner, out);
    }
    if at == 0 && !chain_link.speakers.is_empty() && link(ui, "In a document…", font::SMALL).clicked() {
        ask(PickerTarget::Medium(claim.clone(), at), corner, out);
    }
    if let Some(speaker) = chain_link.speakers.first()
        && link(ui, "Edit speaker…", font::SMALL).clicked()
    {
        out.request(Request::EditSpeaker(Some(speaker.clone())));
    }
    if at > 0 && link(ui, "Remove link", font::SMALL).clicked() {
        ctx.send(out, ClaimEdit::RemoveLink(at));
    }
    if at > 0 && link(ui, "Nearer", font::SMALL).clicked() {
        ctx.send(out, ClaimEdit::MoveLinkNearer(at));
    }
}

fn speaker_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    at: usize,
    place: usize,
    id: &SpeakerId,
    out: &mut Outbox<Msg>,
) {
    let theme = Theme::from_ctx(ui.ctx());
    let Some(speaker) = ctx.project.speaker(id) else {
        wrapped(ui, &format!("Unknown speaker {id}"), font::LABEL, theme.rejected);
        return;
    };
    let response = value_box(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (rect, _) = ui.allocate_exact_size(Vec2::new(20.0, 20.0), Sense::hover());
            swatch_at(
                ui.painter(),
                Pos2::new(rect.left() + 6.0, rect.center().y),
                Some(theme.speaker(speaker.color)),
            );
            let room = ui.available_width() - 28.0;
            ui.allocate_ui(Vec2::new(room, 20.0), |ui| {
                ui.set_width(room);
                label(ui, &speaker.name, font::BODY, theme.ink);
            });
            if ctx.writable && icon_button(ui, icons::X, "Remove speaker", "", true).clicked() {
                ctx.send(out, ClaimEdit::RemoveSpeaker(at, place));
            }
        });
        let detail = words::speaker_detail(ctx.project, speaker);
        if !detail.is_empty() {
            wrapped(ui, &detail, font::SMALL, theme.soft);
        }
    });
    let mut name = response.rect;
    name.set_right(name.right() - 36.0);
    let name = ui.interact(name, ui.scope_id().with(("speaker", at, place)), Sense::click());
    let label = format!("Speaker: {}", speaker.name);
    name.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &label));
    let name = name.on_hover_cursor(CursorIcon::PointingHand);
    if ctx.writable && tip(name, "Click to name another speaker").clicked() {
        let about = PickerTarget::Claim(ctx.claim_id.clone(), at);
        ask(about, response.rect.left_bottom(), out);
    }
}

/// Words that the text offers, faint until they are confirmed.
fn offer_ui(ui: &mut Ui, ctx: InspectorCtx<'_>, part: Part, offered: Option<Span>, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let text = ctx.article.text.as_deref().unwrap_or_default();
    let Some(words) = offered.and_then(|span| span.slice(text)) else {
        return;
    };
    let name = match part {
        Part::Source => "Confirm the offered source",
        Part::Cue => "Confirm the offered cue",
    };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 28.0), Sense::click());
    let hovered = response.hovered() || response.has_focus();
    let ground = if hovered { theme.wash } else { theme.panel };
    let edge = eframe::egui::Stroke::new(1.0, if hovered { theme.accent } else { theme.hairline });
    ui.painter()
        .rect(rect, 6.0, ground, edge, eframe::egui::StrokeKind::Inside);
    let y = rect.center().y;
    let room = rect.width() - 66.0;
    let at = Pos2::new(rect.left() + 9.0, y);
    text_at(
        ui.painter(),
        at,
        Align2::LEFT_CENTER,
        words,
        font::BODY,
        theme.soft,
        room,
    );
    let key = Pos2::new(rect.right() - 6.0, y);
    key_cap_at(
        ui.painter(),
        key,
        Align2::RIGHT_CENTER,
        &Command::Attribute.key_caps(),
    );
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, name));
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if tip(
        response,
        &format!("{name}: “{words}”\nEnter confirms source and cue"),
    )
    .clicked()
    {
        out.request(Request::ConfirmOffer(Some(part)));
    }
}

/// The pieces of a source or cue; returns the place of one that is to be removed.
fn pieces_ui(
    ui: &mut Ui,
    ctx: InspectorCtx<'_>,
    at: usize,
    (part, pieces): (Part, &[Anchor]),
    hint: &str,
    out: &mut Outbox<Msg>,
) -> Option<usize> {
    let theme = Theme::from_ctx(ui.ctx());
    let first = first_of(ctx, at, part);
    let mut removed = None;
    let response = value_box(ui, |ui| {
        if pieces.is_empty() {
            label(ui, hint, font::LABEL, theme.soft);
        }
        for (place, anchor) in pieces.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let room = ui.available_width() - 28.0;
                ui.allocate_ui(Vec2::new(room, 20.0), |ui| {
                    ui.set_width(room);
                    let ink = if anchor.span().is_some() {
                        theme.ink
                    } else {
                        theme.rejected
                    };
                    clamped(ui, &anchor.words, font::BODY, ink, 3);
                });
                if ctx.writable && icon_button(ui, icons::X, "Remove these words", "", true).clicked() {
                    removed = Some(place);
                }
            });
            if anchor.span().is_none() {
                orphan_ui(ui, ctx, first + place, out);
            }
        }
    });
    // With several links a click says which one the next selected words are for.
    let response = ui.interact(response.rect, ui.scope_id().with("pieces"), Sense::hover());
    if ctx.claim.voice.chain().len() > 1 {
        if ctx.core.place.link == at {
            ui.painter().rect_stroke(
                response.rect,
                6.0,
                eframe::egui::Stroke::new(1.0, theme.accent),
                eframe::egui::StrokeKind::Inside,
            );
        }
        if response.contains_pointer() && ui.input(|input| input.pointer.primary_clicked()) {
            out.send(Msg::ChooseLink(at));
        }
    }
    removed
}

/// How many of the claim's words come before those of a link's source or cue.
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
