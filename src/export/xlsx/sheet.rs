//! A sheet of a workbook, filled row by row within Excel's limits. Text is written as text, whatever it looks like, so
//! that no cell runs as a formula.

use jiff::civil::{Date, date};
use rust_xlsxwriter::{Format as Look, FormatAlign, Worksheet, XlsxError};

use super::super::columns::{CellValue, yes_or_no};
use super::super::describe::is_web_address;
use super::super::{ExportError, safe};

/// Rows of a sheet, with its header.
const MAX_ROWS: u32 = 1_048_576;
/// Characters of a cell, in UTF-16 units.
const MAX_CELL_UNITS: usize = 32_767;
/// Links of a sheet, and characters of one.
const MAX_LINKS: usize = 65_530;
const MAX_LINK_CHARS: usize = 2_079;
/// The first date that all programs count alike: Excel has a 29 February 1900, which never was. Earlier dates are text.
const MIN_DATE: Date = date(1900, 3, 1);
/// The date that dates are counted from.
const DAY_ZERO: Date = date(1899, 12, 30);

/// A sheet that is filled from top to bottom and from left to right.
pub(super) struct Sheet {
    page: Worksheet,
    row: u32,
    /// The column of the next cell.
    column: u16,
    links: usize,
    wrap: Look,
    day: Look,
}

impl Sheet {
    /// A sheet with these headings, each with the width of its column in characters.
    pub(super) fn new(name: &str, headings: &[(&str, f64)]) -> Result<Self, ExportError> {
        let mut sheet = Worksheet::new();
        let bold = Look::new().set_bold().set_background_color(0x00E8_EBF0);
        sheet.set_name(name).map_err(failure)?;
        sheet.set_freeze_panes(1, 0).map_err(failure)?;
        for (column, (heading, width)) in (0_u16..).zip(headings) {
            sheet
                .write_string_with_format(0, column, *heading, &bold)
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
    pub(super) fn begin_row(&mut self) -> Result<(), ExportError> {
        (self.row, self.column) = (self.row + 1, 0);
        if self.row >= MAX_ROWS {
            let limit = fl!("export-too-many-rows", limit = MAX_ROWS - 1);
            return Err(ExportError::Beyond(limit));
        }
        Ok(())
    }

    /// Adds a row of these cells.
    pub(super) fn add_row(&mut self, cells: &[CellValue]) -> Result<(), ExportError> {
        self.begin_row()?;
        cells.iter().try_for_each(|cell| self.add(*cell))
    }

    /// Adds a cell to the row. Addresses of the web are links as long as Excel takes more of them.
    pub(super) fn add(&mut self, cell: CellValue) -> Result<(), ExportError> {
        let takes_links = self.links < MAX_LINKS;
        let (page, row, column) = (&mut self.page, self.row, self.column);
        let written = match cell {
            CellValue::Empty | CellValue::Text("") | CellValue::Link("") => Ok(page),
            CellValue::Link(address) if takes_links && can_be_followed(address) => {
                self.links += 1;
                page.write_url(row, column, address)
            }
            CellValue::Text(words) | CellValue::Link(words) => {
                page.write_string_with_format(row, column, fitting(words)?, &self.wrap)
            }
            CellValue::Number(count) => page.write_number_with_format(row, column, count as f64, &self.wrap),
            CellValue::Date(day) if day >= MIN_DATE => {
                let days = (day - DAY_ZERO).get_days();
                page.write_number_with_format(row, column, days, &self.day)
            }
            CellValue::Date(day) => page.write_string_with_format(row, column, day.to_string(), &self.wrap),
            CellValue::Bool(is) => page.write_string_with_format(row, column, yes_or_no(is), &self.wrap),
        };
        written.map_err(failure)?;
        self.column += 1;
        Ok(())
    }

    /// With a filter over its columns.
    pub(super) fn done(mut self, columns: usize) -> Result<Worksheet, ExportError> {
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
        let limit = fl!("export-cell-too-long", limit = MAX_CELL_UNITS, start = start);
        return Err(ExportError::Beyond(limit));
    }
    Ok(words.into_owned())
}

/// The export's error for one of the crate.
pub(super) fn failure(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(error) => ExportError::Write(error),
        other => ExportError::Beyond(other.to_string()),
    }
}
