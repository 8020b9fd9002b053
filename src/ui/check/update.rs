//! Carries out the messages of the Check panel: goes to a problem's place, or asks before it is fixed.

use std::sync::Arc;

use eframe::egui::Context;

use super::problem_index::ProblemIndex;
use super::view::MORE;
use super::{Msg, State};
use crate::model::ops;
use crate::model::ops::quick_fix::{QuickFix, fix, fix_all, quick_fix, quick_fix_of_all};
use crate::model::{ArticleId, DifferencePlace, Problem, ProblemGroup, ProblemKind};
use crate::session::jobs::Job;
use crate::session::{Session, Wake};
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::place::{SidePanel, Workspace};
use crate::ui::bus::request::Request;

/// So many texts are read in one frame while the panel is open.
const MAX_TEXTS_A_FRAME: usize = 8;

/// Carries out a message.
pub fn update(state: &mut State, msg: Msg, core: &mut Core, out: &mut Outbox<Msg>) {
    match msg {
        Msg::Go(problem) => go(&problem, core, out),
        Msg::OfferFix(problem) => {
            let found = core.project().and_then(|project| quick_fix(project, &problem));
            offer_fix(core, problem.kind.group(), found, Request::FixProblem(problem));
        }
        Msg::OfferFixOfAll(group) => {
            let problems = state.problems.of(group, None);
            let found = core
                .project()
                .and_then(|project| quick_fix_of_all(project, problems));
            offer_fix(core, group, found, Request::FixProblems(group));
        }
        Msg::Settle(at, choice) => {
            core.edit(move |project| ops::difference::settle(project, &at, choice));
        }
        Msg::Fold(group) => {
            if !state.folded.remove(&group) {
                state.folded.insert(group);
            }
        }
        Msg::More(group) => *state.more.entry(group).or_default() += MORE,
    }
}

/// Fixes a problem.
pub fn fix_problem(problem: Problem, core: &mut Core) {
    core.edit(move |project| Ok(fix(project, &problem)));
}

/// Fixes all problems of a group.
pub fn fix_problems(state: &State, group: ProblemGroup, core: &mut Core) {
    let problems: Vec<Problem> = state.problems.of(group, None).cloned().collect();
    core.edit(move |project| Ok(fix_all(project, &problems)));
}

/// Checks what changed, and asks for another frame while there is more to check. Returns how many texts are not checked
/// against their claims yet.
pub fn gather(state: &mut State, core: &mut Core, ctx: &Context) -> usize {
    let Some(session) = &mut core.session else {
        return 0;
    };
    if core.side_panel == Some(SidePanel::Check) {
        let unread = state.unread(session.project()).take(MAX_TEXTS_A_FRAME);
        let unread: Vec<ArticleId> = unread.cloned().collect();
        for id in &unread {
            session.ensure_text(id);
        }
        if let Some(last) = unread.last() {
            state.read_up_to(last.clone());
            ctx.request_repaint();
        }
    }
    let session = &*session;
    if !look_first(state, session, &core.wake) {
        return state.unread(session.project()).count();
    }
    let touched = |revision| session.touched_since(revision);
    if state
        .problems
        .update(session.project(), session.revision(), touched)
    {
        ctx.request_repaint();
    }
    state.unread(session.project()).count()
}

/// Has a large project looked at on a thread of its own the first time; returns whether that is done.
fn look_first(state: &mut State, session: &Session, wake: &Wake) -> bool {
    if state.first_look.is_none() && state.problems.wants_thread(session.project()) {
        let (project, revision) = (session.project_now(), session.revision());
        state.first_look = Some(Job::start(Arc::clone(wake), move |progress| {
            ProblemIndex::complete(&project, revision, || !progress.is_cancelled())
        }));
    }
    let Some(job) = &state.first_look else {
        return true;
    };
    let Some(found) = job.poll() else {
        return false;
    };
    state.problems = found;
    state.first_look = None;
    true
}

fn go(problem: &Problem, core: &mut Core, out: &mut Outbox<Msg>) {
    if let Some(article) = problem.article.clone() {
        if core.place.workspace != Workspace::Annotate {
            core.place.back = Some(core.place.workspace);
            core.place.workspace = Workspace::Annotate;
        }
        core.show_article(&article);
        if let Some(claim) = &problem.claim {
            core.select_claim(Some(claim.clone()), true);
        }
    }
    match &problem.kind {
        ProblemKind::EvidenceWithoutStance { id, .. } | ProblemKind::EvidenceAddress { id, .. } => {
            out.request(Request::EditEvidence(id.clone()));
        }
        ProblemKind::UnusedSpeaker { speaker, .. } | ProblemKind::UnknownAffiliation { speaker, .. } => {
            out.request(Request::ShowSpeaker(speaker.clone()));
        }
        ProblemKind::Difference {
            at: DifferencePlace::Speaker(speaker, _),
            ..
        } => out.request(Request::ShowSpeaker(speaker.clone())),
        ProblemKind::SameName { speakers, .. } => {
            if let Some(first) = speakers.first() {
                out.request(Request::ShowSpeaker(first.clone()));
            }
        }
        _ => {}
    }
}

/// Says what will be done, and asks.
fn offer_fix(core: &mut Core, group: ProblemGroup, fix: Option<QuickFix>, then: Request) {
    let Some(fix) = fix else { return };
    core.open(Dialog::Confirm(Box::new(Confirm {
        question: group.heading().to_owned(),
        explanation: fl!("check-fix-explanation", does = fix.does),
        button: fix.button,
        request: then,
    })));
}
