//! What is done about verdicts: rating a claim, its evidence, and the scale itself. What is drawn of
//! them is the inspector's and the dialogs'.

use crate::model::ops;
use crate::session::ids;
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::place::Workspace;
use crate::ui::project::scale::ScaleDraft;

/// The name under which the address of new evidence takes the keyboard.
pub const NEW_EVIDENCE: &str = "new evidence";

impl App {
    /// Rates the selected claim, or takes the rating back.
    pub(crate) fn rate(&mut self, rating: Option<String>) {
        self.core
            .edit_claim(move |project, at, stamp| ops::review::rate(project, at, rating, stamp));
    }

    /// Adds a piece of evidence, seen today, to the selected claim, and puts the caret where its address goes.
    pub(crate) fn add_evidence(&mut self) {
        let (Some(session), Some(at)) = (&self.core.session, self.core.place.claim_ref()) else {
            return;
        };
        let seen = session
            .stamp()
            .at
            .to_zoned_datetime(jiff::tz::TimeZone::system())
            .date();
        let id = ids::evidence_id(session.project(), &at.0, &at.1);
        self.core.new_evidence = Some((at.1.clone(), id.clone()));
        self.core
            .edit(move |project| ops::review::add_evidence(project, &at, id, seen));
        self.core.focus = Some(NEW_EVIDENCE);
    }

    /// New evidence is no longer waited for once it has an address, is no more, or is out of sight.
    pub(crate) fn close_finished_form(&mut self) {
        let Some((claim, evidence)) = &self.core.new_evidence else {
            return;
        };
        let in_sight = self.core.place.claim.as_ref() == Some(claim)
            && self.core.place.workspace == Workspace::Annotate
            && self.core.settings.inspector.shown;
        let waits = || {
            let evidence = self.core.claim()?.evidence.get(evidence)?;
            Some(evidence.url.trim().is_empty())
        };
        if !in_sight || waits() != Some(true) {
            self.core.new_evidence = None;
        }
    }

    /// Opens the form for the scale.
    pub(crate) fn ask_for_scale(&mut self) {
        let Some(session) = &self.core.session else { return };
        let draft = ScaleDraft::of(session.project());
        self.core.dialog = Some(Box::new(Dialog::Scale(draft)));
    }

    /// Gives the project the scale that the form describes, as one step.
    pub(crate) fn put_scale(&mut self, draft: &ScaleDraft) {
        let Some(session) = &self.core.session else { return };
        if draft.complaint().is_some() {
            return;
        }
        let (ratings, fates) = draft.scale();
        let changed = ratings != session.project().head().scale;
        self.core.dialog = None;
        if changed {
            self.core
                .edit(move |project| Ok(ops::scale::set(project, ratings, &fates)));
        }
    }
}
