//! Asks what becomes of the window when something could not be saved. Enter keeps it open.

use eframe::egui::{Align, Key, Layout, Ui, Vec2};

use crate::ui::bus::dialog::Unsaved;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{takes_key, title_ui};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::words;

/// Draws the question.
pub fn unsaved_ui<M>(ui: &mut Ui, unsaved: &Unsaved, out: &mut Outbox<M>) {
    let Unsaved { reason, kept } = unsaved;
    let theme = Theme::from_ctx(ui.ctx());
    title_ui(ui, "Changes could not be saved", &words::sentence(reason));
    match kept {
        Ok(folder) => {
            wrapped(
                ui,
                "Sayso wrote a copy of them to this folder:",
                font::LABEL,
                theme.ink,
            );
            ui.add_space(4.0);
            wrapped(ui, &folder.display().to_string(), font::LABEL_STRONG, theme.ink);
            ui.add_space(4.0);
            let after =
                "It stays there after you close Sayso. The file about.txt in it says how to restore them.";
            wrapped(ui, after, font::LABEL, theme.ink);
        }
        Err(reason) => {
            let lost = "Closing Sayso loses them: no copy could be written either.";
            wrapped(ui, lost, font::LABEL_STRONG, theme.rejected);
            ui.add_space(4.0);
            wrapped(ui, &words::sentence(reason), font::LABEL, theme.soft);
        }
    }
    ui.add_space(14.0);
    foot_ui(ui, unsaved, out);
}

fn foot_ui<M>(ui: &mut Ui, unsaved: &Unsaved, out: &mut Outbox<M>) {
    let kept = &unsaved.kept;
    let close = if kept.is_ok() {
        "Close Sayso"
    } else {
        "Discard and close"
    };
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    let mut stay = false;
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        stay = button(ui, "Cancel", Weight::Primary, true).clicked();
        ui.add_space(4.0);
        if button(ui, close, Weight::Plain, true).clicked() {
            out.request(Request::QuitAnyway);
        }
        if let Ok(folder) = kept {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if button(ui, "Open folder", Weight::Plain, true).clicked() {
                    out.request(Request::OpenFolder(folder.clone()));
                }
            });
        }
    });
    if stay || takes_key(ui, Key::Enter) {
        out.request(Request::CloseDialog);
    }
}
