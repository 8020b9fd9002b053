//! Adds what was reviewed to the project, and reports what came of it.

use super::state::{ImportReview, LeftOut, State};
use super::{Msg, review};
use crate::import::annotated::Unplaced;
use crate::report::Report;
use crate::session::ingest::commit::ImportOutcome;
use crate::session::ingest::stage::Staged;
use crate::session::{Session, SessionError};
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::notice::{Notice, Tone, summed_up};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// Shows what came of an import that is done. Returns whether one is.
pub(super) fn poll(state: &mut State, core: &mut Core, out: &mut Outbox<Msg>) -> bool {
    let session = core.session.as_mut();
    if session
        .as_ref()
        .is_none_or(|session| session.archiving().is_none())
    {
        state.adding = None;
    }
    let outcome = session.and_then(Session::take_outcome);
    let is_done = outcome.is_some();
    if let Some(outcome) = outcome {
        let left_out = std::mem::take(&mut state.left_out);
        show_outcome(core, outcome, left_out, out);
    }
    is_done
}

/// Adds what was chosen in the review.
pub(super) fn add(state: &mut State, core: &mut Core) {
    if let Some(review) = state.review.take_if(|review| review.batch.counts() != (0, 0)) {
        if core.dialog == Some(Dialog::Import) {
            core.dialog = None;
        }
        begin(state, core, review);
    }
}

/// Begins to add articles; if that is not possible the review is shown.
pub(super) fn begin(state: &mut State, core: &mut Core, mut review: Box<ImportReview>) {
    let Some(session) = &mut core.session else { return };
    let is_writable = session.check_writable();
    state.left_out = LeftOut::new(&review.batch);
    match is_writable.and_then(|()| session.begin_import(std::mem::take(&mut review.batch))) {
        Ok(()) => state.adding = Some(review),
        Err(error) => {
            state.review = Some(review);
            review::show(state, core);
            core.notify_error(&error);
        }
    }
}

/// Shows the review again after adding was cancelled.
pub(super) fn take_back(state: &mut State, core: &mut Core, staged: Staged) {
    if let Some(review) = state.adding.take() {
        state.review = Some(Box::new(ImportReview {
            batch: staged,
            ..*review
        }));
        review::show(state, core);
    }
}

/// Reports that a job panicked.
pub(super) fn notify_panic(core: &mut Core) {
    core.notify_error(&SessionError::JobPanicked);
}

fn show_outcome(core: &mut Core, outcome: ImportOutcome, left_out: LeftOut, out: &mut Outbox<Msg>) {
    tell_end(core, &outcome, left_out);
    out.request(Request::ShowAdded(outcome.ids.clone()));
    core.tidy();
    let step = outcome.step;
    for report in summed_up(outcome.not_archived) {
        core.notify_of_step(step, Tone::Failure, report);
    }
    notify_unplaced(core, step, &outcome.unplaced);
    if outcome.orphaned > 0 {
        let lost = words::count(outcome.orphaned, "claim has", "claims have");
        let report = Report::new(format!("{lost} words that are no longer in the text"));
        let list = Command::OrphanedClaims;
        let hint = format!(
            "{} lists those of an article; select the words that say it now, and {} puts the claim there",
            list.key_caps(),
            Command::MoveClaimHere.key_caps()
        );
        core.notices.push(Notice {
            tone: Tone::Warning,
            report: report.with_hint(Some(hint)),
            step,
            remedies: (outcome.ids.len() == 1)
                .then_some(("List them", Request::Command(list)))
                .into_iter()
                .collect(),
        });
    } else if outcome.updated > 0 {
        let articles = words::count(outcome.updated, "article", "articles");
        let report = Report::new(format!("{articles} updated; every claim has its place"));
        core.notify_of_step(step, Tone::Done, report);
    }
}

/// Says what came in and what stayed out, where that is not plain to see: of many articles, or if anything stayed out.
fn tell_end(core: &mut Core, outcome: &ImportOutcome, left_out: LeftOut) {
    let LeftOut {
        known,
        deselected,
        unread,
    } = left_out;
    let stayed_out = known + deselected + unread + outcome.refused.len();
    let added = outcome.ids.len().saturating_sub(outcome.updated);
    if added == 0 || (added == 1 && stayed_out == 0) {
        return;
    }
    let unread = unread + outcome.refused.len();
    let parts = [
        (known > 0).then(|| fl!("import-end-known", count = known)),
        (deselected > 0).then(|| fl!("import-end-deselected", count = deselected)),
        (unread > 0).then(|| fl!("import-end-unread", count = unread)),
    ];
    let report = Report {
        causes: parts.into_iter().flatten().collect(),
        ..Report::new(fl!("import-end", count = added))
    };
    core.notify_of_step(outcome.step, Tone::Done, report);
}

/// Annotations that could not be placed, although their article was added.
fn notify_unplaced(core: &mut Core, step: Option<u64>, unplaced: &[Unplaced]) {
    if !unplaced.is_empty() {
        let marks = words::count(unplaced.len(), "mark", "marks");
        let report = Report {
            causes: unplaced.iter().map(ToString::to_string).collect(),
            ..Report::new(format!("{marks} did not come in whole"))
        };
        core.notify_of_step(step, Tone::Warning, report);
    }
}
