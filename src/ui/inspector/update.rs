//! Handles the messages of the inspector.

use eframe::egui::{Context, Event, ViewportCommand};

use super::Msg;
use super::evidence::stance_change;
use super::state::{OPENED_EVIDENCE, State, Waiting};
use crate::model::ops;
use crate::model::ops::review::EvidenceChange;
use crate::model::ops::speaker::SpeakerChange;
use crate::model::review::address_problem;
use crate::model::{ClaimId, Evidence, EvidenceId};
use crate::session::ids;
use crate::ui::article;
use crate::ui::bus::core::Core;
use crate::ui::bus::draft::{BlankEvidence, EvidenceField};
use crate::ui::bus::place::Workspace;

/// Handles a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Edit(at, edit) => core.edit(move |project| edit.edit(project, &at)),
        Msg::MoveClaimHere(place) => article::update::move_claim_here(core, Some(place)),
        Msg::OpenScale => open_scale(state, core),
        Msg::HighlightRating(place) => {
            if let Some((_, highlighted)) = &mut state.scale {
                *highlighted = place;
            }
        }
        Msg::CloseScale => state.scale = None,
        Msg::Rate(rating) => {
            state.scale = None;
            core.edit_claim(move |project, at, stamp| ops::review::rate(project, at, rating, stamp));
        }
        Msg::AddEvidence => {
            core.settings.inspector.shown = true;
            state.waiting = Some(Waiting::ToAsk);
        }
        Msg::ShowEvidence(Some(evidence)) => edit_evidence(state, core, evidence, EvidenceField::Url),
        Msg::ShowEvidence(None) => show_evidence(state, core, None),
        Msg::SetStance(id, place) => {
            if let Some(at) = core.place.claim_ref() {
                core.change_evidence(at, id, stance_change(place));
            }
        }
        Msg::AddAlias(speaker, alias) => {
            let change = SpeakerChange::AddAlias(alias);
            core.edit(move |project| ops::speaker::change(project, &speaker, change));
        }
        Msg::ChooseLink(link) => core.place.link = link,
        Msg::ShowHistory(shown) => state.history_shown = shown,
    }
}

/// Closes what waits for the user, one thing at a time; `false` if nothing does.
pub fn escape(state: &mut State, core: &mut Core) -> bool {
    if state.scale.take().is_some() {
        return true;
    }
    let is_open = state.written_evidence.is_some();
    if is_open {
        show_evidence(state, core, None);
    }
    is_open
}

/// Opens the scale on the claim's verdict, or closes it.
fn open_scale(state: &mut State, core: &mut Core) {
    let (Some(claim), Some(project)) = (core.place.claim.clone(), core.project()) else {
        return;
    };
    if state.scale_of(&claim).is_some() {
        state.scale = None;
        return;
    }
    let verdict = core.claim().and_then(|claim| claim.verdict.as_ref());
    let mut scale = project.head().scale.iter();
    let place = scale.position(|rating| verdict.is_some_and(|verdict| verdict.rating == rating.key));
    state.scale = Some((claim, place.unwrap_or_default()));
    core.settings.inspector.shown = true;
}

/// Shows the fields of a piece of evidence of the selected claim, with the keyboard in this one. Where the claim has no
/// such evidence it is what is being written.
pub fn edit_evidence(state: &mut State, core: &mut Core, evidence: EvidenceId, field: EvidenceField) {
    core.settings.inspector.shown = true;
    if let (None, Some(at)) = (core.evidence(&evidence), core.place.claim_ref()) {
        core.blank_evidence = Some(BlankEvidence {
            at,
            id: evidence.clone(),
            evidence: Evidence::default(),
            is_dated: false,
        });
    }
    show_evidence(state, core, Some(evidence));
    state.first_field = Some(field);
    core.focus = Some(OPENED_EVIDENCE);
}

/// Shows the fields of a piece of evidence, or those of none. One in which nothing was written is forgotten.
fn show_evidence(state: &mut State, core: &mut Core, evidence: Option<EvidenceId>) {
    state.new_evidence = None;
    core.blank_evidence
        .take_if(|blank| Some(&blank.id) != evidence.as_ref());
    state.written_evidence = core.place.claim.clone().zip(evidence);
}

/// Asks the desktop for what is on the clipboard, if new evidence waits for it. The answer comes in one of the next
/// frames.
pub fn ask_clipboard(state: &mut State, ctx: &Context) {
    if state.waiting == Some(Waiting::ToAsk) {
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
        ctx.request_repaint();
        state.waiting = Some(Waiting::Asked(0));
    }
}

/// Takes the answer, before anything else pastes it, and adds the evidence; without an answer it is added as well.
pub fn hear_clipboard(state: &mut State, core: &mut Core, ctx: &Context) {
    const MAX_FRAMES: u8 = 1;
    let Some(Waiting::Asked(frames)) = state.waiting else {
        return;
    };
    let mut pasted = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Paste(text) => {
                pasted = Some(text.clone());
                false
            }
            _ => true,
        });
    });
    if pasted.is_none() && frames < MAX_FRAMES {
        state.waiting = Some(Waiting::Asked(frames + 1));
        ctx.request_repaint();
        return;
    }
    state.waiting = None;
    let is_address = |text: &String| !text.trim().is_empty() && address_problem(text).is_none();
    add_evidence(state, core, pasted.filter(is_address));
    ctx.request_repaint();
}

/// Adds evidence accessed today to the selected claim, and focuses its first empty field.
fn add_evidence(state: &mut State, core: &mut Core, address: Option<String>) {
    let (Some(session), Some(at)) = (&core.session, core.place.claim_ref()) else {
        return;
    };
    let today = session
        .stamp()
        .at
        .to_zoned_datetime(jiff::tz::TimeZone::system())
        .date();
    let id = ids::evidence_id(session.project(), &at.0, &at.1);
    state.written_evidence = Some((at.1.clone(), id.clone()));
    state.new_evidence = state.written_evidence.clone().filter(|_| address.is_none());
    state.first_field = Some(match &address {
        None => EvidenceField::Url,
        Some(_) => EvidenceField::Title,
    });
    core.blank_evidence = Some(BlankEvidence {
        at: at.clone(),
        id: id.clone(),
        evidence: Evidence {
            seen: Some(today),
            ..Evidence::default()
        },
        is_dated: false,
    });
    if let Some(address) = address {
        core.change_evidence(at, id, EvidenceChange::Url(address.trim().to_owned()));
    }
    core.focus = Some(OPENED_EVIDENCE);
}

/// Ends what waits for the user in the inspector once it is done with or out of sight.
pub fn close_finished_form(state: &mut State, core: &mut Core) {
    let is_shown = |claim: &ClaimId| {
        core.place.claim.as_ref() == Some(claim)
            && core.place.workspace == Workspace::Annotate
            && core.settings.inspector.shown
    };
    if state.scale.as_ref().is_some_and(|(claim, _)| !is_shown(claim)) {
        state.scale = None;
    }
    if let Some((claim, id)) = &state.written_evidence
        && (!is_shown(claim) || core.evidence(id).is_none())
    {
        state.written_evidence = None;
    }
    if let Some((claim, id)) = &state.new_evidence
        && (!is_shown(claim) || core.evidence(id).is_none_or(|found| !found.url.trim().is_empty()))
    {
        state.new_evidence = None;
    }
    if state.written_evidence.is_none() {
        core.blank_evidence = None;
    }
}
