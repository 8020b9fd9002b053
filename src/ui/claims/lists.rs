//! What the drop-down lists of the table's filters hold besides plain options.

use eframe::egui::Ui;

use super::Msg;
use super::ctx::TableCtx;
use crate::ui::bus::outbox::Outbox;
use crate::ui::kit::drop_down::option;
use crate::ui::kit::field::Field;

/// A line of a list that sets or clears a value.
pub(super) fn toggle<T: PartialEq>(ui: &mut Ui, name: &str, value: &mut Option<T>, own: T) {
    let on = value.as_ref() == Some(&own);
    if option(ui, name, None, None, on) {
        *value = (!on).then_some(own);
    }
}

/// The field that searches a list.
pub(super) fn seek_ui(ui: &mut Ui, ctx: &TableCtx<'_>, name: &str, out: &mut Outbox<Msg>) {
    let field = Field::new("claims seek", &ctx.view.seek)
        .name(name)
        .hint(fl!("claims-seek"))
        .emphasised(true)
        .focus_at_first(true)
        .show(ui);
    if let Some(seek) = field.changed {
        out.send(Msg::Seek(seek));
    }
    ui.add_space(6.0);
}
