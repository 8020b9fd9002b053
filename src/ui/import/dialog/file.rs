//! How a file was read, and the ways to read it again: its type, its encoding and the columns of a table.

use eframe::egui::Ui;

use super::parts::{columns_ui, named, note_ui};
use super::table::{self, first_cells_ui, table_ui};
use crate::import::{Choices, FileKind, PagePart, TableHead};
use crate::session::ingest::parse::{Refused, SourceFile};
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

/// The languages that an encoding is for.
type Languages = fn() -> &'static str;

/// Encodings that are offered.
const ENCODINGS: &[(&str, Languages)] = &[
    ("UTF-8", || fl!("import-encoding-unicode")),
    ("windows-1256", || fl!("import-encoding-arabic")),
    ("ISO-8859-6", || fl!("import-encoding-arabic")),
    ("windows-1252", || fl!("import-encoding-western-europe")),
    ("windows-1250", || fl!("import-encoding-central-europe")),
    ("ISO-8859-2", || fl!("import-encoding-central-europe")),
    ("windows-1251", || fl!("import-encoding-cyrillic")),
    ("KOI8-R", || fl!("import-encoding-cyrillic")),
    ("KOI8-U", || fl!("import-encoding-cyrillic")),
    ("windows-1253", || fl!("import-encoding-greek")),
    ("windows-1254", || fl!("import-encoding-turkish")),
    ("windows-1255", || fl!("import-encoding-hebrew")),
    ("Shift_JIS", || fl!("import-encoding-japanese")),
    ("EUC-JP", || fl!("import-encoding-japanese")),
    ("gb18030", || fl!("import-encoding-chinese")),
    ("Big5", || fl!("import-encoding-chinese")),
    ("EUC-KR", || fl!("import-encoding-korean")),
    ("UTF-16LE", || fl!("import-encoding-unicode")),
    ("UTF-16BE", || fl!("import-encoding-unicode")),
];

/// Draws the ways to read a file again.
pub(crate) fn file_ui(ui: &mut Ui, file: &SourceFile, reading: bool, out: &mut Outbox<Msg>) {
    let mut choices = file.choices.clone();
    columns_ui(ui, 2, [0, 1], |ui, place| match place {
        0 => kind_ui(ui, Some(file.kind), &mut choices),
        _ => encoding_ui(ui, file.encoding, &mut choices),
    });
    part_ui(ui, file, &mut choices);
    if let Some(head) = &file.table {
        table_ui(ui, &table::note_of(ui, file), (head, &head.columns), &mut choices);
    }
    if choices != file.choices && !reading {
        out.send(Msg::ReadAs(file.path.clone(), Box::new(choices)));
    }
}

/// Draws why a file could not be read, and the ways to read it again.
pub(crate) fn refused_ui(ui: &mut Ui, review: &ImportReview, at: usize, out: &mut Outbox<Msg>) {
    let Some(refused) = review.batch.refused.get(at) else {
        return;
    };
    let mut choices = refused.choices.clone();
    match &refused.table {
        Some(head) => waiting_ui(ui, (refused, head), &mut choices),
        None => failed_ui(ui, refused, &mut choices),
    }
    if choices != refused.choices && !review.reading {
        out.send(Msg::ReadAs(refused.path.clone(), Box::new(choices)));
    }
}

/// Draws the column mapping of a table, as it stands above its articles once it is complete.
fn waiting_ui(ui: &mut Ui, (refused, head): (&Refused, &TableHead), choices: &mut Choices) {
    columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, refused.kind, choices));
    let columns = refused.choices.columns.clone();
    let note = table::asked_of(ui, &columns);
    table_ui(ui, &note, (head, &columns), choices);
    first_cells_ui(ui, head);
    let path = refused.path.display().to_string();
    wrapped(ui, &path, font::SMALL, Theme::from_ctx(ui.ctx()).soft);
}

fn failed_ui(ui: &mut Ui, refused: &Refused, choices: &mut Choices) {
    let theme = Theme::from_ctx(ui.ctx());
    let path = refused.path.display().to_string();
    // The path ends the headline of a report and stands on a line of its own here.
    let headline = refused.report.headline.as_str();
    let told = headline.strip_suffix(&format!(": {path}")).unwrap_or(headline);
    note_ui(ui, icons::WARNING, theme.rejected, &words::sentence(told));
    for cause in &refused.report.causes {
        wrapped(ui, cause, font::LABEL, theme.soft);
    }
    if let Some(hint) = &refused.report.hint {
        wrapped(ui, hint, font::LABEL, theme.ink);
    }
    ui.add_space(10.0);
    wrapped(ui, &path, font::SMALL, theme.soft);
    ui.add_space(14.0);
    columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, refused.kind, choices));
}

/// Draws the type of a file.
pub(crate) fn kind_ui(ui: &mut Ui, kind: Option<FileKind>, choices: &mut Choices) {
    named(ui, fl!("import-read-as"));
    let kinds: Vec<FileKind> = FileKind::all().collect();
    let offered: Vec<Choice> = kinds
        .iter()
        .map(|kind| Choice::named(words::sentence(kind.label())))
        .collect();
    let chosen = kinds.iter().position(|offered| Some(*offered) == kind);
    let picked = choice(
        ui,
        fl!("import-read-as"),
        &offered,
        chosen,
        fl!("import-read-as.hint"),
    );
    if let Some(kind) = picked.and_then(|place| kinds.get(place)) {
        choices.kind = Some(*kind);
    }
    ui.add_space(10.0);
}

/// Draws which part of a web page is the article, with the beginnings of those that may be.
fn part_ui(ui: &mut Ui, file: &SourceFile, choices: &mut Choices) {
    let Some(part) = file.part else { return };
    let numbers = 1..=file.parts.len();
    let mut parts: Vec<PagePart> = numbers.map(PagePart::Number).collect();
    let mut offered: Vec<Choice> = file
        .parts
        .iter()
        .zip(1_usize..)
        .map(|(text, number)| Choice::named(fl!("import-part-numbered", number = number, beginning = text)))
        .collect();
    parts.push(PagePart::Whole);
    offered.push(Choice::named(fl!("import-part-whole")));
    named(ui, fl!("import-part"));
    let chosen = parts.iter().position(|offered| *offered == part);
    let picked = choice(ui, fl!("import-part"), &offered, chosen, "");
    if let Some(part) = picked.and_then(|place| parts.get(place)) {
        choices.part = Some(*part);
    }
    ui.add_space(10.0);
}

fn encoding_ui(ui: &mut Ui, encoding: Option<&'static str>, choices: &mut Choices) {
    let Some(encoding) = encoding else { return };
    named(ui, fl!("import-encoding"));
    let mut names: Vec<&str> = ENCODINGS.iter().map(|(name, _)| *name).collect();
    let mut offered: Vec<Choice> = ENCODINGS
        .iter()
        .map(|(name, languages)| Choice::named(format!("{name} ({})", languages())))
        .collect();
    if !names.contains(&encoding) {
        names.insert(0, encoding);
        offered.insert(0, Choice::named(encoding));
    }
    let chosen = names.iter().position(|name| *name == encoding);
    let picked = choice(ui, fl!("import-encoding"), &offered, chosen, "");
    if let Some(name) = picked.and_then(|place| names.get(place)) {
        choices.encoding = Some((*name).to_owned());
    }
    ui.add_space(10.0);
}
