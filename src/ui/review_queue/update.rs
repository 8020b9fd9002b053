//! Starts, steps through and ends the review queue. The decision itself is an edit of the claim like any other.

use std::collections::BTreeMap;

use super::state::waiting;
use super::{Msg, Queue, Scope, State};
use crate::model::{ClaimRef, Decision};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;
use crate::ui::claims;

/// Carries out a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core, claims: &mut claims::State) {
    let Msg::Review(scope) = msg;
    if let Some(queue) = &state.queue {
        let from = queue.from;
        begin(state, scope, from, core, claims);
    }
}

/// Starts to review what the current workspace shows, or ends the review.
pub fn toggle(state: &mut State, core: &mut Core, claims: &mut claims::State, out: &mut Outbox<Msg>) {
    let workspace = core.place.workspace;
    if state.queue.is_some() && workspace == Workspace::Annotate {
        end(state, out);
        return;
    }
    let scope = match workspace {
        Workspace::Claims => Scope::Table,
        Workspace::Annotate if core.place.article.is_some() => Scope::Article,
        _ => Scope::Project,
    };
    begin(state, scope, workspace, core, claims);
}

/// Gathers the unreviewed claims in a scope and shows the first of them.
fn begin(state: &mut State, scope: Scope, from: Workspace, core: &mut Core, claims: &mut claims::State) {
    state.queue = Some(Queue {
        scope,
        claims: waiting_in(scope, core, claims),
        at: 0,
        seen: BTreeMap::new(),
        from,
    });
    core.show(Workspace::Annotate);
    core.settings.inspector.shown = true;
    show_current(state, core);
}

/// Ends the review and goes back to where it was started.
pub fn end(state: &mut State, out: &mut Outbox<Msg>) {
    if let Some(queue) = state.queue.take() {
        out.request(Request::Show(queue.from));
    }
}

fn waiting_in(scope: Scope, core: &mut Core, claims: &mut claims::State) -> Vec<ClaimRef> {
    if scope == Scope::Table {
        while !claims::gather(claims, core) {}
    }
    let Some(session) = &core.session else {
        return Vec::new();
    };
    let (project, me) = (session.project(), &session.who().id);
    match scope {
        Scope::Article => {
            let article = core.place.article.as_ref();
            article.map_or_else(Vec::new, |_| waiting(project, me, article, None))
        }
        Scope::Project => waiting(project, me, None, None),
        Scope::Table => waiting(project, me, None, Some(&claims.chosen_or_shown())),
    }
}

/// Goes to the next or previous claim; the end is past the last.
pub fn step(state: &mut State, by: isize, core: &mut Core) {
    let (Some(project), Some(queue)) = (core.project(), &mut state.queue) else {
        return;
    };
    let exists = |(article, claim): &ClaimRef| project.claim(article, claim).is_some();
    let mut at = queue.at;
    loop {
        match at.checked_add_signed(by) {
            Some(next) => at = next.min(queue.claims.len()),
            // Before the first there is nothing.
            None => return,
        }
        if queue.claims.get(at).is_none_or(exists) {
            break;
        }
    }
    queue.at = at;
    show_current(state, core);
}

/// Notes the decision on the selected claim. After a decision on the current claim the queue goes on, unless `stay`.
pub fn take_note(state: &mut State, decision: Option<Decision>, stay: bool, core: &mut Core) {
    sync(state, core);
    let selected = core.place.claim_ref();
    let is_current = state.queue.is_some() && state.current() == selected.as_ref();
    if is_current && decision.is_some() && !stay {
        step(state, 1, core);
    }
}

/// Moves the queue to the selected claim if it is in it, and reads the decisions off the project, so that undo counts.
pub fn sync(state: &mut State, core: &Core) {
    let (Some(session), Some(queue)) = (&core.session, &mut state.queue) else {
        return;
    };
    let place = core.place.claim_ref().and_then(|selected| {
        if queue.current() == Some(&selected) {
            Some(queue.at)
        } else {
            queue.claims.iter().position(|claim| *claim == selected)
        }
    });
    if let Some(place) = place {
        queue.at = place;
        queue.seen.entry(place).or_insert(None);
    }
    let me = &session.who().id;
    for (place, decision) in &mut queue.seen {
        let claim = queue.claims.get(*place);
        let claim = claim.and_then(|(article, claim)| session.project().claim(article, claim));
        *decision = claim
            .and_then(|claim| claim.reviews.get(me))
            .map(|review| review.decision);
    }
}

fn show_current(state: &mut State, core: &mut Core) {
    match state.current().cloned() {
        Some((article, claim)) => {
            core.show_article(&article);
            core.place.selection = None;
            core.select_claim(Some(claim), true);
        }
        None => core.select_claim(None, false),
    }
    sync(state, core);
}
