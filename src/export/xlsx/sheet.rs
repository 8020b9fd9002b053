//! A sheet of a workbook, filled row by row within Excel's limits. Text is written as text, whatever it looks like, so
//! that no cell runs as a formula.

use std::borrow::Cow;

use jiff::civil::{Date, date};
use rust_xlsxwriter::{Format as Look, FormatAlign, Worksheet, XlsxError};
use unicode_segmentation::UnicodeSegmentation;

use super::super::columns::{CellValue, yes_or_no};
use super::super::describe::is_web_address;
use super::super::{CutCell, ExportError, safe};

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

/// A text that is longer than a cell.
pub(super) struct LongText {
    /// The row of its sheet, from 1 as Excel counts.
    pub row: u32,
    /// What is told of it.
    pub told: CutCell,
    /// The whole of it.
    words: String,
}

/// A sheet that is filled from top to bottom and from left to right.
pub(super) struct Sheet {
    page: Worksheet,
    row: u32,
    /// The column of the next cell.
    column: u16,
    links: usize,
    /// The headings of its columns.
    headings: Vec<String>,
    /// The texts that no cell holds whole.
    long: Vec<LongText>,
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
            headings: headings
                .iter()
                .map(|(heading, _)| (*heading).to_owned())
                .collect(),
            long: Vec::new(),
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
        let fitting = match cell {
            CellValue::Text(words) | CellValue::Link(words) => self.fitting(words),
            _ => Cow::Borrowed(""),
        };
        let (page, row, column) = (&mut self.page, self.row, self.column);
        let written = match cell {
            CellValue::Empty | CellValue::Text("") | CellValue::Link("") => Ok(page),
            CellValue::Link(address) if takes_links && can_be_followed(address) => {
                self.links += 1;
                page.write_url(row, column, address)
            }
            CellValue::Text(_) | CellValue::Link(_) => {
                page.write_string_with_format(row, column, fitting, &self.wrap)
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

    /// Words that a cell can hold. Of too many it gets the beginning and says so; the whole is kept aside.
    fn fitting<'a>(&mut self, cell: &'a str) -> Cow<'a, str> {
        let words = safe::line(cell);
        // A character has at most as many units as bytes.
        if words.len() <= MAX_CELL_UNITS || str_indices::utf16::count(&words) <= MAX_CELL_UNITS {
            return words;
        }
        let chars = words.chars().count();
        let mark = fl!("export-cell-cut", count = chars);
        let room = MAX_CELL_UNITS - str_indices::utf16::count(&mark);
        let begun = format!("{}{mark}", first_units(&words, room));
        let column = self.headings.get(usize::from(self.column)).cloned();
        let told = CutCell {
            of: String::new(),
            column: column.unwrap_or_default(),
            chars,
        };
        self.long.push(LongText {
            row: self.row + 1,
            told,
            words: words.into_owned(),
        });
        begun.into()
    }

    /// Says what the row is about, if one of its texts is too long for a cell.
    pub(super) fn end_row(&mut self, of: impl Fn() -> String) {
        let texts = self.long.iter_mut().rev();
        for text in texts.take_while(|text| text.row == self.row + 1) {
            text.told.of = of();
        }
    }

    /// Takes the texts that are longer than a cell.
    pub(super) fn take_long(&mut self) -> Vec<LongText> {
        std::mem::take(&mut self.long)
    }

    /// With a filter over its columns.
    pub(super) fn done(mut self) -> Result<Worksheet, ExportError> {
        let last = u16::try_from(self.headings.len().saturating_sub(1)).unwrap_or_default();
        self.page.autofilter(0, 0, self.row, last).map_err(failure)?;
        Ok(self.page)
    }
}

fn can_be_followed(address: &str) -> bool {
    is_web_address(address) && address.chars().count() <= MAX_LINK_CHARS
}

impl LongText {
    /// Its words in pieces that fit into cells.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.words.as_str();
        std::iter::from_fn(move || {
            let piece = first_units(rest, MAX_CELL_UNITS);
            rest = rest.get(piece.len()..).unwrap_or_default();
            (!piece.is_empty()).then_some(piece)
        })
    }
}

/// The beginning of a text, with at most this many UTF-16 units; what is read as one character is not split.
fn first_units(text: &str, units: usize) -> &str {
    let mut counted = 0;
    for (at, character) in text.grapheme_indices(true) {
        counted += str_indices::utf16::count(character);
        if counted > units {
            // What is read as one character may be longer than a cell.
            let whole = if at > 0 {
                at
            } else {
                str_indices::utf16::to_byte_idx(text, units)
            };
            return text.get(..whole).unwrap_or_default();
        }
    }
    text
}

/// The export's error for one of the crate.
pub(super) fn failure(error: XlsxError) -> ExportError {
    match error {
        XlsxError::IoError(error) => ExportError::Write(error),
        other => ExportError::Beyond(other.to_string()),
    }
}
