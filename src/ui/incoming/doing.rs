//! What is done about articles that come in: files are read in the background, what came of them is looked at in the
//! dialog, and all of it is added as one step.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Chosen, Comparison, ImportAction, ImportDesk, Preview};
use crate::import::Choices;
use crate::import::annotated::{LabelMap, Misfit};
use crate::model::{Article, ArticleId, ClaimId};
use crate::report::Report;
use crate::session::Session;
use crate::session::batch::{Batch, Item, There};
use crate::session::importing::{self, Added, Arrival, Imports, Keeper, Kept};
use crate::session::jobs::{Job, Progress};
use crate::session::{reading, updating};
use crate::ui::action::{Action, Actions, Browse};
use crate::ui::app::App;
use crate::ui::notices::progress_ui;
use crate::ui::telling::summed_up;
use crate::ui::view::{DetailsDraft, Dialog, Tone};
use crate::ui::words;

/// Reading under way.
pub struct Reading {
    job: Job<Came>,
    /// When it began, in seconds since the window opened.
    since: f64,
    /// The file that is read anew, if that is what it is about.
    again: Option<PathBuf>,
}

/// What came of reading.
enum Came {
    /// Articles, to be looked at.
    Desk(Box<ImportDesk>),
    /// A file that was read anew.
    Again(Imports),
}

/// Adding under way: the files that articles came from are being kept with the project.
pub struct Adding {
    job: Job<Ready>,
    /// What is shown again if it is cancelled; its articles are with the job.
    desk: Box<ImportDesk>,
}

/// Articles that are ready to come in.
struct Ready {
    batch: Batch,
    arrivals: Vec<Arrival>,
    kept: Kept,
}

impl App {
    /// Reads these files, or the newer version of an article in them; one at a time, and what comes meanwhile waits its
    /// turn.
    pub(in crate::ui) fn start_import(&mut self, paths: Vec<PathBuf>, updates: Option<ArticleId>) {
        if self.importing.is_some() || self.adding.is_some() || self.view.incoming.is_some() {
            match updates {
                Some(id) => self.view.waiting_updates.push((id, paths)),
                None => self.view.waiting.extend(paths),
            }
            return;
        }
        let known = self.settings.known();
        self.read(None, updates, move |progress| {
            reading::read_all(&paths, &known, progress)
        });
    }

    fn read(
        &mut self,
        again: Option<PathBuf>,
        updates: Option<ArticleId>,
        work: impl FnOnce(&Progress) -> Imports + Send + 'static,
    ) {
        let Some(session) = &self.session else { return };
        let there = again.is_none().then(|| There::of(session));
        let work = move |progress: &Progress| {
            let imports = work(progress);
            let Some(there) = there else {
                return Came::Again(imports);
            };
            let (cancelled, truncated) = (imports.cancelled, imports.truncated);
            Came::Desk(Box::new(ImportDesk {
                batch: Batch::of(imports, &there, updates),
                cancelled,
                truncated,
                there,
                ..ImportDesk::default()
            }))
        };
        self.importing = Some(Reading {
            job: Job::start(Arc::clone(&self.wake), work),
            since: self.now,
            again,
        });
    }

    /// Stops reading, and what has been read is shown; or stops adding, and nothing comes in.
    pub(in crate::ui) fn cancel_import(&mut self) {
        if let Some(adding) = &self.adding {
            adding.job.progress().cancel();
        }
        if let Some(reading) = &self.importing {
            reading.job.progress().cancel();
        }
    }

    /// Shows how far reading has come and how fast it goes; returns whether anything is being read.
    pub(in crate::ui) fn reading_ui(&self, ctx: &eframe::egui::Context, actions: &mut Actions) -> bool {
        if let Some(adding) = &self.adding {
            let steps = adding.job.progress().steps();
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
        let seconds = self.now - reading.since;
        let what = if seconds > 1.0 && steps.0 > 0 {
            format!("Reading articles, {:.0} files a second", steps.0 as f64 / seconds)
        } else {
            "Reading articles".to_owned()
        };
        progress_ui(ctx, &what, steps, Action::CancelImport, actions);
        true
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
        if self.session.is_none() {
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
            self.tell_failure(failure);
        }
        let can_be_read = batch.refused.iter().any(|refused| !refused.columns.is_empty());
        if batch.is_plain() && !desk.cancelled && self.view.dialog.is_none() {
            self.take_in(desk);
        } else if batch.items.is_empty() && !can_be_read {
            let reports = batch.refused.iter().map(|refused| refused.report.clone());
            for failure in summed_up(reports.collect()) {
                self.tell_failure(failure);
            }
        } else {
            self.view.incoming = Some(desk);
            self.look_closer();
            self.show_incoming();
        }
        self.go_on_importing();
    }

    /// Brings in what is ready, once its files are kept; and shows what came in.
    fn hear_adding(&mut self) {
        let ready = self.adding.as_ref().and_then(|adding| adding.job.poll());
        if let Some(ready) = ready
            && let Some(Adding { desk, .. }) = self.adding.take()
        {
            self.bring_in(desk, ready);
        }
        let added = self.session.as_mut().and_then(Session::take_added);
        if let Some(added) = added {
            self.show_taken_in(added);
            self.go_on_importing();
        }
    }

    fn bring_in(&mut self, mut desk: Box<ImportDesk>, ready: Ready) {
        let Some(session) = &mut self.session else { return };
        let Ready {
            batch,
            arrivals,
            kept,
        } = ready;
        let brought = match kept.cancelled {
            true => Ok(false),
            false => importing::bring_in(session, arrivals, kept).map(|()| true),
        };
        if let Ok(true) = brought {
            // Letting go of thousands of articles takes a while.
            drop(Job::start(Arc::clone(&self.wake), move |_| drop(batch)));
            (self.wake)();
            return;
        }
        desk.batch = batch;
        self.view.incoming = Some(desk);
        self.show_incoming();
        if let Err(error) = brought {
            self.tell_error(&error);
        }
    }

    /// Waits for what is being added, which is wanted although the project is left.
    pub(in crate::ui) fn finish_adding(&mut self) {
        let Some(Adding { job, desk }) = self.adding.take() else {
            return;
        };
        if let Some(ready) = job.wait() {
            self.bring_in(desk, ready);
        }
    }

    /// Opens the dialog on what waits, once no other is open.
    fn show_incoming(&mut self) {
        if self.view.incoming.is_some() && self.view.dialog.is_none() {
            self.view.asking = None;
            self.view.dialog = Some(Box::new(Dialog::Import));
        }
    }

    pub(in crate::ui) fn go_on_importing(&mut self) {
        if self.view.incoming.is_some() || self.importing.is_some() || self.adding.is_some() {
            return;
        }
        let waiting = std::mem::take(&mut self.view.waiting);
        if !waiting.is_empty() {
            self.start_import(waiting, None);
        } else if !self.view.waiting_updates.is_empty() {
            let (id, paths) = self.view.waiting_updates.remove(0);
            self.start_import(paths, Some(id));
        }
    }

    /// Takes in what a file gave that was read in another way; what was said of its articles stays.
    fn take_in_again(&mut self, path: &Path, imports: Imports) {
        if let Some(desk) = self.view.incoming.as_deref_mut() {
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

    /// Closing the dialog asks first where something would be lost; returns whether it does.
    pub(in crate::ui) fn ask_before_dropping(&mut self) -> bool {
        let Some(desk) = self
            .view
            .incoming
            .as_deref()
            .filter(|desk| desk.is_worth_asking())
        else {
            return false;
        };
        let waiting = words::count(desk.batch.items.len(), "article", "articles");
        let one = desk.batch.items.len() == 1;
        let has = if one { "It has" } else { "None of them has" };
        self.view.dialog = Some(Box::new(Dialog::Confirm {
            question: format!(
                "Let go of {waiting} that {}?",
                if one { "was read" } else { "were read" }
            ),
            explanation: format!("{has} come into the project yet. What was corrected here is lost, too."),
            button: "Let go",
            action: Box::new(Action::Import(ImportAction::LetGo)),
        }));
        true
    }

    /// Lets go of what waits, when its dialog is closed.
    pub(in crate::ui) fn drop_incoming(&mut self) {
        if self.view.incoming.take().is_some() {
            if self
                .importing
                .as_ref()
                .is_some_and(|reading| reading.again.is_some())
            {
                self.importing = None;
            }
            self.go_on_importing();
        }
    }

    /// Carries out what was asked of the dialog.
    pub(in crate::ui) fn import_action(&mut self, action: ImportAction) {
        let Some(desk) = self.view.incoming.as_deref_mut() else {
            return;
        };
        match action {
            ImportAction::Choose(row) => desk.chosen = row,
            ImportAction::UnfoldLabels(unfolded) => desk.labels_unfolded = Some(unfolded),
            ImportAction::TurnTo(page) => {
                if let Some(preview) = &mut desk.preview {
                    preview.page = page.min(preview.pages.len().saturating_sub(1));
                }
            }
            ImportAction::Correct(at, draft) => {
                if let Some(item) = desk.batch.items.get_mut(at) {
                    if let Some(metadata) = draft.metadata(&item.metadata) {
                        item.metadata = metadata;
                    }
                    desk.typed.insert(at, *draft);
                }
            }
            ImportAction::Take(at, take) => desk.batch.choose(at, take),
            ImportAction::Join(at, joined) => {
                desk.comparison = None;
                desk.preview = None;
                desk.batch.join(at, joined, &desk.there);
            }
            ImportAction::ReadAs(path, choices) => {
                self.read_again(path, *choices);
                return;
            }
            ImportAction::ReadLabels(path, labels) => {
                self.read_labels(path, *labels);
                return;
            }
            ImportAction::LetGo => {
                if let Some(Dialog::Import) = self.view.dialog.as_deref() {
                    self.view.dialog = None;
                }
                self.drop_incoming();
                return;
            }
            ImportAction::Add => {
                match desk.out_of_order() {
                    Some(at) => desk.chosen = Chosen::Article(at),
                    None => self.add_incoming(),
                }
                return;
            }
        }
        self.look_closer();
    }

    fn read_again(&mut self, path: PathBuf, choices: Choices) {
        if self.importing.is_some() {
            return;
        }
        let Some(desk) = self.view.incoming.as_deref_mut() else {
            return;
        };
        desk.reading = true;
        if !choices.columns.is_empty() {
            let of_file = desk.batch.items.iter().find(|item| item.path() == path);
            let there = of_file.and_then(|item| Some(item.file()?.table.as_ref()?.there.clone()));
            let refused = || {
                let refused = desk.batch.refused.iter().find(|refused| refused.path == path)?;
                Some(refused.columns.clone())
            };
            if let Some(there) = there.or_else(refused) {
                self.settings.remember_table(there, &choices.columns);
            }
        }
        let (known, paths) = (self.settings.known(), vec![path.clone()]);
        self.read(Some(path), None, move |progress| {
            importing::read_articles_knowing(&paths, &choices, &known.tables, progress)
        });
    }

    /// Reads a corpus again with this said of its labels, which is remembered for others of its kind.
    fn read_labels(&mut self, path: PathBuf, labels: LabelMap) {
        let Some(desk) = self
            .view
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
        self.settings.remember_labels(corpus.label_names(), &labels);
        self.read(Some(path), None, move |_| {
            reading::read_corpus_again(&corpus, &labels)
        });
    }

    fn add_incoming(&mut self) {
        let Some(session) = &self.session else { return };
        if let Err(error) = session.check_writable() {
            self.tell_error(&error);
            return;
        }
        if let Some(desk) = self.view.incoming.take_if(|desk| desk.batch.counts() != (0, 0)) {
            if let Some(Dialog::Import) = self.view.dialog.as_deref() {
                self.view.dialog = None;
            }
            self.take_in(desk);
        }
    }

    /// Has the files kept that the articles came from, whereupon these come in.
    fn take_in(&mut self, mut desk: Box<ImportDesk>) {
        let Some(session) = &self.session else { return };
        let keeper = Keeper::of(session);
        let batch = std::mem::take(&mut desk.batch);
        let job = Job::start(Arc::clone(&self.wake), move |progress| {
            let arrivals = batch.arrivals();
            let kept = keeper.keep(&arrivals, progress);
            Ready {
                batch,
                arrivals,
                kept,
            }
        });
        self.adding = Some(Adding { job, desk });
    }

    fn show_taken_in(&mut self, added: Added) {
        self.show_added(&added.ids);
        self.tidy_view();
        for report in summed_up(added.not_kept) {
            self.tell_failure(report);
        }
        self.tell_misfits(&added.misfits);
        if added.lost > 0 {
            let lost = words::count(added.lost, "claim has", "claims have");
            let report = Report::new(format!("{lost} words that are no longer in the text"));
            let hint = "They are listed beside the article's title; select the words that now stand for them";
            self.tell(Tone::Warning, report.with_hint(Some(hint)));
        } else if added.updated > 0 {
            let articles = words::count(added.updated, "article", "articles");
            let report = Report::new(format!("{articles} updated; every claim has its place"));
            self.tell(Tone::Done, report);
        }
    }

    /// What of a corpus could not be added, although its article was.
    fn tell_misfits(&mut self, misfits: &[Misfit]) {
        if !misfits.is_empty() {
            let marks = words::count(misfits.len(), "mark", "marks");
            let report = Report {
                causes: misfits.iter().map(ToString::to_string).collect(),
                ..Report::new(format!("{marks} did not come in whole"))
            };
            self.tell(Tone::Warning, report);
        }
    }

    /// Works out what is shown of the chosen article.
    fn look_closer(&mut self) {
        if let Some(desk) = self.view.incoming.as_deref_mut() {
            let at = match desk.row() {
                Some(Chosen::Article(at)) => Some(at),
                _ => None,
            };
            if desk.preview.as_ref().map(|preview| preview.at) != at {
                let item = at.and_then(|at| Some((at, desk.batch.items.get(at)?)));
                desk.preview = item.map(|(at, item)| Preview::of(item, at));
            }
        }
        self.compare();
    }

    /// Finds out what updating the chosen article would change.
    fn compare(&mut self) {
        let (Some(desk), Some(session)) = (self.view.incoming.as_deref_mut(), &mut self.session) else {
            return;
        };
        let Some((at, id)) = desk.target() else {
            desk.comparison = None;
            return;
        };
        if desk
            .comparison
            .as_ref()
            .is_some_and(|comparison| comparison.at == at)
        {
            return;
        }
        let id = id.clone();
        let Some(item) = desk.batch.items.get(at) else {
            return;
        };
        desk.comparison = session
            .article_with_text(&id)
            .map(|article| compared(article, item.metadata.clone(), &item.text, at));
    }

    /// Asks for the file with the newer version of the open article.
    pub(in crate::ui) fn ask_for_update(&mut self) {
        if self.asked.is_none() {
            self.view.updates.clone_from(&self.view.article);
        }
        self.browse(Browse::Update);
    }
}

/// An article's details as they were read.
fn read_details(item: &Item) -> DetailsDraft {
    DetailsDraft::of(&item.read)
}

fn compared(article: &Article, metadata: crate::model::Metadata, text: &Arc<str>, at: usize) -> Comparison {
    let older = article.text.as_deref().unwrap_or_default();
    let update = updating::updated(article, metadata, text);
    let words = |ids: &[ClaimId]| -> Vec<String> {
        let claims = ids.iter().filter_map(|id| article.claims.get(id));
        claims.map(crate::model::Claim::words).collect()
    };
    Comparison {
        at,
        lines: updating::changed_lines(older, text, &update.change),
        kept: update.kept,
        found: words(&update.found),
        lost: words(&update.lost),
    }
}
