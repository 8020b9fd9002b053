//! A sheet of a workbook, filled row by row within the bounds that Excel states. Every cell is written as what it is:
//! words as words, whatever they look like, so that nothing in them runs. Which sheets there are is not decided here.

use jiff::civil::{Date, date};
use rust_xlsxwriter::{Format as Look, FormatAlign, Worksheet, XlsxError};

use super::super::columns::{Cell, yes_or_no};
use super::super::describe::is_web_address;
use super::super::{ExportError, safe};

/// Rows of a sheet, its head among them.
const MAX_ROWS: u32 = 1_048_576;
/// Characters of a cell, in UTF-16 units.
const MAX_CELL_UNITS: usize = 32_767;
/// Links of a sheet, and characters of one.
const MAX_LINKS: usize = 65_530;
const MAX_LINK_CHARS: usize = 2_079;
/// The first day that every program counts alike: Excel has a 29 February 1900, which never was. Earlier ones are words.
const MIN_DATE: Date = date(1900, 3, 1);
/// The day that such days are counted from.
const DAY_ZERO: Date = date(1899, 12, 30);

/// A sheet that is filled from top to bottom and from left to right.
pub struct Sheet {
    page: Worksheet,
    row: u32,
    /// The column of the next cell.
    column: u16,
    links: usize,
    wrap: Look,
    day: Look,
}

impl Sheet {
    /// Its head, with how wide each column is.
    pub fn new(name: &str, heads: &[(String, f64)]) -> Result<Self, ExportError> {
        let mut sheet = Worksheet::new();
        let bold = Look::new().set_bold().set_background_color(0x00E8_EBF0);
        sheet.set_name(name).map_err(failure)?;
        sheet.set_freeze_panes(1, 0).map_err(failure)?;
        for (column, (head, width)) in (0_u16..).zip(heads) {
            sheet
                .write_string_with_format(0, column, head, &bold)
                .map_err(failure)?;
            sheet.set_column_width(column, *width).map_err(failure)?;
        }
        let wrap = Look::new().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self {
            page: sheet,
            row: 0,
            column: 0,
            links: 0,
            day: wrap.clone().set_num_format("yyyy-mm-dd"),
            wrap,
        })
    }

    /// Begins the next row.
    pub fn begin_row(&mut self) -> Result<(), ExportError> {
        (self.row, self.column) = (self.row + 1, 0);
        if self.row >= MAX_ROWS {
            let beyond = format!(
                "a sheet holds {} rows; choose fewer claims, or a format without that bound",
                MAX_ROWS - 1
            );
            return Err(ExportError::Beyond(beyond));
        }
        Ok(())
    }

    /// Adds a row of these cells.
    pub fn add_row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        self.begin_row()?;
        cells.iter().try_for_each(|cell| self.add(*cell))
    }

    /// Adds a cell to the row. Addresses of the web are links as long as Excel takes more of them.
    pub fn add(&mut self, cell: Cell) -> Result<(), ExportError> {
        let takes_links = self.links < MAX_LINKS;
        let (page, row, column) = (&mut self.page, self.row, self.column);
        let written = match cell {
            Cell::Empty | Cell::Text("") | Cell::Link("") => Ok(page),
            Cell::Link(address) if takes_links && can_be_followed(address) => {
                self.links += 1;
                page.write_url(row, column, address)
            }
            Cell::Text(words) | Cell::Link(words) => {
                page.write_string_with_format(row, column, fitting(words)?, &self.wrap)
            }
            Cell::Number(count) => page.write_number_with_format(row, column, count as f64, &self.wrap),
            Cell::Date(day) if day >= MIN_DATE => {
                let days = (day - DAY_ZERO).get_days();
                page.write_number_with_format(row, column, days, &self.day)
            }
            Cell::Date(day) => page.write_string_with_format(row, column, day.to_string(), &self.wrap),
            Cell::Bool(is) => page.write_string_with_format(row, column, yes_or_no(is), &self.wrap),
        };
        written.map_err(failure)?;
        self.column += 1;
        Ok(())
    }

    /// With a filter over its columns.
    pub fn done(mut self, columns: usize) -> Result<Worksheet, ExportError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
        self.page.autofilter(0, 0, self.row, last).map_err(failure)?;
        Ok(self.page)
    }
}

fn can_be_followed(address: &str) -> bool {
    is_web_address(address) && address.chars().count() <= MAX_LINK_CHARS
}

/// Words that a cell can hold: too many are an error, because a cut would lose some in silence.
fn fitting(cell: &str) -> Result<String, ExportError> {
    let words = safe::line(cell);
    if words.encode_utf16().count() > MAX_CELL_UNITS {
        let start: String = words.chars().take(40).collect();
        let beyond = format!(
            "a cell of a workbook holds {MAX_CELL_UNITS} characters, and “{start}…” has more; CSV and JSON Lines hold it"
        );
        return Err(ExportError::Beyond(beyond));
    }
    Ok(words.into_owned())
}

/// How wide a column is, in characters.
pub fn width_of(head: &str) -> f64 {
    match head {
        "claim" | "note" | "evidence" | "decisions" => 60.0,
        "title" | "source" | "url" | "relayed_by" | "aliases" => 36.0,
        "speakers"
        | "speaker_roles"
        | "speaker_affiliations"
        | "cue"
        | "name"
        | "role"
        | "affiliation"
        | "publisher"
        | "byline"
        | "wikidata" => 24.0,
        _ => 15.0,
    }
}

/// What an error of the crate is to an export.
pub fn failure(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(error) => ExportError::Write(error),
        other => ExportError::Beyond(other.to_string()),
    }
}
