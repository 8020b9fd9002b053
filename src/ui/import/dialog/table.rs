//! The column mapping of a table: its state, and a field for each field of an article.

use eframe::egui::{Color32, Ui};

use super::parts::{columns_ui, named, note_ui};
use crate::import::{Choices, Columns, TableField, TableHead, Warning, WarningKind};
use crate::session::ingest::parse::SourceFile;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::icons;
use crate::ui::kit::text::{clamped, heading, wrapped};
use crate::ui::kit::theme::{Theme, font};

/// The maximum number of columns whose first cells are shown.
const MAX_COLUMNS: usize = 40;

/// The state of a mapping: an icon, its colour, and the words.
pub(crate) type Note = (&'static str, Color32, &'static str);

/// The state of the column mapping of a table that was read.
pub(crate) fn note_of(ui: &Ui, file: &SourceFile) -> Note {
    let theme = Theme::from_ctx(ui.ctx());
    let is_guess = |warning: &Warning| matches!(warning.kind, WarningKind::ColumnsGuessed(_));
    if file.warnings.iter().any(is_guess) {
        (
            icons::WARNING_CIRCLE,
            theme.disputed,
            fl!("import-columns-guessed"),
        )
    } else if file.choices.columns.is_empty() {
        (
            icons::CHECK_CIRCLE,
            theme.accepted,
            fl!("import-columns-remembered"),
        )
    } else {
        (icons::CHECK_CIRCLE, theme.accepted, fl!("import-columns-set"))
    }
}

/// What is missing in the column mapping of a table.
pub(crate) fn asked_of(ui: &Ui, told: &Columns) -> Note {
    let words = if told.is_empty() {
        fl!("import-columns-choose-text")
    } else if told.column(TableField::Text).is_none() {
        fl!("import-columns-now-choose-text")
    } else {
        fl!("import-columns-text-empty")
    };
    (icons::QUESTION, Theme::from_ctx(ui.ctx()).accent, words)
}

/// Draws, for each field of an article, which column of the table holds it.
///
/// The state of the mapping has a line that is always there, so that nothing moves when it changes.
pub(crate) fn table_ui(
    ui: &mut Ui,
    (icon, color, told): &Note,
    (head, columns): (&TableHead, &Columns),
    choices: &mut Choices,
) {
    let there = &head.there;
    let seen = there.iter().zip(&head.first);
    let mut offered = vec![Choice::named(fl!("import-column-none"))];
    offered.extend(seen.map(|(name, first)| Choice {
        sample: first.clone(),
        ..Choice::named(name)
    }));
    heading(ui, fl!("import-column-mapping"));
    ui.add_space(6.0);
    note_ui(ui, icon, *color, told);
    let fields: Vec<TableField> = TableField::all().collect();
    for four in fields.chunks(4) {
        columns_ui(ui, 4, four, |ui, field| {
            let name = field_name(*field);
            named(ui, name);
            let column = columns.column(*field);
            let chosen = column.and_then(|column| there.iter().position(|name| name == column));
            let chosen = chosen.map_or(0, |place| place + 1);
            let picked = choice(
                ui,
                &fl!("import-column-of", field = name),
                &offered,
                Some(chosen),
                "",
            );
            if let Some(place) = picked.filter(|place| *place != chosen) {
                let mut told = columns.clone();
                match place.checked_sub(1).and_then(|place| there.get(place)) {
                    Some(column) => told.set(*field, column.clone()),
                    None => told.clear(*field),
                }
                choices.columns = told;
            }
            ui.add_space(10.0);
        });
    }
}

/// Draws the first cell of each column, for tables whose names say little.
pub(crate) fn first_cells_ui(ui: &mut Ui, head: &TableHead) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(4.0);
    heading(ui, fl!("import-first-row"));
    ui.add_space(6.0);
    for (name, first) in head.there.iter().zip(&head.first).take(MAX_COLUMNS) {
        named(ui, name);
        if first.is_empty() {
            wrapped(ui, fl!("import-column-empty"), font::LABEL, theme.soft)
        } else {
            clamped(ui, first, font::CLAIM, theme.ink, 2)
        };
        ui.add_space(8.0);
    }
    if head.there.len() > MAX_COLUMNS {
        let more = fl!("count-more", count = head.there.len() - MAX_COLUMNS);
        wrapped(ui, &more, font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
}

fn field_name(field: TableField) -> &'static str {
    match field {
        TableField::Text => fl!("import-field-text"),
        TableField::Title => fl!("import-field-title"),
        TableField::Byline => fl!("import-field-byline"),
        TableField::Credit => fl!("import-field-credit"),
        TableField::Published => fl!("import-field-published"),
        TableField::Publisher => fl!("import-field-publisher"),
        TableField::Url => fl!("import-field-url"),
        TableField::Language => fl!("import-field-language"),
    }
}
