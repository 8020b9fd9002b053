//! A table with one row per claim, for spreadsheets and for programs: RFC 4180.
//!
//! The file for spreadsheets begins with a byte-order mark. Excel reads a file without one in its old
//! encoding and garbles Arabic; other readers skip the mark.

use std::borrow::Cow;
use std::io;

use super::columns::{self, CellValue, ExportColumn, OF_ARTICLE, OF_CLAIM, OF_PLACE, yes_or_no};
use super::row::{ClaimRow, EachRow, each_part, each_row};
use super::{ExportError, ExportInput, Format, Readers, Summary, Write, safe};

pub(super) const FORMAT: Format = Format {
    key: "csv",
    words: format_words!("format-csv"),
    extension: "csv",
    readers: Readers::People,
    offset_unit: "Unicode characters",
    write: Write::Text(|input, out| {
        out.write_all("\u{feff}".as_bytes())?;
        write(input, &SPREADSHEETS, out)
    }),
};

/// The same table for programs, with every cell unchanged.
pub(super) const PLAIN: Format = Format {
    key: "csv-plain",
    words: format_words!("format-csv-plain"),
    extension: "csv",
    readers: Readers::Programs,
    offset_unit: FORMAT.offset_unit,
    write: Write::Text(|input, out| write(input, &PROGRAMS, out)),
};

/// The differences between readers.
struct Flavour {
    row_end: &'static str,
    /// Makes a cell safe.
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

/// Rows as text, and memory for the next one.
#[derive(Default)]
struct EncodedRows {
    text: String,
    /// The cells that all rows of an article share.
    shared: String,
    /// For the text of cells that is put together.
    buffer: String,
}

fn write(input: &ExportInput, flavour: &Flavour, out: &mut dyn io::Write) -> Result<Summary, ExportError> {
    let names: Vec<&str> = columns::all().map(|column| column.name).collect();
    out.write_all(names.join(",").as_bytes())?;
    out.write_all(flavour.row_end.as_bytes())?;
    if input.limit < usize::MAX {
        let mut rows = EncodedRows::default();
        let summary = each_row(input, |row| {
            rows.add(row, flavour);
            Ok(true)
        })?;
        out.write_all(rows.text.as_bytes())?;
        return Ok(summary);
    }
    let make = |used: Option<EncodedRows>, each_row: &mut EachRow| {
        let mut rows = used.unwrap_or_default();
        rows.text.clear();
        each_row(&mut |row| rows.add(row, flavour));
        rows
    };
    each_part(input, make, |rows| Ok(out.write_all(rows.text.as_bytes())?))
}

impl EncodedRows {
    fn add(&mut self, row: &ClaimRow, flavour: &Flavour) {
        let Self { text, shared, buffer } = self;
        if row.is_first {
            shared.clear();
            for column in OF_ARTICLE {
                add(shared, row, column, buffer, flavour);
                shared.push(',');
            }
        }
        for column in OF_CLAIM {
            add(text, row, column, buffer, flavour);
            text.push(',');
        }
        text.push_str(shared);
        for (at, column) in OF_PLACE.iter().enumerate() {
            text.push_str(if at > 0 { "," } else { "" });
            add(text, row, column, buffer, flavour);
        }
        text.push_str(flavour.row_end);
    }
}

/// Adds a row's cell of a column. Text is guarded, and so is a date: before the year 0 it begins with a minus.
fn add(table: &mut String, row: &ClaimRow, column: &ExportColumn, buffer: &mut String, flavour: &Flavour) {
    buffer.clear();
    match (column.cell)(row, buffer) {
        CellValue::Empty => {}
        CellValue::Text(words) | CellValue::Link(words) => add_quoted(table, &(flavour.guard)(words)),
        CellValue::Number(count) => table.push_str(&count.to_string()),
        CellValue::Date(day) => add_quoted(table, &(flavour.guard)(&day.to_string())),
        CellValue::Bool(is) => table.push_str(yes_or_no(is)),
    }
}

/// Adds text, in quotation marks if it contains separators.
fn add_quoted(table: &mut String, words: &str) {
    let parts = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    // Without a stop at the first, so that the loop is vectorised.
    if words.bytes().fold(false, |any, byte| any | parts(byte)) {
        table.push('"');
        table.push_str(&words.replace('"', "\"\""));
        table.push('"');
    } else {
        table.push_str(words);
    }
}
