//! Has files read in the background, one lot at a time, and takes in what was read: it is reviewed, or added at once
//! where there is nothing to review.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::{Chosen, ImportReview, ReadJob, State};
use super::{Msg, adding, review};
use crate::import::Choices;
use crate::import::annotated::LabelMap;
use crate::model::ArticleId;
use crate::session::Session;
use crate::session::ingest::parse::{ParseOptions, Parsed};
use crate::session::ingest::stage::{Staged, StagedArticle};
use crate::session::jobs::{Finished, JobHandle};
use crate::ui::bus::core::Core;
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::notice::summed_up;
use crate::ui::bus::outbox::Outbox;

/// Reads these files, or the newer version of an article in them; one at a time, and what comes meanwhile waits its
/// turn.
pub fn start(state: &mut State, core: &Core, paths: Vec<PathBuf>, updates: Option<ArticleId>) {
    if state.reading.is_some() || state.adding.is_some() || state.review.is_some() {
        match updates {
            Some(id) => state.waiting_updates.push((id, paths)),
            None => state.waiting.extend(paths),
        }
        return;
    }
    if let Some(session) = &core.session {
        let job = session.stage(paths, core.settings.parse_options(), updates);
        state.reading = Some(ReadJob::new(job, core, false));
    }
}

/// Takes in what the jobs of an import gave.
pub fn poll(state: &mut State, core: &mut Core, finished: Vec<Finished>, out: &mut Outbox<Msg>) {
    review::show(state, core);
    for finished in finished {
        match finished {
            Finished::Staged(staged) => take_in(state, core, *staged),
            Finished::ParsedAgain(path, parsed) => take_in_again(state, core, &path, *parsed),
            Finished::Compared(Ok(comparison)) => review::take_in_comparison(state, *comparison),
            Finished::Archived(archive) => adding::take_back(state, core, archive.into_staged()),
            Finished::Panicked => forget_panicked(state, core),
            Finished::TextRead(..)
            | Finished::StepsMade(_)
            | Finished::Compared(Err(_))
            | Finished::FoundOutside(_)
            | Finished::MergedOutside(_)
            | Finished::TakenIn(_) => {
                debug_assert!(false, "the session takes this in: {finished:?}");
                tracing::error!("a job of the session reached the window");
            }
        }
    }
    if adding::poll(state, core, out) {
        go_on(state, core);
    }
}

/// Takes in what was read: a plain text with nothing to ask is added at once, everything else is reviewed.
fn take_in(state: &mut State, core: &mut Core, staged: Staged) {
    state.reading = None;
    for failure in summed_up(staged.failures.clone()) {
        core.notify_failure(failure);
    }
    let can_be_read = staged.waiting_tables() > 0;
    let is_plain = staged.is_plain() && !staged.cancelled && core.dialog.is_none();
    if staged.items.is_empty() && !can_be_read {
        let reports = staged.refused.iter().map(|refused| refused.report.clone());
        for failure in summed_up(reports.collect()) {
            core.notify_failure(failure);
        }
    } else {
        let review = Box::new(ImportReview {
            batch: staged,
            ..ImportReview::default()
        });
        if is_plain {
            adding::begin(state, core, review);
        } else {
            state.review = Some(review);
            review::look_closer(state, core);
            review::show(state, core);
        }
    }
    go_on(state, core);
}

fn forget_panicked(state: &mut State, core: &mut Core) {
    if state.reading.take_if(|reading| reading.job.has_ended()).is_some()
        && let Some(review) = state.review.as_deref_mut()
    {
        review.reading = false;
    }
    adding::notify_panic(core);
}

/// What is being done, and how many steps of how many are done.
pub fn progress(state: &State, core: &Core) -> Option<(String, (usize, usize))> {
    let archiving = core.session.as_ref().and_then(Session::archiving);
    if let Some(job) = archiving {
        return Some((fl!("session-archiving").to_owned(), job.progress().steps()));
    }
    let reading = state.reading.as_ref()?;
    let steps = reading.job.progress().steps();
    let seconds = core.now - reading.since;
    let what = if seconds > 1.0 && steps.0 > 0 {
        let speed = (steps.0 as f64 / seconds).round();
        fl!("session-reading-at-speed", files = speed)
    } else {
        fl!("session-reading").to_owned()
    };
    Some((what, steps))
}

/// Goes on with what waited its turn.
pub fn go_on(state: &mut State, core: &Core) {
    if state.review.is_some() || state.reading.is_some() || state.adding.is_some() {
        return;
    }
    let waiting = std::mem::take(&mut state.waiting);
    if !waiting.is_empty() {
        start(state, core, waiting, None);
    } else if !state.waiting_updates.is_empty() {
        let (id, paths) = state.waiting_updates.remove(0);
        start(state, core, paths, Some(id));
    }
}

/// Reads a file again in another way.
pub(super) fn read_again(state: &mut State, core: &mut Core, path: PathBuf, choices: Choices) {
    if state.reading.is_some() {
        return;
    }
    let Some(review) = state.review.as_deref_mut() else {
        return;
    };
    review.reading = true;
    if !choices.columns.is_empty() {
        let of_file = review.batch.items.iter().find(|item| item.path() == path);
        let there = of_file.and_then(|item| Some(item.file()?.table.as_ref()?.there.clone()));
        let refused = || {
            let refused = review.batch.refused.iter().find(|refused| refused.path == path)?;
            Some(refused.table.as_ref()?.there.clone())
        };
        if let Some(there) = there.or_else(refused) {
            core.settings.remember_table(there, &choices.columns);
        }
    }
    if let Some(session) = &core.session {
        let options = ParseOptions {
            choices,
            ..core.settings.parse_options()
        };
        let job = session.parse_again(path, options);
        state.reading = Some(ReadJob::new(job, core, true));
    }
}

/// Reads a corpus again with this said of its labels, which is remembered for others of its kind.
pub(super) fn read_labels(state: &mut State, core: &mut Core, path: &Path, labels: LabelMap) {
    let Some(review) = state.review.as_deref_mut().filter(|_| state.reading.is_none()) else {
        return;
    };
    let corpora = review.batch.items.iter().filter_map(StagedArticle::corpus);
    let Some(corpus) = corpora
        .map(|(corpus, _)| corpus)
        .find(|corpus| corpus.path == path)
    else {
        return;
    };
    let corpus = Arc::clone(corpus);
    review.reading = true;
    review.labels_unfolded = Some(true);
    core.settings.remember_labels(corpus.label_names(), &labels);
    if let Some(session) = &core.session {
        let job = session.parse_corpus_again(corpus, labels);
        state.reading = Some(ReadJob::new(job, core, true));
    }
}

impl ReadJob {
    fn new(job: JobHandle, core: &Core, again: bool) -> Self {
        let since = core.now;
        Self { job, since, again }
    }
}

/// Takes in what a file gave that was read in another way; what was said of its articles stays.
fn take_in_again(state: &mut State, core: &mut Core, path: &Path, parsed: Parsed) {
    state.reading = None;
    if let Some(review) = state.review.as_deref_mut() {
        review.reading = false;
        (review.comparison, review.comparing) = (None, None);
        review.preview = None;
        let before: Vec<DetailsDraft> = review.batch.items.iter().map(read_details).collect();
        let places = review.batch.restage(path, parsed);
        let place = |at: usize| places.get(at).copied().flatten();
        for (at, draft) in std::mem::take(&mut review.typed) {
            let now = place(at).and_then(|at| Some((at, read_details(review.batch.items.get(at)?))));
            if let (Some((at, now)), Some(before)) = (now, before.get(at)) {
                review.typed.insert(at, draft.carried(before, &now));
            }
        }
        let same = match review.chosen {
            Chosen::Article(at) => place(at),
            Chosen::Refused(_) => None,
        };
        let of_file = |item: &StagedArticle| item.path() == path;
        let item = same.or_else(|| review.batch.items.iter().position(of_file));
        let refused = || {
            review
                .batch
                .refused
                .iter()
                .position(|refused| refused.path == path)
        };
        let row = item.map(Chosen::Article);
        review.chosen = row.or_else(|| refused().map(Chosen::Refused)).unwrap_or_default();
    }
    review::look_closer(state, core);
}

/// An article's details as they were read.
fn read_details(item: &StagedArticle) -> DetailsDraft {
    DetailsDraft::from_metadata(&item.read)
}
