//! The export form: format, claims, preview and file.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{
    Align, Align2, Frame, Layout, Margin, Pos2, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2, WidgetInfo,
};

use super::Msg;
use super::draft::ExportDraft;
use crate::export::{ExportPreview, Format, Readers};
use crate::model::Project;
use crate::session::settings::export::ExportedClaims;
use crate::ui::bus::outbox::Outbox;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::button::link;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::dialog::{foot_ui, form_field, title_ui};
use crate::ui::kit::field::Field;
use crate::ui::kit::list_row::ListRow;
use crate::ui::kit::row_layout::step_in_dialog;
use crate::ui::kit::text::{heading, label, left_text_at, measure, text_at, wrapped};
use crate::ui::kit::text_painter::Fit;
use crate::ui::kit::theme::{Theme, font};

/// The width of the list of formats and the height of its rows, in points.
const LIST: f32 = 204.0;
const FORMAT_ROW: f32 = 21.0;
/// The number of formats that the page keys go over.
const FORMAT_PAGE: usize = 5;
/// The height of a format's description, of the preview, and of the publisher's fields, which shorten the preview.
const ABOUT: f32 = 130.0;
const PREVIEW: f32 = 134.0;
const PUBLISHER: f32 = 59.0;
/// The height of the preview's table rows and the maximum width of its columns.
const TABLE_ROW: f32 = 18.0;
const MAX_COLUMN_WIDTH: f32 = 170.0;

/// Draws the form.
pub(crate) fn export_ui(
    ui: &mut Ui,
    project: Option<&Project>,
    draft: Option<&ExportDraft>,
    out: &mut Outbox<Msg>,
) {
    let (Some(project), Some(draft)) = (project, draft) else {
        return;
    };
    title_ui(ui, fl!("export-title"), "");
    let mut next = draft.clone();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.vertical(|ui| {
            ui.set_width(LIST);
            if let Some(format) = formats_ui(ui, draft) {
                next = next.clone().in_format(format);
            }
        });
        ui.add_space(20.0);
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            about_ui(ui, next.format());
            claims_ui(ui, project, &mut next);
            let wants_publisher = next.format().wants_publisher();
            if wants_publisher {
                publisher_ui(ui, &mut next);
            }
            let height = if wants_publisher {
                PREVIEW - PUBLISHER
            } else {
                PREVIEW
            };
            preview_ui(ui, draft, height);
            file_ui(ui, &mut next, out);
            let button = fl!("export-button", count = draft.estimate.claims);
            if foot_ui(ui, &button, draft.is_complete(), out) {
                out.send(Msg::Write(PathBuf::from(draft.path.trim())));
            } else if next != *draft {
                out.send(Msg::Draft(Box::new(next)));
            }
        });
    });
}

/// The list of formats by their readers. Returns one that was just chosen.
fn formats_ui(ui: &mut Ui, draft: &ExportDraft) -> Option<&'static Format> {
    let theme = Theme::from_ctx(ui.ctx());
    let of = |readers| Format::ALL.iter().filter(move |format| format.readers == readers);
    let in_order: Vec<&Format> = Readers::ALL.into_iter().flat_map(of).collect();
    let chosen = in_order.iter().position(|format| format.key == draft.format);
    let next = step_in_dialog(ui, chosen.unwrap_or_default(), in_order.len(), FORMAT_PAGE);
    let mut picked = next.and_then(|at| in_order.get(at).copied());
    for readers in Readers::ALL {
        heading(ui, readers.label());
        ui.add_space(2.0);
        for format in of(readers) {
            let mut row = ListRow::new(format.name())
                .height(FORMAT_ROW)
                .selected(format.key == draft.format)
                .show(ui);
            row.title(format.name(), font::LABEL, theme.ink);
            row.explain(format.audience());
            if row.finish().clicked() {
                picked = Some(format);
            }
        }
        ui.add_space(5.0);
    }
    picked
}

/// Who uses a format, what it includes and leaves out, and what its offsets count.
fn about_ui(ui: &mut Ui, format: &Format) {
    let theme = Theme::from_ctx(ui.ctx());
    let place = Vec2::new(ui.available_width(), ABOUT);
    let (rect, _) = ui.allocate_exact_size(place, Sense::hover());
    let mut ui = ui.new_child(
        UiBuilder::new()
            .max_rect(rect)
            .layout(Layout::top_down(Align::LEFT)),
    );
    let ui = &mut ui;
    label(ui, format.name(), font::NAME, theme.ink);
    wrapped(ui, format.audience(), font::LABEL, theme.ink);
    ui.add_space(3.0);
    for words in format.contents() {
        wrapped(ui, &words, font::SMALL, theme.soft);
    }
}

/// The choices of claims: by review, speaker and verdict.
fn claims_ui(ui: &mut Ui, project: &Project, next: &mut ExportDraft) {
    let theme = Theme::from_ctx(ui.ctx());
    let options = Arc::clone(&next.options);
    let counts = Arc::clone(&next.estimate);
    let kinds = next.choices();
    let named = |kind: &ExportedClaims| {
        let count = counts.counts.get(kind).copied().unwrap_or_default();
        Choice::named(fl!("export-claims-choice", name = kind.label(), count = count))
    };
    let claims: Vec<Choice> = kinds.iter().map(named).collect();
    let chosen = kinds.iter().position(|kind| *kind == next.claims);
    let scale = &project.head().scale;
    let ratings = scale.iter().map(|rating| Choice::named(&rating.label));
    let ratings: Vec<Choice> = std::iter::once(Choice::named(fl!("export-any-verdict")))
        .chain(ratings)
        .collect();
    let speaker = next.speaker.as_ref();
    let speaker = speaker.and_then(|id| options.speakers.iter().position(|known| known == id));
    let rating = next.rating.as_ref();
    let rating = rating.and_then(|key| scale.iter().position(|rating| rating.key == *key));
    let width = (ui.available_width() - 2.0 * 10.0) / 3.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        let mut field = |name: &str, choices: &[Choice], chosen| {
            let inner = ui.vertical(|ui| {
                ui.set_width(width);
                label(ui, name, font::LABEL, theme.soft);
                ui.add_space(3.0);
                choice(ui, name, choices, chosen, "")
            });
            inner.inner
        };
        let picked = field(fl!("export-claims"), &claims, chosen);
        if let Some(kind) = picked.and_then(|at| kinds.get(at)) {
            next.claims = *kind;
        }
        let after_any = |place: Option<usize>| Some(place.map_or(0, |at| at + 1));
        let picked = field(
            fl!("export-speaker"),
            &options.speaker_choices,
            after_any(speaker),
        );
        if let Some(at) = picked {
            next.speaker = at.checked_sub(1).and_then(|at| options.speakers.get(at)).cloned();
        }
        if let Some(at) = field(fl!("export-verdict"), &ratings, after_any(rating)) {
            let picked = at.checked_sub(1).and_then(|at| scale.get(at));
            next.rating = picked.map(|rating| rating.key.clone());
        }
    });
    ui.add_space(8.0);
}

/// The publisher of the reviews, which the project keeps.
fn publisher_ui(ui: &mut Ui, next: &mut ExportDraft) {
    let width = (ui.available_width() - 10.0) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        ui.vertical(|ui| {
            ui.set_width(width);
            let (name, hint) = (fl!("export-publisher"), fl!("export-publisher.hint"));
            let (changed, _) = form_field(ui, "export publisher", name, &next.publisher, hint, false);
            next.publisher = changed.unwrap_or_else(|| next.publisher.clone());
        });
        ui.vertical(|ui| {
            ui.set_width(width);
            let hint = "https://example.org/checks/{claim}";
            let name = fl!("export-page");
            let (changed, _) = form_field(ui, "export page", name, &next.page, hint, false);
            next.page = changed.unwrap_or_else(|| next.page.clone());
        });
    });
}

/// The start of the file, in a frame that scrolls.
fn preview_ui(ui: &mut Ui, draft: &ExportDraft, height: f32) {
    let theme = Theme::from_ctx(ui.ctx());
    let none_reviewed = draft.estimate.counts.get(&ExportedClaims::Reviewed) == Some(&0);
    let says = match (draft.estimate.claims, &draft.estimate.preview) {
        (0, _) if draft.claims == ExportedClaims::Reviewed && none_reviewed => {
            fl!("export-none-reviewed")
        }
        (0, _) if draft.format().wants_publisher() => fl!("export-none-rated"),
        (0, _) => fl!("export-none-match"),
        _ if draft.format().wants_publisher() && draft.named_publisher().is_none() => {
            fl!("export-no-publisher")
        }
        (_, ExportPreview::Text(lines)) if lines.is_empty() => fl!("export-nothing-to-preview"),
        _ => fl!("export-preview"),
    };
    label(ui, says, font::LABEL, theme.soft);
    ui.add_space(3.0);
    let empty = ExportPreview::Text(Vec::new());
    let preview = if draft.estimate.claims > 0 {
        &draft.estimate.preview
    } else {
        &empty
    };
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(theme.hairline_stroke())
        .corner_radius(6)
        .inner_margin(Margin::same(8));
    frame.show(ui, |ui| {
        let height = height - 16.0;
        ui.set_min_height(height);
        ScrollArea::both()
            .id_salt(("preview", draft.format))
            .max_height(height)
            .auto_shrink(false)
            .show(ui, |ui| match preview {
                ExportPreview::Table(rows) => table_ui(ui, rows),
                ExportPreview::Text(lines) => lines_ui(ui, lines),
            });
    });
    ui.add_space(8.0);
}

fn lines_ui(ui: &mut Ui, lines: &[String]) {
    let theme = Theme::from_ctx(ui.ctx());
    for line in lines {
        let size = measure(ui, line, font::SMALL, Fit::Free);
        let size = Vec2::new(size.x, size.y.max(font::SMALL.line_height));
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let at = rect.min;
        text_at(
            ui.painter(),
            at,
            Align2::LEFT_TOP,
            line,
            font::SMALL,
            theme.ink,
            size.x + 1.0,
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, line));
    }
}

fn table_ui(ui: &mut Ui, rows: &[Vec<String>]) {
    let theme = Theme::from_ctx(ui.ctx());
    let columns = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let widths = cells.map(|cell| measure(ui, cell, font::SMALL, Fit::Line(MAX_COLUMN_WIDTH)).x);
        widths.fold(20.0, f32::max).ceil() + 14.0
    };
    let widths: Vec<f32> = (0..columns).map(widest).collect();
    for (at, cells) in rows.iter().enumerate() {
        let size = Vec2::new(widths.iter().sum(), TABLE_ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let (style, ink) = match at {
            0 => (font::LABEL_STRONG, theme.soft),
            _ => (font::SMALL, theme.ink),
        };
        let mut left = rect.left();
        for (cell, width) in cells.iter().zip(&widths) {
            let at = Pos2::new(left, rect.center().y);
            left_text_at(ui.painter(), at, cell, style, ink, width - 8.0);
            left += width;
        }
        if at == 0 {
            let stroke = theme.hairline_stroke();
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, stroke);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, cells.join(", ")));
    }
}

/// The file to write.
fn file_ui(ui: &mut Ui, next: &mut ExportDraft, out: &mut Outbox<Msg>) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.horizontal(|ui| {
        label(ui, fl!("export-file"), font::LABEL, theme.soft);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if link(ui, fl!("project-browse"), font::LABEL).clicked() {
                out.request(Request::Browse(Browse::ExportFile));
            }
            if next.estimate.replaces {
                ui.add_space(10.0);
                label(ui, fl!("export-replaces"), font::SMALL, theme.disputed);
            }
        });
    });
    ui.add_space(3.0);
    let field = Field::new("export path", &next.path)
        .name(fl!("export-file"))
        .hint("/home/…/claims.csv")
        .show(ui);
    if let Some(path) = field.changed {
        next.path = path;
    }
    ui.add_space(6.0);
}
