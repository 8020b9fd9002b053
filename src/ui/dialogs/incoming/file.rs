//! How a file was read, and the ways to read it anew: its kind, its encoding, the columns of a table. What came of it
//! stands in `article`.

use eframe::egui::{Color32, Sense, Ui, Vec2};

use super::article::columns_ui;
use crate::import::{Choices, Columns, Field, Kind};
use crate::session::importing::ReadFile;
use crate::ui::action::{Action, Actions};
use crate::ui::icons;
use crate::ui::incoming::{ImportAction, ImportDesk};
use crate::ui::theme::{Theme, font};
use crate::ui::widgets::button::icon_at;
use crate::ui::widgets::choice::{Choice, choice};
use crate::ui::widgets::text::{heading, label, wrapped};
use crate::ui::words;

/// Encodings that are offered, by their names.
const ENCODINGS: &[(&str, &str)] = &[
    ("UTF-8", "any language"),
    ("windows-1256", "Arabic"),
    ("ISO-8859-6", "Arabic"),
    ("windows-1252", "Western Europe"),
    ("windows-1250", "Central Europe"),
    ("ISO-8859-2", "Central Europe"),
    ("windows-1251", "Cyrillic"),
    ("KOI8-R", "Cyrillic"),
    ("KOI8-U", "Cyrillic"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese"),
    ("gb18030", "Chinese"),
    ("Big5", "Chinese"),
    ("EUC-KR", "Korean"),
    ("UTF-16LE", "any language"),
    ("UTF-16BE", "any language"),
];

/// Draws the ways to read a file anew.
pub(super) fn file_ui(ui: &mut Ui, file: &ReadFile, reading: bool, actions: &mut Actions) {
    let mut choices = file.choices.clone();
    columns_ui(ui, 2, [0, 1], |ui, place| match place {
        0 => kind_ui(ui, Some(file.kind), &mut choices),
        _ => encoding_ui(ui, file.encoding, &mut choices),
    });
    if let Some(table) = &file.table {
        columns_of_table_ui(ui, &table.there, &table.columns, &mut choices);
    }
    if choices != file.choices && !reading {
        let read = ImportAction::ReadAs(file.path.clone(), Box::new(choices));
        actions.send(Action::Import(read));
    }
}

/// Draws why a file gave no article, and the ways to read it anew.
pub(super) fn refused_ui(ui: &mut Ui, desk: &ImportDesk, at: usize, actions: &mut Actions) {
    let Some(refused) = desk.batch.refused.get(at) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    let path = format!(": {}", refused.path.display());
    let told = refused.report.headline.replace(&path, "");
    note_ui(ui, icons::WARNING, theme.rejected, &words::sentence(&told));
    for cause in &refused.report.causes {
        wrapped(ui, cause, font::LABEL, theme.soft);
    }
    if let Some(hint) = refused
        .report
        .hint
        .as_ref()
        .filter(|_| refused.columns.is_empty())
    {
        wrapped(ui, hint, font::LABEL, theme.ink);
    }
    ui.add_space(10.0);
    wrapped(ui, &refused.path.display().to_string(), font::SMALL, theme.soft);
    ui.add_space(14.0);
    let mut choices = refused.choices.clone();
    if refused.columns.is_empty() {
        columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, choices.kind, &mut choices));
    } else {
        let columns = choices.columns.clone();
        columns_of_table_ui(ui, &refused.columns, &columns, &mut choices);
    }
    if choices != refused.choices && !desk.reading {
        let read = ImportAction::ReadAs(refused.path.clone(), Box::new(choices));
        actions.send(Action::Import(read));
    }
}

/// What a field is called, above it.
pub(super) fn named(ui: &mut Ui, name: &str) {
    label(ui, name, font::LABEL, Theme::of(ui.ctx()).soft);
    ui.add_space(3.0);
}

/// Draws what kind of file it is.
pub(super) fn kind_ui(ui: &mut Ui, kind: Option<Kind>, choices: &mut Choices) {
    named(ui, "Read as");
    let kinds: Vec<Kind> = Kind::all().collect();
    let offered: Vec<Choice> = kinds
        .iter()
        .map(|kind| Choice::named(words::sentence(kind.label())))
        .collect();
    let chosen = kinds.iter().position(|offered| Some(*offered) == kind);
    let picked = choice(ui, "Read as", &offered, chosen, "What kind of file it is");
    if let Some(kind) = picked.and_then(|place| kinds.get(place)) {
        choices.kind = Some(*kind);
    }
    ui.add_space(10.0);
}

fn encoding_ui(ui: &mut Ui, encoding: Option<&'static str>, choices: &mut Choices) {
    let Some(encoding) = encoding else { return };
    named(ui, "Letters");
    let mut names: Vec<(&str, &str)> = ENCODINGS.to_vec();
    if !names.iter().any(|(name, _)| *name == encoding) {
        names.insert(0, (encoding, ""));
    }
    let told = |(name, whose): &(&str, &str)| match *whose {
        "" => (*name).to_owned(),
        whose => format!("{name} ({whose})"),
    };
    let offered: Vec<Choice> = names.iter().map(|name| Choice::named(told(name))).collect();
    let chosen = names.iter().position(|(name, _)| *name == encoding);
    let picked = choice(ui, "Encoding", &offered, chosen, "");
    if let Some((name, _)) = picked.and_then(|place| names.get(place)) {
        choices.encoding = Some((*name).to_owned());
    }
    ui.add_space(10.0);
}

/// Draws, for each field of an article, which column of the table holds it.
fn columns_of_table_ui(ui: &mut Ui, there: &[String], columns: &Columns, choices: &mut Choices) {
    heading(ui, "Columns of the table");
    ui.add_space(6.0);
    let fields: Vec<Field> = Field::all().collect();
    for four in fields.chunks(4) {
        columns_ui(ui, 4, four, |ui, field| {
            let name = field_name(*field);
            named(ui, name);
            let mut offered = vec![Choice::named("No column")];
            offered.extend(there.iter().map(Choice::named));
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

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Text => "Text",
        Field::Title => "Title",
        Field::Byline => "Byline",
        Field::Credit => "Credits",
        Field::Published => "Published",
        Field::Publisher => "Publisher",
        Field::Url => "Address",
        Field::Language => "Language",
    }
}

/// A line with a sign in front.
pub(super) fn note_ui(ui: &mut Ui, icon: &str, color: Color32, told: &str) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let (mark, _) = ui.allocate_exact_size(Vec2::splat(18.0), Sense::hover());
        icon_at(ui.painter(), mark.center(), icon, 16.0, color);
        ui.vertical(|ui| {
            wrapped(ui, told, font::LABEL, theme.ink);
        });
    });
    ui.add_space(8.0);
}
