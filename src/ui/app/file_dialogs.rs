//! Asks for files with the system's dialogs or, if it has none, for a path typed in the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::state::{App, OpenFileDialog};
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::files::{self, PathKind};
use crate::session::{problem_report, settings};
use crate::ui::bus::command::Command;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::request::{Browse, Request};
use crate::ui::export;
use crate::ui::project::PathForm;
use crate::ui::project::files::Question;

/// The suggested name of a report of a problem.
const PROBLEM_REPORT: &str = "sayso-problem.txt";
/// A dialog that closes within this many seconds was never shown.
const AT_ONCE: f64 = 1.0;

impl App {
    pub(super) fn browse(&mut self, browse: Browse) {
        let question = match browse {
            Browse::Open => Question::Articles {
                title: fl!("files-open"),
            },
            Browse::Add => Question::Articles {
                title: fl!("project-add-path"),
            },
            Browse::AddFolder => Question::Folder {
                title: fl!("project-add-folder"),
            },
            Browse::Update => Question::Articles {
                title: fl!("files-new-version"),
            },
            Browse::NewProjectFolder => Question::Folder {
                title: fl!("files-project-folder"),
            },
            Browse::CopyFolder => Question::Folder {
                title: fl!("project-save-copy"),
            },
            Browse::OneFile => Question::Save {
                title: Command::SaveAsOneFile.label(),
                name: self.one_file_name(),
            },
            Browse::PackedProject => Question::PackedProject {
                title: Command::OpenAsFolder.label(),
            },
            Browse::UnpackFolder => Question::Folder {
                title: fl!("files-unpack-folder"),
            },
            Browse::ProblemReport => Question::Save {
                title: Command::ReportProblem.label(),
                name: PROBLEM_REPORT.to_owned(),
            },
            Browse::ExportFile => Question::Save {
                title: fl!("export-title"),
                name: self.slices.export.file_name(),
            },
        };
        if self.file_dialog.is_none() {
            let updates = self.core.place.article.clone();
            self.file_dialog = Some(OpenFileDialog {
                browse,
                since: self.core.now,
                updates: updates.filter(|_| browse == Browse::Update),
                job: self.file_dialogs.ask(question, Arc::clone(&self.core.wake)),
            });
        }
    }

    /// Handles the answer of the system's dialog. An immediate empty answer means that the system has no dialog; the
    /// window then asks for a path.
    pub(super) fn poll_file_dialog(&mut self) {
        if let Some(form) = &mut self.slices.project.path {
            form.poll();
        }
        let Some(paths) = self.file_dialog.as_ref().and_then(|asked| asked.job.poll()) else {
            return;
        };
        let Some(OpenFileDialog {
            browse,
            since,
            updates,
            ..
        }) = self.file_dialog.take()
        else {
            return;
        };
        if !paths.is_empty() {
            self.answered(browse, updates, paths);
        } else if self.core.now - since < AT_ONCE && self.core.dialog != Some(Dialog::TypePath) {
            let folder = settings::home_folder();
            let mut form = PathForm::new(browse, folder.as_deref(), &self.core.wake);
            form.updates = updates;
            form.then = self.core.dialog.take();
            self.slices.project.path = Some(form);
            self.core.dialog = Some(Dialog::TypePath);
        }
    }

    /// Handles the path that was typed instead.
    pub(super) fn chose_path(&mut self, path: PathBuf) {
        let Some(PathForm {
            browse,
            updates,
            then,
            ..
        }) = self.slices.project.path.take()
        else {
            return;
        };
        self.core.dialog = then;
        let path = match browse {
            Browse::ExportFile if is_folder(&path) => path.join(self.slices.export.file_name()),
            Browse::ProblemReport if is_folder(&path) => path.join(PROBLEM_REPORT),
            Browse::OneFile if is_folder(&path) => path.join(self.one_file_name()),
            _ => path,
        };
        self.answered(browse, updates, vec![path]);
    }

    fn answered(&mut self, browse: Browse, updates: Option<ArticleId>, paths: Vec<PathBuf>) {
        let Some(first) = paths.first().cloned() else {
            return;
        };
        match browse {
            Browse::Update if updates.is_some() => {
                self.core.dialog = None;
                self.start_import(paths, updates);
            }
            Browse::Open | Browse::Add | Browse::AddFolder | Browse::Update => {
                self.core.dialog = None;
                self.open_paths(&paths);
            }
            Browse::CopyFolder => self.save_copy_in(&first),
            Browse::NewProjectFolder => self.slices.project.new.parent = first.display().to_string(),
            Browse::ExportFile => {
                export::choose_file(&mut self.slices.export, &self.core, first.display().to_string());
            }
            Browse::ProblemReport => self.report_problem(&first),
            Browse::OneFile => self.save_as_one_file(first),
            Browse::PackedProject => self.unpack_chosen(first),
            Browse::UnpackFolder => self.unpack_chosen_in(first),
        }
    }

    /// Writes a report of a problem, and says where it is.
    fn report_problem(&mut self, file: &Path) {
        match problem_report::write(file, self.core.project()) {
            Ok(()) => {
                let report = Report::new(fl!("problem-reported", path = file));
                let report = report.with_hint(Some(fl!("problem-reported.hint")));
                let folder = file.parent().map(Path::to_owned);
                let remedies = folder.map(|folder| (fl!("window-open-folder"), Request::OpenFolder(folder)));
                self.core.notices.push(Notice {
                    tone: Tone::Done,
                    report,
                    step: None,
                    remedies: remedies.into_iter().collect(),
                });
            }
            Err(error) => {
                let report = Report::from_error(&error).with_hint(error.hint());
                self.core.notify_failure(report);
            }
        }
    }

    /// Opens a folder in the system's file manager.
    pub(super) fn open_folder(&mut self, folder: &Path) {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        if let Err(error) = self.file_dialogs.show_folder(&whole) {
            let words = fl!("files-folder-failed", error = error.to_string(), path = folder);
            self.core.notify(Tone::Warning, Report::new(words));
        }
    }
}

fn is_folder(path: &Path) -> bool {
    matches!(files::kind_of(path), PathKind::Folder | PathKind::Project)
}
