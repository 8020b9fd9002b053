//! The columns of a table: how it stands with them, and which of them holds what. How its file was read besides stands
//! in `file`.

use eframe::egui::{Color32, Ui};

use super::parts::{columns_ui, named, note_ui};
use crate::import::{Choices, Columns, TableField, TableHead, Warning};
use crate::session::ingest::parse::SourceFile;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::{clamped, heading, wrapped};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// Of how many columns it is shown what stands in them.
const COLUMNS: usize = 40;

/// How it stands with the columns: a sign, its colour, and the words.
pub(crate) type Note = (&'static str, Color32, &'static str);

/// How it stands with the columns of a table that was read.
pub(crate) fn told_of(ui: &Ui, file: &SourceFile) -> Note {
    let theme = Theme::from_ctx(ui.ctx());
    let is_guess = |warning: &Warning| matches!(warning, Warning::ColumnsGuessed { .. });
    match (
        file.warnings.iter().any(is_guess),
        file.choices.columns.is_empty(),
    ) {
        (true, _) => (
            icons::WARNING_CIRCLE,
            theme.disputed,
            "Which column is which is a guess; look whether it is right",
        ),
        (false, true) => (
            icons::CHECK_CIRCLE,
            theme.accepted,
            "The columns are as they were told for a table like this before",
        ),
        (false, false) => (
            icons::CHECK_CIRCLE,
            theme.accepted,
            "The columns are as they were told here; tables like this will be read so, too",
        ),
    }
}

/// What is still to be told of a table's columns.
pub(crate) fn asked_of(ui: &Ui, told: &Columns) -> Note {
    let words = match (told.is_empty(), told.column(TableField::Text)) {
        (true, _) => "Say which column holds the text of each article; the articles are then listed",
        (false, None) => "Now say which column holds the text of each article",
        (false, Some(_)) => "The column of the text holds none; say which one does",
    };
    (icons::QUESTION, Theme::from_ctx(ui.ctx()).accent, words)
}

/// Draws, for each field of an article, which column of the table holds it.
///
/// How it stands with them is said in a line that is always there, so that nothing moves when something is told.
pub(crate) fn table_ui(
    ui: &mut Ui,
    (icon, color, told): &Note,
    (head, columns): (&TableHead, &Columns),
    choices: &mut Choices,
) {
    let there = &head.there;
    let seen = there.iter().zip(&head.first);
    let mut offered = vec![Choice::named("No column")];
    offered.extend(seen.map(|(name, first)| Choice {
        sample: first.clone(),
        ..Choice::named(name)
    }));
    heading(ui, "Columns of the table");
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
            let picked = choice(ui, &format!("Column of {name}"), &offered, Some(chosen), "");
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

/// Draws what stands in the columns, for whoever cannot tell them by their names.
pub(crate) fn first_cells_ui(ui: &mut Ui, head: &TableHead) {
    let theme = Theme::from_ctx(ui.ctx());
    ui.add_space(4.0);
    heading(ui, "What stands in them");
    ui.add_space(6.0);
    for (name, first) in head.there.iter().zip(&head.first).take(COLUMNS) {
        named(ui, name);
        if first.is_empty() {
            wrapped(ui, "nothing in the first rows", font::LABEL, theme.soft)
        } else {
            clamped(ui, first, font::CLAIM, theme.ink, 2)
        };
        ui.add_space(8.0);
    }
    if head.there.len() > COLUMNS {
        let more = words::count(head.there.len() - COLUMNS, "more column", "more columns");
        wrapped(ui, &format!("and {more}"), font::LABEL, theme.soft);
        ui.add_space(8.0);
    }
}

fn field_name(field: TableField) -> &'static str {
    match field {
        TableField::Text => "Text",
        TableField::Title => "Title",
        TableField::Byline => "Byline",
        TableField::Credit => "Credits",
        TableField::Published => "Published",
        TableField::Publisher => "Publisher",
        TableField::Url => "Address",
        TableField::Language => "Language",
    }
}
