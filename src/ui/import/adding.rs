//! Articles come into the project as one step, once the files they came from are kept with it; and what became of them is
//! told. Reading those files is the business of `reading`.

use std::sync::Arc;

use super::state::{AddJob, ImportReview, Ready, State};
use super::{Msg, review};
use crate::import::annotated::Unplaced;
use crate::report::Report;
use crate::session::Session;
use crate::session::importing::{self, Added, Coming, OriginalsWriter};
use crate::session::jobs::Job;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::notice::{Notice, Tone, summed_up};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// Waits for what is being added, which is wanted although the project is left.
pub fn finish_adding(state: &mut State, core: &mut Core) {
    let Some(AddJob { job, review }) = state.adding.take() else {
        return;
    };
    if let Some(ready) = job.wait() {
        bring_in(state, core, review, ready);
    }
}

/// Brings in what is ready, once its files are kept; and shows what came in. Returns whether something did.
pub(super) fn poll(state: &mut State, core: &mut Core, out: &mut Outbox<Msg>) -> bool {
    let ready = state.adding.as_ref().and_then(|adding| adding.job.poll());
    if let Some(ready) = ready
        && let Some(AddJob { review, .. }) = state.adding.take()
    {
        bring_in(state, core, review, ready);
    }
    let added = core.session.as_mut().and_then(Session::take_added);
    let came = added.is_some();
    if let Some(added) = added {
        show_added(core, added, out);
    }
    came
}

/// Adds what is wanted of what is looked at.
pub(super) fn add(state: &mut State, core: &mut Core) {
    let Some(session) = &core.session else { return };
    if let Err(error) = session.check_writable() {
        core.notify_error(&error);
        return;
    }
    if let Some(review) = state.review.take_if(|review| review.batch.counts() != (0, 0)) {
        if core.dialog == Some(Dialog::Import) {
            core.dialog = None;
        }
        keep(state, core, review);
    }
}

/// Has the files kept that the articles came from, whereupon these come in.
pub(super) fn keep(state: &mut State, core: &Core, mut review: Box<ImportReview>) {
    let Some(session) = &core.session else { return };
    let originals = OriginalsWriter::new(session);
    let batch = std::mem::take(&mut review.batch);
    let job = Job::start(Arc::clone(&core.wake), move |progress| {
        let arrivals = batch.arrivals();
        let archived = originals.archive(&arrivals, progress);
        Ready {
            batch,
            coming: Coming::from_arrivals(arrivals),
            archived,
        }
    });
    state.adding = Some(AddJob { job, review });
}

fn bring_in(state: &mut State, core: &mut Core, mut review: Box<ImportReview>, ready: Ready) {
    let Some(session) = &mut core.session else {
        return;
    };
    let Ready {
        batch,
        coming,
        archived,
    } = ready;
    let brought = if archived.cancelled {
        Ok(false)
    } else {
        importing::bring_in(session, coming, archived).map(|()| true)
    };
    if let Ok(true) = brought {
        // Letting go of thousands of articles takes a while.
        drop(Job::start(Arc::clone(&core.wake), move |_| drop(batch)));
        (core.wake)();
        return;
    }
    review.batch = batch;
    state.review = Some(review);
    review::show(state, core);
    if let Err(error) = brought {
        core.notify_error(&error);
    }
}

fn show_added(core: &mut Core, added: Added, out: &mut Outbox<Msg>) {
    out.request(Request::ShowAdded(added.ids.clone()));
    core.tidy();
    let step = added.step;
    for report in summed_up(added.not_kept) {
        core.notify_of_step(step, Tone::Failure, report);
    }
    notify_misfits(core, step, &added.unplaced);
    if added.lost > 0 {
        let lost = words::count(added.lost, "claim has", "claims have");
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
            remedy: (added.ids.len() == 1).then(|| ("List them", Box::new(Request::Command(list)))),
        });
    } else if added.updated > 0 {
        let articles = words::count(added.updated, "article", "articles");
        let report = Report::new(format!("{articles} updated; every claim has its place"));
        core.notify_of_step(step, Tone::Done, report);
    }
}

/// What of a corpus could not be added, although its article was.
fn notify_misfits(core: &mut Core, step: Option<u64>, unplaced: &[Unplaced]) {
    if !unplaced.is_empty() {
        let marks = words::count(unplaced.len(), "mark", "marks");
        let report = Report {
            causes: unplaced.iter().map(ToString::to_string).collect(),
            ..Report::new(format!("{marks} did not come in whole"))
        };
        core.notify_of_step(step, Tone::Warning, report);
    }
}
