//! Forms that bring something in: a new project, a path typed by hand, a pasted text.

use std::path::PathBuf;

use eframe::egui::Ui;

use super::Msg;
use super::state::{NewProject, Paste, TypedPath};
use crate::ui::bus::command::Command;
use crate::ui::bus::forms::folder_name;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::button::link;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// The form for a new project.
pub fn new_project_ui(ui: &mut Ui, form: &NewProject, waiting: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let NewProject { title, parent } = form;
    title_ui(
        ui,
        "New project",
        "A project is a folder: copy it, zip it, put it under git.",
    );
    let (new_title, submitted) = form_field(ui, "project title", "Title", title, "Baghdad talks", true);
    let (new_parent, submitted_too) =
        form_field(ui, "project parent", "In the folder", parent, "/home/…", false);
    if link(ui, "Browse…", font::LABEL).clicked() {
        out.request(Request::Browse(Browse::NewProjectFolder));
    }
    ui.add_space(8.0);
    let draft_title = new_title.unwrap_or_else(|| title.clone());
    let draft_parent = new_parent.unwrap_or_else(|| parent.clone());
    let name = folder_name(&draft_title);
    let folder = PathBuf::from(draft_parent.trim()).join(&name);
    let possible = !name.is_empty() && !draft_parent.trim().is_empty();
    if possible {
        wrapped(
            ui,
            &format!("It will be {}", folder.display()),
            font::SMALL,
            theme.soft,
        );
        ui.add_space(8.0);
    }
    if waiting > 0 {
        let articles = words::count(waiting, "path is", "paths are");
        wrapped(
            ui,
            &format!("{articles} added to it at once."),
            font::LABEL,
            theme.ink,
        );
        ui.add_space(8.0);
    }
    let pressed = foot_ui(ui, "Create project", possible, out);
    if possible && (pressed || submitted || submitted_too) {
        out.request(Request::CreateProject {
            title: draft_title.trim().to_owned(),
            folder,
        });
    } else if draft_title != *title || draft_parent != *parent {
        out.send(Msg::NewProject(NewProject {
            title: draft_title,
            parent: draft_parent,
        }));
    }
}

/// The form for a path, where the system has no file dialog or its answer was none.
pub fn type_path_ui(ui: &mut Ui, form: &TypedPath, out: &mut Outbox<Msg>) {
    let (path, add, updates) = (&form.path, form.add, form.updates.as_ref());
    let (title, explanation) = match add {
        true if updates.is_some() => (
            "Update article",
            "Type or paste the path of the file with the newer version.",
        ),
        true => (
            "Add articles",
            "Type or paste the path of a file with an article, or of a folder of them.",
        ),
        false => (
            "Open",
            "Type or paste the path of a project folder, or of a text file.",
        ),
    };
    title_ui(ui, title, explanation);
    let (changed, submitted) = form_field(ui, "path", "Path", path, "/home/…", true);
    let system = match (add, updates) {
        (_, Some(_)) => Request::Command(Command::UpdateArticle),
        (true, None) => Request::Browse(Browse::Add),
        (false, None) => Request::Browse(Browse::Open),
    };
    if link(ui, "Choose in the system's dialog…", font::LABEL).clicked() {
        out.request(system);
    }
    ui.add_space(8.0);
    let draft = changed.unwrap_or_else(|| path.clone());
    let typed = draft.trim().trim_matches('"').trim_matches('\'');
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    let possible = !typed.is_empty();
    let pressed = foot_ui(ui, title, possible, out);
    if possible && (pressed || submitted) {
        out.request(Request::CloseDialog);
        let path = PathBuf::from(typed);
        out.request(match updates {
            Some(article) => Request::UpdateFrom(article.clone(), path),
            None => Request::OpenPaths(vec![path]),
        });
    } else if draft != *path {
        out.send(Msg::Path(draft));
    }
}

/// The form for a pasted text.
pub fn paste_ui(ui: &mut Ui, form: &Paste, out: &mut Outbox<Msg>) {
    let Paste { title, text } = form;
    let theme = Theme::from_ctx(ui.ctx());
    title_ui(
        ui,
        "Paste as article",
        "The text is kept as it is pasted here; only line ends are made alike.",
    );
    let (new_title, _) = form_field(
        ui,
        "paste title",
        "Title",
        title,
        "taken from the first line",
        text.is_empty(),
    );
    label(ui, "Text", font::LABEL, theme.soft);
    ui.add_space(3.0);
    let field = Field::new("paste text", text)
        .name("Text")
        .hint("Paste the article here")
        .rows(10)
        .show(ui);
    ui.add_space(10.0);
    let possible = !field.changed.as_ref().unwrap_or(text).trim().is_empty();
    out.send_all(new_title.map(Msg::PasteTitle));
    out.send_all(field.changed.map(Msg::PasteText));
    if foot_ui(ui, "Add article", possible, out) {
        out.request(Request::AddPasted);
    }
}
