//! A sheet of a workbook, filled row by row within the bounds that Excel states. Every cell of words is
//! written as words, so that nothing in it runs. Which sheets there are is not decided here.

use rust_xlsxwriter::{Format as Look, FormatAlign, Worksheet, XlsxError};

use super::super::describe::is_web_address;
use super::super::{ExportError, safe};

/// Rows of a sheet, its head among them.
const ROWS: usize = 1_048_576;
/// Characters of a cell, in UTF-16 units.
const CELL: usize = 32_767;
/// Links of a sheet, and characters of one.
const LINKS: usize = 65_530;
const LINK: usize = 2_079;

/// A sheet that is filled from top to bottom.
pub struct Sheet {
    page: Worksheet,
    row: u32,
    links: usize,
    wrap: Look,
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
            links: 0,
            wrap,
        })
    }

    /// Adds a row. Counts are numbers, addresses are links as long as Excel takes more of them, all else is words.
    pub fn add(&mut self, cells: &[String]) -> Result<(), ExportError> {
        self.row += 1;
        if self.row as usize >= ROWS {
            let beyond = format!(
                "a sheet holds {} rows; choose fewer claims, or a format without that bound",
                ROWS - 1
            );
            return Err(ExportError::Beyond(beyond));
        }
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let number = cell
                .parse::<u32>()
                .ok()
                .filter(|number| number.to_string() == *cell);
            let link = is_web_address(cell) && cell.chars().count() <= LINK && self.links < LINKS;
            let written = match number {
                Some(number) => self
                    .page
                    .write_number_with_format(self.row, column, number, &self.wrap),
                None if link => {
                    self.links += 1;
                    self.page.write_url(self.row, column, cell.as_str())
                }
                None => self
                    .page
                    .write_string_with_format(self.row, column, fitting(cell)?, &self.wrap),
            };
            written.map_err(failure)?;
        }
        Ok(())
    }

    /// With a filter over its columns.
    pub fn done(mut self, columns: usize) -> Result<Worksheet, ExportError> {
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or_default();
        self.page.autofilter(0, 0, self.row, last).map_err(failure)?;
        Ok(self.page)
    }
}

/// Words that a cell can hold: too many are an error, because a cut would lose some in silence.
fn fitting(cell: &str) -> Result<String, ExportError> {
    let words = safe::line(cell);
    if words.encode_utf16().count() > CELL {
        let start: String = words.chars().take(40).collect();
        let beyond = format!(
            "a cell of a workbook holds {CELL} characters, and “{start}…” has more; CSV and JSON Lines hold it"
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
