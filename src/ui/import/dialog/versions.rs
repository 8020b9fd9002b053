//! What a new version changes, paragraph by paragraph: removed above added, lightly tinted, and the words that differ
//! strongly.

use eframe::egui::{Align, Frame, Id, Layout, Margin, Role, Ui, Vec2, WidgetInfo};

use super::text::turning_ui;
use crate::session::ingest::versions::{Fate, VersionRow, Versions};
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::versions::summary;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::marked::{Marked, Marking, marked};
use crate::ui::kit::text::{heading, wrapped};
use crate::ui::kit::theme::{Theme, faded, font, size};

/// The width of the sign before a paragraph.
const SIGN: f32 = 14.0;
/// Between paragraphs that have nothing to do with each other.
const APART: f32 = 10.0;

/// Draws the part of the differences that is shown.
pub(crate) fn versions_ui(ui: &mut Ui, versions: &Versions, at: usize, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    let head = heading(ui, fl!("import-changes"));
    ui.add_space(6.0);
    // Another part is read from its beginning.
    let kept = Id::unique(("import versions", at));
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<usize>(kept);
        data.insert_temp(kept, versions.page);
        before
    });
    if before.is_some_and(|before| before != versions.page) {
        head.scroll_to_me(Some(Align::TOP));
    }
    let told = if versions.rows.is_empty() {
        fl!("import-changes-white-space").to_owned()
    } else {
        summary(versions.counts)
    };
    wrapped(ui, &told, font::LABEL, theme.soft);
    ui.add_space(8.0);
    pages_ui(ui, versions, out);
    rows_ui(ui, versions.shown());
    ui.add_space(APART);
    if versions.page + 1 < versions.pages.len() {
        if button(ui, fl!("import-changes-continue"), Weight::Plain, true).clicked() {
            out.send(Msg::TurnVersionsTo(versions.page + 1));
        }
        ui.add_space(APART);
    }
    ui.add_space(4.0);
}

/// Draws paragraphs of two versions.
pub(crate) fn rows_ui(ui: &mut Ui, rows: &[VersionRow]) {
    for (place, row) in rows.iter().enumerate() {
        if place > 0 {
            ui.add_space(if row.joined { 2.0 } else { APART });
        }
        row_ui(ui, row);
    }
}

/// Says which part of many differences is shown, and leads to the others.
fn pages_ui(ui: &mut Ui, versions: &Versions, out: &mut Outbox<Msg>) {
    let place = (versions.page, versions.pages.len());
    let turns = [fl!("import-changes-previous"), fl!("import-changes-next")];
    let told = fl!(
        "import-changes-part",
        part = versions.page + 1,
        parts = versions.pages.len()
    );
    turning_ui(ui, turns, place, &told, |page| {
        out.send(Msg::TurnVersionsTo(page));
    });
}

fn row_ui(ui: &mut Ui, row: &VersionRow) {
    let theme = Theme::from_ctx(ui.ctx());
    let (sign, color) = match row.fate {
        Fate::Gone => ("−", theme.rejected),
        Fate::Came => ("+", theme.accepted),
        Fate::Moved => ("↕", theme.soft),
    };
    let marks: Vec<Marked> = row
        .words
        .iter()
        .map(|span| Marked {
            span: *span,
            marking: Marking::Tint,
            color: faded(color, theme.changed_words),
        })
        .collect();
    Frame::new()
        .fill(faded(color, theme.changed))
        .corner_radius(size::RADIUS)
        .inner_margin(Margin::symmetric(8, 4))
        .show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let layout = Layout::top_down(Align::Center);
                ui.allocate_ui_with_layout(Vec2::new(SIGN, 0.0), layout, |ui| {
                    ui.set_width(SIGN);
                    wrapped(ui, sign, font::NAME, color);
                });
                let layout = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), 0.0), layout, |ui| {
                    if row.fate == Fate::Moved {
                        wrapped(ui, fl!("import-changes-moved-unchanged"), font::SMALL, theme.soft);
                    }
                    let response = marked(ui, &row.text, font::CLAIM, theme.ink, &marks);
                    response.widget_info(|| {
                        let told = match row.fate {
                            Fate::Gone => fl!("import-changes-before", text = row.text),
                            Fate::Came => fl!("import-changes-after", text = row.text),
                            Fate::Moved => fl!("import-changes-moved-text", text = row.text),
                        };
                        WidgetInfo::labeled(Role::Label, true, told)
                    });
                });
            });
        });
}
