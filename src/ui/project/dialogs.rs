//! The forms for a new project, a typed path and a pasted text.

use std::path::PathBuf;

use eframe::egui::Ui;

use super::Msg;
use super::state::{NewProject, Paste};
use crate::ui::bus::forms::folder_name;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::button::link;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font};

/// The form for a new project.
pub fn new_project_ui(ui: &mut Ui, form: &NewProject, waiting: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let NewProject { title, parent } = form;
    title_ui(ui, fl!("project-new"), fl!("project-new-explanation"));
    let (name, hint) = (fl!("project-title"), fl!("project-title.hint"));
    let (new_title, submitted) = form_field(ui, "project title", name, title, hint, true);
    let name = fl!("project-location");
    let (new_parent, submitted_too) = form_field(ui, "project parent", name, parent, "/home/…", false);
    if link(ui, fl!("project-browse"), font::LABEL).clicked() {
        out.request(Request::Browse(Browse::NewProjectFolder));
    }
    ui.add_space(8.0);
    let draft_title = new_title.unwrap_or_else(|| title.clone());
    let draft_parent = new_parent.unwrap_or_else(|| parent.clone());
    let name = folder_name(&draft_title);
    let folder = PathBuf::from(draft_parent.trim()).join(&name);
    let possible = !name.is_empty() && !draft_parent.trim().is_empty();
    if possible {
        let words = fl!("project-folder", path = folder);
        wrapped(ui, &words, font::SMALL, theme.soft);
        ui.add_space(8.0);
    }
    if waiting > 0 {
        let words = fl!("project-waiting", count = waiting);
        wrapped(ui, &words, font::LABEL, theme.ink);
        ui.add_space(8.0);
    }
    let pressed = foot_ui(ui, fl!("project-create"), possible, out);
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

/// The form for a pasted text.
pub fn paste_ui(ui: &mut Ui, form: &Paste, out: &mut Outbox<Msg>) {
    let Paste { title, text } = form;
    let theme = Theme::from_ctx(ui.ctx());
    title_ui(ui, fl!("project-paste"), fl!("project-paste-explanation"));
    let (name, hint) = (fl!("project-title"), fl!("project-paste-title-hint"));
    let (new_title, _) = form_field(ui, "paste title", name, title, hint, text.is_empty());
    label(ui, fl!("project-paste-text"), font::LABEL, theme.soft);
    ui.add_space(3.0);
    let field = Field::new("paste text", text)
        .name(fl!("project-paste-text"))
        .hint(fl!("project-paste-text.hint"))
        .rows(10)
        .show(ui);
    ui.add_space(10.0);
    let possible = !field.changed.as_ref().unwrap_or(text).trim().is_empty();
    out.send_all(new_title.map(Msg::PasteTitle));
    out.send_all(field.changed.map(Msg::PasteText));
    if foot_ui(ui, fl!("project-add-article"), possible, out) {
        out.request(Request::AddPasted);
    }
}
