//! The form for a path, for systems without a file dialog: it is typed, or gone to by a list of what lies in each folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{ScrollArea, Ui};

use super::Msg;
use crate::model::ArticleId;
use crate::report::Report;
use crate::session::Wake;
use crate::session::files::{Listing, list};
use crate::session::jobs::Job;
use crate::ui::bus::command::Command;
use crate::ui::bus::dialog::Dialog;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::button::link;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::icons;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font};

/// The height of the list.
const LIST_HEIGHT: f32 = 220.0;
/// How many entries are shown.
const SHOWN: usize = 300;

/// The form for a path.
#[derive(Debug)]
pub struct PathForm {
    /// What it is for.
    pub browse: Browse,
    /// The article to update with the file.
    pub updates: Option<ArticleId>,
    /// The dialog that is open again afterwards.
    pub then: Option<Dialog>,
    path: String,
    /// The folder that was read last, and what lies in it or why that is not known.
    shown: Option<(PathBuf, Result<Listing, String>)>,
    reading: Option<Job<(PathBuf, Result<Listing, String>)>>,
}

impl PathForm {
    /// A form that begins in a folder.
    pub fn new(browse: Browse, folder: Option<&Path>, wake: &Wake) -> Self {
        let mut form = Self {
            browse,
            updates: None,
            then: None,
            path: String::new(),
            shown: None,
            reading: None,
        };
        form.go_to(folder.map(in_folder).unwrap_or_default(), wake);
        form
    }

    /// Takes another path, and reads the folder that it leads to.
    pub(crate) fn go_to(&mut self, path: String, wake: &Wake) {
        self.path = path;
        let folder = folder_of(&self.path).0.to_owned();
        if folder.as_os_str().is_empty() || self.shown.as_ref().is_some_and(|(shown, _)| *shown == folder) {
            return;
        }
        self.reading = Some(Job::start(Arc::clone(wake), move |_| {
            let listing = list(&folder).map_err(|error| Report::from_error(&error).headline);
            (folder, listing)
        }));
    }

    /// Takes in what was read; to be called once a frame.
    pub fn poll(&mut self) {
        if let Some(read) = self.reading.as_ref().and_then(Job::poll) {
            self.shown = Some(read);
            self.reading = None;
        }
    }

    /// Whether only a folder can be chosen.
    fn wants_folder(&self) -> bool {
        matches!(
            self.browse,
            Browse::AddFolder
                | Browse::NewProjectFolder
                | Browse::CopyFolder
                | Browse::ExportFile
                | Browse::OneFile
                | Browse::ProblemReport
                | Browse::UnpackFolder
        )
    }

    /// The entries that the typed path may lead to: their paths, names, and whether they are folders.
    fn entries(&self) -> Vec<(String, &str, bool)> {
        let (folder, begun) = folder_of(&self.path);
        let Some((_, Ok(listing))) = self.shown.as_ref().filter(|(shown, _)| shown == folder) else {
            return Vec::new();
        };
        let begun = begun.to_lowercase();
        let files = listing.files.iter().filter(|_| !self.wants_folder());
        let named = listing.folders.iter().map(|name| (name, true));
        let named = named.chain(files.map(|name| (name, false)));
        let fits = named.filter(|(name, _)| name.to_lowercase().starts_with(&begun));
        fits.map(|(name, is_folder)| {
            let path = folder.join(name);
            let path = if is_folder {
                in_folder(&path)
            } else {
                path.display().to_string()
            };
            (path, name.as_str(), is_folder)
        })
        .collect()
    }
}

/// The folder that a typed path leads to, and what of a name in it is typed.
fn folder_of(path: &str) -> (&Path, &str) {
    match path.rfind(std::path::MAIN_SEPARATOR) {
        Some(at) => {
            let (folder, begun) = path.split_at(at + 1);
            (Path::new(folder), begun)
        }
        None => (Path::new(""), path),
    }
}

/// A path that leads into a folder.
fn in_folder(folder: &Path) -> String {
    let path = folder.display().to_string();
    let separator = std::path::MAIN_SEPARATOR;
    if path.ends_with(separator) {
        path
    } else {
        format!("{path}{separator}")
    }
}

/// The form for a path.
pub fn path_ui(ui: &mut Ui, form: &PathForm, out: &mut Outbox<Msg>) {
    let (title, explanation) = words_of(form.browse);
    title_ui(ui, title, explanation);
    let (changed, submitted) = form_field(ui, "path", fl!("project-path"), &form.path, "/home/…", true);
    if let Some(path) = entries_ui(ui, form) {
        out.send(Msg::Path(path));
        return;
    }
    if link(ui, fl!("project-browse"), font::LABEL).clicked() {
        out.request(Request::Browse(form.browse));
    }
    ui.add_space(8.0);
    let draft = changed.unwrap_or_else(|| form.path.clone());
    let typed = draft.trim().trim_matches('"').trim_matches('\'');
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    let possible = !typed.is_empty();
    let pressed = foot_ui(ui, title, possible, out);
    if possible && (pressed || submitted) {
        out.request(Request::ChosePath(PathBuf::from(typed)));
    } else if draft != form.path {
        out.send(Msg::Path(draft));
    }
}

/// The list of what lies in the folder; gives the path that was gone to.
fn entries_ui(ui: &mut Ui, form: &PathForm) -> Option<String> {
    let theme = Theme::from_ctx(ui.ctx());
    let folder = folder_of(&form.path).0;
    if let Some((_, Err(reason))) = form.shown.as_ref().filter(|(shown, _)| shown == folder) {
        wrapped(ui, reason, font::LABEL, theme.disputed);
        ui.add_space(8.0);
    }
    let entries = form.entries();
    let parent = folder
        .parent()
        .map(|parent| (in_folder(parent), fl!("project-parent-folder"), true));
    let mut gone_to = None;
    ScrollArea::vertical()
        .id_salt("entries of a folder")
        .max_height(LIST_HEIGHT)
        .show(ui, |ui| {
            for (path, name, is_folder) in parent.into_iter().chain(entries).take(SHOWN) {
                let mut row = ListRow::new(name).show(ui);
                let icon = if is_folder {
                    icons::CARET_RIGHT
                } else {
                    icons::ARTICLE
                };
                row.icon(icon, 14.0, theme.soft);
                row.title(name, font::LABEL, theme.ink);
                if row.finish().clicked() {
                    gone_to = Some(path);
                }
            }
        });
    ui.add_space(8.0);
    gone_to
}

fn words_of(browse: Browse) -> (&'static str, &'static str) {
    match browse {
        Browse::Open => (fl!("project-open-path"), fl!("project-open-path.explanation")),
        Browse::Add => (fl!("project-add-path"), fl!("project-add-path.explanation")),
        Browse::AddFolder => (fl!("project-add-folder"), fl!("project-choose-folder")),
        Browse::Update => (fl!("project-update-path"), fl!("project-update-path.explanation")),
        Browse::NewProjectFolder => (fl!("project-location"), fl!("project-choose-folder")),
        Browse::CopyFolder => (fl!("project-copy-path"), fl!("project-choose-folder")),
        Browse::ExportFile => (fl!("project-export-path"), fl!("project-choose-folder")),
        Browse::ProblemReport => (Command::ReportProblem.label(), fl!("project-choose-folder")),
        Browse::OneFile => (Command::SaveAsOneFile.label(), fl!("project-choose-folder")),
        Browse::PackedProject => (Command::OpenAsFolder.label(), fl!("project-packed-path")),
        Browse::UnpackFolder => (fl!("files-unpack-folder"), fl!("project-choose-folder")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_folder_and_what_is_typed_of_a_name_in_it() {
        for (path, folder, begun) in [
            ("", "", ""),
            ("/", "/", ""),
            ("/home/am", "/home/", "am"),
            ("/home/amal/", "/home/amal/", ""),
            ("talks", "", "talks"),
        ] {
            assert_eq!(folder_of(path), (Path::new(folder), begun));
        }
        assert_eq!(in_folder(Path::new("/")), "/");
    }
}
