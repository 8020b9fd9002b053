//! Asks whether to close the window although something could not be saved. Enter keeps it open.

use eframe::egui::{Align, Key, Layout, Ui, Vec2};

use crate::ui::bus::dialog::Unsaved;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::Request;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{takes_key, title_ui};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font, size};
use crate::ui::kit::words;

/// Draws the dialog.
pub fn unsaved_ui<M>(ui: &mut Ui, unsaved: &Unsaved, out: &mut Outbox<M>) {
    let Unsaved { reason, kept } = unsaved;
    let theme = Theme::from_ctx(ui.ctx());
    title_ui(ui, fl!("unsaved-title"), &words::sentence(reason));
    match kept {
        Ok(folder) => {
            wrapped(ui, fl!("unsaved-copied"), font::LABEL, theme.ink);
            ui.add_space(4.0);
            wrapped(ui, &folder.display().to_string(), font::LABEL_STRONG, theme.ink);
            ui.add_space(4.0);
            wrapped(ui, fl!("unsaved-restore"), font::LABEL, theme.ink);
        }
        Err(reason) => {
            wrapped(ui, fl!("unsaved-not-copied"), font::LABEL_STRONG, theme.rejected);
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
        fl!("unsaved-close")
    } else {
        fl!("unsaved-discard")
    };
    let line = Vec2::new(ui.available_width(), size::CONTROL);
    let mut stay = false;
    ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        stay = button(ui, fl!("window-cancel"), Weight::Primary, true).clicked();
        ui.add_space(4.0);
        if button(ui, close, Weight::Plain, true).clicked() {
            out.request(Request::QuitAnyway);
        }
        if let Ok(folder) = kept {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if button(ui, fl!("window-open-folder"), Weight::Plain, true).clicked() {
                    out.request(Request::OpenFolder(folder.clone()));
                }
            });
        }
    });
    if stay || takes_key(ui, Key::Enter) {
        out.request(Request::CloseDialog);
    }
}
