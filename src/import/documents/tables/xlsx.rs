//! Excel workbooks (Office Open XML): one article a row of the first sheet that holds texts. Formulas
//! are not evaluated; a cell has the value that was saved with it. `columns` maps the columns.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::csv;
use super::table::{self, TableSize};
use crate::import::Imported;
use crate::import::article::SourceFile;
use crate::import::error::ParseError;
use crate::import::guard::archive::Archive;
use crate::import::guard::cancel;
use crate::import::guard::xml::{self, Element};

/// The maximum number of columns of a sheet.
const MAX_COLUMNS: usize = 16_384;

/// Reads the workbook.
pub(crate) fn read(source: &SourceFile) -> Result<Imported, ParseError> {
    let mut archive = Archive::open(source.bytes)?;
    let name = archive.office_document()?;
    let name = name.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let workbook = archive
        .part(&name)?
        .ok_or(ParseError::PartMissing("xl/workbook.xml"))?;
    let workbook = xml::parse(&workbook)?;
    let mut refused = ParseError::NoText;
    let book = Book {
        strings: shared_strings(&mut archive)?,
        dates: date_styles(&mut archive)?,
        epoch: epoch(&workbook),
    };
    for (at, name) in sheets(&mut archive, &workbook, &name)?.into_iter().enumerate() {
        let Some(sheet) = archive.part(&name)? else {
            continue;
        };
        let table = csv::with_names(book.rows(&xml::parse(&sheet)?)?);
        match table::articles(&table, source) {
            Ok(imported) => return Ok(imported),
            Err(error) if at == 0 => refused = error,
            Err(_) => {}
        }
    }
    Err(refused)
}

/// What the sheets share.
struct Book {
    strings: Vec<String>,
    /// Which cell styles show a number as a day.
    dates: Vec<bool>,
    epoch: Date,
}

impl Book {
    fn rows(&self, sheet: &Element) -> Result<Vec<Vec<String>>, ParseError> {
        let mut rows = Vec::new();
        let mut size = TableSize::default();
        let written = sheet.child("x:sheetData").into_iter();
        for row in written.flat_map(|data| data.all("x:row")) {
            cancel::check_cancelled()?;
            let row = self.row(row, &mut size)?;
            if row.iter().any(|cell| !cell.is_empty()) {
                size.grow(0, 0)?;
                rows.push(row);
            }
        }
        Ok(rows)
    }

    fn row(&self, row: &Element, size: &mut TableSize) -> Result<Vec<String>, ParseError> {
        let mut cells: Vec<String> = Vec::new();
        for cell in row.all("x:c") {
            let place = cell.attribute("r").and_then(column).unwrap_or(cells.len());
            if place >= MAX_COLUMNS {
                continue;
            }
            // A cell far to the right stands for all that are empty before it, and many may share one long text.
            let value = self.cell(cell);
            size.widen((place + 1).saturating_sub(cells.len()), value.len())?;
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            if let Some(slot) = cells.get_mut(place) {
                *slot = value;
            }
        }
        Ok(cells)
    }

    fn cell(&self, cell: &Element) -> String {
        let value = || cell.child("x:v").map(Element::text).unwrap_or_default();
        match cell.attribute("t").unwrap_or("n") {
            "s" => {
                let number: Option<usize> = value().trim().parse().ok();
                number
                    .and_then(|number| self.strings.get(number))
                    .cloned()
                    .unwrap_or_default()
            }
            "inlineStr" => cell.child("x:is").map(string_item).unwrap_or_default(),
            "n" => {
                let style = cell.attribute("s").and_then(|style| style.parse::<usize>().ok());
                let is_date = style
                    .and_then(|style| self.dates.get(style))
                    .copied()
                    .unwrap_or(false);
                let value = value();
                let day = is_date.then(|| self.day(&value)).flatten();
                day.map_or(value, |day| day.to_string())
            }
            _ => value(),
        }
    }

    /// Days are numbers, counted from an epoch.
    fn day(&self, value: &str) -> Option<Date> {
        let number: f64 = value.parse().ok()?;
        let is_sane = (0.0..3_000_000.0).contains(&number);
        is_sane.then(|| self.epoch.checked_add((number as i64).days()).ok())?
    }
}

/// 'C7' is column 2.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

/// A string, whole or in runs of different looks; how it is spoken is not part of it.
fn string_item(item: &Element) -> String {
    let mut text = String::new();
    for element in item.elements() {
        match element.name.as_str() {
            "x:t" => text.push_str(&element.text()),
            "x:r" => text.extend(element.all("x:t").map(Element::text)),
            _ => {}
        }
    }
    text.replace("_x000D_", "")
}

fn shared_strings(archive: &mut Archive) -> Result<Vec<String>, ParseError> {
    let Some(bytes) = archive.part("xl/sharedStrings.xml")? else {
        return Ok(Vec::new());
    };
    Ok(xml::parse(&bytes)?.all("x:si").map(string_item).collect())
}

/// The sheets' parts in the order of the workbook.
fn sheets(archive: &mut Archive, workbook: &Element, name: &str) -> Result<Vec<String>, ParseError> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let relations = archive.part(&format!("{folder}/_rels/{file}.rels"))?;
    let relations = relations.ok_or(ParseError::PartMissing("xl/_rels/workbook.xml.rels"))?;
    let relations = xml::parse(&relations)?;
    let targets: BTreeMap<&str, &str> = relations
        .elements()
        .filter_map(|relation| Some((relation.attribute("Id")?, relation.attribute("Target")?)))
        .collect();
    let part = |id: &str| {
        let target = targets.get(id)?;
        Some(match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}/{target}"),
        })
    };
    let sheets = workbook
        .child("x:sheets")
        .into_iter()
        .flat_map(|sheets| sheets.all("x:sheet"));
    Ok(sheets.filter_map(|sheet| part(sheet.attribute("id")?)).collect())
}

/// For each cell style, whether it shows a number as a day.
fn date_styles(archive: &mut Archive) -> Result<Vec<bool>, ParseError> {
    let Some(bytes) = archive.part("xl/styles.xml")? else {
        return Ok(Vec::new());
    };
    let styles = xml::parse(&bytes)?;
    let formats = styles.child("x:numFmts").into_iter().flat_map(Element::elements);
    let codes: BTreeMap<&str, &str> = formats
        .filter_map(|format| Some((format.attribute("numFmtId")?, format.attribute("formatCode")?)))
        .collect();
    let is_date = |format: &Element| {
        let id: usize = format
            .attribute("numFmtId")
            .and_then(|id| id.parse().ok())
            .unwrap_or(0);
        match format.attribute("numFmtId").and_then(|id| codes.get(id)) {
            Some(code) => shows_a_day(code),
            None => matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58),
        }
    };
    let cells = styles.child("x:cellXfs");
    Ok(cells
        .into_iter()
        .flat_map(Element::elements)
        .map(is_date)
        .collect())
}

/// Whether a number format has a year or day in it, outside of quoted words and conditions.
fn shows_a_day(code: &str) -> bool {
    let mut within = None;
    code.chars().any(|character| {
        match (within, character) {
            (None, '"') => within = Some('"'),
            (None, '[') => within = Some(']'),
            (Some(end), _) if character == end => within = None,
            (None, 'y' | 'Y' | 'd' | 'D') => return true,
            _ => {}
        }
        false
    })
}

fn epoch(workbook: &Element) -> Date {
    let properties = workbook.child("x:workbookPr");
    match properties.and_then(|properties| properties.attribute("date1904")) {
        Some("1" | "true") => date(1904, 1, 1),
        _ => date(1899, 12, 30),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::guard::archive::tests::archive;
    use crate::import::import;

    #[test]
    fn shared_and_inline_strings_and_days_come_from_the_first_sheet_with_texts() {
        let main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
        let workbook = format!(
            "<workbook {main} xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>\
             <sheet name='Notes' sheetId='1' r:id='a'/><sheet name='Texts' sheetId='2' r:id='b'/></sheets></workbook>"
        );
        let relations = "<Relationships><Relationship Id='a' Target='worksheets/one.xml'/>\
            <Relationship Id='b' Target='/xl/worksheets/two.xml'/></Relationships>";
        let strings = format!(
            "<sst {main}><si><t>Headline</t></si><si><r><t>The army </t></r><r><t>said.</t></r></si></sst>"
        );
        let styles = format!(
            "<styleSheet {main}><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
        );
        let one =
            format!("<worksheet {main}><sheetData><row><c r='A1'><v>1</v></c></row></sheetData></worksheet>");
        let two = format!(
            "<worksheet {main}><sheetData><row><c r='A1' t='s'><v>0</v></c><c r='C1' t='inlineStr'><is><t>Body</t></is></c>\
             <c r='D1' t='str'><v>Date</v></c></row>\
             <row><c r='A2' t='inlineStr'><is><t>Talks</t></is></c><c r='C2' t='s'><v>1</v></c><c r='D2' s='1'><v>45333</v></c></row>\
             </sheetData></worksheet>"
        );
        let bytes = archive(&[
            ("xl/workbook.xml", workbook.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/styles.xml", styles.as_bytes()),
            ("xl/worksheets/one.xml", one.as_bytes()),
            ("xl/worksheets/two.xml", two.as_bytes()),
        ]);
        let imported = import("a.xlsx", &bytes).unwrap();
        let article = &imported.articles[0];
        assert_eq!(article.title.as_str(), "Talks");
        assert_eq!(article.text.as_str(), "The army said.");
        assert_eq!(article.published, Some(date(2024, 2, 11)));
    }

    #[test]
    fn formats_of_days_are_told_from_those_of_money() {
        assert!(shows_a_day("dd/mm/yyyy") && shows_a_day("[$-409]d-mmm"));
        assert!(!shows_a_day("0.00 \"days\"") && !shows_a_day("[Red]#,##0") && !shows_a_day("General"));
    }
}
