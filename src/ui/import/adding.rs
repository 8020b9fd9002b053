//! Articles come into the project as one step, once the files they came from are kept with it; and what became of them is
//! told. Reading those files is the business of `reading`.

use std::sync::Arc;

use super::ImportDesk;
use crate::import::annotated::Unplaced;
use crate::report::Report;
use crate::session::Session;
use crate::session::batch::Batch;
use crate::session::importing::{self, Added, Archived, Coming, OriginalsWriter};
use crate::session::jobs::{Job, Progress};
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::command::Command;
use crate::ui::bus::notice::{Notice, Tone, summed_up};
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// Adding under way: the files that articles came from are being kept with the project.
pub struct Adding {
    job: Job<Ready>,
    /// What is shown again if it is cancelled; its articles are with the job.
    desk: Box<ImportDesk>,
}

/// Articles that are ready to come in.
struct Ready {
    batch: Batch,
    coming: Coming,
    archived: Archived,
}

impl Adding {
    /// How far it has come, and the way to stop it.
    pub(crate) fn progress(&self) -> &Progress {
        self.job.progress()
    }
}

impl App {
    /// Waits for what is being added, which is wanted although the project is left.
    pub(in crate::ui) fn finish_adding(&mut self) {
        let Some(Adding { job, desk }) = self.adding.take() else {
            return;
        };
        if let Some(ready) = job.wait() {
            self.bring_in(desk, ready);
        }
    }

    /// Brings in what is ready, once its files are kept; and shows what came in.
    pub(crate) fn hear_adding(&mut self) {
        let ready = self.adding.as_ref().and_then(|adding| adding.job.poll());
        if let Some(ready) = ready
            && let Some(Adding { desk, .. }) = self.adding.take()
        {
            self.bring_in(desk, ready);
        }
        let added = self.core.session.as_mut().and_then(Session::take_added);
        if let Some(added) = added {
            self.show_taken_in(added);
            self.go_on_importing();
        }
    }

    pub(crate) fn add_incoming(&mut self) {
        let Some(session) = &self.core.session else { return };
        if let Err(error) = session.check_writable() {
            self.core.notify_error(&error);
            return;
        }
        if let Some(desk) = self.core.incoming.take_if(|desk| desk.batch.counts() != (0, 0)) {
            if let Some(Dialog::Import) = self.core.dialog.as_deref() {
                self.core.dialog = None;
            }
            self.take_in(desk);
        }
    }

    /// Has the files kept that the articles came from, whereupon these come in.
    pub(crate) fn take_in(&mut self, mut desk: Box<ImportDesk>) {
        let Some(session) = &self.core.session else { return };
        let originals = OriginalsWriter::new(session);
        let batch = std::mem::take(&mut desk.batch);
        let job = Job::start(Arc::clone(&self.core.wake), move |progress| {
            let arrivals = batch.arrivals();
            let archived = originals.archive(&arrivals, progress);
            Ready {
                batch,
                coming: Coming::from_arrivals(arrivals),
                archived,
            }
        });
        self.adding = Some(Adding { job, desk });
    }

    fn bring_in(&mut self, mut desk: Box<ImportDesk>, ready: Ready) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        let Ready {
            batch,
            coming,
            archived,
        } = ready;
        let brought = match archived.cancelled {
            true => Ok(false),
            false => importing::bring_in(session, coming, archived).map(|()| true),
        };
        if let Ok(true) = brought {
            // Letting go of thousands of articles takes a while.
            drop(Job::start(Arc::clone(&self.core.wake), move |_| drop(batch)));
            (self.core.wake)();
            return;
        }
        desk.batch = batch;
        self.core.incoming = Some(desk);
        self.show_incoming();
        if let Err(error) = brought {
            self.core.notify_error(&error);
        }
    }

    fn show_taken_in(&mut self, added: Added) {
        self.show_added(&added.ids);
        self.core.tidy();
        let step = added.step;
        for report in summed_up(added.not_kept) {
            self.core.notify_of_step(step, Tone::Failure, report);
        }
        self.tell_misfits(step, &added.unplaced);
        if added.lost > 0 {
            let lost = words::count(added.lost, "claim has", "claims have");
            let report = Report::new(format!("{lost} words that are no longer in the text"));
            let list = Command::LostClaims;
            let hint = format!(
                "{} lists those of an article; select the words that say it now, and {} puts the claim there",
                list.key_caps(),
                Command::StandHere.key_caps()
            );
            self.core.notices.push(Notice {
                tone: Tone::Warning,
                report: report.with_hint(Some(hint)),
                step,
                remedy: (added.ids.len() == 1).then(|| ("List them", Box::new(Request::Command(list)))),
            });
        } else if added.updated > 0 {
            let articles = words::count(added.updated, "article", "articles");
            let report = Report::new(format!("{articles} updated; every claim has its place"));
            self.core.notify_of_step(step, Tone::Done, report);
        }
    }

    /// What of a corpus could not be added, although its article was.
    fn tell_misfits(&mut self, step: Option<u64>, unplaced: &[Unplaced]) {
        if !unplaced.is_empty() {
            let marks = words::count(unplaced.len(), "mark", "marks");
            let report = Report {
                causes: unplaced.iter().map(ToString::to_string).collect(),
                ..Report::new(format!("{marks} did not come in whole"))
            };
            self.core.notify_of_step(step, Tone::Warning, report);
        }
    }
}
