//! Files are read in the background, one lot at a time, also anew when they are to be read in another way; what comes of
//! them waits to be looked at. How it comes into the project is in `adding`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::{Came, Chosen, ImportReview, ReadJob, State};
use super::{Msg, adding, review};
use crate::import::Choices;
use crate::import::annotated::LabelMap;
use crate::model::ArticleId;
use crate::session::batch::{Batch, Item, There};
use crate::session::importing::{self, Imports};
use crate::session::jobs::{Job, Progress};
use crate::session::reading as files;
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
    let known = core.settings.known();
    read(state, core, None, updates, move |progress| {
        files::read_all(&paths, &known, progress)
    });
}

/// Takes in what has been read: a plain text with nothing to ask comes in at once, everything else is shown first.
pub fn poll(state: &mut State, core: &mut Core, out: &mut Outbox<Msg>) {
    review::show(state, core);
    if adding::poll(state, core, out) {
        go_on(state, core);
    }
    let Some(reading) = &state.reading else { return };
    let Some(came) = reading.job.poll() else { return };
    let Some(ReadJob { again, .. }) = state.reading.take() else {
        return;
    };
    if core.session.is_none() {
        return;
    }
    let review = match (came, again) {
        (Came::Review(review), _) => review,
        (Came::Again(imports), Some(path)) => {
            take_in_again(state, core, &path, imports);
            return;
        }
        (Came::Again(_), None) => return,
    };
    let batch = &review.batch;
    for failure in summed_up(batch.failures.clone()) {
        core.notify_failure(failure);
    }
    let can_be_read = batch.waiting_tables() > 0;
    if batch.is_plain() && !review.cancelled && core.dialog.is_none() {
        adding::keep(state, core, review);
    } else if batch.items.is_empty() && !can_be_read {
        let reports = batch.refused.iter().map(|refused| refused.report.clone());
        for failure in summed_up(reports.collect()) {
            core.notify_failure(failure);
        }
    } else {
        state.review = Some(review);
        review::look_closer(state, core);
        review::show(state, core);
    }
    go_on(state, core);
}

/// How far reading has come and how fast it goes: what is done, and so many steps of so many.
pub fn progress(state: &State, now: f64) -> Option<(String, (usize, usize))> {
    if let Some(adding) = &state.adding {
        let steps = adding.job.progress().steps();
        return Some(("Keeping the files with the project".to_owned(), steps));
    }
    let reading = state.reading.as_ref()?;
    let steps = reading.job.progress().steps();
    let seconds = now - reading.since;
    let what = if seconds > 1.0 && steps.0 > 0 {
        format!("Reading articles, {:.0} files a second", steps.0 as f64 / seconds)
    } else {
        "Reading articles".to_owned()
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
    let (known, paths) = (core.settings.known(), vec![path.clone()]);
    read(state, core, Some(path), None, move |progress| {
        importing::read_articles_knowing(&paths, &choices, &known.tables, progress)
    });
}

/// Reads a corpus again with this said of its labels, which is remembered for others of its kind.
pub(super) fn read_labels(state: &mut State, core: &mut Core, path: PathBuf, labels: LabelMap) {
    let Some(review) = state.review.as_deref_mut().filter(|_| state.reading.is_none()) else {
        return;
    };
    let corpora = review.batch.items.iter().filter_map(Item::corpus);
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
    read(state, core, Some(path), None, move |_| {
        files::read_corpus_again(&corpus, &labels)
    });
}

fn read(
    state: &mut State,
    core: &Core,
    again: Option<PathBuf>,
    updates: Option<ArticleId>,
    work: impl FnOnce(&Progress) -> Imports + Send + 'static,
) {
    let Some(session) = &core.session else { return };
    let there = again.is_none().then(|| There::new(session));
    let work = move |progress: &Progress| {
        let imports = work(progress);
        let Some(there) = there else {
            return Came::Again(imports);
        };
        let (cancelled, truncated) = (imports.cancelled, imports.truncated);
        Came::Review(Box::new(ImportReview {
            batch: Batch::from_imports(imports, &there, updates),
            cancelled,
            truncated,
            there,
            ..ImportReview::default()
        }))
    };
    state.reading = Some(ReadJob {
        job: Job::start(Arc::clone(&core.wake), work),
        since: core.now,
        again,
    });
}

/// Takes in what a file gave that was read in another way; what was said of its articles stays.
fn take_in_again(state: &mut State, core: &mut Core, path: &Path, imports: Imports) {
    if let Some(review) = state.review.as_deref_mut() {
        review.reading = false;
        review.comparison = None;
        review.preview = None;
        let before: Vec<DetailsDraft> = review.batch.items.iter().map(read_details).collect();
        let places = review.batch.read_again(path, imports, &review.there);
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
        let of_file = |item: &Item| item.path() == path;
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
fn read_details(item: &Item) -> DetailsDraft {
    DetailsDraft::from_metadata(&item.read)
}
