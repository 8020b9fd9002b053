//! What is done about verdicts: rating a claim, its evidence, and the scale itself. What is drawn of
//! them is the inspector's and the dialogs'.

use crate::model::ops;
use crate::session::ids;
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::project::scale::ScaleDraft;

impl App {
    /// Rates the selected claim, or takes the rating back.
    pub(crate) fn rate(&mut self, rating: Option<String>) {
        self.core
            .edit_claim(move |project, at, stamp| ops::review::rate(project, at, rating, stamp));
    }

    /// Adds a piece of evidence, seen today, to the selected claim.
    pub(crate) fn add_evidence(&mut self) {
        self.core.edit_claim(move |project, at, stamp| {
            let id = ids::evidence_id(project, &at.0, &at.1);
            let seen = stamp.at.to_zoned(jiff::tz::TimeZone::system()).date();
            ops::review::add_evidence(project, at, id, seen)
        });
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
