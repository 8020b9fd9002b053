//! Brings the comparison up to date, and carries out what is asked of it.

use std::collections::BTreeSet;

use eframe::egui::Context;

use super::rows::open_differences;
use super::state::Compared;
use super::{Msg, State};
use crate::compare::agreement::agreement;
use crate::compare::settling::{Outcome, decisions};
use crate::compare::{CompareOptions, Comparison, DifferenceKind, Side, compare, compare_article};
use crate::model::ops::adjudication;
use crate::model::{ArticleId, Project, ReviewerId};
use crate::session::{Session, TextState};
use crate::ui::bus::core::Core;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::Workspace;
use crate::ui::bus::request::Request;

/// So many texts are read in one frame.
const READ_A_FRAME: usize = 40;

/// Compares again where the project has changed since, only the articles that did.
pub fn gather(state: &mut State, core: &mut Core, ctx: &Context) {
    if core.place.workspace != Workspace::Compare {
        return;
    }
    let Some(session) = &mut core.session else { return };
    choose_sides(state, session);
    let [Some(a), Some(b)] = state.sides.clone() else {
        state.compared = None;
        return;
    };
    let sides = [a, b];
    let unread = read_texts(session, &sides);
    if unread > 0 {
        ctx.request_repaint();
    }
    let revision = session.revision();
    let project = session.project();
    let before = state.compared.take().filter(|before| before.sides == sides);
    if let Some(before) = before {
        if before.revision == revision {
            state.compared = Some(before);
            return;
        }
        let touched = session.touched_since(before.revision);
        // Speakers, reviewers and the scale concern every article.
        if !touched.project {
            let comparison = followed(before.comparison, project, &sides, &touched.articles);
            state.compared = Some(compared(session, sides, comparison, unread));
            keep_place(state);
            return;
        }
    }
    let (a, b) = both(project, &sides);
    let comparison = compare(&a, &b, &CompareOptions::default());
    state.compared = Some(compared(session, sides, comparison, unread));
    keep_place(state);
}

/// The reviewers at first: oneself and whoever has read most of the same, as far as they are not chosen.
fn choose_sides(state: &mut State, session: &Session) {
    let project = session.project();
    for side in &mut state.sides {
        *side = side.take().filter(|id| project.reviewers().contains_key(id));
    }
    let me = &session.who().id;
    if state.sides[0].is_none() {
        let mut others = project.reviewers().keys();
        let first = project.reviewers().contains_key(me).then_some(me);
        let other = || others.find(|id| state.sides[1].as_ref() != Some(id));
        state.sides[0] = first
            .filter(|me| state.sides[1].as_ref() != Some(me))
            .or_else(other)
            .cloned();
    }
    if state.sides[1].is_none() {
        let both_read = |id: &&ReviewerId| {
            let first = state.sides[0].as_ref();
            let articles = project.articles().values();
            articles
                .filter(|article| {
                    first.is_some_and(|first| article.has_work_of(first)) && article.has_work_of(id)
                })
                .count()
        };
        let others = project
            .reviewers()
            .keys()
            .filter(|id| state.sides[0].as_ref() != Some(id));
        state.sides[1] = others.max_by_key(both_read).cloned();
    }
}

/// Reads texts of the articles that both have read; gives how many are not there yet.
fn read_texts(session: &mut Session, sides: &[ReviewerId; 2]) -> usize {
    let articles = session.project().articles().iter();
    let waits = articles
        .filter(|(_, article)| article.text.is_none() && sides.iter().all(|side| article.has_work_of(side)));
    let waits: Vec<ArticleId> = waits.map(|(id, _)| id.clone()).collect();
    let mut unread = waits.len();
    for id in waits.iter().take(READ_A_FRAME) {
        // What cannot be read is told as skipped, and not waited for.
        unread -= usize::from(session.ensure_text(id) != TextState::Reading);
    }
    unread
}

fn both<'a>(project: &'a Project, sides: &[ReviewerId; 2]) -> (Side<'a>, Side<'a>) {
    let [a, b] = sides;
    (
        Side::from_reviewer(project, a.clone()),
        Side::from_reviewer(project, b.clone()),
    )
}

/// A comparison with some of its articles compared again. An article that comes in or goes out makes it begin anew.
fn followed(
    mut comparison: Comparison,
    project: &Project,
    sides: &[ReviewerId; 2],
    touched: &BTreeSet<ArticleId>,
) -> Comparison {
    let (a, b) = both(project, sides);
    let options = CompareOptions::default();
    for id in touched {
        let at = comparison.articles.iter().position(|article| article.a == *id);
        let again = compare_article((&a, id), (&b, id), &options);
        match (at.and_then(|at| comparison.articles.get_mut(at)), again) {
            (Some(article), Some(again)) => *article = again,
            _ => return compare(&a, &b, &options),
        }
    }
    comparison
}

fn compared(session: &Session, sides: [ReviewerId; 2], comparison: Comparison, unread: usize) -> Compared {
    let (a, b) = both(session.project(), &sides);
    let (open, settled) = open_differences((&a, &b), &comparison.articles, &session.who().id);
    Compared {
        revision: session.revision(),
        figures: agreement(&comparison.articles, &CompareOptions::default()),
        sides,
        comparison,
        open,
        settled,
        unread,
    }
}

/// Keeps the place within the queue, which gets shorter.
fn keep_place(state: &mut State) {
    state.at = state.at.min(state.shown().len().saturating_sub(1));
}

/// Carries out a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core, out: &mut Outbox<Msg>) {
    match msg {
        Msg::Choose { side, reviewer } => choose(state, core, side, reviewer),
        Msg::ShowFigures => state.queue = None,
        Msg::ShowQueue(kind) => (state.queue, state.at) = (Some(kind), 0),
        Msg::Step(by) => {
            let last = state.shown().len().saturating_sub(1);
            state.at = state.at.saturating_add_signed(by).min(last);
        }
        Msg::Keep => {
            let outcome = match state.queue {
                Some(DifferenceKind::OnlyA) => Outcome::First,
                Some(DifferenceKind::OnlyB) => Outcome::Second,
                _ => return,
            };
            settle(state, core, outcome, false);
        }
        Msg::Settle(outcome) => settle(state, core, outcome, false),
        Msg::SettleAlike(outcome) => settle(state, core, outcome, true),
        Msg::Open => {
            let Some(open) = state.current() else { return };
            let claim = open.difference.a.clone().or(open.difference.b.clone());
            out.request(Request::ShowArticle(open.article.clone()));
            out.request(Request::SelectClaim { claim, reveal: true });
        }
    }
}

fn choose(state: &mut State, core: &Core, side: usize, reviewer: usize) {
    let Some(project) = core.project() else { return };
    let chosen = project.reviewers().keys().nth(reviewer).cloned();
    let other = 1 - side.min(1);
    if chosen.is_some() && state.sides.get(other) == Some(&chosen) {
        state.sides.swap(0, 1);
    } else if let Some(place) = state.sides.get_mut(side) {
        *place = chosen;
    }
    (state.at, state.queue) = (0, None);
}

/// Settles the current difference, and those like it.
fn settle(state: &State, core: &mut Core, outcome: Outcome, all_alike: bool) {
    let (Some(compared), Some(current), Some(session)) = (&state.compared, state.current(), &core.session)
    else {
        return;
    };
    let (a, b) = both(session.project(), &compared.sides);
    let mut all = Vec::new();
    for open in &compared.open {
        let is_alike = all_alike && open.likeness.is_some() && open.likeness == current.likeness;
        if !is_alike && open != current {
            continue;
        }
        let article = compared
            .comparison
            .articles
            .iter()
            .find(|article| article.a == open.article);
        if let Some(article) = article {
            all.extend(decisions((&a, &b), article, &open.difference, outcome));
        }
    }
    let stamp = session.stamp();
    core.edit(move |project| adjudication::settle(project, &all, "", &stamp));
}
