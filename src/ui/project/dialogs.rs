//! Forms that bring something in: a new project, a path typed by hand, a pasted text.

use std::path::PathBuf;

use eframe::egui::Ui;

use crate::model::ArticleId;
use crate::ui::app::message::{Action, Actions};
use crate::ui::app::state::Dialog;
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::button::link;
use crate::ui::kit::dialog::{complaint_ui, foot_ui, form_field, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// The folder a project of this title gets within its parent: letters, digits and hyphens.
pub fn folder_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.trim().chars() {
        match letter.is_alphanumeric() {
            true => name.extend(letter.to_lowercase()),
            false if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            false => {}
        }
    }
    name.trim_end_matches('-').chars().take(60).collect()
}

/// The form for a new project.
pub fn new_project_ui(ui: &mut Ui, core: &Core, title: &str, parent: &str, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    title_ui(
        ui,
        "New project",
        "A project is a folder: copy it, zip it, put it under git.",
    );
    let (new_title, submitted) = form_field(ui, "project title", "Title", title, "Baghdad talks", true);
    let (new_parent, submitted_too) =
        form_field(ui, "project parent", "In the folder", parent, "/home/…", false);
    if link(ui, "Browse…", font::LABEL).clicked() {
        actions.request(Request::Browse(Browse::NewProjectFolder));
    }
    ui.add_space(8.0);
    let draft_title = new_title.unwrap_or_else(|| title.to_owned());
    let draft_parent = new_parent.unwrap_or_else(|| parent.to_owned());
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
    if !core.waiting.is_empty() {
        let articles = words::count(core.waiting.len(), "path is", "paths are");
        wrapped(
            ui,
            &format!("{articles} added to it at once."),
            font::LABEL,
            theme.ink,
        );
        ui.add_space(8.0);
    }
    let pressed = foot_ui(ui, "Create project", possible, actions);
    if possible && (pressed || submitted || submitted_too) {
        actions.send(Action::CreateProject {
            title: draft_title.trim().to_owned(),
            folder,
        });
    } else if draft_title != title || draft_parent != parent {
        actions.send(Action::DraftDialog(Box::new(Dialog::NewProject {
            title: draft_title,
            parent: draft_parent,
        })));
    }
}

/// The form for a path, where the system has no file dialog or its answer was none.
pub fn type_path_ui(
    ui: &mut Ui,
    path: &str,
    (add, updates): (bool, Option<&ArticleId>),
    actions: &mut Actions,
) {
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
        actions.request(system);
    }
    ui.add_space(8.0);
    let draft = changed.unwrap_or_else(|| path.to_owned());
    let typed = draft.trim().trim_matches('"').trim_matches('\'');
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    let possible = !typed.is_empty();
    let pressed = foot_ui(ui, title, possible, actions);
    if possible && (pressed || submitted) {
        actions.request(Request::CloseDialog);
        let path = PathBuf::from(typed);
        actions.request(match updates {
            Some(article) => Request::UpdateFrom(article.clone(), path),
            None => Request::OpenPaths(vec![path]),
        });
    } else if draft != path {
        actions.send(Action::DraftDialog(Box::new(Dialog::TypePath {
            path: draft,
            add,
            updates: updates.cloned(),
        })));
    }
}

/// The form for a pasted text.
pub fn paste_ui(ui: &mut Ui, title: &str, text: &str, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
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
    let draft_title = new_title.unwrap_or_else(|| title.to_owned());
    let draft_text = field.changed.unwrap_or_else(|| text.to_owned());
    let possible = !draft_text.trim().is_empty();
    complaint_ui(ui, None);
    if foot_ui(ui, "Add article", possible, actions) {
        actions.send(Action::AddText {
            title: draft_title,
            text: draft_text,
        });
    } else if draft_title != title || draft_text != text {
        actions.send(Action::DraftDialog(Box::new(Dialog::Paste {
            title: draft_title,
            text: draft_text,
        })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_folder_in_any_script() {
        assert_eq!(folder_name("Baghdad talks: 2024!"), "baghdad-talks-2024");
        assert_eq!(folder_name("محادثات بغداد"), "محادثات-بغداد");
        assert_eq!(folder_name("../.."), "");
    }
}
