//! Opens, creates, saves and closes projects, and adds articles.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{Context, ViewportCommand};

use super::state::App;
use crate::import::NewArticle;
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::files::{self, PathKind};
use crate::session::guidelines::new_head;
use crate::session::ingest::parse::article_from_import;
use crate::session::settings::{self, Recent};
use crate::session::{FileProblem, SaveState, Session, StoreError, report_from_error};
use crate::ui::bus::dialog::{Dialog, Unsaved};
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::request::{Browse, Request};
use crate::ui::import;
use crate::ui::project::sample::SAMPLE;
use crate::ui::project::{NewProject, Paste};

impl App {
    /// Opens the first project among these paths. Other files are added to it, or to the open project, or to a
    /// new one.
    pub(super) fn open_paths(&mut self, paths: &[PathBuf]) {
        let (projects, others): (Vec<PathBuf>, Vec<PathBuf>) = paths
            .iter()
            .cloned()
            .partition(|path| files::kind_of(path) == PathKind::Project);
        if let Some(project) = projects.first() {
            self.open_project(project);
        }
        let (packed, others): (Vec<PathBuf>, Vec<PathBuf>) = others
            .into_iter()
            .partition(|path| files::kind_of(path) == PathKind::OneFile);
        if let Some(packed) = packed.first().filter(|_| projects.is_empty()) {
            self.open_one_file(packed);
        }
        let (missing, found): (Vec<PathBuf>, Vec<PathBuf>) = others
            .into_iter()
            .partition(|path| files::kind_of(path) == PathKind::Nothing);
        for path in missing {
            self.core.settings.forget(&path);
            let report = Report::new(fl!("project-not-found", path = path));
            let hint = Some(fl!("project-not-found.hint"));
            self.core.notify_failure(report.with_hint(hint));
        }
        if found.is_empty() {
            return;
        }
        if self.core.session.is_some() {
            self.start_import(found, None);
        } else if self.opening.is_under_way() {
            self.slices.import.waiting = found;
        } else {
            self.ask_for_project(found);
        }
    }

    pub(super) fn open_project(&mut self, path: &Path) {
        if !self.leave_project() {
            return;
        }
        let who = self.core.settings.identity();
        self.opening.begin(path, who, Arc::clone(&self.core.wake));
        self.poll_opening(self.opening.patience());
    }

    pub(super) fn enter(&mut self, mut session: Session) {
        session.watch();
        let waiting = std::mem::take(&mut self.slices.import.waiting);
        self.forget_project();
        if let Some(reason) = session.read_only() {
            let report = Report {
                causes: vec![reason.to_string()],
                ..Report::new(fl!("project-read-only"))
            };
            self.core
                .notify(Tone::Warning, report.with_hint(Some(reason.hint())));
        }
        self.core.settings.remember(Recent::new(&session));
        let shown = self.slices.articles.shown(&session);
        let first = shown.first().cloned();
        if let Some(folder) = &self.undo_folder {
            session.keep_undo_in(folder);
        }
        self.core.session = Some(session);
        self.core.restore_keys();
        if let Some(article) = first {
            self.core.show_article(&article);
        }
        self.restore_typed();
        self.find_kept();
        if !waiting.is_empty() {
            self.start_import(waiting, None);
        }
    }

    /// Imports these files, or the new version of an article in them.
    pub(super) fn start_import(&mut self, paths: Vec<PathBuf>, updates: Option<ArticleId>) {
        import::start(&mut self.slices.import, &self.core, paths, updates);
    }

    /// Resets the state of the project that was open. An export continues.
    fn forget_project(&mut self) {
        self.core.let_go();
        let slices = std::mem::take(&mut self.slices);
        self.slices.export = slices.export.without_project();
    }

    /// Saves and closes the open project; `false` if that is not possible.
    fn leave_project(&mut self) -> bool {
        self.try_to_leave_project().is_ok()
    }

    /// The same, with the reason if it is not possible, which is shown as a notice, too.
    fn try_to_leave_project(&mut self) -> Result<(), Report> {
        self.finish_forms();
        let Some(session) = self.core.session.take() else {
            return Ok(());
        };
        self.core.settings.remember(Recent::new(&session));
        let true_now = self
            .core
            .notices
            .iter()
            .map(|notice| notice.is_true(Some(&session)));
        let mut true_now = true_now.collect::<Vec<_>>().into_iter();
        match session.close() {
            Ok(()) => {
                // No step can be undone any more.
                self.core.notices.retain(|_| true_now.next().unwrap_or(true));
                self.core.notices.iter_mut().for_each(|notice| notice.step = None);
                Ok(())
            }
            Err(unclosed) => {
                let report = report_from_error(&unclosed.error);
                if !self.core.notices.iter().any(|notice| notice.report == report) {
                    self.core.notify_failure(report.clone());
                }
                // Tried once more, so that the failure is shown with its remedy.
                self.core.session.insert(unclosed.session).save_now();
                Err(report)
            }
        }
    }

    pub(super) fn close_project(&mut self) {
        if self.leave_project() {
            self.forget_project();
        }
    }

    /// Closes the window without a question if everything is saved; else writes a copy of unsaved changes elsewhere and asks.
    pub(super) fn close_window(&mut self) -> bool {
        if self.leaving {
            return true;
        }
        let Err(reason) = self.try_to_leave_project() else {
            return true;
        };
        let elsewhere = self.kept_folder.as_deref();
        let kept = self
            .core
            .session
            .as_mut()
            .map(|session| session.keep_unsaved(elsewhere));
        self.core.dialog = Some(Dialog::Unsaved(Box::new(Unsaved {
            reason: reason.headline,
            kept: match kept {
                Some(Ok(folder)) => Ok(folder),
                Some(Err(error)) => Err(report_from_error(&error).headline),
                None => return true,
            },
        })));
        false
    }

    pub(super) fn quit_anyway(&mut self, ctx: &Context) {
        self.leaving = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    pub(super) fn open_sample(&mut self) {
        let folder = settings::projects_folder().unwrap_or_else(|| PathBuf::from("Sayso"));
        let path = folder.join("baghdad-talks");
        if files::kind_of(&path) == PathKind::Nothing
            && let Err(error) = files::unpack(&path, SAMPLE)
        {
            self.core
                .notify_failure(Report::from_error(&error).with_hint(error.hint()));
            return;
        }
        self.open_project(&path);
    }

    /// Asks for the title and folder of a new project, to which these paths are then added.
    pub(super) fn ask_for_project(&mut self, waiting: Vec<PathBuf>) {
        let title = match waiting.as_slice() {
            [only] => only
                .file_stem()
                .map(|stem| stem.to_string_lossy().replace(['-', '_'], " ")),
            _ => None,
        };
        self.slices.import.waiting = waiting;
        let parent = settings::projects_folder().map(|folder| folder.display().to_string());
        self.slices.project.new = NewProject {
            title: title.unwrap_or_default(),
            parent: parent.unwrap_or_default(),
        };
        self.core.dialog = Some(Dialog::NewProject);
    }

    pub(super) fn create_project(&mut self, title: &str, folder: &Path) {
        let waiting = std::mem::take(&mut self.slices.import.waiting);
        let pasted = self.slices.project.pasted.take();
        if !self.leave_project() {
            return;
        }
        self.cancel_opening();
        let asked = self.core.settings.has_named_reviewer();
        let who = self.core.settings.identity();
        match Session::create(folder, &new_head(title), who, Arc::clone(&self.core.wake)) {
            Ok(session) => {
                self.slices.import.waiting = waiting;
                self.enter(session);
                if let Some(paste) = pasted {
                    self.add_article(&paste);
                }
            }
            Err(error) => {
                self.slices.import.waiting = waiting;
                self.slices.project.pasted = pasted;
                self.core.notify_error(&error);
            }
        }
        if !asked && self.core.session.is_some() && self.core.dialog.is_none() {
            self.ask_for_name();
        }
    }

    fn add_articles(&mut self, articles: Vec<NewArticle>) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        let articles = articles.into_iter().map(article_from_import).collect();
        match session.add_articles(articles) {
            Ok(ids) => self.show_added(&ids),
            Err(error) => self.core.notify_error(&error),
        }
    }

    pub(super) fn show_added(&mut self, ids: &[ArticleId]) {
        if let Some(first) = ids.first() {
            self.slices.articles.clear_filter();
            self.core.show_article(first);
        }
    }

    /// Adds the pasted text as an article, after asking for a project if none is open.
    pub(super) fn add_pasted(&mut self) {
        let paste = std::mem::take(&mut self.slices.project.paste);
        if self.core.session.is_none() {
            self.ask_for_project(Vec::new());
            self.slices.project.pasted = Some(paste);
        } else if !self.add_article(&paste) {
            self.slices.project.paste = paste;
        }
    }

    /// Adds a text as an article; returns whether it could be read.
    fn add_article(&mut self, paste: &Paste) -> bool {
        match crate::import::import_pasted(&paste.text) {
            Ok(imported) => {
                self.core.dialog = None;
                let named = imported
                    .articles
                    .into_iter()
                    .map(|article| match paste.title.trim() {
                        "" => article,
                        title => NewArticle {
                            title: title.to_owned(),
                            ..article
                        },
                    });
                self.add_articles(named.collect());
                true
            }
            Err(error) => {
                self.core
                    .notify_failure(Report::from_error(&error).with_hint(Some(error.hint())));
                false
            }
        }
    }

    pub(super) fn save(&mut self) {
        self.core.commit_draft();
        if let Some(session) = &mut self.core.session {
            session.save_now();
        }
    }

    /// Turns problems with files and a failed save into notices.
    pub(super) fn poll_problems(&mut self) {
        let Some(session) = &mut self.core.session else {
            return;
        };
        let problems: Vec<FileProblem> = session.problems().to_vec();
        for _ in &problems {
            session.dismiss_problem(0);
        }
        let failed = match session.save_state() {
            SaveState::Failed(report) => Some(report),
            _ => None,
        };
        let outside = |error: &StoreError| matches!(error, StoreError::ChangedOutside(_));
        let overwrite = session
            .save_errors()
            .iter()
            .any(outside)
            .then_some((fl!("project-overwrite"), Request::OverruleOutsideChanges));
        let copy = (fl!("project-save-copy"), Request::Browse(Browse::CopyFolder));
        for problem in problems {
            self.core.notify_problem(&problem);
        }
        if self.save_failure == failed {
            return;
        }
        // The notice of an earlier failure is no longer true, or is replaced.
        let told = std::mem::replace(&mut self.save_failure, failed.clone());
        self.core.notices.retain(|notice| {
            Some(&notice.report) != told.as_ref() && Some(&notice.report) != failed.as_ref()
        });
        if let Some(report) = failed {
            self.core.notices.push(Notice {
                tone: Tone::Failure,
                report,
                step: None,
                remedies: overwrite.into_iter().chain([copy]).collect(),
            });
        }
    }

    /// Writes what is unsaved into a new folder within another one, as a project of its own.
    pub(super) fn save_copy_in(&mut self, folder: &Path) {
        let Some(session) = &self.core.session else { return };
        match session.save_copy_in(folder) {
            Ok(copy) => self.core.notices.push(Notice {
                tone: Tone::Done,
                report: Report::new(fl!("project-copy-saved", path = copy.as_path())),
                step: None,
                remedies: vec![(fl!("window-open-folder"), Request::OpenFolder(copy))],
            }),
            Err(error) => self.core.notify_error(&error),
        }
    }

    pub(super) fn overrule_outside_changes(&mut self) {
        let overruled = self.core.session.as_mut().map(Session::overrule_outside_changes);
        if let Some(Err(error)) = overruled {
            self.core.notify_error(&error);
        }
    }
}
