//! What is done about the actions of the panel that checks: the window goes to a problem's place, or
//! asks before it is put right. What can be done, and how, is in `model::ops`.

use std::ops::Bound;

use eframe::egui::Context;

use super::{CheckAction, MORE};
use crate::model::ops::quick_fix::{QuickFix, fix, fix_all, quick_fix, quick_fix_of_all};
use crate::model::{ArticleId, ClaimId, EvidenceId, Problem, ProblemGroup, ProblemKind};
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::draft::EvidenceField;
use crate::ui::bus::place::{SidePanel, Workspace};
use crate::ui::bus::request::Request;
use crate::ui::kit::field::Field;
use crate::ui::speakers::SpeakersAction;

/// So many texts are read in one frame while the panel is open.
const TEXTS_A_FRAME: usize = 8;

impl App {
    /// Carries out what was asked of the panel.
    pub(in crate::ui) fn check_action(&mut self, ctx: &Context, action: CheckAction) {
        match action {
            CheckAction::Go(problem) => self.go_to_problem(ctx, &problem),
            CheckAction::OfferFix(problem) => {
                let Some(session) = &self.core.session else { return };
                let found = quick_fix(session.project(), &problem);
                self.offer_fix(problem.kind.group(), found, Request::FixProblem(problem));
            }
            CheckAction::OfferFixOfAll(group) => {
                let Some(session) = &self.core.session else { return };
                let found = quick_fix_of_all(session.project(), self.check.of(group, None));
                self.offer_fix(group, found, Request::FixProblems(group));
            }
            CheckAction::Fix(problem) => self.core.edit(move |project| Ok(fix(project, &problem))),
            CheckAction::FixAll(group) => {
                let problems: Vec<Problem> = self.check.of(group, None).cloned().collect();
                self.core.edit(move |project| Ok(fix_all(project, &problems)));
            }
            CheckAction::Fold(group) => {
                let folded = &mut self.core.check.folded;
                if !folded.remove(&group) {
                    folded.insert(group);
                }
            }
            CheckAction::More(group) => {
                *self.core.check.more.entry(group).or_default() += MORE;
            }
        }
    }

    /// Looks at what changed; asks for another frame while there is more to look at.
    pub(in crate::ui) fn update_check(&mut self, ctx: &Context) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        if self.core.side_panel == Some(SidePanel::Check) {
            let from = match &self.texts_from {
                Some(last) => Bound::Excluded(last.clone()),
                None => Bound::Unbounded,
            };
            let unread: Vec<ArticleId> = session
                .project()
                .articles()
                .range((from, Bound::Unbounded))
                .filter(|(_, article)| article.text.is_none() && !article.claims.is_empty())
                .map(|(id, _)| id.clone())
                .take(TEXTS_A_FRAME)
                .collect();
            for id in &unread {
                session.ensure_text(id);
            }
            if let Some(last) = unread.last() {
                self.texts_from = Some(last.clone());
                ctx.request_repaint();
            }
        }
        let session = &*session;
        let touched = |revision| session.touched_since(revision);
        if self.check.update(session.project(), session.revision(), touched) {
            ctx.request_repaint();
        }
    }

    /// How many texts with claims have not been asked for yet.
    pub(in crate::ui) fn unread_texts(&self) -> usize {
        let Some(session) = &self.core.session else {
            return 0;
        };
        let from = match &self.texts_from {
            Some(last) => Bound::Excluded(last.clone()),
            None => Bound::Unbounded,
        };
        let articles = session.project().articles().range((from, Bound::Unbounded));
        articles
            .filter(|(_, article)| article.text.is_none() && !article.claims.is_empty())
            .count()
    }

    fn go_to_problem(&mut self, ctx: &Context, problem: &Problem) {
        if let Some(article) = problem.article.clone() {
            if self.core.place.workspace != Workspace::Annotate {
                self.core.place.back = Some(self.core.place.workspace);
                self.core.place.workspace = Workspace::Annotate;
            }
            self.core.show_article(&article);
            if let Some(claim) = &problem.claim {
                self.core.select_claim(Some(claim.clone()), true);
            }
        }
        match &problem.kind {
            ProblemKind::EvidenceWithoutStance { id, .. } | ProblemKind::EvidenceAddress { id, .. } => {
                self.core.settings.inspector.shown = true;
                if let Some(claim) = &problem.claim {
                    ctx.memory_mut(|memory| memory.request_focus(field_of(id, claim)));
                }
            }
            ProblemKind::UnusedSpeaker { speaker, .. } | ProblemKind::UnknownAffiliation { speaker, .. } => {
                self.core.place.workspace = Workspace::Speakers;
                self.speakers_action(SpeakersAction::Choose(speaker.clone()));
            }
            ProblemKind::SameName { speakers, .. } => {
                if let Some(first) = speakers.first() {
                    self.core.place.workspace = Workspace::Speakers;
                    self.speakers_action(SpeakersAction::Choose(first.clone()));
                }
            }
            _ => {}
        }
    }

    /// Says what will be done, and asks.
    fn offer_fix(&mut self, group: ProblemGroup, fix: Option<QuickFix>, then: Request) {
        let Some(fix) = fix else { return };
        self.core.picker = None;
        self.core.dialog = Some(Box::new(Dialog::Confirm {
            question: group.heading().to_owned(),
            explanation: format!("{} Ctrl Z takes it back.", fix.does),
            button: fix.button,
            request: Box::new(then),
        }));
    }
}

/// The first field of a piece of evidence in the inspector.
fn field_of(evidence: &EvidenceId, claim: &ClaimId) -> eframe::egui::Id {
    Field::id(&format!("evidence {evidence} {:?} {claim}", EvidenceField::Url))
}
