//! Asking for files: with the system's dialogs and, where it has none, by a path typed in the window.

use std::path::Path;
use std::sync::Arc;

use super::state::{App, Asked};
use crate::report::Report;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::notice::Tone;
use crate::ui::bus::request::Browse;
use crate::ui::export;
use crate::ui::project::TypedPath;
use crate::ui::project::files::Question;

/// A dialog that answers within so many seconds was never shown.
const AT_ONCE: f64 = 0.4;

impl App {
    /// Asks for the files that are meant.
    pub(super) fn browse(&mut self, browse: Browse) {
        let question = match browse {
            Browse::Open => Question::Articles {
                title: "Open a project or articles",
            },
            Browse::Add => Question::Articles {
                title: "Add articles",
            },
            Browse::AddFolder => Question::Folder { title: "Add folder" },
            Browse::Update => Question::Articles {
                title: "The newer version of this article",
            },
            Browse::NewProjectFolder => Question::Folder {
                title: "Where the project's folder is made",
            },
            Browse::ExportFile => Question::Save {
                title: "Export claims",
                name: self.slices.export.file_name(),
            },
        };
        if self.asked.is_none() {
            let updates = self.core.place.article.clone();
            self.asked = Some(Asked {
                browse,
                since: self.core.now,
                updates: updates.filter(|_| browse == Browse::Update),
                job: self.file_dialogs.ask(question, Arc::clone(&self.core.wake)),
            });
        }
    }

    /// Takes in what the system's dialog answered. Where it answered at once with nothing, there is none on this system,
    /// and the path is asked for in the window.
    pub(super) fn poll_file_dialog(&mut self) {
        let Some(paths) = self.asked.as_ref().and_then(|asked| asked.job.poll()) else {
            return;
        };
        let Some(Asked {
            browse,
            since,
            updates,
            ..
        }) = self.asked.take()
        else {
            return;
        };
        let at_once = self.core.now - since < AT_ONCE;
        match (browse, paths.first().map(|path| path.display().to_string())) {
            (Browse::Update, Some(_)) if updates.is_some() => {
                self.core.dialog = None;
                self.start_import(paths, updates);
            }
            (Browse::Open | Browse::Add | Browse::AddFolder | Browse::Update, Some(_)) => {
                self.core.dialog = None;
                self.open_paths(&paths);
            }
            (Browse::Open | Browse::Add | Browse::AddFolder | Browse::Update, None) if at_once => {
                if self.core.dialog != Some(Dialog::TypePath) {
                    self.slices.project.path = TypedPath {
                        path: String::new(),
                        add: browse != Browse::Open,
                        updates,
                    };
                    self.core.dialog = Some(Dialog::TypePath);
                }
            }
            (Browse::NewProjectFolder, Some(chosen)) => self.slices.project.new.parent = chosen,
            (Browse::ExportFile, Some(chosen)) => {
                export::choose_file(&mut self.slices.export, &self.core, chosen);
            }
            (_, None) => {}
        }
    }

    /// Shows a folder in the system's program for files.
    pub(super) fn open_folder(&mut self, folder: &Path) {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        if let Err(error) = self.file_dialogs.show_folder(&whole) {
            let report = Report::new(format!("The folder could not be shown: {error}"));
            let hint = format!("It is {}", folder.display());
            self.core.notify(Tone::Warning, report.with_hint(Some(hint)));
        }
    }
}
