//! Asks for files with the system's dialogs or, if it has none, for a path typed in the window.

use std::path::Path;
use std::sync::Arc;

use super::state::{App, OpenFileDialog};
use crate::report::Report;
use crate::session::{one_file, settings};
use crate::ui::bus::command::Command;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::notice::Tone;
use crate::ui::bus::request::Browse;
use crate::ui::export;
use crate::ui::project::TypedPath;
use crate::ui::project::files::Question;

/// A dialog that closes within this many seconds was never shown.
const AT_ONCE: f64 = 0.4;

impl App {
    pub(super) fn browse(&mut self, browse: Browse) {
        let question = match browse {
            Browse::Open => Question::Articles {
                title: fl!("files-open"),
            },
            Browse::Add => Question::Articles {
                title: fl!("project-add-path"),
            },
            Browse::AddFolder => Question::Folder { title: "Add folder" },
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
                name: format!("{}.{}", self.one_file_stem(), one_file::ENDING),
            },
            Browse::PackedProject => Question::PackedProject {
                title: Command::OpenAsFolder.label(),
            },
            Browse::UnpackFolder => Question::Folder {
                title: fl!("files-unpack-folder"),
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
            (
                Browse::Open | Browse::Add | Browse::AddFolder | Browse::Update | Browse::PackedProject,
                None,
            ) if at_once => {
                if self.core.dialog != Some(Dialog::TypePath) {
                    self.slices.project.path = TypedPath {
                        path: String::new(),
                        add: !matches!(browse, Browse::Open | Browse::PackedProject),
                        updates,
                    };
                    self.core.dialog = Some(Dialog::TypePath);
                }
            }
            (Browse::CopyFolder, Some(chosen)) => self.save_copy_in(Path::new(&chosen)),
            (Browse::CopyFolder, None) if at_once => self.save_copy_at_hand(),
            (Browse::NewProjectFolder, Some(chosen)) => self.slices.project.new.parent = chosen,
            (Browse::ExportFile, Some(chosen)) => {
                export::choose_file(&mut self.slices.export, &self.core, chosen);
            }
            (Browse::OneFile, Some(chosen)) => self.save_as_one_file(chosen.into()),
            (Browse::OneFile, None) if at_once => self.save_as_one_file_at_hand(),
            (Browse::PackedProject, Some(chosen)) => self.unpack_chosen(chosen.into()),
            (Browse::UnpackFolder, Some(chosen)) => self.unpack_chosen_in(Some(chosen.into())),
            (Browse::UnpackFolder, None) if at_once => self.unpack_chosen_in(None),
            (_, None) => {}
        }
    }

    /// Without a dialog the copy goes where the user's projects are, or beside the settings.
    fn save_copy_at_hand(&mut self) {
        let folder = settings::projects_folder().or_else(|| self.kept_folder.clone());
        if let Some(folder) = folder {
            self.save_copy_in(&folder);
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
