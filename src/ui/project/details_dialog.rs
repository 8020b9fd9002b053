//! The form for an article's details.

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
    title_ui(ui, fl!("details-title"), "");
    let mut next = draft.clone();
    let mut submitted = false;
    for (id, name, hint, value) in [
        ("title", fl!("project-title"), "", &mut next.title),
        (
            "publisher",
            fl!("details-publisher"),
            fl!("details-publisher.hint"),
            &mut next.publisher,
        ),
        (
            "byline",
            fl!("details-byline"),
            fl!("details-byline.hint"),
            &mut next.byline,
        ),
        (
            "credit",
            fl!("details-credit"),
            fl!("details-credit.hint"),
            &mut next.credit,
        ),
        ("url", fl!("details-url"), "https://…", &mut next.url),
    ] {
        submitted |= field_ui(ui, id, name, value, hint);
    }
    ui.columns_const(|[left, middle, right]| {
        let (name, hint) = (fl!("details-date"), fl!("details-date.hint"));
        submitted |= field_ui(left, "date", name, &mut next.published, hint);
        submitted |= field_ui(
            middle,
            "page",
            fl!("details-page"),
            &mut next.page,
            fl!("details-page.hint"),
        );
        let (name, hint) = (fl!("details-language"), fl!("details-language.hint"));
        submitted |= field_ui(right, "language", name, &mut next.language, hint);
    });
    partial_ui(ui, &mut next.partial);
    direction_ui(ui, &mut next.direction);
    let metadata = next.metadata(&article.metadata);
    let complaint = match (&metadata, next.title.trim().is_empty()) {
        (None, true) => Some(fl!("details-no-title")),
        (None, false) => Some(fl!("details-wrong-date")),
        (Some(_), _) => None,
    };
    complaint_ui(ui, complaint);
    let pressed = foot_ui(ui, fl!("details-save"), metadata.is_some(), out);
    match metadata {
        Some(metadata) if pressed || submitted => {
            out.request(Request::CloseDialog);
            out.send(Msg::SaveDetails(id.clone(), Box::new(metadata)));
        }
        _ if next != *draft => out.send(Msg::Details(Box::new(next))),
        _ => {}
    }
}

/// Draws a field; returns whether it was submitted with Enter.
fn field_ui(ui: &mut Ui, id: &str, name: &str, value: &mut String, hint: &str) -> bool {
    let focus = id == "title";
    let (changed, entered) = form_field(ui, &format!("details {id}"), name, value, hint, focus);
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
    let name = fl!("details-direction");
    label(ui, name, font::LABEL, Theme::from_ctx(ui.ctx()).soft);
    ui.add_space(3.0);
    let labels = [
        fl!("details-direction-automatic"),
        fl!("details-direction-left-to-right"),
        fl!("details-direction-right-to-left"),
    ];
    let chosen = values.iter().position(|value| value == direction);
    let picked = segments(ui, name, &labels, chosen);
    if let Some(value) = picked.and_then(|at| values.get(at)) {
        *direction = *value;
    }
    ui.add_space(10.0);
}
