//! Handles the messages of the inspector.

use super::Msg;
use super::state::{NEW_EVIDENCE, State};
use crate::model::ops;
use crate::model::ops::speaker::SpeakerChange;
use crate::session::ids;
use crate::ui::article;
use crate::ui::bus::core::Core;
use crate::ui::bus::place::Workspace;

/// Handles a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core) {
    match msg {
        Msg::Edit(at, edit) => core.edit(move |project| edit.edit(project, &at)),
        Msg::MoveClaimHere(place) => article::update::move_claim_here(core, Some(place)),
        Msg::Rate(rating) => {
            core.edit_claim(move |project, at, stamp| ops::review::rate(project, at, rating, stamp));
        }
        Msg::AddEvidence => add_evidence(state, core),
        Msg::AddAlias(speaker, alias) => {
            let change = SpeakerChange::AddAlias(alias);
            core.edit(move |project| ops::speaker::change(project, &speaker, change));
        }
        Msg::ChooseLink(link) => core.place.link = link,
        Msg::ShowHistory(shown) => state.history_shown = shown,
    }
}

/// Adds evidence accessed today to the selected claim and focuses its URL field.
fn add_evidence(state: &mut State, core: &mut Core) {
    let (Some(session), Some(at)) = (&core.session, core.place.claim_ref()) else {
        return;
    };
    let seen = session
        .stamp()
        .at
        .to_zoned_datetime(jiff::tz::TimeZone::system())
        .date();
    let id = ids::evidence_id(session.project(), &at.0, &at.1);
    state.new_evidence = Some((at.1.clone(), id.clone()));
    core.edit(move |project| ops::review::add_evidence(project, &at, id, seen));
    core.focus = Some(NEW_EVIDENCE);
}

/// Ends waiting for new evidence once it has a URL, is removed, or is out of sight.
pub fn close_finished_form(state: &mut State, core: &Core) {
    let Some((claim, evidence)) = &state.new_evidence else {
        return;
    };
    let in_sight = core.place.claim.as_ref() == Some(claim)
        && core.place.workspace == Workspace::Annotate
        && core.settings.inspector.shown;
    let waits = || Some(core.claim()?.evidence.get(evidence)?.url.trim().is_empty());
    if !in_sight || waits() != Some(true) {
        state.new_evidence = None;
    }
}
