//! What is done about verdicts: rating a claim, its evidence, and the scale itself. What is drawn of
//! them is the inspector's and the dialogs'.

use super::app::App;
use super::dialogs::ScaleDraft;
use super::view::{Dialog, Workspace};
use crate::model::ops;
use crate::session::ids;

/// The name under which the address of new evidence takes the keyboard.
pub const NEW_EVIDENCE: &str = "new evidence";

impl App {
    /// Rates the selected claim, or takes the rating back.
    pub(super) fn rate(&mut self, rating: Option<String>) {
        self.edit_claim(move |project, at, stamp| ops::review::rate(project, at, rating, stamp));
    }

    /// Adds a piece of evidence, seen today, to the selected claim, and puts the caret where its address goes.
    pub(super) fn add_evidence(&mut self) {
        let (Some(session), Some(article), Some(claim)) =
            (&self.session, &self.view.article, &self.view.claim)
        else {
            return;
        };
        let id = ids::evidence_id(session.project(), article, claim);
        let added = Some((claim.clone(), id.clone()));
        self.edit_claim(move |project, at, stamp| {
            let seen = stamp.at.to_zoned_datetime(jiff::tz::TimeZone::system()).date();
            ops::review::add_evidence(project, at, id, seen)
        });
        self.view.new_evidence = added;
        self.view.focus = Some(NEW_EVIDENCE);
    }

    /// New evidence is no longer waited for once it has an address, is no more, or is out of sight.
    pub(super) fn close_finished_form(&mut self) {
        let Some((claim, evidence)) = &self.view.new_evidence else {
            return;
        };
        let in_sight = self.view.claim.as_ref() == Some(claim)
            && self.view.workspace == Workspace::Annotate
            && self.settings.inspector.shown;
        let waits = || {
            let project = self.session.as_ref()?.project();
            let claim = project.claim(self.view.article.as_ref()?, claim)?;
            Some(claim.evidence.get(evidence)?.url.trim().is_empty())
        };
        if !in_sight || waits() != Some(true) {
            self.view.new_evidence = None;
        }
    }

    /// Opens the form for the scale.
    pub(super) fn ask_for_scale(&mut self) {
        let Some(session) = &self.session else { return };
        let draft = ScaleDraft::of(session.project());
        self.view.dialog = Some(Box::new(Dialog::Scale(draft)));
    }

    /// Gives the project the scale that the form describes, as one step.
    pub(super) fn put_scale(&mut self, draft: &ScaleDraft) {
        let Some(session) = &self.session else { return };
        if draft.complaint().is_some() {
            return;
        }
        let (ratings, fates) = draft.scale();
        let changed = ratings != session.project().head().scale;
        self.view.dialog = None;
        if changed {
            self.edit(move |project| Ok(ops::scale::set(project, ratings, &fates)));
        }
    }
}
