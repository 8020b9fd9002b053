//! Files are read in the background, one lot at a time, also anew when they are to be read in another way; what comes of
//! them waits to be looked at. How it comes into the project is in `adding`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Chosen, ImportDesk};
use crate::import::Choices;
use crate::import::annotated::LabelMap;
use crate::model::ArticleId;
use crate::session::batch::{Batch, Item, There};
use crate::session::importing::{self, Imports};
use crate::session::jobs::{Job, Progress};
use crate::session::reading;
use crate::ui::app::App;
use crate::ui::app::message::{Action, Actions};
use crate::ui::app::notices::progress_ui;
use crate::ui::bus::forms::DetailsDraft;
use crate::ui::bus::notice::summed_up;

/// Reading under way.
pub struct Reading {
    job: Job<Came>,
    /// When it began, in seconds since the window opened.
    since: f64,
    /// The file that is read anew, if that is what it is about.
    pub(crate) again: Option<PathBuf>,
}

/// What came of reading.
enum Came {
    /// Articles, to be looked at.
    Desk(Box<ImportDesk>),
    /// A file that was read anew.
    Again(Imports),
}

impl App {
    /// Reads these files, or the newer version of an article in them; one at a time, and what comes meanwhile waits its
    /// turn.
    pub(in crate::ui) fn start_import(&mut self, paths: Vec<PathBuf>, updates: Option<ArticleId>) {
        if self.importing.is_some() || self.adding.is_some() || self.core.incoming.is_some() {
            match updates {
                Some(id) => self.core.waiting_updates.push((id, paths)),
                None => self.core.waiting.extend(paths),
            }
            return;
        }
        let known = self.core.settings.known();
        self.read(None, updates, move |progress| {
            reading::read_all(&paths, &known, progress)
        });
    }

    /// Takes in what has been read: a plain text with nothing to ask comes in at once, everything else is shown first.
    pub(in crate::ui) fn hear_import(&mut self) {
        self.show_incoming();
        self.hear_adding();
        let Some(reading) = &self.importing else { return };
        let Some(came) = reading.job.poll() else { return };
        let Some(Reading { again, .. }) = self.importing.take() else {
            return;
        };
        if self.core.session.is_none() {
            return;
        }
        let desk = match (came, again) {
            (Came::Desk(desk), _) => desk,
            (Came::Again(imports), Some(path)) => {
                self.take_in_again(&path, imports);
                return;
            }
            (Came::Again(_), None) => return,
        };
        let batch = &desk.batch;
        for failure in summed_up(batch.failures.clone()) {
            self.core.notify_failure(failure);
        }
        let can_be_read = batch.waiting_tables() > 0;
        if batch.is_plain() && !desk.cancelled && self.core.dialog.is_none() {
            self.take_in(desk);
        } else if batch.items.is_empty() && !can_be_read {
            let reports = batch.refused.iter().map(|refused| refused.report.clone());
            for failure in summed_up(reports.collect()) {
                self.core.notify_failure(failure);
            }
        } else {
            self.core.incoming = Some(desk);
            self.look_closer();
            self.show_incoming();
        }
        self.go_on_importing();
    }

    /// Shows how far reading has come and how fast it goes; returns whether anything is being read.
    pub(in crate::ui) fn reading_ui(&self, ctx: &eframe::egui::Context, actions: &mut Actions) -> bool {
        if let Some(adding) = &self.adding {
            let steps = adding.progress().steps();
            progress_ui(
                ctx,
                "Keeping the files with the project",
                steps,
                Action::CancelImport,
                actions,
            );
            return true;
        }
        let Some(reading) = &self.importing else {
            return false;
        };
        let steps = reading.job.progress().steps();
        let seconds = self.core.now - reading.since;
        let what = if seconds > 1.0 && steps.0 > 0 {
            format!("Reading articles, {:.0} files a second", steps.0 as f64 / seconds)
        } else {
            "Reading articles".to_owned()
        };
        progress_ui(ctx, &what, steps, Action::CancelImport, actions);
        true
    }

    /// Stops reading, and what has been read is shown; or stops adding, and nothing comes in.
    pub(in crate::ui) fn cancel_import(&mut self) {
        if let Some(adding) = &self.adding {
            adding.progress().cancel();
        }
        if let Some(reading) = &self.importing {
            reading.job.progress().cancel();
        }
    }

    pub(in crate::ui) fn go_on_importing(&mut self) {
        if self.core.incoming.is_some() || self.importing.is_some() || self.adding.is_some() {
            return;
        }
        let waiting = std::mem::take(&mut self.core.waiting);
        if !waiting.is_empty() {
            self.start_import(waiting, None);
        } else if !self.core.waiting_updates.is_empty() {
            let (id, paths) = self.core.waiting_updates.remove(0);
            self.start_import(paths, Some(id));
        }
    }

    pub(crate) fn read_again(&mut self, path: PathBuf, choices: Choices) {
        if self.importing.is_some() {
            return;
        }
        let Some(desk) = self.core.incoming.as_deref_mut() else {
            return;
        };
        desk.reading = true;
        if !choices.columns.is_empty() {
            let of_file = desk.batch.items.iter().find(|item| item.path() == path);
            let there = of_file.and_then(|item| Some(item.file()?.table.as_ref()?.there.clone()));
            let refused = || {
                let refused = desk.batch.refused.iter().find(|refused| refused.path == path)?;
                Some(refused.table.as_ref()?.there.clone())
            };
            if let Some(there) = there.or_else(refused) {
                self.core.settings.remember_table(there, &choices.columns);
            }
        }
        let (known, paths) = (self.core.settings.known(), vec![path.clone()]);
        self.read(Some(path), None, move |progress| {
            importing::read_articles_knowing(&paths, &choices, &known.tables, progress)
        });
    }

    /// Reads a corpus again with this said of its labels, which is remembered for others of its kind.
    pub(crate) fn read_labels(&mut self, path: PathBuf, labels: LabelMap) {
        let Some(desk) = self
            .core
            .incoming
            .as_deref_mut()
            .filter(|_| self.importing.is_none())
        else {
            return;
        };
        let corpora = desk.batch.items.iter().filter_map(Item::corpus);
        let Some(corpus) = corpora
            .map(|(corpus, _)| corpus)
            .find(|corpus| corpus.path == path)
        else {
            return;
        };
        let corpus = Arc::clone(corpus);
        desk.reading = true;
        desk.labels_unfolded = Some(true);
        self.core.settings.remember_labels(corpus.label_names(), &labels);
        self.read(Some(path), None, move |_| {
            reading::read_corpus_again(&corpus, &labels)
        });
    }

    fn read(
        &mut self,
        again: Option<PathBuf>,
        updates: Option<ArticleId>,
        work: impl FnOnce(&Progress) -> Imports + Send + 'static,
    ) {
        let Some(session) = &self.core.session else { return };
        let there = again.is_none().then(|| There::new(session));
        let work = move |progress: &Progress| {
            let imports = work(progress);
            let Some(there) = there else {
                return Came::Again(imports);
            };
            let (cancelled, truncated) = (imports.cancelled, imports.truncated);
            Came::Desk(Box::new(ImportDesk {
                batch: Batch::from_imports(imports, &there, updates),
                cancelled,
                truncated,
                there,
                ..ImportDesk::default()
            }))
        };
        self.importing = Some(Reading {
            job: Job::start(Arc::clone(&self.core.wake), work),
            since: self.core.now,
            again,
        });
    }

    /// Takes in what a file gave that was read in another way; what was said of its articles stays.
    fn take_in_again(&mut self, path: &Path, imports: Imports) {
        if let Some(desk) = self.core.incoming.as_deref_mut() {
            desk.reading = false;
            desk.comparison = None;
            desk.preview = None;
            let before: Vec<DetailsDraft> = desk.batch.items.iter().map(read_details).collect();
            let places = desk.batch.read_again(path, imports, &desk.there);
            let place = |at: usize| places.get(at).copied().flatten();
            for (at, draft) in std::mem::take(&mut desk.typed) {
                let now = place(at).and_then(|at| Some((at, read_details(desk.batch.items.get(at)?))));
                if let (Some((at, now)), Some(before)) = (now, before.get(at)) {
                    desk.typed.insert(at, draft.carried(before, &now));
                }
            }
            let same = match desk.chosen {
                Chosen::Article(at) => place(at),
                Chosen::Refused(_) => None,
            };
            let of_file = |item: &Item| item.path() == path;
            let item = same.or_else(|| desk.batch.items.iter().position(of_file));
            let refused = || desk.batch.refused.iter().position(|refused| refused.path == path);
            let row = item.map(Chosen::Article);
            desk.chosen = row.or_else(|| refused().map(Chosen::Refused)).unwrap_or_default();
        }
        self.look_closer();
    }
}

/// An article's details as they were read.
fn read_details(item: &Item) -> DetailsDraft {
    DetailsDraft::of(&item.read)
}
