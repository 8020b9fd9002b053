//! A sheet of a workbook, written row by row within Excel's limits; what is beyond them goes into further sheets. Text is
//! written as text, whatever it looks like, so that no cell runs as a formula.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use unicode_segmentation::UnicodeSegmentation;

use super::super::columns::{CellValue, yes_or_no};
use super::super::describe::is_web_address;
use super::super::{CutCell, ExportError, safe};
use super::workbook::{HEAD, MAIN, RELATIONS, Style, Workbook};

/// Characters of a cell, in UTF-16 units.
const MAX_CELL_UNITS: usize = 32_767;
/// Characters of a link.
const MAX_LINK_CHARS: usize = 2_079;
/// The first date that all programs count alike: Excel has a 29 February 1900, which never was. Earlier dates are text.
const MIN_DATE: Date = date(1900, 3, 1);
/// The date that dates are counted from.
const DAY_ZERO: Date = date(1899, 12, 30);
/// How much XML is handed over at once, in bytes.
const PIECE_BYTES: usize = 1 << 16;
/// Between the width of a column in characters and as it is written, for Calibri at 11 points.
const PADDING: f64 = 0.710_937_5;

/// What one sheet takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows, with the headings.
    pub rows: u32,
    /// Links.
    pub links: usize,
    /// Bytes of XML. Archives count up to 4 GiB.
    pub bytes: usize,
}

/// What Excel and the archive take.
pub(super) const EXCEL: Limits = Limits {
    rows: 1_048_576,
    links: 65_530,
    bytes: 3 << 30,
};

/// A text that is longer than a cell.
pub(super) struct LongText {
    /// The name of its sheet.
    pub sheet: String,
    /// The row there, from 1 as Excel counts.
    pub row: u32,
    /// What is told of it.
    pub told: CutCell,
    /// The whole of it.
    words: String,
}

/// A sheet that is filled from top to bottom and from left to right, under the same headings in each of its parts.
pub(super) struct Sheet<'b, 'out> {
    book: &'b mut Workbook<'out>,
    name: &'static str,
    headings: &'b [(&'static str, f64)],
    /// The letters of each column.
    letters: Vec<String>,
    limits: Limits,
    /// How many parts it has.
    parts: usize,
    /// The row that is being filled, from 1.
    row: u32,
    /// The column of the next cell, from 0.
    column: usize,
    /// The cells of links, and where they lead.
    links: (Vec<String>, Vec<String>),
    /// The texts that no cell holds whole.
    long: Vec<LongText>,
    xml: String,
    /// How many bytes of XML of this part are written.
    written: usize,
}

impl<'b, 'out> Sheet<'b, 'out> {
    /// A sheet with these headings, each with the width of its column in characters.
    pub(super) fn new(
        book: &'b mut Workbook<'out>,
        name: &'static str,
        headings: &'b [(&'static str, f64)],
        limits: Limits,
    ) -> Result<Self, ExportError> {
        let mut sheet = Self {
            book,
            name,
            headings,
            letters: (0..headings.len()).map(letters).collect(),
            limits,
            parts: 0,
            row: 0,
            column: 0,
            links: (Vec::new(), Vec::new()),
            long: Vec::new(),
            xml: String::new(),
            written: 0,
        };
        sheet.begin_part()?;
        Ok(sheet)
    }

    /// Begins the next row.
    pub(super) fn begin_row(&mut self) -> Result<(), ExportError> {
        if self.row >= self.limits.rows || self.written >= self.limits.bytes {
            self.end_part()?;
            self.begin_part()?;
        }
        self.next_row();
        if self.xml.len() >= PIECE_BYTES {
            self.hand_over()?;
        }
        Ok(())
    }

    /// Adds a row of these cells.
    pub(super) fn add_row(&mut self, cells: &[CellValue]) -> Result<(), ExportError> {
        self.begin_row()?;
        for cell in cells {
            self.add(*cell);
        }
        Ok(())
    }

    /// Adds a cell to the row. Addresses of the web are links as long as Excel takes more of them.
    pub(super) fn add(&mut self, cell: CellValue) {
        let fitting = match cell {
            CellValue::Text(words) | CellValue::Link(words) => self.fitting(words),
            _ => Cow::Borrowed(""),
        };
        match cell {
            CellValue::Empty | CellValue::Text("") | CellValue::Link("") => {}
            CellValue::Link(address) if self.takes_link(address) => {
                let place = format!("{}{}", self.letter(), self.row);
                self.links.0.push(place);
                self.links.1.push(address.to_owned());
                self.text(Style::Link, &fitting);
            }
            CellValue::Text(_) | CellValue::Link(_) => self.text(Style::Wrapped, &fitting),
            CellValue::Number(count) => self.number(Style::Wrapped, count),
            CellValue::Date(day) if day >= MIN_DATE => self.number(Style::Day, (day - DAY_ZERO).get_days()),
            CellValue::Date(day) => self.text(Style::Wrapped, &day.to_string()),
            CellValue::Bool(is) => self.text(Style::Wrapped, yes_or_no(is)),
        }
        self.column += 1;
    }

    /// Ends the sheet. Gives the texts that are longer than a cell.
    pub(super) fn done(mut self) -> Result<Vec<LongText>, ExportError> {
        self.end_part()?;
        Ok(self.long)
    }

    /// Says what the row is about, if one of its texts is too long for a cell.
    pub(super) fn end_row(&mut self, of: impl Fn() -> String) {
        let texts = self.long.iter_mut().rev();
        for text in texts.take_while(|text| text.row == self.row && text.told.of.is_empty()) {
            text.told.of = of();
        }
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
        let column = self.headings.get(self.column).map(|(heading, _)| *heading);
        let told = CutCell {
            of: String::new(),
            column: column.unwrap_or_default().to_owned(),
            chars,
        };
        self.long.push(LongText {
            sheet: self.part_name(),
            row: self.row,
            told,
            words: words.into_owned(),
        });
        begun.into()
    }

    fn part_name(&self) -> String {
        match self.parts {
            1 => self.name.to_owned(),
            part => format!("{} {part}", self.name),
        }
    }

    fn begin_part(&mut self) -> Result<(), ExportError> {
        (self.row, self.written) = (0, 0);
        self.parts += 1;
        self.book.begin_sheet()?;
        let mut columns = String::new();
        for (at, (_, width)) in self.headings.iter().enumerate() {
            let (number, width) = (at + 1, width + PADDING);
            let _ = write!(
                columns,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        self.xml = format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheetViews><sheetView workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             <selection pane=\"bottomLeft\"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>"
        );
        self.next_row();
        for (heading, _) in self.headings {
            self.text(Style::Heading, heading);
            self.column += 1;
        }
        Ok(())
    }

    /// With a filter over its columns.
    fn end_part(&mut self) -> Result<(), ExportError> {
        let (places, addresses) = std::mem::take(&mut self.links);
        let (row, last) = (self.row, self.letters.last().map_or("A", String::as_str));
        let (range, filter) = (format!("A1:{last}{row}"), format!("$A$1:${last}${row}"));
        let _ = write!(self.xml, "</row></sheetData><autoFilter ref=\"{range}\"/>");
        if !places.is_empty() {
            self.xml += "<hyperlinks>";
            for (at, place) in places.iter().enumerate() {
                let _ = write!(self.xml, "<hyperlink ref=\"{place}\" r:id=\"rId{}\"/>", at + 1);
            }
            self.xml += "</hyperlinks>";
        }
        self.xml += "</worksheet>";
        self.hand_over()?;
        let name = self.part_name();
        self.book.end_sheet(name, filter, &addresses)
    }

    fn next_row(&mut self) {
        let end = if self.row == 0 { "" } else { "</row>" };
        (self.row, self.column) = (self.row + 1, 0);
        let _ = write!(self.xml, "{end}<row r=\"{}\">", self.row);
    }

    fn hand_over(&mut self) -> Result<(), ExportError> {
        self.book.write(&self.xml)?;
        self.written += self.xml.len();
        self.xml.clear();
        Ok(())
    }

    fn letter(&self) -> &str {
        self.letters.get(self.column).map_or("A", String::as_str)
    }

    fn takes_link(&self, address: &str) -> bool {
        self.links.0.len() < self.limits.links
            && is_web_address(address)
            && address.chars().count() <= MAX_LINK_CHARS
    }

    fn begin_cell(&mut self, style: Style) {
        let letter = self.letters.get(self.column).map_or("A", String::as_str);
        let _ = write!(self.xml, "<c r=\"{letter}{}\" s=\"{}\"", self.row, style as u8);
    }

    fn text(&mut self, style: Style, words: &str) {
        self.begin_cell(style);
        let keeps = words.starts_with(char::is_whitespace) || words.ends_with(char::is_whitespace);
        let space = if keeps { " xml:space=\"preserve\"" } else { "" };
        let _ = write!(self.xml, " t=\"inlineStr\"><is><t{space}>");
        push_text(&mut self.xml, words);
        self.xml.push_str("</t></is></c>");
    }

    fn number(&mut self, style: Style, number: impl std::fmt::Display) {
        self.begin_cell(style);
        let _ = write!(self.xml, "><v>{number}</v></c>");
    }
}

/// The letters of a column, counted from 0: `A` to `Z`, then `AA`.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.into(),
        before => letters(before - 1) + letter.encode_utf8(&mut [0; 4]),
    }
}

/// Adds text, with what XML cannot hold in the way of Excel: `_x000D_`. Text that looks like this is marked as text.
fn push_text(xml: &mut String, words: &str) {
    let looks_coded = |rest: &str| {
        let code = rest.as_bytes().get(..7);
        code.is_some_and(|code| {
            code.starts_with(b"_x") && code.ends_with(b"_") && code[2..6].iter().all(u8::is_ascii_hexdigit)
        })
    };
    let acts = |c: char| matches!(c, '<' | '>' | '&' | '\r' | '_' | '\u{fffe}' | '\u{ffff}');
    let mut rest = words;
    while let Some(at) = rest.find(acts) {
        let (before, after) = rest.split_at(at);
        xml.push_str(before);
        let mut characters = after.chars();
        match characters.next().unwrap_or_default() {
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '&' => xml.push_str("&amp;"),
            '_' if looks_coded(after) => xml.push_str("_x005F_"),
            '_' => xml.push('_'),
            c => {
                let _ = write!(xml, "_x{:04X}_", u32::from(c));
            }
        }
        rest = characters.as_str();
    }
    xml.push_str(rest);
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    /// The parts of a workbook of one sheet, which `fill` fills within limits.
    fn parts(limits: Limits, fill: impl FnOnce(&mut Sheet)) -> Vec<(String, String)> {
        let mut bytes = Vec::new();
        let mut book = Workbook::new(&mut bytes, "Talks").unwrap();
        let headings = [("Claim", 15.0), ("URL", 15.0)];
        let mut sheet = Sheet::new(&mut book, "Claims", &headings, limits).unwrap();
        fill(&mut sheet);
        sheet.done().unwrap();
        book.finish().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let parts = archive.len();
        let read = |at: usize| {
            let mut part = archive.by_index(at).unwrap();
            let mut xml = String::new();
            part.read_to_string(&mut xml).unwrap();
            (part.name().unwrap().into_owned(), xml)
        };
        (0..parts).map(read).collect()
    }

    fn part<'a>(parts: &'a [(String, String)], name: &str) -> &'a str {
        let found = parts.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, xml)| xml)
    }

    #[test]
    fn rows_beyond_the_last_go_into_further_sheets_with_the_same_headings() {
        let limits = Limits { rows: 3, ..EXCEL };
        let parts = parts(limits, |sheet| {
            for row in ["one", "two", "three", "four", "five"] {
                let link = CellValue::Link("https://example.org/a");
                sheet.add_row(&[CellValue::Text(row), link]).unwrap();
            }
        });
        let rows = |sheet: &str| part(&parts, sheet).matches("<row ").count();
        let sheets = [1, 2, 3].map(|number| format!("xl/worksheets/sheet{number}.xml"));
        assert_eq!(sheets.each_ref().map(|sheet| rows(sheet)), [3, 3, 2]);
        for sheet in &sheets {
            assert!(part(&parts, sheet).contains(">Claim<"), "{sheet}");
        }
        assert!(part(&parts, &sheets[2]).contains(">five<"));
        let book = part(&parts, "xl/workbook.xml");
        for name in [
            "\"Claims\"",
            "\"Claims 2\"",
            "\"Claims 3\"",
            "'Claims 3'!$A$1:$B$2",
        ] {
            assert!(book.contains(name), "{name} in {book}");
        }
        let links = part(&parts, "xl/worksheets/_rels/sheet2.xml.rels");
        assert_eq!(links.matches("https://example.org/a").count(), 2, "{links}");
    }

    #[test]
    fn a_sheet_ends_before_its_archive_cannot_count_it() {
        let limits = Limits {
            bytes: 100_000,
            ..EXCEL
        };
        let long = "word ".repeat(6_000);
        let parts = parts(limits, |sheet| {
            for _ in 0..8 {
                sheet.add_row(&[CellValue::Text(&long)]).unwrap();
            }
        });
        let sheets = parts
            .iter()
            .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        assert!(sheets.clone().count() > 1);
        assert_eq!(
            sheets
                .map(|(_, xml)| xml.matches("<row ").count() - 1)
                .sum::<usize>(),
            8
        );
    }

    #[test]
    fn links_beyond_the_last_are_text() {
        let limits = Limits { links: 1, ..EXCEL };
        let parts = parts(limits, |sheet| {
            for _ in 0..2 {
                let link = CellValue::Link("https://example.org/a?b=1&c=2");
                sheet.add_row(&[link]).unwrap();
            }
        });
        let sheet = part(&parts, "xl/worksheets/sheet1.xml");
        assert_eq!(sheet.matches("<hyperlink ").count(), 1);
        assert_eq!(sheet.matches("https://example.org/a?b=1&amp;c=2").count(), 2);
    }

    #[test]
    fn what_xml_cannot_hold_is_coded_and_what_looks_coded_is_not_taken_for_it() {
        let mut xml = String::new();
        push_text(&mut xml, "a<b>&\r\u{ffff} _x000D_ _x00_ snake_case");
        assert_eq!(
            xml,
            "a&lt;b&gt;&amp;_x000D__xFFFF_ _x005F_x000D_ _x00_ snake_case"
        );
    }

    #[test]
    fn columns_are_counted_as_spreadsheets_do() {
        let counted = [0, 25, 26, 37, 701, 702].map(letters);
        assert_eq!(counted, ["A", "Z", "AA", "AL", "ZZ", "AAA"]);
    }
}
