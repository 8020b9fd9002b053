//! The form for what is known about an article besides its text.

use eframe::egui::Ui;

use super::Msg;
use super::state::DetailsForm;
use crate::model::{Project, TextDirection};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::dialog::{complaint_ui, foot_ui, form_field, partial_ui, title_ui};
use crate::ui::kit::segments::segments;
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};

/// Draws the form.
pub fn details_ui(ui: &mut Ui, project: Option<&Project>, form: Option<&DetailsForm>, out: &mut Outbox<Msg>) {
    let found = project
        .zip(form)
        .and_then(|(project, form)| Some((form, project.article(&form.article)?)));
    let Some((DetailsForm { article: id, draft }, article)) = found else {
        out.request(Request::CloseDialog);
        return;
    };
    title_ui(ui, "Article details", "");
    let mut next = draft.clone();
    let mut submitted = false;
    for (name, hint, value) in [
        ("Title", "", &mut next.title),
        ("Publisher", "who published it", &mut next.publisher),
        ("Byline", "who wrote it", &mut next.byline),
        ("Credits", "Reuters, Agencies", &mut next.credit),
        ("Address", "https://…", &mut next.url),
    ] {
        submitted |= field_ui(ui, name, value, hint);
    }
    ui.columns_const(|[left, right]| {
        submitted |= field_ui(left, "Published", &mut next.published, "2024-02-11");
        submitted |= field_ui(right, "Language", &mut next.language, "en, ar, de …");
    });
    partial_ui(ui, &mut next.partial);
    direction_ui(ui, &mut next.direction);
    let metadata = next.metadata(&article.metadata);
    let complaint = match (&metadata, next.title.trim().is_empty()) {
        (None, true) => Some("An article needs a title"),
        (None, false) => Some("The day must be written as 2024-02-11"),
        (Some(_), _) => None,
    };
    complaint_ui(ui, complaint);
    let pressed = foot_ui(ui, "Save details", metadata.is_some(), out);
    match metadata {
        Some(metadata) if pressed || submitted => {
            out.request(Request::CloseDialog);
            out.send(Msg::SaveDetails(id.clone(), Box::new(metadata)));
        }
        _ if next != *draft => out.send(Msg::Details(Box::new(next))),
        _ => {}
    }
}

/// Draws one field, and says whether it was sent off by Enter.
fn field_ui(ui: &mut Ui, name: &str, value: &mut String, hint: &str) -> bool {
    let focus = name == "Title";
    let (changed, entered) = form_field(ui, &format!("details {name}"), name, value, hint, focus);
    if let Some(text) = changed {
        *value = text;
    }
    entered
}

fn direction_ui(ui: &mut Ui, direction: &mut Option<TextDirection>) {
    let values = [
        None,
        Some(TextDirection::LeftToRight),
        Some(TextDirection::RightToLeft),
    ];
    label(ui, "Direction", font::LABEL, Theme::from_ctx(ui.ctx()).soft);
    ui.add_space(3.0);
    let labels = ["By the text itself", "Left to right", "Right to left"];
    let chosen = values.iter().position(|value| value == direction);
    let picked = segments(ui, "Direction", &labels, chosen);
    if let Some(value) = picked.and_then(|at| values.get(at)) {
        *direction = *value;
    }
    ui.add_space(10.0);
}
