//! What floats above the window and wants an answer: forms, the palette, the shortcut sheet. A
//! dialog is drawn from its draft in the view; typing sends the changed draft.

mod claims;
mod details;
mod everywhere;
mod export;
pub mod files;
mod incoming;
mod merge;
mod palette;
mod project;
mod scale;
mod shortcuts;
mod speaker;
mod unsaved;

use eframe::egui::{Align, Context, Event, Id, Key, Layout, Margin, Modal, Modifiers, Popup, Ui, Vec2};

use super::action::{Action, Actions};
use super::theme::{Theme, font, size};
use super::view::{Dialog, View};
use super::widgets::button::{Weight, button};
use super::widgets::field::Field;
use super::widgets::text::{label, wrapped};
use crate::model::Project;

pub use export::{ExportDraft, Offered};
pub use palette::{Found, find};
pub use project::folder_name;
pub use scale::ScaleDraft;

/// Draws the open dialog, if there is one.
pub fn dialog_ui(ctx: &Context, project: Option<&Project>, view: &View, actions: &mut Actions) {
    let Some(dialog) = view.dialog.as_deref() else {
        return;
    };
    let theme = Theme::of(ctx);
    let palette = matches!(dialog, Dialog::Palette { .. } | Dialog::FindEverywhere { .. });
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
        Dialog::FindEverywhere { .. } => 660.0,
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
        contents_ui(ui, project, view, dialog, actions);
    });
    // A click beside it must not throw away what was corrected in many articles.
    let kept = matches!(dialog, Dialog::Import) && response.backdrop_response.clicked();
    let beside = response.should_close() && !kept;
    let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
    if beside || (escaped && !listed) {
        actions.send(Action::CloseDialog);
    }
}

fn contents_ui(ui: &mut Ui, project: Option<&Project>, view: &View, dialog: &Dialog, actions: &mut Actions) {
    match dialog {
        Dialog::Palette { query, row } => palette::palette_ui(ui, project, view, query, *row, actions),
        Dialog::FindEverywhere { words, row } => {
            everywhere::everywhere_ui(ui, project, view, words, *row, actions);
        }
        Dialog::Import => incoming::incoming_ui(ui, project, view, actions),
        Dialog::Shortcuts => shortcuts::shortcuts_ui(ui, actions),
        Dialog::ReviewerName { name } => reviewer_name_ui(ui, name, actions),
        Dialog::NewProject { title, parent } => project::new_project_ui(ui, view, title, parent, actions),
        Dialog::TypePath { path, add, updates } => {
            project::type_path_ui(ui, path, (*add, updates.as_ref()), actions);
        }
        Dialog::Paste { title, text } => project::paste_ui(ui, title, text, actions),
        Dialog::Details { article, draft } => details::details_ui(ui, project, article, draft, actions),
        Dialog::Speaker { speaker, draft } => {
            speaker::speaker_ui(ui, project, speaker.as_ref(), draft, actions);
        }
        Dialog::Claims(draft) => claims::claims_ui(ui, project, view, draft, actions),
        Dialog::Merge(draft) => merge::merge_ui(ui, project, draft, actions),
        Dialog::Split { name } => merge::split_ui(ui, project, view, name, actions),
        Dialog::KeepFilter { name } => claims::keep_filter_ui(ui, name, actions),
        Dialog::Scale(draft) => scale::scale_ui(ui, draft, actions),
        Dialog::Export(draft) => export::export_ui(ui, project, draft, actions),
        Dialog::Unsaved { reason, kept } => unsaved::unsaved_ui(ui, reason, kept, actions),
        Dialog::Confirm {
            question,
            explanation,
            button,
            action,
        } => {
            confirm_ui(ui, question, explanation, button, action, actions);
        }
    }
}

/// A dialog's title and, below it, what it is for.
pub(super) fn title_ui(ui: &mut Ui, title: &str, explanation: &str) {
    let theme = Theme::of(ui.ctx());
    label(ui, title, font::DIALOG, theme.ink);
    ui.add_space(4.0);
    if !explanation.is_empty() {
        wrapped(ui, explanation, font::LABEL, theme.soft);
    }
    ui.add_space(14.0);
}

/// A label above a field of a form. Returns the changed text and whether Enter was pressed.
pub(super) fn form_field(
    ui: &mut Ui,
    id: &str,
    name: &str,
    value: &str,
    hint: &str,
    focus: bool,
) -> (Option<String>, bool) {
    let theme = Theme::of(ui.ctx());
    label(ui, name, font::LABEL, theme.soft);
    ui.add_space(3.0);
    let field = Field::new(id, value)
        .name(name)
        .hint(hint)
        .focus_at_first(focus)
        .show(ui);
    ui.add_space(10.0);
    (field.changed, field.submitted)
}

/// What went wrong with what was typed.
pub(super) fn complaint_ui(ui: &mut Ui, complaint: Option<&str>) {
    let theme = Theme::of(ui.ctx());
    if let Some(complaint) = complaint {
        wrapped(ui, complaint, font::LABEL, theme.rejected);
        ui.add_space(8.0);
    }
}

/// The buttons at a dialog's foot: the one thing to do at the right, Cancel beside it. Returns
/// whether the thing is to be done.
pub(super) fn foot_ui(ui: &mut Ui, words: &str, possible: bool, actions: &mut Actions) -> bool {
    foot_beside_ui(ui, words, possible, |_, _| {}, actions)
}

/// The same, with something at its left.
fn foot_beside_ui(
    ui: &mut Ui,
    words: &str,
    possible: bool,
    beside: impl FnOnce(&mut Ui, &mut Actions),
    actions: &mut Actions,
) -> bool {
    let mut pressed = false;
    ui.add_space(6.0);
    // Just as high as the buttons: a dialog that has become shorter must not keep its height.
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        pressed = button(ui, words, Weight::Primary, possible).clicked();
        ui.add_space(4.0);
        if button(ui, "Cancel", Weight::Plain, true).clicked() {
            actions.send(Action::CloseDialog);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| beside(ui, actions));
    });
    pressed || (possible && !is_held(ui, Key::Enter) && takes_key(ui, Key::Enter))
}

/// Whether a key is held down since before, so that whoever opened a dialog with it does not say yes to it as well.
fn is_held(ui: &Ui, held: Key) -> bool {
    let is_repeat = |event: &Event| matches!(event, Event::Key { key, repeat: true, .. } if *key == held);
    ui.input(|input| input.events.iter().any(is_repeat))
}

/// Whether a key was pressed that nothing in the dialog waits for, which then is what the dialog itself is asked.
pub(super) fn takes_key(ui: &Ui, key: Key) -> bool {
    let is_free = ui.memory(|memory| memory.focused().is_none()) && !Popup::is_any_open(ui.ctx());
    is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// The place in a list of so many that the arrow keys go to from this one, if one of them was pressed.
pub(super) fn stepped(ui: &Ui, place: usize, count: usize) -> Option<usize> {
    let down = takes_key(ui, Key::ArrowDown).then(|| place + 1);
    let up = || {
        takes_key(ui, Key::ArrowUp)
            .then(|| place.checked_sub(1))
            .flatten()
    };
    down.or_else(up).filter(|place| *place < count)
}

fn reviewer_name_ui(ui: &mut Ui, name: &str, actions: &mut Actions) {
    title_ui(
        ui,
        "Who is reviewing?",
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
    action: &Action,
    actions: &mut Actions,
) {
    title_ui(ui, question, explanation);
    let enter = ui
        .ctx()
        .input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if foot_ui(ui, words, true, actions) || enter {
        actions.send(Action::CloseDialog);
        actions.send(action.clone());
    }
}
