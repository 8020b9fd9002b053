//! Parts of dialogs: a title, fields below their labels, a complaint, the buttons at the foot.

use eframe::egui::{Align, Event, Key, Layout, Modifiers, Popup, Ui, Vec2};

use super::button::{Weight, button};
use super::field::Field;
use super::segments::segments;
use super::text::{label, wrapped};
use super::theme::{Theme, font, size};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;

/// A dialog's title and, below it, what it is for.
pub fn title_ui(ui: &mut Ui, title: &str, explanation: &str) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, title, font::DIALOG, theme.ink);
    ui.add_space(4.0);
    if !explanation.is_empty() {
        wrapped(ui, explanation, font::LABEL, theme.soft);
    }
    ui.add_space(14.0);
}

/// A label above a field of a form. Returns the changed text and whether Enter was pressed.
pub fn form_field(
    ui: &mut Ui,
    id: &str,
    name: &str,
    value: &str,
    hint: &str,
    focus: bool,
) -> (Option<String>, bool) {
    let theme = Theme::from_ctx(ui.ctx());
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

/// Asks whether the text is the whole article.
pub fn partial_ui(ui: &mut Ui, partial: &mut bool) {
    label(
        ui,
        fl!("dialog-text"),
        font::LABEL,
        Theme::from_ctx(ui.ctx()).soft,
    );
    ui.add_space(3.0);
    let labels = [fl!("dialog-text-full"), fl!("dialog-text-excerpt")];
    if let Some(at) = segments(ui, fl!("dialog-text"), &labels, Some(usize::from(*partial))) {
        *partial = at == 1;
    }
    ui.add_space(10.0);
}

/// What is wrong with what was typed.
pub fn complaint_ui(ui: &mut Ui, complaint: Option<&str>) {
    let theme = Theme::from_ctx(ui.ctx());
    if let Some(complaint) = complaint {
        wrapped(ui, complaint, font::LABEL, theme.rejected);
        ui.add_space(8.0);
    }
}

/// The buttons at a dialog's foot: the one thing to do at the right, Cancel beside it. Returns
/// whether the thing is to be done.
pub fn foot_ui<M>(ui: &mut Ui, words: &str, possible: bool, out: &mut Outbox<M>) -> bool {
    foot_beside_ui(ui, words, possible, |_, _| {}, out)
}

/// The same, with something at its left.
pub fn foot_beside_ui<M>(
    ui: &mut Ui,
    words: &str,
    possible: bool,
    beside: impl FnOnce(&mut Ui, &mut Outbox<M>),
    out: &mut Outbox<M>,
) -> bool {
    let mut pressed = false;
    ui.add_space(6.0);
    // Just as high as the buttons: a dialog that has become shorter must not keep its height.
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        pressed = button(ui, words, Weight::Primary, possible).clicked();
        ui.add_space(4.0);
        if button(ui, fl!("dialog-cancel"), Weight::Plain, true).clicked() {
            out.request(Request::CloseDialog);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| beside(ui, out));
    });
    // Where Enter breaks a line, Ctrl+Enter ends the form.
    let by_ctrl = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let by_enter = || !is_held(ui, Key::Enter) && takes_key(ui, Key::Enter);
    pressed || (possible && (by_ctrl || by_enter()))
}

/// Whether a key is held down since before, so that whoever opened a dialog with it does not say yes to it as well.
fn is_held(ui: &Ui, held: Key) -> bool {
    let is_repeat = |event: &Event| matches!(event, Event::Key { key, repeat: true, .. } if *key == held);
    ui.input(|input| input.events.iter().any(is_repeat))
}

/// Whether a key was pressed that nothing in the dialog waits for, which then is what the dialog itself is asked.
pub fn takes_key(ui: &Ui, key: Key) -> bool {
    let is_free = ui.memory(|memory| memory.focused().is_none()) && !Popup::is_any_open(ui.ctx());
    is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
