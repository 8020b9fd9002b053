//! What floats above the window and wants an answer: forms, the palette, the shortcut sheet. A
//! dialog is drawn from its draft in the view; typing sends the changed draft.

use eframe::egui::{Context, Id, Key, Margin, Modal, Modifiers, Popup, Ui, Vec2};

use super::message::{Action, Actions};
use super::state::Dialog;
use super::{palette, shortcuts};
use crate::model::Project;
use crate::ui::bus::core::Core;
use crate::ui::bus::request::Request;
use crate::ui::claims::dialog as claims_dialog;
use crate::ui::export;
use crate::ui::find::{self, everywhere_ui};
use crate::ui::import::dialog as import;
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::theme::Theme;
use crate::ui::project::{details, dialogs as project_dialogs, scale, unsaved};
use crate::ui::speakers::{merge_dialog, speaker_dialog};

/// Draws the open dialog, if there is one.
pub fn dialog_ui(
    ctx: &Context,
    project: Option<&Project>,
    core: &Core,
    find: &find::State,
    actions: &mut Actions,
) {
    let Some(dialog) = core.dialog.as_deref() else {
        return;
    };
    let theme = Theme::of(ctx);
    let palette = matches!(dialog, Dialog::Palette { .. } | Dialog::FindEverywhere);
    let margin = if palette {
        Margin::same(8)
    } else {
        Margin::same(20)
    };
    let frame = theme.floating().inner_margin(margin);
    let screen = ctx.content_rect().size();
    let width: f32 = match dialog {
        Dialog::Shortcuts | Dialog::Export(_) => 860.0,
        Dialog::Import => 1100.0,
        Dialog::FindEverywhere => 660.0,
        _ => 480.0,
    };
    let mut modal = Modal::new(Id::unique("dialog"))
        .frame(frame)
        .backdrop_color(theme.scrim);
    if palette {
        let area = Modal::default_area(Id::unique("palette"));
        modal = modal.area(area.anchor(eframe::egui::Align2::CENTER_TOP, Vec2::new(0.0, 72.0)));
    }
    // Escape closes a list that has dropped down, and the dialog only where none has.
    let listed = Popup::is_any_open(ctx);
    let response = modal.show(ctx, |ui| {
        ui.set_width(width.min(screen.x - 60.0));
        ui.spacing_mut().item_spacing.y = 0.0;
        contents_ui(ui, project, core, find, dialog, actions);
    });
    // A click beside it must not throw away what was corrected in many articles.
    let kept = matches!(dialog, Dialog::Import) && response.backdrop_response.clicked();
    let beside = response.should_close() && !kept;
    let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if beside || (escaped && !listed) {
        actions.request(Request::CloseDialog);
    }
}

fn contents_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    core: &Core,
    find: &find::State,
    dialog: &Dialog,
    actions: &mut Actions,
) {
    match dialog {
        Dialog::Palette { query, row } => palette::palette_ui(ui, project, core, query, *row, actions),
        Dialog::FindEverywhere => {
            actions.nest(Action::Find, |out| {
                everywhere_ui(ui, project, &find.everywhere, out)
            });
        }
        Dialog::Import => import::incoming_ui(ui, project, core, actions),
        Dialog::Shortcuts => shortcuts::shortcuts_ui(ui, actions),
        Dialog::ReviewerName { name } => reviewer_name_ui(ui, name, actions),
        Dialog::NewProject { title, parent } => {
            project_dialogs::new_project_ui(ui, core, title, parent, actions)
        }
        Dialog::TypePath { path, add, updates } => {
            project_dialogs::type_path_ui(ui, path, (*add, updates.as_ref()), actions);
        }
        Dialog::Paste { title, text } => project_dialogs::paste_ui(ui, title, text, actions),
        Dialog::Details { article, draft } => details::details_ui(ui, project, article, draft, actions),
        Dialog::Speaker { speaker, draft } => {
            speaker_dialog::speaker_ui(ui, project, speaker.as_ref(), draft, actions);
        }
        Dialog::Claims(draft) => claims_dialog::claims_ui(ui, project, core, draft, actions),
        Dialog::Merge(draft) => merge_dialog::merge_ui(ui, project, draft, actions),
        Dialog::Split { name } => merge_dialog::split_ui(ui, project, core, name, actions),
        Dialog::KeepFilter { name } => claims_dialog::keep_filter_ui(ui, name, actions),
        Dialog::Scale(draft) => scale::scale_ui(ui, draft, actions),
        Dialog::Export(draft) => export::export_ui(ui, project, draft, actions),
        Dialog::Unsaved { reason, kept } => unsaved::unsaved_ui(ui, reason, kept, actions),
        Dialog::Confirm {
            question,
            explanation,
            button,
            request,
        } => {
            confirm_ui(ui, question, explanation, button, request, actions);
        }
    }
}

fn reviewer_name_ui(ui: &mut Ui, name: &str, actions: &mut Actions) {
    title_ui(
        ui,
        "Answer is reviewing?",
        "Your decisions are kept under this name, so that two reviewers never overwrite each other.",
    );
    let (changed, submitted) = form_field(
        ui,
        "reviewer name",
        "Your name",
        name,
        "as colleagues know you",
        true,
    );
    let draft = changed.unwrap_or_else(|| name.to_owned());
    let possible = !draft.trim().is_empty();
    let pressed = foot_ui(ui, "Continue", possible, actions);
    if possible && (pressed || submitted) {
        actions.send(Action::NameReviewer(draft.trim().to_owned()));
    } else if draft != name {
        actions.send(Action::DraftDialog(Box::new(Dialog::ReviewerName {
            name: draft,
        })));
    }
}

fn confirm_ui(
    ui: &mut Ui,
    question: &str,
    explanation: &str,
    words: &str,
    request: &Request,
    actions: &mut Actions,
) {
    title_ui(ui, question, explanation);
    let enter = ui
        .ctx()
        .input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if foot_ui(ui, words, true, actions) || enter {
        actions.request(Request::CloseDialog);
        actions.request(request.clone());
    }
}
