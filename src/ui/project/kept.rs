//! The list of work of earlier sessions that is not part of the project: copies of what could not be saved, and typed
//! text whose record is gone. Nothing of it goes until it is restored or discarded here.

use eframe::egui::{Align, Layout, Ui, Vec2};

use super::Msg;
use super::state::Kept;
use crate::session::{KeptCopy, TypedText};
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::title_ui;
use crate::ui::kit::text::{label, wrapped};
use crate::ui::kit::theme::{Theme, font, size};

/// How many pieces are shown at once; the others follow when these are settled.
const MAX_SHOWN: usize = 4;

/// Draws the dialog.
pub fn kept_ui(ui: &mut Ui, kept: &Kept, out: &mut Outbox<Msg>) {
    title_ui(ui, fl!("kept-title"), fl!("kept-explanation"));
    for copy in kept.copies.iter().take(MAX_SHOWN) {
        copy_ui(ui, copy, out);
    }
    for typed in kept
        .typed
        .iter()
        .take(MAX_SHOWN.saturating_sub(kept.copies.len()))
    {
        typed_ui(ui, typed, out);
    }
    buttons_ui(ui, |ui| {
        if button(ui, fl!("kept-later"), Weight::Plain, true).clicked() {
            out.request(Request::CloseDialog);
        }
    });
}

fn copy_ui(ui: &mut Ui, copy: &KeptCopy, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    label(ui, fl!("kept-copy"), font::LABEL_STRONG, theme.ink);
    wrapped(ui, &copy.folder().display().to_string(), font::LABEL, theme.soft);
    wrapped(ui, fl!("kept-copy-explained"), font::SMALL, theme.soft);
    buttons_ui(ui, |ui| {
        if button(ui, fl!("kept-restore"), Weight::Primary, true).clicked() {
            out.send(Msg::RestoreKept(copy.clone()));
        }
        ui.add_space(4.0);
        if button(ui, fl!("window-open-folder"), Weight::Plain, true).clicked() {
            out.request(Request::OpenFolder(copy.folder().to_owned()));
        }
        ui.add_space(4.0);
        if button(ui, fl!("kept-discard"), Weight::Plain, true).clicked() {
            out.send(Msg::DiscardKept(copy.clone()));
        }
    });
}

fn typed_ui(ui: &mut Ui, typed: &TypedText, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let text: Vec<&str> = typed
        .texts
        .values()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let text = text.join("\n");
    label(ui, fl!("kept-typed"), font::LABEL_STRONG, theme.ink);
    wrapped(ui, &text, font::LABEL, theme.ink);
    buttons_ui(ui, |ui| {
        if button(ui, fl!("kept-copy-text"), Weight::Primary, true).clicked() {
            ui.ctx().copy_text(text);
        }
        ui.add_space(4.0);
        if button(ui, fl!("kept-discard"), Weight::Plain, true).clicked() {
            out.send(Msg::DiscardTyped(typed.key()));
        }
    });
}

fn buttons_ui(ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
    ui.add_space(6.0);
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), buttons);
    ui.add_space(12.0);
}
