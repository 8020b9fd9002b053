//! The form for the details of a speaker.

use eframe::egui::{Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::Msg;
use super::affiliation::affiliation_choice;
use super::state::SpeakerForm;
use crate::model::ops::speaker::PALETTE;
use crate::model::{Project, SpeakerId, SpeakerKind};
use crate::ui::bus::forms::{SpeakerDraft, trimmed};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::link;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::dialog::{complaint_ui, foot_ui, form_field, title_ui};
use crate::ui::kit::text::label;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

/// Draws the form.
pub fn speaker_ui(ui: &mut Ui, project: Option<&Project>, form: &SpeakerForm, out: &mut Outbox<Msg>) {
    let Some(project) = project else { return };
    let (id, draft) = (form.speaker.as_ref(), &form.draft);
    let title = if id.is_some() {
        fl!("speaker-title")
    } else {
        fl!("speaker-title-new")
    };
    title_ui(ui, title, "");
    let mut next = draft.clone();
    let mut submitted = false;
    let mut field = |ui: &mut Ui, name: &str, hint: &str, value: &mut String, focus: bool| {
        let (changed, entered) = form_field(ui, &format!("speaker {name}"), name, value, hint, focus);
        if let Some(text) = changed {
            *value = text;
        }
        submitted |= entered;
    };
    field(
        ui,
        fl!("speaker-name"),
        fl!("speaker-name.hint"),
        &mut next.name,
        true,
    );
    kind_ui(ui, &mut next);
    field(
        ui,
        fl!("speaker-aliases"),
        fl!("field-comma-separated"),
        &mut next.aliases,
        false,
    );
    field(
        ui,
        fl!("speaker-role"),
        fl!("speaker-role.hint"),
        &mut next.role,
        false,
    );
    affiliation_ui(ui, project, id, &mut next);
    field(ui, fl!("speaker-wikidata"), "Q42", &mut next.wikidata, false);
    field(
        ui,
        fl!("speaker-note"),
        fl!("speaker-note.hint"),
        &mut next.note,
        false,
    );
    color_ui(ui, &mut next);
    let complaint = match (trimmed(&next.name), next.speaker(0)) {
        (None, _) => Some(fl!("speaker-needs-name")),
        (Some(_), None) => Some(fl!("speaker-bad-wikidata")),
        (Some(_), Some(_)) => None,
    };
    complaint_ui(ui, complaint);
    if let Some(id) = id
        && link(ui, fl!("speaker-remove"), font::LABEL).clicked()
    {
        out.request(Request::CloseDialog);
        out.send(Msg::Remove(id.clone()));
    }
    let pressed = foot_ui(ui, fl!("speaker-save"), complaint.is_none(), out);
    if complaint.is_none() && (pressed || submitted) {
        out.request(Request::CloseDialog);
        out.send(Msg::Save(Box::new(next)));
    } else if next != *draft {
        out.send(Msg::Form(Box::new(next)));
    }
}

fn kind_ui(ui: &mut Ui, next: &mut SpeakerDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("speaker-kind"), font::LABEL, theme.soft);
    ui.add_space(3.0);
    let choices = SpeakerKind::ALL.map(|kind| Choice::named(words::kind(kind)));
    let chosen = SpeakerKind::ALL.iter().position(|kind| *kind == next.kind);
    if let Some(kind) =
        choice(ui, fl!("speaker-kind"), &choices, chosen, "").and_then(|at| SpeakerKind::ALL.get(at))
    {
        next.kind = *kind;
    }
    ui.add_space(10.0);
}

fn affiliation_ui(ui: &mut Ui, project: &Project, id: Option<&SpeakerId>, next: &mut SpeakerDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("speaker-affiliation"), font::LABEL, theme.soft);
    ui.add_space(3.0);
    let (current, hint) = (next.affiliation.clone(), fl!("speaker-no-affiliation"));
    affiliation_choice(ui, project, id, current.as_ref(), hint, |affiliation| {
        next.affiliation = affiliation;
    });
    ui.add_space(10.0);
}

fn color_ui(ui: &mut Ui, next: &mut SpeakerDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("speaker-colour"), font::LABEL, theme.soft);
    ui.add_space(4.0);
    let cell = 22.0;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(cell * PALETTE as f32, cell), Sense::hover());
    for place in 0..PALETTE {
        let width = rect.width().min(ui.max_rect().width());
        let min = Pos2::new(rect.left() + place as f32 * width / PALETTE as f32, rect.top());
        let square = Rect::from_min_size(min, Vec2::splat(18.0));
        let response = ui.interact(square, ui.scope_id().with(("colour", place)), Sense::click());
        ui.painter()
            .rect_filled(square.shrink(2.0), 3.0, theme.speaker(place));
        if next.color == Some(place) || response.hovered() {
            ui.painter()
                .rect_stroke(square, 4.0, Stroke::new(1.5, theme.ink), StrokeKind::Inside);
        }
        response.widget_info(|| {
            let name = fl!("speaker-colour-number", number = place + 1);
            WidgetInfo::selected(Role::RadioButton, true, next.color == Some(place), name)
        });
        if response.clicked() {
            next.color = Some(place);
        }
    }
    ui.add_space(10.0);
}
