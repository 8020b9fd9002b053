//! How a file was read, and the ways to read it anew: its kind and its encoding. The columns of a table stand in
//! `table`, what came of it in `article`.

use eframe::egui::Ui;

use super::parts::{columns_ui, named, note_ui};
use super::table::{self, first_cells_ui, table_ui};
use crate::import::{Choices, FileKind, TableHead};
use crate::session::ingest::parse::{Refused, SourceFile};
use crate::ui::bus::outbox::Outbox;
use crate::ui::import::Msg;
use crate::ui::import::state::ImportReview;
use crate::ui::kit::choice::{Choice, choice};
use crate::ui::kit::text::wrapped;
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::{icons, words};

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
pub(crate) fn file_ui(ui: &mut Ui, file: &SourceFile, reading: bool, out: &mut Outbox<Msg>) {
    let mut choices = file.choices.clone();
    columns_ui(ui, 2, [0, 1], |ui, place| match place {
        0 => kind_ui(ui, Some(file.kind), &mut choices),
        _ => encoding_ui(ui, file.encoding, &mut choices),
    });
    if let Some(head) = &file.table {
        table_ui(ui, &table::told_of(ui, file), (head, &head.columns), &mut choices);
    }
    if choices != file.choices && !reading {
        let read = Msg::ReadAs(file.path.clone(), Box::new(choices));
        out.send(read);
    }
}

/// Draws why a file gave no article, and the ways to read it anew.
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
        let read = Msg::ReadAs(refused.path.clone(), Box::new(choices));
        out.send(read);
    }
}

/// Draws what is to be told of a table, as it stands above its articles once it is told.
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
    let path = format!(": {}", refused.path.display());
    let told = refused.report.headline.replace(&path, "");
    note_ui(ui, icons::WARNING, theme.rejected, &words::sentence(&told));
    for cause in &refused.report.causes {
        wrapped(ui, cause, font::LABEL, theme.soft);
    }
    if let Some(hint) = &refused.report.hint {
        wrapped(ui, hint, font::LABEL, theme.ink);
    }
    ui.add_space(10.0);
    wrapped(ui, &refused.path.display().to_string(), font::SMALL, theme.soft);
    ui.add_space(14.0);
    columns_ui(ui, 2, [()], |ui, ()| kind_ui(ui, refused.kind, choices));
}

/// Draws what kind of file it is.
pub(crate) fn kind_ui(ui: &mut Ui, kind: Option<FileKind>, choices: &mut Choices) {
    named(ui, "Read as");
    let kinds: Vec<FileKind> = FileKind::all().collect();
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
