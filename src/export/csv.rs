//! A table with one row a claim, for spreadsheets and for programs: RFC 4180. What its columns are is
//! not here, and neither is what is lossless.
//!
//! The file for spreadsheets begins with a byte-order mark: Excel, which most newsrooms open tables with, takes a
//! file without one for its own old encoding and shows Arabic as rubbish, and other readers
//! skip the mark. Programs that want the words untouched have JSON Lines.

use std::borrow::Cow;
use std::io;

use super::columns::{self, Cell, Column, OF_ARTICLE, OF_CLAIM, yes_or_no};
use super::row::{EachRow, Row, each_part, each_row};
use super::{ExportError, Format, Limit, Readers, Selection, Summary, Write, safe};
use crate::model::Project;

/// The format.
pub const FORMAT: Format = Format {
    key: "csv",
    name: "CSV table",
    extension: "csv",
    readers: Readers::People,
    for_whom: "For newsrooms and researchers who sort, count and share claims in a spreadsheet.",
    keeps: "One row a claim with its article, words, places, speakers, sources, cues, reviews and verdict.",
    drops: "The articles' texts, guidelines, aliases and notes of speakers, exact times, and the places of relaying links.",
    offset_unit: "Unicode characters",
    write: Write::Text(|project, selection, limit, out| {
        out.write_all("\u{feff}".as_bytes())?;
        write(project, selection, limit, &SPREADSHEETS, out)
    }),
};

/// The same table for programs, that take every cell by the letter.
pub const PLAIN: Format = Format {
    key: "csv-plain",
    name: "CSV table for programs",
    extension: "csv",
    readers: Readers::Programs,
    for_whom: "For scripts and databases: UTF-8, line feeds, every cell untouched. Not for spreadsheets, which may run a cell that begins like a formula.",
    keeps: FORMAT.keeps,
    drops: FORMAT.drops,
    offset_unit: FORMAT.offset_unit,
    write: Write::Text(|project, selection, limit, out| write(project, selection, limit, &PROGRAMS, out)),
};

/// What differs between readers.
struct Flavour {
    row_end: &'static str,
    /// What a cell may hold.
    guard: fn(&str) -> Cow<'_, str>,
}

const SPREADSHEETS: Flavour = Flavour {
    row_end: "\r\n",
    guard: safe::cell,
};
const PROGRAMS: Flavour = Flavour {
    row_end: "\n",
    guard: |words| words.into(),
};

/// Rows as text, and what is at hand to write the next one.
#[derive(Default)]
struct Rows {
    text: String,
    /// What all rows of the article begin with.
    beginning: String,
    /// Where the words of a cell are put together that stand nowhere else.
    buffer: String,
}

fn write(
    project: &Project,
    selection: &Selection,
    limit: Limit,
    flavour: &Flavour,
    out: &mut dyn io::Write,
) -> Result<Summary, ExportError> {
    let heads: Vec<&str> = columns::all().map(|(head, _)| *head).collect();
    let heads = heads.join(",");
    out.write_all(heads.as_bytes())?;
    out.write_all(flavour.row_end.as_bytes())?;
    let summary = match limit {
        Limit::NONE => {
            let make = |used: Option<Rows>, each_row: &mut EachRow| {
                let mut rows = used.unwrap_or_default();
                rows.text.clear();
                each_row(&mut |row| rows.add(row, flavour));
                rows
            };
            each_part(project, selection, make, |rows| {
                Ok(out.write_all(rows.text.as_bytes())?)
            })?
        }
        limit => {
            let mut rows = Rows::default();
            let summary = each_row(project, selection, limit, |row| {
                rows.add(row, flavour);
                Ok(true)
            })?;
            out.write_all(rows.text.as_bytes())?;
            summary
        }
    };
    out.flush()?;
    Ok(summary)
}

impl Rows {
    fn add(&mut self, row: &Row, flavour: &Flavour) {
        let Self {
            text,
            beginning,
            buffer,
        } = self;
        if row.is_first {
            beginning.clear();
            for column in OF_ARTICLE {
                add(beginning, row, column, buffer, flavour);
                beginning.push(',');
            }
        }
        text.push_str(beginning);
        for (at, column) in OF_CLAIM.iter().enumerate() {
            text.push_str(if at > 0 { "," } else { "" });
            add(text, row, column, buffer, flavour);
        }
        text.push_str(flavour.row_end);
    }
}

/// Adds a row's cell of a column. Only words are guarded; but a day before the year 0 begins with a minus.
fn add(table: &mut String, row: &Row, (_, cell): &Column, buffer: &mut String, flavour: &Flavour) {
    buffer.clear();
    match cell(row, buffer) {
        Cell::Empty => {}
        Cell::Text(words) | Cell::Link(words) => add_quoted(table, &(flavour.guard)(words)),
        Cell::Number(count) => table.push_str(&count.to_string()),
        Cell::Date(day) => add_quoted(table, &(flavour.guard)(&day.to_string())),
        Cell::Bool(is) => table.push_str(yes_or_no(is)),
    }
}

/// Adds words, in quotation marks where they hold what parts cells and rows, their own marks doubled.
fn add_quoted(table: &mut String, words: &str) {
    let parts = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    // All bytes at once, without a stop at the first: processors look at many together so.
    if words.bytes().fold(false, |any, byte| any | parts(byte)) {
        table.push('"');
        table.push_str(&words.replace('"', "\"\""));
        table.push('"');
    } else {
        table.push_str(words);
    }
}
